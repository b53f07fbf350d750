"""Profiles: the journals of several people, who of them needs a word, and the way to each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.events import Click

from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError, SsiError, UnfinishedDeletionError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import NOTE_MAX
from ssi_tui.settings import FIRST_PROFILE, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.profiles import (
    NAME_MAX,
    Profile,
    create_profile,
    rename_profile,
    set_archived,
    set_meeting,
)
from ssi_tui.sync.deletion import delete_profile, held
from ssi_tui.tui.journal.diary import Journals
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import BY
from ssi_tui.tui.profiles.draw import Board, draw, what_enter_does
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
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace, Values, too_long
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Listed, RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.files import deleted_text, held_short, shared_lines

T = TypeVar("T")
Done = Callable[[Values], Awaitable[None]]
"""Told what was typed."""
NAME, DAY, NOTE = "name", "day", "note"
USUAL_SPAN = timedelta(days=28)
"""Before and after four weeks ago, where no meeting says another day."""


class ClientForm(Form):
    """No write of the journal that is open: whoever opens it says what Enter does."""

    def __init__(
        self, fields: Sequence[Field], look: Callable[[Values], Answer], done: Done, sends: str = ""
    ) -> None:
        """``sends``: what Enter does, for the key row, where that is not to save; a message id."""
        super().__init__(fields, look)
        self.done, self.sends = done, sends or self.sends


def naming(
    lines: Sequence[ProfileLine], done: Done, besides: ProfileLine | None = None
) -> ClientForm:
    """For a new journal, or another name for the one that is given."""
    others = [line for line in lines if line.folder and line != besides]
    taken = {line.name.casefold() for line in others} | {line.folder for line in others}

    def look(values: Values) -> Answer:
        name = values[NAME].strip()
        if name.casefold() in taken:
            return Answer(_("That name is taken."), good=False, ready=False)
        return too_long(name, NAME_MAX) or Answer("", ready=bool(name))

    field = Field(NAME, _("Name of the new journal"))
    if besides:
        field = Field(NAME, _("New name"), besides.name)
    return ClientForm([field], look, done)


def deleting(line: ProfileLine, held: str, done: Done) -> ClientForm:
    """Asks for the name, so that no slip of a finger deletes a journal; ``held``: what goes."""

    def look(values: Values) -> Answer:
        said = _("For good: {what}. Type the whole name.").format(what=held)
        return Answer(said, ready=values[NAME].strip() == line.name)

    caption = _("Delete {name}").format(name=plain(line.name))
    return ClientForm([Field(NAME, caption)], look, done, N_("delete"))


def day_typed(values: Values, today: date) -> date:
    """The day that was typed, today or before it: BadValueError."""
    return parse_day(values[DAY], today, latest=today)


def noting(line: ProfileLine, today: date, done: Done) -> ClientForm:
    """The note of a meeting, today's where another day is not named."""

    def look(values: Values) -> Answer:
        if not values[DAY].strip():
            return Answer("", ready=False)
        day, note = day_typed(values, today), values[NOTE]
        said = format_day(day, today)
        if day in line.meetings:
            form = _("In place of the note of {day}.")
            if not note.strip():
                form = _("Takes the note of {day} away.")
            return too_long(note, NOTE_MAX) or Answer(form.format(day=said))
        return too_long(note, NOTE_MAX) or Answer(said, ready=bool(note.strip()))

    fields = [
        Field(DAY, _("Meeting on"), today.isoformat(), width=11, replace=True),
        Field(NOTE, plain(line.name), line.meetings.get(today, "")),
    ]
    return ClientForm(fields, look, done)


def comparing(lines: Sequence[ProfileLine], today: date, done: Done) -> ClientForm:
    """The day of which before and after are compared: at first that of the last meeting."""
    met = max((day for line in lines for day in line.meetings if day < today), default=None)
    suggested = met or today - USUAL_SPAN

    def look(values: Values) -> Answer:
        if not values[DAY].strip():
            return Answer("", ready=False)
        day = format_day(day_typed(values, today), today)
        return Answer(_("before and after {day}").format(day=day))

    field = Field(DAY, _("Day of the workshop"), suggested.isoformat(), replace=True)
    return ClientForm([field], look, done, N_("compare"))


def why_not(line: ProfileLine, *, begun: bool) -> str:
    """Why nothing can be done to a line; empty where something can."""
    if not line.folder:
        return _("The made-up journal is nobody’s: it comes and goes by itself.")
    if begun and not Path(profile_folder(line.folder)).is_dir():
        return _("Nothing was logged in it yet.")
    return ""


def noted(line: ProfileLine, day: str, note: str) -> str:
    """What became of the note of a meeting."""
    said = _("Kept for {name}: the meeting of {day}.")
    if not note.strip():
        said = _("Taken away for {name}: the note of {day}.")
    return said.format(name=plain(line.name), day=day)


def archived(line: ProfileLine, day: date | None) -> str:
    """That a journal is in the archive since a day, or back from it."""
    said = _("{name} is in the archive: v shows it, a brings it back.")
    if day is None:
        said = _("{name} is back.")
    return said.format(name=plain(line.name))


class ProfilesRoom(ListRoom):
    """One line a journal; Enter opens it."""

    DEFAULT_CSS = """
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
        opened = ProfileLine(self.folder, journals.name or self.folder, open=not services.is_sample)
        self.everybody: tuple[ProfileLine, ...] = (opened,)
        """All that were read so far; the open one is always among them, or the made-up one."""
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
    def chosen(self) -> ProfileLine:
        """The line that the keys mean."""
        return self.table[self.at]

    def enter(self) -> None:
        """Look again: other programs make journals too."""
        self.read(self.chosen.folder)

    def standing_sentence(self) -> str:
        return what_enter_does(self.shown[self.at])

    def shell_command(self) -> str:
        return f"ssi profile compare {self.since.isoformat()}" if self.since else "ssi profile due"

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
        self._list(self.everybody, self.chosen.folder)

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

    # What is typed

    async def typed(self, form: Form, values: Values) -> None:
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

    async def _open(self, folder: str, said: str) -> None:
        if await self.journals.use_profile(folder):
            self.services.say("" if self.journals.names_hidden else said)
        self.read(folder)

    async def _made(self, values: Values) -> None:
        profile = await asyncio.to_thread(create_profile, values[NAME])
        text = _("Made {name}, and opened it. 1 leads to its first day.")
        await self._open(profile.folder, text.format(name=plain(profile.name)))

    async def _renamed(self, line: ProfileLine, values: Values) -> None:
        name = values[NAME]
        await asyncio.to_thread(rename_profile, Profile(line.folder, line.name), name)
        if line.folder == self.folder:
            self.journals.rename()
        self.services.say(_("Now called {name}").format(name=plain(name.strip())))
        self.read(line.folder)

    async def _deleted(self, line: ProfileLine, _values: Values) -> None:
        """For good; what could not be removed yet is out of sight all the same."""
        if not await self.journals.all_saved():
            return
        # Left first: a look at it would say that its folder is gone.
        if line.folder == self.folder and not await self.journals.use_profile(FIRST_PROFILE):
            return
        shared: list[str] = []
        try:
            done = await asyncio.to_thread(delete_profile, line.folder)
        except UnfinishedDeletionError as error:
            self.services.say(told_error(error), bad=True)
        else:
            said = deleted_text(plain(line.name), done.held._asdict(), *done.gone)
            shared = [plain(text) for text in shared_lines(done.shared, done.left)]
            self.services.say(said)
        if line.folder == self.services.settings.profile:
            self.services.change_settings(profile=FIRST_PROFILE)
        self.read(self.folder)
        if shared:
            self.services.open_page(Confirm(_("Deleted"), [said, *shared], _("enter go on")))

    async def _noted(self, line: ProfileLine, values: Values) -> None:
        today = self.services.today
        day, note = day_typed(values, today), values[NOTE]
        await asyncio.to_thread(set_meeting, self._store(line), day, note)
        self.services.say(noted(line, format_day(day, today), note))
        self.read(line.folder)

    async def _try(self, work: Awaitable[T]) -> T | None:
        """What comes of it; None where it was refused, which is said."""
        try:
            return await work
        except SsiError as error:
            self.services.say(told_error(error), bad=True)
            return None

    def _store(self, line: ProfileLine) -> Store:
        return Store(profile_folder(line.folder), now=self.services.now, by=BY)

    async def _compared(self, values: Values) -> None:
        self.since = day_typed(values, self.services.today)
        self.read(self.chosen.folder)

    # Commands

    @command("enter", word=N_("open"), rank=2, help=N_("open the chosen journal from now on"))
    async def do_switch(self) -> None:
        line = self.chosen
        if line.folder:
            await self._open(line.folder, _("{name} is open.").format(name=plain(line.name)))
        else:
            await self.journals.show_sample(True)
            self.read("")

    @command("n", word=N_("new"), rank=3, help=N_("a new, empty journal"))
    def do_new(self) -> None:
        self.forms.show(naming(self.everybody, self._made))

    @command("m", word=N_("meeting"), rank=4, help=N_("a note of a meeting with the chosen one"))
    def do_meeting(self) -> None:
        line = self._somebody()
        if line:
            self.forms.show(noting(line, self.services.today, partial(self._noted, line)))

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
            self.forms.show(naming(self.everybody, partial(self._renamed, line), line))

    @command("a", word=N_("archive"), rank=7, help=N_("into the archive, or back from it"))
    async def do_archive(self) -> None:
        line = self._somebody()
        if line is None:
            return
        if line.folder == self.folder and not line.archived:
            self.services.say(_("It is the one in use: open another one first."))
            return
        day = None if line.archived else self.services.today
        if not await self._try(asyncio.to_thread(set_archived, self._store(line), day)):
            return
        self.services.say(archived(line, day))
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
        self._list(self.everybody, self.chosen.folder)

    @command("delete", "backspace", word=N_("delete"), rank=8, help=N_("delete it for good"))
    async def do_delete(self) -> None:
        line = self._somebody()
        if line is None:
            return
        counted = await self._try(asyncio.to_thread(held, profile_folder(line.folder)))
        if counted:
            done = partial(self._deleted, line)
            self.forms.show(deleting(line, held_short(counted._asdict()), done))

    def _somebody(self, *, begun: bool = True) -> ProfileLine | None:
        """The chosen one, if anything can be done to it; ``begun``: something has to be in it."""
        line = self.chosen
        why = _("Names are hidden: x shows them again.")
        if not self.journals.names_hidden:
            why = why_not(line, begun=begun)
        if why:
            self.services.say(why)
        return None if why else line
