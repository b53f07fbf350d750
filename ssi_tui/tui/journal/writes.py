"""What the app writes: each knows how it is done, how the journal will look, and what to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.i18n import _
from ssi_tui.model.entries import BENCHMARKS, Reading
from ssi_tui.model.journal import Journal, MadeMonth
from ssi_tui.model.progress import progress
from ssi_tui.model.terms import OwnAction, Rest, Target, without
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.changes import describe
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import standing, target_in_words
from ssi_tui.wording.numbers import format_points

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store

BY = "tui"
FACTS = tuple(name for name in Journal.__annotations__ if name != "months")
"""What a journal is made of beside its months."""


class Seen(NamedTuple):
    """What the sentence on a write looks at: how things are once it is done."""

    journal: Journal
    today: date
    week_start: str

    def day(self, day: date) -> str:
        return _("today") if day == self.today else format_day(day, self.today)


class Write:
    """One thing to write."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it; on the disk when this returns.  ``change``: that of an attempt left in doubt."""
        return ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be, as far as that is known."""
        return journal

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        """What was done, in a sentence with the way back; empty where nothing is to be said."""
        return ""


@dataclass(frozen=True)
class LogStep(Write):
    """So many more, or fewer, on a day; never below none."""

    kind: str
    day: date
    delta: int

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(store.step(self.kind, self.day, self.delta, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        count = journal.count(self.kind, self.day) + self.delta
        return SetCount(self.kind, self.day, max(0, count)).hope(journal)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        """How many there are now, and how far the goal is come."""
        count = seen.journal.count(self.kind, self.day)
        said = f"{count} {plain(action_name(self.kind, count))}, {seen.day(self.day)}"
        target = seen.journal.targets.get(self.kind)
        if target and target.days != 1:
            row = progress(seen.journal, target, self.day, seen.week_start)
            said += f" · {standing(row, today=self.day == seen.today)}"
        return _with_way_back(said)


@dataclass(frozen=True)
class SetCount(Write):
    """Exactly so many on a day."""

    kind: str
    day: date
    number: int

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = store.set_count(self.kind, self.day, self.number, change=change)
        return changes_of(done.change)

    def hope(self, journal: Journal) -> Journal:
        month = _month(journal, self.day)
        month.counts.setdefault(self.kind, {})[self.day.isoformat()] = self.number
        return _with_month(journal, self.day, month)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        return LogStep(self.kind, self.day, 0).told(changes, seen)


@dataclass(frozen=True)
class SetNote(Write):
    """The note of a day; an empty text takes it away."""

    day: date
    text: str

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(store.set_note(self.day, self.text, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        month = _month(journal, self.day)
        month.notes[self.day] = self.text
        return _with_month(journal, self.day, month)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        day = format_day(self.day, seen.today)
        return _with_way_back(_("Note of {day} kept").format(day=day))


@dataclass(frozen=True)
class SetReading(Write):
    """What LinkedIn showed on a day."""

    reading: Reading

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        shown = {name: getattr(self.reading, name) for name in ("total", *Pillar, *BENCHMARKS)}
        done = store.add_reading(self.reading.day, **shown, change=change)
        return changes_of(done.change)

    def hope(self, journal: Journal) -> Journal:
        month = _without_reading(journal, self.reading.day)
        readings = [*month.readings, self.reading]
        month.readings = tuple(sorted(readings, key=lambda reading: reading.day))
        return _with_month(journal, self.reading.day, month)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        score, day = format_points(round(self.reading.total, 1)), seen.day(self.reading.day)
        return _with_way_back(_("SSI {score}, {day}").format(score=score, day=day))


@dataclass(frozen=True)
class RemoveReading(Write):
    """The reading of a day taken out; undo brings it back."""

    day: date

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it; by the day, because a reading that was typed a moment ago has its id only now."""
        reading = store.read(self.day, self.day).reading(self.day)
        if reading is None and change is None:
            return ()
        return changes_of(store.remove([reading.id] if reading else [], change=change))

    def hope(self, journal: Journal) -> Journal:
        return _with_month(journal, self.day, _without_reading(journal, self.day))

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        day = format_day(self.day, seen.today)
        if not changes:
            return _("There is no reading of {day} any more.").format(day=day)
        return _("Reading of {day} taken out · u brings it back").format(day=day)


@dataclass(frozen=True)
class SetTarget(Write):
    """How often somebody wants to do something."""

    kind: str
    target: Target | None
    """None: no target."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(store.set_target(self.target, self.kind, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        targets = {kind: one for kind, one in journal.targets.items() if kind != self.kind}
        if self.target is not None:
            targets = {**journal.targets, self.kind: self.target}
        return having(journal, targets=targets)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        name = plain(action_name(self.kind, 2))
        if self.target is None:
            return _("No target for {actions} any more · u takes it back").format(actions=name)
        form = _("Target for {actions}: {target} · u takes it back")
        return form.format(actions=name, target=target_in_words(self.target))


@dataclass(frozen=True)
class AddOwn(Write):
    """An action of one's own."""

    own: OwnAction

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(store.set_own_action(self.own, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        return having(journal, own_actions={**journal.own_actions, self.own.name: self.own})

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        form = _("Added {name} for {pillar}: what it gives is your assumption.")
        return form.format(name=plain(self.own.name), pillar=pillar_name(self.own.pillar))


@dataclass(frozen=True)
class RestDay(Write):
    """A day of rest from everything, or one that is none after all."""

    day: date
    off: bool = False

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        write = store.unskip if self.off else store.skip
        return changes_of(write(None, self.day, self.day, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        rests = tuple(without(journal.rests, self.day, self.day))
        if not self.off:
            rests = (*journal.rests, Rest("", self.day, self.day))
        return having(journal, rests=tuple(sorted(rests, key=lambda rest: rest.first)))

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        form = _("{day}: a day of rest, nothing is due · u takes it back")
        if self.off:
            form = _("{day}: no day of rest any more · u takes it back")
        return form.format(day=format_day(self.day))


@dataclass(frozen=True)
class Undo(Write):
    """The last change back, or the change undone last done again; or the one that is named."""

    again: bool = False
    named: int | None = None

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        change = change or self.named
        return store.redo(change=change) if self.again else store.undo(change=change)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        if not changes:
            return _("Nothing to do again.") if self.again else _("Nothing to take back.")
        change = changes[0]
        text = plain(describe(change, seen.today))
        if change.left:
            return _("Taken back in part: {what}; some of it had changed since.").format(what=text)
        if self.again:
            return _("Done again: {what}").format(what=text)
        return _("Taken back: {what} · U does it again").format(what=text)


class ReadAgain(Write):
    """Read again what another program may have written: reading follows every write anyway."""


def having(journal: Journal, **values: Any) -> Journal:
    """The same journal with other values of these names, as it is made with."""
    known = {name: getattr(journal, name) for name in ("months", *FACTS)}
    return Journal(**(known | values))


def changes_of(change: Change | None) -> tuple[Change, ...]:
    """What `run` answers of a store that changed something, or nothing."""
    return (change,) if change else ()


def _with_way_back(said: str) -> str:
    return f"{said} · {_('u takes it back')}"


def _month(journal: Journal, day: date) -> MadeMonth:
    """A copy of the day's month, to be changed."""
    copy = MadeMonth()
    month = journal.months.get(day.isoformat()[:7])
    if month:
        copy.actions, copy.readings = month.actions, month.readings
        copy.notes = dict(month.notes)
        copy.counts = {kind: dict(days) for kind, days in month.counts.items()}
    return copy


def _without_reading(journal: Journal, day: date) -> MadeMonth:
    month = _month(journal, day)
    month.readings = tuple(reading for reading in month.readings if reading.day != day)
    return month


def _with_month(journal: Journal, day: date, month: MadeMonth) -> Journal:
    return having(journal, months={**journal.months, day.isoformat()[:7]: month})
