"""The app as a process in a terminal: start, early keys, idleness, ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ssi_tui.store import Store
from tests.tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
SSI_TUI = [sys.executable, "-c", "from ssi_tui.tui import main; main()"]
READY = "quit"
"""The last word of the first frame."""


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """A process of its own in the temporary home."""
    return {**os.environ, "SSI_HOME": str(home), "PYTHONPATH": str(ROOT)}


def run(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Without a terminal."""
    return subprocess.run(
        [*SSI_TUI, *arguments], env=env, capture_output=True, text=True, timeout=20, check=False
    )


def test_help_and_version_need_no_terminal_and_no_textual(env: dict[str, str]) -> None:
    assert "--profile NAME" in run(env, "--help").stdout
    assert run(env, "--version").stdout.startswith("ssi-tui ")
    code = (
        "import sys\n"
        "from ssi_tui.tui.launch import launch\n"
        "launch(['--version'])\n"
        "print([name for name in sys.modules if name in ('textual', 'rich', 'numpy', 'tinydb')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--frob"], 2, "There is no option --frob"),
        ([], 2, "The app needs a terminal"),
    ],
)
def test_what_cannot_be_run_is_said_in_a_sentence(
    env: dict[str, str], arguments: list[str], code: int, said: str
) -> None:
    done = run(env, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--profile", "nobody"], 3, "no profile is called “nobody”"),
        (["--profile", "../x"], 3, "no profile is called “../x”"),
        (["quite_month"], 3, "quiet_month"),
    ],
)
def test_what_is_not_there_is_said_before_the_screen_opens(
    env: dict[str, str], arguments: list[str], code: int, said: str
) -> None:
    with Terminal([*SSI_TUI, *arguments], env) as terminal:
        assert terminal.finish() == code
        assert said in terminal.written.decode()


def test_keys_typed_before_the_first_frame_count(env: dict[str, str], folder: Path) -> None:
    with Terminal(SSI_TUI, env) as terminal:
        terminal.type("ccp")
        terminal.wait_for(READY)
        terminal.settle()
        terminal.type("q")
        assert terminal.finish() == 0
    totals = {"comment": 2, "post": 1}
    journal = Store(folder).read()
    assert journal.last_day is not None
    assert journal.day_counts(journal.last_day) == totals


def test_nothing_is_written_while_nothing_happens(env: dict[str, str]) -> None:
    soon = (
        "import ssi_tui.tui.shell.main as rooms, ssi_tui.tui.today.shown as model\n"
        "rooms.PAUSE = model.PAUSE = 0.1\n"  # what is made ahead is made meanwhile
    )
    with Terminal([*SSI_TUI[:2], soon + SSI_TUI[2]], env) as terminal:
        terminal.wait_for(READY)
        terminal.type("n")
        terminal.settle(2.0)
        assert terminal.read(2.0) == b""


def test_an_unexpected_error_is_one_sentence_and_a_file_without_words_of_the_user(
    env: dict[str, str], folder: Path
) -> None:
    broken = (
        "from ssi_tui.tui import main\n"
        "from ssi_tui.tui.app import Everywhere\n"
        "def do_theme(self):\n"
        "    note = 'Lea wants the red contract'\n"
        "    raise KeyError(note)\n"
        "Everywhere.do_theme = do_theme\n"
        "main()"
    )
    with Terminal([sys.executable, "-c", broken], env) as terminal:
        terminal.wait_for(READY)
        terminal.type("ct")
        assert terminal.finish() == 1
        said = terminal.written.decode()
    assert "ssi-tui stopped because of an error of its own" in said
    assert said.rindex("stopped") > said.rindex("\x1b[?1049l")  # on the usual screen again
    assert "Traceback" not in said
    assert "Lea" not in said
    (report,) = folder.glob("crash-*.log")
    text = report.read_text(encoding="utf-8")
    assert "do_theme" in text
    assert "Lea" not in text
    assert report.stat().st_mode & 0o077 == 0
    journal = Store(folder).read()
    assert journal.last_day is not None
    assert journal.count("comment", journal.last_day) == 1
