"""How good the forecasts would have been for this person, against the naive rules."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.forecasts.forecast import forecast
from sim.forecasts.naive import NoChange, damped, linear, no_change
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.prior import DRAWS, SEED
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import CONFIDENCE


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

    @property
    def skill(self) -> float | None:
        """1 − CRPS of the model / CRPS of no change."""
        if not self.errors:
            return None
        mine, naive = self.errors[Rule.MODEL].crps, self.errors[Rule.NO_CHANGE].crps
        return 1.0 - mine / naive if mine is not None and naive else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """One forecast of a total beside what was read."""

    ahead: int
    error: Mapping[Rule, float]
    crps: Mapping[Rule, float]
    inside: Mapping[Rule, bool]
    z: float


def backtest(
    model: ResponseModel,
    evidence: Evidence,
    *,
    origins: int = ORIGINS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Backtest:
    """Rolling origin: every forecast knows the readings up to its day and all that was done.

    What it says of the past it says for the case that the plan is kept: the actions between a
    forecast and the reading are those that were logged.
    """
    readings = sorted(evidence.readings, key=lambda one: -one[0])
    days = [-ago for ago, _ in readings]
    totals = [seen.total for _, seen in readings]
    last = no_change(days, totals) if readings else None
    places = range(max(FEWEST_BEFORE, len(readings) - origins) - 1, len(readings) - 1)
    runs = [
        [*_from(model, evidence, readings_from=place, draws=draws, seed=seed)] for place in places
    ]
    runs = [run for run in runs if run]
    held = [one for run in runs for one in run]
    return Backtest(
        origins=len(runs),
        count=len(held),
        errors=_errors(held),
        horizons=tuple(_horizons(held)),
        stretch=stretch([one.z for one in held]),
        no_change=last,
    )


def stretch(z: Sequence[float]) -> float:
    """Factor for bands, from past errors in standard deviations: s² = (12+Σz²/3)/(12+n/3) ≥ 1."""
    part = sum(one * one for one in z) / STRETCH_PART
    square = (STRETCH_PRIOR + part) / (STRETCH_PRIOR + len(z) / STRETCH_PART)
    return float(np.sqrt(max(square, 1.0)))


def _from(
    model: ResponseModel, evidence: Evidence, *, readings_from: int, draws: int, seed: int
) -> Iterator[_Held]:
    """The forecast from one reading, held against those that follow within its reach."""
    readings = sorted(evidence.readings, key=lambda one: -one[0])
    origin = readings[readings_from][0]
    later = [one for one in readings[readings_from + 1 :] if 0 < origin - one[0] <= AHEAD]
    if not later:
        return
    then = evidence.until(origin, model)
    person = fit(model, then, draws=draws, seed=seed)
    horizon = max(origin - ago for ago, _ in later)
    done = np.zeros((horizon, len(model.catalogue)))
    logged = evidence.doses[len(then.doses) :][:horizon]
    done[: len(logged)] = logged
    done += person.starts[0].rest / WEEK
    scores = forecast(model, person.starts, done).trajectory.scores
    known = readings[: readings_from + 1]
    days, totals = [-ago for ago, _ in known], [seen.total for _, seen in known]
    naive = no_change(days, totals)
    for ago, seen in later:
        ahead = origin - ago
        shown = scores[:, ahead].sum(axis=0)
        yield _held(ahead, seen.total, shown, naive, linear(days, totals, ahead),
                    damped(days, totals, ahead))  # fmt: skip


def _held(
    ahead: int, total: float, shown: Array, naive: NoChange, line: float, flat: float
) -> _Held:
    low, middle, high = np.quantile(shown, [0.5 - CONFIDENCE / 2, 0.5, 0.5 + CONFIDENCE / 2])
    bottom, top = naive.band(ahead, CONFIDENCE)
    spread = max(float(shown.std()), 1e-9)
    return _Held(
        ahead=ahead,
        error={
            Rule.MODEL: abs(float(middle) - total),
            Rule.NO_CHANGE: abs(naive.total - total),
            Rule.LINEAR: abs(line - total),
            Rule.DAMPED: abs(flat - total),
        },
        crps={
            Rule.MODEL: crps_of_draws(shown, total),
            Rule.NO_CHANGE: crps_of_normal(naive.total, naive.deviation(ahead), total),
        },
        inside={Rule.MODEL: bool(low <= total <= high), Rule.NO_CHANGE: bottom <= total <= top},
        z=(total - float(middle)) / spread,
    )


def _errors(held: Sequence[_Held]) -> dict[Rule, Errors]:
    if not held:
        return {}
    return {
        rule: Errors(
            mae=float(np.mean([one.error[rule] for one in held])),
            crps=float(np.mean([one.crps[rule] for one in held])) if rule in held[0].crps else None,
            coverage=(
                float(np.mean([one.inside[rule] for one in held]))
                if rule in held[0].inside
                else None
            ),
        )
        for rule in Rule
    }


def _horizons(held: Sequence[_Held]) -> Iterator[Horizon]:
    for first, last in HORIZONS:
        here = [one for one in held if first <= one.ahead <= last]
        if here:
            yield Horizon(first=first, last=last, count=len(here), errors=_errors(here))
