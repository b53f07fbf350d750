"""`--json` is JSON whatever goes wrong: one envelope, on stdout or on stderr, never beside text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.settings import profile_folder, settings_file
from tests.cli.conftest import Ssi
from tests.cli.every_command import CALLS, apart, arguments_of, furnish
from tests.cli.test_json_contract import validator

ASKED = ("doctor", "cohort")
"""Their exit code says what they found, as docs/json.md has it."""
NAME = "a\x1b]0;title\x07\nb\u202e.csv"
"""Of a file that nobody should have."""


def _month(text: bytes) -> Callable[[Path], None]:
    def harm(_tmp: Path) -> None:
        folder = Path(profile_folder())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "2026-11.json").write_bytes(text)

    return harm


def _profile(_tmp: Path) -> None:
    folder = Path(profile_folder())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.json").write_bytes(b"{")


def _no_folder(_tmp: Path) -> None:
    place = Path(profile_folder())
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"a file where the folder should be")


def _folder_for_month(_tmp: Path) -> None:
    (Path(profile_folder()) / "2026-11.json").mkdir(parents=True)


def _settings(text: bytes) -> Callable[[Path], None]:
    def harm(_tmp: Path) -> None:
        file = Path(settings_file())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)

    return harm


FAULTS = {
    "empty month": _month(b""),
    "torn month": _month(b'{"schema": 1, "act'),
    "newer month": _month(b'{"schema": 99}'),
    "not UTF-8": _month(b"\xff\xfe\xfa"),
    "torn profile": _profile,
    "no folder": _no_folder,
    "folder for a month": _folder_for_month,
    "torn settings": _settings(b"{"),
    "odd settings": _settings(b'{"theme": "a\\u001b[31m", "language": 7}'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_answer_under_a_fault_is_json(
    ssi: Ssi, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(tmp_path)
    apart(tmp_path, monkeypatch)
    FAULTS[fault](tmp_path)
    for call in CALLS:
        arguments = arguments_of(call, tmp_path)
        if "--help" in arguments:
            continue  # whoever asks for help is a person
        done = ssi(*arguments, "--json", code=None)
        said, told = done.stdout, done.stderr
        assert bool(said) != bool(told), (call, said, told)
        envelope = json.loads(said or told)
        assert envelope["ok"] == bool(said), call
        assert (done.exit_code == 0) == envelope["ok"] or call.split("|")[0] in ASKED, call
        if told:
            error = envelope["error"]
            assert error["exit"] == done.exit_code
            assert error["type"] != "unexpected", (call, error)
            assert "\x1b" not in error["message"]
            validator("error").validate(envelope)


def test_a_name_from_outside_is_never_obeyed(ssi: Ssi, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_bytes(b"nothing,of\nuse,here\n")
    for call in (
        ["import", "csv", str(file)],
        ["import", "linkedin", str(file)],
        ["import", "analytics", str(file)],
        ["import", "json", str(file)],
        ["import", "linkedin", str(tmp_path / "missing" / NAME)],
        ["sim", str(file)],
        ["sim", NAME],
        ["log", NAME],
        ["profile", "use", NAME],
        ["backup", "restore", NAME],
        ["config", "get", NAME],
        ["config", "set", "theme", NAME],
        ["--profile", NAME, "today"],
        ["rm", NAME],
        ["group", "show", NAME],
        ["export", NAME],
        ["plan", "--points", NAME],
        [NAME],
        ["log", f"--{NAME}"],
    ):
        done = ssi(*call, code=None)
        said = done.stdout + done.stderr
        assert not {"\x1b", "\x07", "\u202e"} & set(said), (call, said)
