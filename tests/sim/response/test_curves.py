"""The curves do what their two words promise: half-pace and half-life."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.response.curves import (
    WANDER,
    WINDOW_DAYS,
    diminishing_returns,
    drift_growth,
    fade,
    stock_fraction,
    weekly_pace,
    window_carry,
    window_memory,
)

paces = st.floats(0, 500)
halves = st.floats(0.05, 200)


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(half=halves)
def test_the_half_pace_gives_half_and_twice_of_it_three_quarters(half: float) -> None:
    given_paces = half * np.array([0.0, 1.0, 2.0, 3.0])
    assert diminishing_returns(given_paces, one(half)) == pytest.approx([0, 0.5, 0.75, 0.875])


@given(pace=paces, more=paces, half=halves)
def test_more_never_gives_less_and_never_everything(pace: float, more: float, half: float) -> None:
    little, much = diminishing_returns(np.array([pace, pace + more]), one(half))
    assert 0 <= little <= much <= 1


@given(half=halves, doublings=st.integers(1, 8))
def test_from_the_half_pace_on_each_doubling_gives_less(half: float, doublings: int) -> None:
    steps = diminishing_returns(half * 2.0 ** np.arange(doublings + 2), one(half))
    gains = np.diff(steps)
    assert (gains[1:] < gains[:-1] + 1e-15).all()


@given(half=halves)
def test_every_further_action_gives_less_than_the_one_before(half: float) -> None:
    gains = np.diff(diminishing_returns(np.linspace(0, 5 * half, 50), one(half)))
    assert (gains[1:] < gains[:-1]).all()


@given(half=halves, days=st.floats(0, 400))
def test_after_one_half_life_half_is_left(half: float, days: float) -> None:
    assert fade(days + half, one(half)) == pytest.approx(fade(days, one(half)) / 2)


@given(week=st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_a_plan_that_repeats_weekly_has_one_pace(week: list[int]) -> None:
    doses = np.tile(np.array(week, dtype=float) / 10, 6)[:, None]
    pace = weekly_pace(doses)
    assert len(pace) == len(doses) - 6
    assert np.unique(pace).size == 1
    assert pace[0, 0] == pytest.approx(sum(week) / 10)


def test_the_window_is_the_mean_of_ninety_days() -> None:
    drive = np.random.default_rng(1).random((150, 2))
    remembered = window_memory(drive)
    assert remembered.shape == (150 - WINDOW_DAYS + 1, 2)
    assert remembered[7] == pytest.approx(drive[7 : 7 + WINDOW_DAYS].mean(axis=0))
    assert window_carry(np.array([0, 45, 90, 400, np.inf])) == pytest.approx([1, 0.5, 0, 0, 0])


@given(count=paces, half=halves)
def test_a_stock_saturates_and_a_fraction_stops_at_one(count: float, half: float) -> None:
    assert stock_fraction(one(half), half) == pytest.approx(0.5)
    assert 0 <= stock_fraction(one(count), half)[0] <= 1
    assert stock_fraction(one(count), None)[0] == min(count, 1.0)


def test_drift_starts_at_nothing_and_grows_to_its_spread() -> None:
    growth = drift_growth(np.array([0.0, 1.0, 30.0, 300.0]), 30.0)
    assert growth[0] == 0
    assert (np.diff(growth) > 0).all()
    assert growth[-1] == pytest.approx(np.sqrt(1 + WANDER * 300 / 30))
