"""What a terminal is and how large, how text comes from it and goes to it, and in which shape.

Windows pipes, old locales and `PYTHONIOENCODING` decide how stdout and stderr write letters.  An
answer that can't be written in full is still an answer: each letter that is missing there gets one
that is not, one cell for one cell, so that tables and charts stay in line.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ssi_tui.chart.text import cell_len, left, right

if TYPE_CHECKING:
    from typing import TextIO


def is_terminal(stream: "TextIO | None") -> bool:
    """Whether a person sits at the stream; a closed one is None."""
    return stream is not None and stream.isatty()


PAGE = (100, 28)
"""Columns and rows where stdout is no terminal."""
NARROWEST, WIDEST = 40, 200


def size() -> tuple[int, int]:
    """Columns and rows to draw in; COLUMNS and LINES come first."""
    if not is_terminal(sys.stdout) and "COLUMNS" not in os.environ:
        return PAGE
    import shutil  # with lzma and bz2: 2 ms, and an entry asks for no size

    columns, rows = shutil.get_terminal_size(PAGE)
    return min(max(columns, NARROWEST), WIDEST), max(rows, 16)


CHART_ROWS = (10, 20)
BESIDE_CHART = 10
"""Rows of the screen left to the words and the table around a chart."""


def chart_size() -> tuple[int, int]:
    """Columns and rows of a chart."""
    width, height = size()
    lowest, highest = CHART_ROWS
    return width, min(max(height - BESIDE_CHART, lowest), highest)


STAND_INS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "’": "'", "‘": "'",
    "–": "-", "—": "-", "−": "-", "·": "-", "•": "*", "…": ".",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "×": "x", "≤": "<", "≥": ">", "≈": "~", "±": "~",
    "✓": "+", "✗": "x", "⇧": "^", "▸": ">", "○": "o", "●": "o", "■": "#", "▲": "^", "◆": "+",
    "░": ".", "▒": ":", "▓": "#", "ß": "s", "ø": "o", "Ø": "O", "æ": "a", "Æ": "A", "đ": "d",
    "ł": "l", "€": "E",
}  # fmt: skip
"""By hand, where taking an accent off does not help."""

LINES = {"─": "-", "━": "-", "┈": "-", "╌": "-", "│": "|", "┃": "|"}
"""Lines of charts; their corners and crossings become +."""


def stand_in(char: str) -> str:
    """One letter of ASCII for one that an output lacks."""
    if char in STAND_INS:
        return STAND_INS[char]
    if "\u2500" <= char <= "\u257f":
        return LINES.get(char, "+")
    if "\u2580" <= char <= "\u259f":
        return "#"
    if "\u2800" <= char <= "\u28ff":
        return " " if char == "\u2800" else "."
    from unicodedata import combining, normalize

    if combining(char):
        return ""
    base = normalize("NFKD", char)[:1]
    return base if base.isascii() and base.isprintable() else "?"


def _missing(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(stand_in, error.object[error.start : error.end])), error.end


def prepare() -> None:
    """Let stdout and stderr write whatever comes."""
    from codecs import register_error

    register_error("ssi-stand-in", _missing)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's stream may have none
        if reconfigure is not None:
            reconfigure(errors="ssi-stand-in")


def say(text: str, *, error: bool = False) -> None:
    """Write it at once, as `click.echo` does; click is loaded where its care is needed.

    That is for colours, which a file or pipe has no use for, and for streams that are not UTF-8.
    """
    stream = sys.stderr if error else sys.stdout
    encoding = getattr(stream, "encoding", None) or ""
    if "\x1b" in text or os.name == "nt" or encoding.lower() not in ("utf-8", "utf8"):
        import click

        click.echo(text, nl=False, err=error)
    else:
        stream.write(text)
        stream.flush()


def put(place: str, data: bytes) -> None:
    """Write a file as a whole; `-` is stdout."""
    if place == "-":
        import click

        click.echo(data, nl=False)
    else:
        from pathlib import Path

        from ssi_tui.disk import write_whole

        write_whole(Path(place), data)


def read_stdin() -> str:
    """All of stdin as text, whatever wrote it: UTF-8, UTF-16 with its mark, or old Windows."""
    if sys.stdin is None:  # closed by whoever started us
        return ""
    from ssi_tui.exchange.csv_text import decoded

    return decoded(sys.stdin.buffer.read())


def table(
    rows: Sequence[Sequence[str]], sides: str, *, indent: str = "", ragged: bool = True
) -> list[str]:
    """The rows with their columns in line; ``sides`` has < or > for each column."""
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(sides))]
    lines = []
    for row in rows:
        cells = [
            left(text, width) if side == "<" else right(text, width)
            for text, width, side in zip(row, widths, sides, strict=True)
        ]
        line = indent + "  ".join(cells)
        lines.append(line.rstrip() if ragged else line)
    return lines
