"""How good the forecasts are on simulated people: the table of docs/model.md, measured.

`python -m tests.sim.evaluate [people [seed]]` takes some minutes; people are per world and number
of readings, and the same numbers give the same people.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more are several times as slow here

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.forecast import forecast
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.start import start_of_member
from sim.response.curves import WEEK, Array
from sim.response.state import Observed
from sim.terms import Member
from tests.sim import followers
from tests.sim.ablation import ablation
from tests.sim.exactness import exactness
from tests.sim.judging import LEVELS, NOTICEABLE, WEEKS, Judged, inside, judge, needed, skill
from tests.sim.people import FOREIGN, MODEL, UNSEEN, World, person

FOLLOWERS = 200
"""Who follow a plan, per horizon, chance and kind of law."""
PEOPLE = 12
"""Per world and number of readings."""
TIMES = {World.OWN: 5, World.DEAF: 5, World.NOTHING: 5, **dict.fromkeys(UNSEEN, 3)}
"""So many times as many of those that a row is about alone."""
READINGS = (1, 3, 8, 26, 50)
STARTS = 200
"""Levels and splits of one reading."""
FLAT = (2, 4, 8, 12)
"""Equal readings, a week apart."""
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
        return forecast(MODEL, start, plans[0])

    said = "{:.1f}, p95 {:.1f} ms"
    yield "one edited scenario, a year", "p95 ≤ 5 ms", said.format(*milliseconds(edited))
    five = milliseconds(lambda: [forecast(MODEL, start, plan) for plan in plans])
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
    return forecast(MODEL, known, week, confidence=0.5).total


def flat(count: int, first: int) -> Iterator[Row]:
    """Rows about readings that stand still for weeks, and then go on as people's do."""
    mine: dict[int, list[float]] = {n: [] for n in FLAT}
    naive: dict[int, list[float]] = {n: [] for n in FLAT}
    for n in FLAT:
        for seed in range(count):
            one = person(World.NOTHING, 1, first + seed)
            (_, seen), *_ = one.evidence.readings
            going = _usual([(WEEK * week, seen) for week in range(n)]).median
            total = one.shown.sum(axis=1)
            weeks = range(2, 13)  # 10 to 90 days
            mine[n] += [abs(going[WEEK * week] - total[week - 1]) for week in weeks]
            naive[n] += [abs(seen.total - total[week - 1]) for week in weeks]
    told = "; ".join(f"{n}: {np.mean(mine[n]) / np.mean(naive[n]):.2f}" for n in FLAT)
    yield "equal readings, nothing logged: error / carry-forward's", "≤ 1.1", told


def quality(count: int, first: int) -> Iterator[Row]:
    """Rows about simulated people: bands, bias, skill and the cost of a stop."""

    def some(world: World, n: int) -> list[Judged]:
        return [judge(person(world, n, first + at)) for at in range(TIMES.get(world, 1) * count)]

    judged = {world: {n: some(world, n) for n in READINGS} for world in World}
    own = [one for some in judged[World.OWN].values() for one in some]
    pooled = {n: [one for world in FOREIGN for one in judged[world][n][:count]] for n in READINGS}
    foreign = [one for some in pooled.values() for one in some]
    unseen = [one for world in UNSEEN for some in judged[world].values() for one in some]
    nothing = [one for some in judged[World.NOTHING].values() for one in some]
    yield from _bands("own law", own, "±.04")
    yield from _bands("foreign laws", foreign, "±.06")
    yield from _bands("unseen laws", unseen, "±.06")
    yield from _bands("nothing logged", nothing, "±.06")
    for n in READINGS:
        total = inside([one.total_levels for one in pooled[n]], 0.8)
        yield f"80 % band, foreign laws, {n} readings", "±.06", _parts(total)
    yield from _skill_rows(judged, pooled)
    yield from _stops(judged[World.OWN], "own law")
    yield from _stops(pooled, "foreign laws")
    yield from calibration({n: [*judged[World.OWN][n], *pooled[n]] for n in READINGS})
    failed = sum(one.failed for one in [*own, *foreign])
    yield "fits that failed", "0", f"{failed} of {len(own) + len(foreign)}"


def _bands(name: str, people: Sequence[Judged], aim: str) -> Iterator[Row]:
    for part in LEVELS:
        total = inside([one.total_levels for one in people], part)
        pillars = inside([one.levels for one in people], part).mean(axis=1)
        yield f"{part:.0%} band, {name}, total, weeks {WEEKS}", aim, _parts(total)
        yield f"{part:.0%} band, {name}, pillars", aim, _parts(pillars)
    off = np.array([one.off[11] for one in people])
    told = f"{off.mean():+.2f} ± {off.std() / np.sqrt(len(off)):.2f}"
    yield f"bias at week 12, {name}", "≤ 0.5", told


def _skill_rows(
    judged: dict[World, dict[int, list[Judged]]], pooled: dict[int, list[Judged]]
) -> Iterator[Row]:
    aim = "≥ 40, 50; 25 %"
    for n, some in pooled.items():
        yield f"skill, foreign laws, {n} readings", aim, _skills(some)
        yield "... of who knows law and person", "", _skills(some, "off_known")
    foreign = [one for some in pooled.values() for one in some]
    yield "skill, own law", "", _skills([one for n in READINGS for one in judged[World.OWN][n]])
    yield "skill, foreign laws", aim, _skills(foreign)
    yield "... of who knows law and person", "", _skills(foreign, "off_known")
    for world in (*FOREIGN, *UNSEEN, World.NOTHING):
        lives = [one for some in judged[world].values() for one in some]
        yield f"skill, {world}", "≥ −1 %" if world is World.NOTHING else "≥ −3 %", _skills(lives)
    for n, some in judged[World.DEAF].items():
        yield f"skill, {World.DEAF}, {n} readings", "≥ −3 %", _skills(some)


def calibration(judged: dict[int, list[Judged]]) -> Iterator[Row]:
    """Rows of factors that the total's bands would need, by horizon, readings and level, and what
    those of one half of the people would do to the other half."""
    misses: list[float] = []
    mended: list[float] = []
    for n, some in judged.items():
        for at, level in enumerate(LEVELS):
            told = " / ".join(f"{factor:.2f}" for factor in needed(some)[:, at])
            yield f"width needed, {n} readings, {level:.0%} band", "1", told
        for half, other in ((some[::2], some[1::2]), (some[1::2], some[::2])):
            widths, factors = np.array([one.widths for one in other]), needed(half)
            misses += [abs(x) for x in ((widths <= 1).mean(axis=0) - LEVELS).ravel().tolist()]
            there = (widths <= factors).mean(axis=0) - LEVELS
            mended += [abs(x) for x in there.ravel().tolist()]
    told = f"{np.mean(mended):.3f} against {np.mean(misses):.3f} without"
    yield "bands off with the other half's factors, mean", "", told


def _stops(judged: dict[int, list[Judged]], name: str) -> Iterator[Row]:
    told, everybody = [], []
    for n, some in judged.items():
        there = [one.stop for one in some if one.stop[1] > NOTICEABLE]
        everybody += there
        if there:
            error = np.median([abs(mine - true) / true for mine, true, _ in there])
            held = np.mean([abs(place - 0.5) <= 0.4 for _, _, place in there])
            told.append(f"{n}: {error:.0%}, {held:.2f}")
    yield f"stop for 4 weeks, {name}: error, 80 % band", "≤ 20 %, ≥ .72", "; ".join(told)
    held = [np.mean([abs(place - 0.5) <= x / 2 for *_, place in everybody]) for x in LEVELS]
    apart = np.array([(abs(mine - true), true) for mine, true, _ in everybody])
    median = np.median(apart[:, 0] / apart[:, 1])
    pooled = f"median {median:.0%}, mean {apart[:, 0].sum() / apart[:, 1].sum():.0%}"
    yield "... over all numbers of readings", "≤ 20 %", pooled
    yield "... its 50, 80 and 95 % bands", "≥ .72 of 80", _parts(np.array(held))


def _parts(parts: Array) -> str:
    return " / ".join(f"{part:.2f}" for part in parts)


def _skills(judged: Sequence[Judged], mine: str = "off") -> str:
    """Against no change and against the flattening line, weeks 1-4 and 5-12."""
    against = [
        f"{skill(judged, 1, 4, rule, mine):+.0%}, {skill(judged, 5, 12, rule, mine):+.0%}"
        for rule in ("off_no_change", "off_line")
    ]
    return "; ".join(against)


def main(count: int, first: int) -> None:
    """Print the table, row by row as it comes."""
    print(f"{'':52} {'aim':16} reached")
    exact = ((what, aim, reached) for what, _, aim, reached in exactness())
    rows: Iterable[Iterable[Row]] = (
        speeds(), exact, starts(), flat(4 * count, first), quality(count, first),
        ablation(max(count // 2, 1), first), followers.rows(FOLLOWERS),
    )  # fmt: skip
    for some in rows:
        for what, aim, reached in some:
            print(f"{what:52} {aim:16} {reached}", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*given, *(PEOPLE, 0)[len(given) :])
