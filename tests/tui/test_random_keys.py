"""Whatever is pressed, clicked or pasted, in whatever order and size: no crash, nothing lost.

`make test ARGS="-k random_keys --hypothesis-profile=deep"` goes on for a while.
"""

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.events import MouseDown, MouseScrollDown, MouseScrollUp, MouseUp, Paste

from sim.terms import ActionKind
from ssi_tui.model.entries import Action, Reading
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import NOW, TODAY, text_of
from tests.tui.quick import resize, strike
from tests.tui.scores.test_paste import PAGE
from tests.tui.walk import answered_by_formulas

SIZES = ((80, 24), (140, 40), (60, 20), (40, 12), (200, 50), (30, 8))
PATIENCE = 60
"""Seconds for one example: no two pages hand a key to each other for ever."""
ROOMS = "12345678"
LETTERS = "abcdefghijklmnoprstuvwxyzACPMUXYV"
"""Without q, which ends the run early."""
KEYS = (
    *("up", "down", "left", "right", "shift+left", "shift+right", "home", "end"),
    *("pageup", "pagedown", "enter", "enter", "enter", "escape", "escape", "escape", "tab"),
    *("space", "backspace", "delete", "?", ":", "+", "-", "/", "[", "]", ",", ".", "0", "9"),
    *ROOMS,
    *LETTERS,
)
NOTES = ("[AI] post", "[/]", "\x1b[31mred", "東京で会議", "שלום", "a\u202eb", "two\nlines", "👩‍💻")
kinds = st.sampled_from([*ActionKind, "[own] action", "東京"])
days = st.integers(-20, 400)
"""Back from today; below 0 where a clock ran ahead."""


@st.composite
def journals(draw: st.DrawFn) -> tuple[list[Action], list[Reading], dict[int, str]]:
    """Some entries, readings and notes, or none of them."""
    entries = draw(st.lists(st.tuples(kinds, days, st.integers(1, 9)), max_size=40))
    actions = [
        Action(id=1 + place, kind=kind, day=TODAY - timedelta(days=back), count=count)
        for place, (kind, back, count) in enumerate(entries)
    ]
    scores = draw(st.dictionaries(days, st.integers(1, 100), max_size=6))
    readings = [
        Reading(id=1000 + back, day=TODAY - timedelta(days=back), total=total)
        for back, total in scores.items()
    ]
    return actions, readings, draw(st.dictionaries(days, st.sampled_from(NOTES), max_size=4))


TEXTS = (*NOTES, PAGE, "", "~/nowhere.json", "day,kind,count\n2026-11-02,comment,3\n", "x" * 3000)


class Point(NamedTuple):
    """Somewhere on the screen, in parts of its width and height, and what the mouse does there."""

    x: float
    y: float
    does: str


part = st.floats(0, 0.999)
points = st.builds(Point, part, part, st.sampled_from(["click", "click", "drag", "up", "down"]))
pastes = st.sampled_from(TEXTS).map(Paste)
key = st.sampled_from(KEYS)


class Burst(NamedTuple):
    """One key, as often as an impatient finger or a held key gives it, all at once."""

    key: str
    times: int


bursts = st.builds(Burst, key, st.integers(2, 4))
moves = st.lists(st.one_of(key, key, key, bursts, bursts, points, pastes), min_size=5, max_size=40)
Move = str | Burst | Point | Paste


@settings(
    max_examples=settings().max_examples // 6,
    phases=[Phase.explicit, Phase.generate],  # shrinking an app takes minutes and gains little
)
@given(
    journal=journals(),
    room=st.sampled_from(ROOMS),
    moves=moves,
    size=st.sampled_from(SIZES),
    later=st.sampled_from(SIZES),
)
def test_random_moves_on_random_journals_break_nothing(
    journal: tuple[list[Action], list[Reading], dict[int, str]],
    room: str,
    moves: list[Move],
    size: tuple[int, int],
    later: tuple[int, int],
) -> None:
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("SSI_HOME", folder)
        patch.setenv("HOME", folder)
        answered_by_formulas(patch)
        store = Store(Path(folder) / "profiles" / "default", now=lambda: NOW)
        actions, readings, notes = journal
        put(store, actions=actions, readings=readings)
        for back, note in notes.items():
            store.set_note(TODAY - timedelta(days=back), note)
        asyncio.run(make(store, [room, *moves], size, later))


async def make(
    store: Store, moves: list[Move], size: tuple[int, int], later: tuple[int, int]
) -> None:
    """Make them, in another size from the middle on, and look at what stands there."""
    app = SsiApp(store, settings=Settings(), now=lambda: NOW, name="Ana")
    app.animation_level = "none"
    async with asyncio.timeout(PATIENCE), app.run_test(size=size) as pilot:
        for place, move in enumerate(moves):
            if place == len(moves) // 2:
                await resize(pilot, *later)
            if isinstance(move, str):
                strike(app, move)
            elif isinstance(move, Burst):
                for _ in range(move.times):
                    strike(app, move.key)
            elif isinstance(move, Paste):
                app.post_message(Paste(move.text))
            else:
                await use_mouse(app, move)
            await asyncio.sleep(0 if place % 3 else 0.01)
        await pilot.pause()
        look(app)
        await app.saved()
        await pilot.pause()
        look(app)
    if app.crash:
        raise app.crash from app.crash.__cause__
    shown = app.own.shown
    again = Store(app.own.store.folder, now=lambda: NOW).read(shown.first)  # the rest: behind `d`
    assert shown.counts(shown.first_day or TODAY, TODAY) == again.counts(
        again.first_day or TODAY, TODAY
    )
    assert [one.total for one in shown.readings] == [one.total for one in again.readings]


async def use_mouse(app: SsiApp, point: Point) -> None:
    """As a terminal reports it."""
    x, y = int(point.x * app.size.width), int(point.y * app.size.height)
    sorts = {
        "click": [(MouseDown, x), (MouseUp, x)],
        "drag": [(MouseDown, x), (MouseUp, x // 2)],
        "up": [(MouseScrollUp, x)],
        "down": [(MouseScrollDown, x)],
    }
    for sort, at in sorts[point.does]:
        app.post_message(sort(None, at, y, 0, 0, 1, False, False, False, at, y))
        await asyncio.sleep(0)


def look(app: SsiApp) -> None:
    """Whole rows, and nothing in them that would steer the terminal."""
    if app.crash:
        raise app.crash from app.crash.__cause__
    screen = text_of(app)
    width = app.screen.size.width
    assert all(cell_len(line) == width for line in screen.split("\n"))
    assert not any(ord(char) < 32 and char != "\n" for char in screen)
