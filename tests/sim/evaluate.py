"""How good the fit is on simulated people: the table of docs/model.md, measured by this code.

`python -m tests.sim.evaluate [people]` takes some minutes; people are per world and number of
readings, and the same number gives the same people.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.forecasts.backtest import backtest
from sim.forecasts.forecast import forecast as forecast_one
from sim.forecasts.forecast import forecast_of_fit
from sim.inference.fit import Fit, Outcome, fit, noisy
from sim.population.members import MEMBERS
from sim.population.prior import DRAWS, SEED, Strata, draw
from sim.population.start import start_of_member
from sim.response.curves import WEEK, Array
from sim.response.kernels import PILLARS
from sim.response.state import widened
from sim.terms import Member
from tests.sim.exactness import exactness
from tests.sim.people import FOREIGN, MODEL, Person, World, person

PEOPLE = 24
"""Per world and number of readings: 576 in all, and 48 more for the backtest."""
NOTICEABLE = 1.0
"""Points that four weeks without anything must cost before their error is taken in parts of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """One person's forecast beside what came."""

    levels: Array
    """(week, pillar) place of what was shown in the forecast, 0 to 1."""
    total_levels: Array
    """(week,) the same of the total."""
    error: float
    """Mean absolute error of the pillars' medians, points."""
    naive: float
    """The same of no change."""
    best: float
    """The same for who knows everything but the future."""
    total_error: float
    total_naive: float
    fading: float
    stop: float | None
    """Error of what four weeks without anything cost, in parts of it."""
    failed: bool


def judge(one: Person, seed: int, stretch: float = 1.0) -> Judged:
    """Fit, forecast the four weeks after the last reading with the plan that was kept, compare."""
    made = fit(MODEL, one.evidence)
    going = forecast_of_fit(MODEL, made.starts, one.later)
    stopped = forecast_of_fit(MODEL, made.starts, np.zeros_like(one.later))
    scores = going.trajectory.pillars[:, WEEK::WEEK]
    scores = widened(scores.T, stretch).T
    shown, step = _shown(made, scores, one), one.evidence.readings[-1][1].step
    random = np.random.default_rng(seed)
    truth, last = one.shown, np.array(one.evidence.readings[-1][1].pillars)
    medians, total = np.median(scores, axis=0), np.median(scores.sum(axis=2), axis=0)
    cost = -float(stopped.difference(going).median[-1])
    return Judged(
        levels=_levels(shown, truth, step, random),
        total_levels=_levels(shown.sum(axis=2), truth.sum(axis=1), step, random),
        error=float(np.abs(medians - truth).mean()),
        naive=float(np.abs(last - truth).mean()),
        best=float(np.abs(one.best - truth).mean()),
        total_error=float(np.abs(total - truth.sum(axis=1)).mean()),
        total_naive=float(np.abs(last.sum() - truth.sum(axis=1)).mean()),
        fading=made.fading,
        stop=abs(cost - one.stop) / one.stop if one.stop > NOTICEABLE else None,
        failed=made.outcome is not Outcome.LEARNED,
    )


def _shown(made: Fit, scores: Array, one: Person) -> Array:
    """(draw, week, pillar) what would be read: with noise, and rounded."""
    normal, step = Strata(DRAWS, SEED), one.evidence.readings[-1][1].step
    weeks = []
    for week in range(scores.shape[1]):
        normals = np.stack([normal(f"week {week} {pillar}") for pillar in PILLARS], axis=1)
        weeks.append(noisy(made, scores[:, week], 0.0, normals))
    return np.round(np.stack(weeks, axis=1) / step) * step


def _levels(draws: Array, truth: Array, step: float, random: np.random.Generator) -> Array:
    """Place of the truth among the draws; evenly spread in 0 to 1 where the forecast is right.

    Among equals, which rounding makes, the place is drawn.
    """
    below, upto = (draws < truth - step / 2).mean(axis=0), (draws <= truth + step / 2).mean(axis=0)
    levels: Array = below + random.random(below.shape) * (upto - below)
    return levels


def inside(levels: Iterable[Array], confidence: float) -> float:
    """Part of the places that lie within a band."""
    every = np.concatenate([one.ravel() for one in levels])
    return float((np.abs(every - 0.5) <= confidence / 2).mean())


def people(world: World, readings: int, count: int) -> list[Judged]:
    """So many people of a world, judged."""
    return [judge(person(world, readings, seed), seed) for seed in range(count)]


def skill(judged: Sequence[Judged], *, total: bool = False) -> float:
    """1 − mean absolute error / that of no change."""
    if total:
        return 1 - sum(one.total_error for one in judged) / sum(one.total_naive for one in judged)
    return 1 - sum(one.error for one in judged) / sum(one.naive for one in judged)


def stop_error(judged: Sequence[Judged]) -> float:
    """Median error of what four weeks without anything cost, in parts of it."""
    return float(np.median([one.stop for one in judged if one.stop is not None]))


def milliseconds(call: Callable[[], object], rounds: int = 20) -> tuple[float, float]:
    """Median and 95th percentile of processor time."""
    call()
    spent = []
    for _ in range(rounds):
        before = time.process_time()
        call()
        spent.append((time.process_time() - before) * 1e3)
    return float(np.median(spent)), float(np.quantile(spent, 0.95))


def speeds() -> Iterable[tuple[str, str, str, str]]:
    """Rows of the table: what, prototype, aim, this code."""
    start = start_of_member(MODEL, draw(), MEMBERS[Member.ACTIVE])
    plans = [np.tile(start.usual / WEEK * (1 + 0.1 * at), (365, 1)) for at in range(5)]

    def edited() -> object:
        plans[0] = plans[0] * 1.001
        return forecast_one(MODEL, start, plans[0])

    said = "{:.1f}, p95 {:.1f} ms"
    yield "one edited scenario, a year", "3.2 ms", "≤ 3 ms", said.format(*milliseconds(edited))
    five = milliseconds(lambda: [forecast_one(MODEL, start, plan) for plan in plans])
    yield "five scenarios, a year", "28 ms", "≤ 12 ms", said.format(*five)
    for readings, was, aim in ((3, "14", "8"), (26, "44", "25"), (50, "76", "45")):
        lives = [person(World.OWN, readings, seed).evidence for seed in range(10)]
        places = iter(lives * 3)
        spent = milliseconds(lambda places=places: fit(MODEL, next(places)), 20)  # type: ignore[misc]
        yield f"personal fit, {readings} readings", f"{was} ms", f"≤ {aim} ms", said.format(*spent)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    code = "import time; t = time.process_time(); import sim; print(time.process_time() - t)"
    deep = code.replace("import sim;", "import sim.forecasts.backtest, sim.planning.plan;")
    for what, line in (("import sim", code), ("import all of sim", deep)):
        ran = [
            float(subprocess.check_output([sys.executable, "-c", line], env=environment))
            for _ in range(5)
        ]
        yield what, "63 ms", "≤ 100 ms", f"{np.median(ran) * 1e3:.0f} ms"


def quality(count: int) -> Iterable[tuple[str, str, str, str]]:
    """Rows of the table: what, prototype, aim, this code."""
    own = {readings: people(World.OWN, readings, count) for readings in (3, 8, 26, 50)}
    foreign = {
        world: {readings: people(world, readings, count) for readings in (8, 26, 50)}
        for world in FOREIGN
    }
    nothing = [one for readings in (8, 26) for one in people(World.NOTHING, readings, count)]

    def every(lives: Mapping[int, list[Judged]], least: int = 0) -> list[Judged]:
        return [one for readings, some in lives.items() if readings >= least for one in some]

    def covered(judged: Sequence[Judged], *, total: bool = False) -> str:
        levels = [one.total_levels if total else one.levels for one in judged]
        return f"{inside(levels, 0.8):.3f} / {inside(levels, 0.95):.3f}"

    was, aim = ".78–.84 / .93–.975", "≥ .78 / ≥ .935"
    yield "coverage 80 / 95 %, own law", was, ".78–.82 / .935–.965", covered(every(own))
    for world, lives in foreign.items():
        yield f"coverage, {world}", was, aim, covered(every(lives))
    yield "coverage of the total, own law", ".72–.83", ".77–.83", covered(every(own), total=True)
    for world, lives in foreign.items():
        reached = covered(every(lives), total=True)
        yield f"coverage of the total, {world}", ".72–.83", ".77–.83", reached
    skills = [
        ("own law, 26 and 50 readings", every(own, 26), "+45 %", "≥ 45 %"),
        ("own law, 3 and 8 readings", [*own[3], *own[8]], "", ""),
        *((f"{world}, 26 and 50", every(some, 26), "+33–38 %", "≥ 35 %")
          for world, some in foreign.items()),
        ("nothing logged", nothing, "−5 %", "≥ −1 %"),
    ]  # fmt: skip
    for what, judged, was, aim in skills:
        most = 1 - sum(one.best for one in judged) / sum(one.naive for one in judged)
        reached = f"{skill(judged):+.0%}, total {skill(judged, total=True):+.0%}"
        yield f"skill, {what}", was, aim, f"{reached}; knowing all {most:+.0%}"
    stops = ", ".join(f"{n}: {stop_error(judged):.0%}" for n, judged in own.items())
    yield "stop for 4 weeks, error by readings", "13 %", "≤ 12 %", stops
    for readings, was, aim in ((26, "94–99 %", "≥ 95 %"), (8, "85 %", "≥ 85 %")):
        right = [one.fading > 0.5 for one in own[readings]]
        right += [one.fading < 0.5 for one in foreign[World.WINDOW][readings]]
        yield f"right memory at {readings} readings", was, aim, f"{np.mean(right):.0%}"
    number = [*every(own), *nothing, *(one for lives in foreign.values() for one in every(lives))]
    failed = sum(one.failed for one in number)
    yield "fits that failed", "", "0", f"{failed} of {len(number)}"


def stretched(count: int) -> Iterable[tuple[str, str, str, str]]:
    """Rows about the backtest and the stretch that it asks for, at 26 readings."""
    for world in (World.OWN, World.WINDOW, World.HALF, World.NOTHING):
        lives = [person(world, 26, seed) for seed in range(count)]
        tests = [backtest(MODEL, one.evidence) for one in lives]
        judged = [
            judge(one, seed, test.stretch)
            for seed, (one, test) in enumerate(zip(lives, tests, strict=True))
        ]
        own = inside([one.levels for one in judged], 0.8)
        total = inside([one.total_levels for one in judged], 0.8)
        factor = float(np.median([test.stretch for test in tests]))
        yield (
            f"stretched bands, {world}", "", "",
            f"coverage {own:.3f}, total {total:.3f}, stretch {factor:.2f}",
        )  # fmt: skip
        gate = float(np.mean([test.beats_no_change for test in tests]))
        yield f"gate open, {world}", "", "", f"{gate:.0%}"


def main(count: int) -> None:
    """Print the table, row by row as it comes."""
    print(f"{'':46} {'prototype':20} {'aim':20} this code")
    for rows in (speeds(), exactness(), quality(count), stretched(count // 2)):
        for what, was, aim, reached in rows:
            print(f"{what:46} {was:20} {aim:20} {reached}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
