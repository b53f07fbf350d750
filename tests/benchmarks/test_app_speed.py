"""How the app feels: start, key to screen, curves, memory, idleness; through a pseudo terminal."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests.benchmarks.measuring import (
    ROOMS,
    SSI_TUI,
    env,
    filled,
    first_entries,
    keys,
    p95,
    starts,
)
from tests.tui.terminal import Terminal

ROUNDS = 12
TIMES_MINIMAL = {"empty": 1.4, "ten years": 1.6}
"""Start to the first full Today, in starts of an app with one line of text."""
KEY_SECONDS = 0.030
SAVED_SECONDS = 0.060
CURVES_SECONDS = 0.050
MEMORY_MB = 50
IDLE_SECONDS = 5
STARTS = 20


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Python keeps what it has compiled, as it does after an installation."""
    return str(tmp_path_factory.mktemp("bytecode"))


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A home without a journal, and one with a dozen entries a day for ten years."""
    homes = {name: tmp_path_factory.mktemp(name.replace(" ", "-")) for name in TIMES_MINIMAL}
    filled(homes["ten years"], 10)
    return homes


@pytest.fixture(params=list(TIMES_MINIMAL))
def app(
    request: pytest.FixtureRequest, homes: dict[str, Path], bytecode: str
) -> Iterator[Terminal]:
    """A running app that has nothing to do any more, at 140x40."""
    with Terminal(SSI_TUI, env(homes[request.param], bytecode), 140, 40) as terminal:
        terminal.wait_for(" quit ")
        if request.param != "empty":
            terminal.wait_for("Next:", seconds=60)  # the model has read the journal,
            terminal.settle(3.0)  # and looks at its own errors, once for each new score
        terminal.settle(1.0)
        yield terminal
        terminal.type("q")
        assert terminal.finish() == 0


def test_start_beside_a_minimal_app(
    homes: dict[str, Path], bytecode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = starts(homes, bytecode, ROUNDS)
    base = taken.pop("minimal")
    with capsys.disabled():
        print(f"\nminimal Textual app {base * 1000:.0f} ms")
        for name, spent in taken.items():
            print(f"Today, {name}: {spent * 1000:.0f} ms, {spent / base:.2f} ×")
    for name, spent in taken.items():
        assert spent <= TIMES_MINIMAL[name] * base


def test_a_key_is_seen_and_saved_at_once(app: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    seen, saved = keys(app, ROUNDS)
    _show(capsys, "key to screen", seen)
    _show(capsys, "key to saved and said so", saved)
    assert median(seen) <= KEY_SECONDS
    assert median(saved) <= SAVED_SECONDS


def test_curves_follow_the_key(app: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    app.type("4")
    app.wait_for(" A ", "fall in", seconds=30)
    app.settle(1.0)
    opened, taken = [], []
    for _ in range(ROUNDS):
        for key in "14":
            began = perf_counter()
            app.type(key)
            app.wait_for("fall in" if key == "4" else "Comments")
            opened.append(perf_counter() - began)
            app.settle(0.2)
        for key in "+-":
            began = perf_counter()
            app.type(key)
            app.wait_for("52 weeks" if key == "+" else "26 weeks")
            last = perf_counter() - began
            while app.read(0.05):
                last = perf_counter() - began
            taken.append(last)
            app.settle(0.2)
    _show(capsys, "other screen", opened)
    _show(capsys, "key to new curves", taken)
    assert median(opened) <= CURVES_SECONDS
    assert median(taken) <= CURVES_SECONDS


@pytest.mark.parametrize("app", ["ten years"], indirect=True)
def test_every_room_opens_at_once(app: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    slow = []
    for key, texts in ROOMS.items():
        opened = []
        for _ in range(ROUNDS + 1):
            began = perf_counter()
            app.type(key)
            app.wait_for(*texts, seconds=60)
            opened.append(perf_counter() - began)
            app.settle(0.3 if opened[1:] else 2.0)
            app.type("1")
            app.wait_for("Comments", " note ")
            app.settle(0.1)
        _show(capsys, f"room {key}", opened[1:])
        if median(opened[1:]) > CURVES_SECONDS:
            slow.append(key)
    assert not slow


def test_every_room_opens_at_once_for_the_first_time_too(
    homes: dict[str, Path], bytecode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = first_entries(homes["ten years"], bytecode, STARTS)
    for key, taken in opened.items():
        _show(capsys, f"room {key} for the first time", taken)
    assert max(median(taken) for taken in opened.values()) <= CURVES_SECONDS


def test_an_app_that_has_simulated_nothing_is_small(
    homes: dict[str, Path], bytecode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With all ten years read; the line that names what to do next, a simulation, is hidden."""
    home = homes["ten years"]
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    (home / "settings.json").write_text('{"format": 1, "advice": "hidden"}', encoding="utf-8")
    try:
        with Terminal(SSI_TUI, env(home, bytecode), 140, 40) as terminal:
            terminal.wait_for(" quit ")
            terminal.settle(2.0)
            resident = _resident(terminal)
    finally:
        (home / "settings.json").unlink()
    with capsys.disabled():
        print(f"\nbefore a simulation: {resident:.0f} MB")
    assert resident <= MEMORY_MB


def test_an_idle_app_is_silent_in_every_room(
    app: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    written = {}
    for key in ("1", *ROOMS):
        app.type(key)
        app.settle(2.0)
        until = perf_counter() + IDLE_SECONDS
        written[key] = 0
        while perf_counter() < until:
            written[key] += len(app.read(until - perf_counter()))
    with capsys.disabled():
        print(f"\nidle, bytes written in {IDLE_SECONDS} s: {written}; {_resident(app):.0f} MB")
    assert set(written.values()) == {0}


def _resident(terminal: Terminal) -> float:
    """Megabytes."""
    status = Path(f"/proc/{terminal.process.pid}/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").split("\n")
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _show(capsys: pytest.CaptureFixture[str], what: str, taken: list[float]) -> None:
    with capsys.disabled():
        print(f"\n{what}: median {median(taken) * 1000:.1f} ms, p95 {p95(taken) * 1000:.1f} ms")
