"""What is to be reached, and the options to reach it with: the terms of a choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sim.errors import N_
from sim.response.curves import Array


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
    source: str
    """Document, by number (see docs/model.md)."""


ROLES: Mapping[Role, RoleTarget] = {
    Role.AVERAGE: RoleTarget(
        low=50, high=55, about=N_("somebody who uses LinkedIn for nothing special"), source="002"
    ),
    Role.MARKETING: RoleTarget(
        low=60, high=65, about=N_("marketing and communication"), source="002"
    ),
    Role.HR: RoleTarget(low=60, high=65, about=N_("human resources"), source="002"),
    Role.RECRUITER: RoleTarget(low=75, high=75, about=N_("recruiting"), source="002"),
    Role.SALES: RoleTarget(
        low=75, high=75, about=N_("sales, account and relation management"), source="002"
    ),
    Role.SOCIAL_MEDIA: RoleTarget(
        low=75, high=80, about=N_("managing, advising or teaching social media"), source="002"
    ),
}
"""The targets of document 002, which calls them at least so high for the last role."""

DAY_STEP = 0.25
"""Active days a week from one entry of a table to the next: so fine are the paces of a plan."""

SHORT = 1e-6
"""Points by which a target may be missed: what binary fractions lose."""


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """What there is to choose from: one option of every group."""

    cost: Sequence[Array]
    """Per group (option,) what it costs: minutes a week, and the price of a change."""
    points: Sequence[Array]
    """Per group (option, pillar) points on the date."""
    ground: Array
    """(pillar,) points that are there anyway, and those of active days when there are enough."""
    minutes: Sequence[Array] | None = None
    """Per group (option,) minutes a week, where they are not the cost."""
    kinds: Sequence[Array] | None = None
    """Per group (option,) kinds of which more is done than so far; None: no matter."""
    days: Sequence[Array] | None = None
    """Per group (option,) days a week that are active because of it; None: no matter."""
    absent: Array | None = None
    """(step, pillar) points lost where the groups make 0, `DAY_STEP`, … active days: ever fewer, by
    ever less; the last row is 0."""

    def reached(self, choice: Sequence[int] | Array) -> Array:
        """(pillar,) points of one choice, beyond the caps too; of (group, choice) ones (choice,
        pillar)."""
        points: Array = self.ground + sum(
            part[at] for part, at in zip(self.points, choice, strict=True)
        )
        if self.days is not None and self.absent is not None:
            days = sum(part[at] for part, at in zip(self.days, choice, strict=True))
            points = points - lost_points(self.absent, np.asarray(days))
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
