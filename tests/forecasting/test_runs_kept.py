"""What was simulated once is not simulated again, and no answer changes by that."""

from datetime import date

import pytest

from sim.terms import Member
from ssi_tui.forecasting import Simulator, as_now, load, present, shipped, sliders_of
from ssi_tui.forecasting.simulator import MOST_RUNS

DAY = date(2026, 11, 20)


def simulator() -> Simulator:
    """A member's."""
    return Simulator(None, today=DAY, member=Member.ACTIVE)


def test_answers_are_the_same_in_any_order_of_questions() -> None:
    plans = [as_now("As now", ""), *(load(path) for path in shipped()[:3])]
    kept = simulator()
    for asked in (plans, plans[::-1], plans[1:], plans):
        for days, confidence in ((84, 0.8), (84, 0.5), (182, 0.8)):
            known = kept.outlook(asked, days=days, confidence=confidence)
            assert known == simulator().outlook(asked, days=days, confidence=confidence)


def test_turning_one_plan_simulates_that_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, ran = simulator(), []
    run = kept._run
    monkeypatch.setattr(kept, "_run", lambda *asked: ran.append(asked[1].name) or run(*asked))
    others = [load(path) for path in shipped()[:2]]
    sliders = sliders_of(as_now("As now", ""), present(kept, DAY, Member.ACTIVE))
    for number in range(1, 2 * MOST_RUNS):
        kept.outlook([*others, sliders.turn("comment", number).scenario("Mine")], days=84)
    assert ran.count("Mine") == 2 * MOST_RUNS - 1
    assert len(ran) == 2 * MOST_RUNS - 1 + len(others)
