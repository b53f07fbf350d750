"""What-if's sliders: a copy of a scenario that follows the keys and the mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, plain, right, row_width, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.what_if.draw import Aside, at_end, between, effort, figures, sentences
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.goals import amount
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Slider, Sliders
    from ssi_tui.model.journal import Journal

_BEFORE = 3
"""Cells left of names and tracks."""


class Panel(NamedTuple):
    """All that the left side shows."""

    sliders: Sliders
    at: int
    """The slider that the keys turn."""
    aside: Aside


class Track(NamedTuple):
    """Where a slider stands on the screen."""

    slider: int
    begin: int
    """First cell of its track."""
    cells: int
    """0: no track in this row, only the name."""

    def value(self, x: int, maximum: int) -> int:
        """What a click at a cell means."""
        return round(max(0, min(self.cells - 1, x - self.begin)) / max(1, self.cells - 1) * maximum)


class SliderRows(NamedTuple):
    """The rows, and which slider stands in which."""

    rows: list[Row]
    tracks: dict[int, Track]


def draw_sliders(panel: Panel, width: int, height: int) -> SliderRows:
    """Name, sliders, figures: as airy as the height allows; round the chosen where it is short."""
    sliders = panel.sliders.rows
    count = len(sliders)
    foot = _foot(panel, width, height - 1 - count * 2)
    room = height - 1 - len(foot)
    lines = next((lines for lines in (3, 2) if room >= count * lines), 1)
    rows = _head(panel, width, 2 if room > count * lines else 1)
    tracks: dict[int, Track] = {}
    fits = room // lines if lines > 1 else room - 1
    first = max(0, min(panel.at - fits // 2, count - fits))
    for number, slider in enumerate(sliders[first : first + max(fits, 1)], first):
        chosen = number == panel.at
        tracks[len(rows)] = Track(number, 0, 0)
        rows.append(_name(slider, width, chosen=chosen))
        if lines > 1 or chosen:
            track = Track(number, _BEFORE, width - _BEFORE - 1)
            tracks[len(rows)] = track
            rows.append([(" " * _BEFORE, ""), *_track(slider, track.cells, chosen=chosen)])
        if lines == 3:
            rows.append([])
    rows += [[] for _row in range(height - len(rows) - len(foot))]
    return SliderRows([*rows, *foot][:height], tracks)


def slider_name(name: str) -> str:
    """What a slider turns."""
    special = {
        "pause": _("Weeks of pause first"),
        "accepted": _("Requests accepted"),
        "profile": _("Profile sections"),
    }
    if name in special:
        return special[name]
    text = plain(action_name(name, 2))
    return text[:1].upper() + text[1:]


def value_text(slider: Slider) -> str:
    """Where it stands."""
    number = amount(slider.value)
    if slider.name == "accepted":
        return _("{percent} %").format(percent=format_number(slider.value))
    if slider.name == "profile":
        return f"{number} / {slider.most}"
    return number


ASSUMED = "≈"
"""Before a value that nobody logged or told."""


def slider_sentences(sliders: Sliders) -> list[str]:
    """Where each of them stands, and where it stood."""
    sentences = []
    for slider in sliders.rows:
        text = _("{name}: {value}")
        if slider.turned:
            text = _("{name}: {value}, at first {begin}")
        values = [value_text(one) for one in (slider, replace(slider, value=slider.begin))]
        if slider.name in sliders.kinds:
            values = [_("{n} a week").format(n=value) for value in values]
        name, (value, begin) = slider_name(slider.name), values
        said = text.format(name=name, value=value, begin=begin)
        sentences.append(said + _(", assumed") if slider.assumed else said)
    return sentences


def _head(panel: Panel, width: int, lines: int) -> list[Row]:
    """Whose sliders, and what their numbers count, in so many rows."""
    item = panel.aside.shelf.chosen
    letter = panel.aside.shelf.letter(item) if item else ""
    row: Row = [("  ", "")]
    if letter:
        row.append((f" {letter} ", f"ground@curve-{letter.lower()}"))
    indent, unit = row_width(row), _("a week")
    room = width - indent - cell_len(unit) - 3
    name = plain(item.name) if item else ""
    first, *more = (wrap(name, room) if lines > 1 else []) or [name]
    if lines == 1 and room < cell_len(name) <= width - indent - 2:  # each slider shows its number
        return [[*row, (" " + name, "strong")]]
    row += [(" " + left(first, room), "strong"), (right(unit, cell_len(unit) + 1), "muted")]
    below = fit(" ".join(more), width - indent - 2)
    return [row, *([[(" " * indent + " " + below, "strong")]] if lines > 1 else [])]


def _name(slider: Slider, width: int, *, chosen: bool) -> Row:
    value = (ASSUMED if slider.assumed else "") + value_text(slider)
    room = width - _BEFORE - len(value) - 2
    look = "strong" if chosen else "text" if slider.turned else "muted"
    mark = "•" if slider.turned else " "
    return [
        (" ▸ " if chosen else "   ", "accent"),
        (left(slider_name(slider.name), room), look),
        (mark, "accent"),
        (value, "number" if chosen or slider.turned else look),
    ]


def _track(slider: Slider, cells: int, *, chosen: bool) -> Row:
    """A line with a knob; a stroke stands where it was at first."""

    def cell(value: float) -> int:
        return round(min(value / max(slider.most, 1), 1.0) * (cells - 1))

    knob, begin = cell(slider.value), cell(slider.begin)
    colour = "accent" if chosen else "lane"
    row: Row = [("━" * knob, colour), ("●" if chosen else "○", "strong" if chosen else colour)]
    if begin > knob and slider.turned:
        return [
            *row,
            ("─" * (begin - knob - 1), "axis"),
            ("┼", "muted"),
            ("─" * (cells - begin - 1), "axis"),
        ]
    if begin < knob and slider.turned:
        row = [("━" * begin, colour), ("┿", colour), ("━" * (knob - begin - 1), colour), row[1]]
    return [*row, ("─" * (cells - knob - 1), "axis")]


def _foot(panel: Panel, width: int, room: int) -> list[Row]:
    """What it comes to: every curve where there is room, else this one, else nothing."""
    aside = panel.aside
    rows = figures(aside, width)
    if len(rows) + 1 <= room and len(rows) > 1:
        return [[], *rows]
    item = aside.shelf.chosen
    curve = aside.curves.get(aside.shelf.letter(item)) if item else None
    if curve is None or aside.outlook is None or room < 2:
        return []
    middle, low, high = at_end(aside, curve)
    texts = [_("{points} in {weeks} weeks").format(points=middle, weeks=aside.weeks)]
    if low:
        text = f"{texts[0]} ({between(aside, low, high)})"
        texts = [text] if cell_len(text) <= width - 2 else [*texts, between(aside, low, high)]
    minutes = effort(curve)
    if cell_len(minutes) > width - 2 and minutes != effort(curve, assumed=False):
        minutes = ASSUMED + effort(curve, assumed=False)
    texts.append(minutes)
    if any(slider.assumed for slider in panel.sliders.rows):
        texts.insert(0, f"{ASSUMED} " + _("assumed, not logged"))
    shown: list[Row] = [[(" " + fit(text, width - 2), "text")] for text in texts[:room]]
    return [[], *shown] if room > len(shown) else shown


def as_sentences(aside: Aside, journal: Journal, sliders: Sliders | None) -> list[str]:
    """The picture, after the sliders where they are in sight."""
    lines = [*sentences(aside, journal.latest_reading())]
    return lines if sliders is None else [*slider_sentences(sliders), "", *lines]
