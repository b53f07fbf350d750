"""The response model against a slow second opinion, and the laws that any response obeys."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from sim.catalogue.kinds import CATALOGUE, Nature
from sim.errors import SimError
from sim.population.members import MEMBERS
from sim.population.prior import centre, draw
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Parameters, Shock, State, StockChange
from sim.terms import ActionKind, Member, Pillar, Stock
from tests.sim import reference

MODEL = ResponseModel()
DRAWS = draw(draws=8, seed=3)
WINDOWED = replace(DRAWS, memory=Memory.WINDOW)
CENTRE = centre()
KINDS = len(CATALOGUE)
TOLD = Assumptions(acceptance=0.4, acceptance_with_note=0.6, inmail_reply=0.2)

seeds = st.integers(0, 2**32 - 1)
members = st.sampled_from(Member)


def someone(parameters: Parameters, member: Member = Member.ACTIVE) -> State:
    """A member at the usual pace, six weeks after a reading, with carried-in points."""
    one = MEMBERS[member]
    state = MODEL.steady(parameters, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    return replace(state, age=17.0, elapsed=42.0)


def plan(seed: int, days: int, busy: float = 0.3) -> Array:
    """Random whole and broken doses; most kinds rest on most days, some days repeat."""
    generator = np.random.default_rng(seed)
    doses = generator.integers(0, 30, (days, KINDS)) / 10.0
    doses *= generator.random((days, KINDS)) < busy
    doses *= generator.random(KINDS) < 0.5
    if generator.random() < 0.5 and days > 20:
        doses[8:] = doses[8]
    return doses


def slow(parameters: Parameters, at: int, state: State, doses: Array, **events: object) -> Array:
    """(day, pillar) of one draw by the reference."""
    person = reference.Person(
        base=parameters.base[at].tolist(),
        carried=parameters.carried[at].tolist(),
        gain=parameters.gain[at].tolist(),
        lasting=parameters.lasting[at].tolist(),
        half_pace=parameters.half_pace[at].tolist(),
        half_life=parameters.half_life[at].tolist(),
        drift=parameters.drift[at].tolist(),
        relaxation=parameters.relaxation,
        activity=state.activity[at].tolist(),
        past=state.recent.tolist(),
        stocks=state.stocks.tolist(),
        age=state.age,
        elapsed=state.elapsed,
        scale=state.scale,
        window=parameters.memory is Memory.WINDOW,
    )
    return np.array(reference.live(CATALOGUE, person, doses.tolist(), TOLD, **events))  # type: ignore[arg-type]


# ---- against second opinions


@settings(max_examples=12)
@given(seed=seeds, days=st.integers(0, 70), busy=st.sampled_from([0.02, 0.3, 1.0]))
def test_the_model_agrees_with_the_equations_written_out_day_by_day(
    seed: int, days: int, busy: float
) -> None:
    state, doses = someone(DRAWS), plan(seed, days, busy)
    shocks = [Shock(day=5, factor=0.93), Shock(day=40, factor=1.1)]
    changes = [StockChange(day=3, stock=Stock.PROFILE, value=0.5)]
    run = MODEL.simulate(DRAWS, state, doses, TOLD, shocks=shocks, changes=changes)
    for at in (0, 5):
        expected = slow(DRAWS, at, state, doses, shocks=shocks, changes=changes)
        assert run.pillars[at] == pytest.approx(expected, abs=1e-11)


def test_so_it_does_under_the_window_memory() -> None:
    state, doses = someone(WINDOWED), plan(4, 25)
    run = MODEL.simulate(WINDOWED, state, doses, TOLD)
    expected = slow(WINDOWED, 2, state, doses)
    assert run.pillars[2] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("busy", [0.02, 1.0])
def test_closed_form_and_day_recursion_differ_by_less_than_1e_12(busy: float) -> None:
    """Members' paces, where no sum of doses is rounded; the tolerance is for 180 days."""
    state = someone(DRAWS)
    usual = np.array(MEMBERS[Member.ACTIVE].week(CATALOGUE))
    doses = np.tile(usual / 7, (180, 1))
    doses[30:60] = 0
    doses[90:, CATALOGUE.index(ActionKind.COMMENT)] = 1 if busy == 1.0 else 2
    if busy == 1.0:
        doses[90::3, CATALOGUE.index(ActionKind.POST)] = 1
    run = MODEL.simulate(DRAWS, state, doses, TOLD)
    stepped = state
    for day, dose in enumerate(doses, start=1):
        stepped = MODEL.step(DRAWS, stepped, dose[None], TOLD)
        if day % 20 == 0:
            now = MODEL.simulate(DRAWS, stepped, doses[:0], TOLD).pillars[:, 0]
            assert np.abs(now - run.pillars[:, day]).max() <= 1e-12


def test_activity_is_the_solution_of_its_differential_equation() -> None:
    """Day by day with a solver that knows nothing of powers of two."""
    doses = plan(11, 30, busy=0.6)
    state = someone(DRAWS)
    effects = [at for at, (kind, _) in enumerate(CATALOGUE.effects) if doses[:, kind].any()][:6]
    end = MODEL.step(DRAWS, state, doses, TOLD).activity[0, effects]
    shares = MODEL.layout.shares(TOLD)
    history = np.vstack([state.recent, doses])
    for at, reached in zip(effects, end, strict=True):
        kind, effect = CATALOGUE.effects[at]
        half_life = DRAWS.half_life[0, list(Pillar).index(effect.pillar)]
        half_life = half_life * CATALOGUE.kinds[kind].memory
        x = state.activity[0, at]
        for day in range(len(doses)):
            pace = history[len(state.recent) + day - 6 : len(state.recent) + day + 1, kind].sum()
            full = 1 - 0.5 ** (shares[at] * pace / DRAWS.half_pace[0, kind])
            solved = solve_ivp(
                lambda _, y, full=full, half_life=half_life: np.log(2) / half_life * (full - y),
                (0, 1), [x], method="DOP853", rtol=1e-13, atol=1e-14,
            )  # fmt: skip
            x = solved.y[0, -1]
        assert abs(x - reached) <= 1e-10


def test_single_precision_is_good_to_a_ten_thousandth_of_a_point() -> None:
    state, doses = someone(DRAWS), plan(5, 365)
    exact = MODEL.simulate(DRAWS, state, doses, TOLD)
    quick = MODEL.simulate(DRAWS, state, doses, TOLD, dtype=np.float32)
    assert np.abs(exact.scores - quick.scores).max() < 1e-4


# ---- laws


@given(seed=seeds, days=st.integers(0, 60), cut=st.floats(0, 1), window=st.booleans())
def test_a_run_cut_in_two_equals_one_run(seed: int, days: int, cut: float, window: bool) -> None:
    parameters = WINDOWED if window else DRAWS
    state, doses, at = someone(parameters), plan(seed, days), int(cut * days)
    shock = Shock(day=at // 2, factor=0.93)
    change = StockChange(day=at // 2, stock=Stock.NETWORK, value=600)
    one = MODEL.simulate(parameters, state, doses, TOLD, shocks=[shock], changes=[change])
    events = {"shocks": [shock], "changes": [change]} if at else {}
    first = MODEL.simulate(parameters, state, doses[:at], TOLD, **events)  # type: ignore[arg-type]
    middle = MODEL.step(parameters, state, doses[:at], TOLD, **events)  # type: ignore[arg-type]
    events = {} if at else {"shocks": [shock], "changes": [change]}
    second = MODEL.simulate(parameters, middle, doses[at:], TOLD, **events)  # type: ignore[arg-type]
    joined = np.concatenate([first.scores[:, :-1], second.scores], axis=1)
    assert joined == pytest.approx(one.scores, abs=1e-9)


@given(seed=seeds, member=members, window=st.booleans())
def test_scores_stay_between_0_and_25_and_the_total_is_their_sum(
    seed: int, member: Member, window: bool
) -> None:
    parameters = WINDOWED if window else DRAWS
    run = MODEL.simulate(parameters, someone(parameters, member), plan(seed, 90, 1.0) * 20, TOLD)
    assert run.pillars.shape == (8, 91, 4)
    assert run.scores.min() >= 0
    assert run.scores.max() <= 25
    assert run.total == pytest.approx(run.pillars.sum(axis=2))


@given(seed=seeds, member=members, window=st.booleans(), scale=st.sampled_from([1.0, 0.93, 2.5]))
def test_the_waterfall_sums_to_the_score(
    seed: int, member: Member, window: bool, scale: float
) -> None:
    parameters = WINDOWED if window else DRAWS
    state = MODEL.step(parameters, someone(parameters, member), plan(seed, 20), TOLD)
    state = replace(state, scale=scale)
    parts = MODEL.contributions(parameters, state, TOLD)
    total = parts.base + parts.carried + parts.kinds.sum(axis=1) + parts.drift + parts.cap
    total += MODEL.layout.stocks_by_pillar(parts.stocks)
    shown = MODEL.simulate(parameters, state, state.recent[:0], TOLD).pillars[:, 0]
    assert total == pytest.approx(shown, abs=1e-12)
    inside = (shown > 0) & (shown < 25)
    latent = total - parts.cap - parts.drift
    inside &= (latent > 0) & (latent < 25)
    assert np.abs(parts.cap[inside]).max(initial=0) < 1e-12


@given(days=st.integers(8, 300), member=members)
def test_without_action_the_activity_points_halve_in_a_half_life(days: int, member: Member) -> None:
    state = MODEL.step(CENTRE, someone(CENTRE, member), np.zeros((7, KINDS)), TOLD)
    later = MODEL.step(CENTRE, state, np.zeros((days, KINDS)), TOLD)
    memory = np.array([CATALOGUE.kinds[kind].memory for kind, _ in CATALOGUE.effects])
    assert later.activity[0] == pytest.approx(state.activity[0] * 0.5 ** (days / (31 * memory)))


@given(seed=seeds, kind=st.sampled_from(CATALOGUE.kinds), more=st.floats(0.1, 5))
def test_more_of_a_good_action_never_lowers_a_score_and_more_of_a_bad_one_never_raises_it(
    seed: int, kind: object, more: float
) -> None:
    at = CATALOGUE.kinds.index(kind)  # type: ignore[arg-type]
    state, doses = someone(DRAWS), plan(seed, 40)
    extra = doses.copy()
    extra[10:, at] += more
    sign = -1 if CATALOGUE.kinds[at].nature is Nature.HARM else 1
    told = replace(TOLD, acceptance=1, acceptance_with_note=1)
    change = (
        MODEL.simulate(DRAWS, state, extra, told).scores
        - MODEL.simulate(DRAWS, state, doses, told).scores
    )
    assert (sign * change).min() >= -1e-9


@given(seed=seeds, more=st.floats(0.1, 5))
def test_more_unanswered_requests_never_raise_a_score(seed: int, more: float) -> None:
    state, doses = someone(DRAWS), plan(seed, 40)
    extra = doses.copy()
    extra[10:, CATALOGUE.index(ActionKind.REQUEST)] += more
    told = replace(TOLD, acceptance=0)
    change = (
        MODEL.simulate(DRAWS, state, extra, told).scores
        - MODEL.simulate(DRAWS, state, doses, told).scores
    )
    assert change.max() <= 1e-9


@given(
    field=st.sampled_from(["base", "carried", "gain", "lasting", "drift"]),
    seed=seeds,
    window=st.booleans(),
)
def test_any_parameter_at_zero_stays_finite(field: str, seed: int, window: bool) -> None:
    parameters = WINDOWED if window else DRAWS
    nothing = replace(parameters, **{field: np.zeros_like(getattr(parameters, field))})
    run = MODEL.simulate(nothing, someone(nothing), plan(seed, 30), TOLD)
    assert np.isfinite(run.scores).all()


@pytest.mark.parametrize("field", ["half_pace", "half_life"])
@pytest.mark.parametrize("value", [0.0, -1.0, np.inf, np.nan])
def test_half_pace_and_half_life_must_be_above_zero(field: str, value: float) -> None:
    with pytest.raises(SimError, match=field):
        replace(DRAWS, **{field: np.full_like(getattr(DRAWS, field), value)})


def test_the_same_run_gives_the_same_bytes() -> None:
    runs = [
        ResponseModel().simulate(draw(seed=9), someone(draw(seed=9)), plan(1, 60), TOLD)
        for _ in range(2)
    ]
    assert runs[0].scores.tobytes() == runs[1].scores.tobytes()


# ---- what a run is told


def test_a_shock_multiplies_all_points_from_its_day_on() -> None:
    parameters = replace(CENTRE, drift=np.zeros((1, 4)))
    state = someone(parameters, Member.ORDINARY)
    doses = np.tile(state.recent[-1], (20, 1))
    usual = MODEL.simulate(parameters, state, doses, TOLD).scores
    shaken = MODEL.simulate(
        parameters, state, doses, TOLD, shocks=[Shock(day=9, factor=0.93)]
    ).scores
    assert (shaken[:, :10] == usual[:, :10]).all()
    assert shaken[:, 10:] == pytest.approx(usual[:, 10:] * 0.93)


def test_a_change_sets_a_stock_and_that_day_s_actions_come_on_top() -> None:
    state = someone(CENTRE)
    doses = np.zeros((3, KINDS))
    doses[:, CATALOGUE.index(ActionKind.GROUP_JOINED)] = 1
    change = StockChange(day=1, stock=Stock.GROUPS, value=10)
    end = MODEL.step(CENTRE, state, doses, TOLD, changes=[change])
    assert end.stocks[CATALOGUE.stock_index(Stock.GROUPS)] == 12


def test_without_the_licence_its_actions_count_nothing() -> None:
    doses = np.zeros((28, KINDS))
    doses[:, CATALOGUE.index(ActionKind.LEAD_SEARCH)] = 3
    none = MODEL.simulate(CENTRE, someone(CENTRE), doses * 0, TOLD).scores
    ends = {
        licence: MODEL.simulate(
            CENTRE, someone(CENTRE), doses, replace(TOLD, sales_navigator=licence)
        ).scores
        for licence in (True, False, None)
    }
    assert ends[False] == pytest.approx(none)
    assert (ends[True] == ends[None]).all()
    assert ends[True][1, -1, 0] > none[1, -1, 0] + 2


@pytest.mark.parametrize(
    "doses",
    [np.zeros((3, 2)), np.zeros(KINDS), np.full((2, KINDS), -1.0), np.full((2, KINDS), np.nan)],
)
def test_doses_of_a_wrong_shape_or_below_zero_are_refused(doses: Array) -> None:
    with pytest.raises(SimError, match="doses"):
        MODEL.simulate(CENTRE, someone(CENTRE), doses, TOLD)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Assumptions(acceptance=1.2),
        lambda: Assumptions(inmail_reply=float("nan")),
        lambda: Shock(day=-1, factor=1),
        lambda: Shock(day=0, factor=0),
        lambda: StockChange(day=0, stock=Stock.PROFILE, value=1.5),
    ],
)
def test_what_a_run_is_told_must_make_sense(make: object) -> None:
    with pytest.raises(SimError):
        make()  # type: ignore[operator]


def test_an_own_action_changes_nothing_until_it_is_done_and_then_its_pillar_alone() -> None:
    own = replace(CATALOGUE[ActionKind.COMMENT], kind="podcast")
    catalogue = CATALOGUE.with_own([replace(own, effects=own.effects[:1])])
    model, people = ResponseModel(catalogue), draw(catalogue, draws=8, seed=3)
    one = MEMBERS[Member.ORDINARY]
    state = model.steady(people, np.array(one.week(catalogue)), one.stocks, TOLD)
    known = MODEL.steady(DRAWS, np.array(one.week(CATALOGUE)), one.stocks, TOLD)
    doses = np.zeros((30, len(catalogue)))
    idle = model.simulate(people, state, doses, TOLD).scores
    assert (idle == MODEL.simulate(DRAWS, known, doses[:, :-1], TOLD).scores).all()
    doses[:, -1] = 1
    more = model.simulate(people, state, doses, TOLD).scores - idle
    assert np.median(more[2, -1]) > 0
    assert more.min() >= 0
    assert (more[[0, 1, 3]] == 0).all()
