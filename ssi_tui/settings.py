"""Where things live, and what the user has chosen: one small JSON file beside the profiles."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "nl": "Nederlands", "da": "Dansk"}
"""Each in its own language, so that nobody is lost in another one."""
LANGUAGES = tuple(LANGUAGE_NAMES)
WEEK_STARTS = ("monday", "sunday")
SHOWN = ("shown", "hidden")
SHOWABLE = ("streaks", "advice", "pillars", "sparklines")
"""Settings of which each is one of `SHOWN`."""
THEMES = ("dark", "light", "contrast", "projector")
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


def data_home(environ: Mapping[str, str] = os.environ) -> str:
    """The folder of everything: ``SSI_HOME``, or where this system keeps a user's data."""
    home = environ.get("SSI_HOME")
    if home:
        return os.path.abspath(os.path.expanduser(home))
    if sys.platform == "linux":  # as platformdirs answers there, without its 10 ms
        named = environ.get("XDG_DATA_HOME", "").strip()
        return os.path.join(named or os.path.expanduser("~/.local/share"), "ssi-tui")
    import platformdirs

    return platformdirs.user_data_dir("ssi-tui", appauthor=False)


def is_folder_name(name: str) -> bool:
    """Whether a profile's folder can have this name, on every file system."""
    return (
        0 < len(name) <= FOLDER_MAX and FOLDER_LETTERS.issuperset(name) and name.strip("-") == name
    )


def profiles_folder(home: str | None = None) -> str:
    """The folder of the profiles' folders."""
    return os.path.join(home or data_home(), "profiles")


def profile_folder(name: str = FIRST_PROFILE, home: str | None = None) -> str:
    """The folder of one profile, by its folder name: BadValueError for anything like a path."""
    if not is_folder_name(name):
        raise BadValueError("profile", name, "letters a-z, digits and hyphens, at most 48")
    return os.path.join(profiles_folder(home), name)


def settings_file(home: str | None = None) -> str:
    """The path of settings.json."""
    return os.path.join(home or data_home(), "settings.json")


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
            found = value.replace("-", "_").split("_")[0].split(".")[0].lower()
            return found if found in LANGUAGES else "en"
    return "en"


def check(settings: Settings) -> Settings:
    """The same settings, if each is allowed: BadValueError names the first that is not."""
    if settings.language not in ("", *LANGUAGES):
        raise BadValueError("language", settings.language, f"one of {', '.join(LANGUAGES)}")
    if settings.week_start not in WEEK_STARTS:
        raise BadValueError("week_start", settings.week_start, f"one of {', '.join(WEEK_STARTS)}")
    hour = settings.day_start
    if isinstance(hour, bool) or not isinstance(hour, int) or not 0 <= hour <= 6:
        raise BadValueError("day_start", hour, "an hour from 0 to 6")
    if settings.theme not in THEMES:
        raise BadValueError("theme", settings.theme, f"one of {', '.join(THEMES)}")
    if not is_folder_name(settings.profile):
        raise BadValueError("profile", settings.profile, "the name of a profile's folder")
    for name in SHOWABLE:
        if getattr(settings, name) not in SHOWN:
            raise BadValueError(name, getattr(settings, name), f"one of {', '.join(SHOWN)}")
    return settings


def change(settings: Settings, name: str, text: str) -> Settings:
    """The settings with one of them set from text: BadValueError if there is none or it is bad."""
    if name not in Settings._fields:
        raise BadValueError("setting", name, f"one of {', '.join(Settings._fields)}")
    value: Any = int(text) if name == "day_start" and text.isdecimal() else text
    return check(settings._replace(**{name: value}))


def load_settings(home: str | None = None) -> Settings:
    """Read settings.json; the defaults where there is none.

    DamagedError if it can't be read, BadValueError if a value is not allowed: never silently reset.
    """
    file = settings_file(home)
    try:
        with open(file, "rb") as handle:
            data = handle.read()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _damaged(file, error.strerror or "can't be read") from error
    import json  # on the way to `ssi log` the store needs it anyway

    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _damaged(file, f"is not JSON ({error})") from error
    if not isinstance(values, dict):
        raise _damaged(file, "holds no settings")
    known = {name: value for name, value in values.items() if name in Settings._fields}
    try:
        return check(Settings(**known))
    except BadValueError as error:
        raise BadValueError(f"{file}: {error.field}", error.value, error.allowed) from None
    except TypeError as error:
        raise _damaged(file, "holds a value of a wrong type") from error


def save_settings(settings: Settings, home: str | None = None) -> None:
    """Write settings.json in one replace; what a newer version keeps there stays there."""
    import json

    check(settings)
    file = settings_file(home)
    load_settings(home)  # what can't be read is not written over
    kept: dict[str, Any] = {}
    if os.path.exists(file):
        with open(file, "rb") as handle:
            kept = json.load(handle)
    text = json.dumps(kept | settings._asdict(), indent=2) + "\n"
    temporary = file + ".new"
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        handle_number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle_number, "wb") as handle:
            handle.write(text.encode("ascii"))
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, file)
    except OSError as error:
        from pathlib import Path

        from ssi_tui.errors import NotSavedError

        raise NotSavedError(Path(file), error.strerror or str(error)) from error


def _damaged(file: str, reason: str) -> Exception:
    from pathlib import Path

    from ssi_tui.errors import DamagedError

    return DamagedError(Path(file), reason)
