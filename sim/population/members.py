"""Five kinds of member, and the week that is assumed of someone who has logged none.

Between the five everything is interpolated, so that no point or entry more ever makes a person
another member: the assumed week is the one that holds the score that was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.catalogue.kinds import Catalogue, Nature
from sim.population.prior import BASE
from sim.response.curves import Array, diminishing_returns, stock_fraction
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Observed, stock_counts
from sim.terms import ActionKind, Member, Stock

K, S = ActionKind, Stock


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A start state: lasting things and a usual week that has gone on for long."""

    stocks: Mapping[Stock, float]
    """Counts; the profile's is the filled part."""
    pace: Mapping[str, float]
    """Actions per week by kind; what isn't named isn't done."""
    assumptions: Assumptions = field(default_factory=Assumptions)

    def week(self, catalogue: Catalogue) -> Array:
        """(kind,) usual pace, per week."""
        return np.array([float(self.pace.get(kind, 0.0)) for kind in catalogue.names])


MEMBERS: Mapping[Member, MemberState] = {
    # Signed up once, filled in a little, and looks in every few weeks.
    Member.INACTIVE: MemberState(
        stocks={S.PROFILE: 0.3, S.SKILLS: 3, S.NETWORK: 80},
        pace={K.ACTIVE_DAY: 0.25, K.PROFILE_VIEW: 0.25},
    ),
    # Logs in once or twice a week, likes a few posts, and has an old network.
    Member.ORDINARY: MemberState(
        stocks={
            S.PROFILE: 0.7, S.SKILLS: 8, S.ENDORSEMENTS: 12, S.RECOMMENDATIONS: 1, S.NETWORK: 450,
            S.GROUPS: 1,
        },
        pace={
            K.ACTIVE_DAY: 1.5, K.REACTION: 5, K.COMMENT: 0.3, K.PROFILE_VIEW: 3, K.PEOPLE_SEARCH: 1,
            K.MESSAGE: 1, K.INVITATION_RECEIVED: 0.5, K.INVITATION_ACCEPTED: 0.5, K.REQUEST: 0.5,
        },
    ),
    # On LinkedIn every other day; shares or writes something once or twice a month.
    Member.OCCASIONAL: MemberState(
        stocks={
            S.PROFILE: 0.8, S.MEDIA: 1, S.SKILLS: 10, S.ENDORSEMENTS: 18, S.RECOMMENDATIONS: 1,
            S.NETWORK: 550, S.GROUPS: 1,
        },
        pace={
            K.ACTIVE_DAY: 3, K.REACTION: 8, K.COMMENT: 1, K.POST: 0.4, K.REPOST: 0.4,
            K.ENGAGEMENT_RECEIVED: 5, K.PROFILE_VIEW: 6, K.PEOPLE_SEARCH: 2, K.MESSAGE: 2,
            K.REQUEST: 1, K.INVITATION_RECEIVED: 1, K.INVITATION_ACCEPTED: 0.8,
        },
    ),
    # There every working day: comments, searches, connects, and posts every week.
    Member.ACTIVE: MemberState(
        stocks={
            S.PROFILE: 0.95, S.MEDIA: 3, S.SKILLS: 15, S.ENDORSEMENTS: 35, S.RECOMMENDATIONS: 3,
            S.ARTICLES: 3, S.NETWORK: 850, S.GROUPS: 2,
        },
        pace={
            K.ACTIVE_DAY: 5, K.REACTION: 25, K.COMMENT: 8, K.POST: 1.2, K.REPOST: 1,
            K.ARTICLE: 0.1, K.ENGAGEMENT_RECEIVED: 25, K.FOLLOWER_GAINED: 3, K.PROFILE_VIEW: 18,
            K.PEOPLE_SEARCH: 8, K.INVITATION_VETTED: 1.5, K.MESSAGE: 6, K.REQUEST_WITH_NOTE: 5,
            K.INVITATION_RECEIVED: 2, K.INVITATION_ACCEPTED: 1.5,
        },
    ),
    # Lives on LinkedIn with Sales Navigator: sells, recruits or teaches there.
    Member.INTENSIVE: MemberState(
        stocks={
            S.PROFILE: 1, S.MEDIA: 6, S.SKILLS: 25, S.ENDORSEMENTS: 70, S.RECOMMENDATIONS: 6,
            S.ARTICLES: 10, S.NETWORK: 1500, S.GROUPS: 5,
        },
        pace={
            K.ACTIVE_DAY: 7, K.REACTION: 40, K.COMMENT: 15, K.POST: 4, K.REPOST: 3,
            K.ARTICLE: 0.25, K.VIDEO: 0.5, K.ENGAGEMENT_RECEIVED: 80, K.FOLLOWER_GAINED: 12,
            K.GROUP_POST: 2, K.PROFILE_VIEW: 30, K.DISTANT_PROFILE_VIEW: 10, K.PEOPLE_SEARCH: 6,
            K.LEAD_SEARCH: 10, K.LEAD_SAVED: 20, K.NETWORK_BROWSED: 3, K.INVITATION_VETTED: 5,
            K.MESSAGE: 20, K.INMAIL: 4, K.REQUEST_WITH_NOTE: 15, K.INVITATION_RECEIVED: 8,
            K.INVITATION_ACCEPTED: 5, K.ENDORSEMENT_GIVEN: 2, K.FOLLOW: 5,
        },
        assumptions=Assumptions(sales_navigator=True),
    ),
}  # fmt: skip
"""Sized so that steady scores fall into the bands of document 001 (E7) and an ordinary member
near the averages that LinkedIn shows (E9)."""

LEVELS = np.linspace(0.0, len(Member) - 1.0, 81)
"""How active: 0 is the inactive member, 4 the intensive one, and between them it is continuous."""

GROWTH = 0.1
"""Part of the members' requests and acceptances that is assumed: the network then holds, and
"as usual" is "as before"."""


class Assumed(NamedTuple):
    """What stands in for what a person has not told."""

    week: Array
    """(kind,) actions per week."""
    stocks: Mapping[Stock, float]
    """Counts, the person's own where they are known."""


def assumed(
    model: ResponseModel,
    reading: Observed | None,
    stocks: Mapping[Stock, float],
    assumptions: Assumptions,
    member: Member | None = None,
) -> Assumed:
    """The week that holds a score, pillar by pillar; without one an ordinary member's.

    What the median person has from base, profile and lasting things comes first, and the rest is
    activity.  A `member`, if the person says how active they are, decides alone.
    """
    weeks, counts, gained = _ladder(model, assumptions)
    counts, homes = counts.copy(), model.layout.stock_pillar.tolist()
    lasting = np.tile([BASE[pillar] for pillar in PILLARS], (len(LEVELS), 1))
    for at, row in enumerate(model.catalogue.stocks):
        if row.stock in stocks:
            counts[:, at] = stocks[row.stock]
        lasting[:, homes[at]] += row.points * stock_fraction(counts[:, at], row.half_count)
    level = float([*Member].index(member or Member.ORDINARY))
    levels = np.full(len(PILLARS), level)
    if member is None and reading is not None:
        points = lasting + gained
        level = _reached(points.sum(axis=1), reading.total)
        levels[:] = level
        if reading.pillars is not None:
            levels[:] = [_reached(*both) for both in zip(points.T, reading.pillars, strict=True)]
    of_kind = [
        levels[PILLARS.index(kind.effects[0].pillar)] if kind.effects else level
        for kind in model.catalogue.kinds
    ]
    week = [np.interp(at, LEVELS, paces) for at, paces in zip(of_kind, weeks.T, strict=True)]
    known = [np.interp(levels[home], LEVELS, counts[:, at]) for at, home in enumerate(homes)]
    names = [row.stock for row in model.catalogue.stocks]
    return Assumed(np.array(week), dict(zip(names, map(float, known), strict=True)))


def _reached(points: Array, wanted: float) -> float:
    """The level at which so many points are there; within the ladder."""
    return float(np.interp(wanted, np.maximum.accumulate(points), LEVELS))


def _ladder(model: ResponseModel, assumptions: Assumptions) -> tuple[Array, Array, Array]:
    """(level, kind) weeks, (level, stock) counts and (level, pillar) points of the activity."""
    weeks, counts = _interpolated(model.catalogue, assumptions.sales_navigator is True)
    layout, effects = model.layout, model.catalogue.effects
    half = np.array([model.catalogue.kinds[at].half_pace for at, _ in effects])
    points = np.array([effect.points for _, effect in effects])
    earned = points * diminishing_returns(weeks[:, layout.kind] * layout.shares(assumptions), half)
    gained = np.zeros((len(LEVELS), len(PILLARS)))
    np.add.at(gained.T, layout.pillar, earned.T)
    return weeks, counts, gained


@lru_cache(maxsize=8)
def _interpolated(catalogue: Catalogue, licence: bool) -> tuple[Array, Array]:
    weeks = np.array([member.week(catalogue) for member in MEMBERS.values()])
    for at, kind in enumerate(catalogue.kinds):
        if kind.feeds and kind.nature is Nature.HABIT:
            # Articles and films stay: a pace of them would be growth, not "as before".
            weeks[:, at] *= GROWTH if kind.feeds[0].stock is Stock.NETWORK else 0.0
        if kind.sales_navigator and not licence:
            weeks[:, at] = 0.0
    counts = np.array([stock_counts(catalogue, member.stocks) for member in MEMBERS.values()])

    def between(table: Array) -> Array:
        """(level, column) from (member, column)."""
        columns = [np.interp(LEVELS, np.arange(float(len(Member))), column) for column in table.T]
        return np.stack(columns, axis=1)

    return between(weeks), between(counts)
