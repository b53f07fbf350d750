"""Targets, and how far one has come, in words."""

from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.words.dates import weekday_name

if TYPE_CHECKING:
    from ssi_tui.model.progress import Progress
    from ssi_tui.model.target import Target


def target_in_words(target: "Target") -> str:
    """ "3 a week", "at most 2 a day", "Mon, Wed, Fri"."""
    if target.weekdays:
        return ", ".join(weekday_name(day) for day in target.weekdays)
    if target.days == 1:
        form = _("at most {n} a day") if target.at_most else _("{n} a day")
    elif target.rolling:
        form = (
            _("at most {n} in any {days} days") if target.at_most else _("{n} in any {days} days")
        )
    else:
        form = _("at most {n} a week") if target.at_most else _("{n} a week")
    return form.format(n=target.amount, days=target.days)


def standing(row: "Progress", *, today: bool = True) -> str:
    """ "5 of 5 this week"; ``today=False`` speaks of another day."""
    target = row.target
    if target.rolling:
        form = _("{done} of {goal} in {days} days")
        limit = _("{done} of at most {goal} in {days} days")
    elif target.days == 1:
        form = _("{done} of {goal} today") if today else _("{done} of {goal} that day")
        limit = _("{done} of at most {goal} a day")
    else:
        form = _("{done} of {goal} this week") if today else _("{done} of {goal} that week")
        limit = _("{done} of at most {goal} a week")
    return (limit if target.at_most else form).format(
        done=row.done, goal=row.goal, days=target.days
    )
