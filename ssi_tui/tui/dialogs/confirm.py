"""One question before something large: Enter does it, Escape leaves it."""

from collections.abc import Sequence

from textual.events import Key

from ssi_tui.chart import Row
from ssi_tui.tui.dialogs.dialog import passed_on
from ssi_tui.tui.dialogs.sheet import Sheet
from ssi_tui.tui.render import paragraph


class Confirm(Sheet[bool]):
    """Answers True, or None."""

    def __init__(self, title: str, texts: Sequence[str], keys: str) -> None:
        super().__init__(title)
        self.texts, self.keys = texts, keys

    def on_mount(self) -> None:
        """The question."""

        def rows(width: int) -> list[Row]:
            return [row for text in self.texts for row in paragraph(text, width, "text")]

        self.put(rows, self.keys)

    def on_key(self, event: Key) -> None:
        """Enter or Escape."""
        if passed_on(self, event):
            return
        event.stop()
        if event.key in ("enter", "escape"):
            self.dismiss(True if event.key == "enter" else None)
