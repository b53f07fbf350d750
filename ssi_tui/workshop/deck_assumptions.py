"""The `assume:` line of a live block: what a room put in the place of the model's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError
from ssi_tui.workshop.deck import DECKS

KEY = "assume"


def assume_line(pairs: Sequence[tuple[str, float]]) -> str:
    """``assume: half-life 60, comment 2``."""
    return f"{KEY}: " + ", ".join(f"{word} {number:g}" for word, number in pairs)


def with_assumptions(text: str, fence: int, pairs: Sequence[tuple[str, float]]) -> str:
    """A deck's text with the line in the block whose fence stands on line `fence`, from 1.

    Without pairs the line goes.  All other bytes stay.
    """
    lines = text.split("\n")
    end = "\r" if lines[fence - 1].endswith("\r") else ""
    mark = lines[fence - 1].lstrip()[:3]
    at = fence
    while at < len(lines) and not lines[at].strip().startswith(mark):
        if lines[at].partition(":")[0].strip().lower() == KEY:
            del lines[at]
            break
        at += 1
    if pairs:
        lines.insert(at, assume_line(pairs) + end)
    return "\n".join(lines)


def keep_in_deck(path: Path, fence: int, pairs: Sequence[tuple[str, float]]) -> None:
    """Write the line into the file: BadValueError for a deck that came with the program."""
    if path.is_relative_to(DECKS):
        raise BadValueError("deck", path.stem, "a deck of your own: ssi present --copy makes one")
    with path.open("r", encoding="utf-8", newline="") as file:
        text = file.read()
    write_whole(path, with_assumptions(text, fence, pairs).encode())
