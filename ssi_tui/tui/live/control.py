"""The keys of a live slide, and the questions to the model that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.tui.forecaster import Forecaster, Wish
from ssi_tui.tui.live.state import (
    LETTERS,
    MOST_KINDS,
    Assumption,
    LiveAnswer,
    LiveState,
    assumptions,
    stepped,
    turned_scenario,
)
from ssi_tui.wording.actions import action_name

if TYPE_CHECKING:
    from sim.terms import Member
    from ssi_tui.forecasting import Doubts, Outlook, Scenario, Slider
    from ssi_tui.model.journal import Journal

ARROWS = {"left": (0, -1), "right": (0, 1), "down": (1, -1), "up": (1, 1)}
"""Key → which of the two sliders, and by how much."""
PAIR = 2


class LiveQuestion(NamedTuple):
    """What a slide asks the model, whatever was turned on it."""

    journal: Journal
    today: date
    plans: tuple[Scenario, ...]
    letters: str
    """One for each plan."""
    days: int
    member: Member | None = None
    sliders: tuple[str, ...] = ()
    """Kinds that the arrows move; none: what the newest plan is made of."""
    start: date | None = None
    confidence: float = 0.8


def ask(forecaster: Forecaster, question: LiveQuestion, state: LiveState) -> LiveAnswer:
    """The curves, with what the sliders come to and what the room assumes; in a thread."""
    # numpy and the model: 60 ms and more, once
    from ssi_tui.forecasting import present, sliders_of

    now = forecaster.ask(
        question.journal,
        question.today,
        lambda simulator: present(simulator, question.today, question.member),
        member=question.member,
    )
    base = question.plans[min(1, len(question.plans) - 1)]
    sliders = sliders_of(question.plans[-1] if not question.sliders else base, now)
    turnable = question.sliders or sliders.kinds
    for name in turnable:
        sliders = sliders if name in sliders.kinds else sliders.with_kind(name)
    plans, letters = list(question.plans), question.letters
    if state.turned:
        turned = ((action_name(name, 2), value) for name, value in sorted(state.turned))
        said = _("{pace} a week").format(pace=", ".join(f"{name} {n}" for name, n in turned))
        turned_plan = turned_scenario(sliders, state).scenario(said)
        if (letter := turned_letter(letters)) in letters:
            plans[-1] = turned_plan
        else:
            plans.append(turned_plan)
            letters += letter
    named = [kind for plan in question.plans for phase in plan.phases for kind, _pace in phase.do]
    kinds = [*(question.sliders or ()), *named, *turnable]
    return LiveAnswer(
        outlook=_curves(forecaster, question, plans, letters),
        asked=question.letters,
        sliders=sliders,
        turnable=tuple(turnable),
        kinds=tuple(kind for kind in dict.fromkeys(kinds) if now.points.get(kind))[:MOST_KINDS],
        present=now,
        own=_own(forecaster, question, plans, letters, state.doubts),
        points=tuple((reading.day, reading.total) for reading in question.journal.readings),
    )


def turned_letter(letters: str) -> str:
    """The first that is free; the last where none is: what is turned takes its place."""
    return next((letter for letter in LETTERS if letter not in letters), LETTERS[-1])


def _own(
    forecaster: Forecaster,
    question: LiveQuestion,
    plans: Sequence[Scenario],
    letters: str,
    doubts: Doubts | None,
) -> Outlook | None:
    if not doubts:
        return None
    doubted = [replace(plan, doubts=doubts) for plan in plans]
    return _curves(forecaster, question, doubted, letters)


def _curves(
    forecaster: Forecaster, question: LiveQuestion, plans: Sequence[Scenario], letters: str
) -> Outlook:
    outlook = forecaster.compute(
        Wish(
            question.journal,
            question.today,
            tuple(plans),
            question.days,
            start=question.start,
            confidence=question.confidence,
            member=question.member,
        )
    )
    curves = [
        replace(curve, letter=letter) for curve, letter in zip(outlook.curves, letters, strict=True)
    ]
    return replace(outlook, curves=tuple(curves))


class LiveControl:
    """One live slide: what was done on it and what came of it; it draws nothing."""

    def __init__(self, compute: Callable[[], None], state: LiveState | None = None) -> None:
        """``compute``: has the model asked again, for the state as it is then."""
        self.compute = compute
        self.state = state or LiveState()
        self.answer: LiveAnswer | None = None
        self.typed = ""
        """A guess that is being typed."""

    @property
    def sliders(self) -> tuple[Slider, ...]:
        """The two that the arrows move, where they stand."""
        answer = self.answer
        if answer is None or answer.sliders is None:
            return ()
        turned = turned_scenario(answer.sliders, self.state)
        names = answer.turnable[self.state.pair * PAIR :][:PAIR]
        return tuple(turned[name] for name in names)

    @property
    def rows(self) -> list[Assumption]:
        """The assumptions, with ours and the room's; empty while there is no answer."""
        if self.answer is None or self.answer.present is None:
            return []
        return assumptions(self._doubts, self.answer.present, self.answer.kinds)

    @property
    def _doubts(self) -> Doubts:
        from ssi_tui.forecasting import NO_DOUBTS

        return self.state.doubts or NO_DOUBTS

    def forward(self, fixed: str = "") -> bool:
        """One curve more; False where all are in sight.  `fixed`: letters without an answer."""
        if self.state.assuming is not None:
            self.state = replace(self.state, assuming=None)
            return True
        letters = self.answer.letters if self.answer else tuple(fixed)
        letter = self.state.next_letter(letters)
        if letter is None:
            return False
        self.state = self.state.reveal(letter)
        return True

    def back(self) -> bool:
        """One curve less; False where only the first is in sight."""
        first = self.answer.letters[0] if self.answer else "A"
        before = self.state
        self.state = self.state.hide(first)
        return self.state != before

    def press(self, key: str) -> bool:
        """A digit, an arrow or what ends a guess; False where the key is for somebody else."""
        if self.state.assuming is not None and self._assume(key):
            return True
        if key.isdigit() and key.isascii() and self.state.assuming is None and len(self.typed) < 3:
            self.typed += key
        elif self.typed and key in ("enter", "backspace", "escape"):
            self._guess(key)
        elif key in ARROWS:
            return self._turn(*ARROWS[key])
        elif key == "tab":
            return self._next_pair()
        else:
            self.typed = ""
            return False
        return True

    def _guess(self, key: str) -> None:
        if key == "backspace":
            self.typed = self.typed[:-1]
            return
        if key == "enter" and int(self.typed) <= 100:
            number = str(sum(name.isdigit() for name in self.state.guesses) + 1)
            self.state = self.state.guess(number, float(self.typed))
        self.typed = ""

    def _next_pair(self) -> bool:
        answer = self.answer
        if answer is None or len(answer.turnable) <= PAIR:
            return False
        pairs = -(-len(answer.turnable) // PAIR)
        self.state = replace(self.state, pair=(self.state.pair + 1) % pairs)
        return True

    def _turn(self, which: int, by: int) -> bool:
        """Move a slider; False where the slide has none there."""
        answer, sliders = self.answer, self.sliders
        if answer is None or answer.sliders is None or which >= len(sliders):
            return False
        slider = sliders[which]
        turned = turned_scenario(answer.sliders, self.state).step(slider.name, by)
        low, high = sorted((slider.value, turned[slider.name].value))
        if low < slider.begin < high:  # a usual pace between two whole numbers is a stop too
            kept = tuple(pair for pair in turned.turned if pair[0] != slider.name)
            turned = replace(turned, turned=kept)
        letter, revealed = turned_letter(answer.asked), self.state.revealed
        if turned.turned:
            revealed |= {letter}
        elif letter not in answer.asked:
            revealed -= {letter}
        self.state = replace(self.state, turned=turned.turned, revealed=revealed)
        self.compute()
        return True

    # Assumptions

    def open_assumptions(self) -> None:
        """The rows come into sight, or go; what was assumed stays until it is put back."""
        at = None if self.state.assuming is not None else 0
        self.state = replace(self.state, assuming=at)
        self.typed = ""

    def _assume(self, key: str) -> bool:
        rows, at = self.rows, self.state.assuming or 0
        if key in ("up", "down") and rows:
            at = max(0, min(len(rows) - 1, at + (1 if key == "down" else -1)))
            self.state = replace(self.state, assuming=at)
        elif key in ("left", "right") and rows and self.answer and self.answer.present:
            by = 1 if key == "right" else -1
            self._put(stepped(self._doubts, rows[at].name, by, self.answer.present))
        elif key == "0":
            self._put(None)
        elif key == "escape":
            self.open_assumptions()
        else:
            return False
        return True

    def _put(self, doubts: Doubts | None) -> None:
        before = self.state.doubts
        self.state = replace(self.state, doubts=doubts or None)
        if self.state.doubts != before:
            self.compute()
