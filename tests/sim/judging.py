"""One simulated person's forecast, held against what came."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.forecasts.forecast import forecast_of_fit
from sim.forecasts.naive import damped
from sim.inference.fit import Outcome, fit
from sim.response.curves import WEEK, Array
from tests.sim.people import MODEL, STOP, Person

WEEKS = (1, 4, 12, 26)
"""Horizons that bands are judged at."""
NOTICEABLE = 1.0
"""Points that four weeks without anything must cost before their error is taken in parts of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """One forecast beside what came."""

    levels: Array
    """(horizon, pillar) place of what was shown in the forecast, 0 to 1."""
    total_levels: Array
    """(horizon,) the same of the total."""
    off: Array
    """(week,) forecast less what was shown, of the total, points."""
    off_no_change: Array
    off_line: Array
    """(week,) the same of the two simple rules."""
    stop: tuple[float, float, float]
    """What four weeks of nothing cost: forecast, truth, and the truth's place in the band."""
    fading: float
    failed: bool


def judge(one: Person) -> Judged:
    """Fit, forecast with the plan that was kept, compare."""
    known = fit(MODEL, one.evidence)
    going = forecast_of_fit(MODEL, known.starts, one.later + known.starts[0].rest / WEEK)
    stopped = forecast_of_fit(MODEL, known.starts, np.zeros((STOP, one.later.shape[1])))
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
        off=np.median(drawn, axis=0) - total,
        off_no_change=totals[-1] - total,
        off_line=np.array(line) - total,
        stop=(float(np.median(apart)), one.stop, float((apart < one.stop).mean())),
        fading=known.fading,
        failed=known.outcome is not Outcome.LEARNED,
    )


def _levels(draws: Array, truth: Array) -> Array:
    """Place of the truth among the draws, 0 to 1; among equals, as at a limit, their middle."""
    below, upto = (draws < truth - 1e-6).mean(axis=0), (draws <= truth + 1e-6).mean(axis=0)
    places: Array = (below + upto) / 2
    return places


def inside(levels: Sequence[Array], confidence: float) -> Array:
    """Part of the places that lie within a band; the first axis is people."""
    part: Array = (np.abs(np.array(levels) - 0.5) <= confidence / 2).mean(axis=0)
    return part


def skill(judged: Sequence[Judged], first: int, last: int, rule: str) -> float:
    """1 − mean absolute error / that of a simple rule, over some weeks."""
    weeks = slice(first - 1, last)
    mine = sum(float(np.abs(one.off[weeks]).mean()) for one in judged)
    theirs = sum(float(np.abs(getattr(one, rule)[weeks]).mean()) for one in judged)
    return 1 - mine / theirs
