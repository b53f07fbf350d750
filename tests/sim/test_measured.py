"""What the program says of its own quality has names, and no row of docs/model.md is lost."""

import pytest

from ssi_tui.forecasting.model_report import HALF_LIFE, measured
from tests.sim.measured import PAGE, figures_of


def test_they_are_read_with_their_names() -> None:
    assert measured().people > 100
    assert len(measured().skill) == 2
    assert HALF_LIFE > 1


def test_a_row_that_is_lost_is_no_silence() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("skill, hardly answers", "skill, hardly")
    with pytest.raises(KeyError):
        figures_of(page)
