"""The live part of a slide as rows: chart, big numbers, what moved, guesses, assumptions; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import TOTAL_MAX, Pillar
from ssi_tui.chart.curves import ROOM, draw_curves
from ssi_tui.chart.text import Row, as_cells, cell_len, fit, left, plain, runs, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.live.slide import (
    Assumption,
    LiveAnswer,
    LiveState,
    ShownCurve,
    plot_of,
    said_doubts,
    shown_curves,
)
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Slider

_DIGITS = {
    "0": "#### #..# #..# #..# #..# ####",
    "1": "..#. .##. ..#. ..#. ..#. .###",
    "2": "#### ...# #### #... #... ####",
    "3": "#### ...# .### ...# ...# ####",
    "4": "#..# #..# #### ...# ...# ...#",
    "5": "#### #... #### ...# ...# ####",
    "6": "#### #... #### #..# #..# ####",
    "7": "#### ...# ...# ...# ...# ...#",
    "8": "#### #..# #### #..# #..# ####",
    "9": "#### #..# #### ...# ...# ####",
    "?": "#### ...# .### .#.. .... .#..",
}
"""Four by six dots: lines as thick upright as across, which box-drawing digits are not."""
SMALL, LARGE = 3, 6
"""Rows of a digit, of half blocks or of whole ones."""


def digit_rows(text: str, high: int) -> list[str]:
    """A number `high` rows high, 3 or 6; what has no large form is left out."""
    glyphs = [_DIGITS[char].split() for char in text if char in _DIGITS]
    lines = [".".join(glyph[row] for glyph in glyphs) for row in range(6)]
    if high >= LARGE:
        return ["".join("██" if dot == "#" else "  " for dot in line) for line in lines]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    shapes = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
    return ["".join(shapes[a + b] for a, b in zip(*pair, strict=True)) for pair in pairs]


def cut(row: Row, begin: int, end: int | None = None) -> Row:
    """The cells of a row from `begin` to before `end`."""
    kept: Row = []
    column = 0
    for text, style in row:
        cells = as_cells(text)
        inside = cells[max(begin - column, 0) : None if end is None else max(end - column, 0)]
        column += len(cells)
        if inside:
            kept.append(("".join(inside), style))
    return kept


def wiped(before: Sequence[Row], after: Sequence[Row], column: int) -> list[Row]:
    """What is new up to a column, what was there from it on: how a curve is revealed."""
    return [
        [*cut(new, 0, column), *cut(old, column)] if new != old else new
        for old, new in zip(before, after, strict=True)
    ]


BESIDE = 25
"""Cells of a figure's column from which band and difference stand right of the number."""
CHART_LEAST = 7
"""Rows: below, the big numbers go."""
EQUAL = 0.5
"""Points: nearer than this, two numbers are the same on a projector."""
ROOMY = (100, 34)
"""Cells and rows from which numbers are six rows high."""


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


class Live(NamedTuple):
    """All that a live slide shows now."""

    answer: LiveAnswer
    state: LiveState
    zoom: bool = True
    names: bool = False
    """Whether names of people are in sight."""
    rows: Sequence[Assumption] = ()
    """The assumptions, where the room looks at them."""


class Parts(NamedTuple):
    """The rows, and which of them are the chart: those a curve is drawn into bit by bit."""

    rows: list[Row]
    begin: int = 0
    end: int = 0


def draw_live(live: Live, width: int, height: int) -> Parts:
    """At most so many rows."""
    shown = figures(live.answer, live.state)
    wide = (width - 2) // max(len(shown), 1)
    panel = _assumed(live, width) if live.state.assuming is not None else []
    guessed = _guesses(live, width) if live.state.guesses and not panel else []
    above = [_meaning(live, width)] if height >= 18 and not panel else []
    moved = wrap(_moved(live), width - 4)[:2] or [""]
    below = [*([("  " + piece, "note")] for piece in moved), *guessed, *panel]
    for high in (LARGE if (width, height) >= ROOMY and height >= ROOMY[1] else SMALL, SMALL, 0):
        numbers = _numbers(shown, wide, high)
        chart = height - len(above) - len(numbers) - len(below)
        if chart >= CHART_LEAST:
            break
    chart = max(chart, 4)
    plot = plot_of(live.answer, live.state, zoom=live.zoom)
    curves = draw_curves(plot, width, chart, style=ROOM)
    rows = [*above, *curves, *numbers, *below][:height]
    return Parts(rows, len(above), min(len(above) + chart, len(rows)))


def _meaning(live: Live, width: int) -> Row:
    """What a curve and its band are: on every slide, because every slide is photographed."""
    outlook = live.answer.outlook
    share = Fraction(outlook.confidence).limit_denominator(10)
    said = _("An estimate, if the pace is kept; {part} in {all} runs end in the band.")
    if outlook.pace_assumed:
        said = _("An estimate from an assumed pace; {part} in {all} runs end in the band.")
    text = said.format(part=share.numerator, all=share.denominator)
    return [("  " + fit(text, width - 4), "muted")]


def _moved(live: Live) -> str:
    state = live.state
    if live.answer.own is not None and state.doubts:
        return _("Your assumptions: {what}").format(what=said_doubts(state.doubts))
    return most_moved(live.answer, state)


def _numbers(shown: Sequence[Figure], wide: int, high: int) -> list[Row]:
    """A column for each curve: name, big number, band and difference."""
    beside = wide >= BESIDE and high > 0
    names = [_names(figure, wide, bare=not high) for figure in shown]
    above = max((len(name) for name in names), default=1)
    count = above + high + (0 if beside else 2)
    rows: list[Row] = [[("  ", "text")] for _row in range(count)]
    for figure, name in zip(shown, names, strict=True):
        known, slot = figure.value != "?", figure.letter.lower()
        for at in range(above):
            piece = name[at - above + len(name)] if at >= above - len(name) else ""
            rows[at].append(
                (left(fit(piece, wide - 1), wide), f"label-{slot}" if known else "note")
            )
        colour = f"curve-{slot}" if known else "axis"
        middle, _blank, edges = figure.difference.partition(" (")
        notes = [figure.band, middle, f"({edges}" if edges else ""] if beside else ["", "", ""]
        for at, text in enumerate(digit_rows(figure.value, high) if high else []):
            number = "  " + text + "   "
            room = max(wide - cell_len(number), 0)
            note = notes[at * 3 // high] if at % (high // 3) == 0 else ""
            style = "strong" if at * 3 // high == 1 else "muted"
            rows[above + at].append((number, colour))
            rows[above + at].append((left(fit(note, room), room), style))
        if not beside:
            rows[-2].append((left(fit("  " + figure.band, wide - 1), wide), "muted"))
            rows[-1].append((left(fit("  " + figure.difference, wide - 1), wide), "strong"))
    return rows


def _names(figure: Figure, wide: int, *, bare: bool) -> list[str]:
    """Letter and name, in two rows where one is too short; with the number where that is `bare`."""
    number = f"{figure.value} " if bare and figure.value != "?" else ""
    return two_lines(f"{figure.letter} {number}{figure.name}", wide - 1)


def two_lines(text: str, width: int) -> list[str]:
    """One where it has room; the second may be longer than that."""
    pieces = wrap(text, max(width, 1)) or [""]
    return pieces if len(pieces) < 3 else [pieces[0], " ".join(pieces[1:])]


def guess_row(guesses: Mapping[str, float], width: int) -> Row:
    """The guesses on a line from 0 to 100."""
    cells = histogram([*guesses.values()], max(width - 12, 10)).replace(" ", "·")
    styles = ["axis" if cell == "·" else "accent" for cell in cells]
    return [("  0 ", "axis"), *runs(cells, styles), (f" {TOTAL_MAX:g}", "axis")]


def _guesses(live: Live, width: int) -> list[Row]:
    """Where the room guessed, and who was nearest once the curve that was asked for is there."""
    guesses = live.state.guesses
    said = said_guesses(guesses)
    asked = asked_curve(live.answer)
    if asked.letter in live.state.revealed and len(live.answer.asked) > 1:
        said += " · " + said_closest(guesses, asked.total.median[-1], names=live.names)
    return [guess_row(guesses, width), [("  " + fit(said, width - 4), "text")]]


def said_guesses(guesses: Mapping[str, float]) -> str:
    """How many there are, and the one in the middle."""
    count = len(guesses)
    form = ngettext(
        "{n} guess, the middle one {points}", "{n} guesses, the middle one {points}", count
    )
    return form.format(n=count, points=format_points(sorted(guesses.values())[count // 2]))


def said_closest(guesses: Mapping[str, float], value: float, *, names: bool) -> str:
    """Who was nearest, or only how near."""
    best = closest(guesses, value)
    if names:
        return _("closest: {names}").format(names=", ".join(map(plain, best)))
    return _("the closest is {points}").format(points=format_points(guesses[best[0]]))


def _assumed(live: Live, width: int) -> list[Row]:
    """A row for each assumption: ours, and what the room says."""
    if not live.rows:
        return []
    said = max(cell_len(row.said) for row in live.rows)
    ours = max(cell_len(row.ours) for row in live.rows)
    said = min(said, max(width - ours - 22, 10))
    rows: list[Row] = []
    for at, row in enumerate(live.rows):
        chosen = at == live.state.assuming
        mark = "▸ " if chosen else "  "
        style = "strong" if chosen else "text"
        yours = f"→ {row.yours}" if row.yours else ""
        rows.append(
            [
                (mark + left(fit(row.said, said), said) + "  ", style),
                (left(row.ours, ours) + "  ", "muted"),
                (fit(yours, max(width - said - ours - 8, 1)), "accent"),
            ]
        )
    return rows


def slider_text(arrows: str, slider: Slider) -> str:
    """``←→ posts 2 a week``."""
    number = format_number(slider.value, 0 if slider.value == int(slider.value) else 1)
    name = plain(action_name(slider.name, 2))
    return f"{arrows} {name} " + _("{pace} a week").format(pace=number)


def draw_foot(
    typed: str, sliders: Sequence[Slider], state: LiveState, more: Sequence[str], width: int
) -> Row:
    """What can be done now: the last row, read from the back of the room."""
    if typed:
        said = _("guess: {points}_   enter takes it").format(points=typed)
        return [("  " + fit(said, width - 4), "accent")]
    if state.assuming is not None:
        parts = [_("↑↓ choose"), _("←→ change"), _("0 as ours"), _("k keep"), _("a close")]
    else:
        parts = [slider_text(*pair) for pair in zip(("←→", "↑↓"), sliders, strict=False)]
        for part in more:
            if cell_len("   ".join([*parts, part])) <= width - 4:
                parts.append(part)
    return [("  " + fit("   ".join(parts), width - 4), "muted")]
