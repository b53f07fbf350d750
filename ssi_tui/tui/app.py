"""The app: a table of contents of its rooms, its journal, and the commands that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen

from ssi_tui import settings as choices
from ssi_tui.chart.palette import PALETTES
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.settings import Settings
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.journal.notices import told, told_error
from ssi_tui.tui.journal.switching import aside, called, open_sample, show_sample
from ssi_tui.tui.journal.writer import Diary
from ssi_tui.tui.journal.writes import Look, Undo, Write
from ssi_tui.tui.settings.room import Keeper
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.main import Main
from ssi_tui.tui.shell.room import Door, Room
from ssi_tui.tui.theme import ORDER, depth_of, textual_theme
from ssi_tui.tui.today.room import Today

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change, Journal
    from ssi_tui.store import Store


class Ending(App[None]):
    """Keeps the error for whoever started the app."""

    crash: Exception | None = None
    """What ended the app without being asked."""

    def _handle_exception(self, error: Exception) -> None:
        """Once the app is left, a page that was only just opening finds nothing of itself."""
        if not self._exit:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print a page with local values, the user's notes among them."""
        self.crash = self._exception
        self._close_messages_no_wait()


def doors(forecaster: Forecaster) -> tuple[Door, ...]:
    """Every room but Today, in the order of their digits."""

    def history() -> Room:
        from ssi_tui.tui.history.room import History

        return History()

    def scores() -> Room:
        from ssi_tui.tui.scores.room import Scores

        return Scores(forecaster)

    def profiles() -> Room:
        from ssi_tui.tui.profiles.room import Profiles

        return Profiles()

    def imports() -> Room:
        from ssi_tui.tui.exchange.room import Imports

        return Imports()

    def settings() -> Room:
        from ssi_tui.tui.settings.room import SettingsRoom

        return SettingsRoom()

    def what_if() -> Room:
        from ssi_tui.tui.what_if.room import WhatIf

        return WhatIf(forecaster)

    def plan() -> Room:
        from ssi_tui.tui.plan.room import Plan

        return Plan(forecaster)

    return (
        Door(frame.HISTORY, history),
        Door(frame.SCORES, scores),
        Door(frame.WHAT_IF, what_if),
        Door(frame.PLAN, plan),
        Door(frame.PROFILES, profiles),
        Door(frame.IMPORT, imports),
        Door(frame.SETTINGS, settings),
    )


CSS = """
Screen { overflow: hidden; }
#tabs, #keys, #notice { height: 1; }
ContentSwitcher, Room, #habits { height: 1fr; }
#too-small { display: none; }
Main.-too-small > * { display: none; }
Main.-too-small > #too-small { display: block; }
#heading { height: 2; }
#form { height: auto; }
#next { height: 1; }
"""


LOOKS_A_SECOND = 4
"""How often the app looks whether another program changed the journal."""


WRITING = ("diary", "settings")
"""Groups of workers that are waited for before the app is left."""


class SsiApp(Ending):
    """One journal, shown in rooms; every write goes through `write`."""

    TITLE = "ssi-tui"
    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True, system=True)
    ]

    journal: var[Journal | None] = var(None)
    """With what is still on its way to the disk."""
    unsaved: var[int] = var(0)
    """Writes that the disk refused."""

    def __init__(
        self,
        store: Store,
        *,
        settings: Settings | None = None,
        now: Callable[[], datetime] = datetime.now,
        name: str = "",
        scenarios: Sequence[Path] = (),
        sample: bool = False,
    ) -> None:
        """Reads the last weeks of the journal; where it cannot, a screen says so."""
        super().__init__()
        self.settings = settings or Settings()
        self.keeper = Keeper(self)
        self.now = now
        self.scenarios = tuple(scenarios)
        self.own = self.diary = Diary(store, self.today)
        self.profile_name = name or called(store)
        self._asked_to_quit = False
        self._uncopied = ""
        """Why there is no backup of today, once it was said."""
        self.sample: Diary | None = None
        self.folders = ExitStack()
        """The sample's temporary folder, gone with the app."""
        if sample:
            open_sample(self)
        for look in PALETTES:
            self.register_theme(textual_theme(look, depth_of(self)))
        self.theme = self.settings.theme
        self.forecaster = Forecaster(
            lambda: self.own.store.folder if self.diary is self.own else None
        )
        """One for all rooms: what the model learned is learned once."""
        self.main = Main(Today(), doors(self.forecaster))

    @property
    def today(self) -> date:
        """The day that an entry made now belongs to."""
        return choices.today(self.settings, self.now())

    def get_default_screen(self) -> Screen[None]:
        """The frame with the rooms, or why there is none."""
        if self.diary.damage:
            from ssi_tui.tui.damage import Damage

            return Damage(self.own.store, self.diary.damage, _("quit"), self._mended)
        return self.main

    def on_mount(self) -> None:
        """The rest of the journal after the first frame, then a look at the folder now and then."""
        if not self.diary.damage:
            self._begin()

    def _begin(self) -> None:
        self.journal = self.diary.shown
        self.main.tabs.aside = aside(self)
        self.call_after_refresh(self.read_on)
        self.set_interval(1 / LOOKS_A_SECOND, self._look)

    def read_on(self) -> None:
        """Read what is older than the last weeks."""
        self._send(Look())

    def _mended(self, said: str) -> None:
        if not said:
            self.exit(return_code=self.own.damage.exit_code if self.own.damage else 0)
            return
        self.own = self.diary = Diary(self.own.store, self.today)
        self.push_screen(self.main)
        self._begin()
        self.call_after_refresh(self.say, said)

    def _look(self) -> None:
        if self.diary.changed_outside():
            self._send(Look())
        if aside(self) != self.main.tabs.aside:  # midnight
            self.new_aside()

    def on_unmount(self) -> None:
        """Nothing of the sample stays."""
        self.folders.close()

    # One journal

    def write(self, write: Write) -> None:
        """Show it at once, have it on the disk a moment later, in the order of the keys."""
        self._asked_to_quit = False
        self._send(write)
        self._show()

    def _send(self, write: Write) -> None:
        self.diary.add(write)
        self.run_worker(self.diary.work(self._written), group="diary")

    def _written(self, write: Write, changes: tuple[Change, ...], error: SsiError | None) -> None:
        uncopied = self.diary.store.uncopied
        if error:
            self.say(told_error(error), bad=True)
        elif uncopied != self._uncopied and uncopied:
            text = _("Saved. But today’s backup could not be made: {reason}")
            self.say(text.format(reason=uncopied), bad=True)
        elif not isinstance(write, Look):
            self.say(told(write, changes, self.diary.shown, self.today, self.settings.week_start))
        self._uncopied = uncopied
        self._show()

    def _show(self) -> None:
        self.unsaved = self.diary.unsaved
        self.journal = self.diary.shown

    def say(self, text: str, *, bad: bool = False) -> None:
        """One sentence above the keys."""
        self.main.notice.say(text, bad=bad)

    def follow(self) -> None:
        """Draw every room again: something that all of them show has changed."""
        self._show()
        for room in tuple(self.main.rooms.values()):
            room.show()

    def new_aside(self) -> None:
        """Say beside the tabs whose journal it is now, and which day."""
        self.main.tabs.aside = aside(self)
        self.main.room.show()

    async def toggle_sample(self) -> None:
        """The made-up journal, and back to one's own."""
        await show_sample(self, self.diary is self.own)

    # Commands that work everywhere

    def do_undo(self) -> None:
        """Take the last change back, whichever program made it."""
        self.write(Undo())

    def do_redo(self) -> None:
        """Do it again."""
        self.write(Undo(again=True))

    def do_theme(self) -> None:
        """The next look; kept in the settings."""
        place = ORDER.index(self.theme) if self.theme in ORDER else -1
        self.keeper.change(theme=ORDER[(place + 1) % len(ORDER)])

    def do_help(self) -> None:
        """The keys of the room."""
        from ssi_tui.tui.shell.help import help_sheet

        self.push_screen(help_sheet(self.main))

    def do_palette(self) -> None:
        """All commands by name."""
        from ssi_tui.tui.shell.help import all_commands

        self.push_screen(all_commands(self.main), self._picked)

    async def _picked(self, name: str | None) -> None:
        if name is None:
            return
        command, _space, room = name.partition(" ")
        if room:
            self.main.open_room(room)
        else:
            await self.main.run_command(command)

    async def saved(self) -> None:
        """Wait for what is on its way to the disk."""
        writing = [one for one in self.workers if one.group in WRITING]
        if writing:  # of none, Textual makes all
            await self.workers.wait_for_complete(writing)

    async def action_quit(self) -> None:
        """The same for ctrl+c, behind the keys that were pressed before it."""
        self.screen.call_later(self.do_quit)

    async def do_quit(self) -> None:
        """Wait for what is on its way, then leave; unsaved text is asked about once."""
        await self.saved()
        unsaved = self.own.unsaved or self.main.typed
        if unsaved and not self._asked_to_quit:
            self._asked_to_quit = True
            self.say(_("Something is NOT saved. Again the same key quits without it."), bad=True)
            return
        self.exit(return_code=self.own.damage.exit_code if self.own.damage else 0)
