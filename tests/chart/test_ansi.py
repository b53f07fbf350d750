"""Rows on a real terminal: the right number of colours, or none."""

import re
from collections.abc import Mapping

import pytest

from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.palette import (
    PALETTES,
    Depth,
    colour_depth,
    ground_is_light,
    to_ansi,
    without_colour,
)
from ssi_tui.chart.text import plain_text, progress_bar
from tests.chart.plots import a_plot

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
DARK = PALETTES["dark"]


@pytest.mark.parametrize(
    ("environ", "is_terminal", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, True, Depth.TRUE),
        ({"TERM": "xterm-direct"}, True, Depth.TRUE),
        ({"TERM": "tmux-256color"}, True, Depth.XTERM),
        ({"TERM": "xterm"}, True, Depth.ANSI),
        ({"TERM": "linux"}, True, Depth.ANSI),
        ({"WT_SESSION": "1"}, True, Depth.TRUE),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, True, Depth.NONE),
        ({"TERM": "xterm-256color"}, False, Depth.NONE),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "true"}, False, Depth.XTERM),
        ({"FORCE_COLOR": "1"}, False, Depth.ANSI),
        ({"FORCE_COLOR": "2"}, False, Depth.XTERM),
        ({"FORCE_COLOR": "3"}, False, Depth.TRUE),
        ({"FORCE_COLOR": "0", "TERM": "xterm"}, True, Depth.NONE),
        ({"NO_COLOR": "1", "FORCE_COLOR": "3", "COLORTERM": "truecolor"}, True, Depth.NONE),
        ({"NO_COLOR": "", "TERM": "xterm"}, True, Depth.ANSI),
    ],
)
def test_the_environment_says_how_many_colours(
    environ: Mapping[str, str], is_terminal: bool, depth: Depth
) -> None:
    assert colour_depth(environ, is_terminal=is_terminal) is depth


@pytest.mark.parametrize(
    ("value", "light"), [("15;0", False), ("0;15", True), ("0;default;15", True), ("", False)]
)
def test_a_light_terminal_may_say_so(value: str, light: bool) -> None:
    assert ground_is_light({"COLORFGBG": value}) is light


@pytest.mark.parametrize("depth", [Depth.ANSI, Depth.XTERM, Depth.TRUE])
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_change_nothing_about_the_characters(depth: Depth, palette: object) -> None:
    rows = draw_curves(a_plot(target=70, ranges=[(50, "building")]), 100, 24)
    lines = to_ansi(rows, palette, depth)  # type: ignore[arg-type]
    assert [ESCAPE.sub("", line).rstrip() for line in lines] == plain_text(rows)
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b") for line in lines)


def test_each_depth_has_its_own_numbers() -> None:
    rows = [[("─", "curve-a@band-a"), ("x", "label-b"), ("▃", "ground@band-a"), (" ", "")]]
    assert to_ansi(rows, DARK, Depth.TRUE) == [
        "\x1b[38;2;86;180;233;48;2;33;58;74m─\x1b[0m\x1b[1;38;2;230;159;0mx\x1b[0m"
        "\x1b[7;38;2;33;58;74m▃\x1b[0m "
    ]
    assert to_ansi(rows, DARK, Depth.XTERM) == [
        "\x1b[38;5;74;48;5;237m─\x1b[0m\x1b[1;38;5;178mx\x1b[0m\x1b[7;38;5;237m▃\x1b[0m "
    ]
    assert to_ansi(rows, DARK, Depth.ANSI) == [
        "\x1b[96;100m─\x1b[0m\x1b[1;93mx\x1b[0m\x1b[7;90m▃\x1b[0m "
    ]


def test_readings_and_today_take_the_terminals_own_colour() -> None:
    rows = [[("⠶", "point"), ("│", "today"), ("today", "today-label")]]
    assert to_ansi(rows, DARK, Depth.TRUE) == ["⠶│\x1b[1mtoday\x1b[0m"]


def test_without_colour_grounds_are_shaded() -> None:
    rows = [
        [(" ", "@band-a"), ("┈", "grid@band-a"), ("⠶", "curve-a@band-a"), ("x", "note")],
        [("▁▆", "band-a"), ("▁▆", "ground@band-a")],
        progress_bar(1, 2, 6),
    ]
    assert without_colour(rows) == ["░░⠶x", " ░░", "███░░░"]
    assert to_ansi(rows, DARK, Depth.NONE) == without_colour(rows)


def test_no_control_character_gets_through() -> None:
    rows = [[("a\x1b]0;title\x07\x9bb\r\n", "text")]]
    for depth in Depth:
        (line,) = to_ansi(rows, DARK, depth)
        assert ESCAPE.sub("", line).rstrip() == "a·]0;title··b·"
