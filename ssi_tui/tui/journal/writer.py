"""The journal as the app shows it, what is on its way to the disk, in order; and the settings."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from ssi_tui import settings as choices
from ssi_tui.errors import DamagedError, InDoubtError, LockedError, NotSavedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from ssi_tui.store.tables import new_id
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import ReadAgain, Undo, Write

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change

TRY_AGAIN_SECONDS = 5.0
"""After which what the disk refused is tried again without a key press."""
FIRST_LOOK = 62
"""Days read before the first frame; the rest follows in a thread."""


_KEPT = (NotSavedError, LockedError, DamagedError)
"""Errors after which a write waits for the next try; any other one refuses its values."""


class Diary:
    """Writes one after the other in a thread; what failed stays in line, visible and unsaved."""

    def __init__(self, store: Store, today: date) -> None:
        """Reads the last weeks."""
        self.store = store
        self.stamp = store.stamp()
        self.damage: DamagedError | None = None
        """Why nothing could be read at the start."""
        try:
            self.disk = store.read(today - timedelta(days=FIRST_LOOK), None)
        except DamagedError as error:
            self.disk, self.damage = Journal(), error
        self.line: deque[Write] = deque()
        self.error: SsiError | None = None
        """Why the first of the line is not saved."""
        self._busy = False
        self._try_again_at = 0.0
        self._change: int | None = None
        """Of the first in line: with it a second attempt counts nothing twice."""

    @property
    def shown(self) -> Journal:
        """The journal with what is still on its way."""
        journal = self.disk
        for write in self.line:
            journal = write.hope(journal)
        return journal

    @property
    def unsaved(self) -> int:
        """How many writes the disk refused so far."""
        return sum(not isinstance(write, ReadAgain) for write in self.line) if self.error else 0

    def add(self, write: Write) -> None:
        """Put a write in line."""
        self.line.append(write)
        self.error = None

    def changed_outside(self) -> bool:
        """Whether another program wrote; one look at the folder."""
        return not self.line and self.store.stamp() != self.stamp

    async def work(
        self, tell: Callable[[Write, tuple[Change, ...], SsiError | None], None]
    ) -> None:
        """Do what is in line, and tell of each when it is on the disk, refused or failed."""
        if self._busy:
            return
        self._busy = True
        try:
            await self._work(tell)
        finally:
            self._busy = False

    async def try_again(
        self, tell: Callable[[Write, tuple[Change, ...], SsiError | None], None]
    ) -> None:
        """What the disk refused, once more; nothing is told while it goes on refusing."""
        if self._busy or not self.error or monotonic() < self._try_again_at:
            return

        def tell_success(write: Write, changes: tuple[Change, ...], error: SsiError | None) -> None:
            if not error:
                tell(write, changes, error)

        self.error = None
        await self.work(tell_success)

    async def _work(
        self, tell: Callable[[Write, tuple[Change, ...], SsiError | None], None]
    ) -> None:
        while self.line and not self.error:
            write = self.line[0]
            changes: tuple[Change, ...] = ()
            error: SsiError | None = None
            try:
                changes = await asyncio.to_thread(self._run, write)
            except SsiError as failed:
                error = failed
            try:
                read, self.stamp = await asyncio.to_thread(self._read)
                if not same(read, self.disk):  # else nothing is drawn again
                    self.disk = read
            except SsiError as failed:
                error = error or failed
            if isinstance(error, _KEPT) and not isinstance(write, ReadAgain):
                self.error = error
                self._try_again_at = monotonic() + TRY_AGAIN_SECONDS
            else:
                self._done()
            tell(write, changes, error)

    def warm(self) -> None:
        """Do in a thread what the first write and the first undo would wait for."""
        from ssi_tui.store import journaled_moves, undo  # noqa: F401  # 15 ms

        if not self.disk.empty:
            self.store.copy_ahead()

    def rescue(self) -> int:
        """After a crash: do what is still in line, and answer how many writes failed."""
        while self.line:
            try:
                self._run(self.line[0])
            except SsiError:
                return sum(not isinstance(write, ReadAgain) for write in self.line)
            self._done()
        return 0

    def _run(self, write: Write) -> tuple[Change, ...]:
        if self._change is None and not isinstance(write, Undo | ReadAgain):
            self._change = new_id()
        try:
            return write.run(self.store, self._change)
        except InDoubtError as error:
            self._change = error.change
            raise

    def _done(self) -> None:
        self.line.popleft()
        self._change = None

    def _read(self) -> tuple[Journal, object]:
        stamp = self.store.stamp()
        journal = self.store.read(None, None)
        self.store.keep_status()  # others may have written; our own writes did it already
        return journal, stamp


_FACTS = (
    "targets",
    "stocks",
    "rests",
    "own_actions",
    "plan",
    "activity",
    "licence",
    "remarks",
    "first",
    "last",
)


def same(journal: Journal, other: Journal) -> bool:
    """Whether two journals say the same, seen without reading them: months are kept when reread."""
    return journal is other or (
        _same_facts(journal, other)
        and all(month is other.months[name] for name, month in journal.months.items())
    )


def alike(journal: Journal, other: Journal) -> bool:
    """Whether two journals count the same; an entry on its way to the disk has no id yet."""
    return _same_facts(journal, other) and all(
        month is (there := other.months[name])
        or (month.counts, month.notes, month.readings)
        == (there.counts, there.notes, there.readings)
        for name, month in journal.months.items()
    )


def _same_facts(journal: Journal, other: Journal) -> bool:
    return journal.months.keys() == other.months.keys() and all(
        getattr(journal, name) == getattr(other, name) for name in _FACTS
    )


class Keeper:
    """Writes chosen settings into their file, the latest value of each, until it works."""

    def __init__(self, say: Callable[..., None]) -> None:
        self.say = say
        self.waiting: dict[str, Any] = {}
        """Name → value, of what is not in the file yet."""
        self._busy = False

    def keep(self, chosen: Mapping[str, Any]) -> None:
        """Have these values written by the next `work`."""
        self.waiting |= chosen

    async def work(self) -> None:
        """Write what waits; where that fails it is said, and waits for the next choice."""
        if self._busy:
            return
        self._busy = True
        try:
            while self.waiting:
                chosen = dict(self.waiting)
                await asyncio.to_thread(_save, chosen)
                kept = [name for name in chosen if self.waiting[name] == chosen[name]]
                for name in kept:
                    del self.waiting[name]
        except SsiError as error:
            text = told_error(error)
            if isinstance(error, NotSavedError):
                text = _(
                    "NOT kept: {reason}. It holds until you quit; the next choice tries again."
                )
                text = text.format(reason=error.reason)
            self.say(text, bad=True)
        finally:
            self._busy = False


def _save(chosen: dict[str, Any]) -> None:
    settings = choices.choose(**chosen)
    Store(choices.profile_folder(settings.profile)).keep_status()
