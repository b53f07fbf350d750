"""The speaker's notes in a second terminal: clock, time spent, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual.events import Key

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.decks import follow
from ssi_tui.tui.decks.draw import Notes, draw_notes, titles
from ssi_tui.tui.decks.looked import LOOK_SECONDS, Looked
from ssi_tui.tui.live.draw import Parts
from ssi_tui.tui.shell.commands import pressed
from ssi_tui.workshop.deck import DeckRefusedError, fault_lines, read_deck


class NotesApp(Looked):
    """The speaker's own terminal; follows the one on the projector."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__("dark")
        self.path, self.now = path, now
        self.deck = read_deck(path)
        self.fault = ""

    def on_mount(self) -> None:
        """Look twice a second."""
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """The deck may have been edited, and the slide may be another."""
        try:
            self.deck, self.fault = read_deck(self.path), ""
        except DeckRefusedError as error:
            self.fault = " · ".join(fault_lines(error.file, error.faults))
        self.surface.redraw()

    def parts(self, width: int, height: int) -> Parts:
        """The notes of the slide in sight."""
        return Parts(self.rows(width, height), 0, 0)

    def rows(self, width: int, height: int) -> list[Row]:
        """The same as rows alone."""
        place = follow.hear()
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
        """Any of the keys that end things."""
        if pressed(event) in ("q", "escape"):
            self.exit()
