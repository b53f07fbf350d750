"""How long a forecast takes: absolute figures for reading, ratios to a fixed workload for judging.

Sorting 5 × 366 × 256 numbers is the one part of a forecast that no cleverness removes; what a
forecast costs is said in such sorts, measured in turn with it, so that a busy machine slows both.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from sim.catalogue.kinds import CATALOGUE
from sim.forecasts.forecast import forecast
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.population.members import MEMBERS
from sim.population.prior import DRAWS, draw
from sim.population.start import Start, start_of_member
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import Observed
from sim.terms import ActionKind, Member

DAYS = 365
ROUNDS = 150
MODEL = ResponseModel()
PEOPLE = draw()
ACTIVE = MEMBERS[Member.ACTIVE]
START = start_of_member(MODEL, PEOPLE, ACTIVE)


def weekly(start: Start) -> Iterator[Array]:
    """Four weeks of nothing, then the usual pace with a little more of one kind each time."""
    doses = np.tile(start.usual / 7, (DAYS, 1))
    doses[:28] = 0
    while True:
        doses = doses.copy()
        doses[40:, CATALOGUE.index(ActionKind.COMMENT)] += 0.01
        yield doses


def rhythms(start: Start) -> Iterator[Array]:
    """The same with kinds done every second, third and fifth day: the pace changes daily."""
    for made in weekly(start):
        doses = made.copy()
        doses[40::2, CATALOGUE.index(ActionKind.COMMENT)] += 1
        doses[40::3, CATALOGUE.index(ActionKind.POST)] = 1
        doses[40::5, CATALOGUE.index(ActionKind.MESSAGE)] = 3
        yield doses


def in_turn(*calls: Callable[[], object]) -> Array:
    """(call, round) seconds, the calls one after the other in every round."""
    for call in calls:
        call()
    seconds = np.empty((len(calls), ROUNDS))
    for turn in range(ROUNDS):
        for at, call in enumerate(calls):
            before = time.perf_counter()
            call()
            seconds[at, turn] = time.perf_counter() - before
    return seconds


def test_one_edited_scenario_over_a_year(benchmark: BenchmarkFixture) -> None:
    plans = weekly(START)
    benchmark(lambda: forecast(MODEL, START, next(plans)))


def test_one_edited_scenario_whose_pace_changes_daily(benchmark: BenchmarkFixture) -> None:
    plans = rhythms(START)
    benchmark(lambda: forecast(MODEL, START, next(plans)))


@pytest.mark.parametrize(("plan", "sorts"), [(weekly, 6), (rhythms, 14)])
def test_an_edited_scenario_costs_a_few_sorts(
    plan: Callable[[Start], Iterator[Array]], sorts: float, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = plan(START)
    numbers = np.random.default_rng(1).random((5, DAYS + 1, DRAWS), dtype=np.float32)
    made, sort = in_turn(
        lambda: forecast(MODEL, START, next(plans)), lambda: np.sort(numbers, axis=-1)
    )
    # The quickest tenth of the rounds: what the work costs when nobody else is at the machine.
    quick = np.quantile(made, 0.1) / np.quantile(sort, 0.1)
    with capsys.disabled():
        print(
            f"\n{plan.__name__}: median {np.median(made) * 1e3:.2f} ms, "
            f"p95 {np.quantile(made, 0.95) * 1e3:.2f} ms, least {made.min() * 1e3:.2f} ms, "
            f"{quick:.1f} sorts"
        )
    assert quick < sorts


def test_a_start_from_two_years_of_journal(benchmark: BenchmarkFixture) -> None:
    week = np.array(ACTIVE.week(CATALOGUE))
    doses = np.random.default_rng(1).poisson(week / 7, (730, len(CATALOGUE))).astype(float)
    seen = Observed(total=52, pillars=(17, 8, 8, 19))
    evidence = Evidence(doses=doses, readings=[(3, seen)])
    benchmark(lambda: fit(MODEL, evidence))


def test_a_forecast_imports_no_scipy() -> None:
    code = (
        "import sys, sim.forecasts.forecast, sim.population.prior; sim.population.prior.draw(); "
        "print(sorted(name for name in sys.modules if name.startswith('scipy')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
