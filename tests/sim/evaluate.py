"""How good the forecasts are on simulated people: the table of docs/model.md, measured.

`python -m tests.sim.evaluate [people]` takes some minutes; people are per world and number of
readings, and the same number gives the same people.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.forecast import forecast as forecast_one
from sim.forecasts.forecast import forecast_of_fit
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.reading import Observed
from sim.population.start import start_of_member
from sim.response.curves import WEEK, Array
from sim.terms import Member
from tests.sim.exactness import exactness
from tests.sim.judging import WEEKS, Judged, inside, judge, skill
from tests.sim.people import FOREIGN, MODEL, World, person

PEOPLE = 12
"""Per world and number of readings: 840 in all."""
READINGS = (1, 3, 8, 26, 50)
STARTS = 200
"""Levels and splits of one reading."""
NOTICEABLE = 1.0
"""Points that four weeks without anything must cost before their error is taken in parts of it."""
Row = tuple[str, str, str]
"""What, aim, reached."""


def milliseconds(call: Callable[[], object], rounds: int = 20) -> tuple[float, float]:
    """Median and 95th percentile of processor time."""
    call()
    spent = []
    for _ in range(rounds):
        before = time.process_time()
        call()
        spent.append((time.process_time() - before) * 1e3)
    return float(np.median(spent)), float(np.quantile(spent, 0.95))


def speeds() -> Iterator[Row]:
    """Rows of the table."""
    start = start_of_member(MODEL, draw(), MEMBERS[Member.ACTIVE])
    plans = [np.tile(start.usual / WEEK * (1 + 0.1 * at), (365, 1)) for at in range(5)]

    def edited() -> object:
        plans[0] = plans[0] * 1.001
        return forecast_one(MODEL, start, plans[0])

    said = "{:.1f}, p95 {:.1f} ms"
    yield "one edited scenario, a year", "p95 ≤ 5 ms", said.format(*milliseconds(edited))
    five = milliseconds(lambda: [forecast_one(MODEL, start, plan) for plan in plans])
    yield "five scenarios, a year", "≤ 25 ms", said.format(*five)
    for readings, aim in ((3, "25"), (26, "40"), (50, "60")):
        lives = [person(World.OWN, readings, seed).evidence for seed in range(10)]
        places = iter(lives * 3)
        spent = milliseconds(lambda places=places: fit(MODEL, next(places)), 20)  # type: ignore[misc]
        yield f"personal fit, {readings} readings", f"≤ {aim} ms", said.format(*spent)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    code = "import time; t = time.process_time(); import sim; print(time.process_time() - t)"
    deep = code.replace("import sim;", "import sim.forecasts.backtest, sim.planning.plan;")
    for what, line in (("import sim", code), ("import all of sim", deep)):
        ran = [
            float(subprocess.check_output([sys.executable, "-c", line], env=environment))
            for _ in range(5)
        ]
        yield what, "≤ 100 ms", f"{np.median(ran) * 1e3:.0f} ms"


def starts() -> Iterator[Row]:
    """Rows about "as usual" after one reading, at random levels and splits."""
    random = np.random.default_rng(1)
    moved, inside_all, day_0, entry, again = [], [], [], [], []
    for _ in range(STARTS):
        split = random.dirichlet([2, 1.5, 1, 2])
        pillars = np.round(np.minimum(random.uniform(8, 95) * split, 25), 3)
        seen = Observed(total=float(pillars.sum()), pillars=pillars.tolist())
        total = _usual([(0, seen)])
        median = total.median
        moved.append(np.abs(median - seen.total).max())
        day_0.append(abs(median[0] - seen.total))
        held = (total.low <= seen.total + 1e-3) & (total.high >= seen.total - 1e-3)
        inside_all.append(held.all())
        comment = np.zeros((1, len(CATALOGUE)))
        comment[0, CATALOGUE.index("comment")] = 1
        entry.append(abs(_usual([(0, seen)], comment).median[-1] - median[-1]))
        again.append(abs(_usual([(0, seen), (7, seen)]).median[-1] - median[-1]))
    yield "as usual moves, 26 weeks, at most", "≤ 0.5", f"{max(moved):.2f}"
    yield "today's score in the 50 % band, always", "all", f"{np.mean(inside_all):.0%}"
    yield "day 0 off by, at most", "0", f"{max(day_0):.4f}"
    yield "one comment more moves week 26 by, at most", "≤ 1", f"{max(entry):.2f}"
    yield "one equal reading more, at most", "≤ 1", f"{max(again):.2f}"


def _usual(readings: Sequence[tuple[int, Observed]], doses: Array | None = None):  # type: ignore[no-untyped-def]
    done = np.zeros((0, len(CATALOGUE))) if doses is None else doses
    known = fit(MODEL, Evidence(doses=done, readings=readings)).starts
    week = np.tile(known[0].usual / WEEK, (26 * WEEK, 1))
    return forecast_of_fit(MODEL, known, week, confidence=0.5).total


def quality(count: int) -> Iterator[Row]:
    """Rows about simulated people: bands, bias, skill and the cost of a stop."""
    judged = {
        world: {n: [judge(person(world, n, seed)) for seed in range(count)] for n in READINGS}
        for world in World
    }
    own = [one for some in judged[World.OWN].values() for one in some]
    foreign = [one for world in FOREIGN for some in judged[world].values() for one in some]
    for name, people, aim in (("own law", own, "±.04"), ("foreign laws", foreign, "±.06")):
        for part in (0.5, 0.8, 0.95):
            total = inside([one.total_levels for one in people], part)
            pillars = inside([one.levels for one in people], part).mean(axis=1)
            yield f"{part:.0%} band, {name}, total, weeks {WEEKS}", aim, _parts(total)
            yield f"{part:.0%} band, {name}, pillars", aim, _parts(pillars)
        bias = np.mean([one.off[11] for one in people])
        yield f"bias at week 12, {name}", "≤ 0.5", f"{bias:+.2f}"
    for n in READINGS:
        some = [one for world in FOREIGN for one in judged[world][n]]
        total = inside([one.total_levels for one in some], 0.8)
        yield f"80 % band, foreign laws, {n} readings", "±.06", _parts(total)
        yield f"skill, foreign laws, {n} readings", "≥ 40, 50; 25 %", _skills(some)
    yield "skill, own law", "", _skills(own)
    yield "skill, foreign laws", "≥ 40, 50; 25 %", _skills(foreign)
    for world in (*FOREIGN, World.NOTHING):
        lives = [one for some in judged[world].values() for one in some]
        aim = "≥ −1 %" if world is World.NOTHING else "≥ −3 %"
        yield f"skill, {world}", aim, _skills(lives)
    yield from _stops(judged[World.OWN], "own law")
    pooled = {n: [one for world in FOREIGN for one in judged[world][n]] for n in READINGS}
    yield from _stops(pooled, "foreign laws")
    failed = sum(one.failed for one in [*own, *foreign])
    yield "fits that failed", "0", f"{failed} of {len(own) + len(foreign)}"


def _stops(judged: dict[int, list[Judged]], name: str) -> Iterator[Row]:
    told = []
    for n, some in judged.items():
        there = [one.stop for one in some if one.stop[1] > NOTICEABLE]
        if there:
            error = np.median([abs(mine - true) / true for mine, true, _ in there])
            held = np.mean([abs(place - 0.5) <= 0.4 for _, _, place in there])
            told.append(f"{n}: {error:.0%}, {held:.2f}")
    yield f"stop for 4 weeks, {name}: error, 80 % band", "≤ 20 %, ≥ .72", "; ".join(told)


def _parts(parts: Array) -> str:
    return " / ".join(f"{part:.2f}" for part in parts)


def _skills(judged: Sequence[Judged]) -> str:
    """Against no change and against the flattening line, weeks 1-4 and 5-12."""
    against = [
        f"{skill(judged, 1, 4, rule):+.0%}, {skill(judged, 5, 12, rule):+.0%}"
        for rule in ("off_no_change", "off_line")
    ]
    return "; ".join(against)


def main(count: int) -> None:
    """Print the table, row by row as it comes."""
    print(f"{'':52} {'aim':16} reached")
    exact = ((what, aim, reached) for what, _, aim, reached in exactness())
    rows: Iterable[Iterable[Row]] = (speeds(), exact, starts(), quality(count))
    for some in rows:
        for what, aim, reached in some:
            print(f"{what:52} {aim:16} {reached}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
