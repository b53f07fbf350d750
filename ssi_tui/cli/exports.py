"""`ssi export`: everything that the journal knows, as JSON or as a table for spreadsheets."""

import os
from contextlib import suppress
from pathlib import Path

import click

from ssi_tui.cli.command import Command
from ssi_tui.cli.session import Session
from ssi_tui.i18n import N_, ngettext
from ssi_tui.words.names import match_word

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
    from ssi_tui.exchange.json_text import to_json
    from ssi_tui.exchange.portable import of_journal
    from ssi_tui.exchange.tables import BOM, to_csv

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
    told = {"format": name, **numbers, "notes": len(content.notes)}
    if in_pipe:
        session.answer({**told, "text": data.decode()}, [])
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
    session.answer({**told, "file": str(Path(place).absolute())}, [said], [(place,)])


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, or leave it as it was: NotSavedError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            path.write_bytes(data)
            return
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        from ssi_tui.errors import NotSavedError

        with suppress(OSError):
            temporary.unlink()
        raise NotSavedError(path, error.strerror or str(error)) from error
