"""Draws, anchoring and bands: what is known on the day of a reading, and how it widens."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalogue.kinds import CATALOGUE
from sim.errors import SimError
from sim.forecasts.forecast import Forecast, forecast
from sim.population.members import MEMBERS
from sim.population.prior import centre, draw
from sim.population.start import (
    HISTORY_DAYS,
    Observed,
    Start,
    anchor,
    start_of_journal,
    start_of_member,
    usual_pace,
)
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Shock, band, bands
from sim.terms import ActionKind, Member, Pillar, Stock

MODEL = ResponseModel()
DRAWS = draw()
KINDS = len(CATALOGUE)
TOLD = Assumptions()
SHOWN = (13.118, 3.68, 0.3, 2.608)

pillar_points = st.floats(0, 25).map(lambda points: round(points, 3))


def journal(days: int, seed: int = 1, member: Member = Member.ACTIVE) -> Array:
    """(day, kind) of someone who does what a member does, with chance."""
    week = np.array(MEMBERS[member].week(CATALOGUE))
    return np.random.default_rng(seed).poisson(week / 7, (days, KINDS)).astype(float)


def usual(start: Start, weeks: int) -> Array:
    """The usual pace, spread evenly."""
    return np.tile(start.usual / 7, (7 * weeks, 1))


def width(made: Forecast, day: int) -> float:
    return float(made.total.high[day] - made.total.low[day])


# ---- draws


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    for one, same, other in [(draw(seed=5), draw(seed=5), draw(seed=6))]:
        assert one.gain.tobytes() == same.gain.tobytes()
        assert one.half_life.tobytes() == same.half_life.tobytes()
        assert one.gain.tobytes() != other.gain.tobytes()


def test_the_median_of_the_draws_is_the_median_person() -> None:
    middle = centre()
    for field in ("carried", "half_pace", "half_life", "gain", "lasting"):
        drawn = np.median(np.log(getattr(DRAWS, field)), axis=0)
        assert drawn == pytest.approx(np.log(getattr(middle, field))[0], abs=0.1)
    assert np.median(DRAWS.base, axis=0) == pytest.approx(middle.base[0], abs=0.05)
    assert (middle.drift == 0).all()


def test_the_spreads_are_those_that_the_model_states() -> None:
    assert np.log(DRAWS.half_life).std(axis=0) == pytest.approx(0.45, rel=0.02)
    assert np.log(DRAWS.half_pace).std(axis=0) == pytest.approx(0.25, rel=0.02)
    assert np.log(DRAWS.carried).std(axis=0) == pytest.approx(0.8, rel=0.02)
    assert np.log(DRAWS.gain).std(axis=0) == pytest.approx(np.hypot(0.4, 0.35), rel=0.15)
    assert DRAWS.drift.std(axis=0) == pytest.approx(0.8, rel=0.1)
    between = np.corrcoef(DRAWS.drift.T)[np.triu_indices(4, 1)]
    assert between.mean() == pytest.approx(0.3, abs=0.1)


# ---- bands


@given(confidence=st.sampled_from([0.5, 0.8, 0.95]), count=st.integers(1, 300))
def test_a_band_holds_its_part_of_the_draws(confidence: float, count: int) -> None:
    values = np.random.default_rng(count).normal(size=(count, 3))
    made = band(values, confidence)
    inside = ((values >= made.low) & (values <= made.high)).mean(axis=0)
    assert (made.low <= made.median).all()
    assert (made.median <= made.high).all()
    assert inside == pytest.approx(confidence, abs=2.2 / count)
    assert made.median == pytest.approx(np.median(values, axis=0))


@pytest.mark.parametrize("confidence", [0, 1, -0.2, 80])
def test_a_confidence_is_a_part(confidence: float) -> None:
    with pytest.raises(SimError, match="confidence"):
        bands(np.zeros((2, 5)), confidence)


# ---- anchoring


@given(
    pillars=st.tuples(pillar_points, pillar_points, pillar_points, pillar_points),
    member=st.sampled_from(Member),
    window=st.booleans(),
    scale=st.sampled_from([1.0, 0.93]),
)
def test_the_median_on_the_day_of_a_reading_is_the_reading(
    pillars: tuple[float, float, float, float], member: Member, window: bool, scale: float
) -> None:
    people = replace(DRAWS, memory=Memory.WINDOW) if window else DRAWS
    one = MEMBERS[member]
    state = MODEL.steady(people, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    state = replace(state, age=60.0, elapsed=20.0, scale=scale)
    reading = Observed(total=sum(pillars), pillars=pillars)
    parameters, state = anchor(MODEL, people, state, reading, TOLD)
    shown = MODEL.simulate(parameters, state, state.recent[:0], TOLD)
    assert np.median(shown.pillars[:, 0], axis=0) == pytest.approx(pillars, abs=1e-6)
    assert np.median(shown.total[:, 0]) == pytest.approx(sum(pillars), abs=1e-6)
    assert np.abs(shown.pillars[:, 0] - pillars).max() < 1.5
    assert parameters.base.min() >= 0
    assert parameters.carried.min() >= -1e-9


@given(total=st.floats(0, 100), member=st.sampled_from(Member))
def test_a_total_alone_is_split_as_the_population_expects(total: float, member: Member) -> None:
    one = MEMBERS[member]
    state = MODEL.steady(DRAWS, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    parameters, state = anchor(MODEL, DRAWS, state, Observed(total=total), TOLD)
    shown = MODEL.simulate(parameters, state, state.recent[:0], TOLD)
    assert np.median(shown.total[:, 0]) == pytest.approx(total, abs=1e-6)
    assert shown.pillars.max() <= 25
    if member is Member.ORDINARY and 20 < total < 40:
        brand, people, insights, relationships = np.median(shown.pillars[:, 0], axis=0)
        assert relationships > people > insights
        assert brand > people


def test_activity_worth_more_than_was_read_scales_that_pillar_down() -> None:
    one = MEMBERS[Member.INTENSIVE]
    state = MODEL.steady(DRAWS, np.array(one.week(CATALOGUE)), one.stocks, one.assumptions)
    low = Observed(total=33, pillars=(21, 3, 1, 8))
    parameters, _ = anchor(MODEL, DRAWS, state, low, one.assumptions)
    change = np.median(parameters.gain / DRAWS.gain, axis=0)
    insights = MODEL.layout.pillar == 2
    assert (change[insights] < 0.2).all()
    assert (np.median(parameters.base, axis=0)[1:3] == 0).all()


def test_points_that_nothing_explains_partly_stay_and_partly_fade() -> None:
    start = start_of_journal(
        MODEL, DRAWS, np.zeros((0, KINDS)), reading=Observed(total=90, pillars=(22, 22, 22, 24))
    )
    made = forecast(MODEL, start, np.zeros((182, KINDS)))
    assert made.total.median[0] == pytest.approx(90, abs=1e-3)
    assert 35 < made.total.median[-1] < 75
    assert start.parameters.base.max(axis=0) == pytest.approx([10, 9, 7, 12.5])


def test_whole_numbers_leave_more_doubt_than_decimals() -> None:
    assert Observed(total=46).step == 1
    assert Observed(total=19.706, pillars=SHOWN).step == 0.001
    starts = [
        start_of_journal(MODEL, DRAWS, journal(60), reading=reading)
        for reading in (
            Observed(total=46, pillars=(13, 9, 8, 16)),
            Observed(total=46.001, pillars=(13.001, 9, 8, 16)),
        )
    ]
    whole, decimals = [forecast(MODEL, start, usual(start, 4)) for start in starts]
    assert width(whole, 0) > 1.5 * width(decimals, 0)


@pytest.mark.parametrize(
    ("total", "pillars"),
    [(101, None), (-1, None), (40, (26, 4, 4, 6)), (40, (10, 30)), (float("nan"), None)],
)
def test_a_reading_outside_of_the_score_s_limits_is_refused(
    total: float, pillars: tuple[float, ...] | None
) -> None:
    with pytest.raises(SimError):
        Observed(total=total, pillars=pillars)


# ---- starts


def test_what_was_done_since_the_reading_moves_the_score_on_from_it() -> None:
    doses = journal(90)
    reading = Observed(total=46, pillars=(13, 9, 8, 16))
    then = start_of_journal(MODEL, DRAWS, doses[:-14], reading=reading)
    now = start_of_journal(MODEL, DRAWS, doses, reading=reading, reading_age=14)
    path = forecast(MODEL, then, doses[-14:])
    today = forecast(MODEL, now, doses[:0])
    assert today.total.median[0] == pytest.approx(path.total.median[-1], abs=1e-3)
    assert width(today, 0) == pytest.approx(width(path, 14), abs=0.05)


def test_a_journal_without_readings_has_the_population_s_level_and_a_wide_band() -> None:
    start = start_of_journal(MODEL, DRAWS, journal(200))
    known = start_of_journal(MODEL, DRAWS, journal(200), reading=Observed(total=50))
    today = [forecast(MODEL, one, usual(one, 0)) for one in (start, known)]
    assert width(today[0], 0) > 12
    assert width(today[1], 0) < 2
    assert 35 < today[0].total.median[0] < 70


@pytest.mark.parametrize("days", [0, 1, 6, 28])
def test_a_short_journal_is_a_journal(days: int) -> None:
    start = start_of_journal(
        MODEL, DRAWS, journal(days), reading=Observed(total=30), reading_age=10
    )
    made = forecast(MODEL, start, usual(start, 4))
    assert np.isfinite(made.total.high).all()
    assert start.state.age == 10


def test_of_a_ten_year_journal_only_the_last_two_matter() -> None:
    doses = journal(3650)
    reading = Observed(total=52)
    whole = start_of_journal(MODEL, DRAWS, doses, reading=reading)
    tail = start_of_journal(MODEL, DRAWS, doses[-HISTORY_DAYS:], reading=reading)
    assert (whole.state.activity == tail.state.activity).all()
    assert whole.usual == pytest.approx(doses[-28:].mean(axis=0) * 7)


def test_stocks_given_are_today_s_and_what_is_not_given_is_an_ordinary_member_s() -> None:
    start = start_of_journal(MODEL, DRAWS, journal(100), stocks={Stock.NETWORK: 321})
    counts = dict(zip([row.stock for row in CATALOGUE.stocks], start.state.stocks, strict=True))
    assert counts[Stock.NETWORK] == pytest.approx(321)
    assert counts[Stock.PROFILE] == pytest.approx(MEMBERS[Member.ORDINARY].stocks[Stock.PROFILE])


def test_the_usual_pace_is_that_of_the_last_four_weeks() -> None:
    doses = np.zeros((60, KINDS))
    doses[-28:, 3] = 0.5
    assert usual_pace(doses)[3] == pytest.approx(3.5)
    assert usual_pace(doses[:0]).sum() == 0
    assert usual_pace(doses[-2:])[3] == pytest.approx(3.5)


@pytest.mark.parametrize("member", Member)
def test_a_member_who_goes_on_as_usual_stays_where_they_are(member: Member) -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[member])
    made = forecast(MODEL, start, usual(start, 12))
    assert made.total.median[-1] == pytest.approx(made.total.median[0], abs=2)
    assert width(made, 0) < 2 < width(made, 84)


# ---- forecasts


def test_the_band_widens_with_time_and_then_settles() -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[Member.ACTIVE])
    made = forecast(MODEL, start, usual(start, 26))
    assert width(made, 0) < width(made, 7) < width(made, 28)
    assert width(made, 182) < 2 * width(made, 28)


def test_a_wider_confidence_has_a_wider_band() -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[Member.ACTIVE])
    narrow, usual_one, wide = [
        forecast(MODEL, start, usual(start, 8), confidence=part) for part in (0.5, 0.8, 0.95)
    ]
    assert width(narrow, 56) < width(usual_one, 56) < width(wide, 56)
    assert (narrow.total.median == wide.total.median).all()


def test_differences_between_plans_are_paired_and_so_narrower_than_the_bands() -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[Member.ACTIVE])
    on = forecast(MODEL, start, usual(start, 8))
    more = usual(start, 8)
    more[:, CATALOGUE.index(ActionKind.COMMENT)] += 1
    change = forecast(MODEL, start, more).difference(on)
    assert change.median[0] == 0
    assert change.low[-1] > 0
    assert change.high[-1] - change.low[-1] < width(on, 56) / 2
    assert on.difference(on, Pillar.BRAND).high.max() == 0


def test_a_probability_is_the_part_of_the_draws_that_reach_the_goal() -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[Member.ACTIVE])
    made = forecast(MODEL, start, usual(start, 8))
    assert made.probability(0, 56) == 1
    assert made.probability(100.5, 56) == 0
    middle = float(made.total.median[56])
    assert made.probability(middle, 56) == pytest.approx(0.5, abs=0.01)
    assert made.probability(25, 56, Pillar.PEOPLE) < 0.05


def test_a_changed_formula_shows_in_the_forecast() -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[Member.ORDINARY])
    doses = usual(start, 4)
    plain = forecast(MODEL, start, doses)
    shaken = forecast(MODEL, start, doses, shocks=[Shock(day=13, factor=0.93)])
    ratio = shaken.total.median / plain.total.median
    assert ratio[:14] == pytest.approx(1)
    assert ratio[14:] == pytest.approx(0.93, abs=0.005)


def test_forecasts_of_different_people_can_not_be_compared() -> None:
    few = draw(draws=16)
    one = forecast(MODEL, start_of_member(MODEL, few, MEMBERS[Member.ACTIVE]), np.zeros((7, KINDS)))
    other = forecast(
        MODEL, start_of_member(MODEL, DRAWS, MEMBERS[Member.ACTIVE]), np.zeros((7, KINDS))
    )
    with pytest.raises(SimError, match="draws"):
        one.difference(other)
