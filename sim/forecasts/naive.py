"""The simple rules that a forecast has to be better than: no change, and a line that flattens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from sim.inference.blend import DAMPING, reach, trend
from sim.population.prior import DRIFT, DRIFT_DAYS, DRIFT_SHARED
from sim.response.curves import WEEK
from sim.terms import TOTAL_MAX

ASSUMED = 2.0
"""So many changes of one's own weigh as much as what we assume of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoChange:
    """The newest total goes on, and how far it has been off so far."""

    total: float
    spread: float
    """Standard deviation of a change over a long time, points."""

    def deviation(self, days: float) -> float:
        """Standard deviation of the total so many days ahead, points."""
        return self.spread * math.sqrt(-math.expm1(-days / DRIFT_DAYS))

    def band(self, days: float, confidence: float) -> tuple[float, float]:
        """Low and high edge so many days ahead."""
        reach = NormalDist().inv_cdf(0.5 + confidence / 2) * self.deviation(days)
        return max(0.0, self.total - reach), min(TOTAL_MAX, self.total + reach)


def no_change(days: Sequence[int], totals: Sequence[float]) -> NoChange:
    """From readings, oldest first: their changes say how far the next one may lie."""
    squares = 0.0
    for (day, total), (later, then) in zip(
        zip(days, totals, strict=True), zip(days[1:], totals[1:], strict=True), strict=False
    ):
        squares += (then - total) ** 2 / max(-math.expm1(-(later - day) / DRIFT_DAYS), 0.03)
    # The difference of two days far apart, four pillars that wander partly together.
    assumed = 2 * 4 * (1 + 3 * DRIFT_SHARED) * DRIFT**2
    spread = math.sqrt((ASSUMED * assumed + squares) / (ASSUMED + len(days) - 1))
    return NoChange(total=totals[-1], spread=spread)


def linear(days: Sequence[int], totals: Sequence[float], ahead: float) -> float:
    """The line through the newest readings, so many days after the last one."""
    level, slope = trend(np.array(days), np.array(totals))
    return min(max(float(level + slope * ahead), 0.0), TOTAL_MAX)


def damped(days: Sequence[int], totals: Sequence[float], ahead: float) -> float:
    """From the newest reading along the line's slope, which dies away week by week."""
    _, slope = trend(np.array(days), np.array(totals))
    way = reach(slope) * (1 - DAMPING ** (ahead / WEEK))
    return min(max(float(totals[-1] + way), 0.0), TOTAL_MAX)
