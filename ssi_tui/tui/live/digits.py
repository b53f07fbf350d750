"""Big numbers out of blocks, and rows that are cut or wiped cell by cell; pure."""

from __future__ import annotations

from collections.abc import Sequence

from ssi_tui.chart import Row
from ssi_tui.chart.text import as_cells

_DIGITS = {
    "0": "#### #..# #..# #..# #..# ####",
    "1": "..#. .##. ..#. ..#. ..#. .###",
    "2": "#### ...# #### #... #... ####",
    "3": "#### ...# .### ...# ...# ####",
    "4": "#..# #..# #### ...# ...# ...#",
    "5": "#### #... #### ...# ...# ####",
    "6": "#### #... #### #..# #..# ####",
    "7": "#### ...# ...# ...# ...# ...#",
    "8": "#### #..# #### #..# #..# ####",
    "9": "#### #..# #### ...# ...# ####",
    "?": "#### ...# .### .#.. .... .#..",
}
"""Four by six dots: lines as thick upright as across, which box-drawing digits are not."""


SMALL, LARGE = 3, 6
"""Rows of a digit, of half blocks or of whole ones."""


def digit_rows(text: str, high: int) -> list[str]:
    """A number `high` rows high, 3 or 6; what has no large form is left out."""
    glyphs = [_DIGITS[char].split() for char in text if char in _DIGITS]
    lines = [".".join(glyph[row] for glyph in glyphs) for row in range(6)]
    if high >= LARGE:
        return ["".join("██" if dot == "#" else "  " for dot in line) for line in lines]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    shapes = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
    return ["".join(shapes[a + b] for a, b in zip(*pair, strict=True)) for pair in pairs]


def cut(row: Row, begin: int, end: int | None = None) -> Row:
    """The cells of a row from `begin` to before `end`."""
    kept: Row = []
    column = 0
    for text, style in row:
        cells = as_cells(text)
        inside = cells[max(begin - column, 0) : None if end is None else max(end - column, 0)]
        column += len(cells)
        if inside:
            kept.append(("".join(inside), style))
    return kept


def wiped(before: Sequence[Row], after: Sequence[Row], column: int) -> list[Row]:
    """What is new up to a column, what was there from it on: how a curve is revealed."""
    return [
        [*cut(new, 0, column), *cut(old, column)] if new != old else new
        for old, new in zip(before, after, strict=True)
    ]
