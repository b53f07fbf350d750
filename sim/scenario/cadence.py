"""How often a thing is done: "2 per week", "mon, thu", "0.5 x usual", and the doses that follow."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

import numpy as np

from sim.errors import N_, RefusedError, number_text
from sim.response.curves import WEEK, Array
from sim.scenario.phrases import clip, nearest, number

MOST_A_DAY = 200.0
"""Actions on one day: more is a slip of the keyboard, and LinkedIn would lock the account."""

MOST_TIMES_USUAL = 20.0
MOST_DAYS_BETWEEN = 364
WORDS = ("none", "usual", "daily", "weekly", "once")
IN_FULL = {"none": "0 x usual", "usual": "1 x usual", "daily": "1 per day", "weekly": "1 per week"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    name[:letters]: day for day, name in enumerate(WEEKDAYS) for letters in range(3, len(name) + 1)
}

# texts, compiled when they are first needed: a file seldom needs all of them
_NUMBER = r"([0-9]+(?:[.,][0-9]+)?(?:e-?[0-9]+)?)"
_OF_USUAL = rf"{_NUMBER} ?[x×*] ?usual|usual ?[x×*] ?{_NUMBER}"
_EVENLY = rf"{_NUMBER} ?(?:per |an? |/ ?)(day|week)"
_EVERY = rf"(?:{_NUMBER} )?every (?:([0-9]+) )?(day|week)s?"
_ONCE = rf"(?:{_NUMBER} )?once"
_ON_DAYS = rf"(?:{_NUMBER} on )?([a-z][a-z ,-]*)"


class Rhythm(StrEnum):
    """How the count of a cadence is laid over the days."""

    USUAL = "usual"
    """The count is a factor of the usual pace, spread evenly."""
    EVENLY = "evenly"
    """So many a day or a week, the same part on every day: the weekly pace stands still."""
    EVERY = "every"
    """So many on every n-th day, from the first day of the phase on."""
    WEEKDAYS = "weekdays"
    """So many on each of the named days of the week."""
    ONCE = "once"
    """So many on the first day of the phase, then none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cadence:
    """How often one kind of action is done during a phase."""

    rhythm: Rhythm
    """What the count means."""
    count: float = 1.0
    """Actions per period or per named day; for a usual pace its factor.  Never negative."""
    days: int = 1
    """Length of the period in days: 1 or 7 when even, 1 to 364 for every n-th day."""
    weekdays: tuple[int, ...] = ()
    """0 is Monday; sorted; empty unless the rhythm is by days of the week."""

    def __post_init__(self) -> None:
        most, message = MOST_A_DAY, N_("{value} is too much; at most {most} actions on one day")
        if self.rhythm is Rhythm.USUAL:
            most = MOST_TIMES_USUAL
            message = N_("{value} is too much; at most {most} times the usual pace")
        if not 0 <= self.count <= most * (self.days if self.rhythm is Rhythm.EVENLY else 1):
            raise RefusedError(message, value=number_text(self.count), most=number_text(most))
        if bool(self.weekdays) is not (self.rhythm is Rhythm.WEEKDAYS):
            raise RefusedError(
                N_("days of the week belong to a cadence by weekdays, and to no other")
            )
        if not 1 <= self.days <= MOST_DAYS_BETWEEN:
            raise RefusedError(
                N_("{value} days between; it must be 1 to {most}"),
                value=self.days,
                most=MOST_DAYS_BETWEEN,
            )

    @classmethod
    def of_usual(cls, factor: float) -> Self:
        """The usual pace times a factor; 0 is none."""
        return cls(rhythm=Rhythm.USUAL, count=factor)

    @classmethod
    def weekly(cls, count: float) -> Self:
        """So many a week, spread evenly; 0 is none."""
        return cls(rhythm=Rhythm.EVENLY, count=count, days=WEEK) if count else cls.of_usual(0)

    @classmethod
    def read(cls, text: str) -> Self:
        """The cadence that a phrase says.  Raises RefusedError when it says none."""
        phrase = " ".join(text.casefold().split())
        phrase = IN_FULL.get(phrase, phrase)
        if match := re.fullmatch(_OF_USUAL, phrase):
            return cls.of_usual(number(match[1] or match[2]))
        if match := re.fullmatch(_EVENLY, phrase):
            days = 1 if match[2] == "day" else WEEK
            return cls(rhythm=Rhythm.EVENLY, count=number(match[1]), days=days)
        if match := re.fullmatch(_EVERY, phrase):
            days = min(int(match[2] or "1"), 9999) * (1 if match[3] == "day" else WEEK)
            return cls(rhythm=Rhythm.EVERY, count=number(match[1] or "1"), days=days)
        if match := re.fullmatch(_ONCE, phrase):
            return cls(rhythm=Rhythm.ONCE, count=number(match[1] or "1"))
        match = re.fullmatch(_ON_DAYS, phrase)
        if match and (weekdays := _weekdays(match[2], sure=match[1] is not None)):
            return cls(rhythm=Rhythm.WEEKDAYS, count=number(match[1] or "1"), weekdays=weekdays)
        if meant := nearest(phrase, WORDS):
            raise RefusedError(
                N_("{value} is no pace; did you mean {nearest}?"), value=clip(text), nearest=meant
            )
        raise RefusedError(
            N_(
                "{value} is no pace; write none, usual, 0.5 x usual, daily, weekly, 2 per week, "
                "3 per day, every 3 days, once, or days such as: mon, thu"
            ),
            value=clip(text),
        )

    def __str__(self) -> str:
        count = number_text(self.count)
        several = "" if self.count == 1 else f"{count} "
        match self.rhythm:
            case Rhythm.USUAL if self.count in (0, 1):
                return "usual" if self.count else "none"
            case Rhythm.USUAL:
                return f"{count} x usual"
            case Rhythm.EVENLY if self.count == 1:
                return "daily" if self.days == 1 else "weekly"
            case Rhythm.EVENLY:
                return f"{count} per {'day' if self.days == 1 else 'week'}"
            case Rhythm.EVERY:
                return f"{several}every {self.days} days"
            case Rhythm.ONCE:
                return f"{several}once"
            case Rhythm.WEEKDAYS:
                names = ", ".join(WEEKDAYS[day][:3] for day in self.weekdays)
                return f"{several}on {names}" if several else names

    def doses(self, usual: float, *, days: int, first: date) -> Array:
        """Actions per day, shape (day,), for a phase that begins on `first`.

        `usual` is the usual pace in actions per week.
        """
        match self.rhythm:
            case Rhythm.USUAL:
                return np.full(days, self.count * usual / WEEK)
            case Rhythm.EVENLY:
                return np.full(days, self.count / self.days)
            case Rhythm.WEEKDAYS:
                weekday = (first.weekday() + np.arange(days)) % WEEK
                return np.where(np.isin(weekday, self.weekdays), self.count, 0.0)
            case Rhythm.EVERY | Rhythm.ONCE:
                doses = np.zeros(days)
                doses[:: self.days if self.rhythm is Rhythm.EVERY else max(days, 1)] = self.count
                return doses


def read_factor(text: str) -> float:
    """The factor of the usual pace that is meant for everything at once.  Raises RefusedError."""
    cadence = Cadence.read(text)
    if cadence.rhythm is not Rhythm.USUAL:
        message = N_("{value} needs an action’s name; for all of them write none, usual or a "
                     "factor: 0.5 x usual")  # fmt: skip
        raise RefusedError(message, value=clip(text))
    return cadence.count


def _weekdays(text: str, *, sure: bool) -> tuple[int, ...]:
    """The days that "mon, thu" or "mon-fri" name; empty when the text does not speak of days."""
    days: set[int] = set()
    for word in re.split(r"[ ,]+|\band\b", re.sub(r" *- *", "-", text)):
        if not word:
            continue
        ends = word.split("-")
        if len(ends) > 2 or not _DAYS.keys() >= set(ends):
            if days or sure:
                raise RefusedError(
                    N_("{value} is no day of the week; write mon, tue, wed, thu, fri, sat or sun"),
                    value=clip(word),
                )
            return ()
        first, last = _DAYS[ends[0]], _DAYS[ends[-1]]
        days.update((first + step) % WEEK for step in range((last - first) % WEEK + 1))
    return tuple(sorted(days))
