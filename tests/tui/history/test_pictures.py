"""History as pictures; `--snapshot-update` accepts what changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import TODAY, fill
from tests.tui.test_pictures import LARGE, SMALL
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]


@pytest.fixture
def filled(make_app: Make, store: Store) -> Make:
    """Half a year of log with two weeks of rest and some notes."""
    fill(store, weeks=26)
    rest = TODAY - timedelta(days=95)
    store.skip("", rest, rest + timedelta(days=13), why="holiday")
    for back in (12, 40, 77):
        store.set_note(TODAY - timedelta(days=back), "A talk that began with a comment")
    return make_app


def test_history(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "2", "left", "up")


def test_history_large_of_one_action(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), LARGE, "2", "a", "a", "left", "left")


def test_history_narrow_in_high_contrast(filled: Make, look: Callable[..., None]) -> None:
    look(filled(settings=Settings(theme="contrast", week_start="sunday")), (60, 20), "2", "p")
