"""The profiles of several people: folders side by side, each with the name its owner wrote.

What a coach keeps of a client beside the journal, notes of meetings and whether it is over, are
settings of the profile: undo, backups and other machines know them as they are.
"""

from __future__ import annotations

import os
import re
import zlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui import settings
from ssi_tui.disk import Disk, Lock, reading
from ssi_tui.errors import AmbiguousError, BadValueError, DamagedError, NotFoundError
from ssi_tui.model.terms import check_text
from ssi_tui.store import documents
from ssi_tui.store.store import Store

if TYPE_CHECKING:
    from ssi_tui.model.journal import Done
    from ssi_tui.store.file_format import Content

ARCHIVED = "archived"
"""Key of the day on which the work with somebody ended; empty, or not there: it goes on."""
MEETING = "meeting "
"""Begins the key of a meeting's note; its day follows."""


def meetings(store: Store) -> dict[date, str]:
    """Day -> note of the meeting, oldest first: DamagedError."""
    return meetings_of(store.files.content(documents.NAME))


def meetings_of(content: Content) -> dict[date, str]:
    """The same of a file that was read."""
    meetings = {}
    for row in content.table("settings").values():
        day = _day(row["key"].removeprefix(MEETING))
        if day and row["key"].startswith(MEETING) and row["value"]:
            meetings[day] = row["value"]
    return dict(sorted(meetings.items()))


def set_meeting(store: Store, day: date, text: str) -> Done:
    """Keep the note of a meeting in place of what it was; an empty text takes it away."""
    check_text("note", text)
    head = store.recorder.head("meeting", "", day.isoformat(), "")
    document = {"key": f"{MEETING}{day.isoformat()}", "value": text.strip()}
    return store.recorder.fact("settings", document["key"], document, head, None)


def archived(store: Store) -> date | None:
    """The day on which it was archived; None: the work goes on.  DamagedError."""
    content = store.files.content(documents.NAME)
    return _day(documents.setting(content, ARCHIVED))


def set_archived(store: Store, day: date | None) -> Done:
    """Archive a profile, or bring it back: nothing of it is moved or lost."""
    text = day.isoformat() if day else ""
    head = store.recorder.head("archive", "", text, "")
    document = {"key": ARCHIVED, "value": text}
    return store.recorder.fact("settings", ARCHIVED, document, head, None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # none, or by hand
        return None


NAME_MAX = 60


class Profile(NamedTuple):
    """One profile."""

    folder: str
    """The folder's name; what `Settings.profile` holds."""
    name: str
    """As its owner wrote it."""
    archived: date | None = None
    """Since when the work with this person is over; None: it goes on."""


def list_profiles() -> tuple[Profile, ...]:
    """The profiles, by name; one whose profile.json can't be read goes by its folder's name."""
    parent = settings.profiles_folder()
    profiles = []
    for folder in _names(parent):
        path = os.path.join(parent, folder)
        if settings.is_folder_name(folder) and _is_begun(path):
            store = Store(path)
            try:
                profiles.append(Profile(folder, store.name or folder, archived(store)))
            except DamagedError:
                profiles.append(Profile(folder, folder))
    return tuple(sorted(profiles, key=lambda profile: (profile.name.casefold(), profile.folder)))


def find_profile(text: str) -> Profile:
    """The profile of that folder or name: NotFoundError with the names, or AmbiguousError."""
    profiles = list_profiles()
    fits = [profile for profile in profiles if profile.folder == text]
    fits = fits or [each for each in profiles if each.name.casefold() == text.strip().casefold()]
    if len(fits) > 1:
        raise AmbiguousError("profile", text, tuple(profile.folder for profile in fits))
    if not fits:
        raise NotFoundError("profile", text, tuple(profile.name for profile in profiles))
    return fits[0]


def create_profile(name: str) -> Profile:
    """Make an empty profile: BadValueError if the name is taken or is none."""
    with _writing():  # another may ask for the same name at this moment
        name = _checked(name)
        base = folder_name(name)
        parent = settings.profiles_folder()
        taken = {each for each in _names(parent) if _is_begun(os.path.join(parent, each))}
        folder = next(
            each
            for each in (base, *(f"{base[:44]}-{n}" for n in range(2, 1000)))
            if each not in taken
        )
        Store(settings.profile_folder(folder)).set_name(name)
    return Profile(folder, name)


def rename_profile(profile: Profile, name: str) -> Profile:
    """Give a profile another name; its folder stays where it is."""
    with _writing():
        name = _checked(name, besides=profile)
        there = profile.folder != settings.FIRST_PROFILE  # which may have nothing in it yet
        Store(settings.profile_folder(profile.folder), must_exist=there).set_name(name)
    return Profile(profile.folder, name)


def folder_name(name: str) -> str:
    """A folder's name for any name: ``Zoë van Dam`` -> ``zoe-van-dam``."""
    import unicodedata  # a shared library, and only a new profile needs it

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    folder = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:44].strip("-")
    return folder or f"profile-{zlib.crc32(name.encode()):08x}"


def _writing() -> Lock:
    """The lock of the folder of everything: names are given by one process at a time."""
    return Lock(settings.data_home(), Disk())


def _names(parent: str) -> list[str]:
    with reading(parent):
        return Disk().names(parent)


def _is_begun(path: str) -> bool:
    """Whether a folder holds more than the lock that a refused writing left behind."""
    if not os.path.isdir(path):
        return os.path.lexists(path)
    try:
        return any(not name.startswith(".") for name in Disk().names(path))
    except OSError:  # can't be looked into: it is somebody's
        return True


def _checked(name: str, besides: Profile | None = None) -> str:
    name = name.strip()
    check_text("profile", name, NAME_MAX)
    if not name or not name.isprintable():
        raise BadValueError("profile", name, "a name")
    for profile in list_profiles():
        if (besides is None or profile.folder != besides.folder) and name.casefold() in (
            profile.name.casefold(),
            profile.folder,
        ):
            raise BadValueError("profile", name, "a name that is not taken yet")
    return name
