"""The live slide as pictures, on a small terminal and on a large one."""

from collections.abc import Callable
from typing import Any

import pytest

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import fill
from tests.tui.test_pictures import LARGE, SMALL, Formula
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]


@pytest.fixture
def still(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Eight weeks of log, curves by the formula, nothing that moves."""
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Formula)
    app = make_app()
    app.animation_level = "none"
    return app


def test_slide_with_a_question(still: SsiApp, look: Callable[..., None]) -> None:
    look(still, SMALL, "4", "p")


def test_slide_large(still: SsiApp, look: Callable[..., None]) -> None:
    look(still, LARGE, "4", "p", "space", "space")
