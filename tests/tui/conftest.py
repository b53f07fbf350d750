"""An app on real files in a temporary folder, on a fixed day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssi_tui import i18n
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui import quick
from tests.tui.helpers import NOW

quick.install()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own files are near, and everybody speaks English."""
    monkeypatch.setenv("SSI_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("ssi_tui.tui.today.shown.PAUSE", 3600.0)  # asked for by its tests
    monkeypatch.setattr("ssi_tui.tui.shell.main.PAUSE", 3600.0)
    monkeypatch.setenv("COLORTERM", "truecolor")
    i18n.use("en")
    return tmp_path


@pytest.fixture
def folder(home: Path) -> Path:
    """The profile's folder."""
    return home / "profiles" / "default"


@pytest.fixture
def store(folder: Path) -> Store:
    """A second handle on the journal, as another program has one."""
    return Store(folder, now=lambda: NOW)


@pytest.fixture
def make_app(folder: Path) -> Callable[..., SsiApp]:
    """The app on the profile's folder."""

    def make(**options: Any) -> SsiApp:
        settings = options.pop("settings", Settings())
        return SsiApp(
            Store(folder, now=lambda: NOW, lock_seconds=0.2),
            settings=settings,
            now=lambda: NOW,
            name="Ana",
            **options,
        )

    return make
