"""However the app is made to end, and whatever comes from the terminal: nothing is lost by it."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.driver import Keyboard
from ssi_tui.tui.launch import report
from tests.tui.helpers import NOW, fill, settled, text_of
from tests.tui.quick import strike
from tests.tui.terminal import Terminal
from tests.tui.walk import answered_by_formulas

Make = Callable[..., SsiApp]
READY = "quit"
START = "from ssi_tui.tui import main; main()"


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """As one starts the app from a shell, with nothing logged."""
    return {**os.environ, "SSI_HOME": str(home), "HOME": str(home), "LANG": "C.UTF-8"}


def comments(folder: Path) -> int:
    """As they lie on the disk."""
    journal = Store(folder).read()
    return 0 if journal.last_day is None else journal.count("comment", journal.last_day)


def test_any_byte_is_survived_and_seen() -> None:
    keyboard = Keyboard()
    assert keyboard.text(b"a\xffb") == "a\ufffdb"
    assert keyboard.text("é".encode()[:1]) == ""
    assert keyboard.text("é".encode()[1:]) == "é"


def test_an_old_click_is_passed_over_wherever_it_is_cut() -> None:
    click = b"\x1b[M \xa0!"
    for cut in range(len(click) + 1):
        keyboard = Keyboard()
        said = keyboard.text(b"c" + click[:cut]) + keyboard.text(click[cut:] + b"d")
        assert said == "cd" if cut != 1 and cut != 2 else said.endswith("d")


def test_behind_ctrl_z_and_fg_the_whole_screen_is_there_again(env: dict[str, str]) -> None:
    with Terminal([sys.executable, "-c", START], env) as terminal:
        terminal.wait_for("usually")
        terminal.type("1")
        terminal.wait_for("Comments", READY)
        terminal.settle()
        for _again in range(2):
            terminal.type("\x1a")
            terminal.wait_for("\x1b[?1049l")  # the shell's screen
            terminal.settle()
            terminal.process.send_signal(signal.SIGCONT)
            terminal.wait_for("\x1b[?1049h", "Settings", "Comments", READY)
        terminal.type("q")
        assert terminal.finish() == 0


def test_odd_bytes_and_old_clicks_do_not_end_the_app(env: dict[str, str], folder: Path) -> None:
    with Terminal([sys.executable, "-c", START], env) as terminal:
        terminal.wait_for(READY)
        os.write(terminal.master, b"\xff\xfe\x80")
        os.write(terminal.master, b"\x1b[M \xa0!")
        terminal.type("cc")
        terminal.wait_for("takes it back")
        terminal.type("q")
        assert terminal.finish() == 0
    assert comments(folder) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP])
def test_a_signal_ends_the_app_with_the_terminal_put_back(
    env: dict[str, str], folder: Path, number: signal.Signals
) -> None:
    with Terminal([sys.executable, "-c", START], env) as terminal:
        terminal.wait_for(READY)
        terminal.type("c")
        terminal.wait_for("takes it back")
        terminal.process.send_signal(number)
        assert terminal.finish() == 128 + number
        assert b"\x1b[?1049l" in terminal.written
        assert b"\x1b[?25h" in terminal.written
        assert b"Traceback" not in terminal.written
    assert comments(folder) == 1


def test_the_process_ends_when_its_terminal_is_gone(env: dict[str, str], folder: Path) -> None:
    """Also where the system does not say so: behind nohup."""
    quiet = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {START}"
    terminal = Terminal([sys.executable, "-c", quiet], env)
    try:
        terminal.wait_for(READY)
        terminal.type("c")
        terminal.wait_for("takes it back")
        os.close(terminal.master)
        assert terminal.process.wait(timeout=15) == 128 + signal.SIGHUP
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
    assert comments(folder) == 1


def test_a_report_has_the_whole_chain() -> None:
    def ask() -> None:
        raise KeyError("Lea")

    try:
        ask()
    except KeyError as error:
        failed = WorkerFailed(error)
    text = report(failed, NOW)
    assert "WorkerFailed" in text
    assert "KeyError" in text
    assert "ask" in text
    assert "Lea" not in text


async def test_a_slide_is_left_once_however_often_its_key_is_pressed(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    answered_by_formulas(monkeypatch)
    app = make_app()
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("4", *["p"] * 7, "1"):
            strike(app, key)
        await settled(pilot)
        await pilot.pause()
        assert app.crash is None


async def test_rooms_change_as_quickly_as_keys_come(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    answered_by_formulas(monkeypatch)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ["1", "d", "4"] * 6 + ["1"]:
            strike(app, key)
        await settled(pilot)
        await pilot.pause()
        assert app.crash is None
        assert "1 Today" in text_of(app)


async def test_a_worker_of_a_room_that_is_gone_ends_nothing(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        room = app.main.room
        await pilot.press("1")
        await app.main.forget_rooms()

        async def late() -> None:
            room.query_one("#nothing")

        room.run_worker(late())
        await pilot.pause(0.1)
        assert app.crash is None
        assert app.is_running


async def test_a_worker_of_a_room_in_sight_that_fails_is_told(make_app: Make) -> None:
    app = make_app()

    async def broken() -> None:
        raise KeyError("x")

    async def fail() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("8")
            app.main.room.run_worker(broken())
            await pilot.pause(0.1)

    with pytest.raises(WorkerFailed):
        await fail()
    assert isinstance(app.crash, WorkerFailed)
