"""A canvas of cells with Braille dots, thick quadrants and eighth blocks painted into it."""

from collections.abc import Mapping, Sequence

from ssi_tui.chart.text import Row, as_cells, runs

_BRAILLE_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_QUADRANT_BITS = ((1, 4), (2, 8))
_BRAILLE = "".join(chr(0x2800 + bits) for bits in range(256))
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_LOWER = " ▁▂▃▄▅▆▇█"
_HALF = range(3, 6)
"""Eighths of a cell of which a band covers about half: neither all of it nor nothing."""


class Canvas:
    """Cells that are painted one layer over the other; what comes last stays."""

    def __init__(self, width: int, height: int, *, dots_high: int = 4) -> None:
        """`dots_high` is 4 for Braille (2x4 dots a cell) or 2 for quadrants (2x2)."""
        self.width = width
        self.height = height
        self.dots_high = dots_high
        self._chars = [" "] * (width * height)
        self._styles = [""] * (width * height)
        self._grounds = [""] * (width * height)
        self._edges: dict[int, tuple[str, int]] = {}
        """Cell of which a band covers about half → its ground, and the dots that lie inside."""

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """Write a text; what does not fit on the row is left out."""
        if not 0 <= row < self.height:
            return
        at = row * self.width + column
        for offset, char in enumerate(as_cells(text)):
            if 0 <= column + offset < self.width:
                self._chars[at + offset] = char
                self._styles[at + offset] = style + self._grounds[at + offset]

    def fill_row(self, row: int, char: str, style: str) -> None:
        """One character along a row."""
        at = row * self.width
        self._chars[at : at + self.width] = [char] * self.width
        self._styles[at : at + self.width] = [style] * self.width

    def is_free(self, row: int, begin: int, end: int, *, also: str = "") -> bool:
        """Whether nothing but blanks, grid and the characters in `also` stands in these cells."""
        if row < 0 or row >= self.height or begin < 0 or end > self.width:
            return False
        at = row * self.width
        return all(char in f" ┈{also}" for char in self._chars[at + begin : at + end])

    def band(self, first: int, edges: Sequence[tuple[float, float]], style: str) -> None:
        """Ground colour between an upper and a lower edge, one pair a column, in rows from above.

        Whole cells get the ground, the edges eighth blocks.  A cell of the edge in which something
        stands has the ground or has it not, whichever is nearer; where that is even a curve
        decides, by the side on which it runs there, so that no cell has a third colour.
        """
        width = self.width
        chars, styles, grounds = self._chars, self._styles, self._grounds
        ground = "@" + style
        inverse = "ground" + ground
        limit = self.height * 8
        for column, (upper, lower) in enumerate(edges, first):
            top = round(min(max(upper * 8, 0), limit))
            bottom = round(min(max(lower * 8, 0), limit))
            if bottom <= top:
                continue
            row, last = top >> 3, (bottom - 1) >> 3
            at = row * width + column
            if row == last and top & 7 and bottom & 7:  # inside one cell: kept to its nearer edge
                height = bottom - top
                if (top & 7) < 8 - (bottom & 7):
                    chars[at], styles[at] = _LOWER[8 - height], inverse
                else:
                    chars[at], styles[at] = _LOWER[height], style
                self._edge(at, ground, height, below=(top & 7) >= 8 - (bottom & 7))
                continue
            if top & 7:
                covered = 8 - (top & 7)
                chars[at], styles[at] = _LOWER[covered], style
                self._edge(at, ground, covered, below=True)
                row += 1
                at += width
            if bottom & 7:
                last -= 1
            for at in range(at, last * width + column + 1, width):  # noqa: B020
                styles[at] += ground
                grounds[at] = ground
            if bottom & 7:
                at = (last + 1) * width + column
                chars[at], styles[at] = _LOWER[8 - (bottom & 7)], inverse
                self._edge(at, ground, bottom & 7, below=False)

    def _edge(self, at: int, ground: str, covered: int, *, below: bool) -> None:
        """What stands on a cell of which so many eighths are covered, its lower or upper ones."""
        self._grounds[at] = ground if covered >= 4 else ""
        if covered in _HALF:
            rows = _BRAILLE_BITS if self.dots_high == 4 else _QUADRANT_BITS
            high = len(rows[0])
            half = range(high // 2, high) if below else range(high // 2)
            self._edges[at] = ground, sum(side[y] for side in rows for y in half)

    def upright(self, column: int, char: str, style: str) -> None:
        """One character down a column; edges of a band give way."""
        for at in range(column, self.width * self.height, self.width):
            self._chars[at] = char
            self._styles[at] = style + self._grounds[at]

    def curve(
        self,
        first: int,
        heights: Sequence[float],
        style: str,
        *,
        pattern: Sequence[int],
        thick: int,
    ) -> None:
        """A line, as `dots_along` has it."""
        size = self.width, self.height, self.dots_high
        self.stamp(dots_along(*size, first, heights, pattern=pattern, thick=thick), style)

    def points(self, places: Sequence[tuple[float, float]], style: str, *, size: int) -> None:
        """Marks at (cells from the left, rows from above), `size` dots wide and high."""
        dots = self.dots_high
        left_right = _BRAILLE_BITS if dots == 4 else _QUADRANT_BITS
        wide, high = 2 * self.width, dots * self.height
        before = size / 2 - 0.5
        cells: dict[int, int] = {}
        for across, down in places:
            column = min(max(int(across * 2 - before), 0), wide - size)
            row = min(max(int(down * dots - before), 0), high - size)
            for x in range(max(column, 0), column + size):
                for y in range(max(row, 0), row + size):
                    at = y // dots * self.width + (x >> 1)
                    cells[at] = cells.get(at, 0) | left_right[x & 1][y % dots]
        self.stamp(cells, style)

    def stamp(self, cells: Mapping[int, int], style: str) -> None:
        """Dots into cells; a trail that runs through the cell stays."""
        glyphs = _BRAILLE if self.dots_high == 4 else _QUADRANTS
        chars, styles, grounds = self._chars, self._styles, self._grounds
        for at, bits in cells.items():
            if at in self._edges:
                ground, inside = self._edges[at]
                within = (bits & inside).bit_count() * 2 >= bits.bit_count()
                grounds[at] = ground if within else ""
            look = style + grounds[at]
            before = glyphs.find(chars[at]) if styles[at].partition("@")[0] == "trail" else 0
            chars[at] = glyphs[bits | max(before, 0)]
            styles[at] = look

    def rows(self) -> list[Row]:
        width = self.width
        return [
            runs(self._chars[at : at + width], self._styles[at : at + width])
            for at in range(0, width * self.height, width)
        ]


def dots_along(
    width: int,
    height: int,
    dots_high: int,
    first: int,
    heights: Sequence[float],
    *,
    pattern: Sequence[int],
    thick: int,
) -> dict[int, int]:
    """Cell -> dots of a line through one height a dot column, in rows from above, from `first` on.

    `pattern` is a cycle of 1 (drawn) and 0 along the line; steep parts are joined, and where dots
    are large as wide as flat ones are high; `thick` in dots.
    """
    dots, high = dots_high, dots_high * height
    shift = 2 if dots == 4 else 1
    mask = dots - 1
    left, right = _BRAILLE_BITS if dots == 4 else _QUADRANT_BITS
    before = thick / 2 - 0.5  # a thick line has its middle at the value
    cells: dict[int, int] = {}
    cycle, gone = len(pattern), 0
    previous: int | None = None
    for offset, row in enumerate(heights):
        dot = int(min(max(row * dots - before, -8.0), high + 8.0) + 8) - 8  # floor
        begin, end, steps = dot, dot + thick, 1
        if previous is not None:
            steps = max(abs(dot - previous), 1)
            if previous < dot:
                begin = min(previous + thick, dot)
            elif previous > dot:
                end = max(previous, dot + thick)
        else:
            previous = dot
        column = first + offset
        columns = (column, column + 1) if steps >= thick > 1 and dots == 2 else (column,)
        for y in range(max(begin, 0), min(end, high)):
            along = min(max(abs(y - previous) - 1, 0), steps - 1)
            if not pattern[(gone + along) % cycle]:
                continue
            for x in columns:
                if x < 2 * width:
                    at = (y >> shift) * width + (x >> 1)
                    cells[at] = cells.get(at, 0) | (right if x & 1 else left)[y & mask]
        previous, gone = dot, gone + steps
    return cells
