"""`ssi log`, `set`, `edit`, `rm`: what was done, on which day; `changes`, `undo` and `redo`."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.chart.text import plain
from ssi_tui.cli.everyday.plain_calls import answer
from ssi_tui.cli.shared.command import ActionCommand, command, day_option, logged_day
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import read_stdin, table
from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.terms import COUNT_MAX, short
from ssi_tui.wording.actions import ACTIONS, action_hint, action_name, other_word
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ssi_tui.model.entries import Action, Reading
    from ssi_tui.model.journal import Change

DAYS = 7
"""So many days back are listed."""
NOTE_WIDTH = 40
CHANGES_MOST = 1000
"""More changes than the files remember."""


class _ListsActions(ActionCommand):
    """A command whose help ends with the actions and what counts as one."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Actions")):
            formatter.write_dl([(kind, action_hint(kind)) for kind in ACTIONS])
        super().format_epilog(ctx, formatter)


@command(
    "log",
    N_(
        "Add what you did: ssi log comment, ssi log comment 3 -d yesterday. "
        "Without N it is 1. The beginning of a name is enough where no other begins like it."
    ),
    cls=_ListsActions,
)
@click.argument("action", metavar=N_("ACTION"))
@click.argument("number", metavar=N_("[N]"), default="1")
@day_option
@click.option("-m", "--note", metavar=N_("TEXT"), help=N_("A note on it; - reads it from stdin."))
def log_command(
    session: Session, action: str, number: str, when: str | None, note: str | None
) -> None:
    kind, count = _kind_and_count(session, action, number, least=1)
    day = logged_day(session, when)
    done = session.store.log(kind, day, count, note=_note(note) or "")
    answer(session, done, _("Logged {count} {action} for {day}"), kind, day, count)


@command(
    "set",
    N_("Make the day’s count exactly N; doing it twice changes nothing more, for scripts."),
    cls=_ListsActions,
)
@click.argument("action", metavar=N_("ACTION"))
@click.argument("number", metavar=N_("N"))
@day_option
def set_command(session: Session, action: str, number: str, when: str | None) -> None:
    kind, count = _kind_and_count(session, action, number, least=0)
    day = logged_day(session, when)
    done = session.store.set_count(kind, day, count)
    said = _("Set to {count} {action} for {day}")
    if done.change is None:
        said = _("Already {count} {action} for {day}")
    answer(session, done, said, kind, day, count)


def _kind_and_count(session: Session, action: str, number: str, *, least: int) -> tuple[str, int]:
    """Both orders are understood: "comment 3" and "3 comments"."""
    if action.isdecimal() and not number.isdecimal():
        action, number = number, action
    count = parse_count(number, least=least, most=COUNT_MAX)
    kind = session.kind_named(action)
    if action != kind and other_word(action) == kind:
        said = _("“{word}” is counted as {action}: {hint}.")
        session.warn(said.format(word=action, action=action_name(kind, 2), hint=action_hint(kind)))
    return kind, count


def _note(text: str | None) -> str | None:
    return read_stdin().strip() if text == "-" else text


@command(
    "edit",
    N_(
        "Put an entry right: ssi edit 0f3k 5 -d yesterday. The beginning of its id is enough. "
        "Without ID it lists the entries of the last days with their ids."
    ),
)
@click.argument("number", metavar=N_("[ID]"), required=False)
@click.argument("count", metavar=N_("[N]"), required=False)
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=N_("Move it to this day."))
@click.option(
    "-a", "--action", metavar=N_("ACTION"),
    help=N_("It was another action."),
)  # fmt: skip
@click.option("-m", "--note", metavar=N_("TEXT"), help=N_("Another note; - reads it from stdin."))
def edit_command(
    session: Session,
    number: str | None,
    count: str | None,
    when: str | None,
    action: str | None,
    note: str | None,
) -> None:
    if number is None:
        _list(session, when)
        return
    if count is None and when is None and action is None and note is None:
        raise click.UsageError(_("Say what is to change: N, --day, --action or --note."))
    done = session.store.edit(
        _id_of(session.journal().actions, number),
        day=parse_day(when, session.today, latest=session.today) if when else None,
        kind=session.kind_named(action) if action else None,
        count=parse_count(count, least=1, most=COUNT_MAX) if count else None,
        note=_note(note),
    )
    session.warn_of(done.journal)
    now = done.action
    assert now is not None
    form = _("Now {entry}") if done.change else _("Already {entry}")
    data = {**_data(now), "changed": done.change is not None}
    session.answer(data, [form.format(entry=_words(session, now))], [data])


@command(
    "rm",
    N_(
        "Take entries or readings out, by the beginning of their ids; `ssi undo` brings them back. "
        "Without ID it lists those of the last days."
    ),
)
@click.argument("numbers", metavar=N_("[ID...]"), nargs=-1)
@day_option
def rm_command(session: Session, numbers: tuple[str, ...], when: str | None) -> None:
    if not numbers:
        _list(session, when)
        return
    journal = session.journal()
    entries: list[Action | Reading] = [*journal.actions, *journal.readings]
    ids = [_id_of(entries, number) for number in numbers]
    gone = [entry for entry in entries if entry.id in ids]
    session.store.remove(ids)
    said = _("Taken out: {entry}")
    lines = [said.format(entry=_words(session, entry)) for entry in gone]
    data = [_data(entry) for entry in gone]
    session.answer({"removed": data}, lines, data)


def _id_of(entries: "Sequence[Action | Reading]", text: str) -> int:
    """The id that a text is, or is the beginning of: NotFoundError or AmbiguousError."""
    wanted = text.lower().translate({ord("o"): "0", ord("i"): "1", ord("l"): "1"})
    known = {short(entry.id): entry.id for entry in entries}
    fits = [name for name in known if wanted and name.startswith(wanted)]
    if len(fits) > 1:
        raise AmbiguousError("entry", text, tuple(fits[:10]))
    if not fits:
        raise NotFoundError("entry", text)
    return known[fits[0]]


def _list(session: Session, when: str | None) -> None:
    """The entries and readings of a day, or of the last days, with their ids."""
    last = parse_day(when, session.today) if when else session.today
    first = last if when else last - timedelta(days=DAYS - 1)
    journal = session.journal(first, last if when else None)  # also what a clock put ahead of today
    entries: list[Action | Reading] = [*journal.actions, *journal.readings]
    entries.sort(key=lambda entry: entry.day)
    rows = [[short(entry.id), _words(session, entry)] for entry in entries]
    data = [_data(entry) for entry in entries]
    days = (last - first).days + 1
    nothing = ngettext(
        "Nothing was logged on that day.", "Nothing was logged in the last {n} days.", days
    ).format(n=days)
    lines = table(rows, "<<") if rows else [nothing]
    session.answer({"entries": data}, lines, data)


def _data(entry: "Action | Reading") -> dict[str, object]:
    """An entry or a reading as plain values."""
    from ssi_tui.model.entries import Action

    data: dict[str, object] = {"id": short(entry.id), "day": entry.day}
    if isinstance(entry, Action):
        return {**data, "action": entry.kind, "count": entry.count, "note": entry.note}
    return {**data, "action": "reading", "count": entry.total, "note": ""}


def _words(session: Session, entry: "Action | Reading") -> str:
    """ "3 comments for Fri 20 Nov: the note"."""
    from ssi_tui.chart.text import fit
    from ssi_tui.model.entries import Action

    day = format_day(entry.day, session.today)
    if not isinstance(entry, Action):
        form = _("a reading of {amount} for {day}")
        return form.format(amount=format_points(entry.total), day=day)
    form = _("{amount} {action} for {day}")
    said = form.format(amount=entry.count, action=action_name(entry.kind, entry.count), day=day)
    note = fit(plain(entry.note), NOTE_WIDTH).rstrip()
    return plain(said) + (f": {note}" if note else "")


@command("undo", N_("Take the last change back, or the last N. `ssi redo` makes them again."))
@click.argument("number", metavar=N_("[N]"), default="1")
def undo_command(session: Session, number: str) -> None:
    changes = session.store.undo(parse_count(number, least=1, most=CHANGES_MOST))
    _tell_changes(session, changes, _("Taken back: {change}"), _("Nothing to take back."))


@command("redo", N_("Make the last change again that was taken back, or the last N."))
@click.argument("number", metavar=N_("[N]"), default="1")
def redo_command(session: Session, number: str) -> None:
    changes = session.store.redo(parse_count(number, least=1, most=CHANGES_MOST))
    _tell_changes(session, changes, _("Made again: {change}"), _("Nothing to make again."))


@command("changes", N_("List the last changes, newest first, with what was taken back."))
@click.option("--last", metavar=N_("N"), default="20", help=N_("How many; else 20."))
def changes_command(session: Session, last: str) -> None:
    changes = session.store.changes(parse_count(last, least=1, most=CHANGES_MOST))
    rows = [_row(change, session.today) for change in changes]
    data = [change_data(change) for change in changes]
    lines = table(rows, "<<<") if rows else [_("No changes yet.")]
    session.answer({"changes": data}, lines, data)


def change_data(change: "Change") -> dict[str, object]:
    """A change as plain values, for `--json` and `--plain`."""
    return {
        "id": short(change.id),
        "at": change.at.isoformat(timespec="seconds"),
        "by": change.by,
        "what": change.what,
        "kind": change.kind,
        "day": change.day,
        "amount": change.amount,
        "undone": change.undone,
    }


def _row(change: "Change", today: "date") -> list[str]:
    from ssi_tui.wording.changes import describe

    day = format_day(change.at.date(), today)
    by = {"cli": _("shell"), "tui": _("app"), "import": _("import")}.get(change.by, change.by)
    said = plain(describe(change, today)) + ("  " + _("(taken back)") if change.undone else "")
    return [f"{day} {change.at:%H:%M}", by, said]


def _tell_changes(session: Session, changes: "Sequence[Change]", form: str, nothing: str) -> None:
    """Say what undo or redo did, and warn of what it had to leave."""
    from ssi_tui.wording.changes import describe

    left = sum(change.left for change in changes)
    if left:
        text = ngettext(
            "{n} entry had been changed since and was left as it is.",
            "{n} entries had been changed since and were left as they are.",
            left,
        )
        session.warn(text.format(n=left))
    data = [change_data(change) for change in changes]
    lines = [form.format(change=plain(describe(change, session.today))) for change in changes]
    session.answer({"changes": data}, lines or [nothing], data)
