"""Days and spans written out: "Fri 20 Nov", "20.11.", "27/11/2026", "last week"; in four languages.

Loaded only where a day is none of the short forms of `dates`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = (
    ("january", "januar", "januari"),
    ("february", "februar", "februari"),
    ("march", "marz", "maerz", "maart", "marts", "mrt"),
    ("april",),
    ("may", "mai", "mei", "maj"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "augustus"),
    ("september", "sept"),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
"""English, German, Dutch, Danish, without accents; the first three letters are enough."""

_FILLERS = frozenset({"the", "of", "on", "den", "der", "dem", "am", "op", "de", "d", "vom", "fra",
                       "i"})  # fmt: skip
_ORDINALS = ("st", "nd", "rd", "th", "e", "te", "ten", "de", "ste")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:(?:\2|-)(\d{4}|\d{2})?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_THIS = ("this", "diese", "diesen", "dieser", "dieses", "deze", "dit", "denne", "dette")
_LAST = ("last", "letzte", "letzten", "letzter", "letztes", "vorige", "vorigen", "voriges", "vorig",
         "afgelopen", "sidste")  # fmt: skip
_NEXT = ("next", "nachste", "nachsten", "nachster", "nachstes", "kommende", "komende", "volgende",
         "volgend", "naeste")  # fmt: skip
_WEEK = ("week", "woche", "uge")
_MONTH = ("month", "monat", "maand", "maned")
_WEEK_NUMBER = re.compile(r"(?:kw|w|week|woche|uge) ?(\d{1,2})")
_YEAR = ("year", "jahr", "jaar", "ar")


class Unclear(NamedTuple):
    """Two numbers that could be either way round."""

    day_first: date
    month_first: date


def month_named(word: str) -> int | None:
    """1 to 12 for a month's name or its beginning of at least three letters."""
    word = word.rstrip(".")
    if len(word) < 3:
        return None
    fitting = [
        number
        for number, names in enumerate(_MONTHS, 1)
        if any(name.startswith(word) for name in names)
    ]
    return fitting[0] if len(fitting) == 1 else None


def numeric(text: str, today: date, *, ahead: bool, day_first: bool) -> date | Unclear | None:
    """``20.11.``, ``20/11``, ``27.11.2026``, ``2026/11/27``: ValueError where there is no such day.

    Args:
        day_first: the language writes the day before the month.  Where it does not, and both
            numbers could be either, the answer is both; dots always mean the day first.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if text[-1:] == "." and text[:-1].isdigit() and len(text) <= 3:
        return near(int(text[:-1]), 0, None, today, ahead=ahead)
    match = _PARTS.fullmatch(text)
    if not match or (text[-1] in "/-"):
        return None
    first, mark, second, written = match.groups()
    left, right = int(first), int(second)
    if not left or not right:
        return None
    year = None if not written else int(written) + (2000 if len(written) == 2 else 0)
    by_day = near(left, right, year, today, ahead=ahead)
    by_month = near(right, left, year, today, ahead=ahead)
    if mark == "." or day_first:
        return by_day or (by_month if mark != "." else None)
    iso = mark == "-" and len(first) == len(second) == 2
    if by_day and by_month and by_day != by_month and not iso:
        return Unclear(by_day, by_month)
    return by_month or by_day


def near(day: int, month: int, year: int | None, today: date, *, ahead: bool) -> date | None:
    """The last such day that was, or the next to come; month 0 for any.  None: there is none."""
    if year is not None:
        try:
            return date(year, month, day)
        except ValueError:
            return None
    for distance in range(8 * 366):  # a 29 February can be as far off as this
        near_day = today + timedelta(distance if ahead else -distance)
        if near_day.day == day and month in (0, near_day.month):
            return near_day
    return None


def without_weekday(
    text: str, weekday_named: Callable[[str], int | None]
) -> tuple[int | None, str]:
    """A weekday that is said before the day ("Fri, 20.11.", "i fredags"), and the rest."""
    weekday = None
    words = text.split()
    while words:
        word = words[0].rstrip(".,")
        number = weekday_named(word.removesuffix("s") if len(words) == 1 else word)
        if word not in _FILLERS and (number is None or weekday is not None):
            break
        weekday = number if word not in _FILLERS else weekday
        del words[0]
    return weekday, " ".join(words)


def named(text: str, today: date, *, ahead: bool) -> date | None:
    """``20 Nov``, ``20. November 2026``, ``Nov 20``, ``the 20th``; None where it is none."""
    day = month = year = None
    for word in re.split(r"[\s,.]+", text.strip(" .,")):
        if word in _FILLERS:
            continue
        digits = word[: len(word) - len(word.lstrip("0123456789"))]
        if digits and word[len(digits) :] in ("", *_ORDINALS):
            if len(digits) == 4 and year is None and digits == word:
                year = int(digits)
            elif len(digits) <= 2 and day is None:
                day = int(digits)
            else:
                return None
        elif month is None and (number := month_named(word)):
            month = number
        else:
            return None
    if day is None or (month is None and year is not None):
        return None
    return near(day, month or 0, year, today, ahead=ahead)


def span(text: str, today: date, week_start: int) -> tuple[date, date] | None:
    """First and last day of "last week", "this month", "next year", "2026-11", "Nov 2026", "2026".

    ``week_start``: the weekday on which weeks begin, 0 for Monday.
    """
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _month(int(match[1]), int(match[2]))
    if re.fullmatch(r"20\d\d", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := _WEEK_NUMBER.fullmatch(text):
        return _week(int(match[1]), today, week_start)
    words = text.split()
    if len(words) != 2:
        return None
    if (month := month_named(words[0])) and re.fullmatch(r"20\d\d", words[1]):
        return _month(int(words[1]), month)
    which = next(
        (n for n, names in ((0, _THIS), (-1, _LAST), (1, _NEXT)) if words[0] in names), None
    )
    if which is None:
        return None
    if words[1] in _WEEK:
        first = today - timedelta((today.weekday() - week_start) % 7 - 7 * which)
        return first, first + timedelta(6)
    if words[1] in _MONTH:
        months = today.year * 12 + today.month - 1 + which
        return _month(months // 12, months % 12 + 1)
    if words[1] in _YEAR:
        return date(today.year + which, 1, 1), date(today.year + which, 12, 31)
    return None


def _week(number: int, today: date, week_start: int) -> tuple[date, date] | None:
    """The nearest week of that number."""
    firsts = (date.fromisocalendar(today.year + years, 1, 1) for years in (-1, 0, 1))
    mondays = [first + timedelta(7 * (number - 1)) for first in firsts]
    mondays = [monday for monday in mondays if monday.isocalendar().week == number]
    if not mondays:
        return None
    first = min(mondays, key=lambda monday: abs(monday - today)) - timedelta(-week_start % 7)
    return first, first + timedelta(6)


def _month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12:
        return None
    first = date(year, month, 1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
