"""What a point of each pillar may cost, so that choosing group by group just meets an aim."""

from collections.abc import Callable

import numpy as np

from sim.aim import TICKS, Aim, Options
from sim.curves import Array
from sim.tables import PILLARS

DEAREST = 4000.0 * TICKS
"""Ticks per point that no price exceeds: an article's brand points cost 400 minutes each."""
CHEAPEST = 0.01
"""Ticks per point below which a price is as good as none."""
HALVINGS = 15
"""From the dearest to the cheapest within a part in two thousand."""
SWEEPS = 4
"""Rounds through the limits: each is met given the others."""


class Prices:
    """All options side by side; those with the best balance of price and points are chosen."""

    def __init__(self, options: Options) -> None:
        groups, width = len(options.ticks), max(map(len, options.ticks))
        self._ground = options.ground
        self._groups = np.arange(groups)
        self._costs = np.full((groups, width), np.inf)
        self._gains = np.zeros((groups, width, len(PILLARS)))
        for at, (cost, gain) in enumerate(zip(options.ticks, options.points, strict=True)):
            self._costs[at, : len(cost)], self._gains[at, : len(cost)] = cost, gain

    def ticks(self, prices: Array) -> int:
        """What the choice at (pillar,) ticks per point takes."""
        return int(self._costs[self._groups, self._choose(prices)].sum())

    def points(self, prices: Array) -> Array:
        """(pillar,) points of that choice."""
        chosen = self._gains[self._groups, self._choose(prices)]
        return np.asarray(self._ground + chosen.sum(axis=0))

    def meeting(self, aim: Aim) -> Array:
        """(pillar,) ticks per point: of the total, as far as a pillar near its cap still counts
        towards it, and of what a floor needs beyond it."""
        counts, extra = np.ones(len(PILLARS)), np.zeros(len(PILLARS))
        price = 0.0
        for _ in range(SWEEPS):
            price = self._of_total(aim, counts, extra)
            over = self.points(price * counts + extra) > aim.caps
            for pillar in np.flatnonzero(over | (counts < 1)).tolist():
                counts[pillar] = 0.0
                part = self._of_pillar(price * counts + extra, pillar, aim.caps[pillar], price)
                counts[pillar] = part / price if price > 0 else 1.0
            for pillar in np.flatnonzero(np.isfinite(aim.floors)).tolist():
                extra[pillar] = 0.0
                extra[pillar] = self._of_pillar(
                    price * counts + extra, pillar, aim.floors[pillar], DEAREST
                )
            if (counts == 1).all() and not extra.any():
                break
        return price * counts + extra

    def _of_total(self, aim: Aim, counts: Array, extra: Array) -> float:
        """The price of the total at which it is met."""
        wanted = aim.total - float(((1 - counts) * aim.caps).sum())
        return _root(
            lambda price: wanted - float(counts @ self.points(price * counts + extra)), DEAREST
        )

    def _of_pillar(self, prices: Array, pillar: int, goal: float, most: float) -> float:
        """The price beyond the others at which one pillar comes to a goal."""
        one = np.eye(len(PILLARS))[pillar]
        return _root(lambda more: goal - self.points(prices + more * one)[pillar], most)

    def _choose(self, prices: Array) -> Array:
        return np.asarray((self._costs - self._gains @ prices).argmin(axis=1))


def _root(falling: Callable[[float], float], most: float) -> float:
    """Where a falling function of 0 to `most` passes 0; the nearer end where it does not."""
    if falling(0.0) <= 0:
        return 0.0
    if falling(most) > 0:
        return most
    low, high = CHEAPEST, most
    for _ in range(HALVINGS):  # of the ratio: what counts is how prices stand to each other
        middle = (low * high) ** 0.5
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return high
