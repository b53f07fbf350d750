"""A week, a month or a year looked back on, without click: what was done, goals, streaks, a map."""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.progress_line import reading_data, score_line
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import of_week, week_of, week_reached, weekly_goal
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, month_name, weekday_name
from ssi_tui.wording.goals import target_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssi_tui.model.entries import Reading
    from ssi_tui.model.terms import Target


# No dataclasses here: they load `inspect`, and that is a sixth of what `ssi week` takes.


class Row(NamedTuple):
    """One kind of action."""

    kind: str
    target: "Target | None"
    days: "Mapping[date, int]"
    """Day -> how many; only days with any."""
    reached: int
    """Weeks of the span in which the week's goal was reached."""
    weeks: int
    """Weeks of the span that are over, or reached already."""
    streak: int
    """Weeks in a row up to the day; the running one counts once it is reached."""

    @property
    def total(self) -> int:
        """In the whole span."""
        return sum(self.days.values())


class Span:
    """A calendar week, month or year up to a day."""

    def __init__(
        self, bounds: tuple[date, date], day: date, journal: Journal, rows: tuple[Row, ...]
    ) -> None:
        self.first, self.last = bounds
        """The calendar's: days after `day` are still to come."""
        self.day = day
        self.journal = journal
        self.rows = rows
        """Those with a target in its order, then the others, most first."""

    @cached_property
    def totals(self) -> dict[date, int]:
        """Day -> actions of all kinds; only days with any."""
        totals: dict[date, int] = {}
        for row in self.rows:
            for day, count in row.days.items():
                totals[day] = totals.get(day, 0) + count
        return dict(sorted(totals.items()))

    @cached_property
    def rests(self) -> frozenset[date]:
        """Days of the span on which one rests from everything."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return frozenset(day for day in days if self.journal.rest(day))

    @property
    def notes(self) -> dict[date, str]:
        """Day -> text."""
        notes = self.journal.notes
        return {day: notes[day] for day in sorted(notes) if self.first <= day <= self.day}

    @cached_property
    def readings(self) -> "tuple[Reading, ...]":
        """Those up to the day, the newest last."""
        readings = self.journal.readings
        return tuple(each for each in readings if self.first <= each.day <= self.day)


def bounds(name: str, day: date, week_start: str) -> tuple[date, date]:
    """First and last day of the ``week``, ``month``, ``quarter`` or ``year`` around a day."""
    if name == "week":
        return week_of(day, week_start)
    if name == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if name == "quarter":
        first = date(day.year, day.month - (day.month - 1) % 3, 1)
        return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def read_span(session: "Session", name: str, day: date) -> Span:
    """The span around a day; its streaks are not counted again but for the last weeks."""
    week_start = session.settings.week_start
    first, last = bounds(name, day, week_start)
    journal = session.journal(week_of(first, week_start)[0], day)
    streaks, _reading = session.store.standing(day, week_start)
    began = session.store.first_day() or day
    # The first week that begins in the span, and not before there was a journal
    begin = week_of(max(first + timedelta(days=6), began), week_start)[0]
    counts = journal.counts(first, day)
    others = sorted(counts.keys() - journal.targets.keys())
    others.sort(key=lambda kind: -sum(counts[kind].values()))
    rows = []
    for kind in (*journal.targets, *others):
        target = journal.targets.get(kind)
        shown = target and of_week(journal, target, first) if name == "week" else target
        weeks = [] if target is None else list(_weeks_of(journal, target, begin, day))
        row = Row(kind, shown, counts.get(kind, {}), sum(weeks), len(weeks), streaks.get(kind, 0))
        rows.append(row)
    return Span((first, last), day, journal, tuple(rows))


def _weeks_of(journal: Journal, target: "Target", begin: date, day: date) -> "Iterator[bool]":
    """Whether each week from that first day on that is over was good; the running one if it is.

    A week of rest that was not good says nothing.
    """
    while begin <= day:
        end = begin + timedelta(days=6)
        good = week_reached(journal, target, begin, end, day)
        rested = any(journal.rest(begin + timedelta(days=n), target.kind) for n in range(7))
        if (good and not target.at_most) or (end <= day and (good or not rested)):
            yield good
        begin += timedelta(days=7)


def reading_to_compare(session: Session, span: Span) -> "Reading | None":
    """The last reading before the span, else the first in it, where another follows."""
    before = session.reading_before(span.first)
    return before or (span.readings[0] if len(span.readings) > 1 else None)


def map_lines(session: Session, name: str, span: Span) -> "Iterator[str]":
    """The days of a month, or of more, fuller where more was done, and an empty line."""
    from ssi_tui.chart.heatmap import Days, month_map, year_map

    first = 6 if session.settings.week_start == "sunday" else 0
    days = Days(span.first, span.last, span.day, span.totals, span.rests)
    rows = month_map(days, first) if name == "month" else year_map(days, first, size()[0] - 2)
    yield from (f"  {line}".rstrip() for line in session.coloured(rows))
    yield ""


DAY_WIDTH = 4
"""Cells of a day in a week."""


def show(session: Session, name: str, day: date) -> None:
    """The answer of `ssi week`, `ssi month` or `ssi year` as of a day."""
    span = read_span(session, name, day)
    streaks = {row.kind: _streak(session, row) for row in span.rows}
    data = {
        "span": name,
        "first": span.first,
        "last": span.last,
        "as_of": span.day,
        "actions": [
            {
                "action": row.kind,
                "count": row.total,
                "days": {day.isoformat(): count for day, count in sorted(row.days.items())},
                "target": row.target and str(row.target),
                "weeks": row.weeks,
                "weeks_reached": row.reached,
                "weeks_in_a_row": streaks[row.kind],
            }
            for row in span.rows
        ],
        "totals": {day.isoformat(): count for day, count in span.totals.items()},
        "rests": sorted(span.rests),
        "notes": {day.isoformat(): text for day, text in span.notes.items()},
        "readings": [reading_data(reading) for reading in span.readings],
    }
    records = (
        (row.kind, row.total, row.target or "", row.reached, row.weeks, streaks[row.kind] or "")
        for row in span.rows
    )
    session.answer(data, _lines(session, name, span, streaks), records)


def _streak(session: Session, row: Row) -> int | None:
    """Weeks in a row; None where the person does not want to see them, or has no target."""
    return row.streak if session.settings.streaks == "shown" and row.target is not None else None


def _lines(
    session: Session, name: str, span: Span, streaks: "Mapping[str, int | None]"
) -> "Iterator[str]":
    totals = span.totals
    count = sum(totals.values())
    days = ngettext("{n} day", "{n} days", len(totals)).format(n=len(totals))
    said = ngettext("{n} action on {days}", "{n} actions on {days}", count)
    yield f"{_title(name, span)}   {said.format(n=count, days=days)}"
    yield ""
    if name != "week":
        yield from map_lines(session, name, span)
    if span.rests:
        from ssi_tui.chart.heatmap import REST

        yield from ("  " + _("{sign} planned rest").format(sign=REST), "")
    yield from _table(name, span, streaks)
    yield from _notes(name, span)
    if span.readings:
        yield ""
        yield score_line(session, span.readings[-1], reading_to_compare(session, span))


def _title(name: str, span: Span) -> str:
    if name == "week":
        form = _("{first} to {last}, week {n}")
        first, last = format_day(span.first, span.last), format_day(span.last, span.day)
        # of the Thursday: a week that starts on Sunday has most of its days there too
        number = (span.last - timedelta(days=2)).isocalendar().week
        return form.format(first=first, last=last, n=number)
    if name == "month":
        return f"{month_name(span.first.month)} {span.first.year}"
    return str(span.first.year)


def _table(name: str, span: Span, streaks: "Mapping[str, int | None]") -> list[str]:
    rows = [row for row in span.rows if row.days or row.target]
    if not rows:
        return []
    in_a_row = _("in a row") if any(streaks[row.kind] for row in rows) else ""
    days = [span.first + timedelta(days=n) for n in range(7)]
    names = "".join(f"{weekday_name(day.weekday()):>{DAY_WIDTH}}" for day in days)
    cells = [["", _("done"), _("target"), "", in_a_row]]
    if name == "week":
        cells = [["", names, _("done"), "", in_a_row]]
    for row in rows:
        weeks = streaks[row.kind]  # nothing is said of a streak that is none
        streak = ngettext("{n} week", "{n} weeks", weeks).format(n=weeks) if weeks else ""
        if name == "week":
            drawn = "".join(f"{_count(span, row, day):>{DAY_WIDTH}}" for day in days)
            cells.append([action_name(row.kind, 2), drawn, str(row.total), _goal(row), streak])
        else:
            target = target_in_words(row.target) if row.target else ""
            count = str(row.total)
            cells.append([action_name(row.kind, 2), count, target, _weeks(row), streak])
    return table(cells, "<<><<" if name == "week" else "<><<<", indent="  ")


def _count(span: Span, row: Row, day: date) -> str:
    """What was done on a day, or that it is one of rest, or still to come."""
    if not row.days.get(day) and span.journal.rest(day, row.kind):
        from ssi_tui.chart.heatmap import REST  # 3 ms

        return REST
    return str(row.days.get(day) or "·") if day <= span.day else ""


def _goal(row: Row) -> str:
    """What the week's count should come to, or not exceed."""
    if row.target is None:
        return ""
    form = _("of at most {goal}") if row.target.at_most else _("of {goal}")
    return form.format(goal=weekly_goal(row.target)) + (" ✓" if row.reached else "")


def _weeks(row: Row) -> str:
    """In how many of the weeks the goal was reached."""
    if not row.weeks:
        return ""
    form = ngettext("{n} of {all} week", "{n} of {all} weeks", row.weeks)
    return form.format(n=row.reached, all=row.weeks)


def _notes(name: str, span: Span) -> "Iterator[str]":
    """The notes; of a whole year only how many there are."""
    notes = span.notes
    if not notes:
        return
    yield ""
    if name == "year":
        said = ngettext(
            "{n} note; `ssi month` shows them.", "{n} notes; `ssi month` shows them.", len(notes)
        )
        yield said.format(n=len(notes))
        return
    yield from (f"  {format_day(day, span.day)}  {plain(text)}" for day, text in notes.items())
