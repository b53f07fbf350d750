"""Where everything lies: asked by `ssi status` too, which may load next to nothing."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` costs more than all that is loaded here
if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS_NAME = ".status"
"""What `ssi status` reads, beside settings.json."""
DELETING_FOLDER = ".deleting"
"""Beside the profiles: what was deleted and could not be removed yet."""


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


def shelf_folder() -> str:
    """The scenarios that were saved for whoever it may be: each profile finds them there."""
    return os.path.join(data_home(), "scenarios")


def pages_folder() -> str:
    """The documentation: inside the package once installed, beside it in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "docs")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "docs")


def deletion_waits() -> bool:
    """Whether a program that deleted a profile was stopped, or is still at it."""
    return os.path.isdir(os.path.join(data_home(), DELETING_FOLDER))


def stamp(path: str) -> str:
    """One version of a file in a word: inode, time of writing, size; ``-`` where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return "-"
    return f"{status.st_ino}.{status.st_mtime_ns}.{status.st_size}"
