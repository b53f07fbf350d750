"""`ssi log` and `ssi set`: what was done, on which day."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.everyday.plain_calls import answer
from ssi_tui.cli.shared.command import WHEN, ActionCommand, command, logged_day
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import read_stdin, table
from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.terms import COUNT_MAX, short
from ssi_tui.wording.actions import ACTIONS, action_hint, action_name, other_word
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.model.entries import Action, Reading

DAYS = 7
"""So many days back are listed."""
NOTE_WIDTH = 40


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
@click.pass_obj
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
        text = _("Say what is to change: N, --day, --action or --note.")
        raise click.UsageError(text, click.get_current_context())
    entry = _named(session, number, readings=False)
    if note == "-":
        note = read_stdin().strip()
    done = session.store.edit(
        entry,
        day=parse_day(when, session.today, latest=session.today) if when else None,
        kind=session.kind_named(action) if action else None,
        count=parse_count(count, least=1, most=COUNT_MAX) if count else None,
        note=note,
    )
    session.warn_of(done.journal)
    now = done.action
    assert now is not None
    form = _("Now {entry}") if done.change else _("Already {entry}")
    data = {**_data(now), "changed": done.change is not None}
    session.answer(data, [form.format(entry=_words(session, now))], [tuple(data.values())])


@command(
    "rm",
    N_(
        "Take entries or readings out, by the beginning of their ids; `ssi undo` brings them back. "
        "Without ID it lists those of the last days."
    ),
)
@click.argument("numbers", metavar=N_("[ID...]"), nargs=-1)
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=WHEN)
@click.pass_obj
def rm_command(session: Session, numbers: tuple[str, ...], when: str | None) -> None:
    if not numbers:
        _list(session, when)
        return
    ids = [_named(session, number, readings=True) for number in numbers]
    gone = [entry for entry in _all(session) if entry.id in ids]
    session.store.remove(ids)
    said = _("Taken out: {entry}")
    lines = [said.format(entry=_words(session, entry)) for entry in gone]
    data = [_data(entry) for entry in gone]
    session.answer({"removed": data}, lines, [tuple(entry.values()) for entry in data])


def _named(session: Session, text: str, *, readings: bool) -> int:
    """The id that a text is, or is the beginning of: NotFoundError or AmbiguousError."""
    wanted = text.lower().translate({ord("o"): "0", ord("i"): "1", ord("l"): "1"})
    known = {short(entry.id): entry.id for entry in _all(session, readings=readings)}
    fits = [name for name in known if wanted and name.startswith(wanted)]
    if len(fits) > 1:
        raise AmbiguousError("entry", text, tuple(fits[:10]))
    if not fits:
        raise NotFoundError("entry", text)
    return known[fits[0]]


def _all(session: Session, *, readings: bool = True) -> "Iterator[Action | Reading]":
    journal = session.journal()
    yield from journal.actions
    if readings:
        yield from journal.readings


def _list(session: Session, when: str | None) -> None:
    """The entries and readings of a day, or of the last days, with their ids."""
    last = parse_day(when, session.today) if when else session.today
    first = last if when else last - timedelta(days=DAYS - 1)
    journal = session.journal(first, last if when else None)  # also what a clock put ahead of today
    entries: list[Action | Reading] = [*journal.actions, *journal.readings]
    entries.sort(key=lambda entry: entry.day)
    rows = [[short(entry.id), _words(session, entry)] for entry in entries]
    data = [_data(entry) for entry in entries]
    nothing = ngettext(
        "Nothing was logged on that day.", "Nothing was logged in the last {n} days.",
        (last - first).days + 1,
    ).format(n=(last - first).days + 1)  # fmt: skip
    lines = table(rows, "<<") if rows else [nothing]
    session.answer({"entries": data}, lines, [tuple(entry.values()) for entry in data])


def _data(entry: "Action | Reading") -> dict[str, object]:
    """An entry or a reading as plain values."""
    from ssi_tui.model.entries import Action

    data: dict[str, object] = {"id": short(entry.id), "day": entry.day.isoformat()}
    if isinstance(entry, Action):
        return {**data, "action": entry.kind, "count": entry.count, "note": entry.note}
    return {**data, "action": "reading", "count": entry.total, "note": ""}


def _words(session: Session, entry: "Action | Reading") -> str:
    """ "3 comments for Fri 20 Nov: the note"."""
    from ssi_tui.chart import fit
    from ssi_tui.model.entries import Action

    day = format_day(entry.day, session.today)
    if not isinstance(entry, Action):
        return _("a reading of {amount} for {day}").format(
            amount=format_points(entry.total), day=day
        )
    form = _("{amount} {action} for {day}")
    said = form.format(amount=entry.count, action=action_name(entry.kind, entry.count), day=day)
    note = fit(plain(entry.note), NOTE_WIDTH).rstrip()
    return plain(said) + (f": {note}" if note else "")


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
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=WHEN)
@click.option("-m", "--note", metavar=N_("TEXT"), help=N_("A note on it; - reads it from stdin."))
@click.pass_obj
def log_command(
    session: Session, action: str, number: str, when: str | None, note: str | None
) -> None:
    kind, count = _kind_and_count(session, action, number, least=1)
    day = logged_day(session, when)
    done = session.store.log(kind, day, count, note=_note(note))
    said = _("Logged {count} {action} for {day}")
    answer(session, done, said, kind, day, count)


@command(
    "set",
    N_("Make the day's count exactly N; doing it twice changes nothing more, for scripts."),
    cls=_ListsActions,
)
@click.argument("action", metavar=N_("ACTION"))
@click.argument("number", metavar=N_("N"))
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=WHEN)
@click.pass_obj
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


def _note(text: str | None) -> str:
    if text == "-":
        return read_stdin().strip()
    return text or ""
