"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.wording.dates import FIRST_DAY, format_day, format_long_day, parse_day

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("Yesterday", "2026-11-20"),
        ("heute", "2026-11-21"),
        ("gestern", "2026-11-20"),
        ("vorgestern", "2026-11-19"),
        ("gisteren", "2026-11-20"),
        ("i går", "2026-11-20"),
        ("vor 3 Tagen", "2026-11-18"),
        ("3 dagen geleden", "2026-11-18"),
        ("for 2 uger siden", "2026-11-07"),
        ("letzten Montag", "2026-11-16"),
        ("-3", "2026-11-18"),
        ("-0", "2026-11-21"),
        ("3d", "2026-11-18"),
        ("2w", "2026-11-07"),
        ("3 days ago", "2026-11-18"),
        ("1 day ago", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("last mon", "2026-11-16"),
        ("Monday", "2026-11-16"),
        ("Mo.", "2026-11-16"),
        ("do", "2026-11-19"),
        ("zaterdag", "2026-11-14"),
        ("lørdag", "2026-11-14"),
        ("21", "2026-11-21"),
        ("22", "2026-10-22"),
        ("31", "2026-10-31"),
        ("11-21", "2026-11-21"),
        ("11-22", "2025-11-22"),
        ("02-29", "2024-02-29"),
        ("2026-11-21", "2026-11-21"),
        ("2026-W47", "2026-11-16"),
        ("2026-w47-3", "2026-11-18"),
        ("  yesterday ", "2026-11-20"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert parse_day(text, SATURDAY, latest=SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fri", "2026-11-27"),
        ("sat", "2026-11-28"),
        ("last fri", "2026-11-20"),
        ("tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("+3", "2026-11-24"),
        ("-3", "2026-11-18"),
        ("2w", "2026-12-05"),
        ("3 days ago", "2026-11-18"),
        ("21", "2026-11-21"),
        ("20", "2026-12-20"),
        ("02-01", "2027-02-01"),
        ("2026-12-24", "2026-12-24"),
    ],
)
def test_what_is_planned_lies_ahead(text: str, day: str) -> None:
    assert parse_day(text, SATURDAY, ahead=True) == date.fromisoformat(day)


def test_a_bare_weekday_is_the_one_before_today_even_on_that_weekday() -> None:
    assert parse_day("sat", SATURDAY) == SATURDAY - timedelta(7)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "--", "--3", "s", "x", "d", "ago", "last", "last week", "someday"),
        *("0", "99", "00-21", "1-0", "13-45", "2026-02-30", "2025-02-29", "2026-13-01"),
        *("2026-W60", "2026-W", "20261121", "2026/11/21", "21.11.", "2026-11-21T10:00"),
        *("1e3", "1_0", "-1_0", "³", "nan", "-99999999999999999999", "999999999999d"),
        *("0001-01-01", "2003-05-04", "[red]", "\x1b[31m", "\u202e", "\ud800", "mon" * 999),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_day(text, SATURDAY, latest=SATURDAY)


def test_an_unreadable_day_comes_with_four_examples_that_are_readable() -> None:
    with pytest.raises(BadValueError) as refused:
        parse_day("soon", SATURDAY)
    examples = refused.value.allowed.partition(": ")[2].split(", ")
    assert len(examples) == 4
    for example in examples:
        parse_day(example, SATURDAY, latest=SATURDAY)


@pytest.mark.parametrize("text", ["tomorrow", "+1", "2026-11-22", "2027-01-01", "morgen"])
def test_a_day_to_come_is_refused_for_an_entry_with_the_reason(text: str) -> None:
    with pytest.raises(BadValueError, match="still to come"):
        parse_day(text, SATURDAY, latest=SATURDAY)
    assert parse_day(text, SATURDAY) > SATURDAY


@given(st.text(max_size=20) | st.from_regex(r"[-+0-9dwWago ]{1,14}", fullmatch=True))
def test_any_text_is_a_day_within_bounds_or_refused(text: str) -> None:
    try:
        day = parse_day(text, SATURDAY, latest=SATURDAY)
    except BadValueError:
        return
    assert FIRST_DAY <= day <= SATURDAY


@given(st.dates(FIRST_DAY, SATURDAY))
def test_an_iso_day_and_its_distance_are_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), SATURDAY) == day
    assert parse_day(f"-{(SATURDAY - day).days}", SATURDAY) == day


def test_days_are_written_short_and_long_with_the_year_only_where_it_is_another() -> None:
    assert format_day(date(2026, 11, 20), SATURDAY) == "Fri 20 Nov"
    assert format_day(date(2025, 12, 24), SATURDAY) == "Wed 24 Dec 2025"
    assert format_long_day(SATURDAY) == "Saturday 21 November"
