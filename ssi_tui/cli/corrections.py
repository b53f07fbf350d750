"""`ssi edit` and `ssi rm`: entries put right, known by the ids that both list."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command, complete_actions
from ssi_tui.cli.days import WHEN, logged_day
from ssi_tui.cli.session import Session, shown
from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.checks import COUNT_MAX
from ssi_tui.words.dates import format_day, parse_day
from ssi_tui.words.names import action_name
from ssi_tui.words.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.model.action import Action
    from ssi_tui.model.reading import Reading

DAYS = 7
"""So many days back are listed."""
NOTE_WIDTH = 40


@click.command(
    "edit",
    cls=Command,
    help=N_(
        "Put an entry right: ssi edit 0f3k 5 -d yesterday. The beginning of its id is enough. "
        "Without ID it lists the entries of the last days with their ids."
    ),
)
@click.argument("number", metavar=N_("[ID]"), required=False)
@click.argument("count", metavar=N_("[N]"), required=False)
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=N_("Move it to this day."))
@click.option(
    "-a", "--action", metavar=N_("ACTION"), shell_complete=complete_actions,
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
        note = sys.stdin.read().strip() if sys.stdin else ""
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


@click.command(
    "rm",
    cls=Command,
    help=N_(
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
    gone = [each for each in _all(session) if each.id in ids]
    session.store.remove(ids)
    said = _("Taken out: {entry}")
    lines = [said.format(entry=_words(session, each)) for each in gone]
    data = [_data(each) for each in gone]
    session.answer({"removed": data}, lines, [tuple(each.values()) for each in data])


def _named(session: Session, text: str, *, readings: bool) -> int:
    """The id that a text is, or is the beginning of: NotFoundError or AmbiguousError."""
    from ssi_tui.model.ids import short

    wanted = text.lower().translate({ord("o"): "0", ord("i"): "1", ord("l"): "1"})
    known = {short(each.id): each.id for each in _all(session, readings=readings)}
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
    from ssi_tui.cli.paper import table
    from ssi_tui.model.ids import short

    last = logged_day(session, when)
    first = last if when else last - timedelta(days=DAYS - 1)
    journal = session.journal(first, last)
    found: list[Action | Reading] = [*journal.actions, *journal.readings]
    found.sort(key=lambda each: each.day)
    rows = [[short(each.id), _words(session, each)] for each in found]
    data = [_data(each) for each in found]
    nothing = ngettext(
        "Nothing was logged on that day.", "Nothing was logged in the last {n} days.",
        (last - first).days + 1,
    ).format(n=(last - first).days + 1)  # fmt: skip
    lines = table(rows, "<<") if rows else [nothing]
    session.answer({"entries": data}, lines, [tuple(each.values()) for each in data])


def _data(each: "Action | Reading") -> dict[str, object]:
    """An entry or a reading as plain values."""
    from ssi_tui.model.action import Action
    from ssi_tui.model.ids import short

    data: dict[str, object] = {"id": short(each.id), "day": each.day.isoformat()}
    if isinstance(each, Action):
        return {**data, "action": each.kind, "count": each.count, "note": each.note}
    return {**data, "action": "reading", "count": each.total, "note": ""}


def _words(session: Session, each: "Action | Reading") -> str:
    """ "3 comments for Fri 20 Nov: the note"."""
    from ssi_tui.chart import fit
    from ssi_tui.model.action import Action

    day = format_day(each.day, session.today)
    if not isinstance(each, Action):
        return _("a reading of {amount} for {day}").format(
            amount=format_points(each.total), day=day
        )
    form = _("{amount} {action} for {day}")
    said = form.format(amount=each.count, action=action_name(each.kind, each.count), day=day)
    note = fit(shown(each.note), NOTE_WIDTH).rstrip()
    return shown(said) + (f": {note}" if note else "")
