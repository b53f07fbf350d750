"""Every test gets a home of its own and an English, colourless world."""

import gc
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from ssi_tui import i18n

settings.register_profile(
    "everyday", max_examples=60, deadline=None, derandomize=True, database=None
)
settings.register_profile("deep", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("everyday")

POSIX = re.compile(r"^(?:import|from) (?:fcntl|pty|termios)\b|tests\.tui\.terminal", re.MULTILINE)
"""What only systems with pseudo terminals and their locks can run."""

FOREIGN = (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORFGBG",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_TIME",
    "LINES",
    "NO_COLOR",
    "TEXTUAL",
    "TMUX",
)


gc.disable()  # until all tests are read: looking through what only grows took a tenth of the time
_numbers = count()


def pytest_collection_finish() -> None:
    """What is there now stays to the end, and is looked through no more."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On Windows what needs a system of the other sort is not even read."""
    if os.name == "nt" and collection_path.name.startswith("test_"):
        return bool(POSIX.search(collection_path.read_text(encoding="utf-8"))) or None
    return None


def new_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A new folder; pytest's own way reads the names of all there are, each time."""
    made = factory.getbasetemp() / f"{name}-{next(_numbers)}"
    made.mkdir(0o700)
    return made


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In place of pytest's own: see `new_folder`."""
    return new_folder(tmp_path_factory, "test")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder; nothing that the person running the tests has set comes through."""
    for name in (*FOREIGN, *(name for name in os.environ if name.startswith(("SSI_", "XDG_")))):
        monkeypatch.delenv(name, raising=False)
    home = new_folder(tmp_path_factory, "home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SSI_HOME", str(home / "ssi"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    return home


_fsync = os.fsync


@pytest.fixture(autouse=True, scope="session")
def mains() -> Iterator[None]:
    """Nothing waits until the disk has all bytes, modules' fixtures neither."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def power(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It fails only in the store's tests."""
    if "store" in request.path.parts:
        monkeypatch.setattr(os, "fsync", _fsync)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that speaks another language leaves none of it behind."""
    yield
    i18n.use(i18n.ENGLISH)
