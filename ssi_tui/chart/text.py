"""Text on a terminal: how wide it is, how it is cut and wrapped, what may be sent, and styled rows.

Everything that measures, cuts or cleans a text in either front end does it here, so that a name is
as wide in the chart as it is in the list beside it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

Row = list[tuple[str, str]]
"""One line of the screen: (text, style name) from left to right; styles as in `palette`."""
DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
"""Marks that turn the reading direction round, also of what stands to the right of them."""
_JOINER = "\u200d"
_HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_NARROW_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0xAC),  # Latin, without the soft hyphen between
    (0xAE, 0x2FF),
    (0x370, 0x482),  # Greek and Cyrillic
    (0x2010, 0x2027),  # dashes, quotes, bullets
    (0x2030, 0x205E),
    (0x2190, 0x22FF),  # arrows and signs of calculation
    (0x2500, 0x25FC),  # lines, blocks and shapes
    (0x2713, 0x2718),  # ticks and crosses
    (0x2800, 0x28FF),  # dots
)
"""One cell each in every version of Unicode: what the program itself writes is measured by them."""


@cache
def _narrow() -> frozenset[str]:
    return frozenset(chr(code) for low, high in _NARROW_BLOCKS for code in range(low, high + 1))


def cell_len(text: str) -> int:
    """Cells that a text takes on a terminal."""
    if _narrow().issuperset(text):
        return len(text)
    from rich.cells import cell_len as measured  # 9 ms, for which no text of our own has to wait

    return measured(text)


def clusters(text: str) -> list[tuple[str, int]]:
    """The text as (characters, cells): marks and joined pictures in one, no control characters."""
    if _narrow().issuperset(text):
        return [(char, 1) for char in text]
    from unicodedata import category

    from rich.cells import split_graphemes  # 9 ms

    text = "".join(char for char in text if category(char) != "Cc").strip(_JOINER)
    return [(text[start:end], cells) for start, end, cells in split_graphemes(text)[0]]


def plain(text: str) -> str:
    """A text from outside on one line: what moves the cursor, rings or turns round becomes ``·``.

    The one door to a terminal for names, notes, paths and reasons.  They go into rows and lines,
    never through markup, so that brackets stay brackets.
    """
    if _narrow().issuperset(text):
        return text
    from unicodedata import category

    text = text.strip(_JOINER)  # it would join its neighbour to what stands beside the text
    return "".join(_visible(char, category(char)) for char in text)


def _visible(char: str, category: str) -> str:
    if char in "\n\t":
        return " "
    return "·" if category in _HIDDEN or ord(char) in DIRECTION else char


def fit(text: str, width: int) -> str:
    """The text in so many cells at most, with an ellipsis where it is cut; safe as by `plain`."""
    if width <= 0:
        return ""
    text = plain(text)
    if cell_len(text) <= width:
        return text
    kept, used = "", 0
    for part, cells in clusters(text):
        if used + cells > width - 1:
            break
        kept, used = kept + part, used + cells
    return kept.rstrip() + "…"


def left(text: str, width: int) -> str:
    """The text at the left of exactly so many cells."""
    text = fit(text, width)
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """The text at the right of exactly so many cells."""
    text = fit(text, width)
    return " " * (width - cell_len(text)) + text


_BREAK = r"[^\S\u00a0]+(?!%)"  # compiled when it is first used: not while a command starts


def wrap(text: str, width: int, indent: str = "", *, whole: bool = False) -> list[str]:
    """The words in lines of so many cells at most, each line behind the indent.

    A longer word is cut, or stays ``whole`` where a line may be longer: a path that is copied.
    No line begins with a percent sign, or ends at a blank that does not break.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, re.split(_BREAK, text)):
        longer = f"{line} {word}" if line else indent + word
        if line and cell_len(longer) > width:
            lines.append(line)
            longer = indent + word
        line = longer
    if line:
        lines.append(line)
    if whole:
        return lines
    return [indent + fit(line[len(indent) :], width - len(indent)) for line in lines]


def row_width(row: Row) -> int:
    """Cells that a row fills."""
    return sum(cell_len(text) for text, _ in row)


def as_cells(text: str) -> list[str]:
    """One list item for each cell; the second cell of a wide character is empty."""
    cells: list[str] = []
    for part, width in clusters(text):
        if width:
            cells += [part, *[""] * (width - 1)]
        elif cells:
            cells[-1] += part
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


_LEFT = " ▏▎▍▌▋▊▉█"
_BLOCKS = "▁▂▃▄▅▆▇█"
_REST = "░"
"""The part of a bar that is left: another shape, where a terminal shows no colour."""


def progress_bar(done: float, goal: float, width: int, *, style: str = "bar") -> Row:
    """A bar in exactly `width` cells, to an eighth of a cell; never quite full before the goal.

    A goal of 0 or less is met by anything.  What is left is shaded, which shows without colour.
    """
    if width < 1:
        return []
    share = 1.0 if goal <= 0 else min(max(done / goal, 0.0), 1.0)
    eighths = int(share * width * 8 + 1e-9)
    if share < 1:
        eighths = min(max(eighths, 1 if done > 0 else 0), width * 8 - 1)
    whole, part = divmod(eighths, 8)
    row: Row = [("█" * whole, f"{style}-done" if share >= 1 else style)]
    if part:
        row.append((_LEFT[part], f"{style}@bar-rest"))
    row.append((_REST * (width - whole - bool(part)), "bar-rest@bar-rest"))
    return [piece for piece in row if piece[0]]


def sparkline(values: Sequence[float], width: int, *, top: float | None = None) -> Row:
    """The last `width` values as blocks in exactly `width` cells; `top` is the full height."""
    if width < 1:
        return []
    shown = [max(value, 0.0) for value in values[-width:]]
    full = max(shown, default=0.0) if top is None else top
    blocks = "".join(
        _BLOCKS[min(int(value / full * 8), 7)] if value > 0 and full > 0 else " " for value in shown
    )
    return [(blocks.rjust(width), "spark")]
