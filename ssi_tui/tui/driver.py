"""The terminal as the app reads it: it survives any byte, and says when the terminal is gone."""

from __future__ import annotations

import os
import re
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, Any, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

CHUNK = 4096
"""Bytes read at once."""
LOOK = 0.1
"""Seconds between two looks whether the app is left."""
_OLD_MOUSE = re.compile(rb"\x1b\[M[\s\S]{3}")
"""A click as terminals without SGR report it: button, column and row as bytes, 32 added.

From column 96 on they are no UTF-8.  Textual asks for SGR and understands nothing else.
"""
_BEGUN = re.compile(rb"\x1b\[M[\s\S]{0,2}\Z")
"""Such a click, of which not all has come yet."""


class Keyboard:
    """Bytes in, text out; what is no UTF-8 becomes the sign for it, and is seen."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._kept = b""

    def text(self, data: bytes) -> str:
        """All that has come so far, without old-style clicks."""
        data = _OLD_MOUSE.sub(b"", self._kept + data)
        begun = _BEGUN.search(data)
        self._kept = begun.group() if begun else b""
        return self._decode(data[: begun.start()] if begun else data)


class Paper:
    """What the app writes on; where nobody can read it any more, writing changes nothing."""

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file, self._lost = file, lost

    def write(self, text: str) -> int:
        """Write it; a terminal that is gone is said once more."""
        try:
            return self._file.write(text)
        except OSError:
            self._lost()
            return len(text)

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            self._lost()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        """It was one at least."""
        return True


class SteadyDriver(LinuxDriver):
    """Textual's own, but for what it does with odd bytes and with a terminal that is gone."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._gone = False
        paper = Paper(cast("IO[str]", self._file), self._lose)
        self._file = cast("Any", paper)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the app is left, or the terminal is gone."""
        parser, keyboard = XTermParser(self._debug), Keyboard()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set() and not self._gone:
                for _key, _mask in selector.select(LOOK):
                    data = self._read()
                    if not data:
                        self._lose()
                        return
                    for event in parser.feed(keyboard.text(data)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, CHUNK)
        except OSError:  # the other end was closed
            return b""

    def _lose(self) -> None:
        """As the system says it where it can: not behind nohup, nor to a session of its own."""
        if not self._gone:
            self._gone = True
            os.kill(os.getpid(), signal.SIGHUP)
