"""Heatmaps of weeks: where a day stands, what marks the chosen one, and how years are named."""

from datetime import date, timedelta

import pytest

from ssi_tui.chart.heatmap import Days, Grid, heat_cell, heat_level, month_row, week_rows
from ssi_tui.chart.palette import (
    HEAT_GLYPHS,
    PALETTES,
    STYLE_NAMES,
    Depth,
    Palette,
    as_heights,
    to_ansi,
    without_colour,
)
from ssi_tui.chart.text import plain_text

MONDAY = date(2026, 1, 5)


def span(weeks: int, first: date = MONDAY) -> Days:
    """So many weeks up to a Friday."""
    last = first + timedelta(days=7 * weeks - 1)
    days = {first + timedelta(days=7 * week): 1 + week % 4 for week in range(weeks)}
    return Days(first, last, last - timedelta(days=2), days)


def test_each_cell_gives_its_day_and_each_day_its_cell() -> None:
    for step in (1, 2):
        grid = Grid(MONDAY, 12, 5, step)
        for back in range(12 * 7):
            day = MONDAY + timedelta(days=back)
            place = grid.place(day)
            assert place is not None
            assert grid.day_at(*place) == day
        assert grid.place(MONDAY - timedelta(days=1)) is None
        assert grid.day_at(4, 0) is grid.day_at(5, 7) is grid.day_at(5 + 12 * step, 0) is None


def test_the_chosen_day_is_marked_by_shape_in_both_widths() -> None:
    found = span(6)
    chosen = MONDAY + timedelta(days=8)
    wide = week_rows(found, Grid(MONDAY, 6, 5, 2), chosen)
    assert plain_text(wide)[1] == "     ■[■]■ ■ ■ ■"
    narrow = week_rows(found, Grid(MONDAY, 6, 5, 1), chosen)
    assert ("■", "ground@text") in narrow[1]


def test_days_alike_are_one_run() -> None:
    drawn = week_rows(span(30)._replace(totals={}), Grid(MONDAY, 30, 5, 2))
    assert [len(row) for row in drawn] == [3, 3, 3, 3, 3, 4, 4]


def test_days_to_come_are_blank_and_rest_is_a_ring() -> None:
    found = span(2)
    rest = MONDAY + timedelta(days=3)
    drawn = plain_text(week_rows(found._replace(rests=frozenset({rest})), Grid(MONDAY, 2, 5, 2)))
    assert drawn[3] == "     ○ ■"
    assert drawn[5] == "     ■"


def test_january_has_its_year_where_two_years_are_shown() -> None:
    begin = date(2025, 11, 3)
    (text,) = plain_text([month_row(span(20, begin), Grid(begin, 20, 5, 2))])
    assert "Jan 2026" in text
    (text,) = plain_text([month_row(span(20), Grid(MONDAY, 20, 5, 2))])
    assert "2026" not in text


ROW = [("Mon ", "muted"), *(heat_cell(level) for level in range(5)), ("■", "pillar-brand")]


def test_levels_are_quarters_of_the_top() -> None:
    assert [heat_level(value, 8) for value in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert heat_level(3, 0) == 0


def test_squares_are_equal_and_their_styles_are_not() -> None:
    cells = [heat_cell(level) for level in range(5)]
    assert {glyph for glyph, _ in cells} == {"■"}
    assert len({style for _, style in cells} & STYLE_NAMES) == 5


def test_heights_stand_where_colours_are_few_and_nowhere_else() -> None:
    assert "".join(text for text, _ in as_heights(ROW)) == f"Mon {HEAT_GLYPHS}■"
    assert without_colour([ROW]) == [f"Mon {HEAT_GLYPHS}■"]
    for depth, glyphs in ((Depth.ANSI, HEAT_GLYPHS), (Depth.XTERM, "■"), (Depth.TRUE, "■")):
        (line,) = to_ansi([ROW], PALETTES["dark"], depth)
        assert all(glyph in line for glyph in glyphs)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_each_level_is_farther_from_the_ground_than_the_one_below(palette: Palette) -> None:
    def light(name: str) -> int:
        colour = palette.colours[name]
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    away = [abs(light(f"heat-{level}") - light("ground")) for level in range(5)]
    assert away == sorted(set(away))
    assert away[0] > 0
