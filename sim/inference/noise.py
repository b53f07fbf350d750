"""How readings stray from what actions explain: the covariance of equations 8 and 9."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.population.prior import DRIFT, DRIFT_DAYS, DRIFT_SHARED, READING_NOISE
from sim.response.curves import WANDER, Array

UNLOGGED, UNLOGGED_DAYS, UNLOGGED_SHARED = np.array([1.15, 2.45, 2.8, 2.2]), 200.0, 0.35
"""Where nothing is logged, what a person does is drift too: by pillar it leads so many times as
far, is forgotten in so many days, and so much of its variance the pillars share."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Noise:
    """The readings' covariance, factorised."""

    factor: Array
    """(reading, reading) L, lower triangular, with L·Lᵀ = the covariance, points²."""
    returning: Array
    """(reading,) by which the misfits are to be weighed for what of the newest one will return:
    short drift and noise; the rest is level and stays."""


def noise(
    rows: Array, doubt: Array, *, pillars: Sequence[int], logged: bool, scale: float = 1.0
) -> Noise:
    """For readings on the days `rows`, each the sum of some pillars, by their places.

    `scale` is this person's drift against everybody's; `doubt` is (reading,), the variance of
    rounding in points².
    """
    from scipy.linalg import cho_solve, cholesky  # 175 ms, and only a new fit has to pay

    sizes = DRIFT * scale * np.where(logged, 1.0, UNLOGGED)[list(pillars)]
    shared = DRIFT_SHARED if logged else UNLOGGED_SHARED
    size = (1 - shared) * (sizes**2).sum() + shared * sizes.sum() ** 2
    days = (rows - rows[0]) / (DRIFT_DAYS if logged else UNLOGGED_DAYS)
    short = size * np.exp(-np.abs(days[:, None] - days))
    wandering = size * WANDER * np.minimum(days[:, None], days)
    own = READING_NOISE**2 * len(pillars) + doubt
    covariance = short + wandering + np.diag(own)
    factor = cholesky(covariance, lower=True)
    fleeting = short[-1].copy()
    fleeting[-1] += own[-1]
    even = cho_solve((factor, True), np.ones(len(rows)))
    returning = cho_solve((factor, True), fleeting)
    # What all readings share is level: one, or several that are equal, leave nothing to return.
    returning -= even * (returning.sum() / even.sum())
    return Noise(factor=factor, returning=returning)
