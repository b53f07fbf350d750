"""Paths: completed as far as they are clear, and taken as terminals drop them."""

import os
from pathlib import Path

import pytest

from ssi_tui.tui.shell.file_pages import complete, paths_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few files, which is also ``~``."""
    for name in ("Basic_1.zip", "Basic_2.zip", "notes.txt", ".hidden.zip", "a b.zip"):
        (tmp_path / name).touch()
    (tmp_path / "Bakery").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "becomes", "names"),
    [
        ("~", "~/", ()),
        ("~/", "~/", ("a b.zip", "Bakery/", "Basic_1.zip", "Basic_2.zip")),
        ("~/Bas", "~/Basic_", ("Basic_1.zip", "Basic_2.zip")),
        ("~/bas", "~/Basic_", ("Basic_1.zip", "Basic_2.zip")),
        ("~/Bak", "~/Bakery/", ("Bakery/",)),
        ("~/.h", "~/.hidden.zip", (".hidden.zip",)),
        ("~/n", "~/n", ()),
        ("~/no/such", "~/no/such", ()),
        ("~nobody-at-all/x", "~nobody-at-all/x", ()),
        ("\0/x", "\0/x", ()),
    ],
)
def test_tab_goes_as_far_as_there_is_one_way(
    typed: str, becomes: str, names: tuple[str, ...]
) -> None:
    assert complete(typed, (".zip",)) == (becomes, names)


def test_a_path_is_taken_as_typed_quoted_escaped_or_dropped_behind_another(home: Path) -> None:
    wanted = [home / "a b.zip"]
    forms = ("~/a b.zip", f"'{home}/a b.zip'", f"{home}/a\\ b.zip ", f"file://{home}/a%20b.zip")
    for form in forms:
        assert paths_of(form) == wanted, form
        if not form.startswith("~"):
            assert paths_of(f"~/Downloads/{form}") == wanted, form


def test_several_are_taken_together(home: Path) -> None:
    assert paths_of(f"{home}/Basic_1.zip '{home}/a b.zip'") == [
        home / "Basic_1.zip",
        home / "a b.zip",
    ]


@pytest.mark.parametrize("text", ["~/it's", "/no such/file", "a\0b", "~nobody-at-all/x"])
def test_what_is_not_there_stays_one_path(text: str) -> None:
    assert len(paths_of(text)) == 1


def test_nothing_is_no_path() -> None:
    assert paths_of("  ") == []


def test_a_folder_that_cannot_be_read_has_no_names(home: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("everything can be read here")
    (home / "Bakery").chmod(0)
    assert complete("~/Bakery/").names == ()
    (home / "Bakery").chmod(0o700)
