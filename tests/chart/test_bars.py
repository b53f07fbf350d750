"""Progress bars and sparklines."""

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.chart.palette import STYLE_NAMES
from ssi_tui.chart.text import plain_text, progress_bar, row_width, sparkline


def test_a_bar_grows_by_eighths_of_a_cell() -> None:
    texts = ["".join(text for text, _ in progress_bar(done, 16, 2)) for done in range(17)]
    assert texts[:4] == ["░░", "▏░", "▎░", "▍░"]
    assert texts[8:] == ["█░", "█▏", "█▎", "█▍", "█▌", "█▋", "█▊", "█▉", "██"]


def test_a_bar_is_full_and_green_only_when_the_goal_is_reached() -> None:
    assert progress_bar(5, 5, 10) == [("█" * 10, "bar-done")]
    assert progress_bar(7, 5, 10) == [("█" * 10, "bar-done")]
    assert progress_bar(0, 0, 4) == [("████", "bar-done")]
    assert progress_bar(999, 1000, 4) == [("███", "bar"), ("▉", "bar@bar-rest")]
    assert progress_bar(1, 1000, 4)[0] == ("▏", "bar@bar-rest")
    assert progress_bar(0, 5, 4) == [("░░░░", "bar-rest@bar-rest")]


@given(st.floats(0, allow_infinity=False), st.floats(0, allow_infinity=False), st.integers(0, 100))
def test_a_bar_fills_its_cells(done: float, goal: float, width: int) -> None:
    row = progress_bar(done, goal, width)
    assert row_width(row) == width
    assert {name for _, style in row for name in style.split("@")} <= STYLE_NAMES


def test_a_sparkline_shows_the_last_values() -> None:
    assert plain_text([sparkline([9, 0, 1, 4, 8], 4)]) == [" ▂▅█"]
    assert sparkline([], 3) == [("   ", "spark")]
    assert sparkline([1, 1], 3) == [(" ██", "spark")]
    assert sparkline([1, 4], 2, top=8) == [("▂▅", "spark")]
