"""How long a personal fit and a backtest take, for people who read their score weekly."""

import subprocess
import sys
from itertools import cycle

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from sim.forecasts.backtest import backtest
from sim.forecasts.forecast import forecast
from sim.inference.fit import fit
from sim.inference.observations import Evidence
from sim.response.curves import WEEK
from tests.sim.people import MODEL, World, person


def journals(readings: int) -> list[Evidence]:
    """Ten people: how long a search takes depends on the person."""
    return [person(World.OWN, readings, seed).evidence for seed in range(10)]


@pytest.mark.parametrize("readings", [3, 26, 50, 300])
def test_a_fit_with_its_draws(benchmark: BenchmarkFixture, readings: int) -> None:
    lives = cycle(journals(readings))
    benchmark(lambda: fit(MODEL, next(lives)))


def test_a_year_ahead_from_a_fit(benchmark: BenchmarkFixture) -> None:
    starts = fit(MODEL, person(World.OWN, 8, 1).evidence).starts
    doses = np.tile(starts[0].usual / WEEK, (365, 1))
    benchmark(lambda: forecast(MODEL, starts, doses))


def test_a_backtest(benchmark: BenchmarkFixture) -> None:
    evidence = person(World.OWN, 26, 1).evidence
    benchmark.pedantic(lambda: backtest(MODEL, evidence), rounds=5)


def test_a_fit_imports_no_scipy() -> None:
    code = (
        "import sys, sim.forecasts.backtest, sim.inference.fit; "
        "print(sorted(name for name in sys.modules if name.startswith('scipy')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
