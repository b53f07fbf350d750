"""What the model answers for the live blocks of a deck; belongs into a thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.terms import Member
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.live.control import LiveQuestion, ask
from ssi_tui.tui.live.state import LETTERS, LiveAnswer, LiveState
from ssi_tui.workshop.deck import LiveBlock
from ssi_tui.workshop.expected import plans_of, race_of

if TYPE_CHECKING:
    from ssi_tui.workshop.group import PeopleGroup
    from ssi_tui.workshop.race import Race


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
