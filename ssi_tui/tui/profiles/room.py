"""Profiles: the journals of several people side by side, and the way from one to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.events import Click

from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import FIRST_PROFILE, profile_folder
from ssi_tui.store.profiles import NAME_MAX, Profile, create_profile, delete_profile, rename_profile
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.switching import Journals
from ssi_tui.tui.profiles.draw import draw, sentence
from ssi_tui.tui.profiles.summaries import ProfileLine, Summary, lines, summarise, summary_of
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import command
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.row_list import Listed, RowList
from ssi_tui.tui.shell.services import Services

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


def naming(
    lines: Sequence[ProfileLine], done: Done, besides: ProfileLine | None = None
) -> NameForm:
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


def deleting(line: ProfileLine, done: Done) -> NameForm:
    """Asks for the name, so that no slip of a finger deletes a journal."""

    def look(text: str) -> Answer:
        said = _("All of it goes to the trash folder. Type the whole name to do that.")
        return Answer(said, ready=text.strip() == line.name)

    form = NameForm(_("Delete {name}").format(name=plain(line.name)), "", look, done)
    form.sends = N_("delete")
    return form


class ProfilesRoom(ListRoom):
    """One line a journal; Enter opens it."""

    DEFAULT_CSS = """
    ProfilesRoom { layout: vertical; }
    ProfilesRoom #form { min-height: 1; }
    ProfilesRoom Form { padding: 1 0; }
    #profiles-table { height: 1fr; }
    """
    TAB = frame.PROFILES
    ABOUT = N_(
        "Each person has a journal of their own: a folder on this computer, with backups inside. "
        "The one with ✓ is open; entries go there. A deleted one lies in the trash folder beside "
        "the others until you empty it."
    )
    CHOOSES = N_("choose a journal")

    def __init__(self, services: Services, journals: Journals) -> None:
        super().__init__(services)
        self.journals = journals
        self.table: tuple[ProfileLine, ...] = ()
        self.lines = RowList("profiles-table", self.draw, click=self.click, wheel=self.wheel)
        self.forms = FormPlace(services, sent=self.name_sent)

    def compose(self) -> ComposeResult:
        """The form while one is open, the table."""
        yield self.forms
        yield self.lines

    def draw(self, width: int, height: int) -> Listed:
        """A line a journal."""
        return draw(self.table, self.at, self.services.today, width, height)

    async def click(self, drawing: Listed, event: Click) -> None:
        """A click chooses; on the chosen one, it opens it."""
        at = drawing.line_at.get(event.y)
        if at is not None and not self.open_forms():
            if at == self.at:
                await self.do_switch()
            else:
                self.choose(at)

    def open_forms(self) -> Sequence[Form]:
        """The one for a name."""
        return self.forms.open

    def on_mount(self) -> None:
        """Follow what is written into the open journal."""
        self.watch(self.app, "journal", self._count_open, init=False)

    @property
    def folder(self) -> str:
        """The folder's name of one's own journal that is open, or waits behind the sample."""
        return Path(self.services.own_folder).name

    @property
    def count(self) -> int:
        """The made-up journal too."""
        return len(self.table)

    @property
    def chosen(self) -> ProfileLine | None:
        """The line that the keys mean."""
        return self.table[self.at] if self.table else None

    def enter(self) -> None:
        """Look again: other programs make journals too."""
        if not self.table:
            name = self.journals.name or self.folder
            self.table = (ProfileLine(self.folder, name, open=not self.services.is_sample),)
        self.read(self.chosen.folder if self.chosen else self.folder)

    def standing_sentence(self) -> str:
        """What Enter would do."""
        return sentence(self.table, self.at)

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi profile list"

    # Reading

    @work(group="profiles", exclusive=True)
    async def read(self, choose: str) -> None:
        """List the journals and read them one by one, beside the screen."""
        services = self.services
        before = {line.folder: line.summary for line in self.table}
        found = await asyncio.to_thread(
            lines, self.folder, _("Workshop demo"), sample_open=services.is_sample
        )
        self.table = tuple(line._replace(summary=before.get(line.folder)) for line in found)
        folders = [line.folder for line in found]
        self.at = folders.index(choose) if choose in folders else min(self.at, len(folders) - 1)
        self._count_open()
        self.show()
        for line in found:
            if line.folder != self.folder:
                week_start = services.settings.week_start
                known = await asyncio.to_thread(summary_of, line.folder, services.today, week_start)
                self._put(line.folder, known)

    def _count_open(self) -> None:
        """The open journal is in memory already."""
        services = self.services
        if services.is_in_sight(self):
            week_start = services.settings.week_start
            known = summarise(self.journals.own.shown, services.today, week_start)
            self._put(self.folder, known)

    def _put(self, folder: str, known: Summary) -> None:
        before = self.table
        self.table = tuple(
            line._replace(summary=known) if line.folder == folder else line for line in before
        )
        if self.table != before:
            self.show()

    # Commands

    async def _open(self, folder: str, said: str) -> None:
        if await self.journals.use_profile(folder):
            self.services.say(said)
        self.read(folder)

    async def _made(self, name: str) -> None:
        made = await asyncio.to_thread(create_profile, name)
        text = _("Made {name}, and opened it. 1 leads to its first day.")
        await self._open(made.folder, text.format(name=plain(made.name)))

    async def _renamed(self, name: str) -> None:
        line = self.chosen
        if line is None:
            return
        await asyncio.to_thread(rename_profile, Profile(line.folder, line.name), name)
        if line.folder == self.folder:
            self.journals.rename()
        self.services.say(_("Now called {name}").format(name=plain(name.strip())))
        self.read(line.folder)

    async def _deleted(self, name: str) -> None:
        line = self.chosen
        if line is None or not await self.journals.all_saved():
            return
        profile = Profile(line.folder, line.name)
        place = await asyncio.to_thread(delete_profile, profile, self.services.today)
        text = _("Deleted {name}. It lies in {place}")
        said = text.format(name=plain(line.name), place=plain(place))
        if line.folder == self.services.settings.profile:
            self.services.change_settings(profile=FIRST_PROFILE)
        if line.folder == self.folder:
            await self._open(FIRST_PROFILE, said)
        else:
            self.services.say(said)
            self.read(self.folder)

    # What is typed

    async def name_sent(self, form: Form, _values: Mapping[str, str]) -> None:
        """Enter on a name that can be taken."""
        assert isinstance(form, NameForm)  # no other is opened here
        try:
            await form.done(form.name_typed)
        except BadValueError as error:
            form.tell(Answer(told_error(error), good=False, ready=False))
        except SsiError as error:
            self.services.say(told_error(error), bad=True)
        else:
            await self.forms.close(form)

    # Commands

    @command("enter", word=N_("open"), rank=2, help=N_("open the chosen journal from now on"))
    async def do_switch(self) -> None:
        line = self.chosen
        if line and line.folder:
            await self._open(line.folder, _("{name} is open.").format(name=plain(line.name)))
        elif line:
            await self.journals.show_sample(True)
            self.read("")

    @command("n", word=N_("new"), rank=3, help=N_("a new, empty journal"))
    def do_new(self) -> None:
        self.forms.show(naming(self.table, self._made))

    @command("r", word=N_("rename"), rank=4, help=N_("give it another name"))
    def do_rename(self) -> None:
        line = self.chosen
        if line is None or not line.folder:
            self.services.say(_("The made-up journal has its name."))
            return
        self.forms.show(naming(self.table, self._renamed, line))

    @command(
        "delete",
        "backspace",
        word=N_("delete"),
        rank=5,
        help=N_("delete it: into the trash beside the others"),
    )
    def do_delete(self) -> None:
        line = self.chosen
        if line is None or not line.folder:
            self.services.say(_("The made-up journal goes by itself: there is nothing to delete."))
            return
        if not Path(profile_folder(line.folder)).is_dir():
            self.services.say(_("Nothing was logged in it yet: there is nothing to delete."))
            return
        self.forms.show(deleting(line, self._deleted))
