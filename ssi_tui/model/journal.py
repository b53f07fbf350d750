"""All that was logged in a stretch of days, and the questions that one asks of it.

A journal is made of months.  Each month answers for its own days and counts itself when first
asked, so that ten years are open at once and one new entry costs one month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.model.terms import default_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from typing import Protocol

    from ssi_tui.model.entries import Action, Reading
    from ssi_tui.model.terms import OwnAction, Remark, Rest, Target

    Score = tuple[date, float]

    class Month(Protocol):
        """One month of the journal."""

        @property
        def actions(self) -> tuple[Action, ...]:
            """In the order of writing."""

        @property
        def readings(self) -> tuple[Reading, ...]:
            """In the order of days."""

        @property
        def scores(self) -> tuple[Score, ...]:
            """Day and total of each reading, in the order of days."""

        @property
        def notes(self) -> Mapping[date, str]:
            """One text a day at most."""

        @property
        def counts(self) -> Mapping[str, Mapping[str, int]]:
            """Kind -> ISO day -> how many."""


Counts = dict[str, dict[date, int]]
"""Kind -> day -> how many."""

# No dataclasses here: two would cost 5 ms on the way to `ssi log`.


class Change(NamedTuple):
    """One change of the journal, whichever front end made it: data, no prose."""

    id: int
    """Random; shown as `ids.short(id)`."""
    at: datetime
    """When it was made, local time to the second."""
    by: str
    """What made it: ``cli``, ``tui`` or ``import``."""
    what: str
    """``log``, ``step``, ``set``, ``edit``, ``remove``, ``add`` (many at once), ``reading``,
    ``note``, ``target``, ``stock``, ``skip``, ``unskip``, ``own``, ``name``, ``meeting``,
    ``archive``; ``merge`` and ``repair`` where the doctor was told to."""
    kind: str
    """The kind of action, the stock, the own action, or empty."""
    day: date | None
    """The day that it is about; None where it is about no day."""
    amount: str
    """What was set or added, as text: ``3``, ``-1``, ``62.5``, ``3/week``; may be empty.  Days for
    ``skip`` and ``unskip``, a pillar for ``own``, how many documents for ``add`` and ``merge`` and
    for a ``remove`` of several (then without kind and day)."""
    undone: bool = False
    """Taken back, and not done again since."""
    undone_by: str = ""
    """What took it back; empty while it stands."""
    left: int = 0
    """Documents that undo or redo did not touch, because they had changed since."""


class Done:
    """The answer to a write that is on the disk."""

    __slots__ = ("change", "entry", "journal")

    def __init__(self, change: Change | None, entry: int | None, journal: Journal) -> None:
        self.change = change
        """None where the journal already was as asked."""
        self.entry = entry
        """The id of the entry that was added or edited; None where none was."""
        self.journal = journal
        """The days around the change after the write: at least its week, before and after."""

    @property
    def action(self) -> Action | None:
        """The entry that was added or edited; None where none was."""
        return next((entry for entry in self.journal.actions if entry.id == self.entry), None)


class MadeMonth:
    """A month built from values."""

    def __init__(self) -> None:
        self.actions: tuple[Action, ...] = ()
        self.readings: tuple[Reading, ...] = ()
        self.notes: dict[date, str] = {}
        self.counts: dict[str, dict[str, int]] = {}

    @property
    def scores(self) -> tuple[Score, ...]:
        """Day and total of each reading."""
        return tuple((reading.day, reading.total) for reading in self.readings)

    def add(self, action: Action) -> None:
        """Take one more entry in."""
        self.actions += (action,)
        days = self.counts.setdefault(action.kind, {})
        days[action.day.isoformat()] = days.get(action.day.isoformat(), 0) + action.count


class Journal:
    """The journal from `first` to `last`; never changed once made: a write makes a new one."""

    months: dict[str, Month]
    """``2026-11`` -> that month, in order; months without a file are absent."""
    targets: Mapping[str, Target]
    """Kind -> target; the gentle ones of `default_targets` where nobody has set another."""
    stocks: Mapping[str, float]
    """`Stock` -> how many; ``profile`` is a fraction.  What the user has told, no more."""
    rests: tuple[Rest, ...]
    """Planned rest, by first day."""
    own_actions: Mapping[str, OwnAction]
    """Kind -> the user's own action, archived ones too."""
    plan: str
    """The plan that was taken over, as `KeptPlan.read` takes it; empty for none."""
    activity: str
    """How active the user says to be, one of `facts.CHOICES`; ``unsaid`` where the question was
    left open, empty before it."""
    licence: str
    """``yes`` or ``no``; empty where the user has not said it."""
    first: date | None
    """First day that was read; None for everything."""
    last: date | None
    """Last day that was read; None for everything."""
    remarks: tuple[Remark, ...]

    def __init__(  # noqa: PLR0913  # named, most of them optional
        self,
        *,
        actions: Iterable[Action] = (),
        readings: Iterable[Reading] = (),
        notes: Mapping[date, str] | None = None,
        targets: Mapping[str, Target] | None = None,
        stocks: Mapping[str, float] | None = None,
        rests: tuple[Rest, ...] = (),
        own_actions: Mapping[str, OwnAction] | None = None,
        plan: str = "",
        activity: str = "",
        licence: str = "",
        first: date | None = None,
        last: date | None = None,
        remarks: tuple[Remark, ...] = (),
        months: Mapping[str, Month] | None = None,
    ) -> None:
        """Either the values themselves or the months that hold them already."""
        stored = _months(actions, readings, notes or {}) if months is None else months
        self.months = dict(sorted(stored.items()))
        self.targets = default_targets() if targets is None else targets
        self.stocks, self.rests, self.own_actions = stocks or {}, rests, own_actions or {}
        self.plan, self.first, self.last, self.remarks = plan, first, last, remarks
        self.activity, self.licence = activity, licence

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every entry, month by month, in the order of writing."""
        return tuple(a for m in self.months.values() for a in m.actions if self.covers(a.day))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading, by day."""
        return tuple(r for m in self.months.values() for r in m.readings if self.covers(r.day))

    @property
    def notes(self) -> dict[date, str]:
        """Day -> text."""
        months = self.months.values()
        return {d: text for m in months for d, text in m.notes.items() if self.covers(d)}

    def covers(self, day: date) -> bool:
        """Whether the journal would know if something had been logged on that day."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def entries(self, day: date) -> tuple[Action, ...]:
        """The entries of one day, in the order of writing."""
        month = self.months.get(day.isoformat()[:7])
        return tuple(a for a in month.actions if a.day == day) if month else ()

    def note(self, day: date) -> str:
        """The note of one day, or an empty text."""
        month = self.months.get(day.isoformat()[:7])
        return month.notes.get(day, "") if month else ""

    def count(self, kind: str, day: date) -> int:
        """How many of one kind on one day."""
        text = day.isoformat()
        month = self.months.get(text[:7])
        return month.counts.get(kind, {}).get(text, 0) if month and self.covers(day) else 0

    def total(self, kind: str, first: date, last: date) -> int:
        """How many of one kind from one day to another, both included."""
        return sum(n for _, days in self._counts(first, last, kind) for n in days.values())

    def totals(self, first: date, last: date) -> dict[str, int]:
        """Kind -> how many from one day to another, both included; only what was done."""
        totals: dict[str, int] = {}
        for kind, days in self._counts(first, last):
            totals[kind] = totals.get(kind, 0) + sum(days.values())
        return totals

    def counts(self, first: date | None = None, last: date | None = None) -> Counts:
        """Kind -> day -> how many, only days on which something was done."""
        counts: Counts = {}
        for kind, days in self._counts(first or date.min, last or date.max):
            dated = ((date.fromisoformat(text), number) for text, number in days.items())
            counts.setdefault(kind, {}).update(dated)
        return counts

    def day_counts(self, day: date) -> dict[str, int]:
        """Kind -> how many on one day, in the order of first writing."""
        return self.totals(day, day)

    def rest(self, day: date, kind: str = "") -> Rest | None:
        """The planned rest from a kind on one day; without a kind, the rest from everything."""
        return next((rest for rest in self.rests if rest.covers(day, kind)), None)

    def reading(self, day: date) -> Reading | None:
        """The reading of exactly that day."""
        latest = self.latest_reading(day)
        return latest if latest and latest.day == day else None

    def latest_reading(self, day: date | None = None) -> Reading | None:
        """The newest reading, on that day or before it."""
        for month in reversed(self.months.values()):
            for reading in reversed(month.readings):
                if self.covers(reading.day) and (day is None or reading.day <= day):
                    return reading
        return None

    def latest_score(self, day: date) -> Score | None:
        """Day and total of the newest reading, without making it: that takes 7 ms to load."""
        for month in reversed(self.months.values()):
            for score in reversed(month.scores):
                if self.covers(score[0]) and score[0] <= day:
                    return score
        return None

    @cached_property  # each streak asks
    def first_day(self) -> date | None:
        """The first day with an entry, a reading or a note."""
        return min(self._days(self.months.values()), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day with an entry, a reading or a note."""
        return max(self._days(reversed(self.months.values())), default=None)

    @property
    def empty(self) -> bool:
        """Nothing was logged, noted or read."""
        return self.first_day is None

    def _days(self, months: Iterable[Month]) -> Iterator[date]:
        """The days of the first of `months` that has any."""
        for month in months:
            texts = {text for days in month.counts.values() for text in days}
            days = {date.fromisoformat(text) for text in texts}
            days |= month.notes.keys() | {day for day, _ in month.scores}
            covered = [day for day in days if self.covers(day)]
            if covered:
                yield from covered
                return

    def _counts(
        self, first: date, last: date, only: str | None = None
    ) -> Iterator[tuple[str, Mapping[str, int]]]:
        """(kind, ISO day -> how many), month by month, as far as the journal covers the days."""
        since = max(first, self.first or date.min).isoformat()
        until = min(last, self.last or date.max).isoformat()
        for name, month in self._between(since, until):
            kinds = month.counts if only is None else {only: month.counts.get(only, {})}
            whole = since <= f"{name}-01" and until >= f"{name}-31"
            for kind, days in kinds.items():
                inside = days if whole else {d: n for d, n in days.items() if since <= d <= until}
                if inside:
                    yield kind, inside

    def _between(self, since: str, until: str) -> Iterator[tuple[str, Month]]:
        """The months from one ISO day to another; by name where they are few."""
        if not self.months or since > until:
            return
        name, last = max(since[:7], next(iter(self.months))), until[:7]
        newest = next(reversed(self.months))
        while name <= last and name <= newest:
            if name in self.months:
                yield name, self.months[name]
            name = (date.fromisoformat(f"{name}-01") + timedelta(days=31)).isoformat()[:7]


def _months(
    actions: Iterable[Action], readings: Iterable[Reading], notes: Mapping[date, str]
) -> dict[str, MadeMonth]:
    months: dict[str, MadeMonth] = {}
    for action in actions:
        months.setdefault(action.day.isoformat()[:7], MadeMonth()).add(action)
    for reading in sorted(readings, key=lambda reading: reading.day):
        months.setdefault(reading.day.isoformat()[:7], MadeMonth()).readings += (reading,)
    for day, text in notes.items():
        months.setdefault(day.isoformat()[:7], MadeMonth()).notes[day] = text
    return months
