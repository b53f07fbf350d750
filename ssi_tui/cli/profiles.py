"""`ssi profile`: the journals of several people, each a folder of its own."""

from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import day_option, group, logged_day, yes_option
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.errors import DamagedError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import FIRST_PROFILE, choose, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.profiles import (
    create_profile,
    find_profile,
    list_profiles,
    meetings,
    rename_profile,
    set_archived,
    set_meeting,
)
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.model.journal import Journal
    from ssi_tui.store.profiles import Profile

profile_command = group(
    "profile", N_("Keep the journals of several people. Alone it lists them."), alone="list"
)


@profile_command.part("list", N_("List the profiles; * is the one in use."))
def list_command(session: Session) -> None:
    rows, data = [], []
    for profile in list_profiles():
        used = profile.folder == session.settings.profile
        archived = profile.archived and format_day(profile.archived, session.today)
        aside = _("in the archive since {day}").format(day=archived) if archived else ""
        rows.append(["*" if used else "", plain(profile.name), profile.folder, aside])
        data.append({**_named(profile), "current": used, "archived": profile.archived})
    session.answer({"profiles": data}, _table_of_profiles(rows, "<<<<"), data)


@profile_command.part("new", N_("Make an empty profile."))
@click.argument("name", metavar=N_("NAME"))
def new_command(session: Session, name: str) -> None:
    profile = create_profile(name)
    said = _("Made the profile {name}. `ssi profile use {folder}` works in it from now on.")
    _answer(session, profile, said)


@profile_command.part("use", N_("Work in this profile from now on."))
@click.argument("name", metavar=N_("NAME"))
def use_command(session: Session, name: str) -> None:
    profile = session.profile_named(name)
    choose(profile=profile.folder)
    _answer(session, profile, _("From now on: {name}"))
    session.keep_status()


@profile_command.part("rename", N_("Give a profile another name; its folder stays."))
@click.argument("name", metavar=N_("NAME"))
@click.argument("new", metavar=N_("NEW"))
def rename_command(session: Session, name: str, new: str) -> None:
    _answer(session, rename_profile(find_profile(name), new), _("Now called {name}"))


@profile_command.part("due", N_("List who needs a word, and why; those first who most do."))
def due_command(session: Session) -> None:
    from ssi_tui.model.clients import ClientStanding, Need, NeedReason, standing_of
    from ssi_tui.wording.people import all_is_well, reason_sentence

    due = []
    for profile in list_profiles():
        if profile.archived is None:
            journal = _read(profile)
            standing = ClientStanding((NeedReason(Need.DAMAGED),))
            if journal is not None:
                standing = standing_of(journal, session.today, session.settings.week_start)
            due.append((profile, standing))
    due.sort(key=lambda row: (row[1].rank, row[0].name.casefold()))
    rows, data = [], []
    for profile, standing in due:
        said = [reason_sentence(reason, session.today) for reason in standing.reasons]
        score = "" if standing.score is None else format_number(standing.score, 1)
        rows.append([plain(profile.name), score, " ".join(said) or all_is_well()])
        reasons = [
            {"why": reason.why, "amount": round(reason.amount, 3), "since": reason.since}
            for reason in standing.reasons
        ]
        data.append(
            {
                **_named(profile),
                "score": standing.score,
                "last": standing.last,
                "reasons": reasons,
            }
        )
    session.answer({"profiles": data}, _table_of_profiles(rows, "<><"), rows)


@profile_command.part(
    "compare", N_("Set before and after a day side by side, such as that of a workshop.")
)
@click.argument("day", metavar=N_("DAY"))
def compare_command(session: Session, day: str) -> None:
    from ssi_tui.model.clients import compared

    since = logged_day(session, day)
    heads = [_("who"), _("before"), _("after"), "±", _("a week before"), _("a week now")]
    rows, data = [heads], []
    for profile in list_profiles():
        journal = None if profile.archived else _read(profile)
        if journal is None:
            continue
        comparison = compared(journal, since, session.today)
        readings = (comparison.before, comparison.after)
        before, after = (reading.total if reading else None for reading in readings)
        points = comparison.points
        cells = ["–" if score is None else format_number(score, 1) for score in (before, after)]
        cells.append("–" if points is None else format_number(points, 1, sign=True))
        paces = [format_number(pace, 1) for pace in (comparison.pace_before, comparison.pace_after)]
        rows.append([plain(profile.name), *cells, *paces])
        data.append(
            {
                **_named(profile),
                "since": since,
                "before": before,
                "after": after,
                "points": points,
                **{pillar.value: comparison.pillar(pillar) for pillar in Pillar},
                "pace_before": comparison.pace_before,
                "pace_after": comparison.pace_after,
            }
        )
    session.answer({"profiles": data}, table(rows, "<>>>>>"), rows[1:])


@profile_command.part("meeting", N_("Keep a note of a meeting; without a text, list the notes."))
@click.argument("name", metavar=N_("NAME"))
@click.argument("text", metavar=N_("[TEXT]"), required=False)
@day_option
def meeting_command(session: Session, name: str, text: str | None, when: str | None) -> None:
    profile = session.profile_named(name)
    store = _store(profile)
    if text is not None:
        day = logged_day(session, when)
        set_meeting(store, day, text)
        said = _("Kept for {name}: the meeting of {day}.")
        if not text.strip():
            said = _("Taken away for {name}: the note of {day}.")
        lines = [said.format(name=plain(profile.name), day=format_day(day, session.today))]
    notes = meetings(store)
    if text is None:
        rows = [[format_day(noted, session.today), plain(note)] for noted, note in notes.items()]
        lines = table(rows, "<<") if rows else [_("No meeting was noted yet.")]
    data = [{"day": noted, "text": note} for noted, note in notes.items()]
    session.answer({**_named(profile), "meetings": data}, lines, data)


@profile_command.part(
    "archive", N_("Put a profile aside with all that is in it, or bring it back.")
)
@click.argument("name", metavar=N_("NAME"))
@click.option("--back", is_flag=True, help=N_("Bring it back."))
def archive_command(session: Session, name: str, back: bool) -> None:
    profile = find_profile(name)
    if not back and profile.folder == session.settings.profile:
        raise click.UsageError(_("It is the one in use: `ssi profile use` another one first."))
    set_archived(_store(profile), None if back else session.today)
    said = _("{name} is in the archive: `ssi profile archive {folder} --back` brings it back.")
    _answer(session, profile, _("{name} is back.") if back else said)


@profile_command.part(
    "delete", N_("Delete a profile for good, with its backups and all that undo kept.")
)
@click.argument("name", metavar=N_("NAME"))
@yes_option
def delete_command(session: Session, name: str, yes: bool) -> None:
    from ssi_tui.sync.deletion import delete_profile, held
    from ssi_tui.wording.files import deleted_text, held_text, shared_lines

    profile = find_profile(name)
    held_now = held_text(held(profile_folder(profile.folder))._asdict())
    question = _("{what} go for good; no copy stays. To do that, type the name {name}")
    asked = question.format(what=held_now, name=profile.name)
    if not yes and not session.types_again(asked, profile.name):
        session.answer({"deleted": False}, [_("Nothing was deleted.")])
        return
    done = delete_profile(profile.folder)
    counts = done.held._asdict()
    said = deleted_text(plain(profile.name), counts, *done.gone)
    data = {
        "deleted": True,
        "folder": profile.folder,
        "trash": "",
        **counts,
        "files": done.gone.files,
        "bytes": done.gone.size,
        "shared": done.shared,
        "left": [place._asdict() for place in done.left],
    }
    lines = [said, *map(plain, shared_lines(done.shared, done.left))]
    session.forget_settings()  # it may have been the one in use
    session.answer(data, lines, [(done.gone.files, done.gone.size)])
    session.keep_status()


def _store(profile: "Profile") -> "Store":
    """The journal of a profile; the first one has a folder once something is in it."""
    return Store(profile_folder(profile.folder), must_exist=profile.folder != FIRST_PROFILE)


def _read(profile: "Profile") -> "Journal | None":
    """The whole journal; None where a file of it is damaged."""
    try:
        return _store(profile).read()
    except DamagedError:
        return None


def _named(profile: "Profile") -> dict[str, object]:
    return {"name": profile.name, "folder": profile.folder}


def _table_of_profiles(rows: list[list[str]], sides: str) -> list[str]:
    return table(rows, sides) if rows else [_("No profile yet: the first entry makes one.")]


def _answer(session: Session, profile: "Profile", form: str) -> None:
    """One sentence about a profile."""
    said = form.format(name=plain(profile.name), folder=profile.folder)
    session.answer(_named(profile), [said], [_named(profile)])
