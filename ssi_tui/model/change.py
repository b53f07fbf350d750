"""What a write did: the record that `ssi changes` lists and undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from ssi_tui.model.action import Action
    from ssi_tui.model.journal import Journal

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
    ``note``, ``target``, ``stock``, ``skip``, ``unskip``, ``own``, ``name``; ``merge`` and
    ``repair`` where the doctor was told to."""
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
        return next((each for each in self.journal.actions if each.id == self.entry), None)
