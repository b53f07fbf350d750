"""The first curve that a person sees: "as usual" is "as before", whatever little is known."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.forecast import Forecast, forecast
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.response.curves import Array
from sim.response.state import Observed
from sim.terms import Member, Stock
from tests.sim.people import MODEL

KINDS = len(CATALOGUE)
HALF_YEAR = 182
REAL_LIKE: Sequence[tuple[float, ...]] = (
    (13.118, 3.68, 0.3, 2.608), (12, 5, 2, 11.5), (11.8, 5.4, 2.1, 15.2), (13.2, 4.4, 2.4, 16.3),
    (14, 10, 6, 16), (17, 8.5, 9, 18.5), (20.2, 9.9, 15.4, 22.5), (22.5, 14, 20, 25),
    (24.1, 18.3, 19.6, 24), (9.5, 2, 0, 4), (4, 6, 1, 8), (21, 3, 12, 20), (8, 15, 18, 9),
    (15.5, 6.6, 4.8, 18.2),
)  # fmt: skip


def log(*entries: tuple[int, str, float], days: int = 60) -> Array:
    """Doses from (days ago, kind, count)."""
    doses = np.zeros((days, KINDS))
    for ago, kind, count in entries:
        doses[days - 1 - ago, CATALOGUE.index(kind)] = count
    return doses


def shown(pillars: Sequence[float]) -> Observed:
    return Observed(total=round(sum(pillars), 3), pillars=tuple(pillars))


def as_usual(
    readings: Sequence[tuple[int, Observed]],
    doses: Array | None = None,
    confidence: float = 0.5,
    member: Member | None = None,
) -> Forecast:
    """Half a year of what is usual."""
    done = np.zeros((0, KINDS)) if doses is None else doses
    starts = fit(MODEL, Evidence(doses=done, readings=readings, member=member)).starts
    return forecast(
        MODEL, starts, np.tile(starts[0].usual / 7, (HALF_YEAR, 1)), confidence=confidence
    )


def splits(total: float, parts: Sequence[float]) -> list[float]:
    pillars = [min(25.0, total * part / sum(parts)) for part in parts]
    return [round(points, 3) for points in pillars]


parts = st.tuples(*[st.floats(0.05, 1)] * 4)


def assert_stays(forecast: Forecast, total: float) -> None:
    median = forecast.total.median
    assert median[0] == pytest.approx(total, abs=1e-3)
    assert np.abs(median - total).max() <= 0.5
    assert (forecast.total.low <= total + 1e-3).all()
    assert (forecast.total.high >= total - 1e-3).all()


@given(total=st.floats(8, 95), split=parts)
@settings(max_examples=25, deadline=None)
def test_after_one_reading_as_usual_stays_and_day_0_is_the_reading(
    total: float, split: tuple[float, ...]
) -> None:
    seen = shown(splits(total, split))
    assert_stays(as_usual([(0, seen)]), seen.total)


@pytest.mark.parametrize("pillars", REAL_LIKE)
def test_so_it_does_for_scores_as_people_have_them(pillars: tuple[float, ...]) -> None:
    assert_stays(as_usual([(0, shown(pillars))]), round(sum(pillars), 3))


@pytest.mark.parametrize("total", [12, 34, 46, 55, 68, 86])
def test_so_it_does_for_a_total_alone(total: int) -> None:
    assert_stays(as_usual([(0, Observed(total=total))]), total)


@given(total=st.floats(15, 90), split=parts, kind=st.sampled_from(
    ["comment", "post", "request-with-note", "reaction", "people-search", "message"]))  # fmt: skip
@settings(max_examples=15, deadline=None)
def test_one_entry_or_one_equal_reading_more_moves_little(
    total: float, split: tuple[float, ...], kind: str
) -> None:
    seen = shown(splits(total, split))
    plain = as_usual([(0, seen)]).total.median[-1]
    entry = as_usual([(0, seen)], log((0, kind, 1))).total.median[-1]
    again = as_usual([(0, seen), (7, seen)]).total.median[-1]
    assert abs(entry - plain) <= 1
    assert abs(again - plain) <= 1


@pytest.mark.parametrize("entries", range(11))
def test_without_a_score_a_few_entries_leave_it_level(entries: int) -> None:
    kinds = ["comment", "reaction", "post", "request-with-note", "profile-view"]
    done = log(*((ago, kinds[ago % 5], 1.0) for ago in range(entries)))
    total = as_usual([], done).total
    assert abs(total.median[-1] - total.median[0]) <= 1
    assert 25 < total.median[0] < 50


@given(readings=st.integers(2, 12), total=st.floats(12, 90), split=parts)
@settings(max_examples=15, deadline=None)
def test_equal_readings_and_no_log_mean_that_it_stays(
    readings: int, total: float, split: tuple[float, ...]
) -> None:
    seen = shown(splits(total, split))
    usual = as_usual([(7 * week, seen) for week in range(readings)])
    assert np.abs(usual.total.median - seen.total).max() <= 0.5


def test_more_readings_of_one_score_make_the_band_no_wider() -> None:
    seen = shown((14, 10, 6, 16))
    widths = []
    for count in (1, 3, 9):
        band = as_usual([(7 * week, seen) for week in range(count)]).total
        widths.append(float(band.high[-1] - band.low[-1]))
    assert widths == sorted(widths, reverse=True)


def test_stopping_ends_what_nobody_logged_and_nobody_knows_how_much_that_is() -> None:
    seen = shown((17, 8.5, 9, 18.5))
    starts = fit(MODEL, Evidence(doses=np.zeros((0, KINDS)), readings=[(0, seen)])).starts
    nothing = forecast(MODEL, starts, np.zeros((84, KINDS)))
    usual = forecast(MODEL, starts, np.tile(starts[0].usual / 7, (84, 1)))
    lost = nothing.difference(usual)
    assert lost.median[-1] < -4
    assert lost.high[-1] - lost.low[-1] > 4


def test_a_today_without_an_entry_counts_as_a_usual_day() -> None:
    doses = log(*((ago, "comment", 1.0) for ago in range(1, 50, 2)))
    seen = shown((14, 10, 6, 16))
    one = as_usual([(7, seen)], doses)
    other = as_usual([(6, seen)], doses[:-1])
    assert one.total.median[-1] == pytest.approx(other.total.median[-1], abs=0.3)


def test_who_says_how_active_they_are_is_believed() -> None:
    seen = shown((14, 10, 6, 16))
    quiet, busy = (
        fit(
            MODEL, Evidence(doses=np.zeros((0, KINDS)), readings=[(0, seen)], member=member)
        ).starts[0]
        for member in (Member.INACTIVE, Member.INTENSIVE)
    )
    assert quiet.usual.sum() < 2 < busy.usual.sum()
    assert_stays(as_usual([(0, seen)], member=Member.ACTIVE), seen.total)


def test_nothing_that_was_not_logged_is_called_logged() -> None:
    doses = log(*((ago, "comment", 1.0) for ago in range(10)))
    (start,) = fit(MODEL, Evidence(doses=doses, readings=[(0, shown((14, 10, 6, 16)))])).starts
    comment, reaction = CATALOGUE.index("comment"), CATALOGUE.index("reaction")
    assert start.logged[comment] == pytest.approx(10 / 4)
    assert start.assumed[comment] > 0
    assert start.logged[reaction] == 0
    assert start.rest[reaction] == start.usual[reaction] > 0


def test_counts_that_were_told_are_taken_as_they_are() -> None:
    known = Evidence(doses=np.zeros((0, KINDS)), readings=[(0, shown((14, 10, 6, 16)))])
    told = Evidence(doses=known.doses, readings=known.readings, stocks={Stock.NETWORK: 321})
    at = CATALOGUE.stock_index(Stock.NETWORK)
    assert fit(MODEL, told).starts[0].state.stocks[at] == 321
    assert fit(MODEL, known).starts[0].state.stocks[at] != 321
