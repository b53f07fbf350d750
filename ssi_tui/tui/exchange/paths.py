"""Paths as people type, complete and drop them into a terminal."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from textual.events import Key
from textual.widgets import Input

from ssi_tui.chart import Row
from ssi_tui.chart.text import fit, plain, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.shell.dialogs import STEPS, Answer, Rows, Sheet, passed_on
from ssi_tui.tui.shell.rows import paragraph

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
    """The path typed, or those that were dropped: quoted, with ``\\ ``, or ``file://``."""
    text = text.strip()
    text = text[text.find(URL) :] if URL in text else _BEFORE.sub("", text)
    whole = _home(text)
    if not text or _there(whole):
        return [whole] if text else []
    try:
        parts = shlex.split(text)
    except ValueError:
        return [whole]
    found = [_dropped(part) for part in parts]
    return found if found and all(_there(path) for path in found) else [whole]


def dropped(text: str) -> bool:
    """Whether a text is one or more files or folders, by their whole paths."""
    paths = [] if "\n" in text.strip() else paths_of(text)
    return bool(paths) and all(path.is_absolute() and _there(path) for path in paths)


def downloads() -> str:
    """Where browsers put things, as one types it."""
    return "~/Downloads/" if _there(_home("~/Downloads")) else "~/"


def _dropped(text: str) -> Path:
    if text.startswith(URL):
        from urllib.parse import unquote, urlsplit

        text = unquote(urlsplit(text).path)
    return _home(text)


def _home(text: str) -> Path:
    """The path, with ``~`` as the home folder; as it is where nobody has that name."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - pathlib's raises


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError, RuntimeError):
        return False


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


class Place(Sheet[Answer]):
    """Sub-classes say what Enter does with the path."""

    ENDINGS: Sequence[str] = ()
    """Of files that are offered."""
    KEYS = ""
    """What the keys do, a message id."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__(title, caption=_("File"), text=text)
        self.about = about
        self.remark = ""
        """Why the path can't be taken."""

    def on_mount(self) -> None:
        """Type at once."""
        self.entry.focus()
        self.begin()

    def begin(self) -> None:
        """What is done as soon as the page is there."""
        self.offer()

    def offer(self) -> None:
        """The names that fit, below what is wrong."""
        names = complete(self.entry.value, self.ENDINGS).names

        def rows(width: int) -> list[Row]:
            texts = wrap(self.remark, width - 6)
            bad: list[Row] = [
                [("  ✗ " if not number else "    ", "bad"), (text, "strong")]
                for number, text in enumerate(texts)
            ]
            about = paragraph(self.about, width, "muted")
            listed: list[Row] = [[("    " + fit(plain(name), width - 5), "text")] for name in names]
            return [*(bad or about), [], *listed]

        self.put(rows, _(self.KEYS))

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.remark = text
        self.offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key."""
        event.stop()
        self.remark = ""
        self.offer()

    def on_key(self, event: Key) -> None:
        """Each key that types nothing."""
        if not passed_on(self, event):
            self.press(event)

    def press(self, event: Key) -> None:
        """Tab completes, the arrows move the names, Escape leaves."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.entry.value = complete(self.entry.value, self.ENDINGS).text
            self.entry.cursor_position = len(self.entry.value)
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(Rows).move(STEPS[event.key])


FOLDERS = ("~/Downloads", "~/Desktop", "~")


LISTED = 5


_NAMES = re.compile(
    r".*linkedindataexport.*(\.zip)?|(aggregateanalytics|content).*\.xlsx|ssi-tui-.*\.(json|csv)"
)
"""LinkedIn's archive as a zip or a folder, its analytics sheet, our own exports."""


class Found(NamedTuple):
    """One file or folder."""

    path: str
    """As one types it, with ``~``."""
    day: date
    """On which it was written."""

    @property
    def name(self) -> str:
        """Without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.path.rpartition("/")[0]


def look_for(folders: Sequence[str] = FOLDERS) -> tuple[Found, ...]:
    """The newest such files; a folder that can't be read has none."""
    found: dict[Found, float] = {}
    for folder in folders:
        try:
            with os.scandir(Path(folder).expanduser()) as entries:
                for _number, entry in zip(range(LOOKED_AT), entries, strict=False):
                    if _NAMES.fullmatch(entry.name.casefold()):
                        written = entry.stat().st_mtime
                        day = date.fromtimestamp(written)
                        found[Found(f"{folder}/{entry.name}", day)] = written
        except (OSError, ValueError, RuntimeError):
            continue
    return tuple(sorted(found, key=lambda one: found[one], reverse=True)[:LISTED])
