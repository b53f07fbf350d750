"""Doubts of the model: today's score stays, as usual stays level, and each number does its part."""

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.errors import RefusedError
from sim.forecasts.forecast import Forecast, forecast
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.start import Start, doubted, half_life_of, start_of_member, today
from sim.response.model import ResponseModel
from sim.response.state import Doubts, Observed
from sim.terms import Member

MODEL = ResponseModel()
ACTIVE = start_of_member(MODEL, draw(), MEMBERS[Member.ACTIVE])
ALL = Doubts(half_life=70, half_pace=2, worth=(("comment", 3.0), ("post", 0.5)))


def fitted() -> Start:
    """Somebody with half a year of log and eight readings."""
    doses = np.zeros((180, len(CATALOGUE)))
    doses[::2, CATALOGUE.index("comment")] = 2
    doses[::7, CATALOGUE.index("post")] = 1
    readings = [(20 * back, Observed(total=50.0 - back)) for back in range(8)]
    return fit(MODEL, Evidence(doses=doses, readings=readings)).starts[0]


def run(start: Start, times: float = 1.0) -> Forecast:
    """Twelve weeks of so many times the usual pace."""
    return forecast(MODEL, start, np.tile(start.usual * times / 7, (84, 1)))


@pytest.mark.parametrize("start", [ACTIVE, fitted()], ids=["member", "journal"])
def test_todays_score_stays_in_every_draw(start: Start) -> None:
    before, after = today(MODEL, start), today(MODEL, doubted(MODEL, start, ALL))
    assert np.abs(before - after).max() < 1e-9


def test_as_usual_stays_level() -> None:
    total = run(doubted(MODEL, ACTIVE, ALL)).total.median
    assert abs(float(total[-1] - total[0])) < 0.5


def test_a_longer_half_life_falls_slower() -> None:
    slow = doubted(MODEL, ACTIVE, Doubts(half_life=2 * half_life_of(ACTIVE)))
    assert half_life_of(slow) == pytest.approx(2 * half_life_of(ACTIVE))
    ours, theirs = run(ACTIVE, 0).total.median, run(slow, 0).total.median
    assert float(theirs[28] - ours[28]) > 2


def test_an_action_that_is_worth_nothing_costs_nothing_when_it_stops() -> None:
    kinds = tuple((name, 0.0) for name in CATALOGUE.names)
    nothing = doubted(MODEL, ACTIVE, Doubts(worth=kinds))
    total = run(nothing, 0).total.median
    assert abs(float(total[-1] - total[0])) < 1
    dearer = doubted(MODEL, ACTIVE, Doubts(worth=tuple((name, 1.5) for name in CATALOGUE.names)))
    assert float(run(dearer, 0).total.median[-1]) < float(run(ACTIVE, 0).total.median[-1]) - 3


def test_under_a_larger_half_pace_the_same_pace_earns_less_and_its_end_costs_less() -> None:
    doubter = doubted(MODEL, ACTIVE, Doubts(half_pace=3))
    ours, theirs = run(ACTIVE, 0), run(doubter, 0)
    assert float(theirs.total.median[-1] - ours.total.median[-1]) > 3


def test_nobody_passes_the_ceiling_but_with_a_licence_or_from_above() -> None:
    low = doubted(MODEL, ACTIVE, Doubts(ceiling=60))
    free, held = run(ACTIVE, 3), run(low, 3)
    first = held.trajectory.total[:, 0]
    most = np.maximum(first, 60)
    assert float(free.total.median[-1]) > 60
    assert (held.trajectory.total <= most[:, None] + 1e-3).all()
    expert = start_of_member(MODEL, draw(), MEMBERS[Member.INTENSIVE])
    assert expert.assumptions.sales_navigator
    assert doubted(MODEL, expert, Doubts(ceiling=60)).ceiling == 100


def test_without_a_doubt_it_is_the_same_start() -> None:
    assert doubted(MODEL, ACTIVE, Doubts()) is ACTIVE
    assert not Doubts().with_worth("post", 2).with_worth("post", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"half_life": 2},
        {"half_life": float("nan")},
        {"half_pace": 0},
        {"ceiling": 101},
        {"worth": (("post", -1),)},
        {"worth": (("post", 1.5), ("post", 2))},
    ],
)
def test_what_cannot_be_is_refused_with_its_bounds(wrong: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        Doubts(**wrong)  # type: ignore[arg-type]
