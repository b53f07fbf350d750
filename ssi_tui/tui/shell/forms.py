"""What opens under the heading to type into: one line for a number or a note, and the score."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from ssi_tui.chart.text import Row, cell_len, fit, plain
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, ngettext
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import Write
from ssi_tui.tui.shell.rows import RowCanvas
from ssi_tui.tui.shell.services import Services


class _Visible(Highlighter):
    def highlight(self, text: Text) -> None:
        """Character for character, so that the cursor stays where it is."""
        text.plain = plain(text.plain)


VISIBLE = _Visible()
"""For every `Input`: Textual shows a pasted escape as it came."""
BETWEEN_LINES = " · "
"""Stands where lines ended that were pasted into a single one."""
PATIENCE = 0.5
"""Seconds after which a form that was sent and did not close takes keys again."""


Values = Mapping[str, str]
"""What was typed, by name of field."""


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


def too_long(text: str, most: int) -> Answer | None:
    """What is wrong with it, where it has more than so many characters."""
    over = len(text) - most
    if over <= 0:
        return None
    said = ngettext("{count} character too many", "{count} characters too many", over)
    return Answer(said.format(count=over), good=False, ready=False)


class RemarkLine(RowCanvas):
    """One line under the fields."""

    answer = Answer("")

    def rows(self, width: int, height: int) -> list[Row]:
        style = "muted" if self.answer.good else "bad"
        mark = "  " if self.answer.good else "  ✗ "
        return [[(mark + fit(plain(self.answer.remark), width - len(mark)), style)]]


def press_again(widget: Widget, event: Key) -> None:
    """Hand a key on as the app does: what anybody else sends comes round twice, or not to it."""
    widget._forward_event(Key(event.key, event.character).set_sender(widget.app))


class Entry(Input):
    """A line that keeps to the order in which keys were pressed, however quick they were."""

    EDITS: ClassVar = {
        "backspace": "delete_left",
        "delete": "delete_right",
        "left": "cursor_left",
        "right": "cursor_right",
        "home": "home",
        "end": "end",
        "ctrl+u": "delete_left_all",
        "ctrl+w": "delete_left_word",
    }
    """Done at once: as bindings they would come after letters that were pressed behind them."""
    seen: Key | None = None
    """The key that was here last."""

    def _on_paste(self, event: Paste) -> None:
        """All lines of it, side by side: Textual would keep the first alone."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.replace(BETWEEN_LINES.join(lines), *self.selection)

    def on_key(self, event: Key) -> None:
        """After Enter and Escape the form says what becomes of the keys behind them."""
        form = next(one for one in self.ancestors if isinstance(one, Form))
        focused = self.screen.focused
        self.seen = event
        if form.ending:
            form.behind.append(event)
        elif isinstance(focused, Entry) and focused is not self:  # Tab was pressed since
            press_again(focused, event)
        elif event.key == "enter":
            form.submit()
        elif event.key == "escape":
            form.leave()
        elif event.key in ("tab", "down"):
            self.screen.focus_next(Entry)
        elif event.key in ("shift+tab", "up"):
            self.screen.focus_previous(Entry)
        elif event.key in self.EDITS:
            getattr(self, f"action_{self.EDITS[event.key]}")()
        else:
            return
        event.stop()
        event.prevent_default()


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
    Form RemarkLine { height: 1; }
    Form.-narrow .fields { layout: vertical; height: auto; }
    Form.-narrow .caption { width: 16; }
    """

    ENTRY: ClassVar[type[Entry]] = Entry
    """What is typed into."""
    sends = N_("save")
    """What Enter does, for the key row; a message id."""

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
        look: Callable[[Values], Answer],
        write: Callable[[Values], Write | None] = lambda _values: None,
        typed: Values | None = None,
    ) -> None:
        """``look``: what to say of the text; a BadValueError that it raises is said in its words.

        ``write``: what becomes of it in the journal; None: all is done.  ``typed``: text that
        stands in fields as if it had been typed.
        """
        super().__init__()
        self.fields, self.look, self.write = fields, look, write
        self.typed = typed or {}
        self.behind: list[Key] = []
        """Keys that wait: for the first focus, or for what becomes of Enter and Escape."""
        self.ending = True
        """Whether they wait."""

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
                        highlighter=VISIBLE,
                    )
                    entry.cursor_blink = False  # a blinking cursor writes all day long
                    if field.width:
                        entry.styles.width = field.width
                    yield entry
        yield RemarkLine()

    def on_resize(self, event: Resize) -> None:
        """One under the other where they have no room side by side."""
        needed = sum(cell_len(one.caption) + (one.width or 20) + 2 for one in self.fields)
        self.set_class(event.size.width < needed + 2, "-narrow")

    def on_mount(self) -> None:
        entries = list(self.query(Input))
        left = [entry for entry in entries if not entry.value] if self.typed else entries
        self.judge()
        self.screen.call_later(self.begin, (left or entries)[0])  # behind what was typed ahead

    def begin(self, entry: Input) -> None:
        """Type into this one, what was typed ahead first."""
        if self.is_attached:
            self.screen.set_focus(entry)
            self.go_on()

    def end(self) -> None:
        """Keep keys back until it is known whether the form closes; not for ever."""
        self.ending = True
        self.set_timer(PATIENCE, self.go_on)

    def go_on(self) -> None:
        """The form stays open: it takes the keys that waited."""
        self.ending, waiting, self.behind = False, self.behind, []
        target = self.screen.focused
        for event in waiting:
            if target is not None:
                press_again(target, event)

    def on_unmount(self) -> None:
        """What was typed after the end is for the room."""
        for event in self.behind:
            press_again(self.app.screen, event)

    @property
    def values(self) -> dict[str, str]:
        return {field.name: self._entry(field.name).value for field in self.fields}

    @property
    def touched(self) -> bool:
        """Whether something stands there that was not there at first, or is about to."""
        if not self.query(Input):  # it is only just opening
            return bool(self.behind)
        before = {field.name: field.value for field in self.fields}
        return bool(self.behind) or self.values != before

    def judge(self) -> None:
        """Look at the text so far and say what comes of it."""
        self.tell(self._answer())

    def _answer(self) -> Answer:
        try:
            return self.look(self.values)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)

    def tell(self, answer: Answer) -> None:
        remark = self.query_one(RemarkLine)
        remark.answer = answer
        remark.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()
        self.judge()

    def changed(self) -> None:
        """Something was typed; a form may put it elsewhere."""

    def submit(self) -> None:
        answer = self._answer()
        if answer.ready:
            self.end()
            self.post_message(self.Sent(self, self.values))
        else:
            self.tell(answer._replace(good=False))

    def leave(self) -> None:
        self.end()
        self.post_message(self.Left(self))

    def _entry(self, name: str) -> Input:
        return self.query_one(f"#field-{name}", Input)


class FormPlace(Vertical):
    """Where a room opens a form, one at a time; Escape closes it, Enter does what it is for."""

    def __init__(
        self,
        services: Services,
        *,
        sent: Callable[[Form, Values], Awaitable[None]] | None = None,
        moved: Callable[[bool], None] | None = None,
    ) -> None:
        """``sent``: instead of `keep`; ``moved``: whether one is open now."""
        super().__init__(id="form")
        self.services = services
        self._sent, self._moved = sent or self.keep, moved

    @property
    def open(self) -> Sequence[Form]:
        return [child for child in self.children if isinstance(child, Form)]

    def show(self, form: Form) -> None:
        """Open it, unless one is open."""
        if not self.open:
            self.mount(form)
            self.services.say("")
            self.call_after_refresh(self.services.refresh_frame)
        if self._moved:
            self._moved(True)

    async def close(self, form: Form) -> None:
        await form.remove()
        self.services.refresh_frame()
        if self._moved:
            self._moved(False)

    async def keep(self, form: Form, values: Values) -> None:
        """Write what it makes of the values."""
        write = form.write(values)
        if write is not None:
            self.services.write(write)
        await self.close(form)

    async def on_form_left(self, event: Form.Left) -> None:
        event.stop()
        await self.close(event.form)

    async def on_form_sent(self, event: Form.Sent) -> None:
        event.stop()
        await self._sent(event.form, event.values)
