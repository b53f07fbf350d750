"""The app: a table of contents of its rooms, its journal, and the commands that work everywhere."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from ssi_tui import i18n
from ssi_tui import settings as choices
from ssi_tui.chart.palette import PALETTES
from ssi_tui.errors import DamagedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.model.journal import Journal
from ssi_tui.settings import Settings
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.journal.diary import Again, Diary, Journals, Keeper
from ssi_tui.tui.journal.notices import Remarks, told_error
from ssi_tui.tui.journal.sharing import Sharing
from ssi_tui.tui.journal.writes import ReadAgain, Seen, Undo, Write
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import by_key, command, commands_of
from ssi_tui.tui.shell.main import Main
from ssi_tui.tui.shell.room import Door, Room, failed_where, is_gone
from ssi_tui.tui.shell.services import Done, Result
from ssi_tui.tui.theme import ORDER, depth_of, following, textual_theme
from ssi_tui.tui.today.room import TodayRoom

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store
    from ssi_tui.tui.what_if.room import WhatIfRoom


WRITING = ("diary", "settings")
"""Groups of workers that are waited for before the app is left."""
ENDINGS = ("SIGTERM", "SIGQUIT", "SIGHUP")
"""Signals that ask the app to end: the terminal is put back, and what was logged is kept."""
HURRY = 3.0
"""Seconds for the disk when the app is told to end."""
OF_PROFILE = ("name", "meeting", "archive")
"""Changes, by what they are, that no day of the journal shows but the list of profiles."""


class Ending(App[None]):
    """Keeps the error for whoever started the app, and ends when the system asks for it."""

    crash: Exception | None = None
    """What ended the app without being asked."""

    def _handle_exception(self, error: Exception) -> None:
        """It ends the app, unless the app is left already, or what failed has gone since."""
        if not self._exit and not is_gone(failed_where()):
            super()._handle_exception(error)

    def get_driver_class(self) -> type[Driver]:
        """One that survives odd bytes, where the terminal is read as bytes."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":  # Windows, the web, or one that a test names
            return chosen
        from ssi_tui.tui.driver import SteadyDriver

        return SteadyDriver

    def listen_to_system(self) -> None:
        """Be told to end; not under a test, whose own ends they are."""
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for name in ENDINGS:
            number = signal.Signals[name]
            loop.add_signal_handler(number, self._end_for, number)

    def _end_for(self, number: signal.Signals) -> None:
        """Behind what is on its way to the disk; a page in sight is no reason to wait."""

        async def end() -> None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.saved(), HURRY)
            self.exit(return_code=128 + number)

        self.run_worker(end(), group="ending", exclusive=True)

    async def action_suspend(self) -> None:
        """To the shell and back by its job control, once nothing holds the journal's lock."""
        await self.saved()
        self.action_suspend_process()

    def _begin_work(
        self, work: Callable[[], Coroutine[None, None, None]], group: str
    ) -> Worker[None]:
        """Beside the screen; a call, as a coroutine would be left where the app ends before it."""
        return self.run_worker(work, group=group)

    async def saved(self) -> None:
        writing = [one for one in self.workers if one.group in WRITING]
        if writing:  # of none, Textual makes all
            await self.workers.wait_for_complete(writing)

    def _fatal_error(self) -> None:
        """Textual would print a page with local values, the user's notes among them."""
        self.crash = self._exception
        self._close_messages_no_wait()


def doors(app: SsiApp) -> tuple[Door, ...]:
    """Every room but Today, in the order of their digits."""

    def history() -> Room:
        from ssi_tui.tui.history.room import HistoryRoom

        return HistoryRoom(app)

    def scores() -> Room:
        from ssi_tui.tui.scores.room import ScoresRoom

        return ScoresRoom(app)

    def profiles() -> Room:
        from ssi_tui.tui.profiles.room import ProfilesRoom

        def groups() -> None:
            from ssi_tui.tui.groups.screen import GroupScreen

            journals = app.journals
            hidden, hide = journals.names_hidden, journals.hide_names
            app.push_screen(GroupScreen(app, hidden=hidden, hide=hide))

        return ProfilesRoom(app, app.journals, groups)

    def imports() -> Room:
        from ssi_tui.tui.exchange.room import ImportRoom

        return ImportRoom(app)

    def settings() -> Room:
        from ssi_tui.tui.settings.room import SettingsRoom

        return SettingsRoom(app)

    def what_if() -> Room:
        from ssi_tui.tui.what_if.room import WhatIfRoom

        return WhatIfRoom(app, app.scenarios)

    def plan() -> Room:
        from ssi_tui.tui.plan.room import PlanRoom

        return PlanRoom(app)

    return (
        Door(frame.HISTORY, "history", history),
        Door(frame.SCORES, "scores", scores),
        Door(frame.WHAT_IF, "what_if", what_if, models=True),
        Door(frame.PLAN, "plan", plan, models=True),
        Door(frame.PROFILES, "profiles", profiles),
        Door(frame.IMPORT, "exchange", imports),
        Door(frame.SETTINGS, "settings", settings),
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


class Everywhere:
    """What the app understands beside the commands of the room in sight."""

    def __init__(self, app: SsiApp) -> None:
        self.app = app

    @command("u", word=N_("undo"), help=N_("undo the last change"), rank=3)
    def do_undo(self) -> None:
        self.app.write(Undo())

    @command("U", help=N_("do the undone change again"))
    def do_redo(self) -> None:
        self.app.write(Undo(again=True))

    @command("t", word=N_("theme"), help=N_("dark, light or high contrast"), rank=8)
    def do_theme(self) -> None:
        self.app.change_settings(theme=following(ORDER, self.app.theme))

    @command("?", word=N_("keys"), rank=0)
    def do_help(self) -> None:
        from ssi_tui.tui.shell.dialogs import help_sheet

        self.app.push_screen(help_sheet(self.app.main))

    @by_key(":", "ctrl+p", word=N_("all"), help=N_("all commands by name"), rank=7)
    def do_palette(self) -> None:
        from ssi_tui.tui.shell.dialogs import all_commands

        self.app.push_screen(all_commands(self.app.main), self._picked)

    async def _picked(self, name: str | None) -> None:
        if name is None:
            return
        chosen, _space, room = name.partition(" ")
        if room:
            self.app.main.open_room(room)
        else:
            await self.app.main.run_command(chosen)

    @command("q", word=N_("quit"), help=N_("quit; everything is saved"), rank=1)
    async def do_quit(self) -> None:
        await self.app.quit()

    # Rare and large ones, by their names in the palette: no letter is lost to them

    @command(help=N_("import an archive, sheet or table"))
    def do_import(self) -> None:
        self.app.import_file()

    @command(help=N_("export everything: JSON or CSV"))
    async def do_export(self) -> None:
        from ssi_tui.tui.exchange.exporting import open_export

        await open_export(self.app)

    @command(help=N_("backups: keep a copy, restore one"))
    async def do_backups(self) -> None:
        from ssi_tui.tui.exchange.upkeep import open_backups

        await open_backups(self.app)

    @command(help=N_("paste a score page"))
    def do_paste(self) -> None:
        self.app.main.room.paste("")

    @command(help=N_("present: what-if as a slide for a room"))
    def do_present(self) -> None:
        self.app.present()

    @command(help=N_("picture of this screen: SVG or PNG"))
    def do_picture(self) -> None:
        from ssi_tui.tui.exchange.exporting import ask_for_screen

        ask_for_screen(self.app, self.app.main)

    @command(help=N_("picture of the what-if chart: SVG or PNG"))
    def do_drawing(self) -> None:
        from ssi_tui.tui.exchange.exporting import ask_for_chart

        room = self.app.open_what_if()
        if room and room.sight.curves:
            ask_for_chart(self.app, room.sight.picture, room.standing_sentence())
        elif room:
            self.app.say(
                _("Here are the curves; once they are drawn, the same command saves them.")
            )


COMMANDS = commands_of(Everywhere)
"""In the order of the key row, the help and the palette."""
LOOKS_A_SECOND = 4
"""How often the app looks whether another program changed the journal."""


class SsiApp(Ending):
    """One journal, shown in rooms; it is the `Services` that they ask."""

    TITLE = "ssi-tui"
    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True, system=True),
        Binding("ctrl+z", "suspend", show=False, priority=True, system=True),
    ]

    journal: var[Journal] = var(Journal)
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
        self.settings, self.now = settings or Settings(), now
        self.keeper, self.sharing = Keeper(self.say), Sharing(self)
        self.scenarios = tuple(scenarios)
        """Files that were named on the command line."""
        self.journals = Journals(store, self, name)
        self._asked_to_quit = False
        self.remarks = Remarks(self.say)
        if sample:
            self.journals.open_sample()
        self.set_reactive(SsiApp.journal, self.diary.shown)
        for look in PALETTES:
            self.register_theme(textual_theme(look, depth_of(self)))
        self.theme = self.settings.theme
        self.forecaster = Forecaster(lambda: None if self.is_sample else self.own_folder)
        self.first = TodayRoom(self)
        self.main = Main(self.first, doors(self), COMMANDS)
        self.main.everywhere = Everywhere(self)

    # What the rooms see

    @property
    def own(self) -> Diary:
        return self.journals.own

    @property
    def diary(self) -> Diary:
        """The journal shown: one's own, or the made-up one."""
        return self.journals.shown

    @property
    def store(self) -> Store:
        return self.diary.store

    @property
    def own_folder(self) -> str:
        return self.journals.own_folder

    @property
    def is_sample(self) -> bool:
        return self.journals.is_sample

    @property
    def is_writing(self) -> bool:
        return bool(self.diary.line)

    @property
    def today(self) -> date:
        return choices.today(self.settings, self.now())

    def say(self, text: str, *, bad: bool = False) -> None:
        self.main.notice.say(text, bad=bad)

    def is_in_sight(self, room: Widget) -> bool:
        return self.main.room is room

    def is_on_top(self, room: Widget) -> bool:
        return self.main.room is room and self.screen is self.main

    def refresh_frame(self) -> None:
        self.main.refresh_frame()

    def open_room(self, id: str) -> None:
        self.main.open_room(id)

    def open_page(self, page: Screen[Result], done: Done[Result] | None = None) -> None:
        self.push_screen(page, done)

    async def show_sample(self, wanted: bool) -> None:
        await self.journals.show_sample(wanted)

    def show_day(self, day: date) -> None:
        self.main.open_room(frame.TODAY.id)
        self.first.go_to(day)

    def paste_page(self, text: str) -> None:
        self.first.paste(text)

    # Start and end

    def get_default_screen(self) -> Screen[None]:
        """The frame with the rooms, or why there is none."""
        if self.diary.damage:
            from ssi_tui.tui.exchange.upkeep import Damage

            return Damage(self.own.store, self.diary.damage, _("quit"), self._mended)
        return self.main

    def on_mount(self) -> None:
        """The rest of the journal after the first frame, then a look at the folder now and then.

        The screen is painted whole after `fg`: the shell has written on it, which Textual forgets.
        """
        self.listen_to_system()
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        if not self.diary.damage:
            self._begin()

    def _begin(self) -> None:
        self.journal = self.diary.shown
        self.main.tabs.tell(self.journals.aside(), marked=self.journals.marked)
        self.call_after_refresh(self.read_on)
        self.main.ahead.begin(self.own.warm)
        self.set_interval(1 / LOOKS_A_SECOND, self._look)
        self.sharing.begin()

    def read_on(self) -> None:
        """Read what is older than the last weeks."""
        self._send(ReadAgain())

    def _mended(self, said: str) -> None:
        if not said:
            self._leave()
            return
        self.journals.read_own_again()
        self.push_screen(self.main)
        self._begin()
        self.call_after_refresh(self.say, said)

    def _look(self) -> None:
        if self.diary.changed_outside():
            self._send(ReadAgain())
        elif self.unsaved:
            self._begin_work(partial(self.diary.try_again, self._written), "diary")
        if self.journals.aside() != self.main.tabs.aside:
            self.new_aside()  # midnight

    def on_unmount(self) -> None:
        """Nothing of the sample stays."""
        self.journals.close()

    async def action_quit(self) -> None:  # ctrl+c: behind the keys that were pressed before it
        self.screen.call_later(self.quit)

    def _leave(self) -> None:
        self.exit(return_code=self.own.damage.exit_code if self.own.damage else 0)

    # One journal

    def write(self, write: Write) -> None:
        self._asked_to_quit = False
        self._send(write)
        self._show()

    def _send(self, write: Write) -> None:
        self.diary.add(write)
        self._begin_work(partial(self.diary.work, self._written), "diary")

    def _written(self, write: Write, changes: tuple[Change, ...], error: SsiError | None) -> None:
        if error:
            self.say(told_error(error), bad=True)
        elif self.remarks.tell_of_backup(self.store.uncopied):
            pass
        elif isinstance(write, ReadAgain):
            self.remarks.tell(self.diary.disk)
        else:
            seen = Seen(self.diary.shown, self.today, self.settings.week_start)
            self.say(write.told(changes, seen))
            if any(change.what in OF_PROFILE for change in changes):
                self.journals.rename()
                self.main.room.enter()  # it may list the name, or the note
        self._show()

    def _show(self) -> None:
        self.unsaved, self.journal = self.diary.unsaved, self.diary.shown

    def _follow(self) -> None:
        """Draw every room again: something that all of them show has changed."""
        self._show()
        for room in tuple(self.main.rooms.values()):
            room.show()

    def new_aside(self) -> None:
        self.main.tabs.tell(self.journals.aside(), marked=self.journals.marked)
        self.main.room.show()

    def may_leave_work(self) -> bool:
        return self.is_sample or self.main.may_leave_work()

    async def show_other_journal(self) -> None:
        self._show()
        self.first.start_over()
        await self.main.forget_rooms()  # what another journal left in them goes
        self._follow()
        self.new_aside()
        self.read_on()

    def show_damage(self, error: DamagedError) -> None:
        self.show_damage_of(self.store, error, None)

    def show_damage_of(self, store: Store, error: DamagedError, again: Again | None) -> None:
        """The same of any journal; the rooms stay as they are below it."""
        from ssi_tui.tui.exchange.upkeep import Damage

        def mended(said: str) -> None:
            self.pop_screen()
            if said:
                self.say(said)
                self.run_worker(again()) if again else self.read_on()

        self.push_screen(Damage(store, error, _("back"), mended))

    def change_settings(self, **chosen: Any) -> None:
        before = self.settings
        self.settings = before._replace(**chosen)
        self.keeper.keep(chosen)
        self._begin_work(self.keeper.work, "settings")
        self.theme = self.settings.theme
        spoken = choices.language(self.settings)
        if spoken != choices.language(before):
            i18n.use(spoken)
            self.call_later(self.main.speak)
        if self.settings != before._replace(theme=self.settings.theme):
            self._follow()
            self.new_aside()

    async def quit(self) -> None:
        """Once all is on the disk; what is not, and text that is not saved, is asked about once."""
        await self.saved()
        await self.sharing.end()  # what was written goes to the other machines
        unsaved = self.own.unsaved or self.main.typed
        if self._asked_to_quit or (not unsaved and self.may_leave_work()):
            self._leave()
            return
        self._asked_to_quit = True
        if unsaved:
            self.say(_("Something is NOT saved. Again the same key quits without it."), bad=True)

    # Pages that need a room

    def import_file(self, path: str = "") -> None:
        from ssi_tui.tui.exchange.importing import open_import

        open_import(self, path)

    def present(self, *, assuming: bool = False) -> None:
        from ssi_tui.tui.exchange.exporting import ask_for_slide
        from ssi_tui.tui.what_if.room import slide_over

        room = self.open_what_if()
        if room:
            self.push_screen(slide_over(room, partial(ask_for_slide, self), assuming=assuming))

    def open_what_if(self) -> WhatIfRoom | None:
        """The room, where it can be opened."""
        from ssi_tui.tui.what_if.room import WhatIfRoom

        self.main.open_room(frame.WHAT_IF.id)
        return self.main.room if isinstance(self.main.room, WhatIfRoom) else None
