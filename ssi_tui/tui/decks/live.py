"""What one live slide is about: curves, what is revealed of them, sliders and guesses; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import Line, Plot, fitted, plain
from ssi_tui.i18n import _
from ssi_tui.wording.dates import month_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook, Sliders

LETTERS = "ABCDE"
EQUAL = 0.5
"""Points: nearer than this, two numbers are the same on a projector."""


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

    def next_letter(self, count: int) -> str | None:
        """The first of so many curves that is not in sight yet."""
        return next((letter for letter in LETTERS[:count] if letter not in self.revealed), None)

    def reveal(self, letter: str) -> LiveState:
        """With one curve more."""
        return replace(self, revealed=self.revealed | {letter})

    def hide(self) -> LiveState:
        """Without the last curve; as usual stays."""
        last = max(self.revealed, default="A")
        return self if last == "A" else replace(self, revealed=self.revealed - {last})

    def guess(self, who: str, points: float) -> LiveState:
        """With a guess; a later one of the same person replaces it."""
        return replace(self, guesses={**self.guesses, who: points})


def turned_scenario(sliders: Sliders, state: LiveState) -> Sliders:
    """The sliders where they were moved to."""
    for name, value in state.turned:
        sliders = sliders.turn(name, value)
    return sliders


def plot_of(outlook: Outlook, state: LiveState, *, zoom: bool) -> Plot:
    """Chart over the whole width: letters alone stand at the ends, the numbers below say all."""
    lines = [
        Line(
            letter=curve.letter,
            name="",
            median=curve.total.median,
            low=curve.total.low,
            high=curve.total.high,
        )
        for curve in outlook.curves[: len(LETTERS)]
    ]
    shown = [line for line in lines if line.letter in state.revealed]
    plot = Plot(
        first=outlook.start,
        last=outlook.day(outlook.days),
        today=outlook.start,
        month_name=month_name,
        lines=lines,
        chosen=shown[-1].letter if shown else "A",
        confidence=outlook.confidence,
        number=lambda _value: "",
        noted=False,
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
    band: str
    difference: str
    """Against as usual; "= A" where nothing differs; empty for as usual."""


def figures(outlook: Outlook, state: LiveState) -> list[Figure]:
    """One for each curve; what is not revealed yet gives nothing away but its name."""
    found = []
    for curve in outlook.curves[: len(LETTERS)]:
        name = plain(_(curve.name))
        if curve.letter not in state.revealed:
            found.append(Figure(letter=curve.letter, name=name, value="?", band="", difference=""))
            continue
        total = curve.total
        low, high = format_number(total.low[-1]), format_number(total.high[-1])
        found.append(
            Figure(
                letter=curve.letter,
                name=name,
                value=format_number(total.median[-1]),
                band=f"{low}–{high}",
                difference=_against(curve),
            )
        )
    return found


def _against(curve: Curve) -> str:
    series = curve.difference
    if series is None:
        return ""
    if abs(series.median[-1]) < EQUAL:
        return "= A"
    values = (series.median[-1], series.low[-1], series.high[-1])
    middle, low, high = (format_number(value, sign=True) for value in values)
    return f"{middle} ({low}…{high})"


def most_moved(outlook: Outlook, state: LiveState) -> str:
    """Which pillar differs most from as usual at the end of the newest curve in sight."""
    shown = [curve for curve in outlook.curves[1:] if curve.letter in state.revealed]
    if not shown:
        return ""
    usual, newest = outlook.curves[0], shown[-1]
    gaps = {
        pillar: newest.pillars[pillar].median[-1] - usual.pillars[pillar].median[-1]
        for pillar in Pillar
    }
    pillar = max(gaps, key=lambda name: abs(gaps[name]))
    if abs(gaps[pillar]) < EQUAL:
        return _("{letter}: no pillar moves by as much as half a point").format(
            letter=newest.letter
        )
    from ssi_tui.wording.actions import pillar_name

    return _("{letter}: what moves most is {pillar}, {points}").format(
        letter=newest.letter,
        pillar=pillar_name(pillar),
        points=format_number(gaps[pillar], 1, sign=True),
    )


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
    most = max(counts, default=0) or 1
    return "".join(" ▁▂▃▄▅▆▇█"[round(8 * count / most)] for count in counts)
