"""Pages that ask for a path: one to read from, or one to write a file to."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.events import Key
from textual.widgets import Input

from ssi_tui.chart.text import Row, fit, plain
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.dialogs import STEPS, Answer, PageDialog, ScrolledRows
from ssi_tui.tui.shell.rows import paragraph, refusal
from ssi_tui.tui.shell.services import Services

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
    paths = [_dropped(part) for part in parts]
    return paths if paths and all(is_there(path) for path in paths) else [whole]


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
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for _number, entry in zip(range(LOOKED_AT), entries, strict=False):
                if entry.name.startswith(".") and not begin.startswith("."):
                    continue
                if entry.is_dir():
                    names.append(f"{entry.name}/")
                elif not endings or entry.name.casefold().endswith(tuple(endings)):
                    names.append(entry.name)
    except (OSError, ValueError):
        return []
    return sorted(names, key=str.casefold)


class AskPath(PageDialog[Answer]):
    """Sub-classes say what Enter does with the path."""

    KEYS = ""
    """What the keys do, a message id."""

    def __init__(self, title: str, about: str, text: str, endings: Sequence[str] = ()) -> None:
        """``endings``: of the files that are offered."""
        super().__init__(title, caption=_("File"), text=text)
        self.about, self.endings = about, endings
        self.remark = ""
        """Why the path can't be taken."""

    def on_mount(self) -> None:
        self.entry.focus()
        self.begin()

    def begin(self) -> None:
        """What is done as soon as the page is there."""
        self.offer()

    def offer(self) -> None:
        """The names that fit, below what is wrong."""
        names = complete(self.entry.value, self.endings).names

        def rows(width: int) -> list[Row]:
            head = refusal(self.remark, width) or paragraph(self.about, width, "muted")
            return [*head, [], *([("    " + fit(name, width - 5), "text")] for name in names)]

        self.put(rows, _(self.KEYS))

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.remark = text
        self.offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.remark = ""
        self.offer()

    def on_key(self, event: Key) -> None:
        self.press(event)

    def press(self, event: Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.entry.value = complete(self.entry.value, self.endings).text
            self.entry.cursor_position = len(self.entry.value)
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(ScrolledRows).move(STEPS[event.key])


class FileJob(NamedTuple):
    """One file to write."""

    endings: Sequence[str]
    """Of the names that it may have."""
    write: Callable[[Path], str]
    """Writes it, in a thread, and says so in a sentence: NotSavedError and other SsiErrors."""
    naming: str = N_("A name that ends in {ending}, please.")
    """What is asked for where the ending is none of these, a message id."""
    why_not: Callable[[SsiError], str] = told_error
    """Words an error other than NotSavedError."""


class WriteFile(AskPath[str]):
    """Answers what was written, in a sentence."""

    KEYS = N_("enter write · tab complete · esc leave")

    def __init__(self, title: str, about: str, text: str, job: FileJob) -> None:
        super().__init__(title, about, text, job.endings)
        self.job = job
        self._asked = ""
        """The file that Enter will replace."""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        paths = paths_of(event.value)
        if len(paths) != 1 or paths[0].suffix.casefold() not in self.endings or is_folder(paths[0]):
            self.refuse(_(self.job.naming).format(ending=self.endings[0]))
        elif is_there(paths[0]) and self._asked != event.value:
            self._asked = event.value
            self.refuse(_("There is such a file already: Enter again replaces it."))
        else:
            self.run_worker(self._write(paths[0].absolute()), exclusive=True)

    async def _write(self, path: Path) -> None:
        try:
            self.dismiss(await asyncio.to_thread(self.job.write, path))
        except NotSavedError as error:
            text = _("{file} can’t be written: {reason}")
            self.refuse(text.format(file=plain(path.name), reason=error.reason))
        except SsiError as error:
            self.refuse(self.job.why_not(error))


def ask_where(services: Services, page: WriteFile) -> None:
    """Open the page, and say above the keys what came of it."""
    services.open_page(page, lambda said: services.say(said) if said else None)
