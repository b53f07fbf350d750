"""What a person plans, phase by phase, and the doses that follow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Self

import numpy as np

from sim.errors import N_, RefusedError, no_twin, number_text, within
from sim.response.curves import WEEK, Array
from sim.response.state import NO_DOUBTS, Assumptions, Doubts, Shock, StockChange
from sim.scenario import phrases
from sim.scenario.cadence import MOST_TIMES_USUAL, Cadence
from sim.terms import PILLAR_MAX, TOTAL_MAX, Member, Pillar, Stock

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
            raise RefusedError(
                N_("{value} % is no chance to plan for; it must lie between 0 % and 100 %"),
                value=number_text(self.confidence * 100),
            )

    @classmethod
    def read(cls, text: str) -> Self:
        """The goal that "total >= 60 by week 12 with 80%" says.  Raises RefusedError."""
        match = re.fullmatch(_GOAL, " ".join(text.casefold().split()))
        if not match or match[1] not in ("total", *Pillar):
            raise RefusedError(
                N_(
                    "{value} is no goal; write: total >= 60 by week 12 with 80%, "
                    "or a pillar: insights >= 12 by week 8"
                ),
                value=phrases.clip(text),
            )
        days = WEEK if match[3] == "week" else 1
        return cls(
            pillar=None if match[1] == "total" else Pillar(match[1]),
            points=phrases.number(match[2]),
            by=phrases.read_date(match[5]) if match[5] else int(match[4]) * days,
            confidence=phrases.hundredths(match[6] or "80"),
        )

    def __str__(self) -> str:
        asked = f"{self.pillar or 'total'} >= {number_text(self.points)}"
        sure = phrases.percent_text(self.confidence)
        return f"{asked} by {moment_text(self.by, ends=True)} with {sure}"

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


MOST_PHASES = 50
DEFAULT_DAYS = 26 * WEEK
"""How far a plan whose last phase is open is shown."""

BEYOND_DAYS = 8 * WEEK
"""At least so long is an open last phase shown: long enough to see where it leads."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A stretch of days with one pace."""

    name: str = ""
    """What to call it on the chart; may be empty."""
    days: int | None = None
    """Length; None for a last phase that stays open."""
    do: tuple[tuple[str, Cadence], ...] = ()
    """The kinds of action that have a cadence of their own."""
    others: float = 1.0
    """What all the other kinds do: a factor of the usual pace."""

    def __post_init__(self) -> None:
        if self.name:
            phrases.title(self.name)
        if self.days is not None:
            within(self.days, 1, MOST_DAYS)
        within(self.others, 0, MOST_TIMES_USUAL)
        no_twin([kind for kind, _ in self.do])


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """A plan to be simulated: everything that a scenario file says, with defaults resolved."""

    name: str
    """One line, for the legend of the chart."""
    description: str = ""
    """What it is about and what to look at."""
    start: date | None = None
    """The first day of the plan; None is the day after today."""
    member: Member | None = None
    """Whose start and usual pace to take when there is no journal."""
    phases: tuple[Phase, ...]
    """One after the other; only the last may be open."""
    changes: tuple[FactChange, ...] = ()
    """Lasting things that are set on the way."""
    assumptions: tuple[tuple[str, float | bool], ...] = ()
    """The fields of `Assumptions` that the plan states; the others stay the member's own."""
    doubts: Doubts = NO_DOUBTS
    """Numbers of the model that the plan replaces by others."""
    shocks: tuple[FormulaShock, ...] = ()
    """Changes of LinkedIn's formula to try."""
    goals: tuple[Goal, ...] = ()
    """What should be reached."""

    def __post_init__(self) -> None:
        phrases.title(self.name)
        phrases.prose(self.description)
        self.assume(Assumptions())  # refuses rates that are none
        check_changes(self.changes)
        if not 1 <= len(self.phases) <= MOST_PHASES:
            raise RefusedError(
                N_("{value} phases; it must be 1 to {most}"),
                value=len(self.phases),
                most=MOST_PHASES,
            )
        if any(phase.days is None for phase in self.phases[:-1]):
            raise RefusedError(N_("only the last phase may leave out how long it lasts"))
        if self.stated_days > MOST_DAYS:
            raise RefusedError(
                N_("the phases last {value} weeks together; at most {most}"),
                value=number_text(round(self.stated_days / WEEK, 1)),
                most=MOST_DAYS // WEEK,
            )

    @property
    def stated_days(self) -> int:
        """The days of all phases that say how long they last."""
        return sum(phase.days or 0 for phase in self.phases)

    @property
    def horizon(self) -> int:
        """How many days to show when nobody says it."""
        if self.phases[-1].days is not None:
            return self.stated_days
        return max(DEFAULT_DAYS, min(self.stated_days + BEYOND_DAYS, MOST_DAYS))

    def doses(self, usual: Array, *, days: int, start: date, kinds: Sequence[str]) -> Array:
        """Actions per day, shape (day, kind); row 0 is `start`, columns in the order of `kinds`.

        `usual` is the usual pace in actions per week, shape (kind).  A horizon that is shorter
        than the plan cuts it; beyond the plan the last phase's pace goes on.  Raises RefusedError
        when a phase names a kind that is not among `kinds`.
        """
        doses = np.empty((days, len(kinds)))
        column = {kind: index for index, kind in enumerate(kinds)}
        ends = [min(end, days) for end in accumulate(phase.days or 0 for phase in self.phases[:-1])]
        for phase, (first, end) in zip(self.phases, pairwise([0, *ends, days]), strict=True):
            rows = slice(first, end)
            doses[rows] = usual * (phase.others / WEEK)
            for kind, cadence in phase.do:
                if kind not in column:
                    raise RefusedError(N_("{kind} is no kind of action that is known"), kind=kind)
                at, begin = column[kind], start + timedelta(first)
                doses[rows, at] = cadence.doses(float(usual[at]), days=end - first, first=begin)
        return doses

    def assume(self, base: Assumptions) -> Assumptions:
        """The member's or the journal's own assumptions, with those that the plan states."""
        return replace(base, **dict(self.assumptions))  # type: ignore[arg-type]

    def stock_changes(self, start: date, lead: int = 0) -> tuple[StockChange, ...]:
        """The changes of facts by row of the doses, of which the plan begins after `lead`; what
        lies before `start` is so from its first row on."""
        days = sorted(
            ((day_of(fact.on, start), fact) for fact in self.changes), key=lambda pair: pair[0]
        )
        return tuple(
            StockChange(day=lead + max(day, 1) - 1, stock=fact.stock, value=fact.value)
            for day, fact in days
        )

    def shocks_from(self, start: date, lead: int = 0) -> tuple[Shock, ...]:
        """The shocks by row of the doses; readings already show what lies before `start`."""
        days = sorted((day_of(shock.on, start), shock.factor) for shock in self.shocks)
        return tuple(Shock(day=lead + day - 1, factor=times) for day, times in days if day >= 1)


def check_changes(changes: Sequence[FactChange]) -> None:
    """Raises RefusedError when one fact is set to two values at the same moment."""
    no_twin([f"{moment_text(change.on)}, {change.stock}" for change in changes])
