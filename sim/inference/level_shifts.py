"""Days on which LinkedIn re-based its formula: all points jump by one factor overnight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.inference.design_matrix import curve, slopes
from sim.inference.kalman import Filter, whiten
from sim.inference.laplace import Cells
from sim.inference.observations import Record
from sim.response.curves import Array
from sim.terms import PILLAR_MAX

RARE = 1000.0
"""Days between two re-basings, as we assume; one is known from 2017."""


JUMP_SPREAD = 0.1
"""How large one may be: standard deviation of the logarithm of the factor."""


ODDS = 10.0
"""To one, that it must have before it is believed."""


AGREED = 0.8
"""Part of all changes that must go one way."""


WORTH_A_TRY = -2.5
"""Log odds from which a refit decides: a jump that no one looks for is taken for drift."""


LEAST = 0.02
"""A smaller one is left to drift."""


MOST = 3
"""Re-basings that one journal may show."""


LONGEST_GAP = 31
"""Days between two readings beyond which one can't say "overnight"."""


def candidates(record: Record) -> Array:
    """(jump,) places of readings before which the pillars went the same way, and far enough."""
    change = np.diff(record.scores, axis=0)
    total = np.abs(change.sum(axis=1))
    agreed = total >= AGREED * np.abs(change).sum(axis=1)
    far = total > LEAST * np.maximum(record.scores[:-1].sum(axis=1), 1.0)
    gaps = np.diff(record.rows)
    return np.flatnonzero(agreed & far & (gaps > 0) & (gaps <= LONGEST_GAP)) + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """A re-basing that would explain something."""

    place: int
    """The first reading that shows it."""
    log: float
    """Of the factor."""
    cost: float
    """Log probability that it has to earn: for being rare, and for having a size of its own."""
    hope: float
    """Log probability that it would earn about, beyond its cost."""


def guess(record: Record, series: Sequence[Cells], known: Filter, places: Array) -> Guess | None:
    """The most promising of some places; None where a refit is not worth its time.

    From the derivatives of the log probability by the log factor, with all unknowns free to
    follow, at the most probable cell of each series.
    """
    slope, weight = np.zeros(len(places)), np.zeros(len(places))
    after = np.arange(len(record.rows))[:, None] >= places
    for cells, seen in zip(series, record.scores.T, strict=True):
        noise, node = np.unravel_index(np.argmax(cells.evidence), cells.evidence.shape)
        theta = cells.theta[noise, node]
        columns = cells.block.columns[node]
        here = curve(cells.block, theta[None])
        points = columns @ here.made[0]
        jumps = np.where(after, np.clip(points, 0.0, PILLAR_MAX * record.series)[:, None], 0.0)
        sloped = columns @ slopes(cells.block, theta[None], here)[0] * cells.block.spread
        white, _ = whiten(known, np.column_stack([jumps, sloped, seen - points]))
        jumps, sloped = white[:, noise, : len(places)], white[:, noise, len(places) : -1]
        followed = (sloped @ cells.root[noise, node]).T @ jumps
        slope += jumps.T @ white[:, noise, -1]
        weight += (jumps**2).sum(axis=0) - (followed**2).sum(axis=0)
    weight = np.maximum(weight, 0.0) + JUMP_SPREAD**-2
    log = slope / weight
    gaps = np.diff(record.rows)[places - 1]
    cost = np.log(RARE / gaps) + 0.5 * np.log(JUMP_SPREAD**2 * weight)
    hope = 0.5 * slope**2 / weight - cost
    at = int(np.argmax(hope))
    if hope[at] < WORTH_A_TRY or abs(log[at]) < LEAST:
        return None
    size = 0.5 * (log[at] / JUMP_SPREAD) ** 2
    return Guess(
        place=int(places[at]), log=float(log[at]), cost=float(cost[at] + size), hope=float(hope[at])
    )
