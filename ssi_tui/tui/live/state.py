"""What was done on one live slide, what is assumed there, and what its curves come to; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart import Line, Plot, fitted, plain
from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import month_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Doubts, Outlook, Present, Sliders

LETTERS = "ABCDE"
EQUAL = 0.5
"""Points: nearer than this, two numbers are the same on a projector."""
LEAST_HEIGHT = 10.0
"""Points that a zoomed axis shows at least: what moves less is no news for a room."""
PAST_PART = 4
"""Readings of the last days are shown, as far back as this part of the way ahead."""


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

    def next_letter(self, letters: Sequence[str]) -> str | None:
        """The first curve that is not in sight yet."""
        return next((letter for letter in letters if letter not in self.revealed), None)

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
    asked: str = ""
    """Letters of the curves that were asked for: without what the sliders come to."""
    sliders: Sliders | None = None
    """As they stand at first."""
    turnable: tuple[str, ...] = ()
    """The sliders that the arrows move, two at a time."""
    kinds: tuple[str, ...] = ()
    """Actions whose worth may be doubted here."""
    present: Present | None = None
    own: Outlook | None = None
    """The same plans under the assumptions of the room."""
    points: tuple[tuple[date, float], ...] = ()
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
    outlook = answer.outlook
    lines = [
        Line(
            letter=one.letter,
            name="",
            median=one.curve.total.median,
            low=one.curve.total.low,
            high=one.curve.total.high,
        )
        for one in shown_curves(answer, state)
    ]
    hidden = {one.letter for one in shown_curves(answer, state) if not one.open}
    shown = [line for line in lines if line.letter not in hidden]
    began = outlook.start - timedelta(days=outlook.days // PAST_PART)
    points = [point for point in answer.points if began <= point[0] <= outlook.start]
    plot = Plot(
        first=min((day for day, _points in points), default=outlook.start),
        last=outlook.day(outlook.days),
        today=outlook.start,
        start=outlook.start,
        month_name=month_name,
        points=points,
        lines=lines,
        chosen=shown[-1].letter if shown else lines[0].letter,
        confidence=outlook.confidence,
        number=lambda _value: "",
        noted=False,
        least=LEAST_HEIGHT,
    )
    ranges = [fitted(replace(plot, chosen=line.letter)) for line in lines]
    bounds = (min(low for low, _high in ranges), max(high for _low, high in ranges))
    return replace(plot, lines=shown, bounds=bounds if zoom else (0.0, 100.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What stands below the chart for one curve."""

    letter: str
    name: str
    value: str
    """Whole points at the end; "?" before it is revealed."""
    band: str = ""
    difference: str = ""
    """Against the first curve; that they are equal; empty for the first one."""


def figures(answer: LiveAnswer, state: LiveState) -> list[Figure]:
    """One for each curve; what is not revealed yet gives nothing away but its name."""
    curves = shown_curves(answer, state)
    rows = []
    for shown in curves:
        if not shown.open:
            rows.append(Figure(letter=shown.letter, name=shown.name, value="?"))
            continue
        total = shown.curve.total
        low, high = format_number(total.low[-1]), format_number(total.high[-1])
        first = answer.own.curves[0] if shown.own and answer.own else curves[0].curve
        rows.append(
            Figure(
                letter=shown.letter,
                name=shown.name,
                value=format_number(total.median[-1]),
                band=f"{low}–{high}",
                difference=_against(shown.curve, first, curves[0]),
            )
        )
    return rows


def _against(curve: Curve, first: Curve, shown: ShownCurve) -> str:
    """−2 (−4…0), or that the two are equal."""
    letter, end = shown.letter, curve.total.median[-1]
    seen = round(end) - round(shown.curve.total.median[-1])
    if curve is first:
        if curve is shown.curve:
            return ""
        return _gap((end - shown.curve.total.median[-1],), letter, seen)
    series = curve.difference
    if series is None:
        return _gap((end - first.total.median[-1],), letter, seen)
    if first is not shown.curve:
        seen = round(series.median[-1])  # it is measured against a curve that is not in sight
    return _gap((series.median[-1], series.low[-1], series.high[-1]), letter, seen)


def _gap(values: tuple[float, ...], letter: str, seen: int) -> str:
    """`seen`: what a room makes of the two big numbers; with a decimal where that is another."""
    if abs(values[0]) < EQUAL and seen == 0:
        return _("equal to {letter}").format(letter=letter)
    decimals = 0 if round(values[0]) == seen else 1
    middle = format_number(values[0], decimals, sign=True)
    fine = decimals if abs(values[0]) < 1 else 0  # "−0.2 (0…0)" would say nothing
    edges = [format_number(value, fine, sign=True) for value in values[1:]]
    return f"{middle} ({edges[0]}…{edges[1]})" if edges else middle


def most_moved(answer: LiveAnswer, state: LiveState) -> str:
    """Which pillar differs most from the first curve at the end of the newest one in sight."""
    shown = [one for one in shown_curves(answer, state)[1:] if one.open and not one.own]
    if not shown:
        return ""
    usual, newest = answer.outlook.curves[0], shown[-1]
    gaps = {
        pillar: newest.curve.pillars[pillar].median[-1] - usual.pillars[pillar].median[-1]
        for pillar in Pillar
    }
    pillar = max(gaps, key=lambda name: abs(gaps[name]))
    if abs(gaps[pillar]) < EQUAL:
        return _("{letter}: no pillar moves by as much as half a point").format(
            letter=newest.letter
        )
    return _("{letter}: what moves most is {pillar}, {points}").format(
        letter=newest.letter,
        pillar=pillar_name(pillar),
        points=format_number(gaps[pillar], 1, sign=True),
    )


def asked_curve(answer: LiveAnswer) -> Curve:
    """The one that guesses are held against: what the sliders come to is never guessed."""
    return answer.outlook.curves[max(len(answer.asked) - 1, 0)]


def closest(guesses: Mapping[str, float], value: float) -> tuple[str, ...]:
    """Who guessed best: several where they are equally near."""
    if not guesses:
        return ()
    least = min(abs(points - value) for points in guesses.values())
    return tuple(who for who, points in guesses.items() if abs(points - value) == least)


def histogram(guesses: Sequence[float], width: int) -> str:
    """The guesses over 0 to 100 in so many cells, as heights."""
    counts = [0] * width
    for points in guesses:
        counts[min(int(points / 100 * width), width - 1)] += 1
    highest = max(counts, default=0) or 1
    return "".join(" ▁▂▃▄▅▆▇█"[round(8 * count / highest)] for count in counts)


HALF_LIVES = (3, 5, 7, 10, 14, 21, 31, 45, 60, 90, 120, 180, 365)
"""Days."""
TIMES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
PACES = TIMES[1:]
CEILINGS = (40, 50, 60, 70, 80, 90, 100)
"""Points; the last is none."""
MOST_KINDS = 3
"""Actions whose worth has a row: what a slide is about, and what a small screen has room for."""


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
