"""The backtest: what it knows at each origin, what it says of people, and its scores."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.backtest import (
    FEWEST_ORIGINS,
    HORIZONS,
    ORIGINS,
    Backtest,
    Rule,
    backtest,
    crps_of_draws,
    crps_of_normal,
    damped,
    linear,
    no_change,
    stretch,
)
from sim.inference.observations import Evidence
from sim.response.state import Observed
from tests.sim.people import MODEL, World, person

KINDS = len(CATALOGUE)
points = st.floats(0, 100)


def skill(made: Backtest) -> float:
    """1 − CRPS of the model / CRPS of no change."""
    mine, naive = (made.errors[rule].crps for rule in (Rule.MODEL, Rule.NO_CHANGE))
    assert mine is not None
    assert naive
    return 1 - mine / naive


def test_the_forecasts_of_people_who_follow_the_model_beat_no_change() -> None:
    made = [backtest(MODEL, person(World.OWN, 40, seed).evidence) for seed in range(3)]
    skills = [skill(one) for one in made]
    assert np.median(skills) > 0.15


def test_it_counts_what_it_compares() -> None:
    one = person(World.OWN, 12, 1).evidence
    made = backtest(MODEL, one)
    assert made.origins == ORIGINS
    assert sum(horizon.count for horizon in made.horizons) == made.count
    assert {(row.first, row.last) for row in made.horizons} <= set(HORIZONS)
    for rule in Rule:
        parts = [row.count * row.errors[rule].mae for row in made.horizons]
        assert sum(parts) / made.count == pytest.approx(made.errors[rule].mae)
    assert made.errors[Rule.LINEAR].crps is None
    assert made.stretch >= 1
    assert backtest(MODEL, one) == made


def test_a_forecast_knows_nothing_of_what_was_read_after_it() -> None:
    """The last reading is judged, never used: changing it changes errors, not forecasts."""
    one = person(World.OWN, 8, 2).evidence
    (ago, newest), *others = sorted(one.readings, key=lambda reading: reading[0])
    assert newest.pillars is not None
    lower = [value * 0.5 for value in newest.pillars]
    changed = replace(one, readings=[*others, (ago, Observed(total=sum(lower), pillars=lower))])
    before, after = (backtest(MODEL, each) for each in (one, changed))
    (mine, theirs) = (each.errors[Rule.MODEL].mae * each.count for each in (before, after))
    assert theirs > mine
    assert before.count == after.count


@pytest.mark.parametrize("readings", range(4))
def test_too_few_readings_tell_nothing(readings: int) -> None:
    evidence = replace(
        person(World.OWN, 8, 3).evidence,
        readings=person(World.OWN, 8, 3).evidence.readings[:readings],
    )
    made = backtest(MODEL, evidence)
    assert made.origins < FEWEST_ORIGINS
    assert made.stretch == 1 or made.count
    assert (made.no_change is None) == (readings == 0)


def test_readings_far_apart_are_not_compared() -> None:
    readings = [(ago, Observed(total=40 + ago / 100)) for ago in (0, 100, 200, 300, 400)]
    made = backtest(MODEL, Evidence(doses=np.zeros((0, KINDS)), readings=readings))
    assert made.count == 0
    assert made.errors == {}


def test_where_nothing_was_logged_there_is_little_to_boast_of() -> None:
    skills = []
    for seed in range(4):
        made = backtest(MODEL, person(World.NOTHING, 14, seed).evidence)
        skills.append(skill(made))
    assert max(skills) < 0.35


# ---- the stretch


@given(st.lists(st.floats(-5, 5), max_size=40))
def test_the_stretch_is_never_below_one(z: list[float]) -> None:
    assert 1 <= stretch(z) <= 5
    assert stretch([*z, 6.0]) >= stretch(z)


def test_the_stretch_is_the_formula_s() -> None:
    assert stretch([]) == 1
    assert stretch([3.0] * 12) == pytest.approx(np.sqrt((12 + 36) / (12 + 4)))


# ---- naive rules and scores


def test_the_naive_rules_go_where_their_names_say() -> None:
    days, totals = [0, 7, 14, 21], [40.0, 41.0, 42.0, 43.0]
    assert no_change(days, totals).total == 43
    assert linear(days, totals, 28) == pytest.approx(47)
    assert 43 < damped(days, totals, 28) < 47
    assert linear(days, totals, 4000) == 100
    assert linear([5], [40.0], 28) == 40


def test_the_naive_band_widens_with_the_days_and_with_past_changes() -> None:
    calm = no_change([0, 7, 14, 21], [40, 40, 40, 40])
    wild = no_change([0, 7, 14, 21], [40, 46, 38, 45])
    assert wild.spread > calm.spread
    assert calm.deviation(7) < calm.deviation(28)
    low, high = calm.band(28, 0.8)
    assert low < 40 < high


@given(mean=points, value=points, deviation=st.floats(0.5, 10))
def test_the_score_of_draws_is_that_of_their_distribution(
    mean: float, value: float, deviation: float
) -> None:
    draws = mean + deviation * np.random.default_rng(1).normal(size=20_000)
    exact = crps_of_normal(mean, deviation, value)
    assert crps_of_draws(draws, value) == pytest.approx(exact, abs=0.03 * deviation)
    assert crps_of_draws(draws[:1], value) == pytest.approx(abs(value - draws[0]))
    assert crps_of_normal(mean, 0, value) == abs(value - mean)
