"""`ssi` as a process of its own: pipes, signals, closed streams, colour."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

SSI = (sys.executable, "-c", "from ssi_tui.cli import main; main()")


def run(*arguments: str, **fields: object) -> subprocess.CompletedProcess[str]:
    """One call, with its output as text."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*SSI, *arguments], capture_output=True, text=True, check=False, timeout=30, **fields
    )


def test_a_process_logs_and_answers() -> None:
    done = run("log", "comment", "3", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["data"]["count"] == 3
    assert run("log", "nope").returncode == 3
    assert run("today", "--check").returncode == 10


def test_a_reader_that_leaves_early_is_no_error() -> None:
    for arguments in ("--sample changes --last 1000", "--sample sim quiet_month --csv"):
        with subprocess.Popen(
            [*SSI, *arguments.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            said = process.stderr.read()
            assert b"Traceback" not in said
            assert b"ssi:" not in said
            assert process.wait(timeout=30) == 0


def test_closed_streams_are_no_error() -> None:
    line = " ".join(f"'{part}'" for part in SSI)
    for call in ("log comment >&-", "today >&-", "log comment 2>&-", "log comment -m - <&-"):
        done = subprocess.run(f"{line} {call}", shell=True, capture_output=True, check=False)
        assert done.returncode == 0, call


def test_a_full_pipe_end_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run([*SSI, "path"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def rest(master: int) -> str:
    """All that a terminal is sent until nobody writes to it any more."""
    said = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # Linux ends so
            part = b""
        if not part:
            return said.decode()
        said += part


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal of 80x24 gets to see."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*SSI, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "COLUMNS": "80", "LINES": "24", **environment},
    )
    os.close(slave)
    said = rest(master)
    process.wait(timeout=30)
    os.close(master)
    return said


def test_colour_is_for_terminals_that_want_it() -> None:
    line = ("sim", "quiet_month", "--member", "active", "--weeks", "4")
    assert "\x1b[" in on_a_terminal(*line)
    for unwanted in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_a_terminal(*line, **unwanted)
    assert "\x1b" not in on_a_terminal(*line, "--no-color")
    assert "\x1b" not in run(*line).stdout


@contextmanager
def asked() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`ssi backup restore` on a terminal, as it waits for an answer; since the copy, one post."""
    run("log", "comment")
    copy = run("backup", "--plain").stdout.strip()
    run("log", "post")
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*SSI, "backup", "restore", copy],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        # a shell's job in the background hands on a SIGINT that is ignored
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(slave)
        said = b""
        try:
            while b"[y/N]" not in said:
                assert select.select([master], [], [], 30)[0], said
                said += os.read(master, 4096)
            yield process, master
        finally:
            process.kill()  # a failed test must not wait for an answer that nobody gives
    os.close(master)


@pytest.mark.parametrize(("typed", "left"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_a_question_on_a_terminal_takes_yes_or_no(typed: bytes, left: int) -> None:
    with asked() as (process, master):
        os.write(master, typed)
        assert process.wait(timeout=30) == 0
    assert posts() == left


def posts() -> int:
    """How many are in the journal."""
    counts = json.loads(run("today", "--json").stdout)["data"]["counts"]
    return int(counts.get("post", 0))


def waits(process: subprocess.Popen[bytes]) -> bool:
    """Whether it sleeps; once it has asked, it does that in the read alone."""
    told = Path(f"/proc/{process.pid}/stat")
    if told.exists():
        return told.read_text("ascii").rpartition(") ")[2].startswith("S")
    look = ["ps", "-o", "stat=", "-p", str(process.pid)]
    return subprocess.run(look, capture_output=True, text=True).stdout.startswith("S")


def test_ctrl_c_leaves_with_130_and_nothing_done() -> None:
    with asked() as (process, master):
        looks = 0
        while looks < 3:  # a signal that comes just before the read begins is not seen by it
            looks = looks + 1 if waits(process) else 0
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        assert process.returncode == 130
        assert "Traceback" not in rest(master)
    assert posts() == 1
