"""Texts are measured in cells, whatever people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.chart import cell_len, fit, plain_text
from ssi_tui.chart.cells import as_cells, runs


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
        ("مرحبا", 5),
        ("⣿▃│", 3),
        ("\x1b[31m", 4),  # what would switch a terminal to red, without the escape character
        ("a\tb\n", 2),
    ],
)
def test_a_text_takes_as_many_cells_as_a_terminal_gives_it(text: str, cells: int) -> None:
    assert cell_len(text) == cells


@given(st.text(max_size=40), st.integers(0, 50))
def test_a_fitted_text_fills_its_width_and_carries_no_control_character(
    text: str, width: int
) -> None:
    fitted = fit(text, width)
    assert cell_len(fitted) == width
    assert len(as_cells(fitted)) == width
    assert not any(char < " " for char in fitted)


def test_a_text_that_is_cut_says_so() -> None:
    assert fit("Comments", 5) == "Comm…"
    assert fit("Comments", 10) == "Comments  "
    assert fit("依頼依頼", 4) == "依… "
    assert fit("x", 0) == ""


def test_cells_of_one_style_become_one_piece() -> None:
    row = runs(["a", "依", "", "b"], ["tick", "note", "note", "tick"])
    assert row == [("a", "tick"), ("依", "note"), ("b", "tick")]
    assert plain_text([row, [("  ", "")]]) == ["a依b", ""]
