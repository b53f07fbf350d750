"""The score chart as a drawing: SVG with smooth curves, bands, points, and labels at their ends."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import ceil, floor
from typing import NamedTuple
from unicodedata import category

from ssi_tui.chart.palette import LIGHT, Palette
from ssi_tui.chart.plot import DateAxis, Line, Plot, date_ticks, fitted, spread
from ssi_tui.chart.text import clusters
from ssi_tui.i18n import _, language

SANS = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
MONO = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
"""What the viewer's own computer has: a picture of ours fetches nothing."""
_WIDTHS = {
    0.32: " ijlI.,:;'|!/()[]–-",
    0.4: 'frt"“”’‘·',
    0.64: "0123456789",
    0.84: "wMOQÖÓ%",
    0.99: "mW@",
}
_EMS = {char: width for width, chars in _WIDTHS.items() for char in chars}
"""Of DejaVu Sans, the widest of the fonts above: with the others there is room to spare."""
_BOLD = 1.1


def number(value: float) -> str:
    """To a tenth of a pixel, as short as it can be said."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """A text for an element or an attribute, without what XML can't hold."""
    return escape("".join(map(_held, text)), quote=False).replace('"', "&quot;")


def _held(char: str) -> str:
    if category(char) == "Cc":
        return ""
    return "\ufffd" if category(char) == "Cs" or char in "\ufffe\uffff" else char


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """One element; `_` in the names of attributes stands for `-`, a last one is dropped.

    An attribute without a value is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        + (value if isinstance(value, str) else number(value))
        + '"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(title: str, body: Iterable[str], style: str) -> str:
    """The whole file, which loads and runs nothing; `body` is markup, `title` is text."""
    lines = [
        "<!doctype html>",
        f'<html lang="{language()}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        element("title", escaped(title)),
        f"<style>{style}</style></head>",
        element("body", element("main", "\n" + "\n".join(body) + "\n")),
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes at most in one of the `SANS` fonts of this size."""
    ems = sum(_em(part, cells) for part, cells in clusters(text))
    return ems * size * (_BOLD if bold else 1)


def _em(part: str, cells: int) -> float:
    if cells != 1:
        return float(cells)
    return _EMS.get(part[0], 0.72 if part[0].isupper() else 0.62)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or its beginning with … where it is wider than `room` pixels."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = ""
    for part, _cells in clusters(text):
        if text_width(f"{kept}{part}…", size, bold=bold) > room:
            break
        kept += part
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The words in lines of at most `room` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [cut(line, room, size) for line in lines]


def path(points: Iterable[tuple[float, float]]) -> str:
    """What a polyline is drawn along."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def document(
    width: float, height: float, parts: Sequence[str], *, title: str, description: str
) -> str:
    """The whole file: title and description are what a screen reader says."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" '
        'aria-labelledby="picture-title picture-desc">'
    )
    told = [
        element("title", escaped(title) or " ", id="picture-title"),
        element("desc", escaped(description) or " ", id="picture-desc"),
    ]
    return "\n".join((head, *told, *parts, "</svg>")) + "\n"


Colours = Mapping[str, str]
"""Style name → "#rrggbb"."""
WIDTH, HEIGHT = 1280, 720
"""Pixels: a slide."""
MARGIN = 40
TITLE, LABEL, TICK, SMALL = 30, 22, 19, 17
"""Sizes of type."""
LEAD = 26
"""Pixels between a curve's end and its label."""


class Area(NamedTuple):
    """Where days and values stand, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    dates: DateAxis
    low: float
    high: float
    step: float

    def x(self, ordinal: float) -> float:
        """From the left, to the middle of a day."""
        return self.left + self.dates.place(ordinal)

    def y(self, value: float) -> float:
        """From above; values beyond the axis stand on its edge."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.bottom - part * (self.bottom - self.top)


def words(
    x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False, end: str = ""
) -> str:
    """A text at its left end, or at the `end` that is said."""
    more = {"font_weight": "700" if bold else None, "text_anchor": end or None}
    return element("text", escaped(text), x=x, y=y, font_size=size, fill=colour, **more)


def _ended(plot: Plot) -> list[tuple[float, Line]]:
    """Curves by the value at their end, from the highest down."""
    ends = [(end, line) for line in plot.lines if (end := plot.at_end(line.median)) is not None]
    return sorted(ends, key=lambda end: (-end[0], end[1].letter))


def _note(plot: Plot, line: Line) -> str:
    """What the band says at its end."""
    low, high = plot.at_end(line.low), plot.at_end(line.high)
    if line.letter != plot.chosen or low is None or high is None:
        return ""
    return _("{percent} %: {low}–{high}").format(
        percent=round(plot.confidence * 100), low=plot.number(low), high=plot.number(high)
    )


def label_room(plot: Plot) -> float:
    """Pixels for the widest label, up to a third of the picture."""
    widest = 0.0
    for end, line in _ended(plot):
        name = text_width(f"{line.letter}  {line.name}  {plot.number(end)}", LABEL, bold=True)
        widest = max(widest, name + 8, text_width(_note(plot, line), SMALL) + 26)
    return min(widest, WIDTH / 3)


def end_labels(plot: Plot, area: Area, colours: Colours) -> list[str]:
    """Letter, name and value at each curve's end, none over another."""
    ended = _ended(plot)
    notes = [_note(plot, line) for _end, line in ended]
    sizes = [58 if note else 32 for note in notes]
    top = int(area.top) - 20
    wanted = [int(area.y(end)) - 16 - top for end, _line in ended]
    tops = spread(wanted, sizes, int(area.bottom) - top + 16)
    left, right = area.right + LEAD, WIDTH - MARGIN
    parts = []
    for (end, line), above, note in zip(ended, tops, notes, strict=True):
        middle, y = top + above + 16.0, area.y(end)
        colour = colours[f"label-{line.slot}"]
        if abs(middle - y) > 5:
            lead = path(((area.right + 5, y), (left - 5, middle)))
            parts.append(element("path", d=lead, stroke=colour, stroke_width="1", opacity="0.6"))
        value = plot.number(end)
        room = right - left - text_width(f"{line.letter}  {value}  ", LABEL, bold=True)
        name = cut(line.name, room, LABEL, bold=True)
        base = middle + LABEL * 0.36
        said = f"{line.letter} {name}"
        parts.append(words(left, base, said, LABEL, colour, bold=True))
        parts.append(words(right, base, value, LABEL, colour, bold=True, end="end"))
        if note:
            parts.append(words(left + 20, base + 25, note, SMALL, colours["note"]))
    return parts


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
    parts += _grid(plot, area, colours)
    parts += _dates(plot, area, colours)
    parts += _curves(plot, area, colours)
    parts += _points(plot, area, colours)
    parts += end_labels(plot, area, colours)
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


def _grid(plot: Plot, area: Area, colours: Colours) -> list[str]:
    parts = []
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
        if plot.target_name:
            x, y = area.left + 8, area.y(plot.target) - 7
            parts.append(words(x, y, plot.target_name, SMALL, colours["target"], bold=True))
    if plot.baseline is not None and area.low <= plot.baseline <= area.high:
        parts.append(_across(area, plot.baseline, colours["axis"], "2"))
    return parts


def _across(area: Area, value: float, colour: str, width: str, dashes: str = "") -> str:
    line = f"M{number(area.left)} {number(area.y(value))}H{number(area.right)}"
    return element(
        "path", d=line, stroke=colour, stroke_width=width, stroke_dasharray=dashes or None
    )


def _gutter(area: Area, value: float, colour: str, *, bold: bool = False) -> str:
    y = area.y(value) + TICK * 0.36
    return words(area.left - 12, y, _value(value), TICK, colour, bold=bold, end="end")


def _dates(plot: Plot, area: Area, colours: Colours) -> list[str]:
    """The axis with its months, and today's line."""
    base = area.bottom
    parts = [_across(area, area.low, colours["axis"], "1.5")]
    room = int(WIDTH - MARGIN - area.right)

    def length(text: str) -> int:
        return int(text_width(text, TICK)) + 16

    for tick in date_ticks(area.dates, room, length):
        x = area.left + tick.cell + 0.5
        parts.append(element("path", d=f"M{number(x)} {number(base)}v8", stroke=colours["axis"]))
        if tick.label:
            middle = max(x, area.left + length(tick.label) / 2 - 8)
            y = base + 30
            parts.append(words(middle, y, tick.label, TICK, colours["tick"], end="middle"))
    if plot.first <= plot.today <= plot.last:
        x = area.x(plot.today.toordinal())
        line = f"M{number(x)} {number(area.top - 8)}V{number(base)}"
        parts.append(element("path", d=line, stroke=colours["today"], stroke_width="1.5"))
        half = text_width(_("today"), TICK) / 2
        at = min(max(x, area.left + half), WIDTH - MARGIN - half)
        y = area.top - 15
        parts.append(words(at, y, _("today"), TICK, colours["today"], end="middle"))
    return parts


def _along(plot: Plot, area: Area, series: Sequence[float]) -> list[tuple[float, float]]:
    """One place a day, inside the window."""
    origin = plot.origin.toordinal()
    first = max(plot.first.toordinal() - origin, 0)
    days = range(first, min(plot.last.toordinal() - origin + 1, len(series)))
    return [(area.x(origin + day), area.y(series[day])) for day in days]


def _curves(plot: Plot, area: Area, colours: Colours) -> list[str]:
    """The band first, then the curves, the chosen one on top."""
    chosen, parts = plot.line_chosen(), []
    if chosen is not None and chosen.low:
        edge = _along(plot, area, chosen.high) + _along(plot, area, chosen.low)[::-1]
        colour = colours[f"curve-{chosen.slot}"]
        parts.append(element("path", d=path(edge) + "Z", fill=colour, fill_opacity="0.2"))
    others = [line for line in reversed(plot.lines) if line is not chosen]
    for line in [*others, chosen] if chosen else others:
        dashes = _DASHES[line.letter]
        look = {
            "fill": "none",
            "stroke": colours[f"curve-{line.slot}"],
            "stroke_width": "5" if line is chosen or "0.1" in dashes else "4",
            "stroke_linecap": "round",
            "stroke_linejoin": "round",
            "stroke_dasharray": dashes or None,
        }
        if along := _along(plot, area, line.median):
            parts.append(element("path", d=path(along), **look))
    return parts


def _points(plot: Plot, area: Area, colours: Colours) -> list[str]:
    """Readings, each with a rim of the ground so that neighbours stay apart."""
    inside = [(day, value) for day, value in plot.points if plot.first <= day <= plot.last]
    if not inside:
        return []
    dots = "".join(
        f"M{number(area.x(day.toordinal()))} {number(area.y(value))}h0" for day, value in inside
    )
    wide = 11 if len(inside) <= 120 else 7
    return [
        element("path", d=dots, stroke=colours[name], stroke_width=size, stroke_linecap="round")
        for name, size in (("ground", wide + 3), ("point", wide))
    ]
