"""Both axes: where days and values stand, and which of them are named."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.chart.plot import DateAxis, date_ticks, fitted, value_axis
from tests.chart.plots import TODAY, a_line, a_plot

axes = st.builds(
    DateAxis,
    st.integers(date(1970, 1, 1).toordinal(), date(2100, 1, 1).toordinal()),
    st.integers(1, 4000),
    st.integers(1, 300),
)


@given(axes)
def test_every_day_has_a_cell_inside_its_own_span(axis: DateAxis) -> None:
    for index in range(0, axis.days, 7):
        day = date.fromordinal(axis.first + index)
        begin, end = axis.span(day)
        cell = axis.cell(day)
        assert cell is not None
        assert 0 <= begin <= cell < end <= axis.cells
    assert axis.cell(date.fromordinal(axis.first - 1)) is None
    assert axis.cell(date.fromordinal(axis.first + axis.days)) is None


@given(axes, st.integers(0, 20))
def test_labels_under_the_dates_never_touch(axis: DateAxis, right: int) -> None:
    ticks = date_ticks(axis, right, len)
    assert all(0 <= tick.cell < axis.cells for tick in ticks)
    shown = [tick for tick in ticks if tick.label]
    for tick, after in pairwise(shown):
        assert tick.cell + len(tick.label) < after.cell
    assert all(tick.cell - 1 + len(tick.label) <= axis.cells + right for tick in shown)


@pytest.mark.parametrize(
    ("days", "cells", "labels"),
    [
        (10, 90, "21 Nov|22|23|24|25|26|27|28|29|30"),
        (30, 70, "23 Nov|30|7 Dec|14"),
        (200, 100, "Dec|Jan 27|Feb|Mar|Apr|May|Jun"),
        (200, 40, "Jan 27|Mar|May"),
        (730, 60, "Jan 27|May|Sep|Jan 28|May|Sep"),
        (3650, 40, "2028|2030|2032|2034"),
        (3650, 90, "2027|2028|2029|2030|2031|2032|2033|2034|2035|2036"),
    ],
)
def test_days_then_months_then_years_are_named(days: int, cells: int, labels: str) -> None:
    axis = DateAxis(TODAY.toordinal(), days, cells)
    ticks = date_ticks(axis, 0, len)
    assert "|".join(tick.label for tick in ticks if tick.label) == labels


@given(
    st.floats(0, 100),
    st.floats(0, 100),
    st.integers(2, 100),
    st.sampled_from([(0, 100), (-100, 100)]),
)
def test_the_value_axis_shows_all_with_round_grid_lines(
    one: float, other: float, rows: int, limits: tuple[float, float]
) -> None:
    low, high = sorted((one, other))
    assume(high - low >= 5)
    axis = value_axis(low, high, rows, *limits)
    assert 0 <= axis.place(high) <= axis.place(low) <= rows
    for row, value in axis.ticks:
        assert axis.place(value) == pytest.approx(row + 0.5)
        assert 0 <= row < rows
        assert limits[0] - 1e-6 <= value <= limits[1] + 1e-6
        assert value == pytest.approx(round(value))
    distances = {after - row for (after, _), (row, _) in pairwise(axis.ticks)}
    assert len(distances) <= 1


def test_a_whole_scale_has_its_ends_on_the_grid() -> None:
    assert [value for _, value in value_axis(0, 100, 36, 0, 100).ticks] == [100, 80, 60, 40, 20, 0]
    assert [value for _, value in value_axis(0, 25, 16, 0, 25).ticks] == [25, 20, 15, 10, 5, 0]


def test_what_is_fitted_is_at_least_a_fifth_of_the_scale_high() -> None:
    low, high = fitted(a_plot(lines=[], points=[(TODAY, 61)]))
    assert (low, high) == (51, 71)
    assert fitted(a_plot(lines=[], points=[(TODAY, 99)])) == (80, 100)
    assert fitted(a_plot(lines=[], points=[(TODAY, 1)], ceiling=25)) == (0, 5)


def test_what_lies_outside_the_window_does_not_stretch_the_axis() -> None:
    old = (TODAY - timedelta(days=400), 5.0)
    plot = a_plot(points=[old, (TODAY, 60)], lines=[a_line("A", 70, days=400, spread=0)])
    assert fitted(plot)[0] > 50
    other = a_plot(points=[], lines=[a_line("B", 60, spread=50)], chosen="")
    assert fitted(other) == (50, 70)
