"""Drift and noise taken out of a series: L⁻¹ for the covariance of equations 8 and 9, by a filter.

LLᵀ = σ_d²·e^(−|t−t'|/τ) + (σ_ε² + rounding)·1.  The scaled innovations of a Kalman filter are
L⁻¹ times the series, in one pass over the readings instead of a factorisation; what the filter
knows in the end is the drift on the day of the last reading.
"""

from dataclasses import dataclass

import numpy as np

from sim.population.prior import DRIFT_DAYS, DRIFT_SHARED
from sim.response.curves import Array

NOISES = np.tile([0.12, 0.35], 3)
"""(noise,) σ_ε, points, of the noise cells."""


NOISE_PRIOR = np.log(np.repeat([0.35, 0.45, 0.2], 2) / 2)
"""(noise,) log weight of each cell before any reading: pillars mostly stand still or step."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Wandering:
    """How a score moves for reasons that nobody logs (equation 8)."""

    drift: Array
    """(noise,) σ_d, points, of the noise cells."""
    relaxation: float
    """τ, days."""
    shared: float
    """Part of the variance that the four pillars share."""


LOGGED = Wandering(drift=np.repeat([0.35, 0.8, 1.8], 2), relaxation=DRIFT_DAYS, shared=DRIFT_SHARED)


UNLOGGED = Wandering(drift=np.repeat([2.5, 6.0, 14.0], 2), relaxation=36 * DRIFT_DAYS, shared=0.6)
"""Where nothing is logged, all that a person does is drift: larger and slower, and shared."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Filter:
    """The gains of one set of reading days; they don't depend on what was read."""

    gain: Array
    """(reading, noise)."""
    spread: Array
    """(reading, noise) standard deviation of an innovation, points."""
    left: Array
    """(reading,) part of the drift that is left from the reading before."""
    doubt: Array
    """(noise,) standard deviation of the drift on the last day, points."""
    wandering: Wandering

    @property
    def log_spread(self) -> Array:
        """(noise,) log determinant of L."""
        total: Array = np.log(self.spread).sum(axis=0)
        return total


def prepare(rows: Array, doubt: Array, series: int, wandering: Wandering = LOGGED) -> Filter:
    """The filter for readings on the days `rows`; `series` pillars are summed in each.

    `doubt` is (reading,), the variance of rounding in points².
    """
    left = np.concatenate([[0.0], np.exp(-np.diff(rows) / wandering.relaxation)])
    drift = wandering.drift**2 * series * (1 + (series - 1) * wandering.shared)
    noise = NOISES**2 * series + doubt[:, None]
    gain, spread = np.empty_like(noise), np.empty_like(noise)
    variance = drift
    for at, part in enumerate(left.tolist()):
        variance = drift + part**2 * (variance - drift)
        total = variance + noise[at]
        gain[at] = variance / total
        spread[at] = np.sqrt(total)
        variance = variance * noise[at] / total
    return Filter(gain=gain, spread=spread, left=left, doubt=np.sqrt(variance), wandering=wandering)


def whiten(known: Filter, columns: Array) -> tuple[Array, Array]:
    """(reading, noise, column) L⁻¹·columns, and (noise, column) the drift that each leaves behind.

    `columns` is (reading, column).
    """
    readings, noises = known.gain.shape
    white = np.empty((readings, noises, columns.shape[1]))
    drift = np.zeros(white.shape[1:])
    step = np.empty_like(drift)
    gain = known.gain[:, :, None]
    for at in range(readings):
        drift *= known.left[at]
        np.subtract(columns[at], drift, out=white[at])
        np.multiply(white[at], gain[at], out=step)
        drift += step
    white /= known.spread[:, :, None]
    return white, drift
