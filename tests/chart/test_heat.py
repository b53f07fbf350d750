"""A day's brightness: equal squares in five colours, five heights where there are fewer."""

import pytest

from ssi_tui.chart import (
    PALETTES,
    STYLE_NAMES,
    Depth,
    Palette,
    as_heights,
    heat_cell,
    heat_level,
    to_ansi,
    without_colour,
)
from ssi_tui.chart.palette import HEAT_GLYPHS

ROW = [("Mon ", "muted"), *(heat_cell(level) for level in range(5)), ("■", "pillar-brand")]


def test_levels_are_quarters_of_the_top() -> None:
    assert [heat_level(value, 8) for value in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert heat_level(3, 0) == 0


def test_squares_are_equal_and_their_styles_are_not() -> None:
    cells = [heat_cell(level) for level in range(5)]
    assert {glyph for glyph, _ in cells} == {"■"}
    assert len({style for _, style in cells} & STYLE_NAMES) == 5


def test_heights_stand_where_colours_are_few_and_nowhere_else() -> None:
    assert "".join(text for text, _ in as_heights(ROW)) == f"Mon {HEAT_GLYPHS}■"
    assert without_colour([ROW]) == [f"Mon {HEAT_GLYPHS}■"]
    for depth, glyphs in ((Depth.ANSI, HEAT_GLYPHS), (Depth.XTERM, "■"), (Depth.TRUE, "■")):
        (line,) = to_ansi([ROW], PALETTES["dark"], depth)
        assert all(glyph in line for glyph in glyphs)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_each_level_is_farther_from_the_ground_than_the_one_below(palette: Palette) -> None:
    def light(name: str) -> int:
        colour = palette.colours[name]
        return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    away = [abs(light(f"heat-{level}") - light("ground")) for level in range(5)]
    assert away == sorted(set(away))
    assert away[0] > 0
