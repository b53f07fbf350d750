"""What Scores asks the model: where points come from, why they moved, what it has learned."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster, Runner

if TYPE_CHECKING:
    from ssi_tui.forecasting import Explanation, Moved, Simulator
    from ssi_tui.forecasting.model_report import Health
    from ssi_tui.tui.shell.room import Room


class ScoreQuestion(NamedTuple):
    """One question."""

    journal: Journal
    today: date
    last: Reading | None
    """The reading whose points are asked about; None asks what is learned of the person."""
    first: Reading | None = None
    """Since when; None where there is nothing before."""


class ScoreAnswer(NamedTuple):
    """The answer."""

    explained: Explanation | None = None
    moved: Moved | None = None
    health: Health | None = None
    refused: str = ""
    """Why there is no answer, in a sentence."""


def reading_asked(journal: Journal, today: date, at: int, back: int) -> ScoreQuestion:
    """About the reading in a place, since the one so many before it."""
    readings = journal.readings
    first = readings[max(0, at - back)] if at else None
    return ScoreQuestion(journal, today, readings[at], first)


def same(question: ScoreQuestion, other: ScoreQuestion) -> bool:
    """Whether it is the same question: of the same journal, about the same days."""
    return question.journal is other.journal and question[1:] == other[1:]


def answer(forecaster: Forecaster, asked: ScoreQuestion) -> ScoreAnswer:
    """Some tenths of a second; SimError where the model can't."""
    return forecaster.ask(asked.journal, asked.today, lambda simulator: _told(simulator, asked))


def _told(simulator: Simulator, asked: ScoreQuestion) -> ScoreAnswer:
    if asked.last is None:
        from ssi_tui.forecasting.model_report import health

        return ScoreAnswer(health=health(simulator, asked.today))
    from ssi_tui.forecasting.attribution import explanation, moved_between

    return ScoreAnswer(
        explained=explanation(simulator, day=asked.last.day),
        moved=moved_between(simulator, asked.first, asked.last) if asked.first else None,
    )


class ScoreAnswers:
    """The last answer of either sort, for a room that is drawn again when another one comes."""

    def __init__(self, forecaster: Forecaster, room: Room) -> None:
        self.forecaster, self.room = forecaster, room
        self._told: dict[bool, tuple[ScoreQuestion, ScoreAnswer]] = {}
        """Whether it is about what is learned → the question, the answer."""
        self._asked: ScoreQuestion | None = None
        """What is being computed."""
        self._runner: Runner[ScoreQuestion, ScoreAnswer] = Runner(self._compute, self)

    def to(self, asked: ScoreQuestion) -> ScoreAnswer | None:
        known = self._told.get(asked.last is None)
        return known[1] if known and same(known[0], asked) else None

    def want(self, asked: ScoreQuestion) -> None:
        """Have it answered, unless it is."""
        if self.to(asked) is None:
            self._runner.wish(asked)

    def forget(self) -> None:
        self._told.clear()

    @property
    def all(self) -> list[ScoreAnswer]:
        """What was said last."""
        return [told for _asked, told in self._told.values()]

    def _compute(self, asked: ScoreQuestion) -> ScoreAnswer:
        self._asked = asked
        return answer(self.forecaster, asked)

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        self.room.run_worker(work, group="scores")

    def show_result(self, wish: ScoreQuestion, result: ScoreAnswer) -> None:
        self._told[wish.last is None] = (wish, result)
        self.room.show()

    def say_busy(self) -> None:
        """The views say so themselves from the beginning."""

    def say_refused(self, text: str) -> None:
        """It can't be answered: said where the answer would stand."""
        if self._asked:
            self.show_result(self._asked, ScoreAnswer(refused=text))
