"""A weekly pace as a calendar (.ics, RFC 5545): all-day entries that come back every week.

Nothing in it says whose plan it is; the same plan gives the same entries, so that a calendar takes
a second import as the first one.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number

WEEK = 7
WORKING_DAYS = 5
LONGEST_LINE = 75
"""Octets, without the line end (RFC 5545, 3.1)."""
WEEKS = (1, 2, 4)
"""How far apart, in weeks, a thing may be that is not done every week."""
PRESENCE = "active-day"
"""A visit: whatever else stands on a day is one."""


class Event(NamedTuple):
    """What to do on one day, again and again."""

    day: date
    """The first time."""
    every: int
    """Weeks from one time to the next."""
    counts: Mapping[str, int]
    """Kind → how many."""
    minutes: float


def rounded_up(pace: float) -> tuple[int, int]:
    """(count, weeks): so many in so many weeks are the weekly pace, or a little more."""
    for weeks in WEEKS:
        count = pace * weeks
        if count >= 1 and abs(count - round(count)) < 1e-6:
            return round(count), weeks
    return (1, WEEKS[-1]) if pace * WEEKS[-1] < 1 else (-int(-pace // 1), 1)


def events(
    pace: Mapping[str, float], minutes: Mapping[str, float], first: date
) -> tuple[Event, ...]:
    """The week's actions on its days, each day about as long as the others.

    Args:
        pace: kind → actions per week.
        minutes: kind → minutes for one.
        first: the first day of the plan.
    """
    days = [first + timedelta(days=ahead) for ahead in range(WEEK)]
    working = [day for day in days if day.weekday() < WORKING_DAYS]
    load = dict.fromkeys(days, 0.0)
    found: dict[tuple[date, int], dict[str, int]] = {}
    longest_first = sorted(pace, key=lambda kind: (kind == PRESENCE, -minutes[kind] * pace[kind]))
    for kind in longest_first:
        count, every = rounded_up(pace[kind])
        if kind == PRESENCE:
            places = sorted(days, key=lambda day: (not load[day], day))
        else:
            places = sorted(working, key=lambda day: (load[day], day))
        for at, day in enumerate(places):
            here = count // len(places) + (at < count % len(places))
            if not here or (kind == PRESENCE and (day, 1) in found):
                continue
            found.setdefault((day, every), {})[kind] = here
            load[day] += here * max(minutes[kind], 0.1) / every
    return tuple(
        Event(day, every, counts, sum(n * minutes[kind] for kind, n in counts.items()))
        for (day, every), counts in sorted(found.items(), key=lambda item: item[0])
    )


def to_ics(entries: tuple[Event, ...], *, last: date, stamp: datetime) -> str:
    """The text of an .ics file, CRLF at the line ends.

    Args:
        last: the plan's last day; entries end there.
        stamp: when the file is made.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ssi-tui//plan//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        if entry.day <= last:
            lines += _event(entry, last, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Event, last: date, stamp: datetime) -> Iterator[str]:
    what = ", ".join(f"{n} {action_name(kind, n)}" for kind, n in entry.counts.items())
    said = _("LinkedIn: {actions}").format(actions=what)
    if entry.minutes >= 1:
        said += " " + _("({n} min)").format(n=format_number(entry.minutes))
    interval = f";INTERVAL={entry.every}" if entry.every > 1 else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.day:%Y%m%d}-{entry.every}@ssi-tui.invalid"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"RRULE:FREQ=WEEKLY{interval};UNTIL={last:%Y%m%d}"
    yield f"SUMMARY:{_escaped(said)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11)."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; all but the first begin with a
    space."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += char
    yield piece
