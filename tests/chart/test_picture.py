"""Screens as pictures: cells stand where the terminal has them, whatever fonts there are."""

import re
import sys
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.palette import BOLD, PALETTES, Palette
from ssi_tui.chart.svg_screen import (
    BLOCKS,
    CELL_HEIGHT,
    CELL_WIDTH,
    POLYGONS,
    Ink,
    NotDrawnError,
    draw_picture,
    is_shape,
    lacking,
    strokes,
    to_png,
)
from ssi_tui.chart.text import Row, cell_len, progress_bar
from tests.chart.plots import a_plot

SVG = "{http://www.w3.org/2000/svg}"
BLACK, WHITE = "#000000", "#ffffff"


def inked(rows: Sequence[Row], palette: Palette) -> list[list[Ink]]:
    """Rows of (text, style name) in the colours of a palette."""
    colours = palette.colours

    def ink(text: str, style: str) -> Ink:
        front, _at, ground = style.partition("@")
        return Ink(text, colours[front or "text"], colours[ground or "ground"], front in BOLD)

    return [[ink(text, style) for text, style in row] for row in rows]


def parsed(rows: list[list[Ink]], width: int = 80) -> Xml.Element:
    return Xml.fromstring(draw_picture(rows, width, title="t"))


def written(root: Xml.Element) -> list[tuple[str, float, float]]:
    """Each word with its place and width, in cells."""
    return [
        (
            one.text or "",
            float(one.get("x", "")) / CELL_WIDTH,
            float(one.get("textLength", CELL_WIDTH)) / CELL_WIDTH,
        )
        for one in root.iter(f"{SVG}text")
    ]


def test_words_stand_in_their_columns_and_are_as_wide_as_their_cells() -> None:
    row = [Ink("  Ana ", BLACK, WHITE), Ink("日本 x", BLACK, WHITE, True)]
    words = {text: (column, wide) for text, column, wide in written(parsed([row]))}
    assert words == {"Ana": (2, 3), "日本": (6, 4), "x": (11, 1)}


@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_text_gives_a_file_that_can_be_read(parts: list[str]) -> None:
    for text, _column, wide in written(parsed([[Ink(part, BLACK, WHITE) for part in parts]])):
        assert cell_len(text) == wide or not text


def test_a_chart_needs_no_font() -> None:
    palette = PALETTES["dark"]
    rows = draw_curves(a_plot(), 100, 24)
    bar = progress_bar(3, 7, 20)
    words = "".join(text for text, _x, _w in written(parsed(inked([*rows, bar], palette), 100)))
    assert not re.search("[⠁-⣿▀-▟─-╿]", words)
    assert "today" in words


def test_every_block_and_line_has_its_shape() -> None:
    for char in map(chr, [*range(0x2580, 0x2590), *range(0x2596, 0x25A0)]):
        assert is_shape(char) or char in "▔▕▚", hex(ord(char))
    for char, boxes in BLOCKS.items():
        for left, top, wide, high in boxes:
            assert 0 <= left < left + wide <= CELL_WIDTH, char
            assert 0 <= top < top + high <= CELL_HEIGHT, char
    assert len(strokes("─")) == 1
    assert {one.weight for one in strokes("┏")} == {2}


@pytest.mark.parametrize("char", POLYGONS)
def test_a_mark_stands_in_its_own_cell(char: str) -> None:
    svg = draw_picture([[Ink("ab" + char, BLACK, WHITE)]], 3, title="t")
    (drawn,) = re.findall(r'<path d="(M[^"]+z)"', svg)
    corners = re.findall(r"([\d.-]+) ([\d.-]+)", drawn)
    assert len(corners) == len(POLYGONS[char])
    for across, _down in corners:
        assert 2 * CELL_WIDTH <= float(across) <= 3 * CELL_WIDTH


def test_grounds_of_one_colour_are_joined() -> None:
    rows = [[Ink("ab", BLACK, "#ff0000"), Ink("cd", WHITE, "#ff0000"), Ink("e" * 9, BLACK, WHITE)]]
    svg = draw_picture(rows * 3, 13, title="t")
    assert f"M0 0h{4 * CELL_WIDTH}v{3 * CELL_HEIGHT}h-{4 * CELL_WIDTH}z" in svg


def test_a_picture_fetches_nothing_and_stays_the_same() -> None:
    rows = inked(draw_curves(a_plot(), 80, 20), PALETTES["light"])
    svg = draw_picture(rows, 80, title="T", description="<&>")
    assert svg == draw_picture(rows, 80, title="T", description="<&>")
    assert re.findall(r"https?://[^\"']+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|@import|url\(|<script|<style|<image", svg)
    assert Xml.fromstring(svg).findtext(f"{SVG}desc") == "<&>"


def test_without_the_library_one_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(NotDrawnError) as refused:
        to_png("<svg/>")
    assert "pip install resvg-py" in lacking(refused.value)
    assert refused.value.exit_code == 2
