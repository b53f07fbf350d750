"""What is to be reached, and the options to reach it with: the terms of a choice."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.errors import SimError
from sim.planning.rules import KINDS
from sim.response.curves import WEEK, Array
from sim.response.kernels import PILLARS
from sim.response.state import widened
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

DAY_STEP = 0.25
"""Active days a week from one entry of a table to the next: so fine are the paces of a plan."""

SHORT = 1e-6
"""Points by which a target may be missed: what binary fractions lose."""

PER_KIND = 4.0
"""Minutes a week that a kind of action more has to save where no rules hold."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Aim:
    """What has to be reached on the date."""

    total: float
    """Points, counted up to the caps."""
    floors: Array
    """(pillar,) points that each pillar needs; −inf: any."""
    caps: Array
    """(pillar,) points beyond which more is lost."""

    def met(self, points: Array) -> Array:
        """Which rows of (choice, pillar) points reach it."""
        counted = np.minimum(points, self.caps)
        enough = counted.sum(axis=-1) >= self.total - SHORT
        reached: Array = enough & (counted >= self.floors - SHORT).all(axis=-1)
        return reached

    def between(self, points: Array, share: float) -> "Aim":
        """An aim so far on the way from (pillar,) points, 0 to 1, to this one."""
        here = np.minimum(points, self.caps)
        lift = (1 - share) * np.maximum(self.floors - here, 0.0)
        total = here.sum() + share * max(self.total - here.sum(), 0.0)
        return replace(self, total=min(float(total), self.total), floors=self.floors - lift)

    def share(self, points: Array, start: Array) -> Array:
        """(choice,) how far on the way from (pillar,) `start`, at most 1, (choice, pillar) points
        are; −1 where they fall behind what is held already."""
        counted = np.minimum(points, self.caps)
        way = self.between(start, 0.0)
        parts = [(counted.sum(axis=-1), way.total, self.total)]
        parts += list(zip(counted.T, way.floors.tolist(), self.floors.tolist(), strict=True))
        shares = np.ones(len(points))
        for have, low, high in parts:
            if high - low > SHORT and np.isfinite(low):
                shares = np.minimum(shares, (have - low) / (high - low))
            else:
                shares = np.where(have >= low - SHORT, shares, -1.0)
        return shares

    def missing(self, points: Array) -> float:
        """Points by which (pillar,) points miss it, in the part that misses most."""
        counted = np.minimum(points, self.caps)
        return float(max(0.0, self.total - counted.sum(), *(self.floors - counted)))


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannerWish:
    """What is to be reached, and within what."""

    days: int
    """Until the date."""
    target: float = 0.0
    """Points in total; 0: only pillars are asked for."""
    floors: Mapping[Pillar, float] = field(default_factory=dict)
    """Points asked for by pillar."""
    minutes: float | None = None
    """The most that a week may take; None: by the rules 90 more than now, without them any."""
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """The least and most a week of single kinds."""
    sure: float | None = 0.5
    """The part of the draws that has to reach it; None: the expected points have to."""
    stretch: float = 1.0
    """The person's (`sim.backtest`)."""
    free: bool = False
    """Without the sources' rules: nothing of one's own goes on but what the plan sets."""
    kinds: int = KINDS
    """Of which more is done than so far, at most."""
    lead: int = 0
    """Days that go on as usual until the first week begins, at most six; without rules none."""
    per_kind: float = PER_KIND
    """Without rules: minutes a week that a kind counts beside those it takes."""

    def __post_init__(self) -> None:
        if self.days < 1 or not 0 <= self.target <= TOTAL_MAX:
            raise SimError(f"a target of {self.target} in {self.days} days")
        for pillar, points in self.floors.items():
            if not 0 <= points <= PILLAR_MAX:
                raise SimError(f"a target of {points} for {pillar}")
        for kind, (low, high) in self.limits.items():
            if not 0 <= low <= high < math.inf:
                raise SimError(f"{kind}: limits of {low} to {high} a week")
        if self.sure is not None and not 0 < self.sure < 1:
            raise SimError(f"sure is {self.sure}, not between 0 and 1")
        if self.kinds < 1 or not 0 <= self.lead < (1 if self.free else min(WEEK, self.days)):
            raise SimError(f"{self.kinds} kinds from {self.lead} days on")

    def aim(self, caps: Array, margin: float, held: Array) -> Aim:
        """What expected points have to reach, with a margin; `held`: (pillar,) points to keep."""
        floors = held.copy()
        for pillar, points in self.floors.items():
            floors[PILLARS.index(pillar)] = points + margin / 2  # one pillar spreads half as much
        total = self.target + margin if self.target > 0 else 0.0
        return Aim(total=total, floors=floors, caps=caps)

    def spare(self, scores: Array) -> Array:
        """(draw,) points above what is asked for, below 0 where it is missed, of (draw, pillar)."""
        spare: Array = scores.sum(axis=-1) - self.target
        for pillar, points in self.floors.items():
            spare = np.minimum(spare, scores[..., PILLARS.index(pillar)] - points)
        return widened(spare, self.stretch)


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """What there is to choose from, for one date: one option of every group.

    The options of a group stand one after the other, the cheapest first.
    """

    firsts: Sequence[int]
    """(group,) place of its first option."""
    paces: Array
    """(option, kind) per week in the end."""
    cost: Array
    """(option,) minutes a week beyond the usual ones, and the price of a change."""
    minutes: Array
    """(option,) minutes a week."""
    more: Array
    """(option,) kinds of which more is done than so far."""
    points: Array
    """(option, pillar) points on the date."""
    ground: Array
    """(pillar,) points that are there anyway, and those of active days when there are enough."""
    going: Array
    """(kind,) per week: what goes on whatever is chosen."""
    days: Array
    """(option,) days a week that are active because of it; no matter where nothing is `absent`."""
    absent: Array | None = None
    """(step, pillar) points lost where the groups make 0, `DAY_STEP`, … active days: ever fewer, by
    ever less; the last row is 0."""

    def groups(self, values: Array) -> list[Array]:
        """(option, …) values, group by group."""
        return np.split(values, self.firsts[1:])

    def week(self, choice: Sequence[int]) -> Array:
        """(kind,) per week in the end, what goes on included."""
        week: Array = self.going + self.paces[choice].sum(axis=0)
        return week

    def reached(self, choice: Sequence[int]) -> Array:
        """(pillar,) points of one choice, beyond the caps too."""
        points: Array = self.ground + self.points[choice].sum(axis=0)
        if self.absent is not None:
            points = points - lost_points(self.absent, self.days[choice].sum(axis=0))
        return points


def lost_points(absent: Array, days: Array) -> Array:
    """What is lost at (…,) days, from losses at every `DAY_STEP`, the first axis; in between never
    too little, because each step saves less."""
    if np.all(days >= DAY_STEP * (len(absent) - 1)):
        return np.zeros((*days.shape, *absent.shape[1:]))
    steps = np.clip(days / DAY_STEP, 0.0, len(absent) - 1.0)
    whole = np.floor(steps).astype(np.intp)
    part = (steps - whole).reshape(whole.shape + (1,) * (absent.ndim - 1))
    after = np.minimum(whole + 1, len(absent) - 1)
    lost: Array = absent[whole] * (1.0 - part) + absent[after] * part
    return lost
