"""`ssi handout`: one page, one calendar and one table for each person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.model.journal import Journal
    from ssi_tui.workshop.group import Participant


@command(
    "handout",
    N_(
        "Write what people take home: a page each with where they stand, the curve of a plan, at "
        "most five habits, the first week from Monday and one commitment, a calendar with "
        "reminders for ten weeks, and the figures. Without --group it is for your own journal. "
        "Files and pages have numbers in place of names unless you ask for names."
    ),
)
@click.option("--group", metavar=N_("GROUP"), help=N_("For everybody of this group."))
@click.option("--names", is_flag=True, help=N_("With names, on the pages and in the file names."))
@click.option(
    "-o", "--output", "place", metavar=N_("FOLDER"), default="handouts", help=N_("Where to.")
)
@click.pass_obj
def handout_command(session: Session, group: str | None, names: bool, place: str) -> None:
    from ssi_tui.cli.sim.command import patience
    from ssi_tui.workshop.handout import handout_calendar, handout_page, handout_table, make_handout

    folder = Path(place)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(folder, error.strerror or str(error)) from error
    written: list[str] = []
    with patience(session):
        for stem, person, journal in _people(session, group, names):
            handout = make_handout(
                person, today=session.today, journal=journal, language=language()
            )
            for ending, text in (
                ("html", handout_page(handout)),
                ("ics", handout_calendar(handout, session.now())),
                ("csv", handout_table(handout)),
            ):
                file = folder / f"{stem}.{ending}"
                write_whole(file, text.encode())
                written.append(str(file))
    count = len(written) // 3
    said = ngettext(
        "Wrote the hand-out of {n} person to {folder}",
        "Wrote the hand-outs of {n} people to {folder}",
        count,
    )
    line = said.format(n=count, folder=plain(place))
    session.answer({"people": count, "files": written}, [line], [(f,) for f in written])


def _people(
    session: Session, group: str | None, names: bool
) -> Iterator[tuple[str, Participant, Journal | None]]:
    """(name of the files, person, journal) of everybody, or of the journal in use."""
    from ssi_tui.store.profiles import folder_name
    from ssi_tui.workshop.group import Participant, load_group

    if group is not None:
        people = load_group(group)
        shown = people if names else people.hidden()
        stems: set[str] = set()
        for number, person in enumerate(shown.people, 1):
            stem = folder_name(person.name) if names else f"{number:02d}"
            stem = f"{stem}-{number}" if stem in stems else stem
            stems.add(stem)
            yield stem, person, None
        return
    journal = session.journal()
    newest = journal.latest_reading(session.today)
    name = (session.store.name or _("Me")) if names else _("Me")
    pillars = (newest.brand, newest.people, newest.insights, newest.relationships) if newest else ()
    known = tuple(points for points in pillars if points is not None)
    person = Participant(name=name, total=newest.total if newest else None, pillars=known)
    yield "handout", person, journal
