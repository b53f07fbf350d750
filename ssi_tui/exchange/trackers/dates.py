"""Days as tables write them: many forms, and an order of day and month told by the whole column."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from ssi_tui.wording.dates import FIRST_DAY

MOST = 0.6
"""Part of a column's cells that must be days."""


_MONTHS = (
    ("january", "januar", "januari"),
    ("february", "februar", "februari"),
    ("march", "marz", "maart", "marts", "mrt"),
    ("april",),
    ("may", "mai", "mei", "maj"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "augustus"),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
"""English, German, Dutch, Danish, without accents."""


_TIME = (
    r"(?:[T ,]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[ap]m)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?)?"
)


_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.]?)(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.IGNORECASE)


_YEAR_LAST = re.compile(
    rf"(\d{{1,2}})([-/.])\s?(\d{{1,2}})\2\s?(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)


_WEEKDAY = re.compile(r"^[^\W\d_]{2,10}(?:\.?,?\s(?=\d)|\.?,\s)")


_NAMED = re.compile(
    rf"(?:(\d{{1,2}})(?:\.|st|nd|rd|th)?[ -]([^\W\d_]{{3,9}})\.?|([^\W\d_]{{3,9}})\.? "
    rf"(\d{{1,2}})(?:st|nd|rd|th)?),?[ -](\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)


class Order(StrEnum):
    """What comes first in 11/12/2026."""

    DAY = "dmy"
    MONTH = "mdy"


def read_day(text: str, order: Order = Order.DAY) -> date | None:
    """The day that a cell says, in a stated order; None for anything else."""
    text = " ".join(text.split())[:60]
    try:
        return _read(text, order)
    except ValueError:
        return None


def orders(cells: Sequence[str], today: date) -> tuple[Order, ...]:
    """The orders in which a column can be read, one where that is certain or makes no difference.

    Certain: every cell is a day, none is still to come, and where both orders allow that, only
    one leaves the days sorted.  None at all: the column has no days.
    """
    filled = [cell for cell in cells if cell.strip()]
    found = {order: [read_day(cell, order) for cell in filled] for order in Order}
    counts = {order: sum(_past(day, today) for day in days) for order, days in found.items()}
    best = max(counts.values())
    if not filled or best < MOST * len(filled):
        return ()
    fitting = [order for order in Order if counts[order] == best]
    if len(fitting) == 1 or found[Order.DAY] == found[Order.MONTH]:
        return (fitting[0],)
    in_row = [order for order in fitting if _sorted([day for day in found[order] if day])]
    return tuple(in_row) if len(in_row) == 1 else tuple(fitting)


def _past(day: date | None, today: date) -> bool:
    return day is not None and FIRST_DAY <= day <= today + timedelta(days=1)


def _sorted(days: Sequence[date]) -> bool:
    return len(set(days)) > 2 and list(days) in (sorted(days), sorted(days, reverse=True))


def _read(text: str, order: Order) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        year, mark, month, day = found.groups()[:4]
        if not mark and len(month + day) != 4:
            return None
        return date(int(year), int(month), int(day))
    if found := _YEAR_LAST.fullmatch(text):
        first, mark, second, year = found.groups()[:4]
        if order is Order.MONTH and mark != ".":  # nobody writes the month first with points
            first, second = second, first
        return date(_full(year), int(second), int(first))
    if found := _NAMED.fullmatch(_WEEKDAY.sub("", text)) or _NAMED.fullmatch(text):
        day, after, before, also, year = found.groups()
        month = _month(after or before)
        return date(_full(year), month, int(day or also)) if month else None
    return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month(name: str) -> int | None:
    import unicodedata

    plain = "".join(
        char for char in unicodedata.normalize("NFD", name.lower()) if "a" <= char <= "z"
    )
    fits = [n for n, names in enumerate(_MONTHS, 1) if any(n_.startswith(plain) for n_ in names)]
    return fits[0] if len(fits) == 1 and len(plain) > 2 else None
