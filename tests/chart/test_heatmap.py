"""Heatmaps of weeks: where a day stands, what marks the chosen one, and how years are named."""

from datetime import date, timedelta
from typing import NamedTuple

from ssi_tui.chart import Grid, month_row, plain_text, week_rows

MONDAY = date(2026, 1, 5)


class Span(NamedTuple):
    """Some weeks with one busy day a week."""

    first: date
    last: date
    day: date
    totals: dict[date, int]
    rests: frozenset[date] = frozenset()


def span(weeks: int, first: date = MONDAY) -> Span:
    """So many weeks up to a Friday."""
    last = first + timedelta(days=7 * weeks - 1)
    days = {first + timedelta(days=7 * week): 1 + week % 4 for week in range(weeks)}
    return Span(first, last, last - timedelta(days=2), days)


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
