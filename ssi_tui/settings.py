"""Where things live, and what the user has chosen: one small JSON file beside the profiles."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import Disk, Lock, bytes_of, saving, strict_json
from ssi_tui.errors import BadValueError, DamagedError, NotSavedError
from ssi_tui.i18n import N_
from ssi_tui.places import data_home as data_home

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from ssi_tui.errors import SsiError

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "nl": "Nederlands", "da": "Dansk"}
"""Each in its own language, so that nobody is lost in another one."""
LANGUAGES = tuple(LANGUAGE_NAMES)
WEEK_STARTS = ("monday", "sunday")
SHOWN = ("shown", "hidden")
SHOWABLE = ("streaks", "advice", "pillars", "sparklines")
"""Settings of which each is one of `SHOWN`."""
THEMES = ("dark", "light", "contrast", "projector")
OFF = "off"
"""Written for an empty folder: none."""
SYSTEM = "system"
"""Written for an empty language: that of the system."""
ABOUT = {
    "language": N_("the language of all texts"),
    "week_start": N_("the first day of the week"),
    "day_start": N_("the hour up to which an entry belongs to the day before, 0 to 6"),
    "theme": N_("the colours"),
    "profile": N_("whose journal it is: `ssi profile list`"),
    "streaks": N_("whether weeks in a row are shown"),
    "advice": N_("whether Today proposes what to do next"),
    "pillars": N_("whether Today shows the four parts of the score"),
    "sparklines": N_("whether Today shows the last days of each habit in small"),
    "sync": N_("the folder by which the app exchanges with your other machines, or off"),
}
CHOICES = {
    "language": (*LANGUAGES, SYSTEM),
    "week_start": WEEK_STARTS,
    "theme": THEMES,
    **dict.fromkeys(SHOWABLE, SHOWN),
}
"""What each of these may be, as a person writes it."""
FIRST_PROFILE = "default"
FOLDER_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
FOLDER_MAX = 48
"""Letters that a folder's name can have."""


class Settings(NamedTuple):
    """The choices that belong to no profile; `check` has seen every value."""

    language: str = ""
    """``en``, ``de``, ``nl``, ``da``; empty for what the environment says."""
    week_start: str = "monday"
    """``monday`` or ``sunday``."""
    day_start: int = 0
    """Hour, 0 to 6: what is logged before it belongs to the day before."""
    theme: str = "dark"
    profile: str = FIRST_PROFILE
    """Folder name of the profile in use."""
    streaks: str = "shown"
    """``shown`` or ``hidden``: weeks in a row are not for everybody."""
    advice: str = "shown"
    """``shown`` or ``hidden``: what Today proposes to do next."""
    pillars: str = "shown"
    """``shown`` or ``hidden``: the parts of the score on Today."""
    sparklines: str = "shown"
    """``shown`` or ``hidden``: the last days in small beside each habit on Today."""
    sync: str = ""
    """The folder by which the app exchanges with other machines; empty: it does not."""


def is_folder_name(name: str) -> bool:
    """Whether a profile's folder can have this name, on every file system."""
    return (
        0 < len(name) <= FOLDER_MAX and FOLDER_LETTERS.issuperset(name) and name.strip("-") == name
    )


def profiles_folder() -> str:
    """The folder of the profiles' folders."""
    return os.path.join(data_home(), "profiles")


def profile_folder(name: str = FIRST_PROFILE) -> str:
    """The folder of one profile, by its folder name: BadValueError for anything like a path."""
    if not is_folder_name(name):
        raise BadValueError("profile", name, "letters a-z, digits and hyphens, at most 48")
    return os.path.join(profiles_folder(), name)


def settings_file() -> str:
    """The path of settings.json."""
    return os.path.join(data_home(), "settings.json")


def today(settings: Settings, now: datetime) -> date:
    """The day that an entry made now belongs to."""
    return (now - timedelta(hours=settings.day_start)).date()


def language(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the one chosen, else the environment's if it is ours, else English."""
    if settings.language:
        return settings.language
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable)
        if value:
            spoken = value.replace("-", "_").split("_")[0].split(".")[0].lower()
            return spoken if spoken in LANGUAGES else "en"
    return system_language()


_WINDOWS_LANGUAGES = {0x06: "da", 0x07: "de", 0x13: "nl"}
"""Primary language ids of Windows."""


def system_language(platform: str = sys.platform) -> str:
    """What the system itself speaks where no variable says it: Windows, and macOS from its dock."""
    spoken = "en"
    try:
        if platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
            spoken = _WINDOWS_LANGUAGES.get(kernel.GetUserDefaultUILanguage() & 0x3FF, "en")
        elif platform == "darwin":
            import plistlib

            file = os.path.expanduser("~/Library/Preferences/.GlobalPreferences.plist")
            with open(file, "rb") as preferences:
                spoken = str(plistlib.load(preferences)["AppleLanguages"][0])[:2].lower()
    except (OSError, AttributeError, LookupError, ValueError, TypeError):
        spoken = "en"  # no such library, file or entry: as anywhere else
    return spoken if spoken in LANGUAGES else "en"


def check(settings: Settings) -> Settings:
    """The same settings, if each is allowed: BadValueError names the first that is not."""
    for name, value in settings._asdict().items():
        if name != "day_start" and not isinstance(value, str):
            raise BadValueError(name, value, "a text")
    if settings.language not in ("", *LANGUAGES):
        raise BadValueError("language", settings.language, f"one of {', '.join(LANGUAGES)}")
    hour = settings.day_start
    if isinstance(hour, bool) or not isinstance(hour, int) or not 0 <= hour <= 6:
        raise BadValueError("day_start", hour, "an hour from 0 to 6")
    if not is_folder_name(settings.profile):
        raise BadValueError("profile", settings.profile, "the name of a profile’s folder")
    if settings.sync and not os.path.isabs(settings.sync):
        raise BadValueError("sync", settings.sync, "a folder, by its whole path")
    for name in ("week_start", "theme", *SHOWABLE):
        value, allowed = getattr(settings, name), CHOICES[name]
        if value not in allowed:
            raise BadValueError(name, value, f"one of {', '.join(allowed)}")
    return settings


def change(settings: Settings, name: str, text: str) -> Settings:
    """The settings with one of them set from text: BadValueError if there is none or it is bad."""
    if name not in Settings._fields:
        raise BadValueError("setting", name, f"one of {', '.join(Settings._fields)}")
    value: Any = int(text) if name == "day_start" and text.isdecimal() else text
    return check(settings._replace(**{name: value}))


def read_settings() -> tuple[Settings, SsiError | None]:
    """What settings.json says, with the defaults in place of what can't be used, and why it can't.

    The error is returned: DamagedError for a file that can't be read, BadValueError for the first
    value that is not allowed; None where all is well.
    """
    file = settings_file()
    try:
        values = _values(file)
    except DamagedError as error:
        return Settings(), error
    settings, problem = Settings(), None
    for name in Settings._fields:
        if name in values:
            try:
                settings = check(settings._replace(**{name: values[name]}))
            except BadValueError as error:
                field = f"{file}: {error.field}"
                problem = problem or BadValueError(field, error.value, error.allowed)
    return settings, problem


def load_settings() -> Settings:
    """The settings that hold: the defaults in place of what can't be used."""
    return read_settings()[0]


def choose(**chosen: Any) -> Settings:
    """Change what is named and nothing else, one writer at a time; the settings that hold then.

    What others have chosen meanwhile stays, and what a newer version keeps there.  A file that
    can't be read is kept beside the new one.  Errors: BadValueError, NotSavedError, LockedError.
    """
    import json  # on the way to `ssi log` the store needs it anyway

    check(Settings(**chosen))
    file = settings_file()
    disk = Disk()
    with Lock(os.path.dirname(file), disk):
        try:
            values = _values(file)
        except DamagedError as error:
            if isinstance(error.__cause__, OSError):  # not read is not the same as damaged
                raise NotSavedError(error.file, error.reason) from error
            values = {}
            _set_aside(disk, file)
        if any(values.get(name) != value for name, value in chosen.items()):
            data = json.dumps(values | chosen, indent=2).encode("ascii") + b"\n"
            disk.put(file, data)
        return load_settings()


def _values(file: str) -> dict[str, Any]:
    """All that the file holds, ours or not; nothing where there is none.  DamagedError."""
    data = bytes_of(Disk(), file)
    try:
        values = {} if data is None else strict_json(data)
    except ValueError as error:
        raise DamagedError(file, str(error)) from error
    if not isinstance(values, dict):
        raise DamagedError(file, "holds no settings")
    return values


def _set_aside(disk: Disk, file: str) -> None:
    """Give a file that can't be read another name: what it holds may be worth something."""
    base = file.removesuffix(".json")
    with saving(file):
        disk.replace(file, disk.unused(lambda number: f"{base}.damaged-{number}.json"))
