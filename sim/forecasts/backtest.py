"""How good the forecasts would have been for this person, against the simple rules: no change, and
a line that flattens."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from sim.forecasts.forecast import forecast
from sim.inference.blend import DAMPING, reach, trend
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.prior import DRIFT, DRIFT_DAYS, DRIFT_SHARED, SEED
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import CONFIDENCE, Observed
from sim.terms import TOTAL_MAX


def crps_of_normal(mean: float, deviation: float, value: float) -> float:
    """Continuous ranked probability score of a normal forecast, points: 0 is perfect."""
    if deviation <= 0:
        return abs(value - mean)
    z = (value - mean) / deviation
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    inside = z * math.erf(z / math.sqrt(2)) + 2 * density - 1 / math.sqrt(math.pi)
    return deviation * inside


def crps_of_draws(draws: Array, value: float) -> float:
    """The same of a forecast by draws, (draw,)."""
    ordered = np.sort(np.asarray(draws, dtype=np.float64))
    count = len(ordered)
    weights = 2.0 * np.arange(1, count + 1) - count - 1
    apart = float((weights * ordered).sum()) / count**2
    return float(np.abs(ordered - value).mean()) - apart


ORIGINS = 8
"""Readings, the newest but one and those before, that forecasts are made from."""

FEWEST_BEFORE = 3
"""Readings that a forecast is made from at least."""

FEWEST_ORIGINS = 4
"""Below so many nobody can tell skill from luck."""

AHEAD = 60
"""Days that a forecast is held against readings."""

HORIZONS = ((1, 10), (11, 17), (18, 24), (25, 31), (32, AHEAD))
"""Days ahead that are told apart: about one, two, three and four weeks, and more."""

STRETCH_PRIOR = 12.0
"""So many errors as wide as they should be weigh against a person's own."""

STRETCH_PART = 3.0
"""Errors of neighbouring forecasts are alike: so many count as one."""

ASSUMED = 2.0
"""So many changes of one's own weigh as much as what we assume of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoChange:
    """The newest total goes on, and how far it has been off so far."""

    total: float
    spread: float
    """Standard deviation of a change over a long time, points."""

    def deviation(self, days: float) -> float:
        """Standard deviation of the total so many days ahead, points."""
        return self.spread * math.sqrt(-math.expm1(-days / DRIFT_DAYS))

    def band(self, days: float, confidence: float) -> tuple[float, float]:
        """Low and high edge so many days ahead."""
        reach = NormalDist().inv_cdf(0.5 + confidence / 2) * self.deviation(days)
        return max(0.0, self.total - reach), min(TOTAL_MAX, self.total + reach)


def no_change(days: Sequence[int], totals: Sequence[float]) -> NoChange:
    """From readings, oldest first: their changes say how far the next one may lie."""
    squares = 0.0
    for (day, total), (later, then) in pairwise(zip(days, totals, strict=True)):
        squares += (then - total) ** 2 / max(-math.expm1(-(later - day) / DRIFT_DAYS), 0.03)
    # The difference of two days far apart, four pillars that wander partly together.
    assumed = 2 * 4 * (1 + 3 * DRIFT_SHARED) * DRIFT**2
    spread = math.sqrt((ASSUMED * assumed + squares) / (ASSUMED + len(days) - 1))
    return NoChange(total=totals[-1], spread=spread)


def linear(days: Sequence[int], totals: Sequence[float], ahead: float) -> float:
    """The line through the newest readings, so many days after the last one."""
    level, slope = trend(np.array(days), np.array(totals))
    return float(np.clip(level + slope * ahead, 0.0, TOTAL_MAX))


def damped(days: Sequence[int], totals: Sequence[float], ahead: float) -> float:
    """From the newest reading along the line's slope, which dies away week by week."""
    _, slope = trend(np.array(days), np.array(totals))
    way = reach(slope) * (1 - DAMPING ** (ahead / WEEK))
    return float(np.clip(totals[-1] + way, 0.0, TOTAL_MAX))


class Rule(StrEnum):
    """Who forecasts."""

    MODEL = "model"
    NO_CHANGE = "no-change"
    LINEAR = "linear"
    DAMPED = "damped"


@dataclass(frozen=True, kw_only=True, slots=True)
class Errors:
    """How far a rule was off, over some forecasts of the total."""

    mae: float
    """Mean absolute error, points."""
    crps: float | None
    """Continuous ranked probability score, points; None for rules without a band."""
    coverage: float | None
    """Part of the readings inside the 80 % band."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Horizon:
    """The forecasts for one distance."""

    first: int
    last: int
    """Days ahead."""
    count: int
    errors: Mapping[Rule, Errors]


@dataclass(frozen=True, kw_only=True, slots=True)
class Backtest:
    """Forecasts from earlier readings, each held against the readings that came after it."""

    origins: int
    """Readings that forecasts were made from."""
    count: int
    """Forecasts, each for one later reading."""
    errors: Mapping[Rule, Errors]
    """Empty where there was nothing to compare."""
    horizons: tuple[Horizon, ...]
    """Only those that occur."""
    stretch: float
    """What bands have to be widened by for this person: 1 or more."""
    no_change: NoChange | None
    """The naive band from the newest reading; None without readings."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """One forecast of a total beside what was read."""

    ahead: int
    z: float
    """The model's error in standard deviations."""
    scores: Mapping[Rule, tuple[float, ...]]
    """Error, and where the rule has a band CRPS and whether it held."""


def backtest(model: ResponseModel, evidence: Evidence, *, seed: int = SEED) -> Backtest:
    """Rolling origin: every forecast knows the readings up to its day and all that was done.

    What it says of the past it says for the case that the plan is kept: the actions between a
    forecast and the reading are those that were logged.
    """
    readings = sorted(evidence.readings, key=lambda one: -one[0])
    places = range(max(FEWEST_BEFORE, len(readings) - ORIGINS), len(readings))
    runs = [[*_from(model, evidence, readings, place, seed)] for place in places]
    held = [one for run in runs for one in run]
    return Backtest(
        origins=sum(bool(run) for run in runs),
        count=len(held),
        errors=_errors(held),
        horizons=tuple(_horizons(held)),
        stretch=stretch([one.z for one in held]),
        no_change=no_change(*_series(readings)) if readings else None,
    )


def stretch(z: Sequence[float]) -> float:
    """Factor for bands, from past errors in standard deviations: s² = (12+Σz²/3)/(12+n/3) ≥ 1."""
    part = sum(one * one for one in z) / STRETCH_PART
    square = (STRETCH_PRIOR + part) / (STRETCH_PRIOR + len(z) / STRETCH_PART)
    return float(np.sqrt(max(square, 1.0)))


def _series(readings: Sequence[tuple[int, Observed]]) -> tuple[list[int], list[float]]:
    """Days and totals, oldest first."""
    return [-ago for ago, _ in readings], [seen.total for _, seen in readings]


def _from(
    model: ResponseModel,
    evidence: Evidence,
    readings: Sequence[tuple[int, Observed]],
    place: int,
    seed: int,
) -> Iterator[_Held]:
    """The forecast from the readings before a place, held against those within its reach."""
    origin = readings[place - 1][0]
    later = [(origin - ago, seen.total) for ago, seen in readings[place:]]
    later = [(ahead, total) for ahead, total in later if 0 < ahead <= AHEAD]
    if not later:
        return
    then = evidence.until(origin, model)
    person = fit(model, then, seed=seed)
    done = np.zeros((max(ahead for ahead, _ in later), len(model.catalogue)))
    logged = evidence.doses[len(then.doses) :][: len(done)]
    done[: len(logged)] = logged
    done += person.starts[0].rest / WEEK
    scores = forecast(model, person.starts, done).trajectory.scores
    known = _series(readings[:place])
    naive = no_change(*known)
    for ahead, total in later:
        shown = scores[:, ahead].sum(axis=0)
        low, middle, high = np.quantile(shown, [0.5 - CONFIDENCE / 2, 0.5, 0.5 + CONFIDENCE / 2])
        bottom, top = naive.band(ahead, CONFIDENCE)
        off = total - float(middle)
        far = crps_of_normal(naive.total, naive.deviation(ahead), total)
        yield _Held(
            ahead=ahead,
            z=off / max(float(shown.std()), 1e-9),
            scores={
                Rule.MODEL: (abs(off), crps_of_draws(shown, total), low <= total <= high),
                Rule.NO_CHANGE: (abs(naive.total - total), far, bottom <= total <= top),
                Rule.LINEAR: (abs(linear(*known, ahead) - total),),
                Rule.DAMPED: (abs(damped(*known, ahead) - total),),
            },
        )


def _errors(held: Sequence[_Held]) -> dict[Rule, Errors]:
    errors = {}
    for rule in Rule if held else ():
        mae, *rest = np.mean([one.scores[rule] for one in held], axis=0).tolist()
        crps, coverage = rest or (None, None)
        errors[rule] = Errors(mae=mae, crps=crps, coverage=coverage)
    return errors


def _horizons(held: Sequence[_Held]) -> Iterator[Horizon]:
    for first, last in HORIZONS:
        here = [one for one in held if first <= one.ahead <= last]
        if here:
            yield Horizon(first=first, last=last, count=len(here), errors=_errors(here))
