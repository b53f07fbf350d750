"""The curves of equations 1 to 5 and 8, each a pure function with its units.

Two numbers carry them.  The half-pace: this many a week gives half of what an action can give,
twice as many three quarters.  The half-life: stop, and half of it is gone in so many days; start,
and half of it is there in so many days.  `Array` stands for a number or an array of float64 or
float32; shapes broadcast and the precision of the input is kept.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.terms import PILLAR_MAX

Array: TypeAlias = NDArray[Any]
WEEK = 7
"""Days in a weekly pace."""

WINDOW_DAYS = 90
"""Length of the rival memory, in days: what practitioners describe (see docs/model.md)."""


def weekly_pace(doses: Array) -> Array:
    """Sums over the last seven days (equation 1), per week.

    `doses` is (day, kind), per day; the first six rows are the days before, so that the result
    is six rows shorter.  A trailing sum has no saw-tooth on rest days: any plan that repeats
    weekly has a constant pace.
    """
    days = len(doses) - WEEK + 1
    pace = np.zeros((days, doses.shape[1]))
    for back in range(WEEK):
        pace += doses[back : back + days]
    # Tenths leave dust near 1e-16 behind; equal paces must be equal bit by bit, to form runs.
    rounded: Array = np.round(pace, 12) + 0.0
    return rounded


def diminishing_returns(pace: Array, half_pace: Array) -> Array:
    """Part of an action's points that a weekly pace earns, 0 to 1 (equation 2)."""
    return 1.0 - np.exp2(-pace / half_pace)


def fade(days: Array | float, half_life: Array) -> Array:
    """Part of fading points that is left after `days`, 1 to 0 (equations 3 and 5)."""
    left: Array = np.exp2(-np.asarray(days) / half_life)
    return left


def window_memory(drive: Array) -> Array:
    """Mean drive over the last 90 days, day by day along the first axis (equation 3').

    The first 89 rows are the days before: the result is 89 rows shorter.
    """
    total = np.cumsum(drive, axis=0, dtype=np.float64)
    mean = total[WINDOW_DAYS - 1 :].copy()
    mean[1:] -= total[:-WINDOW_DAYS]
    return mean / WINDOW_DAYS


def window_carry(days: Array | float) -> Array:
    """Part of carried-in points left after `days` under the window memory (equation 5)."""
    left: Array = np.maximum(0.0, 1.0 - np.asarray(days) / WINDOW_DAYS)
    return left


def stock_fraction(count: Array, half_count: float | None) -> Array:
    """Part of a stock's points that a count earns, 0 to 1 (equation 4); None: count is the part."""
    if half_count is None:
        return np.clip(count, 0.0, 1.0)
    return 1.0 - np.exp2(-np.asarray(count) / half_count)


WANDER = 0.25
"""Variance that a level gains by wandering in one relaxation time, in parts of the drift's own."""


def drift_growth(days: Array, relaxation: float) -> Array:
    """Spread of a drift that was 0 so many days ago, as a part of its short spread (equation 8).

    Two things move a score that nobody logs: a short drift, which returns (an Ornstein–Uhlenbeck
    process with the given relaxation time in days, started at 0), and a level that wanders and
    does not: sqrt(1 − e^(−2t/τ) + w·t/τ).
    """
    spent = np.asarray(days, dtype=np.float64) / relaxation
    growth: Array = np.sqrt(WANDER * spent - np.expm1(-2.0 * spent))
    return growth


SLACK, OUTER, FREE = 0.05, 1.5, 4.0
"""Points by which drift may lead further from a limit than towards it; and for each point that it
is larger than so many standard deviations, so many more: half as large again, and it is free."""


def slack(drift: Array) -> Array:
    """Points by which drift, (pillar, day, draw), may lead further from a limit than towards it.

    A large one may where the other pillars drift the same way: that draw of the total lies on the
    same side of the median as before.
    """
    size = np.abs(drift)
    large = np.maximum(size - OUTER * drift.std(axis=-1, keepdims=True), 0.0)
    alike = drift * (drift.sum(axis=0) - drift) > 0
    return np.where(alike, SLACK + FREE * large, SLACK).astype(drift.dtype)


def capped(points: Array, drift: Array, slack: Array) -> Array:
    """Scores within the limits of a pillar from points, which are changed, and drift (equation 7).

    Near 0 and 25 drift is cut on both sides nearly alike: what has no room to rise would else pull
    the total's median down, as if one did less.  The largest are not (`slack`): else the pillar's
    own 95 % band held 77 % near a limit where nothing is logged.
    """
    np.clip(points, 0.0, PILLAR_MAX, out=points)
    room = PILLAR_MAX - points
    low = room + slack
    np.minimum(low, points, out=low)
    np.negative(low, out=low)
    np.maximum(low, drift, out=low)
    np.minimum(room, points + slack, out=room)
    points += np.minimum(low, room, out=low)
    return np.clip(points, 0.0, PILLAR_MAX, out=points)
