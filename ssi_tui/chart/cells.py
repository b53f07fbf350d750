"""Terminal cells: how wide a text is, how to cut it, and rows of styled text."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from unicodedata import category, east_asian_width

Row = list[tuple[str, str]]
"""One line of the screen: (text, style name) from left to right; styles as in `palette`."""

_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})
_EMOJI_PICTURE = "\ufe0f"  # asks for the two cells wide picture of the character before it


def char_len(char: str) -> int:
    """Cells that one character takes: 0, 1 or 2."""
    if " " <= char <= "~":
        return 1
    if category(char) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def cell_len(text: str) -> int:
    """Cells that a text takes on a terminal."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(len(cell) and width for cell, width in clusters(text))


def clusters(text: str) -> list[tuple[str, int]]:
    """The text as (characters, cells), marks joined to letters, without control characters."""
    found: list[tuple[str, int]] = []
    for char in text:
        width = char_len(char)
        if width:
            found.append((char, width))
        elif found and category(char) != "Cc":
            before, cells = found[-1]
            found[-1] = (before + char, 2 if char == _EMOJI_PICTURE else cells)
    return found


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: cut with … or filled with blanks."""
    if text.isascii() and text.isprintable() and len(text) <= width:
        return text.ljust(width)
    if width <= 0:
        return ""
    parts = clusters(text)
    total = sum(cells for _, cells in parts)
    if total <= width:
        return "".join(part for part, _ in parts) + " " * (width - total)
    kept, used = [], 0
    for part, cells in parts:
        if used + cells > width - 1:
            break
        kept.append(part)
        used += cells
    return "".join(kept) + "…" + " " * (width - 1 - used)


def row_len(row: Row) -> int:
    """Cells of a whole row."""
    return sum(cell_len(text) for text, _ in row)


def as_cells(text: str) -> list[str]:
    """One list item for each cell; the second cell of a wide character is empty."""
    if text.isascii() and text.isprintable():
        return list(text)
    cells: list[str] = []
    for part, width in clusters(text):
        cells.append(part)
        if width == 2:
            cells.append("")
    return cells


def runs(chars: Sequence[str], styles: Sequence[str]) -> Row:
    """Join neighbouring cells of one style."""
    row: Row = []
    end = 0
    for style, group in groupby(styles):
        begin, end = end, end + len(list(group))
        row.append(("".join(chars[begin:end]), style))
    return row


def plain_text(rows: Iterable[Row]) -> list[str]:
    """The characters alone, without blanks at the ends of lines."""
    return ["".join(text for text, _ in row).rstrip() for row in rows]
