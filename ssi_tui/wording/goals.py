"""Targets, and how far one has come, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day, weekday_name
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sim.terms import Pillar
    from ssi_tui.model.progress import Progress
    from ssi_tui.model.terms import Target

RARE = (2, 4)
"""Weeks: a half and a quarter a week read better as once in so many."""


LEAST_MINUTES = 0.5
"""Less is not seen in whole minutes."""


def minutes_so_far(logged: float | None, assumed: float) -> str:
    """What a week took so far, with what nobody logged called assumed: "49 so far, 12 assumed";
    empty where it is nothing."""
    shown = assumed >= LEAST_MINUTES
    if logged is None:
        return _("{assumed} assumed so far").format(assumed=format_number(assumed)) if shown else ""
    form = _("{usual} so far and {assumed} assumed") if shown else _("{usual} so far")
    return form.format(usual=format_number(logged), assumed=format_number(assumed))


def assumed_minutes(minutes: float, assumed: float) -> str:
    """What of a pace's minutes nobody logged: ", assumed" or ", 4 assumed" to stand after them."""
    if assumed < LEAST_MINUTES:
        return ""
    if round(assumed) >= round(minutes):
        return _(", assumed")
    return _(", {n} assumed").format(n=format_number(assumed))


def goal_in_words(total: float, floors: Mapping[Pillar, float]) -> str:
    """ "70 points, Insights 12"."""
    wanted = [f"{pillar_name(pillar)} {format_points(points)}" for pillar, points in floors.items()]
    if total:
        wanted.insert(0, _("{points} points").format(points=format_points(total)))
    return ", ".join(wanted)


def goal_by(total: float, floors: Mapping[Pillar, float], by: date, today: date) -> str:
    """What is to be reached, and by when."""
    goal = goal_in_words(total, floors)
    return _("{goal} by {day}").format(goal=goal, day=format_day(by, today))


def pace_words(pace: float) -> str:
    """ "7", or "1 in 2 weeks"."""
    for weeks in RARE:
        if pace < 1 and pace * weeks == 1:
            return _("1 in {n} weeks").format(n=weeks)
    return amount(pace)


def amount(pace: float) -> str:
    """ "7", "2.5"."""
    rounded = round(pace, 1)
    return format_number(rounded, 0 if rounded == int(rounded) else 1)


def role_wanted(low: float, high: float, about: str) -> str:
    """What a role's source says, whole: a plan aims at the lower end."""
    form = _("One source wants {low} points for {role}.")
    if high != low:
        form = _("One source wants {low} to {high} points for {role}.")
    return form.format(low=format_points(low), high=format_points(high), role=about)


def target_in_words(target: Target) -> str:
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


def standing(row: Progress, *, today: bool = True) -> str:
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
