"""Outputs that lack letters or room: an answer as good as can be, and the journal kept."""

import json
import os
import signal
import socket
import subprocess
import sys
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import prepare, stand_in
from ssi_tui.settings import language, system_language
from tests.cli.conftest import SATURDAY
from tests.cli.every_command import CALLS, NOTE, apart, arguments_of, every_command, furnish
from tests.cli.test_processes import SSI

ENCODINGS = ("cp1252", "iso8859-1", "gbk", "cp437", "ascii", "utf-16-le")


def _run(home: Path, call: str, encoding: str) -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of one call whose outputs have this encoding, strictly."""
    arguments = arguments_of(call, home)
    outputs = [TextIOWrapper(BytesIO(), encoding=encoding, errors="strict") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        apart(home, patch)
        patch.setattr(sys, "stdout", outputs[0])
        patch.setattr(sys, "stderr", outputs[1])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO()))
        prepare()
        with pytest.raises(SystemExit) as left:
            ssi.main(arguments, prog_name="ssi", obj=Session(now=lambda: SATURDAY))
        written = [output.detach().getvalue() for output in outputs]  # type: ignore[attr-defined]
    return int(left.value.code or 0), *written


def _entries(home: Path) -> object:
    """What the journal holds, without what differs from one run to the next."""
    exported = json.loads(_run(home, "export|json", "utf-8")[1])
    for part in exported.values():
        if isinstance(part, list):
            for record in part:
                record.pop("id", None)
            part.sort(key=json.dumps)
    return exported


def _lived(home: Path, encoding: str) -> tuple[list[tuple[str, int]], object]:
    """The exit codes of all calls, one after the other, and the journal after them."""
    home.mkdir()
    furnish(home)
    codes = []
    for call in CALLS:
        code, _said, told = _run(home, call, encoding)
        text = told.decode(encoding, "replace")  # click writes UTF-8 where it is told ASCII
        assert "should not have happened" not in text, (call, text)
        codes.append((call, code))
    return codes, _entries(home)


@pytest.fixture(scope="module")
def under_utf8(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[str, int]], object]:
    return _lived(tmp_path_factory.mktemp("utf8") / "home", "utf-8")


def test_every_command_is_called() -> None:
    called = [call.split("|") for call in CALLS]
    missing = [
        " ".join(words)
        for words in every_command()
        if not any(tuple(call[: len(words)]) == words for call in called)
    ]
    assert not missing


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_ends_and_keeps_as_under_utf8(
    encoding: str, under_utf8: tuple[list[tuple[str, int]], object], tmp_path: Path
) -> None:
    codes, journal = _lived(tmp_path / "home", encoding)
    assert codes == under_utf8[0]
    assert journal == under_utf8[1]


@pytest.mark.parametrize("call", ["workshop", "serve --port PORT", "serve --port PORT --json"])
def test_what_listens_shows_its_address_whatever_letters_there_are(
    call: str, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environ = {**os.environ, "SSI_HOME": str(tmp_path), "PYTHONIOENCODING": "ascii:strict"}
    words = call.replace("PORT", port).split()
    with subprocess.Popen(
        [*SSI, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
        # a shell's job in the background hands on a SIGINT that is ignored
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as listening:
        assert listening.stdout
        assert listening.stderr
        said = (listening.stderr if call == "workshop" else listening.stdout).readline
        while b"http://127.0.0.1:" not in (line := said()):
            assert line
        if "--json" in words:
            assert json.loads(line)["data"]["port"] == int(port)
        if call == "workshop":
            while b"Ctrl-C" not in (line := said()):
                assert line
        listening.send_signal(signal.SIGINT)
        told = listening.communicate(timeout=30)[1]
        assert b"should not have happened" not in told
        assert b"Traceback" not in told
        assert listening.returncode in (0, 130)


def test_a_pipe_of_windows_gets_letters_that_it_has(tmp_path: Path) -> None:
    environ = {**os.environ, "SSI_HOME": str(tmp_path), "PYTHONIOENCODING": "cp437:strict"}
    for call in (("log", "comment", "-m", NOTE), ("--sample", "today"), ("log", "žluť")):
        done = subprocess.run([*SSI, *call], capture_output=True, check=False, env=environ)
        assert done.returncode == (3 if call[-1] == "žluť" else 0)
        assert b"should not have happened" not in done.stderr


@given(st.characters())
def test_a_stand_in_is_at_most_one_plain_letter(char: str) -> None:
    letter = stand_in(char)
    assert len(letter) <= 1
    assert letter.isascii()
    assert letter.isprintable()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "call", ["log|comment", "set|post|2", "target|comment|5/week", "reading|61", "log|post|--json"]
)
def test_what_was_saved_is_never_reported_as_lost(tmp_path: Path, call: str) -> None:
    environ = {**os.environ, "SSI_HOME": str(tmp_path)}
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [*SSI, *call.split("|")], stdout=full, stderr=subprocess.PIPE, check=False, env=environ
        )
        assert done.returncode == 0
        assert b"Saved; only the answer could not be written" in done.stderr
        if call != "log|comment":
            return  # given again, the others have nothing to change
        unheard = subprocess.run(
            [*SSI, *call.split("|")], stdout=full, stderr=full, check=False, env=environ
        )
        assert unheard.returncode == 0
        looked = subprocess.run(
            [*SSI, "week"], stdout=full, stderr=subprocess.PIPE, check=False, env=environ
        )
        assert looked.returncode == 1
        assert b"Saved" not in looked.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_stdin_is_read_whatever_wrote_it(tmp_path: Path, encoding: str) -> None:
    environ = {**os.environ, "SSI_HOME": str(tmp_path)}
    note = "Grüße, à bientôt"
    subprocess.run(
        [*SSI, "log", "comment", "-m", "-"],
        input=note.encode(encoding),
        check=True,
        env=environ,
        capture_output=True,
    )
    exported = subprocess.run(
        [*SSI, "export", "json"], check=True, env=environ, capture_output=True
    ).stdout
    assert note in exported.decode()


def test_the_systems_own_language_is_spoken_where_no_variable_names_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from types import SimpleNamespace

    from ssi_tui.settings import Settings

    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: 0x0407)
    ctypes = SimpleNamespace(windll=SimpleNamespace(kernel32=kernel))
    monkeypatch.setitem(sys.modules, "ctypes", ctypes)
    assert system_language("win32") == "de"
    kernel.GetUserDefaultUILanguage = lambda: 0x0411
    assert system_language("win32") == "en"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert system_language("darwin") == "en"
    import plistlib

    file = tmp_path / "Library" / "Preferences" / ".GlobalPreferences.plist"
    file.parent.mkdir(parents=True)
    file.write_bytes(plistlib.dumps({"AppleLanguages": ["nl-BE", "en"]}))
    assert system_language("darwin") == "nl"
    assert language(Settings(), {"LANG": "da_DK.UTF-8"}) == "da"
    assert language(Settings(), {"LC_ALL": "C", "LANG": "da_DK.UTF-8"}) == "en"
