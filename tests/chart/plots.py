"""Made-up charts: half a year of readings that rise, and scenarios that part from today."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp
from typing import Any

from ssi_tui.chart.curves import Lane
from ssi_tui.chart.plot import Line, Plot

TODAY = date(2026, 11, 21)
NAMES = {"A": "Plan A", "B": "As now", "C": "Stop", "D": "Post weekly", "E": "Pitch"}


def a_line(
    letter: str, end: float, *, days: int = 182, begin: float = 60, spread: float = 9
) -> Line:
    """From today's value towards `end`, with a band that opens to twice the spread."""
    part = [1 - exp(-day / 60) for day in range(days + 1)]
    median = [begin + (end - begin) * share for share in part]
    return Line(
        letter=letter,
        name=NAMES[letter],
        median=median,
        low=[value - spread * share for value, share in zip(median, part, strict=True)],
        high=[value + spread * share for value, share in zip(median, part, strict=True)],
    )


def readings(*, days: int = 174, every: int = 7) -> list[tuple[date, float]]:
    return [
        (TODAY - timedelta(days=back), 60 - 26 * back / days) for back in range(days, -1, -every)
    ]


def a_plot(**changes: Any) -> Plot:
    """Readings once a week and three curves, from half a year back to half a year ahead."""
    usual: Mapping[str, Any] = {
        "first": TODAY - timedelta(days=174),
        "last": TODAY + timedelta(days=182),
        "today": TODAY,
        "points": readings(),
        "lines": [a_line("A", 72), a_line("B", 62), a_line("C", 30)],
    }
    return Plot(**{**usual, **changes})


def a_lane(**changes: Any) -> Lane:
    usual: Mapping[str, Any] = {
        "key": "c",
        "name": "Comments",
        "done": {TODAY - timedelta(days=back): back % 6 for back in range(150)},
        "plan": [4.0] * 182,
    }
    return Lane(**{**usual, **changes})
