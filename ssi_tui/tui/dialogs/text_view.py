"""A picture in plain sentences, a line each: for screen readers, and to be read in any order."""

from collections.abc import Sequence

from textual.events import Key

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.dialogs.sheet import STEPS, Rows, Sheet
from ssi_tui.tui.render import wrap


class TextView(Sheet[None]):
    """The arrows move it, any other key closes it."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self.lines = lines

    def on_mount(self) -> None:
        """The lines, wrapped."""

        def rows(width: int) -> list[Row]:
            return [
                [("  " + part, "text")]
                for line in self.lines
                for part in (wrap(line, width - 4) or [""])
            ]

        self.put(rows, _("↑↓ move · any other key closes"))

    def on_key(self, event: Key) -> None:
        """Move or close."""
        event.stop()
        if event.key in STEPS:
            self.query_one(Rows).move(STEPS[event.key])
        else:
            self.dismiss(None)
