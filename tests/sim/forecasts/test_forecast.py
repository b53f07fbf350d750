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
from sim.population.start import Start, anchor, start_of_member
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Observed, Shock, band, bands
from sim.terms import ActionKind, Member, Pillar

MODEL = ResponseModel()
DRAWS = draw()
KINDS = len(CATALOGUE)
TOLD = Assumptions()

pillar_points = st.floats(0, 25).map(lambda points: round(points, 3))


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
    for field in ("half_pace", "half_life", "gain", "lasting"):
        drawn = np.median(np.log(getattr(DRAWS, field)), axis=0)
        assert drawn == pytest.approx(np.log(getattr(middle, field))[0], abs=0.1)
    assert np.median(DRAWS.base, axis=0) == pytest.approx(middle.base[0], abs=0.05)
    assert np.median(DRAWS.carried, axis=0) == pytest.approx(0, abs=0.05)
    assert (middle.drift == 0).all()


def test_the_spreads_are_those_that_the_model_states() -> None:
    assert np.log(DRAWS.half_life).std(axis=0) == pytest.approx(0.45, rel=0.02)
    assert np.log(DRAWS.half_pace).std(axis=0) == pytest.approx(0.25, rel=0.02)
    assert DRAWS.base.std(axis=0) == pytest.approx(5, rel=0.02)
    assert np.log(DRAWS.gain).std(axis=0) == pytest.approx(np.hypot(0.4, 0.35), rel=0.15)
    assert DRAWS.drift.std(axis=0) == pytest.approx(1.0, rel=0.1)
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
def test_every_draw_is_the_reading_on_its_day(
    pillars: tuple[float, float, float, float], member: Member, window: bool, scale: float
) -> None:
    people = replace(DRAWS, memory=Memory.WINDOW) if window else DRAWS
    one = MEMBERS[member]
    state = MODEL.steady(people, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    state = replace(state, age=60.0, elapsed=20.0, scale=scale)
    reading = Observed(total=sum(pillars), pillars=pillars)
    parameters, state = anchor(MODEL, people, state, reading, TOLD)
    shown = MODEL.simulate(parameters, state, state.recent[:0], TOLD)
    assert np.abs(shown.pillars[:, 0] - pillars).max() < 1e-6
    assert parameters.gain.min() > 0
    assert parameters.lasting.min() > 0


@given(total=st.floats(0, 100), member=st.sampled_from(Member))
def test_a_total_alone_is_split_as_the_population_expects(total: float, member: Member) -> None:
    one = MEMBERS[member]
    state = MODEL.steady(DRAWS, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    parameters, state = anchor(MODEL, DRAWS, state, Observed(total=total), TOLD)
    shown = MODEL.simulate(parameters, state, state.recent[:0], TOLD)
    assert shown.total[:, 0] == pytest.approx(total, abs=1e-6)
    assert shown.pillars.max() <= 25
    if member is Member.ORDINARY and 20 < total < 40:
        brand, people, insights, relationships = np.median(shown.pillars[:, 0], axis=0)
        assert relationships > people > insights
        assert brand > people


def test_how_much_of_a_score_is_base_is_left_open_by_one_reading() -> None:
    one = MEMBERS[Member.ACTIVE]
    state = MODEL.steady(DRAWS, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    reading = Observed(total=52, pillars=(17, 8, 8, 19))
    parameters, _ = anchor(MODEL, DRAWS, state, reading, TOLD)
    assert (parameters.base.std(axis=0) > 1).all()
    low = Observed(total=33, pillars=(21, 3, 1, 8))
    lower, _ = anchor(MODEL, DRAWS, state, low, TOLD)
    insights = MODEL.layout.pillar == 2
    assert (np.median(lower.gain / parameters.gain, axis=0)[insights] < 1).all()
    assert np.median(lower.base[:, 2]) < 0


@pytest.mark.parametrize(
    ("total", "pillars"),
    [(101, None), (-1, None), (40, (26, 4, 4, 6)), (40, (10, 30)), (float("nan"), None)],
)
def test_a_reading_outside_of_the_score_s_limits_is_refused(
    total: float, pillars: tuple[float, ...] | None
) -> None:
    with pytest.raises(SimError):
        Observed(total=total, pillars=pillars)


def test_whole_numbers_leave_more_doubt_than_decimals() -> None:
    assert Observed(total=46).step == 1
    assert Observed(total=19.706, pillars=(13.118, 3.68, 0.3, 2.608)).step == 0.001


@pytest.mark.parametrize("member", Member)
def test_a_member_who_goes_on_as_usual_stays_where_they_are(member: Member) -> None:
    start = start_of_member(MODEL, DRAWS, MEMBERS[member])
    made = forecast(MODEL, start, usual(start, 12))
    assert made.total.median[-1] == pytest.approx(made.total.median[0], abs=1)
    assert width(made, 0) < 2 < width(made, 84)


# ---- forecasts


def test_the_band_widens_with_time_and_more_slowly() -> None:
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
