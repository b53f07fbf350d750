"""The keys of a screen and what it is for, on top of it; any key closes."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Click, Key
from textual.screen import ModalScreen

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.render import fit, left, right, row_width, wrap
from ssi_tui.tui.widgets.canvas import Canvas

Line = tuple[str, str]
"""Keys, and what they do."""


class HelpSheet(Canvas):
    """Heading, two sentences, the keys in as many columns as fit."""

    def __init__(self, title: str, about: str, lines: Sequence[Line], tail: str) -> None:
        super().__init__(id="help")
        self.heading, self.about, self.lines, self.tail = title, about, lines, tail

    def rows(self, width: int, height: int) -> list[Row]:
        """The whole sheet; where it is too small, the keys stay."""
        close = _("any key closes")
        top: Row = [("  " + self.heading, "strong")]
        gap = width - row_width(top) - cell_len(close) - 2
        rows: list[Row] = [[*top, (" " * gap, "text"), (close, "muted")], []]
        about = [[("  " + line, "text")] for line in wrap(self.about, width - 4)]
        tail = [[("  " + line, "muted")] for line in wrap(self.tail, width - 4)]
        table = self._table(width - 2, height - len(rows) - len(about) - 1, height - len(rows))
        if len(rows) + len(about) + 1 + len(table) <= height:
            rows += [*about, []]
        rows += table
        if len(rows) + 1 + len(tail) <= height:
            rows += [[], *tail]
        return rows

    def _table(self, width: int, room: int, most: int) -> list[Row]:
        """In two columns where one is too long; texts are cut only where lines would be lost."""
        keys = max(cell_len(key) for key, _text in self.lines)
        texts = max(cell_len(text) for _key, text in self.lines)
        deep = len(self.lines)
        if deep > room and (2 * (keys + texts + 4) <= width or deep > most):
            deep = -(-deep // 2)
            texts = min(texts, width // 2 - keys - 4)
        rows: list[Row] = []
        for y in range(deep):
            row: Row = []
            for key, text in self.lines[y::deep]:
                row += [("  " + right(key, keys), "key"), ("  " + left(text, texts), "text")]
            rows.append(row)
        return rows


class Help(ModalScreen[None]):
    """Over the screen that it explains."""

    DEFAULT_CSS = "Help { padding: 1 0 0 0; background: $background; }"

    def __init__(self, title: str, about: str, lines: Sequence[Line], tail: str = "") -> None:
        super().__init__()
        self.sheet = HelpSheet(title, fit(about, 400), lines, tail)

    def compose(self) -> ComposeResult:
        """The sheet and nothing else."""
        yield self.sheet

    def on_key(self, event: Key) -> None:
        """Any key."""
        event.stop()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """Or a click."""
        event.stop()
        self.dismiss()
