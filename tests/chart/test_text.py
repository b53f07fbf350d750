"""Texts are measured, cut and cleaned in one place, whatever people write."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len as as_textual_measures

from ssi_tui.chart.text import (
    as_cells,
    cell_len,
    clusters,
    fit,
    left,
    plain,
    plain_text,
    right,
    runs,
    wrap,
)

FAMILY = "👩\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("score", 5),
        ("à la carte", 10),
        ("a\u0300", 1),  # the accent stands on the letter
        ("依頼", 4),
        ("🎉", 2),
        ("❤\ufe0f", 2),  # asked for as a picture
        (FAMILY, 2),  # three people in one picture
        ("مرحبا", 5),
        ("⣿▃│", 3),
        ("\x1b[31m", 4),  # what would switch a terminal to red, without the escape character
        ("a\tb\n", 2),
    ],
)
def test_a_text_takes_as_many_cells_as_a_terminal_gives_it(text: str, cells: int) -> None:
    assert cell_len(text) == cells


def test_every_character_has_one_width_for_chart_shell_and_app() -> None:
    control, nobodys = {"Cc", "Cs"}, {"Cn", "Co"}
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) in nobodys and code % 101:  # nine in ten; all are alike
            continue
        assert cell_len(char) == as_textual_measures(char), hex(code)
        if unicodedata.category(char) not in control:
            drawn = sum(cells for _, cells in clusters(f"a{char}")) - 1
            assert drawn == as_textual_measures(f"a{char}") - 1, hex(code)


@given(st.text(max_size=40), st.integers(0, 50))
def test_a_fitted_text_fills_its_width_and_carries_no_control_character(
    text: str, width: int
) -> None:
    for fitted in (left(text, width), right(text, width)):
        assert cell_len(fitted) == as_textual_measures(fitted) == width
        assert len(as_cells(fitted)) == width
        assert not any(char < " " for char in fitted)


@given(st.text(max_size=60), st.integers(1, 30), st.sampled_from(["", "  "]))
@example("00", 1, "  ")
def test_wrapped_lines_are_no_wider_than_asked_and_lose_only_what_no_line_can_hold(
    text: str, width: int, indent: str
) -> None:
    text = plain(text)
    lines = wrap(text, width + len(indent), indent)
    assert all(cell_len(line) <= width + len(indent) for line in lines)
    assert all(line.startswith(indent) for line in lines)
    whole = wrap(text, width, indent, whole=True)
    assert " ".join(whole).split() == text.split()


@given(st.text())
def test_what_comes_from_outside_is_harmless_on_a_terminal(text: str) -> None:
    cleaned = plain(text)
    hidden = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not any(unicodedata.category(char) in hidden for char in cleaned)
    assert not {"\u202e", "\u2066", "\u200f"} & set(cleaned)
    assert plain(cleaned) == cleaned


def test_a_joiner_does_not_swallow_what_stands_before_a_name() -> None:
    assert plain("\u200dx") == "x"
    assert plain(FAMILY) == FAMILY
    assert plain("[red]{0} %s[/]") == "[red]{0} %s[/]"
    assert plain("a\x1b[31m\nb\udcff") == "a·[31m b·"


def test_a_text_that_is_cut_says_so() -> None:
    assert fit("Comments", 5) == "Comm…"
    assert fit("Comments", 10) == "Comments"
    assert left("Comments", 10) == "Comments  "
    assert right("Comments", 10) == "  Comments"
    assert fit("依頼依頼", 4) == "依…"
    assert left("依頼依頼", 4) == "依… "
    assert fit(FAMILY * 3, 5) == FAMILY * 2 + "…"
    assert fit("x", 0) == ""


def test_cells_of_one_style_become_one_piece() -> None:
    row = runs(["a", "依", "", "b"], ["tick", "note", "note", "tick"])
    assert row == [("a", "tick"), ("依", "note"), ("b", "tick")]
    assert plain_text([row, [("  ", "")]]) == ["a依b", ""]
