"""What the program says of its own quality is what docs/model.md has measured."""

import json

import pytest

from ssi_tui.forecasting.trust import FILE, assumed_half_life, measured
from tests.sim.measured import PAGE, figures_of


def test_the_figures_shown_are_those_of_the_table() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert kept == figures_of(PAGE.read_text(encoding="utf-8")), "run python -m tests.sim.measured"


def test_they_are_read_with_their_names() -> None:
    assert measured().people > 100
    assert len(measured().skill) == 2
    assert assumed_half_life() > 1


def test_a_row_that_is_lost_is_no_silence() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("skill, hardly answers", "skill, hardly")
    with pytest.raises(KeyError):
        figures_of(page)
