"""Profiles: the journals of several people side by side, and the way from one to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import FIRST_PROFILE, profile_folder
from ssi_tui.store.profiles import NAME_MAX, Profile, create_profile, delete_profile, rename_profile
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.switching import all_saved, called, show_sample, use_profile
from ssi_tui.tui.profiles.draw import draw, sentence
from ssi_tui.tui.profiles.summaries import Line, Summary, lines, summarise, summary_of
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import DOWN, Command, up
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.shell.room import FormsRoom, ListRoom
from ssi_tui.tui.shell.rows import Wheeled

PROFILES = (
    up(N_("choose a journal")),
    DOWN,
    Command(
        name="switch",
        keys=("enter",),
        word=N_("open"),
        rank=2,
        help=N_("open the chosen journal from now on"),
    ),
    Command(name="new", keys=("n",), word=N_("new"), rank=3, help=N_("a new, empty journal")),
    Command(name="rename", keys=("r",), word=N_("rename"), rank=4, help=N_("give it another name")),
    Command(
        name="delete",
        keys=("delete", "backspace"),
        word=N_("delete"),
        rank=5,
        help=N_("delete it: into the trash beside the others"),
    ),
)


Done = Callable[[str], Awaitable[None]]


_NAME = "name"


class NameForm(Form):
    """A name that is typed: it is no write of the journal that is open."""

    def __init__(self, caption: str, text: str, look: Callable[[str], Answer], done: Done) -> None:
        """``done``: told the name on Enter."""
        super().__init__([Field(_NAME, caption, text)], lambda values: look(values[_NAME]))
        self.done = done

    @property
    def name_typed(self) -> str:
        """As it stands there."""
        return self.values[_NAME]


def naming(lines: Sequence[Line], done: Done, besides: Line | None = None) -> NameForm:
    """For a new journal, or another name for the one that is given."""
    taken = {line.name.casefold() for line in lines if line.folder and line != besides}
    taken |= {line.folder for line in lines if line.folder and line != besides}

    def look(text: str) -> Answer:
        name = text.strip()
        if not name:
            return Answer("", ready=False)
        over = len(name) - NAME_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if name.casefold() in taken:
            return Answer(_("That name is taken."), good=False, ready=False)
        return Answer("")

    if besides:
        return NameForm(_("New name"), besides.name, look, done)
    return NameForm(_("Name of the new journal"), "", look, done)


def deleting(line: Line, done: Done) -> NameForm:
    """Asks for the name, so that no slip of a finger deletes a journal."""

    def look(text: str) -> Answer:
        said = _("All of it goes to the trash folder. Type the whole name to do that.")
        return Answer(said, ready=text.strip() == line.name)

    form = NameForm(_("Delete {name}").format(name=plain(line.name)), "", look, done)
    form.sends = N_("delete")
    return form


class Table(Wheeled):
    """A line a journal."""

    def __init__(self, room: Profiles) -> None:
        super().__init__(id="profiles-table")
        self.room = room
        self.line_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        drawn = draw(self.room.lines, self.room.at, self.room.ssi.today, width, height)
        self.line_at = drawn.line_at
        return drawn.rows

    async def on_click(self, event: Click) -> None:
        """A click chooses; on the chosen one, it opens it."""
        at = self.line_at.get(event.y)
        if at is not None and not self.room.open_forms():
            if at == self.room.at:
                await self.room.do_switch()
            else:
                self.room.choose(at)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)


class Profiles(ListRoom, FormsRoom):
    """One line a journal; Enter opens it."""

    DEFAULT_CSS = """
    Profiles { layout: vertical; }
    Profiles #form { min-height: 1; }
    Profiles Form { padding: 1 0; }
    #profiles-table { height: 1fr; }
    """
    TAB = frame.PROFILES
    ABOUT = N_(
        "Each person has a journal of their own: a folder on this computer, with backups inside. "
        "The one with ✓ is open; entries go there. A deleted one lies in the trash folder beside "
        "the others until you empty it."
    )
    COMMANDS = PROFILES

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        """The form while one is open, the table."""
        yield Vertical(id="form")
        yield Table(self)

    def on_mount(self) -> None:
        """Follow what is written into the open journal."""
        self.watch(self.app, "journal", self._count_open, init=False)

    @property
    def folder(self) -> str:
        """The folder's name of one's own journal that is open, or waits behind the sample."""
        return Path(self.ssi.own.store.folder).name

    @property
    def count(self) -> int:
        """The made-up journal too."""
        return len(self.lines)

    @property
    def chosen(self) -> Line | None:
        """The line that the keys mean."""
        return self.lines[self.at] if self.lines else None

    def enter(self) -> None:
        """Look again: other programs make journals too."""
        if not self.lines:
            name = self.ssi.profile_name or self.folder
            self.lines = (Line(self.folder, name, open=self.ssi.diary is self.ssi.own),)
        self.read(self.chosen.folder if self.chosen else self.folder)

    def standing_sentence(self) -> str:
        """What Enter would do."""
        return sentence(self.lines, self.at)

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi profile list"

    # Reading

    @work(group="profiles", exclusive=True)
    async def read(self, choose: str) -> None:
        """List the journals and read them one by one, beside the screen."""
        app = self.ssi
        before = {line.folder: line.summary for line in self.lines}
        found = await asyncio.to_thread(
            lines, self.folder, _("Workshop demo"), sample_open=app.diary is not app.own
        )
        self.lines = tuple(line._replace(summary=before.get(line.folder)) for line in found)
        folders = [line.folder for line in found]
        self.at = folders.index(choose) if choose in folders else min(self.at, len(folders) - 1)
        self._count_open()
        self.show()
        for line in found:
            if line.folder != self.folder:
                week_start = app.settings.week_start
                known = await asyncio.to_thread(summary_of, line.folder, app.today, week_start)
                self._put(line.folder, known)

    def _count_open(self) -> None:
        """The open journal is in memory already."""
        app = self.ssi
        if app.main.room is self:
            known = summarise(app.own.shown, app.today, app.settings.week_start)
            self._put(self.folder, known)

    def _put(self, folder: str, known: Summary) -> None:
        before = self.lines
        self.lines = tuple(
            line._replace(summary=known) if line.folder == folder else line for line in before
        )
        if self.lines != before:
            self.show()

    # Commands

    async def do_switch(self) -> None:
        """Open the chosen journal."""
        line = self.chosen
        if line and line.folder:
            await self._open(line.folder, _("{name} is open.").format(name=plain(line.name)))
        elif line:
            await show_sample(self.ssi, True)
            self.read("")

    async def _open(self, folder: str, said: str) -> None:
        if await use_profile(self.ssi, folder):
            self.ssi.say(said)
        self.read(folder)

    def do_new(self) -> None:
        """Ask for a name; the new journal is opened."""
        self.open_form(naming(self.lines, self._made))

    async def _made(self, name: str) -> None:
        made = await asyncio.to_thread(create_profile, name)
        text = _("Made {name}, and opened it. 1 leads to its first day.")
        await self._open(made.folder, text.format(name=plain(made.name)))

    def do_rename(self) -> None:
        """Ask for another name; the folder keeps its own."""
        line = self.chosen
        if line is None or not line.folder:
            self.ssi.say(_("The made-up journal has its name."))
            return
        self.open_form(naming(self.lines, self._renamed, line))

    async def _renamed(self, name: str) -> None:
        line = self.chosen
        if line is None:
            return
        await asyncio.to_thread(rename_profile, Profile(line.folder, line.name), name)
        if line.folder == self.folder:
            self.ssi.profile_name = called(self.ssi.own.store)
            self.ssi.new_aside()
        self.ssi.say(_("Now called {name}").format(name=plain(name.strip())))
        self.read(line.folder)

    def do_delete(self) -> None:
        """Ask for the name to be typed."""
        line = self.chosen
        if line is None or not line.folder:
            self.ssi.say(_("The made-up journal goes by itself: there is nothing to delete."))
            return
        if not Path(profile_folder(line.folder)).is_dir():
            self.ssi.say(_("Nothing was logged in it yet: there is nothing to delete."))
            return
        self.open_form(deleting(line, self._deleted))

    async def _deleted(self, name: str) -> None:
        line = self.chosen
        if line is None or not await all_saved(self.ssi):
            return
        profile = Profile(line.folder, line.name)
        place = await asyncio.to_thread(delete_profile, profile, self.ssi.today)
        text = _("Deleted {name}. It lies in {place}")
        said = text.format(name=plain(line.name), place=plain(place))
        if line.folder == self.ssi.settings.profile:
            self.ssi.keeper.change(profile=FIRST_PROFILE)
        if line.folder == self.folder:
            await self._open(FIRST_PROFILE, said)
        else:
            self.ssi.say(said)
            self.read(self.folder)

    # What is typed

    async def form_sent(self, event: Form.Sent) -> None:
        """Enter on a name that can be taken."""
        form = cast("NameForm", event.form)
        try:
            await form.done(form.name_typed)
        except BadValueError as error:
            form.tell(Answer(told_error(error), good=False, ready=False))
        except SsiError as error:
            self.ssi.say(told_error(error), bad=True)
        else:
            await self.close_form(form)
