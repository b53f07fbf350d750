"""The sources' rules: what a plan that keeps to them looks like, for members and at random."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE, Nature
from sim.errors import SimError
from sim.forecasts.forecast import forecast
from sim.planning.plan import Plan, Planner, plan
from sim.planning.problem import PlannerWish
from sim.planning.rules import BEGIN, CHANGE, FIRST, KINDS, LIKELY, STEP, TIME, Motive, rise
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.start import Start, start_of_member
from sim.response.active_days import minutes_per_week
from sim.response.model import ResponseModel
from sim.response.state import Assumptions
from sim.scenario.files import dump, loads
from sim.terms import ActionKind as K
from sim.terms import Member, Pillar
from tests.sim.facts_at_random import someone

MODEL = ResponseModel()
DRAWN = draw(draws=64)
DAYS = 84


def member(like: Member, told: Assumptions | None = None) -> Start:
    start = start_of_member(MODEL, DRAWN, MEMBERS[like])
    return replace(start, assumptions=told or start.assumptions)


def at_random(seed: int) -> Start:
    """What somebody made at random has and does, as draws of the population."""
    like = list(Member)[seed % 5]
    made = someone(seed, like, licence=like is Member.INTENSIVE)
    return start_of_member(MODEL, DRAWN, made.member)


def planned(start: Start, more: float, **wish: object) -> Plan:
    """For so many points more than today in twelve weeks."""
    now = float(np.median(forecast(MODEL, start, np.zeros((0, len(CATALOGUE)))).total.median))
    return plan(MODEL, start, days=DAYS, target=min(now + more, 98.0), **wish)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(15))
def test_a_plan_by_the_rules_keeps_to_all_of_them(seed: int) -> None:
    start = at_random(seed)
    now = np.median(
        MODEL.simulate(start.parameters, start.state, start.state.recent[:0], start.assumptions)
        .pillars[:, 0], axis=0,
    )  # fmt: skip
    made = planned(start, 2.0 + seed % 6, lead=seed % 7)
    doses = made.doses(CATALOGUE, DAYS)
    week = doses[-1] * 7
    risen = [kind for kind, pace in made.pace.items() if pace > made.usual[kind] + 1e-9]
    assert len(risen) <= KINDS
    assert week[CATALOGUE.index(K.REQUEST)] <= week[CATALOGUE.index(K.REQUEST_WITH_NOTE)] + 1e-9
    if made.reached:
        assert (np.array(made.pillars) >= now - 0.25).all()
        assert made.falling == ()
    for kind, usual in zip(CATALOGUE.kinds, start.usual, strict=True):
        if kind.nature is Nature.HABIT and kind.kind != K.REQUEST:
            assert week[CATALOGUE.index(kind.kind)] >= usual - 1e-9  # what is done is kept


@pytest.mark.parametrize("seed", range(10))
def test_each_week_has_at_most_half_again_as_much_or_ten_minutes_more(
    seed: int,
) -> None:
    made = planned(at_random(seed), 6.0)
    minutes, times = FIRST
    for before, after in pairwise([made.usual, *made.weeks, made.pace]):
        for kind in made.pace:
            more = min(times, minutes / CATALOGUE[kind].minutes)
            begun = max(STEP * before[kind], before[kind] + more)
            assert after[kind] <= max(begun, 1.0) + 1e-9  # once a week is where one can begin


@pytest.mark.parametrize("seed", range(8))
def test_a_week_has_at_most_so_much_more_than_now_unless_one_says_how_much(seed: int) -> None:
    start = at_random(seed)
    now = planned(start, 0.0).total
    far = PlannerWish(days=DAYS, target=min(now + 20.0, 98.0))
    planner = Planner(MODEL, start, far)
    near = planner.plan()
    usual = minutes_per_week(start.usual[None] / 7)
    assert near.minutes <= usual + TIME + 1.0
    wider = Planner(MODEL, start, replace(far, minutes=usual + 3 * TIME)).plan()
    assert wider.total >= near.total - 0.1
    if near.reached:
        return
    first = planner.milestone(near)
    assert first is not None
    assert first.reached
    assert first.minutes <= usual + TIME + 1.0
    assert now < first.wish.target <= near.total + 1e-6
    assert first.probability >= 0.5 > planner.chance(first)


def test_no_date_is_offered_beyond_two_years(monkeypatch: pytest.MonkeyPatch) -> None:
    start = member(Member.OCCASIONAL)
    monkeypatch.setattr("sim.planning.plan.SAVED", -10.0)  # any later date will do
    monkeypatch.setattr("sim.planning.plan.SAVED_MINUTES", -1000.0)
    target = planned(start, 3.0).wish.target
    for weeks, later in ((12, 18), (69, 104), (70, None)):
        planner = Planner(MODEL, start, PlannerWish(days=7 * weeks, target=target))
        gentler = planner.gentler(planner.plan())
        assert (gentler and gentler.wish.days // 7) == later


def test_a_limit_of_one_s_own_stands_above_the_time_of_the_rules() -> None:
    made = planned(member(Member.OCCASIONAL), 3.0, limits={K.ARTICLE: (1.0, 1.0)})
    assert made.pace[K.ARTICLE] == 1
    assert made.minutes > 150


def test_a_rise_begins_where_one_is_and_ends_below_the_pace() -> None:
    assert rise(CATALOGUE[K.COMMENT], 0, 10) == (2, 4, 6, 9)
    assert rise(CATALOGUE[K.COMMENT], 1.9, 20) == (3, 5, 7, 10, 15)  # not 2, 3, 4, 6, 9, 13, 19
    assert rise(CATALOGUE[K.COMMENT], 8, 10) == ()
    assert rise(CATALOGUE[K.POST], 0, 2) == (1.0, 1.5)
    assert rise(CATALOGUE[K.ARTICLE], 0, 0.5) == ()
    assert rise(CATALOGUE[K.PROFILE_VIEW], 6, 20) == (11.0, 16.0)


def test_no_request_is_planned_that_is_likely_to_go_unanswered() -> None:
    told = Assumptions(acceptance=0.1, acceptance_with_note=0.2)
    made = planned(member(Member.ACTIVE, told), 2.0)
    assert K.REQUEST not in made.pace
    assert K.REQUEST_WITH_NOTE not in made.pace
    assert K.REQUEST_WITH_NOTE in made.ended


def test_requests_without_a_note_give_way_to_those_with_one() -> None:
    start = member(Member.ORDINARY)
    made = planned(start, 6.0)
    assert made.ended == (K.REQUEST,)
    assert made.reasons[K.REQUEST_WITH_NOTE] is Motive.NOTE
    assert made.doses(CATALOGUE, DAYS)[-1, CATALOGUE.index(K.REQUEST)] == 0


def test_more_of_what_is_done_comes_before_something_new() -> None:
    made = planned(member(Member.ACTIVE), 3.0)
    assert set(made.reasons.values()) == {Motive.MORE}


def test_fewer_kinds_can_be_asked_for_and_cost_more() -> None:
    start = member(Member.OCCASIONAL)
    few, five = planned(start, 5.0, kinds=2), planned(start, 5.0)
    assert len(few.pace) <= 2
    assert few.reached
    assert five.minutes <= few.minutes + 1.0
    with pytest.raises(SimError):
        planned(start, 5.0, kinds=0)


def test_a_pillar_falls_only_where_one_asks_for_it() -> None:
    start = member(Member.ACTIVE)
    now = planned(start, 0.0).pillars[2]
    floors = {Pillar.INSIGHTS: now - 3.0}
    made = planned(start, 0.0, pillars=floors, minutes=120.0)
    assert made.falling == () or Pillar.INSIGHTS not in made.falling
    assert made.minutes <= 120 + 1e-6


def test_the_days_before_the_first_week_go_on_as_usual() -> None:
    start = member(Member.OCCASIONAL)
    doses = planned(start, 5.0, lead=3).doses(CATALOGUE, DAYS)
    assert doses[:3] == pytest.approx(np.tile(start.usual / 7, (3, 1)))
    assert (doses[3] != doses[2]).any()


def test_a_limit_stands_above_the_rules() -> None:
    made = planned(member(Member.OCCASIONAL), 3.0, limits={K.POST: (2.0, 2.0)})
    assert made.pace[K.POST] == 2
    assert made.reasons[K.POST] is Motive.LIMIT


@pytest.mark.parametrize("lead", [0, 4])
def test_a_ruled_plan_is_a_scenario_that_can_be_written_and_runs_the_same(lead: int) -> None:
    start = member(Member.OCCASIONAL)
    usual = start.usual.copy()
    usual[CATALOGUE.index(K.PITCH)] = 1
    made = planned(replace(start, usual=usual), 5.0, lead=lead)
    assert made.stop == (K.PITCH,)
    scenario = loads(dump(made.scenario(CATALOGUE, "Step by step", "By the rules.")))
    doses = scenario.doses(usual, days=DAYS, start=date(2026, 11, 22), kinds=CATALOGUE.names)
    assert doses == pytest.approx(made.doses(CATALOGUE, DAYS))


def test_a_ruled_plan_run_again_reaches_what_it_says() -> None:
    start = member(Member.OCCASIONAL)
    made = planned(start, 5.0, sure=0.8, lead=2)
    ends = forecast(MODEL, start, made.doses(CATALOGUE, DAYS))
    assert made.total == pytest.approx(ends.total.median[-1], abs=1e-2)
    assert made.probability == pytest.approx(
        ends.probability(made.wish.target - 1e-3, DAYS), abs=0.1
    )
    assert made.probability >= 0.8


def test_without_rules_nothing_is_dearer() -> None:
    start = member(Member.OCCASIONAL)
    ruled, free = planned(start, 5.0), planned(start, 5.0, free=True)
    assert free.reached
    assert free.minutes <= ruled.minutes


def test_the_page_has_the_rules_as_they_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "model.md").read_text(encoding="utf-8")
    for rule in (
        f"more of it costs {CHANGE:g} minutes a kind, a new kind {BEGIN:g} | 000 001 |",
        "| at most five kinds are changed | 000 002 |",
        f"| a week has at most {STEP} times the week before, or ten minutes (five times) more |",
        f"| a week has at most {TIME:g} minutes more than now, unless one says how many it may",
        "| none where fewer than one in three is accepted | 001 002 |",
    ):
        assert rule in page
    assert (KINDS, FIRST, LIKELY) == (5, (10, 5), 1 / 3)
