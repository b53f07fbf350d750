"""Scores as pictures, with fixed answers of the model; `--snapshot-update` accepts what changed."""

from collections.abc import Callable

import pytest

from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.scores import answers
from tests.tui.made_answers import answer, readings
from tests.tui.test_pictures import LARGE, SMALL
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]


@pytest.fixture
def filled(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Twelve readings, a week apart."""
    monkeypatch.setattr(answers, "answer", answer)
    put(store, readings=readings(12))
    return make_app


def test_scores(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "3", "down", "down", "down")


def test_scores_with_the_readings(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), LARGE, "3", "v", "down", "down")


def test_where_the_points_come_from(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "3", "v", "v")


def test_where_from_and_why_it_moved(filled: Make, look: Callable[..., None]) -> None:
    look(filled(settings=Settings(theme="light")), LARGE, "3", "v", "v", "v", "+", "+")


def test_what_is_learned(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "3", "V")
