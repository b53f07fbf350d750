"""One live slide: what was done on it, what the model says to that, and its keys; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.plot import Line, Plot, fitted_to_bands
from ssi_tui.chart.text import plain
from ssi_tui.i18n import _
from ssi_tui.tui.forecaster import Forecaster, Wish
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Doubts, Outlook, Present, Scenario, Slider, Sliders

LETTERS = "ABCDE"
ARROWS = {"left": (0, -1), "right": (0, 1), "down": (1, -1), "up": (1, 1)}
"""Key → which of the two sliders, and by how much."""
PAIR = 2
LEAST_HEIGHT = 10.0
"""Points that a zoomed axis shows at least: what moves less is no news for a room."""
PAST_PART = 4
"""Readings of the last days are shown, as far back as this part of the way ahead."""
HALF_LIVES = (3, 5, 7, 10, 14, 21, 31, 45, 60, 90, 120, 180, 365)
"""Days."""
TIMES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
PACES = TIMES[1:]
CEILINGS = (40, 50, 60, 70, 80, 90, 100)
"""Points; the last is none."""
MOST_KINDS = 3
"""Actions whose worth has a row: what a slide is about, and what a small screen has room for."""


@dataclass(frozen=True, kw_only=True)
class LiveState:
    """What was done on a slide; it is kept when one leaves and comes back."""

    revealed: frozenset[str] = frozenset("A")
    """Letters of the curves in sight."""
    turned: tuple[tuple[str, int], ...] = ()
    """Kind → how many a week, of the sliders that were moved."""
    guesses: Mapping[str, float] = field(default_factory=dict)
    """Who (or a number for those typed in) → points."""
    zoom: bool | None = None
    """None: as the deck says."""
    pair: int = 0
    """Which two of the sliders the arrows move."""
    doubts: Doubts | None = None
    """What the room assumes in place of our numbers; None: nothing."""
    assuming: int | None = None
    """The assumption that the arrows change; None: they move sliders."""

    def reveal(self, letter: str) -> LiveState:
        return replace(self, revealed=self.revealed | {letter})

    def hide(self, first: str = "A") -> LiveState:
        """Without the last curve; the first, by which the others are measured, stays."""
        last = max(self.revealed, default=first)
        return self if last == first else replace(self, revealed=self.revealed - {last})

    def guess(self, who: str, points: float) -> LiveState:
        """With a guess; a later one of the same person replaces it."""
        return replace(self, guesses={**self.guesses, who: points})


class LiveAnswer(NamedTuple):
    """What the model said to a slide."""

    outlook: Outlook
    """Its curves have the letters that they are shown with."""
    asked: str
    """Letters of the curves that were asked for: without what the sliders come to."""
    sliders: Sliders
    """As they stand at first."""
    turnable: tuple[str, ...]
    """The sliders that the arrows move, two at a time."""
    kinds: tuple[str, ...]
    """Actions whose worth may be doubted here."""
    present: Present
    own: Outlook | None
    """The same plans under the assumptions of the room."""
    points: tuple[tuple[date, float], ...]
    """Readings before the curves begin."""

    @property
    def letters(self) -> tuple[str, ...]:
        """Of the curves, in the order in which they are revealed."""
        return tuple(curve.letter for curve in self.outlook.curves)


def turned_scenario(sliders: Sliders, state: LiveState) -> Sliders:
    """The sliders where they were moved to."""
    for name, value in state.turned:
        sliders = sliders.turn(name, value)
    return sliders


class ShownCurve(NamedTuple):
    """One curve in the picture."""

    letter: str
    name: str
    curve: Curve
    open: bool
    """Whether it is revealed."""
    own: bool = False
    """Whether it stands under the assumptions of the room."""


def shown_curves(answer: LiveAnswer, state: LiveState) -> list[ShownCurve]:
    """All curves of the slide; with doubts the first, the newest, and that one as the room has it.

    More than three would be too many to compare, and the newest is the one that is in question.
    """
    curves = [
        ShownCurve(curve.letter, plain(_(curve.name)), curve, curve.letter in state.revealed)
        for curve in answer.outlook.curves[: len(LETTERS)]
    ]
    if answer.own is None:
        return curves
    newest = max((at for at, one in enumerate(curves) if one.open), default=0)
    kept = [curves[0], curves[newest]] if newest else [curves[0]]
    taken = {one.letter for one in curves} if len(curves) < len(LETTERS) else set()
    taken |= {one.letter for one in kept}
    free = next(letter for letter in LETTERS if letter not in taken)
    name = _("{letter}, as you assume").format(letter=curves[newest].letter)
    own = ShownCurve(free, name, answer.own.curves[newest], open=True, own=True)
    return [*kept, own]


def plot_of(answer: LiveAnswer, state: LiveState, *, zoom: bool) -> Plot:
    """Chart over the whole width: letters alone stand at the ends, the numbers below say all."""
    outlook, curves = answer.outlook, shown_curves(answer, state)
    lines = [
        Line(
            letter=one.letter,
            name="",
            median=one.curve.total.median,
            low=one.curve.total.low,
            high=one.curve.total.high,
        )
        for one in curves
    ]
    shown = [line for line, one in zip(lines, curves, strict=True) if one.open]
    began = outlook.start - timedelta(days=outlook.days // PAST_PART)
    points = [point for point in answer.points if began <= point[0] <= outlook.start]
    plot = Plot(
        first=min((day for day, _points in points), default=outlook.start),
        last=outlook.day(outlook.days),
        today=outlook.start,
        start=outlook.start,
        points=points,
        lines=lines,
        chosen=shown[-1].letter if shown else lines[0].letter,
        confidence=outlook.confidence,
        number=lambda _value: "",
        noted=False,
        least=LEAST_HEIGHT,
    )
    return replace(plot, lines=shown, bounds=fitted_to_bands(plot) if zoom else (0.0, 100.0))


class Assumption(NamedTuple):
    """One row."""

    name: str
    """``half_life``, ``half_pace``, ``ceiling`` or a kind of action."""
    said: str
    ours: str
    yours: str
    """Empty where it is as ours."""


def assumptions(doubts: Doubts, present: Present, kinds: Sequence[str]) -> list[Assumption]:
    """The rows, with ours and what the room says."""
    worth = dict(doubts.worth)
    days = _("{n} days")
    rows = [
        Assumption(
            "half_life",
            _("half-life: half is gone after"),
            days.format(n=format_number(present.half_life)),
            days.format(n=format_number(doubts.half_life)) if doubts.half_life else "",
        ),
        Assumption("half_pace", *_half_pace(doubts, present, kinds)),
    ]
    for kind in kinds[:MOST_KINDS]:
        points = present.points.get(kind, 0.0)
        times = worth.get(kind, 1.0)
        said = _("{action} are worth at most").format(action=action_name(kind, 2))
        rows.append(
            Assumption(kind, said, _points(points), _points(points * times) if times != 1 else "")
        )
    ceiling = _("{n} points")
    none = _("none below 100")
    rows.append(
        Assumption(
            "ceiling",
            _("ceiling without a licence"),
            none,
            ceiling.format(n=format_number(doubts.ceiling)) if doubts.ceiling < 100 else "",
        )
    )
    return rows


def _half_pace(doubts: Doubts, present: Present, kinds: Sequence[str]) -> tuple[str, str, str]:
    """Said of the first action, because "times ours" says nothing to a room."""
    kind = next((kind for kind in kinds if kind in present.half_pace), "")
    if not kind:
        times = _times(doubts.half_pace) if doubts.half_pace != 1 else ""
        return _("half-pace of all actions, times ours"), "1", times
    said = _("half-pace: {action}").format(action=action_name(kind, 2))
    ours = present.half_pace[kind]
    week = _("{pace} a week")
    yours = week.format(pace=_short(ours * doubts.half_pace)) if doubts.half_pace != 1 else ""
    return said, week.format(pace=_short(ours)), yours


def _short(value: float) -> str:
    return format_number(value, 0 if value >= 10 or value == int(value) else 1)


def _times(value: float) -> str:
    """Without zeros at its end."""
    return format_number(value, next(n for n in (0, 1, 2) if n == 2 or value == round(value, n)))


def _points(value: float) -> str:
    return _("{n} points").format(n=format_number(value, 1))


def stepped(doubts: Doubts, name: str, by: int, present: Present) -> Doubts:
    """One assumption a step further, on round numbers; ours is one of the steps."""
    if name == "half_life":
        ours = present.half_life
        days = _next(sorted({*HALF_LIVES, ours}), doubts.half_life or ours, by)
        return replace(doubts, half_life=None if days == ours else days)
    if name == "half_pace":
        return replace(doubts, half_pace=_next(PACES, doubts.half_pace, by))
    if name == "ceiling":
        return replace(doubts, ceiling=float(_next(CEILINGS, doubts.ceiling, by)))
    return doubts.with_worth(name, _next(TIMES, dict(doubts.worth).get(name, 1.0), by))


def _next(scale: Sequence[float], value: float, by: int) -> float:
    if by > 0:
        return next((step for step in scale if step > value + 1e-9), scale[-1])
    return next((step for step in reversed(scale) if step < value - 1e-9), scale[0])


def said_doubts(doubts: Doubts) -> str:
    """What is assumed otherwise, in a line: "half-life 60 days · comments × 2"."""
    parts = []
    if doubts.half_life:
        parts.append(_("half-life {n} days").format(n=format_number(doubts.half_life)))
    if doubts.half_pace != 1:
        parts.append(_("half-pace × {n}").format(n=_times(doubts.half_pace)))
    parts += [
        _("{action} × {n}").format(action=action_name(kind, 2), n=_times(times))
        for kind, times in doubts.worth
    ]
    if doubts.ceiling < 100:
        parts.append(_("ceiling {n}").format(n=format_number(doubts.ceiling)))
    return " · ".join(parts)


class LiveQuestion(NamedTuple):
    """What a slide asks the model, whatever was turned on it."""

    wish: Wish
    letters: str
    """One for each plan."""
    sliders: tuple[str, ...] = ()
    """Kinds that the arrows move; none: what the newest plan is made of."""


def ask(forecaster: Forecaster, question: LiveQuestion, state: LiveState) -> LiveAnswer:
    """The curves, with what the sliders come to and what the room assumes; in a thread."""
    # numpy and the model: 60 ms and more, once
    from ssi_tui.forecasting import present, sliders_of

    wish, letters = question.wish, question.letters
    now = forecaster.ask(
        wish.journal,
        wish.today,
        lambda simulator: present(simulator, wish.today, wish.member),
        member=wish.member,
    )
    plans: list[Scenario] = list(wish.scenarios)
    base = plans[min(1, len(plans) - 1)] if question.sliders else plans[-1]
    sliders = sliders_of(base, now)
    turnable = question.sliders or sliders.kinds
    for name in turnable:
        sliders = sliders if name in sliders.kinds else sliders.with_kind(name)
    if state.turned:
        turned = ((action_name(name, 2), value) for name, value in sorted(state.turned))
        said = _("{pace} a week").format(pace=", ".join(f"{name} {n}" for name, n in turned))
        turned_plan = turned_scenario(sliders, state).scenario(said)
        if (letter := turned_letter(letters)) in letters:
            plans[-1] = turned_plan
        else:
            plans.append(turned_plan)
            letters += letter
    own = None
    if state.doubts:
        doubted = [replace(plan, doubts=state.doubts) for plan in plans]
        own = _curves(forecaster, wish, doubted, letters)
    named = [kind for plan in wish.scenarios for phase in plan.phases for kind, _pace in phase.do]
    kinds = dict.fromkeys([*question.sliders, *named, *turnable])
    return LiveAnswer(
        outlook=_curves(forecaster, wish, plans, letters),
        asked=question.letters,
        sliders=sliders,
        turnable=tuple(turnable),
        kinds=tuple(kind for kind in kinds if now.points.get(kind))[:MOST_KINDS],
        present=now,
        own=own,
        points=tuple((reading.day, reading.total) for reading in wish.journal.readings),
    )


def turned_letter(letters: str) -> str:
    """The first that is free; the last where none is: what is turned takes its place."""
    return next((letter for letter in LETTERS if letter not in letters), LETTERS[-1])


def _curves(forecaster: Forecaster, wish: Wish, plans: Sequence[Scenario], letters: str) -> Outlook:
    outlook = forecaster.compute(wish._replace(scenarios=tuple(plans)))
    lettered = zip(outlook.curves, letters, strict=True)
    return replace(outlook, curves=tuple(replace(curve, letter=own) for curve, own in lettered))


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
        if answer is None:
            return ()
        turned = turned_scenario(answer.sliders, self.state)
        return tuple(turned[name] for name in answer.turnable[self.state.pair * PAIR :][:PAIR])

    @property
    def rows(self) -> list[Assumption]:
        """The assumptions, with ours and the room's; empty while there is no answer."""
        if self.answer is None:
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
        hidden = [letter for letter in letters if letter not in self.state.revealed]
        if hidden:
            self.state = self.state.reveal(hidden[0])
        return bool(hidden)

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
        if answer is None or which >= len(sliders):
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
        elif key in ("left", "right") and rows and self.answer:
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
