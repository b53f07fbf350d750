"""Whose journal is shown: one's own, another profile's, or the made-up one, and the way between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ssi_tui import settings as choices
from ssi_tui.chart.text import fit, plain
from ssi_tui.errors import DamagedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.writer import Diary
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.store import Store

NAME_WIDTH = 24
"""Cells of a profile's name beside the tabs."""


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
    """The app, as whoever changes its journal sees it."""

    @property
    def today(self) -> date:
        """The day that an entry made now belongs to."""

    def now(self) -> datetime:
        """The time."""

    def say(self, text: str, *, bad: bool = False) -> None:
        """One sentence above the keys."""

    async def saved(self) -> None:
        """Wait for what is on its way to the disk."""

    def may_leave_work(self) -> bool:
        """Whether nothing in the rooms would be lost, or it was said already that it would."""

    def new_aside(self) -> None:
        """Say beside the tabs whose journal it is now, and which day."""

    async def show_other_journal(self) -> None:
        """Every room follows, and the rest of the journal is read."""

    def show_damage_of(self, store: Store, error: DamagedError, again: Again | None) -> None:
        """Say what cannot be read; do it again once it is mended, or only read on."""

    def change_settings(self, **chosen: object) -> None:
        """They hold from now on, and are kept."""


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
        from ssi_tui.store import Store

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
