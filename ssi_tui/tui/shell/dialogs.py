"""A page over the rooms: a title, perhaps a line to type in, rows to read, and its keys."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from ssi_tui.chart import Row
from ssi_tui.chart.text import wrap
from ssi_tui.i18n import _
from ssi_tui.tui.shell.forms import VISIBLE
from ssi_tui.tui.shell.rows import RowCanvas, paragraph, scrolled

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Answers once: a second key that would close it finds it gone."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def passed_on(page: Screen[Any], event: Key) -> bool:
    """Hand a key that was typed ahead to the page in sight, where this one has gone since."""
    if page.is_current:
        return False
    event.stop()
    page.app.screen.post_message(Key(event.key, event.character))
    return True


class ScrolledRows(RowCanvas):
    """As many rows as there are; where they have no room, the arrows move them."""

    def __init__(self) -> None:
        super().__init__(id="rows")
        self.make: Callable[[int], list[Row]] | None = None
        """The rows for a width."""
        self.top = 0

    def show(self, make: Callable[[int], list[Row]]) -> None:
        """Other rows, from the top."""
        self.make, self.top = make, 0
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Those in sight, and how many are below."""
        rows = self.make(width) if self.make else []
        self.top = max(0, min(self.top, len(rows) - height))
        return scrolled(rows, self.top, height)

    def move(self, by: int) -> None:
        """Further down or up."""
        self.top += by
        self.redraw()


STEPS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
"""Keys that move the rows."""


class PageDialog(Dialog[Answer]):
    """What the dialogs for files have in common."""

    DEFAULT_CSS = """
    PageDialog { padding: 1 0 0 0; background: $background; }
    PageDialog #title { height: 2; padding: 0 2; text-style: bold; }
    PageDialog #rows { height: 1fr; margin: 1 0; }
    PageDialog #how { height: 1; padding: 0 2; color: $muted; }
    PageDialog .fields { height: 1; padding: 0 0 0 2; }
    PageDialog .caption { width: auto; color: $muted; padding: 0 1 0 0; }
    PageDialog Input { width: 1fr; margin: 0 1 0 0; }
    PageDialog Input.-textual-compact { padding: 0 1; }
    """

    def __init__(self, title: str, *, caption: str = "", text: str = "") -> None:
        """``caption``: of the line to type in; without one there is no line."""
        super().__init__()
        self.heading, self.caption, self.text = title, caption, text

    def compose(self) -> ComposeResult:
        """Title, line, rows, keys."""
        yield Static(self.heading, id="title", markup=False)
        if self.caption:
            with Horizontal(classes="fields"):
                yield Static(self.caption, classes="caption", markup=False)
                entry = Input(self.text, compact=True, select_on_focus=False, highlighter=VISIBLE)
                entry.cursor_blink = False
                yield entry
        yield ScrolledRows()
        yield Static("", id="how", markup=False)

    @property
    def entry(self) -> Input:
        """The line to type in."""
        return self.query_one(Input)

    def put(self, make: Callable[[int], list[Row]], keys: str) -> None:
        """These rows, and what the keys do now."""
        self.query_one(ScrolledRows).show(make)
        self.query_one("#how", Static).update(keys)

    def retitle(self, title: str) -> None:
        """Another title."""
        self.query_one("#title", Static).update(title)


class Confirm(PageDialog[bool]):
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


class TextView(PageDialog[None]):
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
            self.query_one(ScrolledRows).move(STEPS[event.key])
        else:
            self.dismiss(None)
