"""Tab in bash, zsh and fish: everything that has a name is completed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.cli.shared import completion
from ssi_tui.forecasting import Role, shipped
from ssi_tui.settings import profile_folder
from tests.cli.conftest import Ssi

Complete = Callable[..., list[str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a journal, a second profile, an own action, a scenario and a backup."""
    monkeypatch.setenv("SSI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def lived(home: Path, ssi: Ssi) -> Path:
    ssi("log", "comment")
    ssi("action", "add", "podcast", "--pillar", "brand")
    ssi("profile", "new", "Zoë van Dam")
    ssi("scenario", "new", "Spring plan")
    ssi("backup")
    return home


WORDS = (
    ("today", ("ssi", "tod")),
    ("comment", ("ssi", "log", "com")),
    ("podcast", ("ssi", "log", "pod")),
    ("podcast", ("ssi", "action", "archive", "p")),
    ("quiet_month", ("ssi", "sim", "qui")),
    ("spring_plan", ("ssi", "sim", "spr")),
    ("spring_plan", ("ssi", "scenario", "edit", "s")),
    ("zoe-van-dam", ("ssi", "profile", "use", "z")),
    ("zoe-van-dam", ("ssi", "today", "--profile", "z")),
    ("sales", ("ssi", "plan", "--role", "sa")),
    ("inactive", ("ssi", "sim", "quiet_month", "--member", "ina")),
    ("insights=", ("ssi", "plan", "--pillar", "ins")),
    ("week_start", ("ssi", "config", "get", "week")),
    ("contrast", ("ssi", "config", "set", "theme", "con")),
    ("zoe-van-dam", ("ssi", "config", "set", "profile", "z")),
    ("daily", ("ssi", "target", "comment", "da")),
    ("yesterday", ("ssi", "log", "comment", "-d", "yes")),
    ("csv", ("ssi", "export", "c")),
    ("quarter", ("ssi", "review", "q")),
    ("sample", ("ssi", "group", "show", "sa")),
    ("sample", ("ssi", "handout", "--group", "sa")),
    ("20-minutes", ("ssi", "present", "20")),
    ("sales", ("ssi", "plan", "sa")),
    ("tmux", ("ssi", "status", "--format", "t")),
    ("cron", ("ssi", "remind", "on", "--with", "c")),
    ("mdy", ("ssi", "import", "csv", "x.csv", "--day-order", "m")),
    ("others", ("ssi", "import", "csv", "x.csv", "--likes", "o")),
    ("fish", ("ssi", "completion", "f")),
    ("scenarios", ("ssi", "docs", "sc")),
    ("log", ("ssi", "help", "lo")),
    ("--note", ("ssi", "log", "comment", "--no")),
    ("restore", ("ssi", "backup", "re")),
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with an `ssi` to be found by a shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "ssi"
    line = "import sys; sys.argv[0] = 'ssi'; from ssi_tui.cli import main; main()"
    root = Path(__file__).parents[2]
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -c "{line}" "$@"\n')
    script.chmod(0o755)
    return folder


def _shell(program: Path, *command: str) -> str:
    path = f"{program}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": path},
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def _in_bash(program: Path, words: tuple[str, ...]) -> list[str]:
    line = " ".join(f"'{word}'" for word in words)
    script = (
        'eval "$(ssi completion bash)"; compopt() { :; }; '
        f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
        "_ssi_completion ssi; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    return _shell(program, "bash", "--norc", "-c", script).splitlines()


def _in_zsh(program: Path, words: tuple[str, ...]) -> list[str]:
    line = " ".join(f"'{word}'" for word in words)
    script = (
        "compdef() { :; }; _path_files() { print -- FILES; }; "
        "compadd() { print -l -- ${(P)argv[-1]}; }; "
        "_describe() { print -l -- ${(P)argv[3]}; }; "
        'eval "$(ssi completion zsh)"; '
        f"words=({line}); CURRENT={len(words)}; _ssi_completion"
    )
    said = _shell(program, "zsh", "-f", "-c", script).splitlines()
    return [item.replace("\\:", "\0").partition(":")[0].replace("\0", ":") for item in said]


def _in_fish(program: Path, words: tuple[str, ...]) -> list[str]:
    script = f"ssi completion fish | source; complete -C '{' '.join(words)}'"
    said = _shell(program, "fish", "--no-config", "-c", script).splitlines()
    return [item.partition("\t")[0] for item in said]


SHELLS = {"bash": _in_bash, "zsh": _in_zsh, "fish": _in_fish}


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_real_shells_complete_names(program: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    for expected, words in WORDS[:: 1 if shell == "bash" else 4]:
        assert expected in SHELLS[shell](program, words), words


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_real_shells_complete_files(
    program: Path, shell: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    (tmp_path / "Basic_LinkedInDataExport.zip").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    found = SHELLS[shell](program, ("ssi", "import", "linkedin", "Basic"))
    if shell == "fish":
        assert "Basic_LinkedInDataExport.zip" in found
    elif shell == "zsh":
        assert "FILES" in found
    else:
        assert [item for item in found if item] == []  # left to bash's own completion of files


@pytest.mark.usefixtures("home")
def test_a_journal_that_cannot_be_read_completes_what_it_can(program: Path) -> None:
    folder = Path(profile_folder())
    folder.mkdir(parents=True)
    (folder / "profile.json").write_bytes(b"{")
    assert "comment" in _in_bash(program, ("ssi", "log", "com"))
    assert [item for item in _in_bash(program, ("ssi", "edit", "")) if item] == []


def test_what_is_listed_without_the_model_is_what_the_model_has() -> None:
    assert tuple(role.value for role in Role) == completion.ROLES
    assert {path.stem for path in completion.shipped_scenarios()} == {
        path.stem for path in shipped()
    }
