"""The journal as the app shows it, what is on its way to the disk, and the way to another one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ssi_tui import settings as choices
from ssi_tui.chart.text import fit, plain
from ssi_tui.errors import DamagedError, InDoubtError, LockedError, NotSavedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from ssi_tui.store.tables import new_id
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import BY, FACTS, ReadAgain, Undo, Write
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change

TRY_AGAIN_SECONDS = 5.0
"""After which what the disk refused is tried again without a key press."""
FIRST_LOOK = 62
"""Days read before the first frame; the rest follows in a thread."""
NAME_WIDTH = 24
"""Cells of a profile's name beside the tabs."""
_KEPT = (NotSavedError, LockedError, DamagedError)
"""Errors after which a write waits for the next try; any other one refuses its values."""
Tell: TypeAlias = "Callable[[Write, tuple[Change, ...], SsiError | None], None]"
"""Told of each write: what it changed, or why it could not be done."""


class Diary:
    """Writes one after the other in a thread; what failed stays in line, visible and unsaved."""

    def __init__(self, store: Store, today: date) -> None:
        """Reads the last weeks."""
        self.store = store
        store.recorder.by = BY
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

    async def work(self, tell: Tell) -> None:
        """Do what is in line, and tell of each when it is on the disk, refused or failed."""
        if self._busy:
            return
        self._busy = True
        try:
            await self._work(tell)
        finally:
            self._busy = False

    async def try_again(self, tell: Tell) -> None:
        """What the disk refused, once more; nothing is told while it goes on refusing."""
        if self._busy or not self.error or monotonic() < self._try_again_at:
            return

        def tell_success(write: Write, changes: tuple[Change, ...], error: SsiError | None) -> None:
            if not error:
                tell(write, changes, error)

        self.error = None
        await self.work(tell_success)

    async def _work(self, tell: Tell) -> None:
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
        getattr(journal, name) == getattr(other, name) for name in FACTS
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


def profile_name(store: Store) -> str:
    """What a profile is called: its name, else its folder's; nothing for the first one."""
    name = ""
    with suppress(SsiError):  # a damaged file is said elsewhere
        name = store.name
    folder = Path(store.folder).name
    return name or ("" if folder == choices.FIRST_PROFILE else folder)


Again: TypeAlias = Callable[[], Coroutine[None, None, object]]
"""What could not be done, to be done once more."""


class Host(Protocol):
    """The app, as whoever changes its journal sees it; what rooms may ask too is `Services`."""

    @property
    def today(self) -> date: ...
    def now(self) -> datetime: ...
    def say(self, text: str, *, bad: bool = False) -> None: ...
    async def saved(self) -> None: ...
    def change_settings(self, **chosen: object) -> None: ...
    def may_leave_work(self) -> bool:
        """Whether nothing in the rooms would be lost, or it was said already that it would."""

    def new_aside(self) -> None:
        """Say beside the tabs whose journal it is now, and which day."""

    async def show_other_journal(self) -> None:
        """Every room follows, and the rest of the journal is read."""

    def show_damage_of(self, store: Store, error: DamagedError, again: Again | None) -> None:
        """Say what cannot be read; do it again once it is mended, or only read on."""


class Journals:
    """One's own journal, the made-up one, and which of them is shown."""

    def __init__(self, store: Store, host: Host, name: str = "") -> None:
        """Reads the last weeks of one's own."""
        self.host = host
        self.own = self.shown = Diary(store, host.today)
        self.name = name or profile_name(store)
        self.names_hidden = False
        """Nobody's name is on the screen: others look on."""
        self.sample: Diary | None = None
        self._folders = ExitStack()
        """The sample's temporary folder, gone with the app."""

    @property
    def is_sample(self) -> bool:
        """Whether the made-up one is shown."""
        return self.shown is not self.own

    @property
    def own_folder(self) -> str:
        """Of one's own profile."""
        return self.own.store.folder

    def aside(self) -> tuple[str, ...]:
        """What stands beside the tabs, longest form first: whose journal, and which day it is."""
        day = format_day(self.host.today)
        if self.is_sample:
            made_up = _("made-up data")
            return (f"{made_up} · {day}", made_up, _("made up"))
        name = fit(plain(self.name), NAME_WIDTH)
        if self.names_hidden and name:
            name = _("names are hidden")
        return (f"{name} · {day}", name) if name else (day,)

    @property
    def marked(self) -> bool:
        """Whether that has to be seen, even at the cost of a tab's name: it is not the only one."""
        return self.is_sample or bool(self.name)

    def rename(self) -> None:
        """The profile has got another name."""
        self.name = profile_name(self.own.store)
        self.host.new_aside()

    def hide_names(self, hidden: bool) -> None:
        """Everywhere from now on, or show them again."""
        self.names_hidden = hidden
        self.host.new_aside()

    def read_own_again(self) -> None:
        """From the beginning: it is mended."""
        self.own = self.shown = Diary(self.own.store, self.host.today)

    def open_sample(self) -> None:
        """Show the made-up one, in a temporary folder that goes with the app."""
        from ssi_tui.exchange.sample import open_sample

        if self.sample is None:
            today = self.host.today
            self.sample = Diary(self._folders.enter_context(open_sample(today)), today)
        self.shown = self.sample

    def close(self) -> None:
        """Nothing of the sample stays."""
        self._folders.close()

    async def show_sample(self, wanted: bool) -> None:
        """To the made-up journal, or back to one's own."""
        if wanted == self.is_sample or not self.host.may_leave_work():
            return
        if wanted:
            self.open_sample()
            self.host.say(
                _("A made-up journal: try everything. d on Today brings you back to your own.")
            )
        else:
            if self.own.damage:  # the sample was asked for at the start; it may be mended since
                self.own = Diary(self.own.store, self.host.today)
            if self.own.damage:
                self.host.show_damage_of(
                    self.own.store, self.own.damage, lambda: self.show_sample(False)
                )
                return
            self.shown = self.own
            self.host.say(_("Your own journal again."))
        await self.host.show_other_journal()

    async def use_profile(self, folder: str) -> bool:
        """Another profile's journal from now on, once all of this one is on the disk.

        Answers whether it is shown; else a sentence or a page has said why not.
        """
        if folder == Path(self.own_folder).name:
            await self.show_sample(False)
            return not self.is_sample
        if not self.host.may_leave_work():
            return False
        store = Store(choices.profile_folder(folder), now=self.host.now)
        diary = await asyncio.to_thread(Diary, store, self.host.today)
        if diary.damage:
            self.host.show_damage_of(store, diary.damage, lambda: self.use_profile(folder))
            return False
        if not await self.all_saved():  # also what was typed while the other one was read
            return False
        self.own = self.shown = diary
        self.name = profile_name(store)
        self.host.change_settings(profile=folder)
        await self.host.show_other_journal()
        return True

    async def all_saved(self) -> bool:
        """Wait for what is on its way; whether nothing is left that the disk refuses."""
        await self.host.saved()
        if self.own.unsaved:
            text = _("Something is NOT saved yet: this journal stays open until it is.")
            self.host.say(text, bad=True)
        return not self.own.unsaved
