"""What is typed in Profiles, and what comes of it: names, notes, the archive, deletion."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError, UnfinishedDeletionError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import NOTE_MAX
from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from ssi_tui.store.deletion import held
from ssi_tui.store.profiles import (
    NAME_MAX,
    Profile,
    create_profile,
    rename_profile,
    set_archived,
    set_meeting,
)
from ssi_tui.sync.deletion import delete_profile
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.profiles.summaries import ProfileLine
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.files import deleted_text, held_short, shared_lines

Done = Callable[[Mapping[str, str]], Awaitable[None]]
"""Told what was typed, by name of field."""
NAME, DAY, NOTE = "name", "day", "note"
USUAL_SPAN = timedelta(days=28)
"""Before and after four weeks ago, where no meeting says another day."""


class ClientForm(Form):
    """No write of the journal that is open: whoever opens it says what Enter does."""

    def __init__(
        self, fields: Sequence[Field], look: Callable[[Mapping[str, str]], Answer], done: Done
    ) -> None:
        super().__init__(fields, look)
        self.done = done


def naming(
    lines: Sequence[ProfileLine], done: Done, besides: ProfileLine | None = None
) -> ClientForm:
    """For a new journal, or another name for the one that is given."""
    others = [line for line in lines if line.folder and line != besides]
    taken = {line.name.casefold() for line in others} | {line.folder for line in others}

    def look(values: Mapping[str, str]) -> Answer:
        name = values[NAME].strip()
        if not name:
            return Answer("", ready=False)
        over = len(name) - NAME_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if name.casefold() in taken:
            return Answer(_("That name is taken."), good=False, ready=False)
        return Answer("")

    caption, text = _("Name of the new journal"), ""
    if besides:
        caption, text = _("New name"), besides.name
    return ClientForm([Field(NAME, caption, text)], look, done)


def deleting(line: ProfileLine, held: str, done: Done) -> ClientForm:
    """Asks for the name, so that no slip of a finger deletes a journal; ``held``: what goes."""

    def look(values: Mapping[str, str]) -> Answer:
        said = _("For good: {what}. Type the whole name.").format(what=held)
        return Answer(said, ready=values[NAME].strip() == line.name)

    caption = _("Delete {name}").format(name=plain(line.name))
    form = ClientForm([Field(NAME, caption, "")], look, done)
    form.sends = N_("delete")
    return form


def _day_of(values: Mapping[str, str], today: date) -> date | Answer:
    """The day that was typed, today or before it; else what is wrong with it."""
    text = values[DAY].strip()
    if not text:
        return Answer("", ready=False)
    try:
        return parse_day(text, today, latest=today)
    except BadValueError as error:
        return Answer(told_error(error), good=False, ready=False)


def noting(line: ProfileLine, notes: Mapping[date, str], today: date, done: Done) -> ClientForm:
    """The note of a meeting, today's where another day is not named."""

    def look(values: Mapping[str, str]) -> Answer:
        day = _day_of(values, today)
        if isinstance(day, Answer):
            return day
        over = len(values[NOTE]) - NOTE_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if day in notes and not values[NOTE].strip():
            return Answer(_("Takes the note of {day} away.").format(day=format_day(day, today)))
        if day in notes:
            said = _("In place of the note of {day}.")
            return Answer(said.format(day=format_day(day, today)))
        return Answer(format_day(day, today), ready=bool(values[NOTE].strip()))

    fields = [
        Field(DAY, _("Meeting on"), today.isoformat(), width=11, replace=True),
        Field(NOTE, plain(line.name), notes.get(today, "")),
    ]
    return ClientForm(fields, look, done)


def comparing(lines: Sequence[ProfileLine], today: date, done: Done) -> ClientForm:
    """The day of which before and after are compared: at first that of the last meeting."""
    met = max((day for line in lines for day in line.meetings if day < today), default=None)
    suggested = met or today - USUAL_SPAN

    def look(values: Mapping[str, str]) -> Answer:
        day = _day_of(values, today)
        if isinstance(day, Answer):
            return day
        return Answer(_("before and after {day}").format(day=format_day(day, today)))

    caption = _("Day of the workshop")
    form = ClientForm([Field(DAY, caption, suggested.isoformat(), replace=True)], look, done)
    form.sends = N_("compare")
    return form


BY = "tui"


class ClientOutcome(NamedTuple):
    """What came of it."""

    said: str
    bad: bool = False
    more: Sequence[str] = ()
    """What wants a page of its own."""


def refusal(line: ProfileLine | None, *, hidden: bool, begun: bool) -> str:
    """Why nothing can be done to a line; empty where something can.

    ``hidden``: names are; ``begun``: something has to be in the journal.
    """
    if hidden:
        return _("Names are hidden: x shows them again.")
    if line is None or not line.folder:
        return _("The made-up journal is nobody's: it comes and goes by itself.")
    if begun and not Path(profile_folder(line.folder)).is_dir():
        return _("Nothing was logged in it yet.")
    return ""


async def make(name: str) -> Profile:
    """A new, empty journal."""
    return await asyncio.to_thread(create_profile, name)


async def rename(line: ProfileLine, name: str) -> ClientOutcome:
    """Another name; the folder stays."""
    await asyncio.to_thread(rename_profile, Profile(line.folder, line.name), name)
    return ClientOutcome(_("Now called {name}").format(name=plain(name.strip())))


async def holds(line: ProfileLine) -> str:
    """What would be deleted, counted."""
    return held_short(await asyncio.to_thread(held, profile_folder(line.folder)))


async def delete(line: ProfileLine) -> ClientOutcome:
    """For good; what could not be removed yet is out of sight all the same."""
    try:
        done = await asyncio.to_thread(delete_profile, line.folder)
    except UnfinishedDeletionError as error:
        return ClientOutcome(told_error(error), bad=True)
    said = deleted_text(plain(line.name), done.held, done.gone.files, done.gone.size)
    return ClientOutcome(said, more=[plain(text) for text in shared_lines(done.shared, done.left)])


async def note(services: Services, line: ProfileLine, day: date, text: str) -> ClientOutcome:
    """The note of a meeting; an empty text takes it away."""
    store = Store(profile_folder(line.folder), now=services.now)
    await asyncio.to_thread(set_meeting, store, day, text, by=BY)
    said = _("Kept for {name}: the meeting of {day}.")
    if not text.strip():
        said = _("Taken away for {name}: the note of {day}.")
    return ClientOutcome(said.format(name=plain(line.name), day=format_day(day, services.today)))


async def archive(services: Services, line: ProfileLine) -> ClientOutcome:
    """Into the archive, or back from it."""
    store = Store(profile_folder(line.folder), now=services.now)
    day = None if line.archived else services.today
    await asyncio.to_thread(set_archived, store, day, by=BY)
    said = _("{name} is in the archive: v shows it, a brings it back.")
    return ClientOutcome(
        (_("{name} is back.") if line.archived else said).format(name=plain(line.name))
    )
