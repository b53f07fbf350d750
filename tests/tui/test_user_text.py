"""What a person types is shown as it is: never markup, never a command for the terminal."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from ssi_tui.chart.text import plain
from ssi_tui.model.terms import OwnAction, Rest
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.profiles import create_profile
from ssi_tui.tui.app import SsiApp
from tests.tui import walk
from tests.tui.helpers import TODAY, text_of

Make = Callable[..., SsiApp]
PAYLOADS = (
    "[AI] post",
    "[/]",
    "[@click=app.bell]x",
    "[red]loud[/red]",
    r"\[b]bold",
    "{name} {0} %(n)s %s",
    "</text><b>&amp;",
    "thanks 👍🏽 👩‍💻 ok",
    "שלום עולם",
    "東京で会議",
    "cafe\u0301 a\u0308",
)
CONTROLS = (
    "\x1b[31mred",
    "\x1b]52;c;aGk=\x07clip",
    "two\nlines",
    "a\u202egnp.exe",
    "\u2067abc",
    "\x9b2Jgone",
)
NAMES = [text for text in PAYLOADS if text.isprintable()]
"""Of actions: checked before they are kept."""
EDITED = (PAYLOADS[0], PAYLOADS[7], CONTROLS[0], CONTROLS[2])
LARGE = (140, 50)


def looked_at(app: SsiApp) -> str:
    """The screen, with nothing in it that would steer a terminal, and whole rows."""
    screen = text_of(app)
    assert not any(ord(char) < 32 and char != "\n" for char in screen), screen
    assert not any(char in screen for char in "\x7f\x9b\u202e\u2067"), screen
    assert {cell_len(line) for line in screen.split("\n")} == {app.size.width}
    return screen


async def press(app: SsiApp, pilot: Pilot[None], keys: str) -> str:
    """The screen after some keys."""
    await walk.press(app, pilot, keys)
    await pilot.pause()
    return looked_at(app)


def texts() -> dict[int, str]:
    """Days ago → note."""
    return dict(enumerate((*PAYLOADS, *CONTROLS)))


async def test_notes_are_shown_as_they_are_and_go_on_as_they_were(
    make_app: Make, store: Store
) -> None:
    notes = {TODAY - timedelta(days=back): text for back, text in texts().items()}
    put(store, notes=notes)
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await walk.done(app, pilot)
        for day, text in notes.items():
            assert plain(text) in await press(app, pilot, ""), text
            if text in EDITED:
                assert plain(text) in await press(app, pilot, "n"), f"typed: {text}"
                await press(app, pilot, "end ! enter")
                assert store.read().note(day) == text + "!"
            await walk.press(app, pilot, "left")
        await press(app, pilot, "2")
        found = await press(app, pilot, "/")
        for text in texts().values():
            assert plain(text) in found
        await press(app, pilot, "escape home")
        said = await press(app, pilot, "x")
        assert plain(PAYLOADS[0]) in said


async def test_what_is_pasted_into_a_line_steers_nothing(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await walk.done(app, pilot)
        for keys in ("n", "escape enter", "escape e", "escape :", "escape :export", "escape 6 n"):
            await press(app, pilot, keys)
            for text in CONTROLS:
                field = app.screen.query_one(Input)
                field.value = ""
                app.post_message(Paste(text))
                screen = await press(app, pilot, "")
                shown = plain(text.splitlines()[0].replace("\x07", ""))  # a bell is not there
                assert shown in screen or field.size.width < 20


async def test_actions_of_ones_own_and_rests_are_shown_as_they_are(
    make_app: Make, store: Store
) -> None:
    put(
        store,
        own_actions=[OwnAction(name, "people", 5) for name in NAMES],
        targets=dict.fromkeys(NAMES, "3/week"),
        rests=[Rest("", TODAY - timedelta(days=9), TODAY - timedelta(days=8), CONTROLS[0])],
    )
    for name in NAMES:
        store.log(name, TODAY)
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await walk.done(app, pilot)
        screens = [looked_at(app), await press(app, pilot, "x")]
        await press(app, pilot, "escape a")
        screens.append("".join([await press(app, pilot, "pagedown") for _ in range(6)]))
        screens.append(await press(app, pilot, "escape 2"))
        for name in NAMES:
            for number, screen in enumerate(screens):
                assert name[1:] in " ".join(screen.split()) or name[1:] in screen, (name, number)
        subjects = "".join([await press(app, pilot, "a") for _ in NAMES])
        assert all(name[1:] in subjects for name in NAMES)


@pytest.mark.parametrize("first", [0, 4, 8])
async def test_names_of_scenarios_are_shown_as_they_are_on_screens_slides_and_pictures(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, first: int
) -> None:
    walk.answered_by_formulas(monkeypatch)
    walk.journal(store)
    names = PAYLOADS[first : first + 4]
    files = []
    for number, name in enumerate(names):
        files.append(tmp_path / f"{number}.yaml")
        quoted = name.replace("\\", r"\\")
        files[-1].write_text(
            f'format: 1\nname: "{quoted}"\ndescription: "{quoted}"\n'
            "phases:\n  - weeks: 4\n    do: usual\n",
            encoding="utf-8",
        )
    app = make_app(scenarios=files)
    app.animation_level = "none"
    async with app.run_test(size=LARGE) as pilot:
        await walk.done(app, pilot)
        screens = [await press(app, pilot, "4"), await press(app, pilot, "x")]
        await press(app, pilot, "escape p")
        slides = "".join([await press(app, pilot, "space") for _ in range(5)])
        await press(app, pilot, "s")
        file = tmp_path / "slide.svg"
        app.screen.query_one(Input).value = str(file)
        await press(app, pilot, "enter")
        drawn = file.read_text(encoding="utf-8")
        screens += [slides, "".join(ElementTree.fromstring(drawn).itertext())]
        for name in names:
            assert [plain(name) in screen for screen in screens] == [True] * 4, name


async def test_names_of_profiles_are_shown_as_they_are(make_app: Make) -> None:
    names = [create_profile(name).name for name in NAMES]
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await walk.done(app, pilot)
        listed = await press(app, pilot, "6")
        for name in names:
            assert plain(name) in listed
        for name in names[:2]:
            await press(app, pilot, "down enter")
            assert name in text_of(app), "beside the tabs"
        assert names[1] in await press(app, pilot, "r")
