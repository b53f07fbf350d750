"""The paces that a plan may ask for: few, and none that one cannot hold in mind."""

import math
from collections.abc import Mapping

from sim.aim import DAY_STEP
from sim.catalogue import Catalogue, Kind
from sim.curves import WEEK
from sim.errors import SimError
from sim.presence import ACTIVE

LADDER = (0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 30, 40, 60)
"""Paces per week that a person can hold in mind."""
LONG = 15
"""Minutes from which on a thing may be done less than once a week: a like now and then is no
habit, an article a month is."""
USEFUL_PACES = 4
"""Half-paces beyond which one kind has little left to give: 94 % of its points are there."""


def ladder(kind: Kind, limit: tuple[float, float] | None = None) -> list[float]:
    """The paces per week that a kind may have in a plan: any rung within its limits, none included.

    A limit adds no rung, so that it never makes a plan cheaper, but where it leaves none.
    """
    top = min(kind.most, USEFUL_PACES * kind.half_pace)
    low, high = limit or (0.0, top)
    if not 0 <= low <= high < math.inf:
        raise SimError(f"{kind.kind}: limits of {low} to {high} a week")
    rungs = [pace for pace in (0.0, *LADDER) if low <= pace <= min(high, top)]
    if kind.minutes < LONG:
        rungs = [pace for pace in rungs if pace == 0 or pace >= 1]
    return rungs or sorted({low, high})


def most_days(catalogue: Catalogue, limits: Mapping[str, tuple[float, float]]) -> float:
    """Active days a week that a plan may count on, in whole `DAY_STEP`s."""
    name = catalogue.names[ACTIVE]
    most = min(limits.get(name, (0.0, WEEK))[1], WEEK)
    return math.floor(most / DAY_STEP) * DAY_STEP
