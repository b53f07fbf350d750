"""Days as people write them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui import i18n
from ssi_tui.errors import BadValueError
from ssi_tui.wording.dates import FIRST_DAY, format_day, format_long_day, parse_day, parse_span

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
        ("Fri 20 Nov", "2026-11-20"),
        ("Fri, 20 Nov 2026", "2026-11-20"),
        ("20 nov", "2026-11-20"),
        ("20. Nov", "2026-11-20"),
        ("Nov 20th", "2026-11-20"),
        ("22 November", "2025-11-22"),
        ("20. Dezember 2025", "2025-12-20"),
        ("fredag den 20. november", "2026-11-20"),
        ("Freitag, 20. November", "2026-11-20"),
        ("1. März", "2026-03-01"),
        ("3 mrt", "2026-03-03"),
        ("3 mei", "2026-05-03"),
        ("1. maj", "2026-05-01"),
        ("20.11.", "2026-11-20"),
        ("20.11", "2026-11-20"),
        ("20. 11. 2026", "2026-11-20"),
        ("20.11.26", "2026-11-20"),
        ("5.11.", "2026-11-05"),
        ("20.", "2026-11-20"),
        ("20/11", "2026-11-20"),
        ("11/20", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("20-11-2026", "2026-11-20"),
        ("2026/11/20", "2026-11-20"),
        ("2026.11.20", "2026-11-20"),
        ("11/11", "2026-11-11"),
        ("\u22123", "2026-11-18"),
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
        *("2026-W60", "2026-W", "20261121", "21.13.", "31.2.", "2026-11-21T10:00"),
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


LANGUAGES = ("en", "de", "nl", "da")


@pytest.fixture
def speak() -> Iterator[Callable[[str], object]]:
    yield i18n.use
    i18n.use("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_read_as_the_program_itself_writes_it(
    language: str, speak: Callable[[str], object]
) -> None:
    speak(language)
    for back in range(0, 800, 7):
        day = SATURDAY - timedelta(back)
        for spoken in ("en", language):
            speak(spoken)
            written = [format_day(day, SATURDAY), format_day(day, date(1999, 1, 1))]
            if back < 300:
                written.append(format_long_day(day))
            speak(language)
            for text in written:
                assert parse_day(text, SATURDAY, latest=SATURDAY) == day, text


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("nl", "5-11", "2026-11-05"),
        ("nl", "05-11", "2026-11-05"),
        ("de", "5-11", "2026-11-05"),
        ("da", "5/11", "2026-11-05"),
        ("nl", "11-20", "2026-11-20"),
        ("nl", "5-11-2026", "2026-11-05"),
        ("en", "05-11", "2026-05-11"),
        ("en", "11-5", None),
        ("en", "5-11", None),
        ("en", "5/11", None),
        ("en", "5/11/2026", None),
    ],
)
def test_two_numbers_are_read_by_the_languages_order_or_asked_about(
    language: str, text: str, day: str | None, speak: Callable[[str], object]
) -> None:
    speak(language)
    if day:
        assert parse_day(text, SATURDAY) == date.fromisoformat(day)
        return
    with pytest.raises(BadValueError) as refused:
        parse_day(text, SATURDAY)
    assert "5 Nov" in refused.value.allowed
    assert "11 May" in refused.value.allowed


def test_a_weekday_that_is_not_the_days_is_refused_with_the_right_one() -> None:
    with pytest.raises(BadValueError) as refused:
        parse_day("Thu 20 Nov", SATURDAY)
    assert refused.value.allowed == "a day that is: Fri 20 Nov"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("a week ago", "2026-11-14"), ("vor einer Woche", "2026-11-14")),
        *(("een week geleden", "2026-11-14"), ("for en uge siden", "2026-11-14")),
        *(("two days ago", "2026-11-19"), ("vor zwei Tagen", "2026-11-19")),
        *(("for tre dage siden", "2026-11-18"), ("a month ago", "2026-10-21")),
        *(("vor 9 Monaten", "2026-02-21"), ("in 3 days", "2026-11-24")),
        *(("in einer Woche", "2026-11-28"), ("over 3 maanden", "2027-02-21")),
        *(("om 2 uger", "2026-12-05"), ("the 20th", "2026-11-20"), ("20th", "2026-11-20")),
        *(("den 20.", "2026-11-20"), ("am 20.11.", "2026-11-20"), ("Fr., 20.11.", "2026-11-20")),
        *(("fredag den 20.", "2026-11-20"), ("i fredags", "2026-11-20")),
        *(("on Friday", "2026-11-20"), ("op vrijdag", "2026-11-20")),
        *(("20/11-2026", "2026-11-20"), ("20/11-26", "2026-11-20")),
        *(("Sonnabend", "2026-11-14"), ("so", "2026-11-15")),
    ],
)
def test_a_day_is_read_as_people_say_it(text: str, day: str) -> None:
    assert parse_day(text, SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["Mo 20.11.", "sat 20th", "i mandags 20", "mon mon 20 Nov"])
def test_a_weekday_that_is_not_the_days_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_day(text, SATURDAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", "2026-11-09", "2026-11-15"),
        ("letzte Woche", "2026-11-09", "2026-11-15"),
        ("KW 47", "2026-11-16", "2026-11-22"),
        ("week 1", "2027-01-04", "2027-01-10"),
        ("uge 53", "2026-12-28", "2027-01-03"),
        ("vorige week", "2026-11-09", "2026-11-15"),
        ("sidste uge", "2026-11-09", "2026-11-15"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("nächste Woche", "2026-11-23", "2026-11-29"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("næste måned", "2026-12-01", "2026-12-31"),
        ("volgend jaar", "2027-01-01", "2027-12-31"),
        ("Nov 2026", "2026-11-01", "2026-11-30"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026-W47-3", "2026-11-18", "2026-11-18"),
        ("20 Nov", "2026-11-20", "2026-11-20"),
    ],
)
def test_a_span_is_read_where_one_is_asked(text: str, first: str, last: str) -> None:
    span = (date.fromisoformat(first), date.fromisoformat(last))
    assert parse_span(text, SATURDAY) == span
    if first != last and "W" not in text:
        with pytest.raises(BadValueError, match=r"name one of them|examples"):
            parse_day(text, SATURDAY)
