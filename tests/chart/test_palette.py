"""Every theme can be read, also by people who see fewer colours."""

from itertools import combinations

import pytest

from sim.terms import Pillar
from ssi_tui.chart.palette import (
    BOLD,
    PALETTES,
    PILLAR_GLYPHS,
    STYLE_NAMES,
    Palette,
    nearest_of_256,
)
from tests.chart.vision import SIMULATIONS, contrast, distance

THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
CURVES = [f"curve-{slot}" for slot in "abcde"]
PILLARS = [f"pillar-{pillar.value}" for pillar in Pillar]
WORDS = [
    *(f"label-{slot}" for slot in "abcde"),
    *PILLARS,
    *("text", "strong", "title", "muted", "note", "tick", "range", "today-label", "target", "warn"),
    *("lane-key", "lane-name", "lane-title", "accent"),
]

KEPT = {
    "dark": ((22, 14, 15, 10), (34, 21, 22, 28)),
    "light": ((26, 15, 17, 23), (29, 14, 13, 18)),
    "contrast": ((21, 19, 17, 18), (32, 22, 18, 25)),
    "projector": ((23, 15, 16, 20), (29, 14, 14, 17)),
}
"""Least CIEDE2000 between two curves and between two pillars, for each sight."""


def of_256(number: int) -> str:
    """The usual colour of a number from 16 to 255."""
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    levels = (0, 95, 135, 175, 215, 255)
    parts = divmod(number - 16, 36)
    return "#" + "".join(f"{levels[step]:02x}" for step in (parts[0], *divmod(parts[1], 6)))


def shown_in_256(palette: Palette, name: str) -> str:
    return of_256(palette.xterm.get(name) or nearest_of_256(palette.colours[name]))


@THEMES
def test_every_theme_knows_every_style(palette: Palette) -> None:
    assert set(palette.colours) == STYLE_NAMES
    assert set(palette.xterm) | set(palette.ansi) | BOLD <= STYLE_NAMES
    assert all(0 <= code < 16 for code in palette.ansi.values())


@THEMES
def test_words_stand_out_from_the_ground(palette: Palette) -> None:
    needed = 7.0 if palette.name == "contrast" else 4.5
    ground = palette.colours["ground"]
    faint = {name: contrast(palette.colours[name], ground) for name in WORDS}
    assert {name: ratio for name, ratio in faint.items() if ratio < needed} == {}
    assert contrast(palette.colours["on-accent"], palette.colours["accent"]) >= 4.5
    assert contrast(palette.colours["text"], palette.colours["selected"]) >= needed


@THEMES
def test_words_stand_out_in_256_colours_too(palette: Palette) -> None:
    ground = palette.colours["ground"]
    faint = {name: contrast(shown_in_256(palette, name), ground) for name in WORDS}
    assert {name: ratio for name, ratio in faint.items() if ratio < 4.0} == {}


@THEMES
def test_every_curve_can_be_seen_on_every_band(palette: Palette) -> None:
    for curve in CURVES:
        for slot in "abcde":
            band = f"band-{slot}"
            assert contrast(palette.colours[curve], palette.colours[band]) >= 3.0
            assert contrast(shown_in_256(palette, curve), shown_in_256(palette, band)) >= 2.5


@THEMES
@pytest.mark.parametrize("place", range(4), ids=list(SIMULATIONS))
def test_curves_and_pillars_are_told_apart_by_all_eyes(palette: Palette, place: int) -> None:
    sight = list(SIMULATIONS)[place]
    for names, kept in zip((CURVES, PILLARS), KEPT[palette.name], strict=True):
        least = min(
            distance(palette.colours[one], palette.colours[other], sight)
            for one, other in combinations(names, 2)
        )
        assert least >= kept[place]
        assert kept[place] >= 10


def test_every_pillar_has_a_glyph_of_its_own() -> None:
    assert set(PILLAR_GLYPHS) == set(Pillar)
    assert len(set(PILLAR_GLYPHS.values())) == 4


def test_distances_agree_with_the_published_pairs() -> None:
    """White to black is 100 apart; contrast 21; and a colour is not apart from itself."""
    assert distance("#ffffff", "#000000") == pytest.approx(100, abs=0.01)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for sight in SIMULATIONS:
        assert distance("#56b4e9", "#56b4e9", sight) == 0
    assert distance("#ff0000", "#00ff00", "deutan") < distance("#ff0000", "#00ff00") / 2


def test_256_colours_are_rounded_to_the_nearest() -> None:
    assert nearest_of_256("#ff0000") == 196
    assert nearest_of_256("#808080") == 244
    assert nearest_of_256("#000000") == 16
