"""What one says of oneself moves the outlook, in the direction that one expects."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.forecasts.forecast import forecast
from sim.population.start import today as scores_today
from sim.terms import Pillar
from ssi_tui.forecasting import Simulator, plannable, weekly_plan
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)
READ = (Reading(id=1, day=TODAY, total=48.0, brand=14, people=9, insights=8, relationships=17),)


def begun(**said: object) -> Simulator:
    """The model of somebody who has said so much."""
    return Simulator(Journal(**said), today=TODAY)  # type: ignore[arg-type]


def after_stop(simulator: Simulator) -> float:
    """The total after eight weeks without anything."""
    begin = simulator.beginning(TODAY)
    doses = np.zeros((56, len(begin.usual)))
    return float(forecast(simulator.model, begin.starts, doses).total.median[-1])


def now(simulator: Simulator) -> float:
    """The total today."""
    starts = simulator.beginning(TODAY).starts
    return float(np.median(scores_today(simulator.model, starts).sum(axis=1)))


WAYS = ("hardly", "little", "regularly", "much")


def test_who_is_more_active_has_a_higher_score_where_none_was_read() -> None:
    totals = [now(begun(activity=activity)) for activity in WAYS]
    assert totals == sorted(totals)
    assert totals[-1] - totals[0] > 20


def test_who_is_more_active_loses_more_by_stopping_and_starts_from_the_same_score() -> None:
    people = [begun(activity=activity, readings=READ) for activity in WAYS]
    assert [now(one) for one in people] == pytest.approx([48.0] * 4, abs=1e-3)
    left = [after_stop(one) for one in people]
    assert left == sorted(left, reverse=True)
    assert left[0] - left[-1] > 3


def test_more_connections_and_a_fuller_profile_are_a_higher_score_and_less_that_fades() -> None:
    for stock, less, more in (("network", 100.0, 1500.0), ("profile", 0.3, 1.0)):
        few, many = (begun(stocks={stock: count}) for count in (less, more))
        assert now(many) > now(few) + 0.5
        few, many = (begun(stocks={stock: count}, readings=READ) for count in (less, more))
        assert after_stop(many) > after_stop(few)


def test_the_licence_lets_a_plan_hold_what_needs_it_and_without_it_none_does() -> None:
    def kinds(licence: str) -> set[str]:
        simulator, by = begun(licence=licence, readings=READ), TODAY + timedelta(weeks=12)
        wish = {Pillar.PEOPLE: 20.0}
        made = weekly_plan(simulator, today=TODAY, by=by, pillars=wish, free=True)
        return {step.kind for step in made.steps}

    needs = {"lead-search", "lead-saved", "inmail"} & set(plannable())
    assert kinds("yes") & needs
    assert not kinds("no") & needs


def test_what_is_left_open_is_no_different_from_what_was_never_asked() -> None:
    assert now(begun(activity="unsaid", readings=READ)) == now(begun(readings=READ))
    assert begun(activity="unsaid").beginning(TODAY).member == "ordinary"


def test_who_has_said_how_active_is_told_so_and_not_called_an_ordinary_member() -> None:
    codes = {remark.code for remark in begun(activity="much").beginning(TODAY).remarks}
    assert codes == {"no-reading", "no-pace-told"}
