"""The speaker's notes in a second terminal, which one small file tells the slide in sight."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from ssi_tui.chart.palette import PALETTES
from ssi_tui.chart.text import Row, cell_len, fit, left, plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.i18n import _, ngettext
from ssi_tui.settings import data_home
from ssi_tui.tui.live.draw import Parts
from ssi_tui.tui.live.screen import Surface, believe_title
from ssi_tui.tui.shell.commands import pressed
from ssi_tui.tui.shell.rows import filled, paragraph
from ssi_tui.tui.theme import depth_of, textual_theme
from ssi_tui.workshop.deck import DeckRefusedError, fault_lines, read_deck

if TYPE_CHECKING:
    from ssi_tui.workshop.deck import DeckSlide

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
        return Parts(self.rows(width, height))

    def rows(self, width: int, height: int) -> list[Row]:
        """Clock and time spent, the notes in full, and what comes next."""
        place = hear()
        if place is None or Path(place.deck) != self.path:
            said = _("Waiting for the slides: ssi present {deck}").format(deck=self.path.name)
            return [[], [("  " + said, "muted")]]
        at = min(place.slide, len(self.deck.slides) - 1)
        names, now, planned = titles(self.deck.slides), self.now(), self.deck.minutes
        spent = int((now - place.began).total_seconds() // 60)
        form = _("{n} of {all} min") if planned else _("{n} min")
        over = planned is not None and spent > planned
        clock = f"{now:%H:%M}  {form.format(n=spent, all=planned)}"
        counter = _("{n} of {all}").format(n=at + 1, all=len(names))
        room = width - cell_len(clock) - 6
        rows: list[Row] = [
            [
                ("  " + left(fit(f"{counter}  {plain(names[at])}", room), room), "title"),
                ("  " + clock + "  ", "warn" if over else "strong"),
            ],
            [],
        ]
        notes = (self.fault or self.deck.slides[at].notes).splitlines()
        for line in notes or [_("No notes for this slide.")]:
            rows += paragraph(plain(line.strip()), width, "text")
        phones = ngettext("{n} phone", "{n} phones", place.joined).format(n=place.joined)
        guessed = ngettext("{n} guess", "{n} guesses", place.guesses).format(n=place.guesses)
        foot: Row = [("  " + f"{phones} · {guessed}", "muted")] if place.joined else []
        following = _("Next: {title}").format(title=plain("".join(names[at + 1 : at + 2])) or "–")
        rows = [*filled(rows, height - 3), foot]
        return [*rows, [("  " + fit(following, width - 4), "accent")], []]

    async def on_key(self, event: Key) -> None:
        if pressed(event) in ("q", "escape"):
            self.exit()


def titles(slides: Sequence[DeckSlide]) -> list[str]:
    """What each slide is called."""
    return [
        (slide.live.question if slide.live else "")
        or slide.title
        or (believe_title() if slide.live and slide.live.page else f"{number}")
        for number, slide in enumerate(slides, 1)
    ]
