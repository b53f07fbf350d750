"""The keys of a screen and what it is for, on top of it; any key closes."""

from __future__ import annotations

from collections.abc import Sequence

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, right, row_width
from ssi_tui.i18n import _
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.shell.dialogs import Choice, Picker, Poster
from ssi_tui.tui.shell.main import Main
from ssi_tui.tui.shell.rows import RowCanvas, paragraph

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
    lines = room.help_lines() + [
        (one.key, _(one.help)) for one in main.commands if one.keys and one.listed
    ]
    digits = [tab.digit for tab in main.tabs.tabs]
    lines.append((f"{digits[0]}–{digits[-1]}", _("the other screens")))
    return Help(_(room.TAB.title), _(room.ABOUT), lines, room.shell_line())


def all_commands(main: Main) -> Picker:
    """Answers the name of a command, or ``open`` and the id of a room."""
    offered = [one for one in (*main.room.COMMANDS, *main.commands) if one.palette]
    lines = [Choice(one.name, sentence(_(one.help)), aside=one.key) for one in offered]
    lines += [
        Choice(f"open {tab.id}", _(tab.title), aside=tab.digit)
        for tab in main.tabs.tabs
        if tab is not main.room.TAB
    ]
    return Picker(_("All commands"), lines)
