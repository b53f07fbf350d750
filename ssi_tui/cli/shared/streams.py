"""What an output that has not all letters gets for those it lacks: a stand-in, never a refusal.

Windows pipes, old locales and `PYTHONIOENCODING` decide how stdout and stderr write letters.  An
answer that can't be written in full is still an answer: each letter that is missing there gets one
that is not, one cell for one cell, so that tables and charts stay in line.
"""

import os
import sys

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


def read_stdin() -> str:
    """All of stdin as text, whatever wrote it: UTF-8, UTF-16 with its mark, or old Windows."""
    if sys.stdin is None:  # closed by whoever started us
        return ""
    from ssi_tui.exchange.encoding import decoded

    return decoded(sys.stdin.buffer.read())
