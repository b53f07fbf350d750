"""A page over the rooms: a title, a line to type in, rows to read or to pick from, or the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click, Event, Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from ssi_tui.chart.text import Row, cell_len, fit, left, right, row_width
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.shell.commands import key_help, key_name
from ssi_tui.tui.shell.forms import VISIBLE
from ssi_tui.tui.shell.rows import RowCanvas, first_shown, paragraph, pointed, scrolled

if TYPE_CHECKING:
    from ssi_tui.tui.shell.main import Main

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Answers once: a second key that would close it finds it gone."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    async def on_event(self, event: Event) -> None:
        """A key that was typed ahead and comes when this one has gone is another's."""
        if not (isinstance(event, Key) and passed_on(self, event)):
            await super().on_event(event)


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
        rows = self.make(width) if self.make else []
        self.top = max(0, min(self.top, len(rows) - height))
        return scrolled(rows, self.top, height)

    def move(self, by: int) -> None:
        self.top += by
        self.redraw()


def keys_text(said: str) -> Content:
    """What the keys do, each key as in the rooms' last row."""
    names = {key_name(key).casefold() for key in _KEYS}
    parts: list[tuple[str, str] | str] = []
    for part in said.split(_BETWEEN):
        key, blank, word = part.partition(" ")
        parts += [_BETWEEN] if parts else []
        known = key.casefold() in names or not key.isalpha()
        parts += [(key, "bold $accent") if known else key, blank + word]
    return Content.assemble(*parts)


_BETWEEN = " · "
_KEYS = ("enter", "escape", "tab", "space")
"""Named in the last row of a page."""
STEPS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
"""Keys that move the rows."""


class PageDialog(Dialog[Answer]):
    """A heading, perhaps a line to type in, rows in the rest, and the keys below."""

    DEFAULT_CSS = """
    PageDialog { padding: 1 0 0 0; background: $background; }
    PageDialog #title { height: 2; padding: 0 2; text-style: bold; }
    PageDialog RowCanvas { height: 1fr; margin: 1 0; }
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
        self.keys = ""
        """What is said of them until `put` says more."""

    def compose(self) -> ComposeResult:
        yield Static(self.heading, id="title", markup=False)
        if self.caption:
            with Horizontal(classes="fields"):
                yield Static(self.caption, classes="caption", markup=False)
                entry = Input(self.text, compact=True, select_on_focus=False, highlighter=VISIBLE)
                entry.cursor_blink = False
                yield entry
        yield self.body()
        yield Static(keys_text(self.keys), id="how", markup=False)

    def body(self) -> RowCanvas:
        """The rows between the line and the keys."""
        return ScrolledRows()

    @property
    def entry(self) -> Input:
        return self.query_one(Input)

    def put(self, make: Callable[[int], list[Row]], keys: str) -> None:
        """These rows, and what the keys do now."""
        self.query_one(ScrolledRows).show(make)
        self.query_one("#how", Static).update(keys_text(keys))

    def put_texts(self, texts: Sequence[str], keys: str) -> None:
        """Each text in rows of its own; an empty one is an empty row."""
        self.put(
            lambda width: [row for one in texts for row in paragraph(one, width, "text") or [[]]],
            keys,
        )

    def retitle(self, title: str) -> None:
        self.query_one("#title", Static).update(title)


class Confirm(PageDialog[bool]):
    """Answers True, or None."""

    def __init__(self, title: str, texts: Sequence[str], keys: str) -> None:
        super().__init__(title)
        self.texts, self.keys = texts, keys

    def on_mount(self) -> None:
        self.put_texts(self.texts, self.keys)

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in ("enter", "escape"):
            self.dismiss(True if event.key == "enter" else None)


class TextView(PageDialog[None]):
    """The arrows move it, any other key closes it."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self.lines = lines

    def on_mount(self) -> None:
        self.put_texts(self.lines, _("↑↓ move · any other key closes"))

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in STEPS:
            self.query_one(ScrolledRows).move(STEPS[event.key])
        else:
            self.dismiss(None)


class Poster(Dialog[None]):
    """One drawing over what is in sight; any key or a click closes it."""

    DEFAULT_CSS = "Poster { background: $background; }"

    def __init__(self, drawing: RowCanvas) -> None:
        super().__init__()
        self.drawing = drawing

    def compose(self) -> ComposeResult:
        yield self.drawing

    def on_key(self, event: Key) -> None:
        event.stop()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.dismiss()


class Choice(NamedTuple):
    """One line of the list."""

    value: str
    name: str
    hint: str = ""
    aside: str = ""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether each word typed is part of it."""
        text = f"{self.name} {self.hint} {self.aside} {self.value}".casefold()
        return all(word in text for word in words)

    def distance(self, typed: str) -> int:
        """0 where the name begins with it, then its words, then inside, then the hint alone."""
        name = self.name.casefold()
        tests = (name.startswith(typed), f" {typed}" in name, typed in name)
        return tests.index(True) if True in tests else len(tests)


class ChoiceList(RowCanvas):
    """The choices that fit, best first, around the one that Enter takes."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(id="choices")
        self.all = self.fitting = tuple(choices)
        self.at = 0

    def search(self, text: str) -> None:
        """Keep what has all the words typed; names that begin with them first."""
        typed = text.casefold().strip()
        words = typed.split()
        fitting = [choice for choice in self.all if choice.fits(words)]
        fitting.sort(key=lambda choice: choice.distance(typed))
        self.fitting, self.at = tuple(fitting), 0
        self.redraw()

    def move(self, by: int) -> None:
        self.at = max(0, min(len(self.fitting) - 1, self.at + by))
        self.redraw()

    @property
    def listed(self) -> int:
        """Rows for choices; below them stands what has no room beside the chosen one."""
        return max(1, self.size.height - 2)

    @property
    def first(self) -> int:
        return first_shown(self.at, len(self.fitting), self.listed)

    @property
    def below(self) -> int:
        """How many have no room; the last row says so."""
        height, rest = self.listed, len(self.fitting) - self.first
        return rest - height + 1 if rest > height > 2 else 0

    def rows(self, width: int, height: int) -> list[Row]:
        if not self.fitting:
            return [[("  " + _("Nothing has these letters."), "muted")]]
        asides = max(cell_len(choice.aside) for choice in self.all) + 1
        room = width // 2 if any(choice.hint for choice in self.all) else width - asides - 5
        names = min(max(cell_len(choice.name) for choice in self.all) + 2, room)
        hints = width - names - asides - 5
        rows: list[Row] = []
        for number, choice in enumerate(self.fitting[self.first :], self.first):
            on = number == self.at
            row = pointed(left(choice.name, names), on=on)
            if hints > 12:
                row += [(left(choice.hint, hints), "muted"), (" " + choice.aside, "muted")]
            else:
                row.append((fit(choice.aside or choice.hint, width - names - 4), "muted"))
            rows.append(row)
        if self.below:
            text = ngettext("↓ {n} more line", "↓ {n} more lines", self.below)
            rows[self.listed - 1 :] = [[("    " + text.format(n=self.below), "accent")]]
        chosen = self.fitting[self.at]
        about = chosen.hint if 12 < hints < cell_len(chosen.hint) else ""
        rows = rows[: self.listed]
        rows += [[] for _blank in range(self.listed - len(rows))]
        return [*rows, [("    " + fit(about, width - 6), "muted")]][:height]


class Picker(PageDialog[str | None]):
    """Type to search, arrows to choose, Enter to take, Escape to leave."""

    DEFAULT_CSS = "Picker ChoiceList { margin: 1 0 0 0; }"

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, caption="›")
        self.choices, self.keys = choices, _("↑↓ choose · enter take · esc leave")

    def body(self) -> RowCanvas:
        return ChoiceList(self.choices)

    def on_mount(self) -> None:
        count = Static(str(len(self.choices)), id="count", classes="caption")
        self.query_one(".fields").mount(count)

    def on_input_changed(self, event: Input.Changed) -> None:
        choices = self.query_one(ChoiceList)
        choices.search(event.value)
        fitting, count = len(choices.fitting), len(choices.all)
        said = f"{fitting} / {count}" if fitting < count else str(count)
        self.query_one("#count", Static).update(said)

    def on_input_submitted(self) -> None:
        choices = self.query_one(ChoiceList)
        if choices.fitting:
            self.dismiss(choices.fitting[choices.at].value)

    def on_key(self, event: Key) -> None:
        """What does not belong into the text, and text that was typed ahead of it."""
        entry = self.query_one(Input)
        if not entry.has_focus and event.is_printable and event.character:
            entry.insert_text_at_cursor(event.character)
        elif not entry.has_focus and event.key == "enter":
            self.call_after_refresh(self.on_input_submitted)
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(ChoiceList).move(STEPS[event.key])

    def on_click(self, event: Click) -> None:
        choices = self.query_one(ChoiceList)
        if event.widget is choices:
            number = choices.first + event.y
            shown = event.y < choices.listed and number < len(choices.fitting) - choices.below
            if shown:
                self.dismiss(choices.fitting[number].value)


Line = tuple[str, str]
"""Keys, and what they do."""


class HelpSheet(RowCanvas):
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
        about = paragraph(self.about, width, "text")
        tail = paragraph(self.tail, width, "muted")
        table = self._table(width - 2, height - len(rows) - len(about) - 1, height - len(rows))
        if len(rows) + len(about) + 1 + len(table) <= height:
            rows += [*about, []]
        rows += table
        if len(rows) + 1 + len(tail) <= height:
            rows += [[], *tail]
        return rows

    def _table(self, width: int, room: int, rows_max: int) -> list[Row]:
        """In two columns where one is too long; texts are cut only where lines would be lost."""
        columns = [self.lines]
        half = -(-len(self.lines) // 2)
        two = [self.lines[:half], self.lines[half:]]
        full = sum(_widest(part, 0) + _widest(part, 1) + 4 for part in two)
        if len(self.lines) > room and (full <= width or len(self.lines) > rows_max):
            columns = two
        keys = [_widest(part, 0) for part in columns]
        texts = [_widest(part, 1) for part in columns]
        spare = width - sum(keys) - sum(texts) - 4 * len(columns)
        if len(columns) == 2 and spare < 0:  # what the shorter column spares, the other one takes
            narrow = sum(texts) + spare
            first = min(texts[0], max(narrow // 2, narrow - texts[1]))
            texts = [first, narrow - first]
        elif spare < 0:
            texts = [texts[0] + spare]
        rows: list[Row] = []
        for y in range(len(columns[0])):
            row: Row = []
            for part, for_key, for_text in zip(columns, keys, texts, strict=True):
                if y < len(part):
                    row.append(("  " + right(part[y][0], for_key), "key"))
                    row.append(("  " + left(part[y][1], for_text), "text"))
            rows.append(row)
        return rows


def _widest(lines: Sequence[Line], place: int) -> int:
    return max((cell_len(line[place]) for line in lines), default=0)


class Help(Poster):
    """Over the screen that it explains."""

    DEFAULT_CSS = "Help { padding: 1 0 0 0; }"

    def __init__(self, title: str, about: str, lines: Sequence[Line], tail: str = "") -> None:
        super().__init__(HelpSheet(title, fit(about, 400), lines, tail))


def help_sheet(main: Main) -> Help:
    """The keys of the room, then those that work everywhere."""
    room = main.room
    lines = room.help_lines() + key_help(one for one in main.commands if one.keys)
    digits = [tab.digit for tab in main.tabs.tabs]
    lines.append((f"{digits[0]}–{digits[-1]}", _("the other screens")))
    return Help(_(room.TAB.title), _(room.ABOUT), lines, room.shell_line())


def all_commands(main: Main) -> Picker:
    """Answers the name of a command, or ``open`` and the id of a room."""
    offered = [one for one in (*main.room.COMMANDS, *main.commands) if one.help and one.palette]
    lines = [Choice(one.name, sentence(_(one.help)), aside=one.key) for one in offered]
    lines += [
        Choice(f"open {tab.id}", _(tab.title), aside=tab.digit)
        for tab in main.tabs.tabs
        if tab is not main.room.TAB
    ]
    return Picker(_("All commands"), lines)
