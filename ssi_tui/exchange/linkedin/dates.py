"""When something happened, as LinkedIn's tables write it, and which day that was for the user."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ssi_tui.exchange.days import Order, read_moment
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal

YEARS = range(2002, 2100)
"""LinkedIn was founded in 2002; other years are no years."""

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
"""English in every account that was seen, also in a Spanish one."""

_AMERICAN = re.compile(
    r"(\d\d?)/(\d\d?)/(\d{4}|\d\d),? +(\d\d?):(\d\d)(?::\d\d)?[ \u00a0\u202f]?([AaPp])[Mm]"
)

_WORDY = re.compile(
    r"(?:[A-Za-z]{3} )?([A-Za-z]{3})[a-z]* (\d\d?) (\d\d):(\d\d):(\d\d) \S+ (\d{4})"
)

_SHORT = re.compile(r"(\d\d?)[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})")


class Clock(StrEnum):
    """Whose clock a table's times are read from."""

    UTC = "utc"
    PACIFIC = "pacific"
    """California's, with daylight saving."""
    UTC_DAY = "utc-day"
    """Days without an hour: the day in UTC is kept, so that all archives agree on it."""


class Stamp(NamedTuple):
    """What a cell of a date says."""

    moment: datetime
    """On the clock of its table; in UTC where the cell names a zone; at 0:00 without a time."""
    timed: bool = True
    """Whether it has a time of day: a spreadsheet that saved the table leaves it out."""
    zoned: bool = False
    """Whether the cell names the zone itself."""


def parse_moment(text: str) -> datetime | None:
    """What a cell says, without a zone; None where it is no date that LinkedIn can have written.

    Forms: ``2025-07-01 14:33:22``, ``2023/04/22 09:54:59 UTC``, ``Wed Mar 13 18:51:14 UTC 2024``,
    ``3/12/24, 11:20 AM`` (month first) and ``20 Mar 2024``.
    """
    text = text.strip()[:40]
    try:
        if text[:4].isdecimal():
            if text[19:].strip().upper() not in ("", "UTC") and text[19] not in ".,":
                return None
            moment = datetime.fromisoformat(text[:19].replace("/", "-"))
        elif text[:1].isalpha():
            moment = _wordy(text)
        elif "/" in text:
            moment = _american(text)
        else:
            moment = _short(text)
    except (ValueError, KeyError):
        return None
    return moment if moment.year in YEARS and moment.tzinfo is None else None


def parse_stamp(text: str, order: Order = Order.MONTH) -> Stamp | None:
    """What a cell says, in LinkedIn's forms or in those of a spreadsheet that saved the table.

    ``order`` is that of day and month in the whole column, for forms that are not LinkedIn's own.
    """
    moment = parse_moment(text)
    if moment is not None:
        return Stamp(moment, timed=moment.time() != time() or ":" in text)
    known = read_moment(text[:60], order)
    if known is None or known.day.year not in YEARS:
        return None
    if known.time is None:
        return Stamp(datetime.combine(known.day, time()), timed=False)
    if known.time.tzinfo is None:
        return Stamp(known.time)
    return Stamp(known.time.astimezone(UTC).replace(tzinfo=None), zoned=True)


def day_reader(clock: Clock, zone: tzinfo | None) -> Callable[[Stamp], date]:
    """From a stamp on that clock to the user's day; ``zone`` None is the system's own."""
    theirs = pacific() if clock is Clock.PACIFIC else UTC

    def day(stamp: Stamp) -> date:
        if not stamp.timed or (clock is Clock.UTC_DAY and not stamp.zoned):
            return stamp.moment.date()
        own = UTC if stamp.zoned else theirs
        return stamp.moment.replace(tzinfo=own).astimezone(zone).date()

    return day


def pacific() -> tzinfo:
    """The zone of LinkedIn's home."""
    try:
        return ZoneInfo("America/Los_Angeles")
    except ZoneInfoNotFoundError:
        raise ArchiveRefusedError("", Refusal.TIME_ZONES) from None


def _wordy(text: str) -> datetime:
    match = _WORDY.fullmatch(text)
    if match is None:
        raise ValueError
    month, day, hour, minute, second, year = match.groups()
    return datetime(int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), int(second))


def _american(text: str) -> datetime:
    match = _AMERICAN.fullmatch(text)
    if match is None:
        raise ValueError
    month, day, year, hour, minute, half = match.groups()
    hours = int(hour)
    if not 1 <= hours <= 12:
        raise ValueError
    hours = hours % 12 + 12 * (half in "Pp")
    full = int(year) + 2000 * (len(year) == 2)
    return datetime(full, int(month), int(day), hours, int(minute))


def _short(text: str) -> datetime:
    match = _SHORT.fullmatch(text)
    if match is None:
        raise ValueError
    day, month, year = match.groups()
    return datetime(int(year), MONTHS[month.lower()], int(day))
