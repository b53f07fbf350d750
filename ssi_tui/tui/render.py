"""Rows of (text, style name) into Strips, and user text made safe for a terminal line."""

import unicodedata
from collections.abc import Callable, Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ssi_tui.chart import Row
from ssi_tui.i18n import ngettext

DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
"""Marks that turn the reading direction round, also of what stands to the right of them."""


def plain(text: str) -> str:
    """User text on one line: what moves the cursor, rings or turns the direction becomes ``·``.

    It goes into Segments, never through markup, so that brackets stay brackets.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in "\n\t":
        return " "
    hidden = unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
    return "·" if hidden or ord(char) in DIRECTION else char


def fit(text: str, width: int) -> str:
    """The text in so many cells, with an ellipsis where it is cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def left(text: str, width: int) -> str:
    """The text at the left of so many cells."""
    return set_cell_size(fit(text, width), width)


def right(text: str, width: int) -> str:
    """The text at the right of so many cells."""
    text = fit(text, width)
    return " " * (width - cell_len(text)) + text


def wrap(text: str, width: int) -> list[str]:
    """The words in lines of so many cells at most; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if cell_len(longer) > width and line:
            lines.append(line)
            longer = word
        line = longer
    if line:
        lines.append(line)
    return [fit(line, width) for line in lines]


def paragraph(text: str, width: int, style: str) -> list[Row]:
    """The words in rows, two cells in from both edges."""
    return [[("  " + line, style)] for line in wrap(text, width - 4)]


def titled(title: str, about: str, width: int) -> Row:
    """A title, and beside it what it is about where that has room."""
    row: Row = [("  " + title, "strong")]
    if cell_len(title) + cell_len(about) + 7 <= width:
        row.append(("   " + about, "muted"))
    return row


def keyed(lines: Iterable[tuple[str, str]], width: int) -> list[Row]:
    """Keys, each with what it leads to: the first steps where nothing is there yet."""
    return [[(f"   {key} ", "key"), ("  " + fit(text, width - 8), "muted")] for key, text in lines]


def first_shown(at: int, count: int, room: int) -> int:
    """Which of so many lines comes first, where there is no room for all round the chosen one."""
    return max(0, min(at - room // 2, count - room))


def scrolled(rows: list[Row], top: int, height: int) -> list[Row]:
    """Those in sight from a row on, and how many are below."""
    top = max(0, min(top, len(rows) - height))
    below = len(rows) - top - height
    if below <= 0:
        return rows[top:]
    text = ngettext("↓ {n} more line", "↓ {n} more lines", below + 1).format(n=below + 1)
    return [*rows[top : top + height - 1], [("  " + text, "accent")]]


def row_width(row: Row) -> int:
    """Cells that a row fills."""
    return sum(cell_len(text) for text, _ in row)


def to_strip(row: Row, width: int, style: Callable[[str], Style], blank: str = "text") -> Strip:
    """One row, cut or filled to the width, as Textual draws it."""
    strip = Strip([Segment(text, style(name)) for text, name in row if text])
    return strip.adjust_cell_length(width, style(blank))
