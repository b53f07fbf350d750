"""Results and their axes: (draw, day, pillar) for a trajectory, (day,) for a band.

Day 0 is the state that a run starts from; day t comes after t rows of doses.  Pillars stand in
the order of `Pillar`, kinds in the order of the catalogue, draws in the order of the parameters.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.curves import Array
from sim.errors import SimError
from sim.terms import Pillar

CONFIDENCE = 0.8
"""Part of the draws between a band's edges unless one asks for another."""
CONFIDENCES = (0.5, CONFIDENCE, 0.95)
"""Those that one may ask for: as likely as not, four times in five, nearly always."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """Pillar scores day by day, one curve per draw."""

    scores: Array
    """(pillar, day, draw), points: draws last in memory, because bands sort along them."""

    @property
    def pillars(self) -> Array:
        """The same points on the axes that the program speaks: (draw, day, pillar)."""
        return self.scores.transpose(2, 1, 0)

    @property
    def total(self) -> Array:
        """Sum of the four pillars: (draw, day)."""
        total: Array = self.scores.sum(axis=0).T
        return total

    @property
    def days(self) -> int:
        """Days after the start; the day axis is one longer."""
        return int(self.scores.shape[1]) - 1

    def pillar(self, pillar: Pillar) -> Array:
        """One pillar: (draw, day)."""
        scores: Array = self.scores[tuple(Pillar).index(pillar)].T
        return scores


@dataclass(frozen=True, kw_only=True, eq=False)
class Contributions:
    """Where the points of one day come from; the parts of a pillar sum to its score."""

    base: Array
    """(draw, pillar)."""
    stocks: Array
    """(draw, stock), each for its stock's pillar."""
    carried: Array
    """(draw, pillar)."""
    kinds: Array
    """(draw, kind, pillar)."""
    drift: Array
    """(draw, pillar)."""
    cap: Array
    """(draw, pillar): what the limits of 0 and 25 take away or give."""
    score: Array
    """(draw, pillar), the sum of all parts."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Band:
    """Where a part of the draws lies, day by day."""

    low: Array
    median: Array
    high: Array
    """Each (day,), points."""
    confidence: float = CONFIDENCE
    """Part of the draws between low and high, 0 to 1."""

    def widened(self, factor: float, least: float = -np.inf, most: float = np.inf) -> "Band":
        """The edges so many times as far from the median, within limits."""
        if factor == 1:
            return self
        low = self.median + factor * (self.low - self.median)
        high = self.median + factor * (self.high - self.median)
        return replace(self, low=np.maximum(low, least), high=np.minimum(high, most))


def bands(draws: Array, confidence: float = CONFIDENCE) -> tuple[Array, Array, Array]:
    """Low, median and high along the last axis, which holds the draws and is sorted in place.

    One sort and three looks: `np.quantile` took five times as long.  The edges are the draws
    nearest to the wanted quantiles, as far from below as from above.
    """
    if not 0 < confidence < 1:
        raise SimError(f"confidence is {confidence}, not between 0 and 1")
    draws.sort(axis=-1)
    count = draws.shape[-1]
    edge = min(max(round((1 - confidence) / 2 * count - 0.5), 0), (count - 1) // 2)
    middle = (draws[..., (count - 1) // 2] + draws[..., count // 2]) / 2
    return draws[..., edge], middle, draws[..., count - 1 - edge]


def widened(draws: Array, factor: float) -> Array:
    """Draws further from, or nearer to, their median, which stays; draws are the last axis."""
    if factor == 1:
        return draws
    middle = np.median(draws, axis=-1, keepdims=True)
    wide: Array = middle + factor * (draws - middle)
    return wide


def band(draws: Array, confidence: float = CONFIDENCE) -> Band:
    """The band of one quantity; `draws` is (draw, day) and stays as it is."""
    low, median, high = bands(np.array(draws.T, order="C"), confidence)
    return Band(low=low, median=median, high=high, confidence=confidence)
