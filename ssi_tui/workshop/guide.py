"""A facilitator's guide to a deck: minutes, questions and what to expect, one page.

What is expected is computed when the page is made: no number of it stands in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from ssi_tui.chart.text import wrap
from ssi_tui.i18n import _
from ssi_tui.workshop.deck import Deck, DeckSlide, LiveBlock

WIDTH = 96
"""Characters of a line: with them a guide is one sheet."""
FOLDER = "guides"
"""Beside the decks: what a guide says before its table."""

Expect = Callable[[LiveBlock], Sequence[str]]
"""What a live block will show, a part for each curve."""


def minutes_of(slide: DeckSlide) -> int:
    """As the speaker's notes begin: "3 min."; 0 where they say nothing."""
    match = re.match(r"\s*(\d{1,3})\s*min", slide.notes, re.IGNORECASE)
    return int(match[1]) if match else 0


def preface_of(path: Path) -> str:
    """What stands in the guide before its table; empty for a deck without one."""
    file = path.parent / FOLDER / f"{path.stem}.txt"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def guide_lines(deck: Deck, preface: str, expect: Expect) -> list[str]:
    """Title, preface, and for each slide its minutes, its question and what to expect."""
    lines = [f"# {deck.title}", ""]
    for paragraph in filter(None, preface.split("\n\n")):
        lines += [*wrap(paragraph.replace("\n", " "), WIDTH), ""]
    begins = 0
    for number, slide in enumerate(deck.slides, 1):
        ends = begins + minutes_of(slide)
        live = slide.live
        said = (live.question if live else "") or slide.title
        lines += _hung(f"{begins}–{ends}".rjust(6) + f"  {number:2} ", said)
        if live and not live.page:
            lines += _hung(" " * 11, _("expect: {what}").format(what="; ".join(expect(live))))
        begins = ends
    return lines


def _hung(before: str, text: str) -> list[str]:
    """Wrapped, the further rows below the first word."""
    pieces = wrap(text, WIDTH - len(before)) or [""]
    return [f"{before if at == 0 else ' ' * len(before)}{piece}" for at, piece in enumerate(pieces)]
