"""What the sources ask: of a good week, as bounds and prices of the search; and of a role."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.catalogue.kinds import Kind
from sim.errors import N_
from sim.response.state import Assumptions
from sim.terms import ActionKind

# What a plan keeps to unless it is free of rules; numbers name the documents of docs/model.md,
# whose table says what the search makes of each.

CHANGE = 4.0
"""What one does already goes on before something new begins: a steady pace counts (000, 001).
Minutes a week that one kind more of what is done already has to save."""

BEGIN = 8.0
"""The same of a kind that is new: one more habit to keep in mind."""

KINDS = 5
"""A few habits at once: quality first, and more is not more (000, 002).  Kinds of action that a
plan changes at most."""

STEP = 1.5
"""Step by step (000): a week has at most so many times what the week before had, or `FIRST`
more."""

FIRST = (10.0, 5.0)
"""Ten minutes a week, and no more than five times: what one can begin with from nothing, and add
to little."""

TIME = 90.0
"""A week that can be kept up takes patience (000).  Minutes by which it may have more than now,
where nobody says how many there are: a quarter of an hour a day beside all else."""

LIKELY = 1 / 3
"""Requests that are likely to go unanswered cost points (001, 002).  Acceptance, 0 to 1, below
which there are none; of the others never more without a note than with one (000, 001, 003, 004)."""

SLACK = 0.05
"""No pillar falls: who neglects one stays below what is possible (001).  Points that one may lose
on the date and count as held: less than can be read."""


class Role(StrEnum):
    """What somebody uses LinkedIn for."""

    AVERAGE = "average"
    MARKETING = "marketing"
    HR = "hr"
    RECRUITER = "recruiter"
    SALES = "sales"
    SOCIAL_MEDIA = "social-media"


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleTarget:
    """The total that a role should have: a corridor, no record to break."""

    low: float
    """Points in total; what a plan aims at."""
    high: float
    """Points in total; equal to `low` where the source gives one number."""
    about: str
    """English msgid: who is meant."""


ROLES: Mapping[Role, RoleTarget] = {
    Role.AVERAGE: RoleTarget(
        low=50, high=55, about=N_("somebody who uses LinkedIn for nothing special")
    ),
    Role.MARKETING: RoleTarget(low=60, high=65, about=N_("marketing and communication")),
    Role.HR: RoleTarget(low=60, high=65, about=N_("human resources")),
    Role.RECRUITER: RoleTarget(low=75, high=75, about=N_("recruiting")),
    Role.SALES: RoleTarget(low=75, high=75, about=N_("sales, account and relation management")),
    Role.SOCIAL_MEDIA: RoleTarget(
        low=75, high=80, about=N_("managing, advising or teaching social media")
    ),
}
"""The targets of document 002, which calls them at least so high for the last role."""


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


def answered(kind: str, told: Assumptions) -> bool:
    """Whether it is none of the requests that are likely to go unanswered."""
    rates: Mapping[str, float] = {
        ActionKind.REQUEST: told.acceptance,
        ActionKind.REQUEST_WITH_NOTE: told.acceptance_with_note,
    }
    return rates.get(kind, 1.0) >= LIKELY


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
