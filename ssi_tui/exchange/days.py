"""Days and moments as tables write them, and the order of day and month, told by a whole column."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ssi_tui.wording.dates import FIRST_DAY

MOST = 0.6
"""Part of a column's cells that must look like days."""
CLEARLY = 0.25
"""Part of the steps from row to row that may go the wrong way in an order that is not sorted."""

_MONTHS = (
    ("january", "januar", "januari", "janvier", "enero", "janeiro", "gennaio"),
    ("february", "februar", "februari", "fevrier", "febrero", "fevereiro", "febbraio"),
    ("march", "marz", "mrz", "maart", "marts", "mrt", "mars", "marzo", "marco"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mei", "maj", "mayo", "maio", "maggio"),
    ("june", "juni", "juin", "junio", "junho", "giugno"),
    ("july", "juli", "juillet", "julio", "julho", "luglio"),
    ("august", "augustus", "augusti", "aout", "agosto"),
    ("september", "sept", "septembre", "septiembre", "setembro", "settembre"),
    ("october", "oktober", "octobre", "octubre", "outubro", "ottobre"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "decembre", "diciembre", "dezembro", "dicembre"),
)
"""English, German, Dutch, the Nordic and the Romance languages, without accents."""

_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2,
    "mesz": 2, "eet": 2, "eest": 3, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6,
    "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip
"""Hours ahead of UTC."""

_NO_ZONES = ("", "uhr", "uur", "h", "hrs")
"""What stands behind a time and is no zone."""

_TIME = (
    r"(?:(?:[T ,]|,?\s(?:at|um|om|kl\.?|à|a las|às)\s)\s*"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"\s*(?P<zone>(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})?(?:\s?\[[\w/+-]+\])?)?"
)

_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(\s?[-/.年]\s?|)(\d{{1,2}})(?:\2|\s?月\s?)(\d{{1,2}})[.日]?{_TIME}", re.IGNORECASE
)

_YEAR_LAST = re.compile(
    rf"(\d{{1,2}})([-/.])\s?(\d{{1,2}})(\2\s?|(?<=/\d)[- ]|(?<=/\d\d)[- ])"
    rf"(\d{{4}}|\d{{2}})\.?{_TIME}",
    re.IGNORECASE,
)

_NAME = r"[^\W\d_]{3,10}"

_NAMED = re.compile(
    rf"(?:(\d{{1,2}})(?:\.|st|nd|rd|th|º|er)?[ -]?(?:de |of )?({_NAME})\.?|"
    rf"({_NAME})\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?)"
    rf",?[ -](?:de |of )?(\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)

_YEAR_NAMED = re.compile(rf"(\d{{4}})[ ,-]{{1,2}}({_NAME})\.?[ -](\d{{1,2}}){_TIME}", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^\(?[^\W\d_]{1,13}(?:-feira)?\)?[.,]{0,2}[\s-]*(?:(?:d|den|le|el|the)\b\.?\s*)?(?=\d)|"
    r"^[^\W\d_]{2,13}[.,]{1,2}\s*(?=\w)",
    re.IGNORECASE,
)

_WEEKDAY_NAMED = re.compile(r"^[^\W\d_]{2,13}[.,]{0,2}\s+(?=[^\W\d_]{3,10}\.? \d)")
_WEEKDAY_LAST = re.compile(r"(?<=[\d.日]),?\s*(?:[^\W\d_]{2,13}\.?|\([^\W\d_]{1,13}\.?\))$")
_FIRST_WORD = re.compile(r"\W*([^\W\d_]{1,13})")


class Order(StrEnum):
    """What comes first in 11/12/2026."""

    DAY = "dmy"
    MONTH = "mdy"


class Moment(NamedTuple):
    """A day that a cell says, with the time of day where it has one."""

    day: date
    time: datetime | None = None
    """On the writer's clock, or with the zone that the cell names."""

    def day_in(self, zone: tzinfo | None) -> date:
        """The day where one lives: another one only where the cell names a zone."""
        if self.time is None or self.time.tzinfo is None:
            return self.day
        try:
            return self.time.astimezone(zone).date()
        except (OverflowError, OSError, ValueError):
            return self.day


def read_day(text: str, order: Order = Order.DAY, zone: tzinfo | None = None) -> date | None:
    """The day that a cell says, in a stated order; None for anything else.

    A time with a zone is told on the clock of ``zone``, None for the system's.
    """
    moment = read_moment(text, order)
    return moment.day_in(zone) if moment else None


def read_moment(text: str, order: Order = Order.DAY) -> Moment | None:
    """The day, and the time with its zone, in a stated order; None for anything else."""
    try:
        parts = _parts(text, order)
        return _moment(*parts) if parts else None
    except (ValueError, OverflowError):
        return None


SERIALS = range(36_526, 73_051)
"""Days since 1900 from 2000 to 2099, as spreadsheets count them."""


def serial_day(text: str) -> date | None:
    """The day that a spreadsheet keeps as 46097, with the time as a fraction; None for others."""
    whole = re.fullmatch(r"(\d{5})(?:[.,]\d{1,12})?", text.strip(), re.ASCII)
    if whole is None or int(whole[1]) not in SERIALS:
        return None
    return date(1899, 12, 30) + timedelta(days=int(whole[1]))


def is_shaped(text: str) -> bool:
    """Whether a cell is written as a day is, also where there is no such day."""
    return _parts(text, Order.DAY) is not None


DAYS_OF_MONTH = 3
"""So many different days of one month are none that come once a month."""


def ambiguous(text: str) -> bool:
    """Whether the order of day and month makes a difference to the cell."""
    return read_moment(text, Order.DAY) != read_moment(text, Order.MONTH)


def orders(cells: Sequence[str], today: date) -> tuple[Order, ...]:
    """The orders in which a column can be read, one where that is certain or makes no difference.

    Certain: only in one order all cells are days; else only in one the months have numbers up to
    twelve; else only in one the weekdays beside them are right; else only in one the rows are
    sorted; else only in one none is still to come.  None at all: the column has no days.
    """
    filled = [cell for cell in cells if cell.strip()]
    if not filled or sum(map(is_shaped, filled)) < MOST * len(filled):
        return ()
    days = {order: [read_day(cell, order) for cell in filled] for order in Order}
    if days[Order.DAY] == days[Order.MONTH]:
        return (Order.DAY,)
    valid = {
        order: (
            sum(day is not None and day >= FIRST_DAY for day in days[order]),
            sum(parts[1] <= 12 for cell in filled if (parts := _parts(cell, order))),
        )
        for order in Order
    }
    best = max(valid.values())
    fitting = [order for order in Order if valid[order] == best]
    right = [order for order in fitting if _weekdays_agree(filled, days[order])]
    fitting = right or fitting
    if len(fitting) == 1:
        return (fitting[0],)
    backwards = {order: _backwards([day for day in days[order] if day]) for order in Order}
    in_row = [order for order in fitting if backwards[order] == 0]
    if len(in_row) == 1 and max(backwards.values()) > CLEARLY:
        return (in_row[0],)
    soon = today + timedelta(days=1)
    past = {order: sum(day is not None and day <= soon for day in days[order]) for order in Order}
    fitting = [order for order in fitting if past[order] == max(past.values())]
    if len(fitting) == 1:
        return (fitting[0],)
    return tuple(in_row) if len(in_row) == 1 else tuple(fitting)


def in_one_month(cells: Sequence[str]) -> Order | None:
    """The order in which all these days are of one month, where else they would be one of each.

    Things that happen by themselves do not happen on the third of every month.
    """
    for order, other in ((Order.DAY, Order.MONTH), (Order.MONTH, Order.DAY)):
        days = {day for cell in cells if (day := read_day(cell, order))}
        others = {day for cell in cells if (day := read_day(cell, other))}
        together = len({(day.year, day.month) for day in days}) == 1
        if len(days) >= DAYS_OF_MONTH and together and len({day.day for day in others}) == 1:
            return order
    return None


def _weekdays_agree(cells: Sequence[str], days: Sequence[date | None]) -> bool:
    """Whether the word before each day, in whatever language, is that of its weekday alone."""
    pairs = {
        (word[1].casefold(), day.weekday())
        for cell, day in zip(cells, days, strict=True)
        if day is not None and (word := _FIRST_WORD.match(cell))
    }
    words, weekdays = {word for word, _ in pairs}, {weekday for _, weekday in pairs}
    return len(words) == len(weekdays) == len(pairs)


def _backwards(days: Sequence[date]) -> float:
    """Part of the steps from row to row that go against the direction of most; 1 for few days."""
    if len(set(days)) < 3:
        return 1.0
    up = sum(b > a for a, b in pairwise(days))
    down = sum(b < a for a, b in pairwise(days))
    return min(up, down) / (up + down)


def _parts(text: str, order: Order) -> tuple[int, int, int, re.Match[str]] | None:
    """Year, month and day as they are written, and the match that has the time."""
    text = " ".join(text.split())[:60]
    if not any(map(str.isdigit, text)):
        return None
    weekdays = (_WEEKDAY, _WEEKDAY_NAMED, _WEEKDAY_LAST)
    for written in dict.fromkeys((text, *(pattern.sub("", text) for pattern in weekdays))):
        if parts := _numbers(written, order):
            return parts
    return None


def _numbers(text: str, order: Order) -> tuple[int, int, int, re.Match[str]] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, mark, month, day = match.groups()[:4]
        if not mark and len(month + day) != 4:
            return None
        return int(year), int(month), int(day), match
    if match := _YEAR_LAST.fullmatch(text):
        first, mark, second, last, year = match.groups()[:5]
        # nobody writes the month first with points, and 2/11-2026 is how Danes write a day
        if order is Order.MONTH and mark != "." and last.strip() == mark:
            first, second = second, first
        return _full(year), int(second), int(first), match
    if match := _NAMED.fullmatch(text):
        before, name, other, after, year = match.groups()[:5]
        month_number = _month(name or other)
        return (_full(year), month_number, int(before or after), match) if month_number else None
    if match := _YEAR_NAMED.fullmatch(text):
        year, name, day = match.groups()[:3]
        month_number = _month(name)
        return (int(year), month_number, int(day), match) if month_number else None
    return None


def _moment(year: int, month: int, day: int, match: re.Match[str]) -> Moment:
    """The moment; ValueError where there is none."""
    on = date(year, month, day)
    if match["hour"] is None:
        return Moment(on)
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    if hour == 24:
        return Moment(on)
    time = datetime(year, month, day, hour, int(match["minute"]), int(match["second"] or 0))
    return Moment(on, time.replace(tzinfo=_zone(match["zone"])))


def _zone(text: str | None) -> tzinfo | None:
    """The zone that is named; ValueError for a word that is none."""
    text = (text or "").lower()
    if text in _NO_ZONES:
        return None
    if text in _ZONES:
        return timezone(timedelta(hours=_ZONES[text]))
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", text)
    if match is None:
        raise ValueError(text)
    distance = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-distance if match[1] == "-" else distance)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month(name: str) -> int | None:
    letters = unicodedata.normalize("NFD", name.lower())
    plain = "".join(char for char in letters if "a" <= char <= "z")
    fits = [n for n, names in enumerate(_MONTHS, 1) if any(m.startswith(plain) for m in names)]
    return fits[0] if len(fits) == 1 and len(plain) > 2 else None
