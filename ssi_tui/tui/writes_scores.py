"""What Scores writes beside new readings: one taken out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.writes import BY, having
from ssi_tui.words.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.change import Change
    from ssi_tui.store import Store


class RemoveReading(NamedTuple):
    """The reading of a day taken out; undo brings it back."""

    day: date
    today: date

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it; by the day, because a reading that was typed a moment ago has its id only now."""
        found = store.read(self.day, self.day).reading(self.day)
        if found is None and change is None:
            return ()
        made = store.remove([found.id] if found else [], by=BY, change=change)
        return (made,) if made else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
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
