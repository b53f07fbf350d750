"""Paths as people type, complete and drop them into a terminal."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

LOOKED_AT = 5_000
"""Names of a folder among which one is looked for."""


URL = "file://"


_BEFORE = re.compile(r"^[^'\"]*/(?=['\"]?(?:/|~/))")
"""What stood there before a path was dropped behind it."""


class Completion(NamedTuple):
    """What a half-typed path can become."""

    text: str
    """As far as there is only one way to go on."""
    names: tuple[str, ...]
    """All that fit; folders end in a slash."""


def complete(text: str, endings: Sequence[str] = ()) -> Completion:
    """Look into the folder that is typed; files only with one of these endings, if any are given.

    A folder that can't be read has no names.  Hidden names want their dot typed.
    """
    if text == "~":
        return Completion("~/", ())
    head, slash, begin = text.rpartition("/")
    names = _names(_home(head + slash or "."), begin, endings)
    fits = [name for name in names if name.startswith(begin)]
    if not fits:  # another case than on the disk
        fits = [name for name in names if name.casefold().startswith(begin.casefold())]
    longest = fits[0] if fits else ""
    while not all(name.startswith(longest) for name in fits):
        longest = longest[:-1]
    return Completion(
        head + slash + (longest if len(longest) >= len(begin) else begin), tuple(fits)
    )


def paths_of(text: str) -> list[Path]:
    r"""The path typed, or those that were dropped: quoted, with ``\ ``, or ``file://``."""
    text = text.strip()
    text = text[text.find(URL) :] if URL in text else _BEFORE.sub("", text)
    whole = _home(text)
    if not text or is_there(whole):
        return [whole] if text else []
    try:
        parts = shlex.split(text)
    except ValueError:
        return [whole]
    found = [_dropped(part) for part in parts]
    return found if found and all(is_there(path) for path in found) else [whole]


def dropped(text: str) -> bool:
    """Whether a text is one or more files or folders, by their whole paths."""
    paths = [] if "\n" in text.strip() else paths_of(text)
    return bool(paths) and all(path.is_absolute() and is_there(path) for path in paths)


def downloads() -> str:
    """Where browsers put things, as one types it."""
    return "~/Downloads/" if is_there(_home("~/Downloads")) else "~/"


def _dropped(text: str) -> Path:
    if text.startswith(URL):
        from urllib.parse import unquote, urlsplit

        text = unquote(urlsplit(text).path)
    return _home(text)


def _home(text: str) -> Path:
    """The path, with ``~`` as the home folder; as it is where nobody has that name."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - pathlib's raises


def is_there(path: Path) -> bool:
    """Also of a name that no system can have, as a pasted text is: False, where pathlib raises."""
    return os.path.exists(path)  # noqa: PTH110


def is_folder(path: Path) -> bool:
    """The same of a folder."""
    return os.path.isdir(path)  # noqa: PTH112


def _names(folder: Path, begin: str, endings: Sequence[str]) -> list[str]:
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for _number, entry in zip(range(LOOKED_AT), entries, strict=False):
                if entry.name.startswith(".") and not begin.startswith("."):
                    continue
                if entry.is_dir():
                    found.append(f"{entry.name}/")
                elif not endings or entry.name.casefold().endswith(tuple(endings)):
                    found.append(entry.name)
    except (OSError, ValueError):
        return []
    return sorted(found, key=str.casefold)
