"""Why somebody needs a word, and what changed since a day, in the language of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import _, ngettext
from ssi_tui.model.clients import Need, NeedReason
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from datetime import date


def reason_short(reason: NeedReason) -> str:
    """A few words, for a column."""
    match reason.why:
        case Need.DAMAGED:
            return _("a file is damaged")
        case Need.FALLING:
            return _("fell by {points}").format(points=format_number(reason.amount, 1))
        case Need.OFF_PLAN:
            percent = format_number(100 * reason.amount)
            return _("{percent} % of the plan").format(percent=percent)
        case Need.BEHIND:
            points = format_number(reason.amount, 1)
            return _("{points} below the plan").format(points=points)
        case Need.OLD_SCORE:
            weeks = int(reason.amount) // 7
            return ngettext("score {n} week old", "score {n} weeks old", weeks).format(n=weeks)
        case Need.NEVER_READ:
            return _("no score yet")
    if reason.since is None:
        return _("nothing logged yet")
    days = int(reason.amount)
    return ngettext("quiet for {n} day", "quiet for {n} days", days).format(n=days)


def reason_sentence(reason: NeedReason, today: date) -> str:
    """The same as a sentence, with the day that it is about."""
    day = format_day(reason.since, today) if reason.since else ""
    match reason.why:
        case Need.DAMAGED:
            return _("A file of the journal is damaged: `ssi doctor` says more.")
        case Need.FALLING:
            text = _("The score fell by {points} points since {day}.")
            return text.format(points=format_number(reason.amount, 1), day=day)
        case Need.OFF_PLAN:
            text = _("{percent} % of the plan that began on {day} is done.")
            return text.format(percent=format_number(100 * reason.amount), day=day)
        case Need.BEHIND:
            text = _("On {day} the score was {points} points below what the plan expected.")
            return text.format(points=format_number(reason.amount, 1), day=day)
        case Need.OLD_SCORE:
            return _("The last score is of {day}: a new one would tell more.").format(day=day)
        case Need.NEVER_READ:
            return _("No score was ever read: without one, only the log speaks.")
    if not day:
        return _("Nothing was ever logged.")
    return _("Nothing was logged since {day}.").format(day=day)


def all_is_well() -> str:
    """Where there is no reason."""
    return _("on the way")
