"""What the slides of a deck keep, and what the model answers for their live blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.terms import Member
from ssi_tui.errors import SsiError
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.live.control import LiveQuestion, ask
from ssi_tui.tui.live.state import LETTERS, LiveAnswer, LiveState
from ssi_tui.workshop.deck import Deck, LiveBlock
from ssi_tui.workshop.expected import plans_of, race_of

if TYPE_CHECKING:
    from ssi_tui.workshop.group import PeopleGroup
    from ssi_tui.workshop.race import Race


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
    from ssi_tui.workshop.deck import keep_in_deck

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


class DeckCurves:
    """Keeps a forecaster for each client of a deck."""

    def __init__(self, path: Path, journal: Callable[[str], Journal], today: date) -> None:
        self.path, self.today = path, today
        self._journal_of = journal
        self._forecasters: dict[str, Forecaster] = {}
        self._journals: dict[str, Journal] = {}

    def answer(self, live: LiveBlock, state: LiveState) -> LiveAnswer:
        """As usual, the scenarios and, where sliders were moved, what they come to."""
        member = Member(live.member) if live.member else None
        plans = plans_of(self.path, live)
        question = LiveQuestion(
            journal=self._journal(live),
            today=self.today,
            plans=tuple(plans),
            letters=LETTERS[: len(plans)],
            days=7 * live.weeks,
            member=member,
            sliders=live.sliders,
        )
        return ask(self._forecasters.setdefault(live.client, Forecaster()), question, state)

    def race(self, live: LiveBlock, group: PeopleGroup) -> Race:
        """The strategies of a block for all of a group."""
        return race_of(self.path, live, group, self.today)

    def _journal(self, live: LiveBlock) -> Journal:
        if live.member:
            return self._journals.setdefault(f"\0{live.member}", Journal())
        if live.client not in self._journals:
            self._journals[live.client] = self._journal_of(live.client)
        return self._journals[live.client]
