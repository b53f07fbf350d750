"""One question before something large: Enter does it, Escape leaves it."""

from collections.abc import Sequence

from textual.events import Key

from ssi_tui.chart import Row
from ssi_tui.tui.dialogs.sheet import Sheet
from ssi_tui.tui.render import wrap


class Confirm(Sheet[bool]):
    """Answers True, or None."""

    def __init__(self, title: str, texts: Sequence[str], keys: str) -> None:
        super().__init__(title)
        self.texts, self.keys = texts, keys

    def on_mount(self) -> None:
        """The question."""

        def rows(width: int) -> list[Row]:
            return [
                [("  " + line, "text")] for text in self.texts for line in wrap(text, width - 4)
            ]

        self.put(rows, self.keys)

    def on_key(self, event: Key) -> None:
        """Enter or Escape."""
        event.stop()
        if event.key in ("enter", "escape"):
            self.dismiss(True if event.key == "enter" else None)
