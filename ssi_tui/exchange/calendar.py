"""A week's habits as a calendar (.ics): entries that come back, in the place of an older file's.

What an entry is called inside depends on its weekday and on what it is for, so that a calendar
takes the next file in the place of the last one.  Nothing in it says whose plan it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.terms import WEEKDAYS, Target
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    import icalendar

WEEK = 7
WORKING_DAYS = 5
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
    last: date | None = None
    """Where it ends before the others do."""


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
    counts_at: dict[tuple[date, int], dict[str, int]] = {}
    longest_first = sorted(pace, key=lambda kind: (kind == PRESENCE, -minutes[kind] * pace[kind]))
    for kind in longest_first:
        count, every = rounded_up(pace[kind])
        if kind == PRESENCE:
            places = sorted(days, key=lambda day: (not load[day], day))
        else:
            places = sorted(working, key=lambda day: (load[day], day))
        for at, day in enumerate(places):
            here = count // len(places) + (at < count % len(places))
            if not here or (kind == PRESENCE and (day, 1) in counts_at):
                continue
            counts_at.setdefault((day, every), {})[kind] = here
            load[day] += here * max(minutes[kind], 0.1) / every
    return tuple(
        Event(day, every, counts, sum(n * minutes[kind] for kind, n in counts.items()))
        for (day, every), counts in sorted(counts_at.items(), key=lambda item: item[0])
    )


def habits(targets: Iterable[Target], first: date) -> tuple[Event, ...]:
    """What targets ask for, on the days on which it is due; a week's number is spread over days."""
    wanted = [target for target in targets if not target.at_most]
    pace = {t.kind: t.amount * WEEK / t.days for t in wanted if not t.weekdays and t.days > 1}
    days: dict[tuple[date, int], dict[str, int]] = {}
    for event in events(pace, dict.fromkeys(pace, 1.0), first):
        days[event.day, event.every] = dict(event.counts)
    for target in wanted:
        for day in (first + timedelta(days=ahead) for ahead in range(WEEK)):
            if target.days == 1 or day.weekday() in target.weekdays:
                days.setdefault((day, 1), {})[target.kind] = target.amount
    due = sorted(days.items(), key=lambda item: item[0])
    return tuple(Event(day, every, counts, 0.0) for (day, every), counts in due)


def to_ics(
    entries: tuple[Event, ...],
    *,
    stamp: datetime,
    last: date | None = None,
    name: str = "plan",
    at: time | None = None,
) -> str:
    """The text of an .ics file, CRLF at the line ends.

    Args:
        stamp: when the file is made.
        last: the last day, on which entries end; None: they don't.
        name: whose entries these are to the calendar: one of the same name takes the place of the
            one that it has, whichever day either was made on.
        at: a time of day for all of them, with an alarm; else they last all day.
    """
    import icalendar  # 100 ms, and only a calendar needs it

    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//ssi-tui//{name}//EN")
    calendar.add("calscale", "GREGORIAN")
    for entry in entries:
        if last is None or entry.day <= last:
            calendar.add_component(_event(entry, stamp, entry.last or last, name, at))
    data: bytes = calendar.to_ical(sorted=False)
    return data.decode()


def _event(
    entry: Event, stamp: datetime, last: date | None, name: str, at: time | None
) -> icalendar.Event:
    import icalendar

    actions = ", ".join(f"{n} {action_name(kind, n)}" for kind, n in entry.counts.items())
    said = _("LinkedIn: {actions}").format(actions=actions)
    if entry.minutes >= 1:
        said += " " + _("({n} min)").format(n=format_number(entry.minutes))
    rule: dict[str, object] = {"freq": "weekly"}
    if entry.every > 1:
        rule["interval"] = entry.every
    if last is not None:
        rule["until"] = last if at is None else datetime.combine(last, at)
    event = icalendar.Event()
    when = WEEKDAYS[entry.day.weekday()] if entry.last is None else entry.day.isoformat()
    event.add("uid", f"{name}-{when}-{entry.every}@ssi-tui.invalid")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", int(stamp.timestamp()) // 60)  # a later file wins
    if at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:  # local wherever one is: no zone
        event.add("dtstart", datetime.combine(entry.day, at))
        event.add("duration", timedelta(minutes=15))
    event.add("rrule", rule)
    event.add("summary", said)
    event.add("transp", "TRANSPARENT")
    if at is not None:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said)
        alarm.add("trigger", timedelta())
        event.add_component(alarm)
    return event
