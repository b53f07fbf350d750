"""When to be reminded: a time of day, on some weekdays."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ssi_tui.errors import BadValueError
from ssi_tui.model.entries import WEEKDAYS

WORKING_DAYS = (0, 1, 2, 3, 4)
ALL_DAYS = tuple(range(7))
TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?(?:\s*h)?")
DAY_WORDS = {"daily": ALL_DAYS, "workdays": WORKING_DAYS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """One time of day, local, on the days of the week."""

    hour: int
    minute: int
    weekdays: tuple[int, ...] = WORKING_DAYS
    """0 Monday to 6 Sunday, in order, at least one."""

    def __post_init__(self) -> None:
        if not (0 <= self.hour <= 23 and 0 <= self.minute <= 59):
            raise BadValueError("time", self.time, "a time of day: 17:00")
        if not self.weekdays or set(self.weekdays) - set(ALL_DAYS):
            raise BadValueError("days", self.weekdays, "daily, workdays or mon,wed,fri")

    @property
    def time(self) -> str:
        """``17:05``."""
        return f"{self.hour:02}:{self.minute:02}"

    @property
    def days(self) -> str:
        """``daily``, ``workdays`` or ``mon,wed``, as `parse` takes it."""
        names = ",".join(WEEKDAYS[day] for day in self.weekdays)
        return next((word for word, days in DAY_WORDS.items() if days == self.weekdays), names)

    @classmethod
    def parse(cls, time: str, days: str = "workdays") -> Schedule:
        """From ``17:00``, ``17.30`` or ``17``, and days as above: BadValueError."""
        at = TIME.fullmatch(time.strip().lower())
        if at is None:
            raise BadValueError("time", time, "a time of day: 17:00")
        words = days.strip().lower()
        weekdays = DAY_WORDS.get(words)
        if weekdays is None:
            names = re.split(r"[,\s]+", words)
            if not names or set(names) - set(WEEKDAYS):
                raise BadValueError("days", days, "daily, workdays or mon,wed,fri")
            weekdays = tuple(sorted({WEEKDAYS.index(name) for name in names}))
        return cls(hour=int(at[1]), minute=int(at[2] or 0), weekdays=weekdays)
