"""A screen as a picture: cells on an exact grid as SVG, which fetches nothing from anywhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ssi_tui.chart.svg_chart import MONO, document, element, escaped, number, path
from ssi_tui.chart.text import as_cells
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _

ZOOM = 2
"""Pixels of the PNG for each of the SVG: sharp on today's screens."""
_SANS = ("DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans")
_MONO = ("DejaVu Sans Mono", "Menlo", "Consolas", "Liberation Mono", "Noto Sans Mono")
_MORE = ("Ubuntu", "Ubuntu Mono", "Cantarell", "Roboto", "Courier New", "FreeMono", "Fira Code")


class NotDrawnError(SsiError):
    """No PNG can be made here; an SVG can."""

    exit_code = 2

    def __init__(self, lacks: str) -> None:
        self.lacks = lacks
        """``package`` or ``font``."""
        super().__init__(lacks)


def to_png(svg: str, *, zoom: int = ZOOM) -> bytes:
    """The picture as PNG; NotDrawnError where the library, or any font, is missing."""
    try:
        import resvg_py  # optional: 3 MB that only pictures need
    except ImportError as error:
        raise NotDrawnError("package") from error
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        sans_serif_family=_found(_SANS),
        monospace_family=_found(_MONO),
    )


@lru_cache
def _found(families: tuple[str, ...]) -> str:
    """The first family that this computer has: resvg itself would leave the text out, silently."""
    blank = _word(" ", families[0])
    for family in (*families, *_MORE):
        if _word("x", family) != blank:
            return family
    raise NotDrawnError("font")


def _word(text: str, family: str) -> bytes:
    import resvg_py

    head = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    svg = f'{head}<text y="15" font-family="\'{family}\'">{text}</text></svg>'
    return resvg_py.svg_to_bytes(svg_string=svg)


def lacking(error: NotDrawnError) -> str:
    """What is missing, and the way on."""
    if error.lacks == "font":
        return _("No font was found on this computer to write a PNG with; an SVG needs none.")
    return _(
        "A PNG needs one more package: pip install resvg-py, or pipx inject ssi-tui resvg-py. "
        "An SVG needs none."
    )


CELL_WIDTH, CELL_HEIGHT = 10, 20
"""Pixels of one cell; a Braille dot stands every 5 pixels, across the cells' borders too."""
_W, _H = CELL_WIDTH, CELL_HEIGHT
Box = tuple[float, float, float, float]
"""Left, top, width, height inside a cell."""


def _blocks() -> dict[str, tuple[Box, ...]]:
    half, middle = _W / 2, _H / 2
    quarters = {1: (0, 0), 2: (half, 0), 4: (0, middle), 8: (half, middle)}
    boxes_of: dict[str, tuple[Box, ...]] = {"█": ((0, 0, _W, _H),)}
    for eighth, char in enumerate("▁▂▃▄▅▆▇", 1):
        boxes_of[char] = ((0, _H - eighth * _H / 8, _W, eighth * _H / 8),)
    for eighth, char in enumerate("▏▎▍▌▋▊▉", 1):
        boxes_of[char] = ((0, 0, eighth * _W / 8, _H),)
    for bits, char in enumerate(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"):
        if bits and char not in boxes_of:
            boxes = [(*place, half, middle) for bit, place in quarters.items() if bits & bit]
            boxes_of[char] = tuple(boxes)
    boxes_of["▀"], boxes_of["▐"] = ((0, 0, _W, middle),), ((half, 0, half, _H),)
    boxes_of["■"] = ((1, 6, 8, 8),)
    boxes_of["▪"] = ((3, 8, 4, 4),)
    return boxes_of


BLOCKS = _blocks()
"""Character → the boxes that it fills."""
POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "▲": ((5, 5), (9.5, 14), (0.5, 14)),
    "▼": ((5, 15), (9.5, 6), (0.5, 6)),
    "◆": ((5, 5), (9.5, 10), (5, 15), (0.5, 10)),
    "▸": ((1.5, 5.5), (8.5, 10), (1.5, 14.5)),
}
"""Character → its corners."""
_ARMS = {
    "─": "0101", "│": "1010", "┌": "0110", "┐": "0011", "└": "1100", "┘": "1001",
    "├": "1110", "┤": "1011", "┬": "0111", "┴": "1101", "┼": "1111",
    "━": "0202", "┃": "2020", "┏": "0220", "┓": "0022", "┗": "2200", "┛": "2002",
    "┣": "2220", "┫": "2022", "┳": "0222", "┻": "2202", "╋": "2222",
    "╸": "0002", "╹": "2000", "╺": "0200", "╻": "0020",
}  # fmt: skip
"""Character → weight of its arms: up, right, down, left."""
_ENDS = ((5, 0), (_W, 10), (5, _H), (0, 10))
_SHADES = {"░": "0.25", "▒": "0.5", "▓": "0.75"}
"""Character → how much of its colour covers the cell."""
DASHES = {"┈": "1.4 3.6", "╌": "3 2"}
"""Character → the dashes of a line through the middle of its cells."""


class Segment(NamedTuple):
    """One stroke inside a cell."""

    weight: int
    """1 thin, 2 thick."""
    x: float
    y: float
    to_x: float
    to_y: float


@lru_cache
def strokes(char: str) -> tuple[Segment, ...]:
    """The lines of a box-drawing character; a straight one is one stroke."""
    up, right, down, left = (int(weight) for weight in _ARMS[char])
    if right and right == left and not up and not down:
        return (Segment(right, 0, 10, _W, 10),)
    if up and up == down and not right and not left:
        return (Segment(up, 5, 0, 5, _H),)
    arms = zip((up, right, down, left), _ENDS, strict=True)
    return tuple(Segment(weight, 5, 10, *end) for weight, end in arms if weight)


def is_braille(char: str) -> bool:
    """Whether it is a cell of up to eight dots."""
    return "⠀" <= char <= "⣿"


_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Bit → column and row."""


def braille(char: str, left: float, top: float) -> str:
    """The dots of a cell, as points to be drawn with a round end of the line."""
    bits = ord(char) - 0x2800
    return "".join(
        f"M{number(left + 2.5 + 5 * x)} {number(top + 2.5 + 5 * y)}h0"
        for bit, (x, y) in enumerate(_DOTS)
        if bits >> bit & 1
    )


def is_shape(char: str) -> bool:
    """Whether a character is drawn here, and not by a font."""
    known = (BLOCKS, POLYGONS, _ARMS, DASHES, _SHADES, "●")
    return is_braille(char) or any(char in shapes for shapes in known)


_EDGE = 16
"""Pixels of ground round the cells."""
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
    cells = Counter({"#ffffff": 0})
    for ink in chain.from_iterable(rows):
        cells[ink.ground] += len(ink.text)
    return cells.most_common(1)[0][0]


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
            length = number(wide) if end - at > 1 else None
            text = element("text", escaped(word), x=left, y=top + 15, textLength=length)
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


_LOOKS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "corner": ("fill", "", {}),
    "dash": ("stroke", "stroke_dasharray", {}),
    "dots": ("stroke", "stroke_width", {"stroke_linecap": "round"}),
    "fill": ("fill", "", _CRISP),
    "line": ("stroke", "stroke_width", {"stroke_linecap": "square"}),
    "shade": ("fill", "opacity", _CRISP),
}
"""Kind of shape → what takes its colour, what takes its figure, and what goes without saying."""


def _shapes(layers: _Layers) -> list[str]:
    drawn = []
    for (kind, colour, *figure), pieces in sorted(layers.shapes.items()):
        coloured, figured, more = _LOOKS[kind]
        look = {coloured: colour, **({figured: figure[0]} if figure else {}), **more}
        drawn.append(element("path", d="".join(pieces), **look))
    return drawn


def _texts(layers: _Layers) -> list[str]:
    groups = []
    for (colour, bold), texts in sorted(layers.texts.items()):
        inner, weight = "\n" + "\n".join(texts) + "\n", "700" if bold else None
        groups.append(element("g", inner, fill=colour, font_weight=weight))
    if not groups:
        return []
    inner = "\n" + "\n".join(groups) + "\n"
    return [element("g", inner, font_family=MONO, font_size=16.5)]
