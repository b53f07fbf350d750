"""Profiles: the journals of several people, who of them needs a word, and the way to each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.events import Click

from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import FIRST_PROFILE
from ssi_tui.tui.journal.diary import Journals
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.profiles import forms
from ssi_tui.tui.profiles.draw import Board, draw, sentence
from ssi_tui.tui.profiles.forms import (
    DAY,
    NAME,
    NOTE,
    ClientForm,
    comparing,
    deleting,
    naming,
    noting,
)
from ssi_tui.tui.profiles.summaries import (
    Lookback,
    ProfileLine,
    Summary,
    anonymous,
    by_need,
    lines,
    summarise,
    summary_of,
)
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import command
from ssi_tui.tui.shell.dialogs import Confirm
from ssi_tui.tui.shell.forms import Answer, Form, FormPlace
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Listed, RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import parse_day


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
        "The one with ✓ is open; entries go there. Whoever needs a word stands on top: falling, "
        "off plan, quiet, or never read. The archive keeps everything; deleting keeps nothing."
    )
    CHOOSES = N_("choose a journal")

    def __init__(
        self, services: Services, journals: Journals, open_groups: Callable[[], None]
    ) -> None:
        super().__init__(services)
        self.journals, self._open_groups = journals, open_groups
        self.everybody: tuple[ProfileLine, ...] = ()
        self.with_archive = False
        self.since: date | None = None
        """The day of which before and after are compared."""
        self.lines = RowList("profiles-table", self.draw, click=self.click, wheel=self.wheel)
        self.forms = FormPlace(services, sent=self.typed)

    def compose(self) -> ComposeResult:
        yield self.forms
        yield self.lines

    def draw(self, width: int, height: int) -> Listed:
        """A line a journal; numbers in place of names while others look on."""
        aside = len(self.everybody) - len(self.table)
        board = Board(self.shown, self.at, self.services.today, self.since, aside)
        return draw(board, width, height)

    async def click(self, drawing: Listed, event: Click) -> None:
        """A click chooses; on the chosen one, it opens it."""
        at = drawing.line_at.get(event.y)
        if at is not None and not self.open_forms():
            if at == self.at:
                await self.do_switch()
            else:
                self.choose(at)

    def on_mount(self) -> None:
        self.watch(self.app, "journal", self._count_open, init=False)

    @property
    def folder(self) -> str:
        """The folder's name of one's own journal that is open, or waits behind the sample."""
        return Path(self.services.own_folder).name

    @property
    def table(self) -> tuple[ProfileLine, ...]:
        """Those that are listed: the archive where it is wanted, and what is open always."""
        wanted = self.with_archive
        return tuple(one for one in self.everybody if wanted or one.open or not one.archived)

    @property
    def shown(self) -> tuple[ProfileLine, ...]:
        """As they are drawn."""
        return anonymous(self.table) if self.journals.names_hidden else self.table

    @property
    def asked(self) -> Lookback:
        """What the lines depend on beside the journals."""
        return Lookback(self.services.today, self.services.settings.week_start, self.since)

    @property
    def count(self) -> int:
        return len(self.table)

    @property
    def chosen(self) -> ProfileLine | None:
        """The line that the keys mean."""
        return self.table[self.at] if self.table else None

    def enter(self) -> None:
        """Look again: other programs make journals too."""
        if not self.everybody:
            name = self.journals.name or self.folder
            self.everybody = (ProfileLine(self.folder, name, open=not self.services.is_sample),)
        self.read(self.chosen.folder if self.chosen else self.folder)

    def standing_sentence(self) -> str:
        return sentence(self.shown, self.at)

    def shell_command(self) -> str:
        if self.since:
            return f"ssi profile compare {self.since.isoformat()}"
        return "ssi profile due"

    # Reading

    @work(group="profiles", exclusive=True)
    async def read(self, choose: str) -> None:
        """List the journals and read them one by one, beside the screen; then sort them."""
        services = self.services
        before = {line.folder: line.summary for line in self.everybody}
        listed = await asyncio.to_thread(
            lines, self.folder, _("Workshop demo"), sample_open=services.is_sample
        )
        self._list([line._replace(summary=before.get(line.folder)) for line in listed], choose)
        self._count_open()
        for line in listed:
            if line.folder != self.folder:
                known = await asyncio.to_thread(summary_of, line.folder, self.asked)
                self._put(line.folder, known)
        self._list(self.everybody, self.chosen.folder if self.chosen else choose)

    def _list(self, listed: Sequence[ProfileLine], choose: str) -> None:
        """In order, with the pointer where it was."""
        self.everybody = by_need(listed)
        folders = [line.folder for line in self.table]
        self.at = folders.index(choose) if choose in folders else min(self.at, len(folders) - 1)
        self.show()

    def _count_open(self) -> None:
        """The open journal is in memory already."""
        if self.services.is_in_sight(self):
            self._put(self.folder, summarise(self.journals.own.shown, self.asked))

    def _put(self, folder: str, known: Summary) -> None:
        before = self.everybody
        self.everybody = tuple(
            line._replace(summary=known) if line.folder == folder else line for line in before
        )
        if self.everybody != before:
            self.show()

    # Commands

    async def _open(self, folder: str, said: str) -> None:
        if await self.journals.use_profile(folder):
            self.services.say("" if self.journals.names_hidden else said)
        self.read(folder)

    async def _made(self, values: Mapping[str, str]) -> None:
        profile = await forms.make(values[NAME])
        text = _("Made {name}, and opened it. 1 leads to its first day.")
        await self._open(profile.folder, text.format(name=plain(profile.name)))

    async def _renamed(self, values: Mapping[str, str]) -> None:
        line = self.chosen
        if line is None:
            return
        kept = await forms.rename(line, values[NAME])
        if line.folder == self.folder:
            self.journals.rename()
        self.services.say(kept.said)
        self.read(line.folder)

    async def _deleted(self, _values: Mapping[str, str]) -> None:
        line = self.chosen
        if line is None or not await self.journals.all_saved():
            return
        # Left first: a look at it would say that its folder is gone.
        if line.folder == self.folder and not await self.journals.use_profile(FIRST_PROFILE):
            return
        kept = await forms.delete(line)
        if line.folder == self.services.settings.profile:
            self.services.change_settings(profile=FIRST_PROFILE)
        self.services.say(kept.said, bad=kept.bad)
        self.read(self.folder)
        if kept.more:
            page = Confirm(_("Deleted"), [kept.said, *kept.more], _("enter go on"))
            self.services.open_page(page)

    async def _noted(self, values: Mapping[str, str]) -> None:
        line = self.chosen
        if line is None:
            return
        day = parse_day(values[DAY], self.services.today, latest=self.services.today)
        kept = await forms.note(self.services, line, day, values[NOTE])
        self.services.say(kept.said)
        self.read(line.folder)

    async def _compared(self, values: Mapping[str, str]) -> None:
        self.since = parse_day(values[DAY], self.services.today, latest=self.services.today)
        self.read(self.chosen.folder if self.chosen else self.folder)

    # What is typed

    async def typed(self, form: Form, values: Mapping[str, str]) -> None:
        """Enter on what can be taken."""
        assert isinstance(form, ClientForm)  # no other is opened here
        try:
            await form.done(values)
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
        self.forms.show(naming(self.everybody, self._made))

    @command("m", word=N_("meeting"), rank=4, help=N_("a note of a meeting with the chosen one"))
    def do_meeting(self) -> None:
        line = self._somebody()
        if line:
            self.forms.show(noting(line, line.meetings, self.services.today, self._noted))

    @command(
        "w",
        word=N_("compare"),
        rank=5,
        help=N_("before and after a workshop, for everybody; again: back"),
    )
    def do_compare(self) -> None:
        if self.since:
            self.since = None
            self.services.say("")
            self.show()
            return
        self.forms.show(comparing(self.table, self.services.today, self._compared))

    @command("r", word=N_("rename"), rank=6, help=N_("give it another name"))
    def do_rename(self) -> None:
        line = self._somebody(begun=False)
        if line:
            self.forms.show(naming(self.everybody, self._renamed, line))

    @command("a", word=N_("archive"), rank=7, help=N_("into the archive, or back from it"))
    async def do_archive(self) -> None:
        line = self._somebody()
        if line is None:
            return
        if line.folder == self.folder and not line.archived:
            self.services.say(_("It is the one in use: open another one first."))
            return
        try:
            kept = await forms.archive(self.services, line)
        except SsiError as error:
            self.services.say(told_error(error), bad=True)
            return
        self.services.say(kept.said)
        self.read(line.folder)

    @command("g", word=N_("groups"), rank=6, help=N_("groups: people of a workshop or a team"))
    def do_groups(self) -> None:
        self._open_groups()

    @command("x", help=N_("hide names everywhere, or show them"))
    def do_names(self) -> None:
        self.journals.hide_names(not self.journals.names_hidden)
        self.services.say("")
        self.show()

    @command("v", help=N_("show the archive too, or not"))
    def do_view_archive(self) -> None:
        self.with_archive = not self.with_archive
        self._list(self.everybody, self.chosen.folder if self.chosen else self.folder)

    @command("delete", "backspace", word=N_("delete"), rank=8, help=N_("delete it for good"))
    async def do_delete(self) -> None:
        line = self._somebody()
        if line is None:
            return
        try:
            held = await forms.holds(line)
        except SsiError as error:
            self.services.say(told_error(error), bad=True)
            return
        self.forms.show(deleting(line, held, self._deleted))

    def _somebody(self, *, begun: bool = True) -> ProfileLine | None:
        """The chosen one, if anything can be done to it; ``begun``: something has to be in it."""
        line = self.chosen
        refusal = forms.refusal(line, hidden=self.journals.names_hidden, begun=begun)
        if refusal:
            self.services.say(refusal)
        return None if refusal else line
