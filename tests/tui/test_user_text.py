"""What a person types is shown as it is: never markup, never a command for the terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.render import plain
from tests.tui.helpers import TODAY, settled, text_of

PAYLOADS = {
    "brackets": "[AI] post",
    "a closing tag": "[/]",
    "an action": "[@click=app.bell]x",
    "a style": "[red on white]loud[/red on white]",
    "a backslash": r"\[b]bold",
    "emoji": "thanks 👍🏽 👩‍💻 ok",
    "right to left": "שלום עולם",
    "wide letters": "東京で会議",
    "combining marks": "cafe\u0301 ä",
}
CONTROLS = {
    "an escape": "\x1b[31mred",
    "a bell": "ding\x07",
    "a line feed": "two\nlines",
    "a direction override": "a\u202egnp.exe",
    "an isolate": "\u2067abc",
}


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
async def test_a_note_is_shown_as_it_is(
    make_app: Callable[..., SsiApp], store: Store, text: str
) -> None:
    store.log("comment", TODAY)
    store.set_note(TODAY, text)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert text in text_of(pilot.app)
        await pilot.press("n", "end", "!", "enter")
        await settled(pilot)
        assert text + "!" in text_of(pilot.app)
    assert store.read().note(TODAY) == text + "!"


@pytest.mark.parametrize("text", CONTROLS.values(), ids=CONTROLS)
async def test_what_would_move_the_cursor_is_made_visible(
    make_app: Callable[..., SsiApp], store: Store, text: str
) -> None:
    store.log("comment", TODAY)
    store.set_note(TODAY, text)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = text_of(pilot.app)
    assert plain(text) in screen
    assert not any(ord(char) < 32 and char != "\n" for char in screen)
    assert not any(char in screen for char in "\u202e\u2067")
    assert all(cell_len(line) == 80 for line in screen.split("\n"))


@pytest.mark.parametrize("text", [p for p in PAYLOADS.values() if p.isprintable()], ids=str)
async def test_an_action_of_ones_own_is_shown_as_it_is(
    make_app: Callable[..., SsiApp], store: Store, text: str
) -> None:
    store.log(text, TODAY)
    async with make_app().run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert text[1:] in text_of(pilot.app)
        await pilot.press("up", "end", "?")
        await pilot.pause()
        await pilot.press("escape")


@pytest.mark.parametrize("text", [p for p in PAYLOADS.values() if "\\" not in p], ids=str)
async def test_a_scenario_of_ones_own_is_shown_as_it_is(
    make_app: Callable[..., SsiApp], folder: Path, text: str
) -> None:
    scenarios = folder / "scenarios"
    scenarios.mkdir(parents=True)
    (scenarios / "own.yaml").write_text(
        f'format: 1\nname: "{text}"\ndescription: "{text}"\nphases:\n  - weeks: 4\n    do: usual\n',
        encoding="utf-8",
    )
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("down", "space")
        await settled(pilot)
        assert text_of(pilot.app).count(text) >= 2
