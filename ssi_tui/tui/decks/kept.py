"""What of a slide outlives an edited deck, and what the deck itself keeps of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ssi_tui.errors import SsiError
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.live.state import LiveState
from ssi_tui.workshop.deck import Deck, LiveBlock


def first_state(live: LiveBlock) -> LiveState:
    """As the deck says."""
    doubts = None
    if live.assume:
        from ssi_tui.forecasting.doubting import doubts_of  # numpy: 60 ms, once

        doubts = doubts_of(live.assume)
    return LiveState(revealed=frozenset({"A", *live.reveal}), doubts=doubts)


def moved_slides(before: Deck, after: Deck) -> list[tuple[int, int]]:
    """(new place, old place) of the slides whose live block is as before, wherever it stands."""
    places = {_alike(slide.live): at for at, slide in enumerate(before.slides) if slide.live}
    return [
        (at, places[_alike(slide.live)])
        for at, slide in enumerate(after.slides)
        if slide.live and _alike(slide.live) in places
    ]


def keep_assumptions(path: Path, deck: Deck, at: int, state: LiveState) -> tuple[Deck, str]:
    """Write what is assumed on a slide into its block: the deck as it is then, or why it is not."""
    from ssi_tui.forecasting.doubting import pairs_of
    from ssi_tui.workshop.deck_assumptions import keep_in_deck

    live = deck.slides[at].live
    assert live is not None
    pairs = pairs_of(state.doubts) if state.doubts else ()
    try:
        keep_in_deck(path, live.line, pairs)
    except SsiError as error:
        return deck, told_error(error)
    except (OSError, ValueError) as error:
        return deck, f"{path}: {error}"
    slides = list(deck.slides)
    slides[at] = replace(slides[at], live=replace(live, assume=pairs))
    return replace(deck, slides=tuple(slides)), ""


def _alike(live: LiveBlock | None) -> LiveBlock | None:
    """Without its place in the file."""
    return None if live is None else replace(live, line=0)
