"""The week and the lasting things that are assumed of someone who has logged neither.

Between the five members everything is interpolated, so that no point or entry more ever makes a
person another member: the assumed week is the one that holds the score that was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.catalogue.types import Catalogue, Nature
from sim.population.members import MEMBERS
from sim.population.prior import BASE
from sim.population.reading import Observed
from sim.response.curves import Array, diminishing_returns, stock_fraction
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions
from sim.terms import Member, Stock

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
