"""How readings stray from what actions explain: the covariance of equations 8 and 9."""

from dataclasses import dataclass

import numpy as np

from sim.population.prior import DRIFT, DRIFT_DAYS, DRIFT_SHARED, READING_NOISE
from sim.response.curves import WANDER, Array

UNLOGGED, UNLOGGED_DAYS = 3.6, 130.0
"""Where nothing is logged, what a person does is drift too: it leads so many times as far, and is
forgotten in so many days, as campaigns and quiet months are."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Noise:
    """The readings' covariance, factorised."""

    factor: Array
    """(reading, reading) L, lower triangular, with L·Lᵀ = the covariance, points²."""
    returning: Array
    """(reading,) by which the misfits are to be weighed for what of the newest one will return:
    short drift and noise; the rest is level and stays."""


def noise(rows: Array, doubt: Array, *, pillars: int, logged: bool, scale: float = 1.0) -> Noise:
    """For readings on the days `rows`; `pillars` are summed in each, and `scale` is this person's
    drift against everybody's.  `doubt` is (reading,), the variance of rounding in points²."""
    from scipy.linalg import cho_solve, cholesky  # 175 ms, and only a new fit has to pay

    size = (DRIFT * scale * (1.0 if logged else UNLOGGED)) ** 2
    size *= pillars * (1 + (pillars - 1) * DRIFT_SHARED)
    days = (rows - rows[0]) / (DRIFT_DAYS if logged else UNLOGGED_DAYS)
    short = size * np.exp(-np.abs(days[:, None] - days))
    wandering = size * WANDER * np.minimum(days[:, None], days)
    own = READING_NOISE**2 * pillars + doubt
    covariance = short + wandering + np.diag(own)
    factor = cholesky(covariance, lower=True)
    fleeting = short[-1].copy()
    fleeting[-1] += own[-1]
    even = cho_solve((factor, True), np.ones(len(rows)))
    returning = cho_solve((factor, True), fleeting)
    # What all readings share is level: one, or several that are equal, leave nothing to return.
    returning -= even * (returning.sum() / even.sum())
    return Noise(factor=factor, returning=returning)
