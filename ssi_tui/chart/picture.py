"""A screen as a picture: cells on an exact grid as SVG, which fetches nothing from anywhere."""

from collections.abc import Sequence
from typing import NamedTuple

from ssi_tui.chart.cells import as_cells
from ssi_tui.chart.picture_shapes import (
    BLOCKS,
    CELL_HEIGHT,
    CELL_WIDTH,
    DASHES,
    POLYGONS,
    braille,
    is_braille,
    is_shape,
    strokes,
)
from ssi_tui.chart.vector_parts import MONO, document, element, escaped, number, path

_EDGE = 16
"""Pixels of ground round the cells."""
_SHADES = {"░": "0.25", "▒": "0.5", "▓": "0.75"}
_CRISP = {"shape_rendering": "crispEdges"}  # else seams show between boxes of one colour


class Ink(NamedTuple):
    """Some cells that look alike."""

    text: str
    colour: str
    """``#rrggbb``, as the ground."""
    ground: str
    bold: bool = False


class _Layers:
    """Shapes and texts by what they look like, so that each colour is named once."""

    def __init__(self) -> None:
        self.grounds: dict[str, list[tuple[int, int, int, int]]] = {}
        """Colour → boxes: column, row, columns, rows."""
        self.shapes: dict[tuple[str, ...], list[str]] = {}
        """(kind, colour, …) → pieces of a path."""
        self.texts: dict[tuple[str, bool], list[str]] = {}

    def add(self, key: tuple[str, ...], piece: str) -> None:
        self.shapes.setdefault(key, []).append(piece)


def draw_picture(
    rows: Sequence[Sequence[Ink]], width: int, *, title: str, description: str = ""
) -> str:
    """The SVG file of rows that are `width` cells wide; the same for the same rows."""
    layers, ground = _Layers(), _ground_of(rows)
    for place, row in enumerate(rows):
        _row(layers, row, place, ground)
    wide, high = width * CELL_WIDTH, len(rows) * CELL_HEIGHT
    body = [*_grounds(layers), *_shapes(layers), *_texts(layers)]
    parts = [
        element("rect", width=wide + 2 * _EDGE, height=high + 2 * _EDGE, rx=8, fill=ground),
        element("g", "\n" + "\n".join(body) + "\n", transform=f"translate({_EDGE} {_EDGE})"),
    ]
    return document(wide + 2 * _EDGE, high + 2 * _EDGE, parts, title=title, description=description)


def _ground_of(rows: Sequence[Sequence[Ink]]) -> str:
    """The colour behind most of the cells: it goes on round them."""
    cells: dict[str, int] = {"#ffffff": 0}
    for row in rows:
        for ink in row:
            cells[ink.ground] = cells.get(ink.ground, 0) + len(ink.text)
    return max(cells, key=lambda colour: cells[colour])


def _row(layers: _Layers, row: Sequence[Ink], place: int, ground: str) -> None:
    column = 0
    for ink in row:
        cells = as_cells(ink.text)
        if ink.ground != ground and cells:
            _ground(layers, ink.ground, column, place, len(cells))
        _cells(layers, ink, cells, column, place)
        column += len(cells)


def _ground(layers: _Layers, colour: str, column: int, row: int, columns: int) -> None:
    """A box, joined to the one left of it."""
    boxes = layers.grounds.setdefault(colour, [])
    if boxes:
        left, top, wide, high = boxes[-1]
        if top == row and left + wide == column and high == 1:
            column, columns = left, wide + columns
            boxes.pop()
    boxes.append((column, row, columns, 1))


def _cells(layers: _Layers, ink: Ink, cells: Sequence[str], column: int, row: int) -> None:
    at, top = 0, row * CELL_HEIGHT
    while at < len(cells):
        char, left = cells[at], (column + at) * CELL_WIDTH
        end = at + 1
        if char in (" ", ""):
            pass
        elif is_shape(char):
            while end < len(cells) and cells[end] == char and char in "█▀▄┈╌─━":
                end += 1
            _shape(layers, char, ink.colour, left, top, end - at)
        else:
            while end < len(cells) and cells[end] != " " and not is_shape(cells[end] or "x"):
                end += 1
            word = "".join(cells[at:end])
            wide = (end - at) * CELL_WIDTH
            more = {"textLength": number(wide)} if end - at > 1 else {}
            text = element("text", escaped(word), x=left, y=top + 15, **more)
            layers.texts.setdefault((ink.colour, ink.bold), []).append(text)
        at = end


def _shape(layers: _Layers, char: str, colour: str, left: float, top: float, times: int) -> None:
    if char in BLOCKS:
        for x, y, wide, high in BLOCKS[char]:
            long = number(wide if times == 1 else wide * times)
            box = f"M{number(left + x)} {number(top + y)}h{long}v{number(high)}h-{long}z"
            layers.add(("fill", colour), box)
    elif char in POLYGONS:
        corners = [(left + x, top + y) for x, y in POLYGONS[char]]
        layers.add(("corner", colour), path(corners) + "z")
    elif char in DASHES:
        line = f"M{number(left)} {number(top + 10)}h{number(times * CELL_WIDTH)}"
        layers.add(("dash", colour, DASHES[char]), line)
    elif is_braille(char):
        layers.add(("dots", colour, "3.4"), braille(char, left, top))
    elif char == "●":
        layers.add(("dots", colour, "8.6"), f"M{number(left + 5)} {number(top + 10)}h0")
    elif char in _SHADES:
        box = f"M{number(left)} {number(top)}h{CELL_WIDTH}v{CELL_HEIGHT}h-{CELL_WIDTH}z"
        layers.add(("shade", colour, _SHADES[char]), box)
    else:
        _strokes(layers, char, colour, left, top, times)


def _strokes(layers: _Layers, char: str, colour: str, left: float, top: float, times: int) -> None:
    longer = (times - 1) * CELL_WIDTH
    for weight, x, y, to_x, to_y in strokes(char):
        ends = ((left + x, top + y), (left + to_x + longer, top + to_y))
        layers.add(("line", colour, "1.5" if weight == 1 else "3.2"), path(ends))


def _grounds(layers: _Layers) -> list[str]:
    """One path a colour; boxes that stand on boxes of their width become one."""
    drawn = []
    for colour, boxes in sorted(layers.grounds.items()):
        joined: list[list[int]] = []
        open_: dict[tuple[int, int], list[int]] = {}
        for column, row, wide, high in boxes:
            above = open_.get((column, wide))
            if above and above[1] + above[3] == row:
                above[3] += high
            else:
                joined.append([column, row, wide, high])
                open_[column, wide] = joined[-1]
        d = "".join(
            f"M{column * CELL_WIDTH} {row * CELL_HEIGHT}h{wide * CELL_WIDTH}"
            f"v{high * CELL_HEIGHT}h-{wide * CELL_WIDTH}z"
            for column, row, wide, high in joined
        )
        drawn.append(element("path", d=d, fill=colour, **_CRISP))
    return drawn


def _shapes(layers: _Layers) -> list[str]:
    drawn = []
    for (kind, colour, *rest), pieces in sorted(layers.shapes.items()):
        d = "".join(pieces)
        if kind == "fill":
            drawn.append(element("path", d=d, fill=colour, **_CRISP))
        elif kind == "corner":
            drawn.append(element("path", d=d, fill=colour))
        elif kind == "shade":
            drawn.append(element("path", d=d, fill=colour, opacity=rest[0], **_CRISP))
        elif kind == "dash":
            drawn.append(element("path", d=d, stroke=colour, stroke_dasharray=rest[0]))
        elif kind == "dots":
            dots = element("path", d=d, stroke=colour, stroke_width=rest[0], stroke_linecap="round")
            drawn.append(dots)
        else:
            line = element(
                "path", d=d, stroke=colour, stroke_width=rest[0], stroke_linecap="square"
            )
            drawn.append(line)
    return drawn


def _texts(layers: _Layers) -> list[str]:
    groups = []
    for (colour, bold), texts in sorted(layers.texts.items()):
        more = {"font_weight": "700"} if bold else {}
        groups.append(element("g", "\n" + "\n".join(texts) + "\n", fill=colour, **more))
    if not groups:
        return []
    inner = "\n" + "\n".join(groups) + "\n"
    return [element("g", inner, font_family=MONO, font_size=16.5)]
