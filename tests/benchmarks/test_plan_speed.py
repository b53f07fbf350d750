"""How long plans and explanations take, over the people and targets that one may ask for.

Absolute figures are for reading; what is judged is their ratio to a fixed workload measured in
turn with them, so that a busy machine slows both.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.attribution import waterfall, why_moved
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.planning.advice import next_actions
from sim.planning.plan import plan, soonest
from sim.planning.problem import PlannerWish
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.start import Start, start_of_member, today
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions
from sim.terms import Member, Pillar
from tests.sim.planning.test_plan import compare

MODEL = ResponseModel()
PEOPLE = draw()
CASES = 60
WORK = np.random.default_rng(1).random((200, 1000))
Case = tuple[Start, int, float, dict[Pillar, float], float | None]


def cases() -> Iterator[Case]:
    """Members, horizons, targets above today's score, sometimes pillars and a cap on minutes."""
    generator = np.random.default_rng(5)
    for _ in range(CASES):
        member = Member(generator.choice(list(Member)))
        start = start_of_member(MODEL, PEOPLE, MEMBERS[member])
        pillars = today(MODEL, start).mean(axis=0)
        days = int(generator.integers(4, 40)) * 7
        target = min(float(pillars.sum()) + float(generator.uniform(2, 22)), 99.0)
        floors = {}
        if generator.random() < 0.3:
            floors = {Pillar.INSIGHTS: min(float(pillars[2] + generator.uniform(0, 6)), 25)}
        minutes = float(generator.integers(60, 600)) if generator.random() < 0.5 else None
        yield start, days, target, floors, minutes


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds of a call, and of the fixed work right after it."""
    before = time.perf_counter()
    call()
    middle = time.perf_counter()
    np.sort(WORK, axis=1)
    return middle - before, time.perf_counter() - middle


def told(name: str, seconds: Array, capsys: pytest.CaptureFixture[str]) -> float:
    """Print the spread; the 95th percentile in units of the fixed work."""
    own, work = seconds.T
    late = float(np.quantile(own, 0.95))
    ratio = late / float(np.median(work))
    with capsys.disabled():
        print(
            f"\n{name}: median {np.median(own) * 1e3:.1f} ms, p95 {late * 1e3:.1f} ms, "
            f"most {own.max() * 1e3:.1f} ms; p95 is {ratio:.0f} times the fixed work"
        )
    return ratio


@pytest.mark.parametrize(("sure", "most"), [(None, 400), (0.5, 1000), (0.8, 1500)])
def test_a_plan_at_full_size(
    sure: float | None, most: float, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = list(cases())
    plan(MODEL, asked[0][0], days=84, target=50)  # imports and tables
    seconds = np.array(
        [
            timed(
                lambda case=case: plan(
                    MODEL, case[0], days=case[1], target=case[2], pillars=case[3],
                    minutes=case[4], sure=sure,
                )
            )
            for case in asked
        ]
    )  # fmt: skip
    assert told(f"plan, sure {sure}", seconds, capsys) < most


def test_the_nearest_date(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [case for case in cases() if case[4] is not None][:20]
    seconds = np.array(
        [
            timed(
                lambda case=case: soonest(
                    MODEL, case[0], PlannerWish(days=28, target=case[2], minutes=case[4])
                )
            )
            for case in asked
        ]
    )
    assert told("nearest date", seconds, capsys) < 2000


def test_next_actions_and_explanations(capsys: pytest.CaptureFixture[str]) -> None:
    week = np.array(MEMBERS[Member.ACTIVE].week(CATALOGUE))
    doses = np.random.default_rng(1).poisson(week / 7, (400, len(CATALOGUE))).astype(float)
    evidence = Evidence(doses=doses, assumptions=Assumptions(sales_navigator=True))
    start = fit(MODEL, evidence).starts[0]
    calls: dict[str, tuple[Callable[[], object], float]] = {
        "next actions": (lambda: next_actions(MODEL, start), 15),
        "waterfall": (lambda: waterfall(MODEL, start), 10),
        "why it moved": (lambda: why_moved(MODEL, start, doses[-28:]), 20),
    }
    for name, (call, most) in calls.items():
        call()
        seconds = np.array([timed(call) for _ in range(100)])
        assert told(name, seconds, capsys) < most


def test_500_small_cases_are_solved_as_by_trying_everything_and_by_the_programme() -> None:
    found = [compare(seed) for seed in range(1000, 1500)]
    assert len(found) == 500
    assert found.count("reached") > 200
