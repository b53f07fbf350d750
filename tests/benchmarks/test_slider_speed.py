"""A slider of What-if in a real terminal: from the key to the last byte of the new picture."""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests.tui.terminal import Terminal

SSI_TUI = (sys.executable, "-c", "from ssi_tui.tui import main; main()", "--sample")
STEPS = 60
DRAG_SECONDS = 0.033
"""A thirtieth of a second, for 95 keys of 100, with 256 draws of three scenarios."""
LAG_SECONDS = 0.1
"""After a key held for two seconds: nothing queues up."""


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
def test_the_curve_follows_a_slider(
    tmp_path: Path, size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with Terminal(SSI_TUI, {**kept, "SSI_HOME": str(tmp_path)}, *size) as terminal:
        terminal.wait_for(" quit ")
        terminal.settle(1.0)
        for key in ("4", "\r", "c"):  # as now, a quiet month and the sliders' own: three curves
            terminal.type(key)
            terminal.settle(1.0)
        taken = []
        for step in range(STEPS):
            terminal.settle(0.06)
            began = last = perf_counter()
            terminal.type("\x1b[C" if step % 20 < 10 else "\x1b[D")
            while terminal.read(0.06 if last > began else 1):
                last = perf_counter()
            taken.append(last - began)
        began = perf_counter()
        for step in range(STEPS):  # as a held key repeats
            terminal.type("\x1b[C" if step < STEPS // 2 else "\x1b[D")
            while perf_counter() < began + (step + 1) / 30:
                terminal.read(began + (step + 1) / 30 - perf_counter())
        released = last = perf_counter()
        while terminal.read(0.1):
            last = perf_counter()
        terminal.type("q")
        assert terminal.finish() == 0
    ordered = sorted(taken)
    slow = ordered[int(STEPS * 0.95)]
    with capsys.disabled():
        print(
            f"\nslider at {size[0]}x{size[1]}: median {median(ordered) * 1000:.1f} ms, "
            f"p95 {slow * 1000:.1f} ms; after a held key {(last - released) * 1000:.0f} ms"
        )
    assert slow <= DRAG_SECONDS
    assert last - released <= LAG_SECONDS
