"""What the app writes: each knows how it is done, and how the journal will look then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from ssi_tui.chart.text import plain
from ssi_tui.i18n import _
from ssi_tui.model.entries import OwnAction, Reading, Rest, Target, without
from ssi_tui.model.journal import Journal, MadeMonth
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import target_in_words

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store

BY = "tui"


class Write(Protocol):
    """One thing to write: how it is done, and how the journal will look then."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it; on the disk when this returns.  ``change``: that of an attempt left in doubt."""

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""


@runtime_checkable
class SaysItself(Protocol):
    """A write that says itself what it did."""

    def told(self, changes: tuple[Change, ...]) -> str:
        """In a sentence, with the way back."""


class LogStep(NamedTuple):
    """So many more, or fewer, on a day; never below none."""

    kind: str
    day: date
    delta: int

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = store.step(self.kind, self.day, self.delta, by=BY, change=change)
        return _changes(done.change)

    def hope(self, journal: Journal) -> Journal:
        count = journal.count(self.kind, self.day) + self.delta
        return _with_count(journal, self.kind, self.day, max(0, count))


class SetCount(NamedTuple):
    """Exactly so many on a day."""

    kind: str
    day: date
    number: int

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = store.set_count(self.kind, self.day, self.number, by=BY, change=change)
        return _changes(done.change)

    def hope(self, journal: Journal) -> Journal:
        return _with_count(journal, self.kind, self.day, self.number)


class SetNote(NamedTuple):
    """The note of a day; an empty text takes it away."""

    day: date
    text: str

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return _changes(store.set_note(self.day, self.text, by=BY, change=change).change)

    def hope(self, journal: Journal) -> Journal:
        month = _month(journal, self.day)
        month.notes[self.day] = self.text
        return _with_month(journal, self.day, month)


class SetReading(NamedTuple):
    """What LinkedIn showed on a day."""

    reading: Reading

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        reading = self.reading
        done = store.add_reading(
            reading.day,
            total=reading.total,
            brand=reading.brand,
            people=reading.people,
            insights=reading.insights,
            relationships=reading.relationships,
            industry_rank=reading.industry_rank,
            network_rank=reading.network_rank,
            industry_average=reading.industry_average,
            network_average=reading.network_average,
            by=BY,
            change=change,
        )
        return _changes(done.change)

    def hope(self, journal: Journal) -> Journal:
        month = _month(journal, self.reading.day)
        others = [reading for reading in month.readings if reading.day != self.reading.day]
        month.readings = tuple(sorted([*others, self.reading], key=lambda reading: reading.day))
        return _with_month(journal, self.reading.day, month)


class Undo(NamedTuple):
    """The last change back, or the change undone last done again; or the one that is named."""

    again: bool = False
    named: int | None = None

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        change = change or self.named
        return store.redo(change=change) if self.again else store.undo(change=change)

    def hope(self, journal: Journal) -> Journal:
        return journal


class ReadAgain(NamedTuple):
    """Read again what another program may have written."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Reading follows every write anyway."""
        return ()

    def hope(self, journal: Journal) -> Journal:
        return journal


def having(journal: Journal, **values: Any) -> Journal:
    """The same journal with other values of these names, as it is made with."""
    names = (name for name in Journal.__slots__ if not name.startswith("_"))
    return Journal(**({name: getattr(journal, name) for name in names} | values))


def _changes(change: Change | None) -> tuple[Change, ...]:
    return (change,) if change else ()


def _month(journal: Journal, day: date) -> MadeMonth:
    """A copy of the day's month, to be changed."""
    copy = MadeMonth()
    month = journal.months.get(day.isoformat()[:7])
    if month:
        copy.actions, copy.readings = month.actions, month.readings
        copy.notes = dict(month.notes)
        copy.counts = {kind: dict(days) for kind, days in month.counts.items()}
    return copy


def _with_month(journal: Journal, day: date, month: MadeMonth) -> Journal:
    return having(journal, months={**journal.months, day.isoformat()[:7]: month})


def _with_count(journal: Journal, kind: str, day: date, count: int) -> Journal:
    month = _month(journal, day)
    month.counts.setdefault(kind, {})[day.isoformat()] = count
    return _with_month(journal, day, month)


class SetTarget(NamedTuple):
    """How often somebody wants to do something."""

    kind: str
    target: Target | None
    """None: no target."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = store.set_target(self.target, self.kind, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        targets = {kind: one for kind, one in journal.targets.items() if kind != self.kind}
        if self.target is not None:
            targets = {**journal.targets, self.kind: self.target}
        return having(journal, targets=targets)

    def told(self, changes: tuple[Change, ...]) -> str:
        name = plain(action_name(self.kind, 2))
        if self.target is None:
            return _("No target for {actions} any more · u takes it back").format(actions=name)
        form = _("Target for {actions}: {target} · u takes it back")
        return form.format(actions=name, target=target_in_words(self.target))


class AddOwn(NamedTuple):
    """An action of one's own."""

    own: OwnAction

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = store.set_own_action(self.own, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        return having(journal, own_actions={**journal.own_actions, self.own.name: self.own})

    def told(self, changes: tuple[Change, ...]) -> str:
        form = _("Added {name} for {pillar}: what it gives is your assumption.")
        return form.format(name=plain(self.own.name), pillar=pillar_name(self.own.pillar))


class RestDay(NamedTuple):
    """A day of rest from everything, or one that is none after all."""

    day: date
    off: bool = False

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        if self.off:
            done = store.unskip(None, self.day, self.day, by=BY, change=change)
        else:
            done = store.skip(None, self.day, self.day, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        rests = tuple(without(journal.rests, self.day, self.day))
        if not self.off:
            rests = (*journal.rests, Rest("", self.day, self.day))
        return having(journal, rests=tuple(sorted(rests, key=lambda rest: rest.first)))

    def told(self, changes: tuple[Change, ...]) -> str:
        form = _("{day}: a day of rest, nothing is due · u takes it back")
        if self.off:
            form = _("{day}: no day of rest any more · u takes it back")
        return form.format(day=format_day(self.day))


class RemoveReading(NamedTuple):
    """The reading of a day taken out; undo brings it back."""

    day: date
    today: date

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it; by the day, because a reading that was typed a moment ago has its id only now."""
        reading = store.read(self.day, self.day).reading(self.day)
        if reading is None and change is None:
            return ()
        removed = store.remove([reading.id] if reading else [], by=BY, change=change)
        return (removed,) if removed else ()

    def hope(self, journal: Journal) -> Journal:
        name = self.day.isoformat()[:7]
        if name not in journal.months:
            return journal
        return having(journal, months={**journal.months, name: _Without(journal, name, self.day)})

    def told(self, changes: tuple[Change, ...]) -> str:
        """With the way back."""
        day = format_day(self.day, self.today)
        if not changes:
            return _("There is no reading of {day} any more.").format(day=day)
        return _("Reading of {day} taken out · u brings it back").format(day=day)


class _Without:
    """A month without the reading of one day."""

    def __init__(self, journal: Journal, name: str, day: date) -> None:
        month = journal.months[name]
        self.actions, self.notes, self.counts = month.actions, month.notes, month.counts
        self.readings = tuple(one for one in month.readings if one.day != day)
