"""What `ssi --help` and its commands say about themselves."""

import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ssi_tui import __version__, i18n
from ssi_tui.cli.main import ssi as command
from tests.cli.conftest import Ssi

NAMES = command.list_commands(click.Context(command))


def test_help_names_every_command_in_a_line_of_its_own(ssi: Ssi) -> None:
    said = ssi("--help").stdout
    assert ssi("-h").stdout == said
    lines = said.splitlines()
    assert len(lines) <= len(NAMES) + 30  # a line for each, and little around them
    assert max(map(len, lines)) <= 80
    for name in NAMES:
        assert re.search(rf"^  {name} +\w", said, re.MULTILINE), name


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(ssi: Ssi, name: str) -> None:
    said = ssi(name, "--help").stdout
    assert said.startswith(f"Usage: ssi {name} ")
    assert "Everywhere: --profile" in said
    assert max(map(len, said.splitlines())) <= 80


def test_what_is_no_command_is_refused(ssi: Ssi) -> None:
    assert "dance" in ssi("dance", code=2).stderr


def test_the_help_of_log_lists_every_action_and_what_counts(ssi: Ssi) -> None:
    said = ssi("log", "--help").stdout
    assert "  comment                  a comment under somebody’s post\n" in said


def test_the_version_is_told(ssi: Ssi) -> None:
    assert ssi("--version").stdout == f"ssi-tui {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_their_completion(ssi: Ssi, shell: str) -> None:
    assert "_SSI_COMPLETE" in ssi("completion", shell).stdout


def test_an_unknown_shell_is_refused(ssi: Ssi) -> None:
    assert "shell" in ssi("completion", "tcsh", code=3).stderr


def test_help_speaks_the_language_in_use_though_it_was_written_at_import(
    ssi: Ssi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Catalog(locale="de")
    made.add("Show this help.", "Diese Hilfe.")
    made.add("Every day", "Jeden Tag")
    file = tmp_path / "de" / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        write_mo(target, made)
    monkeypatch.setenv("SSI_LOCALE_DIR", str(tmp_path))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "Diese Hilfe." in ssi("log", "--help").stdout
    assert "Jeden Tag:" in ssi("--help").stdout
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert "Show this help." in ssi("log", "--help").stdout
    assert i18n.language() == "en"
