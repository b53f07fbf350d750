"""What a change of the journal was, in the words of both front ends."""

from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_points

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.journal import Change


def describe(change: "Change", today: "date") -> str:
    """What a change was, in words: "3 comments for Fri 20 Nov"; names as they were given."""
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
    return form.format(
        amount=amount.replace("-", "−") if digits.isdecimal() else amount,
        action=action_name(change.kind, number),
        actions=_("everything") if everything else action_name(change.kind, 2),
        kind=change.kind,
        day=format_day(change.day, today) if change.day else "",
    )
