"""The score chart, looked at as plain text."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as as_textual_measures

from ssi_tui.chart.canvas import Canvas
from ssi_tui.chart.curves import DAILY, ROOM, Style, draw_curves
from ssi_tui.chart.palette import PALETTES, STYLE_NAMES, Depth, to_ansi, without_colour
from ssi_tui.chart.plot import Average, Line, Plot, fitted, frame_of, spread, twins_of
from ssi_tui.chart.text import Row, cell_len, plain_text, row_width
from tests.chart.plots import TODAY, a_line, a_plot, readings


def styled(rows: list[Row], style: str) -> str:
    """Everything that is drawn in one foreground."""
    return "".join(text for row in rows for text, name in row if name.partition("@")[0] == style)


def test_left_of_today_are_readings_and_right_of_it_curves_with_a_band() -> None:
    assert plain_text(draw_curves(a_plot(), 64, 14)) == [
        "                          │ today",
        " 80 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈▁▁▂▂▃▃▃▄▄",
        "                          │       ▂▃▄▆▆▇",
        "                          │   ▂▄▆⣀⣀⣤⣤⣤⠶⠶⠶⠶⠶⠛⠛⠛⠛⠛⠛⠛ A Plan A  71",
        "                          │ ⣀⣤⠶⠞⠛⠉⠉             ▁▁   80%: 63–80",
        " 60 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀⣀⣤⠶⠛⠉▆⠒⠒⠂▇⠉⠉⠁┈⠉⠉⠁┈⠉⠉⠁┈⠉⠉⠁┈ B As now  62",
        "                    ⣠⡴⠞⠋⠉⠁│ ⢀",
        "               ⢀⣤⠶⠛⠛⠉     │ ⠈ ⡄",
        "           ⣠⡴⠶⠞⠋⠁         │    ⠰ ⡀",
        " 40 ┈┈⢀⣤⣤⠶⠛⠉┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈⠁⠰┈⡄⢀┈┈┈┈┈┈┈┈┈┈┈┈",
        "    ⣴⠞⠋⠁                  │          ⠈ ⠃⠰ ⡄⢠ ⡀⢀",
        "                          │                  ⠁⠈ ⠃⠘ C Stop    31",
        "    ┬───┬───┬───┬──┬───┬──┼┬───┬───┬───┬───┬───┬──",
        "       Jul        Oct         Jan 27      Apr",
    ]


def test_for_a_room_lines_are_two_dots_thick() -> None:
    assert plain_text(draw_curves(a_plot(), 64, 14, style=ROOM))[2:6] == [
        "                          │       ▂▃▄▆▆▇        ▄▄",
        "                          │   ▂▄▄▄▄▄▟███████████▀▀ A Plan A  71",
        "                          │▗▄▟██▀▀▀▀▘ ▄▄▄ ▄▄▄ ▄▄▄▁   80%: 63–80",
        " 60 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈▗▄█▛▀▘███▇▀▀▀┈▀▀▀┈▀▀▀┈▀▀▀┈ B As now  62",
    ]


@pytest.mark.parametrize("slope", [0.25, 1, 3, 12])
def test_dashes_are_as_long_where_a_curve_is_steep(slope: float) -> None:
    canvas = Canvas(20, 130)
    heights = [slope * column / 4 for column in range(40)]
    canvas.curve(0, heights, "curve-b", pattern=(1, 1, 1, 1, 1, 0, 0, 0), thick=1)
    drawn = [char for row in plain_text(canvas.rows()) for char in row if char != " "]
    dots = sum((ord(char) - 0x2800).bit_count() for char in drawn)
    length = 1 + sum(max(1, int(b * 4) - int(a * 4)) for a, b in pairwise(heights))
    assert dots == pytest.approx(length * 5 / 8, abs=4)


def test_for_a_room_a_steep_curve_is_as_wide_as_a_flat_one_is_high() -> None:
    canvas = Canvas(6, 12, dots_high=2)
    canvas.curve(0, [1.0, 1.0, 1.0, 6.0, 11.0], "curve-a", pattern=(1,), thick=2)
    rows = plain_text(canvas.rows())
    assert rows[4].strip() in ("▐▌", "█")
    assert rows[8].strip() in ("▐▌", "█")


def test_without_colour_the_band_is_shaded() -> None:
    assert without_colour(draw_curves(a_plot(), 64, 14))[1:6] == [
        " 80 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈       ░░",
        "                          │         ░░░░░░░░░░░░░░",
        "                          │    ░░⣀⣀⣤⣤⣤⠶⠶⠶⠶⠶⠛⠛⠛⠛⠛⠛⠛ A Plan A  71",
        "                          │ ⣀⣤⠶⠞⠛⠉⠉░░░░░░░░░░░░░░░   80%: 63–80",
        " 60 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀⣀⣤⠶⠛⠉ ⠒⠒⠂ ⠉⠉⠁┈⠉⠉⠁┈⠉⠉⠁┈⠉⠉⠁┈ B As now  62",
    ]


def test_a_narrow_chart_names_its_curves_by_letters_alone() -> None:
    assert plain_text(draw_curves(a_plot(), 28, 9)) == [
        "               │ today",
        " 80 ┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈▁▂▂▃▃▄▄",
        "               │ ⣀⣠⣤⣤⠶⠶⠶⠶⠶⠶A",
        " 60 ┈┈┈┈┈┈┈┈⢀⣀⣤⡶⠛⠉⠁⠐⠒⠒▆⠐⠒⠒▆B",
        "        ⣀⣤⣴⠾⠛⠉⠁│⠘ ⡀",
        " 40 ⣀⣤⡶⠟⠛⠁┈┈┈┈┈│┈┈⠁⠰┈⡄⢀┈┈┈┈┈",
        "    ⠉⠁         │      ⠈ ⠃⠘ C",
        "    ──────┬────┼──┬─────────",
        "         Sep     Jan 27",
    ]


def test_without_any_data_the_axes_stand() -> None:
    assert plain_text(draw_curves(a_plot(lines=[], points=[]), 50, 8)) == [
        "100 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│ today ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "                          │",
        "                          │",
        "                          │",
        "                          │",
        "  0 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "    ┬───┬───┬───┬──┬───┬──┼┬───┬───┬───┬───┬───┬──",
        "       Jul        Oct         Jan 27      Apr",
    ]


def test_days_are_named_when_weeks_are_shown() -> None:
    plot = a_plot(first=TODAY - timedelta(days=20), last=TODAY + timedelta(days=21))
    assert plain_text(draw_curves(plot, 80, 14))[-1].strip() == (
        "2 Nov     9         16         23        30        7 Dec"
    )


def test_a_single_reading_is_a_mark_two_dots_wide_and_high() -> None:
    plot = a_plot(lines=[], points=[(TODAY, 61)])
    assert styled(draw_curves(plot, 60, 20), "point") in ("⠶", "⠛", "⣤")


@pytest.mark.parametrize("style", [DAILY, ROOM])
def test_a_curve_that_never_moves_is_one_straight_line(style: Style) -> None:
    plot = a_plot(points=[], lines=[Line(letter="A", name="As now", median=[61] * 183)])
    drawn = styled(draw_curves(plot, 60, 20, style=style), "curve-a")
    dates = frame_of(plot, 60).dates
    assert len(drawn) == dates.cells - (dates.cell(TODAY) or 0)
    assert len(set(drawn[1:-1])) == 1


def test_labels_of_curves_that_end_together_move_apart() -> None:
    lines = [a_line(letter, 60 + place / 10) for place, letter in enumerate("ABCDE")]
    rows = plain_text(draw_curves(a_plot(lines=lines), 90, 16))
    assert [row[68:] for row in rows[2:9]] == [
        " E Pitch        =A 60",
        " D Post weekly  =A 60",
        " C Stop         =A 60",
        " B As now       =A 60",
        " A Plan A          60",
        "   80%: 51–69",
        "",
    ]


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 2)), max_size=5), st.integers(10, 40))
def test_labels_stay_inside_and_never_overlap(blocks: list[tuple[int, int]], rows: int) -> None:
    wanted = sorted(min(row, rows - 1) for row, _size in blocks)
    sizes = [size for _row, size in blocks]
    free = 0
    for row, size in zip(spread(wanted, sizes, rows), sizes, strict=True):
        assert free <= row
        free = row + size
    assert free <= rows


def test_labels_that_do_not_overlap_stay_where_they_are() -> None:
    assert spread([1, 4, 6], [2, 1, 1], 9) == [1, 4, 6]
    assert spread([4, 4, 4], [1, 1, 1], 9) == [3, 4, 5]
    assert spread([8, 8], [1, 2], 9) == [6, 7]
    assert spread([], [], 0) == []


def test_five_curves_are_told_apart_without_colour() -> None:
    lines = [a_line(letter, end) for letter, end in zip("ABCDE", (95, 80, 60, 40, 20), strict=True)]
    rows = draw_curves(a_plot(lines=lines, points=[], chosen=""), 200, 60)
    patterns = {styled(rows, f"curve-{slot}") for slot in "abcde"}
    assert len(patterns) == 5


def test_a_shortened_name_says_so() -> None:
    line = replace(a_line("A", 72), name="Balanced 150 minutes a week, no pitches")
    assert "A Balanced… 71" in " ".join(
        " ".join(plain_text(draw_curves(a_plot(lines=[line]), 68, 14))).split()
    )


def test_the_target_and_the_ranges_have_their_lines_and_values() -> None:
    plot = a_plot(target=65, ranges=[(30, "starting"), (50, "building"), (80, "leading")])
    rows = draw_curves(plot, 100, 30)
    assert " 65 " in styled(rows, "target")
    assert "╌" in styled(rows, "target")
    assert "╴building " in styled(rows, "range")


def test_a_range_stands_at_the_axis_and_draws_no_line() -> None:
    plot = a_plot(points=[], ranges=[(50, "active"), (40, "present")], bounds=(35, 55))
    row = next(row for row in plain_text(draw_curves(plot, 100, 30)) if "active" in row)
    assert row.split()[:2] == ["50", "╴active"]
    plot = a_plot(points=[], ranges=[(99, "active"), (40, "x")], bounds=(0, 100))
    assert not any("active" in row for row in plain_text(draw_curves(plot, 100, 12)))


def test_the_target_says_what_it_is_where_nothing_lies_under_it() -> None:
    plot = a_plot(target=90, target_name="goal by May", points=[])
    assert any("╌ goal by May ╌" in row for row in plain_text(draw_curves(plot, 100, 30)))
    assert not any("goal" in row for row in plain_text(draw_curves(plot, 30, 30)))


def test_the_target_is_named_from_three_times_its_length_on() -> None:
    plot, name = a_plot(target=90, target_name="goal by May", points=[], lines=[]), "goal by May"
    for width in range(30, 60):
        named = any(name in row for row in plain_text(draw_curves(plot, width, 30)))
        assert named == (frame_of(plot, width).dates.cells >= 3 * (len(name) + 2)), width


def test_differences_lie_round_a_line_of_their_own() -> None:
    line = Line(letter="B", name="More", median=[2.0] * 183)
    plot = a_plot(lines=[line], points=[], floor=-100, baseline=0, least=4)
    low, high = fitted(plot)
    assert low <= 0 <= 2 <= high
    assert high - low == pytest.approx(4)
    row = next(row for row in plain_text(draw_curves(plot, 100, 16)) if row.startswith("   0 "))
    assert "─────" in row


def test_pillars_have_a_scale_of_their_own() -> None:
    line = Line(letter="A", name="Plan", median=[12.25] * 183)
    plot = a_plot(
        lines=[line], points=[], ceiling=25, bounds=(0, 25), number=lambda value: f"{value:.1f}"
    )
    rows = plain_text(draw_curves(plot, 80, 28))
    assert [row[:2].strip() for row in rows if row[:2].strip()] == [
        "25",
        "20",
        "15",
        "10",
        "5",
        "0",
    ]
    assert any(row.endswith("A Plan  12.2") for row in rows)


def test_a_difference_may_be_below_zero() -> None:
    line = Line(letter="B", name="Quiet", median=[-day / 10 for day in range(183)])
    plot = a_plot(lines=[line], points=[], floor=-100)
    rows = plain_text(draw_curves(plot, 80, 20))
    assert any(row.startswith(" −20 ┈") for row in rows)
    assert any(row.startswith("   0 ┈") for row in rows)


def test_a_scenario_may_begin_in_the_past_and_readings_stay_on_top() -> None:
    begin = TODAY - timedelta(days=100)
    plot = a_plot(start=begin, lines=[a_line("A", 40, days=282)], points=readings(every=1))
    rows = draw_curves(plot, 100, 30)
    dates = frame_of(plot, 100).dates
    readings_alone = draw_curves(
        replace(plot, lines=[replace(plot.lines[0], median=[60] * 283)]), 100, 30
    )
    assert styled(rows, "point") == styled(readings_alone, "point")
    before_today = (dates.cell(TODAY) or 0) - (dates.cell(begin) or 0)
    after_today = dates.cells - (dates.cell(TODAY) or 0)
    assert after_today < len(styled(rows, "curve-a")) <= before_today + after_today + 30


def test_the_end_of_the_window_is_what_the_labels_name() -> None:
    line = Line(letter="A", name="Up", median=[60 + day / 10 for day in range(300)])
    plot = a_plot(lines=[line], last=TODAY + timedelta(days=100))
    assert any(row.endswith("A Up  70") for row in plain_text(draw_curves(plot, 80, 20)))


def test_the_value_axis_stays_still_when_its_bounds_are_given() -> None:
    low = draw_curves(a_plot(lines=[a_line("A", 40)], bounds=(0, 100)), 80, 24)
    high = draw_curves(a_plot(lines=[a_line("A", 95)], bounds=(0, 100)), 80, 24)
    assert styled(low, "tick") == styled(high, "tick")


def test_more_width_never_loses_a_label() -> None:
    before: set[str] = set()
    months = 0
    for width in range(20, 301):
        rows = plain_text(draw_curves(a_plot(), width, 24))
        right = " ".join(row[-30:] for row in rows[:-2])
        said = {
            word for word in ("71", "62", "31", "Plan A", "As now", "80%: 63–80") if word in right
        }
        assert before <= said, width
        before = said
        assert len(rows[-1].split()) >= months, width
        months = len(rows[-1].split())
        assert any("today" in row for row in rows), width
    assert len(before) == 6
    assert months == 13  # twelve names and the year


finite = st.floats(-1e300, 1e300)
scores = st.floats(0, 100)
texts = st.text(max_size=30)


@st.composite
def plots(draw: st.DrawFn) -> Plot:
    back, ahead = draw(st.integers(0, 3650)), draw(st.integers(0, 730))
    first, last = TODAY - timedelta(days=back), TODAY + timedelta(days=ahead)
    value = draw(st.sampled_from([finite, scores]))
    lines = []
    for letter in draw(st.lists(st.sampled_from("ABCDE"), unique=True)):
        median = draw(st.lists(value, max_size=20))
        banded = draw(st.booleans())
        low = draw(st.lists(value, min_size=len(median), max_size=len(median))) if banded else []
        lines.append(
            Line(letter=letter, name=draw(texts), median=median, low=low, high=low and median)
        )
    day = st.dates(first, last)
    return Plot(
        first=first,
        last=last,
        today=draw(st.sampled_from([TODAY, first, last, date(2000, 1, 1), date(2090, 1, 1)])),
        start=draw(st.none() | day),
        points=draw(st.lists(st.tuples(day, value), max_size=20)),
        lines=lines,
        chosen=draw(st.sampled_from("ABCDE")),
        target=draw(st.none() | value),
        target_name=draw(texts),
        baseline=draw(st.none() | value),
        least=draw(st.none() | st.floats(1, 50)),
        ranges=draw(st.lists(st.tuples(value, texts), max_size=3)),
        bounds=draw(st.none() | st.tuples(scores, scores)),
        ceiling=draw(st.sampled_from([25.0, 100.0])),
        lane_room=draw(st.integers(0, 20)),
    )


@given(plots(), st.integers(1, 300), st.integers(1, 100), st.sampled_from(Style))
def test_whatever_is_drawn_fills_its_cells_exactly(
    plot: Plot, width: int, height: int, style: Style
) -> None:
    rows = draw_curves(plot, width, height, style=style)
    assert len(rows) == height
    assert [row_width(row) for row in rows] == [width] * height
    names = {name for row in rows for _, style in row for name in style.split("@")} - {""}
    assert names <= STYLE_NAMES
    for depth in Depth:
        for line in to_ansi(rows, PALETTES["light"], depth):
            assert "\n" not in line


@given(
    st.integers(20, 300),
    st.integers(6, 100),
    st.integers(0, 300),
    st.lists(scores, min_size=1, max_size=60, unique=True),
)
def test_every_reading_lies_inside(
    width: int, height: int, ahead: int, values: list[float]
) -> None:
    points = [(TODAY - timedelta(days=back), value) for back, value in enumerate(values)]
    plot = Plot(
        first=points[-1][0],
        last=TODAY + timedelta(days=ahead),
        today=TODAY + timedelta(days=400),
        points=points,
    )
    rows = draw_curves(plot, width, height)
    dots = sum((ord(char) - 0x2800).bit_count() for char in styled(rows, "point"))
    columns = {int(frame_of(plot, width).dates.place(day.toordinal()) * 2) for day, _ in points}
    assert dots >= len(columns) > 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": date(2020, 1, 1)}, "last"),
        ({"ceiling": 0.0}, "ceiling"),
        ({"lines": [a_line("A", 60)] * 6}, "lines"),
    ],
)
def test_a_plot_that_cannot_be_names_the_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field} "):
        a_plot(**changes)


def test_a_line_that_cannot_be_names_the_field() -> None:
    with pytest.raises(ValueError, match=r"^letter "):
        Line(letter="F", name="", median=[])
    with pytest.raises(ValueError, match=r"^low and high"):
        Line(letter="A", name="", median=[1, 2], low=[1], high=[2])


def test_labels_may_be_as_wide_as_they_like() -> None:
    line = replace(a_line("A", 72), name="依頼 🎉 à la carte مرحبا")
    for width in range(20, 120):
        assert {row_width(row) for row in draw_curves(a_plot(lines=[line]), width, 12)} == {width}
    assert cell_len("依頼") == 4


@pytest.mark.parametrize(
    "name", ["👩\u200d👩\u200d👧 plan", "❤\ufe0f", "依頼", "e\u0301", "🏳\ufe0f\u200d🌈"]
)
def test_rows_are_as_wide_as_asked_whatever_the_curves_are_called(name: str) -> None:
    plot = a_plot()
    plot = a_plot(lines=[replace(line, name=name) for line in plot.lines])
    rows = ["".join(text for text, _ in row) for row in draw_curves(plot, 100, 30)]
    assert {as_textual_measures(row) for row in rows} == {100}
    assert any(name in row for row in rows)


def test_a_curve_that_another_hides_says_which() -> None:
    lines = [a_line("A", 72), a_line("B", 62), replace(a_line("C", 72.01), name="Stop")]
    assert twins_of(a_plot(lines=lines)) == {"C": "A"}
    assert twins_of(a_plot(lines=lines, chosen="C")) == {"A": "C"}
    assert any(
        "C Stop    =A 71" in row for row in plain_text(draw_curves(a_plot(lines=lines), 90, 16))
    )
    narrow = plain_text(draw_curves(a_plot(lines=lines), 28, 9))
    assert any(row.endswith("C=A") for row in narrow)
    shock = [*a_line("A", 72).median]
    shock[40:60] = [value - 8 for value in shock[40:60]]
    apart = Line(letter="B", name="Quiet month", median=shock)
    assert twins_of(a_plot(lines=[a_line("A", 72), apart])) == {}


def test_averages_of_others_are_dots_up_to_today_with_their_names() -> None:
    industry = Average(
        [(TODAY - timedelta(days=90), 42.0)], ["industry 42, you: top 9 %", "industry"]
    )
    rows = draw_curves(a_plot(averages=[industry], lines=[]), 100, 24)
    assert "industry 42, you: top 9 %" in styled(rows, "average")
    dotted = next(row for row in rows if any(char >= "⠁" for char in styled([row], "average")))
    assert sum(len(text) for text, _ in dotted) == 100
    low = Average([(TODAY - timedelta(days=9), 12.0)], ["network 12"])
    assert fitted(a_plot(averages=[low], lines=[]))[0] == 12


def test_readings_are_joined_but_not_over_a_gap() -> None:
    near = [(TODAY - timedelta(days=back), 50.0) for back in (60, 30, 0)]
    joined = styled(draw_curves(a_plot(points=near, lines=[]), 90, 20), "trail")
    assert len(joined) > 10
    far = [(TODAY - timedelta(days=back), 50.0) for back in (170, 0)]
    assert styled(draw_curves(a_plot(points=far, lines=[]), 90, 20), "trail") == ""


@pytest.mark.parametrize("eighths", range(1, 8))
@pytest.mark.parametrize("inside", [True, False])
def test_a_curve_on_a_bands_edge_stands_on_the_band_or_beside_it_and_on_no_third_colour(
    eighths: int, inside: bool
) -> None:
    canvas = Canvas(8, 6)
    canvas.band(0, [(3 - eighths / 8, 4 + eighths / 8)] * 8, "band-a")
    up, down = (2.8, 4.2) if inside else (2.2, 4.8)
    canvas.curve(0, [up] * 8, "curve-b", pattern=(1,), thick=1)
    canvas.curve(0, [down] * 8, "curve-c", pattern=(1,), thick=1)
    rows = canvas.rows()
    on_band = eighths > 5 or (eighths > 2 and inside)
    assert rows[2][0][1] == ("curve-b@band-a" if on_band else "curve-b")
    assert rows[4][0][1] == ("curve-c@band-a" if on_band else "curve-c")
    assert rows[2][1][1] == "band-a"
    assert rows[3] == [("        ", "@band-a")]


def test_a_range_alone_has_no_name() -> None:
    plot = a_plot(points=[], ranges=[(30, "starting"), (50, "active"), (80, "x")], bounds=(45, 55))
    assert "active" not in styled(draw_curves(plot, 100, 30), "range")
