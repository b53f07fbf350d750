"""The speaker's notes in a second terminal, which one small file tells the slide in sight."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from ssi_tui.chart import PALETTES, Row
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.i18n import _
from ssi_tui.settings import data_home
from ssi_tui.tui.decks.draw import Notes, draw_notes, titles
from ssi_tui.tui.live.draw import Parts
from ssi_tui.tui.live.screen import Surface
from ssi_tui.tui.shell.commands import pressed
from ssi_tui.tui.theme import depth_of, textual_theme
from ssi_tui.workshop.deck import DeckRefusedError, fault_lines, read_deck

FILE = "presenting.json"


class Place(NamedTuple):
    """Where the speaker is."""

    deck: str
    """The file."""
    slide: int
    """From 0."""
    began: datetime
    joined: int = 0
    guesses: int = 0


def place_file() -> Path:
    """Beside the profiles."""
    return Path(data_home(), FILE)


def tell(place: Place) -> None:
    """Say where the speaker is; where that can't be written, the slides go on without notes."""
    content = place._asdict() | {"began": place.began.isoformat()}
    file = place_file()
    with suppress(OSError, NotSavedError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, json.dumps(content).encode())


def hear() -> Place | None:
    """Where the speaker is; None while nobody presents."""
    try:
        content = json.loads(place_file().read_bytes())
        return Place(
            deck=str(content["deck"]),
            slide=int(content["slide"]),
            began=datetime.fromisoformat(content["began"]),
            joined=int(content["joined"]),
            guesses=int(content["guesses"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def end() -> None:
    """Nobody presents any more."""
    with suppress(OSError):
        place_file().unlink()


LOOK_SECONDS = 0.5
"""How often the file of the deck, and the phones, are looked at."""


class Looked(App[None]):
    """One surface in one of our looks."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen { overflow: hidden; } #stage { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True, system=True)
    ]

    def __init__(self, look: str) -> None:
        super().__init__()
        for name in PALETTES:
            self.register_theme(textual_theme(name, depth_of(self)))
        self.theme = look
        self.surface = Surface("stage", self.parts)

    def compose(self) -> ComposeResult:
        yield self.surface

    def parts(self, width: int, height: int) -> Parts:
        raise NotImplementedError


class NotesApp(Looked):
    """The speaker's own terminal; follows the one on the projector."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__("dark")
        self.path, self.now = path, now
        self.deck = read_deck(path)
        self.fault = ""

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """The deck may have been edited, and the slide may be another."""
        try:
            self.deck, self.fault = read_deck(self.path), ""
        except DeckRefusedError as error:
            self.fault = " · ".join(fault_lines(error.file, error.faults))
        self.surface.redraw()

    def parts(self, width: int, height: int) -> Parts:
        return Parts(self.rows(width, height), 0, 0)

    def rows(self, width: int, height: int) -> list[Row]:
        place = hear()
        if place is None or Path(place.deck) != self.path:
            said = _("Waiting for the slides: ssi present {deck}").format(deck=self.path.name)
            return [[], [("  " + said, "muted")]]
        at = min(place.slide, len(self.deck.slides) - 1)
        names, now = titles(self.deck.slides), self.now()
        notes = Notes(
            title=names[at],
            notes=self.fault or self.deck.slides[at].notes,
            number=at + 1,
            slides=len(names),
            following=names[at + 1] if at + 1 < len(names) else "",
            clock=f"{now:%H:%M}",
            spent=int((now - place.began).total_seconds() // 60),
            planned=self.deck.minutes,
            joined=place.joined,
            guesses=place.guesses,
        )
        return draw_notes(notes, width, height)

    async def on_key(self, event: Key) -> None:
        if pressed(event) in ("q", "escape"):
            self.exit()
