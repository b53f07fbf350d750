"""The personal fit: its columns, its modes and its bands, each against another way."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE, Effect, Kind, Nature
from sim.errors import SimError
from sim.forecasts.forecast import forecast
from sim.inference import posterior
from sim.inference.blend import weights
from sim.inference.design_matrix import HALF_LIFE_NODES, WINDOW, Design, designs
from sim.inference.fit import Fit, Learned, Outcome, fit, packed, unpacked
from sim.inference.observations import EVENNESS, Evidence, Record, as_even, record
from sim.inference.posterior import mode, noise
from sim.population.prior import centre
from sim.response.curves import Array, diminishing_returns
from sim.response.model import ResponseModel
from sim.response.state import Memory, Observed
from sim.terms import Pillar
from tests.sim.judging import inside, judge
from tests.sim.people import MODEL, World, person

KINDS = len(CATALOGUE)


@cache
def someone(readings: int = 26, seed: int = 3, world: World = World.OWN) -> Evidence:
    """The journal of a simulated person."""
    return person(world, readings, seed).evidence


def designs_of(evidence: Evidence) -> tuple[Record, list[Design]]:
    known = record(evidence, MODEL)
    return known, designs(MODEL, known, evidence.assumptions)


@pytest.mark.parametrize("node", [*range(len(HALF_LIFE_NODES)), WINDOW])
def test_the_columns_are_what_the_model_computes(node: int) -> None:
    evidence = someone()
    one, made = designs_of(evidence)
    people = replace(centre(), memory=Memory.WINDOW if node == WINDOW else Memory.FADING)
    if node != WINDOW:
        people = replace(people, half_life=people.half_life * np.exp(HALF_LIFE_NODES[node]))
    state = MODEL.steady(people, one.before, {}, evidence.assumptions)
    for at, row in enumerate(one.rows.tolist()):
        earlier = int(one.rows[at - 1]) + 1 if at else 0
        state = MODEL.step(people, state, one.doses[earlier : row + 1], evidence.assumptions)
        state = replace(state, stocks=one.stocks[row])
        shown = MODEL.simulate(people, state, one.doses[:0], evidence.assumptions).pillars[0, 0]
        for pillar, design in enumerate(made):
            points = design.columns[node, at] @ design.coefficients(np.zeros(len(design.unknowns)))
            assert points == pytest.approx(shown[pillar], abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_jacobian_is_that_of_differences(seed: int) -> None:
    design = designs_of(someone())[1][seed]
    z, step = np.random.default_rng(seed).normal(size=len(design.unknowns)), 1e-6
    exact = design.slopes(design.coefficients(z))
    for at in range(len(z)):
        ahead, behind = z.copy(), z.copy()
        ahead[at] += step
        behind[at] -= step
        change = design.coefficients(ahead) - design.coefficients(behind)
        assert exact[:, at] == pytest.approx(change / (2 * step), abs=1e-7)


@pytest.mark.parametrize("readings", [3, 26])
def test_a_mode_is_what_another_search_finds(readings: int) -> None:
    from scipy.optimize import minimize

    one, made = designs_of(someone(readings))
    covariance = noise(one.rows, one.doubt, pillars=[0], logged=True)
    inverse = np.linalg.inv(covariance.factor @ covariance.factor.T)
    for pillar, design in enumerate(made):
        for node in (0, 2, WINDOW):

            def height(
                z: Array, design: Design = design, at: int = pillar, node: int = node
            ) -> float:
                rest = one.scores[:, at] - design.columns[node] @ design.coefficients(z)
                return float(rest @ inverse @ rest + z @ z)

            scores = one.scores[:, pillar]
            mine = mode(design, node, scores, covariance)
            found = minimize(height, np.zeros(len(design.unknowns)), method="BFGS")
            assert height(mine.z) <= found.fun + 0.05
            assert mine.surprise == pytest.approx(height(mine.z), rel=1e-6)


# ---- whole fits


def test_the_same_journal_gives_the_same_bytes() -> None:
    one, other = (fit(MODEL, someone(8)) for _ in range(2))
    for start, same in zip(one.starts, other.starts, strict=True):
        assert start.parameters.gain.tobytes() == same.parameters.gain.tobytes()
        assert start.state.activity.tobytes() == same.state.activity.tobytes()
    assert one.learned == other.learned


def test_the_draws_are_shared_by_the_memories_as_the_readings_say() -> None:
    made = fit(MODEL, someone(8))
    counts = [start.parameters.draws for start in made.starts]
    assert sum(counts) == 256
    assert counts == sorted(counts, reverse=True)
    if len(made.starts) == 2:
        part = counts[0] / 256
        assert max(made.fading, 1 - made.fading) == pytest.approx(part, abs=0.01)


def today(made: Fit, evidence: Evidence, confidence: float = 0.8) -> tuple[float, float, float]:
    """The band of today's total."""
    none = evidence.doses[:0] if len(evidence.doses) else np.zeros((0, KINDS))
    band = forecast(MODEL, made.starts, none, confidence=confidence).total
    return float(band.low[0]), float(band.median[0]), float(band.high[0])


@pytest.mark.parametrize("world", [World.OWN, World.WINDOW, World.IRREGULAR, World.TOTALS])
def test_day_0_is_the_newest_reading(world: World) -> None:
    evidence = someone(26, 5, world)
    total = min(evidence.readings, key=lambda one: one[0])[1].total
    assert today(fit(MODEL, evidence), evidence) == pytest.approx((total,) * 3, abs=1e-4)


def test_true_half_lives_lie_in_their_intervals() -> None:
    inside = []
    for seed in range(14):
        one = person(World.OWN, 50, seed)
        for row in fit(MODEL, one.evidence).learned:
            if row.what == "half_life":
                true = one.truth.half_life[0, list(Pillar).index(row.pillar)]
                inside.append(row.low <= true <= row.high)
    assert np.mean(inside) == pytest.approx(0.8, abs=0.15)


def test_what_readings_teach_is_told_apart_from_what_is_assumed() -> None:
    little, much = (
        [fit(MODEL, person(World.OWN, n, seed).evidence).learned for seed in range(3)]
        for n in (3, 50)
    )

    def part(fits: list[tuple[Learned, ...]], what: str) -> float:
        return float(np.mean([row.part for rows in fits for row in rows if row.what == what]))

    for what in ("level", "gain", "half_life"):
        assert part(much, what) > max(0.25, part(little, what))
    assert all(0 <= row.part <= 1 and row.low <= row.value <= row.high for row in much[0])


def test_of_equal_readings_without_a_log_only_the_level_is_learned() -> None:
    readings = [(7 * week, shown(12, 5, 2, 15)) for week in range(9)]
    made = fit(MODEL, Evidence(doses=np.zeros((0, KINDS)), readings=readings))
    assert {row.what for row in made.learned} == {"level"}


def test_without_readings_it_is_the_population_and_says_so() -> None:
    made = fit(MODEL, replace(someone(), readings=()))
    assert made.outcome is Outcome.PRIOR
    assert made.learned == ()
    low, _median, high = today(made, someone())
    assert high - low > 12


def test_a_search_that_does_not_come_to_rest_falls_back_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evidence = someone()
    monkeypatch.setattr(posterior, "MOST_STEPS", 1)
    made = fit(MODEL, evidence)
    assert made.outcome is Outcome.FAILED
    assert made.learned == ()
    total = min(evidence.readings, key=lambda one: one[0])[1].total
    assert today(made, evidence)[1] == pytest.approx(total, abs=1e-3)


def test_past_errors_widen_every_band_and_leave_the_median() -> None:
    starts, doses = fit(MODEL, someone(26)).starts, np.zeros((28, KINDS))
    plain, wide = (forecast(MODEL, starts, doses, stretch=factor) for factor in (1.0, 1.5))
    for one, other in zip(
        (plain.total, *plain.pillars.values()), (wide.total, *wide.pillars.values()), strict=True
    ):
        assert (other.median == one.median).all()
        apart = (other.median - other.low)[7:], 1.5 * (one.median - one.low)[7:]
        assert apart[0] == pytest.approx(np.minimum(apart[1], one.median[7:]), abs=1e-4)
        assert other.high.max() <= (100 if one is plain.total else 25)
    with pytest.raises(SimError):
        forecast(MODEL, starts, doses, stretch=0.9)


def test_past_errors_make_chances_less_extreme_and_leave_even_ones() -> None:
    starts, doses = fit(MODEL, someone(26)).starts, np.zeros((28, KINDS))
    plain, wide = (forecast(MODEL, starts, doses, stretch=factor) for factor in (1.0, 2.0))
    even, high = float(plain.total.median[28]), float(plain.total.high[28])
    assert wide.probability(even, 28) == plain.probability(even, 28)
    assert wide.probability(high, 28) > plain.probability(high, 28) + 0.05
    # As far as the band is from the median the chance is the band's.
    assert wide.probability(float(wide.total.high[28]), 28) == pytest.approx(0.1, abs=0.005)


def test_past_errors_widen_the_difference_of_two_plans() -> None:
    starts = fit(MODEL, someone(26)).starts
    paces = np.zeros((28, KINDS)), np.tile(starts[0].usual / 7, (28, 1))
    plain, wide = (
        forecast(MODEL, starts, paces[1], stretch=factor).difference(
            forecast(MODEL, starts, paces[0], stretch=factor)
        )
        for factor in (1.0, 1.5)
    )
    assert (wide.median == plain.median).all()
    ratio = (wide.high - wide.low)[7:] / (plain.high - plain.low)[7:]
    assert ratio == pytest.approx(1.5, abs=1e-3)


def test_more_readings_narrow_the_forecast() -> None:
    widths = []
    for readings in (1, 8, 50):
        bands = [
            forecast(MODEL, fit(MODEL, one.evidence).starts, one.later).total
            for one in (person(World.OWN, readings, seed) for seed in range(5))
        ]
        widths.append(np.median([band.high[-1] - band.low[-1] for band in bands]))
    assert widths[1] > widths[2]


# ---- strange journals

WEEKLY = [7 * week for week in range(12)]


def shown(*pillars: float) -> Observed:
    return Observed(total=round(sum(pillars), 3), pillars=pillars)


def steady(days: int) -> Array:
    """A quiet, regular life."""
    doses = np.zeros((days, KINDS))
    doses[::2, CATALOGUE.index("comment")] = 1
    doses[::7, CATALOGUE.index("post")] = 1
    doses[::3, CATALOGUE.index("request-with-note")] = 2
    return doses


def rebased() -> Evidence:
    """Twenty weeks at rest, and seven per cent less from the eighth week before the end on."""
    random = np.random.default_rng(1)
    base = np.array([14.2, 7.3, 5.1, 15.4])
    readings = []
    for ago in range(0, 140, 7):
        factor = 0.93 if ago <= 56 else 1.0
        seen = np.round(base * factor + random.normal(0, 0.1, 4), 3)
        readings.append((ago, shown(*seen.tolist())))
    return Evidence(doses=steady(300), readings=readings)


def totals(evidence: Evidence) -> Evidence:
    """The same, with totals only."""
    alone = [(ago, Observed(total=round(seen.total))) for ago, seen in evidence.readings]
    return replace(evidence, readings=alone)


STRANGE: dict[str, Callable[[], Evidence]] = {
    "one reading": lambda: Evidence(doses=steady(30), readings=[(3, shown(12, 5, 2, 15))]),
    "one reading, nothing else": lambda: Evidence(
        doses=np.zeros((0, KINDS)), readings=[(0, shown(12, 5, 2, 15))]
    ),
    "two on one day": lambda: Evidence(
        doses=steady(30), readings=[(3, shown(12, 5, 2, 15)), (3, shown(13.5, 5, 2.5, 15))]
    ),
    "ten years": lambda: Evidence(
        doses=steady(3650),
        readings=[
            (ago, shown(*np.round([14 + np.sin(ago / 90), 6, 4, 15 + np.cos(ago / 60)], 3)))
            for ago in range(0, 3640, 7)
        ],
    ),
    "daily for two years": lambda: Evidence(
        doses=steady(730), readings=[(ago, shown(14.1, 6.2, 4.3, 15.4)) for ago in range(730)]
    ),
    "all equal": lambda: Evidence(
        doses=steady(90), readings=[(ago, shown(12, 5, 2, 15)) for ago in WEEKLY]
    ),
    "a jump overnight": rebased,
    "readings and no actions": lambda: Evidence(
        doses=np.zeros((0, KINDS)), readings=[(ago, shown(12, 5, 2, 15)) for ago in WEEKLY]
    ),
    "logging began yesterday": lambda: Evidence(
        doses=steady(2), readings=[(ago, shown(12, 5, 2, 15)) for ago in WEEKLY]
    ),
    "a long holiday": lambda: Evidence(
        doses=np.vstack([steady(100), np.zeros((60, KINDS))]),
        readings=[(ago, shown(12, 5, 2, 15)) for ago in (65, 80, 95, 120)],
    ),
    "at the ceiling": lambda: Evidence(
        doses=steady(90), readings=[(ago, shown(25, 25, 25, 25)) for ago in WEEKLY]
    ),
    "at the floor": lambda: Evidence(
        doses=steady(90), readings=[(ago, shown(0.5, 0, 0, 0)) for ago in WEEKLY]
    ),
    "totals alone": lambda: totals(someone(26)),
    "a total alone": lambda: Evidence(doses=steady(5), readings=[(0, Observed(total=46))]),
    "some with pillars": lambda: replace(
        someone(26),
        readings=[*totals(someone(26)).readings[:20], *someone(26).readings[20:]],
    ),
    "a frenzy": lambda: Evidence(
        doses=20 * steady(60), readings=[(ago, shown(9, 5, 2, 9)) for ago in (1, 20, 40)]
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_journal_is_fitted_all_the_same(name: str) -> None:
    evidence = STRANGE[name]()
    made = fit(MODEL, evidence)
    assert made.outcome is Outcome.LEARNED
    low, median, high = today(made, evidence)
    ago, newest = min(evidence.readings, key=lambda one: one[0])
    assert 0 <= low <= median <= high <= 100
    assert median == pytest.approx(newest.total, abs=2 + 0.3 * ago)
    doses = np.tile(made.starts[0].usual / 7, (182, 1))
    later = forecast(MODEL, made.starts, doses).total
    assert np.isfinite(later.high).all()
    assert later.high.max() - later.low.min() < 75
    assert all(np.isfinite([row.value, row.low, row.high]).all() for row in made.learned)


def test_an_own_action_is_learned_like_any_other() -> None:
    own = Kind(
        kind="podcast", nature=Nature.HABIT, minutes=60, half_pace=1, why="", source="own",
        effects=(Effect(pillar=Pillar.INSIGHTS, points=2),),
    )  # fmt: skip
    model = ResponseModel(CATALOGUE.with_own([own]))
    doses = np.hstack([someone().doses, np.zeros((len(someone().doses), 1))])
    doses[::9, -1] = 1
    made = fit(model, replace(someone(), doses=doses))
    assert made.outcome is Outcome.LEARNED
    assert {row.name for row in made.learned} >= {"podcast"}
    assert made.starts[0].parameters.gain.shape[1] == len(CATALOGUE.effects) + 1


def test_who_logs_nothing_is_expected_to_stay() -> None:
    evidence = someone(26, 4, World.NOTHING)
    total = min(evidence.readings, key=lambda one: one[0])[1].total
    made = fit(MODEL, evidence)
    doses = np.tile(made.starts[0].usual / 7, (182, 1))
    later = forecast(MODEL, made.starts, doses).total
    assert later.median == pytest.approx(total, abs=0.5)
    assert later.high[-1] - later.low[-1] > 3


@pytest.mark.parametrize(("pillars", "at", "edge"), [
    ((14, 9, 8, 24.6), 3, "low"), ((14, 9, 0.4, 15), 2, "high"),
])  # fmt: skip
def test_near_a_limit_a_pillars_band_is_wide_and_the_totals_median_stays(
    pillars: tuple[float, ...], at: int, edge: str
) -> None:
    made = fit(MODEL, Evidence(doses=steady(0), readings=[(0, shown(*pillars))]))
    doses = np.tile(made.starts[0].usual / 7, (84, 1))
    later = forecast(MODEL, made.starts, doses, confidence=0.95)
    assert later.total.median == pytest.approx(sum(pillars), abs=0.5)
    band = list(later.pillars.values())[at]
    assert band.median == pytest.approx(pillars[at], abs=0.5)
    assert abs(getattr(band, edge)[-1] - pillars[at]) > 4


def test_a_reading_ahead_of_the_journal_is_refused() -> None:
    with pytest.raises(SimError):
        Evidence(doses=steady(5), readings=[(-1, shown(12, 5, 2, 15))])


def test_a_fit_kept_as_arrays_comes_back_as_it_was(tmp_path: Path) -> None:
    made = fit(MODEL, someone(8))
    np.savez(tmp_path / "fit.npz", **packed(made))
    with np.load(tmp_path / "fit.npz") as arrays:
        back = unpacked(arrays)
    assert back.learned == made.learned
    assert (back.outcome, back.fading, back.weights) == (made.outcome, made.fading, made.weights)
    doses = np.zeros((28, KINDS))
    one, other = (forecast(MODEL, fitted.starts, doses).total for fitted in (made, back))
    assert (one.low == other.low).all()
    with pytest.raises(KeyError):
        unpacked({"format": np.array(9)})


# ---- what a forecast is made of


def test_weights_sum_to_one_and_more_readings_believe_the_model_more() -> None:
    made = [weights(count, 0.0, logged=True) for count in (1, 3, 8, 26, 50)]
    for one in made:
        assert one.model + one.line + one.no_change == pytest.approx(1)
    assert [one.model for one in made] == sorted(one.model for one in made)
    assert [one.effect for one in made] == sorted(one.effect for one in made)


def test_a_score_that_answers_to_nothing_has_its_effects_believed_less() -> None:
    deaf, own = (
        [fit(MODEL, person(world, 26, seed).evidence).weights.effect for seed in range(6)]
        for world in (World.DEAF, World.OWN)
    )
    assert np.mean(deaf) < np.mean(own) - 0.1
    assert max(own) <= 0.97


def test_scores_without_a_log_say_nothing_of_an_answer() -> None:
    alone = [weights(count, 9.0, logged=False) for count in (1, 8, 50)]
    assert {one.effect for one in alone} == {weights(1, 0.0, logged=True).effect}


def test_no_handful_of_readings_decides_alone() -> None:
    assert weights(8, -1e9, logged=True).model >= 0.1
    assert weights(8, 1e9, logged=True).model <= 0.97


def test_uneven_weeks_earn_what_their_even_equal_earns() -> None:
    random = np.random.default_rng(1)
    half_pace = np.array([0.5, 2.0, 10.0])
    for pace in (0.3, 3.0, 20.0):
        even = as_even(np.full(3, pace), half_pace)
        counts = random.poisson(random.gamma(EVENNESS, pace / EVENNESS, (200_000, 1)), (200_000, 3))
        earned = diminishing_returns(counts, half_pace).mean(axis=0)
        assert diminishing_returns(even, half_pace) == pytest.approx(earned, abs=0.004)
        assert (even < pace).all()


def test_how_far_scores_drift_is_in_doubt_and_leaves_the_median() -> None:
    reading = shown(12, 5, 2, 15)
    (start,) = fit(MODEL, Evidence(doses=np.zeros((0, KINDS)), readings=[(0, reading)])).starts
    drift = start.parameters.drift
    assert drift == pytest.approx(-drift[::-1], abs=1e-12)
    spread = np.quantile(np.abs(drift[:, 0]), [0.5, 0.95])
    assert spread[1] / spread[0] > 1.96 / 0.674 + 0.15


def test_bands_hold_what_they_promise() -> None:
    """A few people of our own law; `make evaluate` looks at a thousand, and at other laws."""
    judged = [judge(person(World.OWN, 8, seed)) for seed in range(300, 340)]
    places = np.array([[*one.total_levels, *one.levels.ravel()] for one in judged])
    for level, allowed in ((0.5, 0.09), (0.8, 0.07), (0.95, 0.04)):
        assert inside(list(places), level).mean() == pytest.approx(level, abs=allowed)
