"""`ssi export`: everything that the journal knows, as JSON or as a table for spreadsheets."""

from pathlib import Path

import click

from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.disk import write_whole
from ssi_tui.i18n import N_, ngettext
from ssi_tui.wording.actions import match_word

FORMS = ("json", "csv")


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Write everything out: entries, scores, notes, targets, rest, own actions. `ssi import` "
        "takes both forms back. A spreadsheet opens the CSV without running anything in it."
    ),
)
@click.argument("form", metavar="json|csv")
@click.option(
    "-o", "--output", "place", metavar=N_("FILE"), default="-",
    help=N_("The file to write, replaced as a whole; - or nothing: stdout."),
)  # fmt: skip
@click.pass_obj
def export_command(session: Session, form: str, place: str) -> None:
    from ssi_tui.exchange.export import BOM, to_csv, to_json
    from ssi_tui.exchange.merge import of_journal

    name = match_word(N_("format"), form, {each: (each,) for each in FORMS})
    content = of_journal(session.journal())
    in_pipe = place == "-"
    if name == "json":
        data = to_json(content)
    else:
        data = (("" if in_pipe else BOM) + to_csv(content)).encode()
    if in_pipe and not session.json:
        click.echo(data, nl=False)
        session.tell_warnings()
        return
    numbers = {"entries": len(content.actions), "readings": len(content.readings)}
    summary = {"format": name, **numbers, "notes": len(content.notes)}
    if in_pipe:
        session.answer({**summary, "text": data.decode()}, [])
        return
    write_whole(Path(place), data)
    said = ngettext(
        "Wrote {n} entry and {readings} to {file}", "Wrote {n} entries and {readings} to {file}",
        len(content.actions),
    ).format(
        n=len(content.actions),
        readings=ngettext("{n} reading", "{n} readings", len(content.readings)).format(
            n=len(content.readings)
        ),
        file=place,
    )  # fmt: skip
    session.answer({**summary, "file": str(Path(place).absolute())}, [said], [(place,)])
