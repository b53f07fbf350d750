"""What Profiles writes: names, notes of meetings, the archive, and deletion; off the UI thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ssi_tui.chart.text import plain
from ssi_tui.errors import UnfinishedDeletionError
from ssi_tui.i18n import _
from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from ssi_tui.store.clients import set_archived, set_meeting
from ssi_tui.store.deletion import held
from ssi_tui.store.profiles import Profile, create_profile, rename_profile
from ssi_tui.sync.deletion import delete_profile
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.profiles.summaries import ProfileLine
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.files import deleted_text, held_short, shared_lines

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
