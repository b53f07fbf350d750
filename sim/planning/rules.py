"""What the sources ask of a good week: one table, and the bounds and prices that it becomes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.catalogue.kinds import Kind
from sim.response.state import Assumptions
from sim.terms import ActionKind


class PlanRule(StrEnum):
    """What a plan keeps to unless it is free of rules."""

    KEEP = "keep"
    FEW = "few"
    STEPS = "steps"
    NOTE = "note"
    ANSWERED = "answered"
    HOLD = "hold"


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow:
    """One rule of the table."""

    says: str
    """The rule in one sentence, with its reason."""
    becomes: str
    """What the search makes of it: a bound or a price, in words."""
    source: str
    """Documents, by number (see docs/model.md)."""


KINDS = 5
"""Kinds of action that a plan changes at most."""

CHANGE = 4.0
"""Minutes a week that one kind more of what is done already has to save."""

BEGIN = 8.0
"""The same of a kind that is new: one more habit to keep in mind."""

STEP = 1.5
"""A week has at most so many times what the week before had, or `FIRST` more."""

FIRST = (10.0, 5.0)
"""Ten minutes a week, and no more than five times: what one can begin with from nothing, and add
to little."""

LIKELY = 1 / 3
"""Acceptance, 0 to 1, below which a request is likely to go unanswered."""

SLACK = 0.05
"""Points that a pillar may lose on the date and count as held: less than can be read."""

RULES: Mapping[PlanRule, RuleRow] = {
    PlanRule.KEEP: RuleRow(
        says="What you do already goes on before something new begins: a steady pace counts.",
        becomes="the usual pace is free; more of it costs 4 minutes a kind, a new kind 8",
        source="000 001",
    ),
    PlanRule.FEW: RuleRow(
        says="A few habits at once: quality first, and more is not more.",
        becomes="at most five kinds are changed",
        source="000 002",
    ),
    PlanRule.STEPS: RuleRow(
        says="Step by step: each week at most half again as much, or ten minutes more.",
        becomes="a week has at most 1.5 times the week before, or ten minutes (five times) more",
        source="000",
    ),
    PlanRule.NOTE: RuleRow(
        says="Requests with a personal line before requests without: more people say yes.",
        becomes="never more requests without a note than with one, and no more of them than now",
        source="000 001 003 004",
    ),
    PlanRule.ANSWERED: RuleRow(
        says="No requests that are likely to go unanswered: too many of those cost points.",
        becomes="none where fewer than one in three is accepted",
        source="001 002",
    ),
    PlanRule.HOLD: RuleRow(
        says="No pillar falls: who neglects one stays below what is possible.",
        becomes="each pillar is expected to have on the date what it has today",
        source="001",
    ),
}
"""In the order in which they are told."""


class Motive(StrEnum):
    """Why a line stands in a plan."""

    MORE = "more"
    """It is done already, and more of it costs least."""
    BEGIN = "begin"
    """It is new: what is done already does not reach the goal as cheaply, or not at all."""
    NOTE = "note"
    """Requests with a note, in place of those without."""
    LESS = "less"
    """It takes minutes that there are not, or answers that do not come."""
    LIMIT = "limit"
    """The person's own limits ask for it."""


def acceptance(kind: str, told: Assumptions) -> float | None:
    """The part of a kind of request that is accepted, 0 to 1; None for all else."""
    rates = {
        ActionKind.REQUEST: told.acceptance,
        ActionKind.REQUEST_WITH_NOTE: told.acceptance_with_note,
    }
    return rates.get(ActionKind(kind)) if kind in tuple(ActionKind) else None


def answered(kind: str, told: Assumptions) -> bool:
    """Whether it is none of the requests that are likely to go unanswered."""
    rate = acceptance(kind, told)
    return rate is None or rate >= LIKELY


def rise(kind: Kind, usual: float, pace: float) -> tuple[float, ...]:
    """The paces per week of the weeks before a kind reaches `pace`, from a usual one on."""
    minutes, times = FIRST
    least = 0.5 if kind.minutes >= 6 * minutes else 1.0
    more = min(times, minutes // kind.minutes) if kind.minutes > 0 else times

    def after(pace: float) -> float:
        return max(least, _even(max(STEP * pace, pace + more)))

    now, weeks = after(usual), []
    while now < pace - 1e-9:
        weeks.append(now)
        now = after(now)
    return tuple(weeks)


def _even(pace: float) -> float:
    """A pace that one can keep count of: whole times, or one and a half."""
    if pace < 1:
        return pace
    return float(math.floor(pace)) if pace >= 2 else math.floor(2 * pace) / 2
