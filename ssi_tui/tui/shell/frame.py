"""The two rows that every screen has: the tabs on top, the keys at the bottom."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.events import Click

from ssi_tui.chart.text import Row, cell_len, fit, plain, row_width
from ssi_tui.i18n import N_, _
from ssi_tui.tui.shell.commands import Hint, key_named
from ssi_tui.tui.shell.rows import RowCanvas


class Tab(NamedTuple):
    """One room in the tab row."""

    id: str
    digit: str
    title: str
    """A message id."""


ASIDE_LEAST = 6
"""Cells that are left of a name beside the tabs, at least."""


class TabRow(RowCanvas):
    """The rooms with their digits; whose journal and which day at the right."""

    def __init__(self, tabs: Sequence[Tab], choose: Callable[[str], None]) -> None:
        super().__init__(id="tabs")
        self.tabs = tabs
        self.choose = choose
        self.current = tabs[0].id
        self.aside: tuple[str, ...] = ()
        """What stands at the right, longest form first."""
        self.marked = False
        """Whether that has to be seen, too: the journal is made up."""
        self._begin = 0
        self._ends: list[tuple[int, str]] = []

    def tell(self, aside: tuple[str, ...], *, marked: bool) -> None:
        """Whose journal it is; ``marked``: it has to be seen, even at the cost of a title."""
        self.aside, self.marked = aside, marked

    def rows(self, width: int, height: int) -> list[Row]:
        """One row; where it is short, the brand goes, then the blanks behind the digits, then a
        part of whose journal it is, and only then titles from the right."""
        every = len(self.tabs)
        short = min((cell_len(text) for text in self.aside), default=0)
        least = min(short, ASIDE_LEAST) + 1 if self.marked else 0
        shapes = [(True, every, " ", 2, short + 2), (False, every, " ", 1, least and short + 1)]
        shapes += [(False, titles, "", 1, least) for titles in range(every, -1, -1)]
        for brand, titles, parting, blanks, wanted in shapes:
            row = self._tabs(brand, titles, parting, blanks)
            if row_width(row) + wanted <= width:
                break
        room = width - row_width(row) - 1
        aside = next((text for text in self.aside if cell_len(text) <= room), "")
        if not aside and self.marked:
            aside = fit(self.aside[-1], room)
        edge = cell_len(aside) < room
        gap = max(0, width - row_width(row) - cell_len(aside) - edge)
        return [[*row, (" " * gap, "text"), (aside, "muted")]]

    def _tabs(self, brand: bool, titles: int, parting: str, blanks: int) -> Row:
        """``parting``: between digit and title; ``blanks``: between two names; the open one has
        one on both sides in any case."""
        row: Row = [(" ssi ", "brand"), (" ", "text")] if brand else []
        self._begin = row_width(row)
        self._ends = []
        for place, tab in enumerate(self.tabs):
            on = tab.id == self.current
            title = _(tab.title) if place < titles or on else ""
            end = " " if on or blanks > 1 else ""
            if on or parting:
                row.append((f" {tab.digit} {title}{end}", "tab-on" if on else "tab"))
            else:  # without a blank the digit has to stand out
                row += [(f" {tab.digit}", "key"), (title, "tab")]
            self._ends.append((row_width(row), tab.id))
        return row

    def on_click(self, event: Click) -> None:
        for end, tab in self._ends:
            if self._begin <= event.x < end:
                self.choose(tab)
                return


ARROWS = {"←": "left", "→": "right", "↑": "up", "↓": "down"}


def key_at(keys: str, offset: int) -> str:
    """The key that is named at a place of a hint: "v" or "V" of "v V"; the first one beside it."""
    named = key_named(keys)
    if named or "ctrl+" in keys:
        return named or keys
    char = keys[offset] if 0 <= offset < len(keys) and keys[offset] != " " else keys[:1]
    return ARROWS.get(char, char)


class KeyRow(RowCanvas):
    """The keys of this room; whole hints are dropped where the row is short, `?` stays."""

    def __init__(self, press: Callable[[str], None]) -> None:
        """``press``: a key, by its name or its character."""
        super().__init__(id="keys")
        self.hints: Sequence[Hint] = ()
        self._press = press
        self._places: list[tuple[int, int, Hint]] = []
        """First cell, the one behind the last, hint."""

    def rows(self, width: int, height: int) -> list[Row]:
        hints = list(self.hints)
        while sum(cell_len(hint.keys) + cell_len(hint.word) + 3 for hint in hints) > width:
            last = max(hint.rank for hint in hints)
            hints.remove(next(hint for hint in reversed(hints) if hint.rank == last))
        row: Row = []
        self._places = []
        for hint in hints:
            begin = row_width(row) + 1
            row += [(f" {hint.keys}", "key"), (f" {hint.word} ", "muted")]
            self._places.append((begin, row_width(row), hint))
        return [row]

    def on_click(self, event: Click) -> None:
        """A click on a key presses it; on its word, too."""
        for begin, end, hint in self._places:
            if begin - 1 <= event.x < end:
                self._press(key_at(hint.keys, event.x - begin))
                return


class NoticeRow(RowCanvas):
    """One sentence above the keys: what just happened, or what cannot be done."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.text = ""
        self.bad = False
        self.standing = ""
        """What the room says while nothing happens."""

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show the sentence until the next one; it says itself how to take the thing back."""
        self.text, self.bad = text, bad
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        if not self.text:
            return [[("  " + fit(self.standing, width - 3), "muted")]] if self.standing else []
        mark: Row = [("  ✗ ", "bad")] if self.bad else [("  ", "text")]
        room = width - row_width(mark) - 1
        return [[*mark, (fit(plain(self.text), room), "strong" if self.bad else "text")]]


TODAY = Tab("today", "1", N_("Today"))
HISTORY = Tab("history", "2", N_("History"))
SCORES = Tab("scores", "3", N_("Scores"))
WHAT_IF = Tab("what-if", "4", N_("What-if"))
PLAN = Tab("plan", "5", N_("Plan"))
PROFILES = Tab("profiles", "6", N_("Profiles"))
IMPORT = Tab("import", "7", N_("Import"))
SETTINGS = Tab("settings", "8", N_("Settings"))
