"""A line for a path: tab completes it, and the names that fit stand below."""

from collections.abc import Sequence

from textual.events import Key
from textual.widgets import Input

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.dialogs.dialog import passed_on
from ssi_tui.tui.dialogs.sheet import STEPS, Answer, Rows, Sheet
from ssi_tui.tui.files.paths import complete
from ssi_tui.tui.render import fit, paragraph, plain, wrap


class Place(Sheet[Answer]):
    """Sub-classes say what Enter does with the path."""

    ENDINGS: Sequence[str] = ()
    """Of files that are offered."""
    KEYS = ""
    """What the keys do, a message id."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__(title, caption=_("File"), text=text)
        self.about = about
        self.remark = ""
        """Why the path can't be taken."""

    def on_mount(self) -> None:
        """Type at once."""
        self.entry.focus()
        self.begin()

    def begin(self) -> None:
        """What is done as soon as the page is there."""
        self.offer()

    def offer(self) -> None:
        """The names that fit, below what is wrong."""
        names = complete(self.entry.value, self.ENDINGS).names

        def rows(width: int) -> list[Row]:
            texts = wrap(self.remark, width - 6)
            bad: list[Row] = [
                [("  ✗ " if not number else "    ", "bad"), (text, "strong")]
                for number, text in enumerate(texts)
            ]
            about = paragraph(self.about, width, "muted")
            listed: list[Row] = [[("    " + fit(plain(name), width - 5), "text")] for name in names]
            return [*(bad or about), [], *listed]

        self.put(rows, _(self.KEYS))

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.remark = text
        self.offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key."""
        event.stop()
        self.remark = ""
        self.offer()

    def on_key(self, event: Key) -> None:
        """Each key that types nothing."""
        if not passed_on(self, event):
            self.press(event)

    def press(self, event: Key) -> None:
        """Tab completes, the arrows move the names, Escape leaves."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.entry.value = complete(self.entry.value, self.ENDINGS).text
            self.entry.cursor_position = len(self.entry.value)
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(Rows).move(STEPS[event.key])
