"""A pace is read as it is written, and its doses are what it says."""

from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import RefusedError
from sim.scenario.cadence import Cadence, Rhythm, read_factor

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("none", [0, 0, 0, 0, 0, 0, 0]),
        ("usual", [2, 2, 2, 2, 2, 2, 2]),
        ("0.5 x usual", [1, 1, 1, 1, 1, 1, 1]),
        ("usual x 2", [4, 4, 4, 4, 4, 4, 4]),
        ("1,5×usual", [3, 3, 3, 3, 3, 3, 3]),
        ("daily", [1, 1, 1, 1, 1, 1, 1]),
        ("3 per day", [3, 3, 3, 3, 3, 3, 3]),
        ("7 per week", [1, 1, 1, 1, 1, 1, 1]),
        ("14/week", [2, 2, 2, 2, 2, 2, 2]),
        ("21 a week", [3, 3, 3, 3, 3, 3, 3]),
        ("every 3 days", [1, 0, 0, 1, 0, 0, 1]),
        ("2 every 2 days", [2, 0, 2, 0, 2, 0, 2]),
        ("every day", [1, 1, 1, 1, 1, 1, 1]),
        ("every 2 weeks", [1, 0, 0, 0, 0, 0, 0]),
        ("mon, thu", [1, 0, 0, 1, 0, 0, 0]),
        ("Thursday and Monday", [1, 0, 0, 1, 0, 0, 0]),
        ("mon-fri", [1, 1, 1, 1, 1, 0, 0]),
        ("3 on sat - mon", [3, 0, 0, 0, 0, 3, 3]),
        ("once", [1, 0, 0, 0, 0, 0, 0]),
        ("  4   ONCE ", [4, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_a_week_has_the_doses_that_the_words_say(text: str, week: list[float]) -> None:
    doses = Cadence.read(text).doses(14, days=7, first=MONDAY)
    assert doses.tolist() == pytest.approx(week)


def test_a_rate_is_the_same_on_every_day_so_that_the_weekly_pace_stands_still() -> None:
    doses = Cadence.read("2 per week").doses(0, days=30, first=MONDAY)
    weekly = np.convolve(doses, np.ones(7), "valid")
    assert weekly == pytest.approx(np.full(24, 2))


def test_days_of_the_week_follow_the_calendar_whatever_day_the_phase_begins() -> None:
    doses = Cadence.read("thu").doses(0, days=10, first=date(2026, 11, 25))
    assert doses.nonzero()[0].tolist() == [1, 8]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("monthly", "“monthly” is no pace; write none"),
        ("dayly", "“dayly” is no pace; did you mean daily?"),
        ("mon, thr", "“thr” is no day of the week"),
        ("2 on holidays", "“holidays” is no day of the week"),
        ("-1 per day", "“-1 per day” is no pace"),
        ("nan per day", "is no pace"),
        ("201 per day", "201 is too much; at most 200 actions on one day"),
        ("1401 per week", "1401 is too much; at most 200 actions on one day"),
        ("1e999 per day", "inf is too much"),
        ("21 x usual", "21 is too much; at most 20 times"),
        ("every 0 days", "0 days between; it must be 1 to 364"),
        ("every 99999999999999999999 weeks", "it must be 1 to 364"),
        ("2", "is no pace"),
        ("", "is no pace"),
    ],
)
def test_what_is_no_pace_is_refused_with_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Cadence.read(text)
    assert message in str(caught.value)


def test_only_a_factor_of_the_usual_pace_is_meant_for_everything() -> None:
    assert read_factor("0.5 x usual") == 0.5
    with pytest.raises(RefusedError, match="needs an action’s name"):
        read_factor("weekly")


def test_days_of_the_week_are_refused_for_any_other_rhythm() -> None:
    with pytest.raises(RefusedError):
        Cadence(rhythm=Rhythm.EVENLY, weekdays=(1,))
    with pytest.raises(RefusedError):
        Cadence(rhythm=Rhythm.WEEKDAYS)


counts = st.floats(0, 200) | st.integers(0, 200).map(float)
cadences = st.one_of(
    st.builds(Cadence.of_usual, st.floats(0, 20)),
    st.builds(Cadence, rhythm=st.just(Rhythm.EVENLY), count=counts, days=st.sampled_from([1, 7])),
    st.builds(Cadence, rhythm=st.just(Rhythm.EVERY), count=counts, days=st.integers(1, 364)),
    st.builds(Cadence, rhythm=st.just(Rhythm.ONCE), count=counts),
    st.builds(
        Cadence,
        rhythm=st.just(Rhythm.WEEKDAYS),
        count=counts,
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    ),
)


@given(cadence=cadences)
def test_a_pace_reads_back_from_its_own_words(cadence: Cadence) -> None:
    assert Cadence.read(str(cadence)) == cadence


@given(cadence=cadences, usual=st.floats(0, 100), days=st.integers(0, 40))
def test_doses_are_never_negative_and_as_many_as_the_days(
    cadence: Cadence, usual: float, days: int
) -> None:
    doses = cadence.doses(usual, days=days, first=MONDAY)
    assert doses.shape == (days,)
    assert (doses >= 0).all()
    assert (doses <= 20 * 100).all()


@given(text=st.text(max_size=60))
def test_any_text_is_a_pace_or_refused(text: str) -> None:
    with suppress(RefusedError):
        assert Cadence.read(text)
