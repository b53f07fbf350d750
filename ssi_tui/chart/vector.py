"""The score chart as a drawing: SVG with smooth curves, bands, points, and labels at their ends."""

from collections.abc import Sequence
from math import ceil, floor

from ssi_tui.chart.palette import LIGHT, Palette
from ssi_tui.chart.plot import Plot, fitted
from ssi_tui.chart.scale import DateAxis, date_ticks
from ssi_tui.chart.vector_area import (
    HEIGHT,
    LEAD,
    MARGIN,
    SMALL,
    TICK,
    TITLE,
    WIDTH,
    Area,
    words,
)
from ssi_tui.chart.vector_labels import end_labels, label_room
from ssi_tui.chart.vector_parts import (
    SANS,
    cut,
    document,
    element,
    number,
    path,
    text_width,
    wrapped,
)
from ssi_tui.i18n import _

_STEPS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0)
_MOST_LINES = 7
_DASHES = {"A": "", "B": "16 9", "C": "0.1 9", "D": "18 8 0.1 8", "E": "6 7"}
"""As in the app: solid, dashed, dotted, dash and dot, short dashes."""


def draw_vector(
    plot: Plot, *, title: str = "", sentence: str = "", palette: Palette = LIGHT, bare: bool = False
) -> str:
    """The whole SVG file, the same for the same plot.

    `title` stands above the chart and `sentence` below it, unless it is `bare` because a page has
    them; screen readers find both in <title> and <desc>.
    """
    below = [] if bare else wrapped(sentence, WIDTH - 2 * MARGIN, SMALL)
    headed = bool(title) and not bare
    area = _area(plot, top=MARGIN + (84 if headed else 24), below=len(below))
    colours = palette.colours
    parts = [element("rect", width=WIDTH, height=HEIGHT, fill=colours["ground"])]
    if headed:
        shown = cut(title, WIDTH - 2 * MARGIN, TITLE, bold=True)
        parts.append(words(MARGIN, MARGIN + 26, shown, TITLE, colours["title"], bold=True))
    parts += _grid(plot, area, palette)
    parts += _dates(plot, area, palette)
    parts += _curves(plot, area, palette)
    parts += _points(plot, area, palette)
    parts += end_labels(plot, area, palette)
    for place, line in enumerate(below):
        y = HEIGHT - MARGIN + 8 - (len(below) - 1 - place) * (SMALL + 7)
        parts.append(words(MARGIN, y, line, SMALL, colours["muted"]))
    head = element("g", "\n" + "\n".join(parts) + "\n", font_family=SANS)
    return document(WIDTH, HEIGHT, [head], title=title or _("Score"), description=sentence)


def _area(plot: Plot, *, top: float, below: int) -> Area:
    low, high = fitted(plot)
    for step in _STEPS:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= _MOST_LINES:
            break
    bottom, upper = max(first * step, plot.floor), min(last * step, plot.ceiling)
    widest = max(text_width(_value(value), TICK) for value in (bottom, upper, plot.target or 0))
    left = MARGIN + widest + 12
    right = WIDTH - MARGIN - (LEAD + label_room(plot) if plot.lines else 0)
    days = (plot.last - plot.first).days + 1
    dates = DateAxis(plot.first.toordinal(), days, int(right - left))
    under = 44 + (MARGIN + below * (SMALL + 7) if below else 8)
    return Area(left, top, right, HEIGHT - under, dates, bottom, upper, step)


def _value(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _grid(plot: Plot, area: Area, palette: Palette) -> list[str]:
    colours, parts = palette.colours, []
    for place in range(ceil(area.low / area.step), floor(area.high / area.step) + 1):
        value = place * area.step
        parts.append(_across(area, value, colours["bar-rest"], "1"))
        parts.append(_gutter(area, value, colours["tick"]))
    for value, name in plot.ranges:
        if area.low < value < area.high:
            parts.append(words(area.left + 8, area.y(value) - 6, name, SMALL, colours["range"]))
    if plot.target is not None and area.low <= plot.target <= area.high:
        parts.append(_across(area, plot.target, colours["target"], "2", "10 6"))
        parts.append(_gutter(area, plot.target, colours["target"], bold=True))
        name = plot.target_name
        if name:
            y = area.y(plot.target) - 7
            parts.append(words(area.left + 8, y, name, SMALL, colours["target"], bold=True))
    if plot.baseline is not None and area.low <= plot.baseline <= area.high:
        parts.append(_across(area, plot.baseline, colours["axis"], "2"))
    return parts


def _across(area: Area, value: float, colour: str, width: str, dashes: str = "") -> str:
    more = {"stroke_dasharray": dashes} if dashes else {}
    return element(
        "path",
        d=f"M{number(area.left)} {number(area.y(value))}H{number(area.right)}",
        stroke=colour,
        stroke_width=width,
        **more,
    )


def _gutter(area: Area, value: float, colour: str, *, bold: bool = False) -> str:
    y = area.y(value) + TICK * 0.36
    return words(area.left - 12, y, _value(value), TICK, colour, bold=bold, end="end")


def _dates(plot: Plot, area: Area, palette: Palette) -> list[str]:
    """The axis with its months, and today's line."""
    colours = palette.colours
    base = area.bottom
    parts = [_across(area, area.low, colours["axis"], "1.5")]
    room = int(WIDTH - MARGIN - area.right)

    def length(text: str) -> int:
        return int(text_width(text, TICK)) + 16

    for tick in date_ticks(area.dates, room, plot.month_name, length):
        x = area.left + tick.cell + 0.5
        parts.append(element("path", d=f"M{number(x)} {number(base)}v8", stroke=colours["axis"]))
        if tick.label:
            middle = max(x, area.left + length(tick.label) / 2 - 8)
            label = words(middle, base + 30, tick.label, TICK, colours["tick"], end="middle")
            parts.append(label)
    if plot.first <= plot.today <= plot.last:
        x = area.x(plot.today.toordinal())
        line = f"M{number(x)} {number(area.top - 8)}V{number(base)}"
        parts.append(element("path", d=line, stroke=colours["today"], stroke_width="1.5"))
        half = text_width(_("today"), TICK) / 2
        at = min(max(x, area.left + half), WIDTH - MARGIN - half)
        word = words(at, area.top - 15, _("today"), TICK, colours["today"], end="middle")
        parts.append(word)
    return parts


def _along(plot: Plot, area: Area, series: Sequence[float]) -> list[tuple[float, float]]:
    """One place a day, inside the window."""
    origin = plot.origin.toordinal()
    first = max(plot.first.toordinal() - origin, 0)
    days = range(first, min(plot.last.toordinal() - origin + 1, len(series)))
    return [(area.x(origin + day), area.y(series[day])) for day in days]


def _curves(plot: Plot, area: Area, palette: Palette) -> list[str]:
    """The band first, then the curves, the chosen one on top."""
    chosen, parts = plot.line_chosen(), []
    if chosen is not None and chosen.low:
        edge = _along(plot, area, chosen.high) + _along(plot, area, chosen.low)[::-1]
        colour = palette.colours[f"curve-{chosen.slot}"]
        parts.append(element("path", d=path(edge) + "Z", fill=colour, fill_opacity="0.2"))
    others = [line for line in reversed(plot.lines) if line is not chosen]
    for line in [*others, chosen] if chosen else others:
        along = _along(plot, area, line.median)
        if not along:
            continue
        dashes = _DASHES[line.letter]
        more = {"stroke_dasharray": dashes} if dashes else {}
        parts.append(
            element(
                "path",
                d=path(along),
                fill="none",
                stroke=palette.colours[f"curve-{line.slot}"],
                stroke_width="5" if line is chosen or "0.1" in dashes else "4",
                stroke_linecap="round",
                stroke_linejoin="round",
                **more,
            )
        )
    return parts


def _points(plot: Plot, area: Area, palette: Palette) -> list[str]:
    """Readings, each with a rim of the ground so that neighbours stay apart."""
    inside = [(day, value) for day, value in plot.points if plot.first <= day <= plot.last]
    dots = "".join(
        f"M{number(area.x(day.toordinal()))} {number(area.y(value))}h0" for day, value in inside
    )
    if not dots:
        return []
    wide = 11 if len(inside) <= 120 else 7
    return [
        element("path", d=dots, stroke=colour, stroke_width=float(size), stroke_linecap="round")
        for colour, size in (
            (palette.colours["ground"], wide + 3),
            (palette.colours["point"], wide),
        )
    ]
