"""Where points come from, why they moved, and what to do next: sums that are exact."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.catalogue.kinds import CATALOGUE, Nature
from sim.errors import SimError
from sim.forecasts.attribution import Part, Source, waterfall, why_moved
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.planning.advice import next_actions
from sim.planning.closed_forms import points_of_one_more
from sim.population.members import MEMBERS
from sim.population.prior import centre, draw
from sim.population.start import Start, start_of_member
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Observed
from sim.terms import ActionKind as K
from sim.terms import Member, Pillar, Stock

MODEL = ResponseModel()
READ = Observed(total=52.218, pillars=(17.005, 8.21, 8.104, 18.899))


def diary(days: int = 120, seed: int = 1, member: Member = Member.ACTIVE) -> Array:
    """A member's days, done at random."""
    week = np.array(MEMBERS[member].week(CATALOGUE))
    return np.random.default_rng(seed).poisson(week / 7, (days, len(CATALOGUE))).astype(float)


def begin(
    doses: Array, reading: Observed | None = READ, age: int = 0, **told: Mapping[Stock, float]
) -> Start:
    """Who has this diary and one reading."""
    readings = [] if reading is None else [(age, reading)]
    return fit(MODEL, Evidence(doses=doses, readings=readings, **told)).starts[0]  # type: ignore[arg-type]


def someone(age: int = 0) -> Start:
    return begin(diary(), age=age)


Parts = tuple[Part, ...]


def of(found: Parts, source: Source, name: str = "") -> float:
    """The points of one part; 0 where there is none."""
    return sum(p.total for p in found if p.source is source and p.name in (name, ""))


def by_pillar(found: Parts) -> Array:
    """The sum of the parts."""
    return np.array([part.pillars for part in found]).sum(axis=0)


def total(found: Parts) -> float:
    return sum(part.total for part in found)


# ---- the waterfall


@given(seed=st.integers(0, 1000), age=st.integers(0, 40), member=st.sampled_from(Member))
@settings(max_examples=20, deadline=None)
def test_the_parts_sum_to_the_score_of_the_day(seed: int, age: int, member: Member) -> None:
    start = begin(diary(seed=seed, member=member), age=age)
    found = waterfall(MODEL, start)
    today = MODEL.simulate(
        start.parameters, start.state, start.state.recent[:0], start.assumptions
    ).pillars[:, 0]
    assert by_pillar(found) == pytest.approx(today.mean(axis=0), abs=1e-9)


def test_on_the_day_of_a_reading_the_parts_sum_to_it_and_nothing_is_left_over() -> None:
    found = waterfall(MODEL, someone())
    assert READ.pillars is not None
    assert by_pillar(found) == pytest.approx(READ.pillars, abs=1e-3)
    with_reading = waterfall(MODEL, someone(), READ.pillars)
    assert total(with_reading) == pytest.approx(READ.total)
    assert of(with_reading, Source.UNEXPLAINED) == pytest.approx(0, abs=1e-3)


def test_what_was_read_beyond_the_model_is_a_part_of_its_own() -> None:
    start = someone(age=20)
    plain = waterfall(MODEL, start)
    shown = by_pillar(plain) + 0.5
    found = waterfall(MODEL, start, shown)
    assert of(found, Source.UNEXPLAINED) == pytest.approx(2.0)
    assert by_pillar(found) == pytest.approx(shown)


def test_parts_are_named_in_order_and_only_where_there_are_points() -> None:
    found = waterfall(MODEL, someone())
    order = list(Source)
    places = [order.index(part.source) for part in found]
    assert places == sorted(places)
    assert all(any(part.pillars) for part in found)
    assert of(found, Source.STOCK, Stock.NETWORK) > 3
    assert of(found, Source.KIND, K.COMMENT) > 0.5
    assert of(found, Source.RECEIVED, K.ENGAGEMENT_RECEIVED) > 0.5
    assert not any(part.name == K.PITCH for part in found)


# ---- why it moved


@pytest.mark.parametrize("memory", Memory)
def test_the_parts_of_a_change_sum_to_it_and_name_who_stopped(memory: Memory) -> None:
    then = start_of_member(MODEL, replace(draw(draws=16), memory=memory), MEMBERS[Member.ACTIVE])
    nothing = np.zeros((28, len(CATALOGUE)))
    found = why_moved(MODEL, then, nothing)
    after = waterfall(MODEL, replace(then, state=MODEL.step(then.parameters, then.state, nothing)))
    assert by_pillar(found) == pytest.approx(
        by_pillar(after) - by_pillar(waterfall(MODEL, then)), abs=1e-9
    )
    assert total(found) < -2
    assert of(found, Source.KIND, K.COMMENT) < -0.5
    assert of(found, Source.BASE) == 0


def test_between_two_readings_the_rest_is_said_to_be_unexplained() -> None:
    then, doses = someone(), diary(28, seed=9)
    now = (17.2, 8.9, 9.9, 19.0)
    assert READ.pillars is not None
    read = np.subtract(now, READ.pillars)
    found = why_moved(MODEL, then, doses, read)
    assert by_pillar(found) == pytest.approx(read)
    model_alone = why_moved(MODEL, then, doses)
    assert of(found, Source.UNEXPLAINED) == pytest.approx(total(found) - total(model_alone))


def test_no_days_move_nothing() -> None:
    assert why_moved(MODEL, someone(), diary()[:0]) == ()


def test_two_memories_share_the_parts_by_their_draws() -> None:
    fading = start_of_member(MODEL, draw(draws=24), MEMBERS[Member.ACTIVE])
    rival = replace(draw(draws=8), memory=Memory.WINDOW)
    window = start_of_member(MODEL, rival, MEMBERS[Member.ACTIVE])
    both, one, other = (
        by_pillar(why_moved(MODEL, some, diary(28))) for some in ((fading, window), fading, window)
    )
    assert both == pytest.approx(0.75 * one + 0.25 * other)


# ---- what to do next


@pytest.mark.parametrize("memory", Memory)
@pytest.mark.parametrize("days", [1, 5, 28, 100])
def test_one_more_is_worth_what_the_model_makes_of_it(memory: Memory, days: int) -> None:
    """Day by day, with and without it, as a mean over the horizon."""
    people = replace(draw(draws=4), memory=memory)
    start = start_of_member(MODEL, people, MEMBERS[Member.ORDINARY], known=False)
    people = replace(people, base=np.full_like(people.base, 3.0))
    state = MODEL.step(people, start.state, diary(member=Member.ORDINARY))
    start = replace(start, parameters=people, state=state)
    kinds = [CATALOGUE.index(kind) for kind in (K.COMMENT, K.POST, K.REQUEST)]
    found = points_of_one_more(MODEL, start, np.array(kinds), days)
    usual = np.tile(start.usual / 7, (days, 1))
    for at, kind in enumerate(kinds):
        more = usual.copy()
        more[0, kind] += 1
        runs = [MODEL.simulate(people, start.state, doses).pillars for doses in (more, usual)]
        expected = (runs[0] - runs[1])[:, 1:].mean(axis=1)
        # A stock that the usual pace feeds anyway gives a little less with each day.
        assert found[:, at] == pytest.approx(expected, abs=1e-9 if kind != kinds[2] else 2e-3)


def test_the_best_is_first_and_harm_and_others_doing_are_never_named() -> None:
    start = someone()
    found = next_actions(MODEL, start)

    def known(kind: str) -> bool:
        return start.usual[CATALOGUE.index(kind)] >= 0.2 or CATALOGUE[kind].nature is Nature.ONCE

    order = [(not known(action.kind), -action.per_minute) for action in found]
    assert order == sorted(order)  # what one does anyway, then what would be new
    assert "request" not in {action.kind for action in found}  # a note comes first
    due = next_actions(MODEL, start, due={found[-1].kind})
    assert due[0].kind == found[-1].kind
    assert len(found) > 10
    assert {action.nature for action in found} <= {Nature.HABIT, Nature.ONCE}
    assert not any(CATALOGUE[action.kind].sales_navigator for action in found)
    assert all(action.points > 0 for action in found)
    habits = next_actions(MODEL, someone(), once=False)
    assert {action.nature for action in habits} == {Nature.HABIT}


def test_what_serves_the_weakest_pillar_is_marked() -> None:
    start = someone()
    marked = {action.pillar for action in next_actions(MODEL, start) if action.for_weakest}
    assert marked == {Pillar.INSIGHTS}


def test_what_was_done_a_lot_this_week_is_worth_less_today() -> None:
    def worth(comments: float) -> float:
        doses = diary()
        doses[-6:, CATALOGUE.index(K.COMMENT)] = comments
        start = begin(doses)
        return next(a.points for a in next_actions(MODEL, start) if a.kind == K.COMMENT)

    assert worth(6) < worth(2) < worth(0)


def test_what_is_done_for_today_or_for_the_week_is_not_named() -> None:
    doses = diary()
    doses[-1, CATALOGUE.index(K.ACTIVE_DAY)] = 1
    doses[-7:, CATALOGUE.index(K.VIDEO)] = 0.5
    start = begin(doses)
    named = {action.kind for action in next_actions(MODEL, start)}
    assert not named & {K.ACTIVE_DAY, K.VIDEO}


def test_a_full_profile_and_a_full_pillar_have_nothing_left_to_gain() -> None:
    seen = Observed(total=60, pillars=(17, 8, 10, 25))
    full = begin(diary(), seen, stocks={Stock.PROFILE: 1.0})
    named = {action.kind for action in next_actions(MODEL, full)}
    assert K.PROFILE_SECTION not in named
    assert K.REQUEST not in named
    assert K.COMMENT in named


def test_the_licence_s_actions_are_named_to_those_who_have_it() -> None:
    start = start_of_member(MODEL, centre(), MEMBERS[Member.OCCASIONAL], known=False)
    paid = replace(start, assumptions=Assumptions(sales_navigator=True))
    assert K.LEAD_SEARCH in {action.kind for action in next_actions(MODEL, paid)}
    assert K.LEAD_SEARCH not in {action.kind for action in next_actions(MODEL, start)}


def test_requests_that_nobody_accepts_are_not_advised() -> None:
    start = someone()
    cold = replace(start, assumptions=Assumptions(acceptance=0.0, acceptance_with_note=0.0))
    assert not {K.REQUEST, K.REQUEST_WITH_NOTE} & {a.kind for a in next_actions(MODEL, cold)}


def test_a_horizon_has_days() -> None:
    with pytest.raises(SimError, match="horizon"):
        next_actions(MODEL, someone(), days=0)
