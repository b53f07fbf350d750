"""Letter, name and value at the end of each drawn curve."""

from ssi_tui.chart.frame import spread
from ssi_tui.chart.palette import Palette
from ssi_tui.chart.plot import Line, Plot
from ssi_tui.chart.vector_area import LABEL, LEAD, MARGIN, SMALL, WIDTH, Area, words
from ssi_tui.chart.vector_parts import cut, element, path, text_width
from ssi_tui.i18n import _


def _ended(plot: Plot) -> list[tuple[float, Line]]:
    """Curves by the value at their end, from the highest down."""
    ends = [(end, line) for line in plot.lines if (end := plot.at_end(line.median)) is not None]
    return sorted(ends, key=lambda one: (-one[0], one[1].letter))


def _note(plot: Plot, line: Line) -> str:
    """What the band says at its end."""
    low, high = plot.at_end(line.low), plot.at_end(line.high)
    if line.letter != plot.chosen or low is None or high is None:
        return ""
    text = _("{percent} %: {low}–{high}")
    return text.format(
        percent=round(plot.confidence * 100), low=plot.write(low), high=plot.write(high)
    )


def label_room(plot: Plot) -> float:
    """Pixels for the widest label, up to a third of the picture."""
    widest = 0.0
    for end, line in _ended(plot):
        name = text_width(f"{line.letter}  {line.name}  {plot.write(end)}", LABEL, bold=True)
        widest = max(widest, name + 8, text_width(_note(plot, line), SMALL) + 26)
    return min(widest, WIDTH / 3)


def end_labels(plot: Plot, area: Area, palette: Palette) -> list[str]:
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
        colour = palette.colours[f"label-{line.slot}"]
        if abs(middle - y) > 5:
            lead = path(((area.right + 5, y), (left - 5, middle)))
            parts.append(element("path", d=lead, stroke=colour, stroke_width="1", opacity="0.6"))
        value = plot.write(end)
        room = right - left - text_width(f"{line.letter}  {value}  ", LABEL, bold=True)
        name = cut(line.name, room, LABEL, bold=True)
        base = middle + LABEL * 0.36
        said = f"{line.letter} {name}"
        parts.append(words(left, base, said, LABEL, colour, bold=True))
        parts.append(words(right, base, value, LABEL, colour, bold=True, end="end"))
        if note:
            parts.append(words(left + 20, base + 25, note, SMALL, palette.colours["note"]))
    return parts
