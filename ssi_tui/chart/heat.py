"""Days in five brightnesses: equal squares, and heights where a terminal cannot show five."""

from ssi_tui.chart.text import Row

SQUARE = "■"
"""Of every level: brightness alone tells them apart, so that a map lies still."""


HEAT_GLYPHS = "·▂▃▅▇"
"""Where brightness cannot: a dot and four heights, below the line so that weeks stay apart."""


def heat_level(value: float, top: float) -> int:
    """0 for nothing, then 1–4 in quarters of the largest value."""
    if value <= 0 or top <= 0:
        return 0
    return min(int(value / top * 4 - 1e-9) + 1, 4)


def heat_cell(level: int) -> tuple[str, str]:
    """Glyph and style of one day in a heatmap."""
    return SQUARE, f"heat-{level}"


def as_heights(row: Row) -> Row:
    """The row for sixteen colours or none: squares become what their level is as a height."""
    if not any(style.startswith("heat-") for _text, style in row):
        return row
    return [
        (text.replace(SQUARE, HEAT_GLYPHS[int(style[5])]), style)
        if style.startswith("heat-")
        else (text, style)
        for text, style in row
    ]
