"""A chart is drawn well inside a frame, and costs little to load.

Times are told as multiples of something else measured in the same run, so that they mean the same
on a slow machine.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ssi_tui.chart.curves import DAILY, ROOM, Style, draw_curves, draw_lanes
from tests.chart.plots import a_lane, a_plot, readings

ROUNDS = 40
YARDSTICK = 100_000
"""Squares that are summed: 9 ms where a chart took 3.6."""
LOADED_WITH = "import click, dataclasses, datetime, enum, ssi_tui.i18n, sim.terms"
"""What both programs have loaded before they draw."""


def cpu_ms(action: Callable[[], object]) -> float:
    """Median CPU time of an action."""
    times = []
    for _ in range(ROUNDS):
        begin = process_time()
        action()
        times.append(process_time() - begin)
    return 1000 * median(times)


@pytest.mark.parametrize("style", [DAILY, ROOM])
def test_three_curves_with_a_band_take_less_than_a_hundred_thousand_squares(
    benchmark: BenchmarkFixture, style: Style
) -> None:
    plot = a_plot(points=readings(every=1))
    yardstick = cpu_ms(lambda: sum(number * number for number in range(YARDSTICK)))
    benchmark(draw_curves, plot, 140, 40, style=style)
    chart = cpu_ms(lambda: draw_curves(plot, 140, 40, style=style))
    benchmark.extra_info |= {"chart, ms": chart, "yardstick, ms": yardstick}
    assert chart <= yardstick


def test_six_lanes_take_no_longer_than_the_chart(benchmark: BenchmarkFixture) -> None:
    plot = a_plot(points=readings(every=1))
    lanes = [a_lane()] * 6
    benchmark(draw_lanes, plot, lanes, 140)
    assert cpu_ms(lambda: draw_lanes(plot, lanes, 140)) <= cpu_ms(
        lambda: draw_curves(plot, 140, 40)
    )


def test_the_chart_loads_in_a_third_of_the_time_that_click_takes(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    def load(before: str, module: str) -> float:
        """CPU milliseconds of one import, with compiled files as an installed program has them."""
        code = (
            f"{before}\nfrom time import process_time\nbegin = process_time()\n{module}\n"
            "print(1000 * (process_time() - begin))"
        )
        env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    def chart() -> float:
        return load(LOADED_WITH, "from ssi_tui.chart.curves import draw_curves")

    chart()
    loads = [chart() for _ in range(10)]
    clicks = [load("", "import click") for _ in range(10)]
    benchmark(lambda: None)
    benchmark.extra_info |= {"chart, ms": median(loads), "click, ms": median(clicks)}
    assert median(loads) <= median(clicks) / 3
