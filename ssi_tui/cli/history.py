"""`ssi changes`, `ssi undo` and `ssi redo`: every change, whichever front end made it."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.terms import short
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ssi_tui.model.journal import Change

MOST = 1000
"""More changes than the files remember."""


@command(
    "undo",
    N_("Take the last change back, or the last N. `ssi redo` makes them again."),
)
@click.argument("number", metavar=N_("[N]"), default="1")
@click.pass_obj
def undo_command(session: Session, number: str) -> None:
    taken = session.store.undo(parse_count(number, least=1, most=MOST))
    _answer(session, taken, _("Taken back: {change}"), _("Nothing to take back."))


@command(
    "redo",
    N_("Make the last change again that was taken back, or the last N."),
)
@click.argument("number", metavar=N_("[N]"), default="1")
@click.pass_obj
def redo_command(session: Session, number: str) -> None:
    redone = session.store.redo(parse_count(number, least=1, most=MOST))
    _answer(session, redone, _("Made again: {change}"), _("Nothing to make again."))


@command(
    "changes",
    N_("List the last changes, newest first, with what was taken back."),
)
@click.option("--last", metavar=N_("N"), default="20", help=N_("How many; else 20."))
@click.pass_obj
def changes_command(session: Session, last: str) -> None:
    changes = session.store.changes(parse_count(last, least=1, most=MOST))
    lines = table([_row(change, session.today) for change in changes], "<<<") if changes else []
    data = [change_data(change) for change in changes]
    records = (record.values() for record in data)
    session.answer({"changes": data}, lines or [_("No changes yet.")], map(tuple, records))


def describe(change: "Change", today: "date") -> str:
    """What a change was, in words: "3 comments for Fri 20 Nov"."""
    forms = {
        "log": _("{amount} {action} for {day}"),
        "step": _("{amount} {action} for {day}"),
        "set": _("{amount} {action} in all for {day}"),
        "reading": _("a reading of {amount} for {day}"),
        "note": _("the note for {day}"),
        "target": _("the target {amount} for {actions}"),
        "stock": _("{kind}: {amount}"),
        "about": _("{kind}: {amount}"),
        "name": _("the name {amount}"),
        "meeting": _("the note of the meeting for {day}"),
        "archive": _("into the archive, or back"),
        "add": _("{amount} entries and readings"),
        "plan": _("a plan taken over, or ended"),
        "edit": _("an entry put right: {amount} {action} for {day}"),
        "remove": _("{amount} {action} for {day} taken out"),
        "skip": _("rest from {actions}"),
        "unskip": _("no rest from {actions}"),
        "own": _("the action {kind}"),
        "merge": _("{amount} entries of another version"),
        "repair": _("a repair"),
    }
    form = forms.get(change.what, "{kind} {amount}")
    if change.what == "target" and change.amount == "none":
        form = _("no target for {actions}")
    if change.what == "remove" and change.day is None:
        form = _("{amount} entries taken out")
    elif change.what == "remove" and not change.kind:
        form = _("the reading for {day} taken out")
    everything = change.what in ("skip", "unskip") and not change.kind
    amount = change.amount
    if change.what == "reading":
        amount = format_points(float(amount))
    digits = amount.lstrip("+-")
    number = int(digits) if digits.isdecimal() else 2
    return plain(
        form.format(
            amount=amount.replace("-", "−") if digits.isdecimal() else amount,
            action=action_name(change.kind, number),
            actions=_("everything") if everything else action_name(change.kind, 2),
            kind=change.kind,
            day=format_day(change.day, today) if change.day else "",
        )
    )


def change_data(change: "Change") -> dict[str, object]:
    """A change as plain values, for `--json` and `--plain`."""
    return {
        "id": short(change.id),
        "at": change.at.isoformat(timespec="seconds"),
        "by": change.by,
        "what": change.what,
        "kind": change.kind,
        "day": change.day.isoformat() if change.day else None,
        "amount": change.amount,
        "undone": change.undone,
    }


def _row(change: "Change", today: "date") -> list[str]:
    day = format_day(change.at.date(), today)
    by = {"cli": _("shell"), "tui": _("app"), "import": _("import")}.get(change.by, change.by)
    said = describe(change, today) + ("  " + _("(taken back)") if change.undone else "")
    return [f"{day} {change.at:%H:%M}", by, said]


def _answer(session: Session, changes: "Sequence[Change]", form: str, nothing: str) -> None:
    """Say what undo or redo did, and warn of what it had to leave."""
    left = sum(change.left for change in changes)
    if left:
        text = ngettext(
            "{n} entry had been changed since and was left as it is.",
            "{n} entries had been changed since and were left as they are.",
            left,
        )
        session.warn(text.format(n=left))
    data = [change_data(change) for change in changes]
    lines = [form.format(change=describe(change, session.today)) for change in changes]
    session.answer({"changes": data}, lines or [nothing], [tuple(d.values()) for d in data])
