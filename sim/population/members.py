"""Five kinds of member, and the week that is assumed of someone who has logged none.

Between the five everything is interpolated, so that no point or entry more ever makes a person
another member: the assumed week is the one that holds the score that was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from sim.catalogue.types import Catalogue, Nature
from sim.errors import N_
from sim.population.prior import BASE
from sim.response.curves import Array, diminishing_returns, stock_fraction
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Observed
from sim.terms import ActionKind, Member, Stock

K, S = ActionKind, Stock


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A start state: lasting things and a usual week that has gone on for long."""

    member: Member
    about: str
    """English msgid: who that is, in one sentence."""
    stocks: Mapping[Stock, float]
    """Counts; the profile's is the filled part."""
    pace: Mapping[str, float]
    """Actions per week by kind; what isn't named isn't done."""
    assumptions: Assumptions = field(default_factory=Assumptions)

    def week(self, catalogue: Catalogue) -> list[float]:
        """The usual pace on the kind axis, per week."""
        return [float(self.pace.get(kind, 0.0)) for kind in catalogue.names]

    def minutes(self, catalogue: Catalogue) -> float:
        """Minutes that the usual week takes."""
        return sum(catalogue[kind].minutes * pace for kind, pace in self.pace.items())


MEMBERS: Mapping[Member, MemberState] = {
    Member.INACTIVE: MemberState(
        member=Member.INACTIVE,
        about=N_("Signed up once, filled in a little, and looks in every few weeks."),
        stocks={S.PROFILE: 0.3, S.SKILLS: 3, S.NETWORK: 80},
        pace={K.ACTIVE_DAY: 0.25, K.PROFILE_VIEW: 0.25},
    ),
    Member.ORDINARY: MemberState(
        member=Member.ORDINARY,
        about=N_("Logs in once or twice a week, likes a few posts, and has an old network."),
        stocks={
            S.PROFILE: 0.7, S.SKILLS: 8, S.ENDORSEMENTS: 12, S.RECOMMENDATIONS: 1, S.NETWORK: 450,
            S.GROUPS: 1,
        },
        pace={
            K.ACTIVE_DAY: 1.5, K.REACTION: 5, K.COMMENT: 0.3, K.PROFILE_VIEW: 3, K.PEOPLE_SEARCH: 1,
            K.MESSAGE: 1, K.INVITATION_RECEIVED: 0.5, K.INVITATION_ACCEPTED: 0.5, K.REQUEST: 0.5,
        },
    ),
    Member.OCCASIONAL: MemberState(
        member=Member.OCCASIONAL,
        about=N_("On LinkedIn every other day; shares or writes something once or twice a month."),
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
    Member.ACTIVE: MemberState(
        member=Member.ACTIVE,
        about=N_("There every working day: comments, searches, connects, and posts every week."),
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
    Member.INTENSIVE: MemberState(
        member=Member.INTENSIVE,
        about=N_("Lives on LinkedIn with Sales Navigator: sells, recruits or teaches there."),
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

ORDER = (Member.INACTIVE, Member.ORDINARY, Member.OCCASIONAL, Member.ACTIVE, Member.INTENSIVE)
"""By how active they are: the axis of `level`, 0 to 4."""

LEVELS = np.linspace(0.0, len(ORDER) - 1.0, 81)
GROWTH = 0.1
"""Part of the members' requests and acceptances that is assumed: the network then holds, and
"as usual" is "as before"."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Assumed:
    """What stands in for what a person has not told."""

    week: Array
    """(kind,) actions per week."""
    stocks: Mapping[Stock, float]
    """Counts, the person's own where they are known."""
    level: float
    """How active: 0 is the inactive member, 4 the intensive one."""


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
    catalogue = model.catalogue
    halves = {
        row.stock: (at, row.points, row.half_count) for at, row in enumerate(catalogue.stocks)
    }
    own = {stock: float(count) for stock, count in stocks.items() if stock in halves}
    lasting = np.tile([BASE[pillar] for pillar in PILLARS], (len(LEVELS), 1))
    for stock, (at, full, half) in halves.items():
        amounts = np.full(len(LEVELS), own[stock]) if stock in own else counts[:, at]
        lasting[:, model.layout.stock_pillar[at]] += full * stock_fraction(amounts, half)
    level = float(ORDER.index(member or Member.ORDINARY))
    if member is None and reading is not None:
        level = _reached((lasting + gained).sum(axis=1), reading.total)
    each = np.full(len(PILLARS), level)
    if member is None and reading is not None and reading.pillars is not None:
        of_pillars = (lasting + gained).T
        read = zip(of_pillars, reading.pillars, strict=True)
        each = np.array([_reached(points, shown) for points, shown in read])
    of_kind = np.full(len(catalogue), level)
    for at, kind in enumerate(catalogue.kinds):
        if kind.effects:
            of_kind[at] = each[PILLARS.index(kind.effects[0].pillar)]
    week = np.array([np.interp(of_kind[at], LEVELS, weeks[:, at]) for at in range(len(catalogue))])
    known = {
        stock: own.get(
            stock, float(np.interp(each[model.layout.stock_pillar[at]], LEVELS, counts[:, at]))
        )
        for stock, (at, _points, _half) in halves.items()
    }
    return Assumed(week=week, stocks=known, level=level)


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
    for at, pillar in enumerate(layout.pillar.tolist()):
        gained[:, pillar] += earned[:, at]
    return weeks, counts, gained


@lru_cache(maxsize=8)
def _interpolated(catalogue: Catalogue, licence: bool) -> tuple[Array, Array]:
    members = [MEMBERS[member] for member in ORDER]
    weeks = np.array([member.week(catalogue) for member in members])
    for at, kind in enumerate(catalogue.kinds):
        if kind.feeds and kind.nature is Nature.HABIT:
            # Articles and films stay: a pace of them would be growth, not "as before".
            weeks[:, at] *= GROWTH if kind.feeds[0].stock is Stock.NETWORK else 0.0
        if kind.sales_navigator and not licence:
            weeks[:, at] = 0.0
    counts = np.array(
        [[member.stocks.get(row.stock, 0.0) for row in catalogue.stocks] for member in members]
    )
    places = np.arange(float(len(ORDER)))
    return tuple(  # type: ignore[return-value]
        np.stack([np.interp(LEVELS, places, column) for column in table.T], axis=1)
        for table in (weeks, counts)
    )
