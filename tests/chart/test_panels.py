"""Four small charts side by side."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.terms import Pillar
from ssi_tui.chart.curves import draw_panels
from ssi_tui.chart.plot import Line, Plot
from ssi_tui.chart.text import plain_text, row_width
from tests.chart.plots import a_plot


def pillars() -> list[tuple[str, str, Plot]]:
    plot = replace(a_plot(points=[]), ceiling=25)
    return [
        (
            pillar.value.capitalize(),
            f"pillar-{pillar.value}",
            replace(plot, lines=[Line(letter="A", name="Plan", median=[4.0 + 5 * place] * 183)]),
        )
        for place, pillar in enumerate(Pillar)
    ]


@pytest.mark.parametrize(
    ("width", "first_row"),
    [
        (40, ["Brand"]),
        (80, ["Brand", "People"]),
        (200, ["Brand", "People", "Insights", "Relationships"]),
    ],
)
def test_panels_stand_in_one_two_or_four_columns(width: int, first_row: list[str]) -> None:
    rows = plain_text(draw_panels(pillars(), width, 60))
    assert rows[0].split() == first_row


def test_panels_share_one_scale() -> None:
    rows = plain_text(draw_panels(pillars(), 200, 24))
    ticks = [row for row in rows if row.startswith("20 ")]
    assert len(ticks) == 1
    assert ticks[0].count("20 ") == 4


@given(st.integers(0, 300), st.integers(0, 100), st.integers(0, 4))
def test_panels_fill_their_cells_exactly(width: int, height: int, count: int) -> None:
    rows = draw_panels(pillars()[:count], width, height)
    assert [row_width(row) for row in rows] == [width] * height
