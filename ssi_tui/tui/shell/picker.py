"""A list to search by typing: the actions of the catalogue, and all commands by name."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click, Key
from textual.widgets import Input, Static

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.shell.dialogs import Dialog, passed_on
from ssi_tui.tui.shell.forms import VISIBLE
from ssi_tui.tui.shell.rows import RowCanvas


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
        found = [choice for choice in self.all if choice.fits(words)]
        found.sort(key=lambda choice: choice.distance(typed))
        self.fitting, self.at = tuple(found), 0
        self.redraw()

    def move(self, by: int) -> None:
        """Up or down, stopping at the ends."""
        self.at = max(0, min(len(self.fitting) - 1, self.at + by))
        self.redraw()

    @property
    def first(self) -> int:
        """The first choice in sight."""
        height = max(1, self.size.height)
        return max(0, min(self.at - height // 2, len(self.fitting) - height))

    @property
    def below(self) -> int:
        """How many have no room; the last row says so."""
        height, rest = self.size.height, len(self.fitting) - self.first
        return rest - height + 1 if rest > height > 2 else 0

    def rows(self, width: int, height: int) -> list[Row]:
        """One row a choice."""
        if not self.fitting:
            return [[("  " + _("Nothing has these letters."), "muted")]]
        asides = max(cell_len(choice.aside) for choice in self.all) + 1
        most = width // 2 if any(choice.hint for choice in self.all) else width - asides - 5
        names = min(max(cell_len(choice.name) for choice in self.all) + 2, most)
        hints = width - names - asides - 5
        rows: list[Row] = []
        for number, choice in enumerate(self.fitting[self.first :], self.first):
            on = number == self.at
            row = [("  ▸ " if on else "    ", "accent")]
            row.append((left(choice.name, names), "strong" if on else "text"))
            if hints > 12:
                row += [(left(choice.hint, hints), "muted"), (" " + choice.aside, "muted")]
            else:
                row.append((fit(choice.aside or choice.hint, width - names - 4), "muted"))
            rows.append(row)
        if self.below:
            text = ngettext("↓ {n} more line", "↓ {n} more lines", self.below)
            rows[height - 1 :] = [[("    " + text.format(n=self.below), "accent")]]
        return rows[:height]


class Picker(Dialog[str | None]):
    """Type to search, arrows to choose, Enter to take, Escape to leave."""

    DEFAULT_CSS = """
    Picker { padding: 1 0 0 0; background: $background; }
    Picker #title { height: 2; padding: 0 2; text-style: bold; }
    Picker #choices { height: 1fr; margin: 1 0; }
    Picker #how { height: 1; padding: 0 2; color: $muted; }
    Picker .fields { height: 1; padding: 0 0 0 2; }
    Picker .caption { width: auto; color: $muted; padding: 0 1 0 0; }
    Picker Input { width: 1fr; margin: 0 1 0 0; }
    Picker Input.-textual-compact { padding: 0 1; }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.heading, self.choices = title, choices

    def compose(self) -> ComposeResult:
        """Heading, what is typed, the list, the keys."""
        yield Static(self.heading, id="title", markup=False)
        with Horizontal(classes="fields"):
            yield Static("›", classes="caption", markup=False)
            entry = Input(compact=True, highlighter=VISIBLE)
            entry.cursor_blink = False
            yield entry
        yield ChoiceList(self.choices)
        yield Static(_("↑↓ choose · enter take · esc leave"), id="how", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(ChoiceList).search(event.value)

    def on_input_submitted(self) -> None:
        found = self.query_one(ChoiceList)
        if found.fitting:
            self.dismiss(found.fitting[found.at].value)

    def on_key(self, event: Key) -> None:
        """What does not belong into the text, and text that was typed ahead of it."""
        if passed_on(self, event):
            return
        entry = self.query_one(Input)
        if not entry.has_focus and event.is_printable and event.character:
            entry.insert_text_at_cursor(event.character)
        elif not entry.has_focus and event.key == "enter":
            self.call_after_refresh(self.on_input_submitted)
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in steps:
            event.stop()
            self.query_one(ChoiceList).move(steps[event.key])

    def on_click(self, event: Click) -> None:
        """A click takes the choice."""
        found = self.query_one(ChoiceList)
        if event.widget is found:
            number = found.first + event.y
            if number < len(found.fitting) - found.below:
                self.dismiss(found.fitting[number].value)
