"""What the readings say for each memory, half-life and noise: the weights of a fit's cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.curves import Array
from sim.laplace import Cells
from sim.prior import HALF_LIFE, Strata
from sim.regressors import HALF_LIFE_NODES, WINDOW
from sim.state import Memory
from sim.whitening import NOISE_PRIOR

GRID = np.linspace(-1.35, 1.35, 55)
"""Log half-lives, three standard deviations to both sides, that draws are made on."""
FEWEST = 8
"""Draws that a memory must earn by its evidence, or the other gets them all."""


def between(places: Array) -> Array:
    """(place, node) weights of the polynomial through the values at the half-life nodes."""
    places = np.clip(places, HALF_LIFE_NODES[0], HALF_LIFE_NODES[-1])
    weights = np.ones((len(places), len(HALF_LIFE_NODES)))
    for at, node in enumerate(HALF_LIFE_NODES):
        for other in np.delete(HALF_LIFE_NODES, at):
            weights[:, at] *= (places - other) / (node - other)
    return weights


GRID_WEIGHTS = between(GRID)
GRID_PRIOR = -0.5 * (GRID / HALF_LIFE.spread) ** 2
GRID_PRIOR = GRID_PRIOR - np.log(np.exp(GRID_PRIOR).sum())


def _log_sum(values: Array) -> Array:
    """Log of the sum of exponentials along the last axis."""
    top = values.max(axis=-1)
    total: Array = top + np.log(np.exp(values - top[..., None]).sum(axis=-1))
    return total


@dataclass(frozen=True, kw_only=True, eq=False)
class Weights:
    """How probable the readings make each noise and half-life of one series, by memory."""

    grid: Array
    """(noise, grid) log probability of a half-life under the fading memory."""
    window: Array
    """(noise,) log probability under the rival."""

    @property
    def fading(self) -> Array:
        """(noise,) log probability under the fading memory."""
        return _log_sum(self.grid)

    @property
    def odds(self) -> float:
        """Log odds of the fading memory against the rival."""
        return float(_log_sum(self.fading) - _log_sum(self.window))

    def noise(self, memory: Memory) -> Array:
        """(noise,) probabilities under a memory."""
        log = self.fading if memory is Memory.FADING else self.window
        probability: Array = np.exp(log - _log_sum(log))
        return probability


def weigh(cells: Cells) -> Weights:
    """Evidence by half-life between the nodes; beyond the outer nodes it stays as it is."""
    evidence = cells.evidence + NOISE_PRIOR[:, None]
    nodes = evidence[:, :WINDOW]
    filled = np.minimum(nodes @ GRID_WEIGHTS.T, nodes.max(axis=1, keepdims=True) + 1.0)
    return Weights(grid=filled + GRID_PRIOR, window=evidence[:, WINDOW])


def log_probability(series: Sequence[Cells]) -> float:
    """Of all readings, whatever the memory, the half-lives and the noise."""
    weights = [weigh(cells) for cells in series]
    fading = sum(float(_log_sum(one.fading)) for one in weights)
    window = sum(float(_log_sum(one.window)) for one in weights)
    return float(np.logaddexp(fading, window) - np.log(2))


def probability_of_fading(weights: Sequence[Weights]) -> float:
    """That activity fades, rather than being averaged over 90 days; both were as likely before."""
    odds = sum(one.odds for one in weights)
    return float(1.0 / (1.0 + np.exp(-np.clip(odds, -500, 500))))


def shares(fading: float, draws: int, seed: int) -> dict[Memory, Array]:
    """Which draws each memory gets, in number as its probability says; the likelier one first."""
    count = round(fading * draws)
    if count < FEWEST:
        count = 0
    elif draws - count < FEWEST:
        count = draws
    order = np.argsort(Strata(draws, seed)("memory"), kind="stable")
    both = {Memory.FADING: np.sort(order[:count]), Memory.WINDOW: np.sort(order[count:])}
    ranked = sorted(both.items(), key=lambda item: -len(item[1]))
    return {memory: places for memory, places in ranked if len(places)}
