"""What has its moment in a plan: facts that change, shocks of LinkedIn's formula, goals.

Days are counted from 1: day 1 is the first day of the plan and row 0 of its doses; week 3 begins
on day 15 and ends with day 21.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from sim.cadence import WEEK
from sim.effects import N_
from sim.errors import Refused
from sim.phrases import clip, hundredths, number, number_text, percent_text, read_date, within
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar, Stock

Moment = int | date
"""A day of the plan, counted from 1, or a date."""

MOST_DAYS = 520 * WEEK
"""Ten years: the length of a plan, and how far a moment may lie ahead."""
MOST_OF_A_STOCK = 100_000.0

_GOAL = (
    r"(\w+) ?(?:>=|≥|at least) ?([0-9]+(?:[.,][0-9]+)?)(?: points)? by "
    r"(?:(day|week) ([0-9]{1,6})|([0-9]{4}-[0-9]{2}-[0-9]{2}))"
    r"(?: with ([0-9]+(?:[.,][0-9]+)?) ?%)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FactChange:
    """A lasting thing is so from a moment on: the profile is complete, 30 endorsements."""

    on: Moment
    """From the beginning of that day."""
    stock: Stock
    """What is counted."""
    value: float
    """The new count; for the profile the filled part, 0 to 1."""

    def __post_init__(self) -> None:
        _check_moment(self.on)
        within(self.value, 0, 1 if self.stock is Stock.PROFILE else MOST_OF_A_STOCK)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormulaShock:
    """LinkedIn re-bases its formula at a moment."""

    on: Moment
    """From the beginning of that day."""
    factor: float
    """What all points are multiplied by, 0.1 to 2."""

    def __post_init__(self) -> None:
        _check_moment(self.on)
        within(self.factor, 0.1, 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A score to have at a moment, and how sure of it one wants to be."""

    pillar: Pillar | None
    """None is the total."""
    points: float
    """At least so many: 0 to 100 in total, 0 to 25 for a pillar."""
    by: Moment
    """At the end of that day."""
    confidence: float = 0.8
    """The chance that has to be reached, 0 to 1, both excluded."""

    def __post_init__(self) -> None:
        _check_moment(self.by)
        within(self.points, 0, TOTAL_MAX if self.pillar is None else PILLAR_MAX)
        if not 0 < self.confidence < 1:
            raise Refused(
                N_("{value} % is no chance to plan for; it must lie between 0 % and 100 %"),
                value=number_text(self.confidence * 100),
            )

    @classmethod
    def read(cls, text: str) -> Self:
        """The goal that "total >= 60 by week 12 with 80%" says.  Raises Refused."""
        match = re.fullmatch(_GOAL, " ".join(text.casefold().split()))
        if not match or match[1] not in ("total", *Pillar):
            raise Refused(
                N_(
                    "{value} is no goal; write: total >= 60 by week 12 with 80%, "
                    "or a pillar: insights >= 12 by week 8"
                ),
                value=clip(text),
            )
        days = WEEK if match[3] == "week" else 1
        return cls(
            pillar=None if match[1] == "total" else Pillar(match[1]),
            points=number(match[2]),
            by=read_date(match[5]) if match[5] else int(match[4]) * days,
            confidence=hundredths(match[6] or "80"),
        )

    def __str__(self) -> str:
        asked = f"{self.pillar or 'total'} >= {number_text(self.points)}"
        return f"{asked} by {moment_text(self.by, ends=True)} with {percent_text(self.confidence)}"

    def day(self, start: date) -> int:
        """The day of the plan at whose end the goal is due, counted from 1 on `start`."""
        return day_of(self.by, start)


def day_of(moment: Moment, start: date) -> int:
    """The day of the plan, counted from 1 on `start`; below 1 when the date is earlier."""
    return (moment - start).days + 1 if isinstance(moment, date) else moment


def moment_text(moment: Moment, *, ends: bool = False) -> str:
    """ "week 3", "day 16" or a date; a week is named by its first day, or by its last."""
    if isinstance(moment, date):
        return moment.isoformat()
    week, rest = divmod(moment if ends else moment - 1, WEEK)
    return f"day {moment}" if rest else f"week {week if ends else week + 1}"


def _check_moment(moment: Moment) -> None:
    if not isinstance(moment, date):
        within(moment, 1, MOST_DAYS)
