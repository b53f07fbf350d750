"""A slide for a room: a question, thick curves one after the other, and big numbers; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from ssi_tui.chart import ROOM, Line, Plot, Row, cell_len, draw_curves, fitted, frame_of
from ssi_tui.chart.text import as_cells, fit, left, wrap
from ssi_tui.i18n import _
from ssi_tui.wording.dates import month_name

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


def over(row: Row, column: int, text: str, style: str) -> Row:
    """The row with a text written over its cells."""
    return [*cut(row, 0, column), (text, style), *cut(row, column + cell_len(text))]


def wiped(before: Sequence[Row], after: Sequence[Row], column: int) -> list[Row]:
    """What is new up to a column, what was there from it on: how a curve is revealed."""
    return [
        [*cut(new, 0, column), *cut(old, column)] if new != old else new
        for old, new in zip(before, after, strict=True)
    ]


NUMBERS = 3
"""Big numbers side by side: what an audience compares at a glance."""


class Slide(NamedTuple):
    """All that the slide shows."""

    plot: Plot | None
    """With every curve that is on; None while they are computed."""
    shown: int = 0
    """Curves that are revealed, the first so many."""
    band: str = ""
    """Letter of the curve with the band; nothing: the one revealed last."""
    aside: str = ""
    """What stands before the counter, as "made-up data"."""
    member: bool = False
    """Whether the curves are those of a sample member."""
    now: str = ""
    """Letter of the curve on which all goes on as before."""
    said: str = ""
    """A sentence in place of what the curves mean, or why there are none."""


def title(slide: Slide) -> str:
    """A question: when it will be where, then what if."""
    plot = slide.plot
    if plot is None:
        return slide.said or _("computing…")
    if not plot.lines:
        return _("No scenario is on yet.")
    if slide.shown:
        line = plot.lines[slide.shown - 1]
        if line.letter == slide.now:
            return _("What if nothing changes?")
        return _("What if: {name}?").format(name=line.name)
    day = _("{day} {month}").format(day=plot.last.day, month=month_name(plot.last.month))
    return _("Where will it be on {day}?").format(day=day)


def meaning(slide: Slide) -> str:
    """What is seen, in a sentence."""
    plot = slide.plot
    if plot is None:
        return ""
    if slide.said:
        return slide.said
    if not plot.lines:
        return _("esc leads back: a letter or space switches a scenario on, p shows it here.")
    if not slide.shown:
        return _("Left of today is what LinkedIn showed. Guess first.")
    share = Fraction(plot.confidence).limit_denominator(10)
    if slide.member:
        text = _("A sample member, not you, until you log · {part} in {all} runs fall in the band.")
    else:
        text = _(
            "Estimate, if you keep the pace: {part} in {all} runs of the model "
            "fall in {letter}’s band."
        )
    letter = revealed(slide).chosen
    return text.format(part=share.numerator, all=share.denominator, letter=letter)


def revealed(slide: Slide) -> Plot:
    """The plot with the curves that are revealed, its axes as with all of them."""
    plot = slide.plot
    assert plot is not None
    each = [replace(plot, chosen=line.letter) for line in plot.lines] or [plot]
    ranges = [fitted(one) for one in each]
    lines = plot.lines[: slide.shown]
    newest = lines[-1].letter if lines else ""
    return replace(
        plot,
        lines=lines,
        chosen=slide.band if any(line.letter == slide.band for line in lines) else newest,
        bounds=(min(low for low, _high in ranges), max(high for _low, high in ranges)),
    )


class _Layout(NamedTuple):
    """How the rows are shared out; the numbers go first where there are few."""

    above: int
    chart: int
    digits: int
    """Rows of a big number, 0: none."""
    roomy: bool


def _layout(slide: Slide, width: int, height: int) -> _Layout:
    roomy = height >= 34 and width >= 100
    digits = LARGE if roomy else SMALL if height >= 17 else 0
    above = 1 + _said_rows(slide, width) + 2 * roomy
    below = digits + 2 + roomy if digits else 0
    return _Layout(above, max(height - above - below, 3), digits, roomy)


def draw(slide: Slide, width: int, height: int) -> list[Row]:
    """At most so many rows: question, meaning, chart, numbers."""
    rows = [_head(slide, width)]
    said: list[Row] = [[("  " + line, "muted")] for line in wrap(meaning(slide), width - 3)]
    if slide.plot is None or not slide.plot.lines:
        return [*rows, *said][:height]
    above, chart, digits, roomy = _layout(slide, width, height)
    rows += [*said, [], []][: above - 1 - 2 * roomy]
    if roomy:
        rows = [[], *rows, []]
    rows += _chart(slide, width, chart)
    if digits:
        rows += [*([[]] if roomy else []), *_numbers(slide, width, digits), []]
    return rows[:height]


def draw_partly(before: Slide, slide: Slide, part: float, width: int, height: int) -> list[Row]:
    """On the way from one slide to the next: the new question, and a `part` (0–1) of its curve.

    The number comes with the whole curve, so that nobody reads on before it is there.
    """
    old, new = draw(before, width, height), draw(slide, width, height)
    if slide.plot is None or not slide.plot.lines:
        return new
    above, chart, _digits, _roomy = _layout(slide, width, height)
    below = above + chart
    halves = wiped(old[above:below], new[above:below], int(width * part))
    return [*new[:above], *halves, *old[below:]]


def _said_rows(slide: Slide, width: int) -> int:
    """Rows for the longest meaning, up to two: nothing jumps when it changes."""
    texts = (meaning(slide._replace(shown=shown, said="")) for shown in (0, 1))
    return min(max(len(wrap(text, width - 3)) for text in texts), 2)


def _head(slide: Slide, width: int) -> Row:
    """The question at the left, the counter at the right."""
    parts = [slide.aside] if slide.aside else []
    if slide.plot is not None and slide.plot.lines:
        count = len(slide.plot.lines)
        parts.append(_("{n} of {all}").format(n=min(slide.shown, count), all=count))
    counter = " · ".join(parts)
    room = width - cell_len(counter) - 5
    return [("  " + left(title(slide), room), "title"), ("  " + counter + " ", "note")]


def _chart(slide: Slide, width: int, height: int) -> list[Row]:
    assert slide.plot is not None
    plot = revealed(slide)
    widths = [
        frame_of(replace(slide.plot, chosen=one.letter), width).right for one in slide.plot.lines
    ]
    plot = replace(plot, lane_room=max(widths))
    rows = draw_curves(plot, width, height, style=ROOM)
    return rows if slide.shown else _asked(rows, plot, width)


def _asked(rows: list[Row], plot: Plot, width: int) -> list[Row]:
    """Question marks where the curves will be."""
    parts = frame_of(plot, width)
    today = parts.dates.cell(plot.today)
    if today is None:
        return rows
    begin, end = parts.left + today + 2, parts.left + parts.dates.cells
    big = end - begin >= 22 and len(rows) >= 9
    mark = digit_rows("?", SMALL) if big else ["?"]
    top = max((len(rows) - 2 - len(mark)) // 2, 0)
    for place in range(1, 4):
        at = begin + (end - begin) * place // 4 - len(mark[0]) // 2
        for down, text in enumerate(mark):
            rows[top + down] = over(rows[top + down], at, text, "axis")
    return rows


def _numbers(slide: Slide, width: int, high: int) -> list[Row]:
    """Letter, name and value of the last curves revealed and the next, side by side."""
    assert slide.plot is not None
    lines = slide.plot.lines
    first = min(max(slide.shown - NUMBERS + 1, 0), max(len(lines) - NUMBERS, 0))
    picked = lines[first : first + NUMBERS]
    wide = (width - 2) // max(len(picked), 1)
    rows: list[Row] = [[("  ", "text")] for _row in range(high + 1)]
    for place, line in enumerate(picked, first):
        open_ = place < slide.shown
        style = f"label-{line.slot}" if open_ else "note"
        rows[0].append((left(f"{line.letter}  {fit(line.name, wide - 5)}", wide), style))
        number, colour = _value(slide.plot, line, open_), f"curve-{line.slot}" if open_ else "axis"
        for row, text in zip(rows[1:], digit_rows(number, high), strict=True):
            row.append((left("   " + text, wide), colour))
    return rows


def _value(plot: Plot, line: Line, open_: bool) -> str:
    end = plot.at_end(line.median)
    return f"{end:.0f}" if open_ and end is not None else "?"
