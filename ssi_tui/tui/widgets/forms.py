"""What opens under the heading to type into: one line for a number or a note, and the score."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key, Resize
from textual.message import Message
from textual.widgets import Input, Static

from ssi_tui.chart import Row
from ssi_tui.tui.render import fit
from ssi_tui.tui.widgets.canvas import Canvas
from ssi_tui.tui.writes import Write


class Field(NamedTuple):
    """One thing to type."""

    name: str
    caption: str
    value: str = ""
    width: int | None = None
    """Cells; None takes what is left."""
    replace: bool = False
    """Whether typing replaces what stands there, instead of going on after it."""


class Answer(NamedTuple):
    """What a form thinks of the text so far."""

    remark: str
    good: bool = True
    """False: something typed is wrong."""
    ready: bool = True
    """Whether Enter may save."""


class Remark(Canvas):
    """One line under the fields."""

    answer = Answer("")

    def rows(self, width: int, height: int) -> list[Row]:
        """One row."""
        style = "muted" if self.answer.good else "bad"
        mark = "  " if self.answer.good else "  ✗ "
        return [[(mark + fit(self.answer.remark, width - len(mark)), style)]]


class Form(Vertical):
    """Fields in a line; Enter asks to save, Escape leaves, and what is typed is looked at at once.

    Nothing is cleared by a refusal: the form stays open with what was typed until it is closed.
    """

    DEFAULT_CSS = """
    Form { height: auto; padding: 0 0 1 0; }
    Form .fields { height: 1; padding: 0 0 0 2; }
    Form .field { height: 1; width: auto; }
    Form .field.-wide { width: 1fr; }
    Form .caption { width: auto; color: $muted; padding: 0 1 0 0; }
    Form Input { width: 1fr; margin: 0 1 0 0; }
    Form Input.-textual-compact { padding: 0; }
    Form Input:focus { background-tint: $foreground 8%; }
    Form Remark { height: 1; }
    Form.-narrow .fields { layout: vertical; height: auto; }
    Form.-narrow .caption { width: 16; }
    """

    ENTRY: ClassVar[type[Input]] = Input
    """What is typed into."""

    class Sent(Message):
        """Enter: the values, by name of field."""

        def __init__(self, form: "Form", values: dict[str, str]) -> None:
            super().__init__()
            self.form, self.values = form, values

    class Left(Message):
        """Escape."""

        def __init__(self, form: "Form") -> None:
            super().__init__()
            self.form = form

    def __init__(
        self,
        fields: Sequence[Field],
        look: Callable[[Mapping[str, str]], Answer],
        write: Callable[[Mapping[str, str]], Write],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """``typed``: text that stands in fields as if it had been typed."""
        super().__init__()
        self.fields, self.look, self.write = fields, look, write
        self.typed = typed or {}

    def compose(self) -> ComposeResult:
        """The fields with their captions, and the remark under them."""
        with Horizontal(classes="fields"):
            for field in self.fields:
                with Horizontal(classes="field" if field.width else "field -wide"):
                    yield Static(field.caption, classes="caption", markup=False)
                    entry = self.ENTRY(
                        self.typed.get(field.name, field.value),
                        id=f"field-{field.name}",
                        compact=True,
                        select_on_focus=field.replace,
                    )
                    entry.cursor_blink = False  # a blinking cursor writes all day long
                    if field.width:
                        entry.styles.width = field.width
                    yield entry
        yield Remark()

    def on_resize(self, event: Resize) -> None:
        """One under the other where they have no room side by side."""
        needed = sum(cell_len(one.caption) + (one.width or 20) + 2 for one in self.fields)
        self.set_class(event.size.width < needed + 2, "-narrow")

    def on_mount(self) -> None:
        """Type at once, where something is left to type."""
        entries = list(self.query(Input))
        left = [entry for entry in entries if not entry.value] if self.typed else entries
        (left or entries)[0].focus()
        self.judge()

    @property
    def values(self) -> dict[str, str]:
        """The text of each field."""
        return {field.name: self._entry(field.name).value for field in self.fields}

    @property
    def touched(self) -> bool:
        """Whether something stands there that was not there at first."""
        return self.values != {field.name: field.value for field in self.fields}

    def judge(self) -> None:
        """Look at the text so far and say what comes of it."""
        self.tell(self.look(self.values))

    def tell(self, answer: Answer) -> None:
        """Show a remark."""
        remark = self.query_one(Remark)
        remark.answer = answer
        remark.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key."""
        event.stop()
        self.judge()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        answer = self.look(self.values)
        if answer.ready:
            self.post_message(self.Sent(self, self.values))
        else:
            self.tell(answer._replace(good=False))

    def on_key(self, event: Key) -> None:
        """Escape leaves; up and down walk through the fields like tab."""
        if event.key == "escape":
            event.stop()
            self.post_message(self.Left(self))
        elif event.key in ("down", "up"):
            event.stop()
            event.prevent_default()
            if event.key == "down":
                self.screen.focus_next(Input)
            else:
                self.screen.focus_previous(Input)

    def _entry(self, name: str) -> Input:
        return self.query_one(f"#field-{name}", Input)
