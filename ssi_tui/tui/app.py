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
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.settings import Settings
from ssi_tui.tui.diary import Diary
from ssi_tui.tui.forecasts import Forecaster
from ssi_tui.tui.rooms import doors
from ssi_tui.tui.screens.main import Main
from ssi_tui.tui.screens.today import Today
from ssi_tui.tui.style import CSS
from ssi_tui.tui.telling import told, told_error
from ssi_tui.tui.theme import ORDER, textual_theme
from ssi_tui.tui.writes import Look, Undo, Write
from ssi_tui.words.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.change import Change
    from ssi_tui.model.journal import Journal
    from ssi_tui.store import Store

LOOKS_A_SECOND = 4
"""How often the app looks whether another program changed the journal."""


class SsiApp(App[None]):
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
        self.now = now
        self.profile_name = name
        self.scenarios = tuple(scenarios)
        self.crash: Exception | None = None
        """What ended the app without being asked."""
        self.own = self.diary = Diary(store, self.today)
        self._asked_to_quit = False
        self._sample: Diary | None = None
        self._folders = ExitStack()
        """The sample's temporary folder, gone with the app."""
        if sample:
            self._open_sample()
        for look in ORDER:
            self.register_theme(textual_theme(look))
        self.theme = self.settings.theme if self.settings.theme in ORDER else ORDER[0]
        self.forecaster = Forecaster()
        """One for all rooms: what the model learned is learned once."""
        self.main = Main(Today(), doors(self.forecaster))

    @property
    def today(self) -> date:
        """The day that an entry made now belongs to."""
        return choices.today(self.settings, self.now())

    def get_default_screen(self) -> Screen[None]:
        """The frame with the rooms, or why there is none."""
        if self.diary.damage:
            from ssi_tui.tui.dialogs.damage import Damage

            return Damage(self.diary.damage)
        return self.main

    def on_mount(self) -> None:
        """The rest of the journal after the first frame, then a look at the folder now and then."""
        if self.diary.damage:
            return
        self.journal = self.diary.shown
        self.main.tabs.aside = self._aside()
        self.call_after_refresh(self._read_on)

    def _read_on(self) -> None:
        self._send(Look())
        self.set_interval(1 / LOOKS_A_SECOND, self._look)

    def _look(self) -> None:
        if self.diary.changed_outside():
            self._send(Look())
        aside = self._aside()
        if aside != self.main.tabs.aside:  # midnight
            self._new_aside()

    def _aside(self) -> tuple[str, ...]:
        day = format_day(self.today)
        if self.diary is not self.own:
            return (f"{_('made-up data')} · {day}", _("made-up data"))
        return (f"{self.profile_name} · {day}", day) if self.profile_name else (day,)

    def on_unmount(self) -> None:
        """Nothing of the sample stays."""
        self._folders.close()

    def _fatal_error(self) -> None:
        """Textual would print a page with local values, the user's notes among them."""
        self.crash = self._exception
        self._close_messages_no_wait()

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
        if error:
            self.say(told_error(error), bad=True)
        elif not isinstance(write, Look):
            self.say(told(write, changes, self.diary.shown, self.today, self.settings.week_start))
        self._show()

    def _show(self) -> None:
        self.unsaved = self.diary.unsaved
        self.journal = self.diary.shown

    def say(self, text: str, *, bad: bool = False) -> None:
        """One sentence above the keys."""
        self.main.notice.say(text, bad=bad)

    def toggle_sample(self) -> None:
        """The made-up journal, in a temporary folder, and back to one's own."""
        if self.diary is self.own:
            self._open_sample()
            self.say(_("A made-up journal: try everything. d brings you back to your own."))
        else:
            self.diary = self.own
            self.say(_("Your own journal again."))
        self._new_aside()
        self._show()

    def _open_sample(self) -> None:
        from ssi_tui.exchange.sample import open_sample

        if self._sample is None:
            self._sample = Diary(self._folders.enter_context(open_sample(self.today)), self.today)
        self.diary = self._sample

    def _new_aside(self) -> None:
        self.main.tabs.aside = self._aside()
        self.main.room.show()

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
        self.theme = ORDER[(place + 1) % len(ORDER)]
        self.settings = self.settings._replace(theme=self.theme)
        try:
            choices.save_settings(self.settings)
        except SsiError as error:
            self.say(told_error(error), bad=True)

    def do_help(self) -> None:
        """The keys of the room."""
        from ssi_tui.tui.dialogs.menus import help_sheet

        self.push_screen(help_sheet(self.main))

    def do_palette(self) -> None:
        """All commands by name."""
        from ssi_tui.tui.dialogs.menus import all_commands

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
        await self.workers.wait_for_complete([one for one in self.workers if one.group == "diary"])

    async def do_quit(self) -> None:
        """Wait for what is on its way, then leave; unsaved text is asked about once."""
        await self.action_quit()

    async def action_quit(self) -> None:
        """The same for ctrl+c."""
        await self.saved()
        unsaved = self.own.unsaved or any(form.touched for form in self.main.room.open_forms())
        if unsaved and not self._asked_to_quit:
            self._asked_to_quit = True
            self.say(_("Something is NOT saved. Again the same key quits without it."), bad=True)
            return
        self.exit(return_code=self.own.damage.exit_code if self.own.damage else 0)
