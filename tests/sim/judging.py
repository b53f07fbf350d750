"""One simulated person's forecast, held against what came."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.forecasts.backtest import crps_of_draws, damped
from sim.forecasts.forecast import forecast
from sim.inference.fit import Outcome, fit
from sim.response.curves import WEEK, Array
from tests.sim.people import MODEL, STOP, Person

WEEKS = (1, 4, 12, 26)
"""Horizons that bands are judged at."""
LEVELS = (0.5, 0.8, 0.95)
"""Bands that are judged."""
NOTICEABLE = 1.0
"""Points that four weeks without anything must cost before their error is taken in parts of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """One forecast beside what came."""

    levels: Array
    """(horizon, pillar) place of what was shown in the forecast, 0 to 1."""
    total_levels: Array
    """(horizon,) the same of the total."""
    widths: Array
    """(horizon, level) by how much each band of the total would have to be wider to reach what was
    shown."""
    off: Array
    """(week,) forecast less what was shown, of the total, points."""
    off_no_change: Array
    off_line: Array
    """(week,) the same of the two simple rules."""
    off_known: Array
    """(week,) the same of who knows the law and the person."""
    crps: Array
    """(horizon,) of the total, points."""
    stop: tuple[float, float, float]
    """What four weeks of nothing cost: forecast, truth, and the truth's place in the band."""
    fading: float
    failed: bool


def judge(one: Person) -> Judged:
    """Fit, forecast with the plan that was kept, compare."""
    known = fit(MODEL, one.evidence)
    going = forecast(MODEL, known.starts, one.later + known.starts[0].rest / WEEK)
    stopped = forecast(MODEL, known.starts, np.zeros((STOP, one.later.shape[1])))
    scores = going.trajectory.pillars[:, WEEK::WEEK]
    truth, total = one.shown, one.shown.sum(axis=1)
    drawn = scores.sum(axis=2)
    at = [week - 1 for week in WEEKS]
    readings = sorted(one.evidence.readings, key=lambda each: -each[0])
    days, totals = [-ago for ago, _ in readings], [seen.total for _, seen in readings]
    ahead = np.arange(WEEK, len(one.later) + 1, WEEK)
    line = [damped(days, totals, float(day)) for day in ahead]
    apart = going.trajectory.total[:, STOP] - stopped.trajectory.total[:, STOP]
    return Judged(
        levels=_levels(scores[:, at], truth[at]),
        total_levels=_levels(drawn[:, at], total[at]),
        widths=_widths(drawn[:, at], total[at]),
        off=np.median(drawn, axis=0) - total,
        off_no_change=totals[-1] - total,
        off_line=np.array(line) - total,
        off_known=totals[-1] + one.known - total,
        crps=np.array([crps_of_draws(drawn[:, place], total[place]) for place in at]),
        stop=(float(np.median(apart)), one.stop, float((apart < one.stop).mean())),
        fading=known.fading,
        failed=known.outcome is not Outcome.LEARNED,
    )


def _levels(draws: Array, truth: Array) -> Array:
    """Place of the truth among the draws, 0 to 1; among equals, as at a limit, their middle."""
    below, upto = (draws < truth - 1e-6).mean(axis=0), (draws <= truth + 1e-6).mean(axis=0)
    places: Array = (below + upto) / 2
    return places


def _widths(draws: Array, truth: Array) -> Array:
    """(horizon, level) distance of the truth from the median, in parts of the half band there."""
    middle = np.median(draws, axis=0)
    edges = [0.5 + side * level / 2 for side in (-1, 1) for level in LEVELS]
    low, high = np.quantile(draws, edges, axis=0).reshape(2, len(LEVELS), -1)
    half = np.where(truth > middle, high - middle, middle - low)
    widths: Array = (np.abs(truth - middle) / np.maximum(half, 1e-6)).T
    return widths


def inside(levels: Sequence[Array], confidence: float) -> Array:
    """Part of the places that lie within a band; the first axis is people."""
    part: Array = (np.abs(np.array(levels) - 0.5) <= confidence / 2).mean(axis=0)
    return part


def needed(judged: Sequence[Judged]) -> Array:
    """(horizon, level) factors that would make the total's bands hold what they promise."""
    widths = np.array([one.widths for one in judged])
    each = [np.quantile(widths[..., at], level, axis=0) for at, level in enumerate(LEVELS)]
    return np.stack(each, axis=1)


def skill(judged: Sequence[Judged], first: int, last: int, rule: str, mine: str = "off") -> float:
    """1 − mean absolute error / that of a simple rule, over some weeks."""
    weeks = slice(first - 1, last)
    errors = [
        sum(float(np.abs(getattr(one, whose)[weeks]).mean()) for one in judged)
        for whose in (mine, rule)
    ]
    return 1 - errors[0] / errors[1]
