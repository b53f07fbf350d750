"""Everything in each language at 80 columns, the size of a projector's huge letters."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from rich.cells import cell_len
from textual.screen import Screen
from textual.widgets import Static

from ssi_tui import i18n
from ssi_tui.locale.hatch_build import compile_catalogues
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.shell.dialogs import Picker
from ssi_tui.tui.shell.main import Main
from tests.test_catalogues import FOLDER, LANGUAGES, copied, file_of
from tests.tui import walk
from tests.tui.helpers import fill, text_of
from tests.tui.test_pictures import SMALL, Formula
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]
WIDTH, HEIGHT = SMALL


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as they are written now."""
    folder = copied(FOLDER, tmp_path_factory.mktemp("locale"))
    compile_catalogues(folder)
    return folder


@pytest.fixture(autouse=True)
def catalogues(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the ones that are spoken."""
    monkeypatch.setenv("SSI_LOCALE_DIR", str(compiled))


@pytest.fixture
def filled(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> Make:
    """An app on a journal with everything in it, answered by formulas."""
    walk.answered_by_formulas(monkeypatch)
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda _: None)  # painted for the look only
    walk.journal(store)
    return make_app


@cache
def english(language: str) -> dict[str, tuple[str, ...]]:
    """Texts that this language says otherwise → their parts without fields, all of some length."""
    with file_of(language).open("rb") as file:
        catalogue = read_po(file)
    texts = []
    for message in catalogue:
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        texts.append((forms, said))
    spoken = "\n".join(form for _forms, said in texts for form in said).casefold()
    found = {}
    for forms, _said in texts:
        for form in forms:
            parts = tuple(" ".join(part.split()) for part in re.split(r"\{\w*\}", form))
            long = tuple(part for part in parts if len(part) >= 4 and part.strip(" .,:;·–%()“”"))
            if long and all(part.casefold() not in spoken for part in long):
                found[form] = long
    return found


def left_of_english(screen: str, language: str) -> list[str]:
    """Texts of the catalogue that stand there in English."""
    flat = " ".join(screen.split())
    words = set(re.findall(r"[\w-]+", flat))
    return [
        text
        for text, parts in english(language).items()
        if all(part in flat for part in parts)
        and all(set(re.findall(r"[\w-]+", part)) <= words for part in parts)
    ]


def whole(line: str, parts: Iterable[str]) -> str:
    """What is left of a line once whole parts were taken off its beginning, in their order."""
    for part in parts:
        line = line.removeprefix(part)
    return line.strip()


def frame_faults(main: Main, lines: list[str]) -> list[str]:
    """Words that are cut in the row of tabs or in the row of keys."""
    row = re.sub(" +", " ", lines[0].removeprefix(" ssi "))
    row = re.sub(r" ([1-8])(?=[^ 1-8])", r" \1 ", row)  # close together where it is narrow
    titles = [(tab.digit, f" {tab.digit} {i18n._(tab.title)}") for tab in main.tabs.tabs]
    rest = whole(row, [title if title in row else f" {digit}" for digit, title in titles])
    faults = [f"tabs: {rest}"] if rest and rest not in main.tabs.aside else []
    hints = [f" {hint.keys} {hint.word} " for hint in main.key_row.hints]
    if rest := whole(lines[-1], hints):
        faults.append(f"keys: {rest}")
    if cell_len(lines[-1].rstrip()) < WIDTH // 2 and len(hints) > 6:
        faults.append("keys: hardly any")
    return faults


def cuts(stop: walk.Stop, app: SsiApp, lines: list[str]) -> list[str]:
    """What ends in "…", but for the user's own and descriptions that are as long as they like."""
    if isinstance(app.screen, Picker):  # what a choice means stands behind it, as much as fits
        return []
    if isinstance(app.screen, Main):
        if stop.name.startswith("what-if"):  # names and descriptions of scenarios, which are files
            lines = lines[-2:]
        elif stop.name.startswith("history"):  # the day in sight: its note, and all that was done
            lines = [line for line in lines if "▸" not in line]
    return re.findall(r".{0,60}\S…(?=\s|$)", "\n".join(lines))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
async def test_everything_is_said_whole_and_in_the_language(filled: Make, language: str) -> None:
    assert i18n.use(language) == language
    app = filled(settings=Settings(language=language))
    faults = []
    async with app.run_test(size=SMALL) as pilot:
        async for stop, screen in walk.walk(app, pilot):
            lines = screen.split("\n")
            found = [] if {cell_len(line) for line in lines} == {WIDTH} else ["rows"]
            if isinstance(app.screen, Main):
                found += frame_faults(app.screen, lines)
            for how in app.screen.query("#how").results(Static):
                if (said := str(how.content)) and said not in screen:
                    found.append(f"how: {said}")
            found += [f"cut: {text}" for text in cuts(stop, app, lines)]
            if language != i18n.ENGLISH and not stop.user:
                found += [f"English: {text}" for text in left_of_english(screen, language)]
            faults += [f"{stop.name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


async def every_room(app: SsiApp, pilot: walk.Pilot[None]) -> dict[str, str]:
    """Name → what stands in it."""
    seen = {}
    for tab in app.main.tabs.tabs:
        await walk.press(app, pilot, tab.digit)
        await pilot.pause()
        seen[tab.id] = text_of(app)
    return seen


async def test_a_language_chosen_while_it_runs_is_spoken_everywhere_at_once(filled: Make) -> None:
    seen = []
    for chosen_before in (False, True):
        i18n.use("de" if chosen_before else "en")
        app = filled(settings=Settings(language="de" if chosen_before else "en"))
        async with app.run_test(size=SMALL) as pilot:
            await walk.done(app, pilot)
            await every_room(app, pilot)
            if not chosen_before:
                await walk.press(app, pilot, "right")
                assert "8 Optionen" in text_of(app).split("\n")[0]
            seen.append(await every_room(app, pilot))
    assert seen[0] == seen[1]


def show(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch, language: str) -> SsiApp:
    """The app in a language, on eight weeks of log."""
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Formula)
    i18n.use(language)
    return make_app(settings=Settings(language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_today(
    make_app: Make,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    look: Callable[..., None],
    language: str,
) -> None:
    look(show(make_app, store, monkeypatch, language), SMALL, "c")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_if(
    make_app: Make,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    look: Callable[..., None],
    language: str,
) -> None:
    look(show(make_app, store, monkeypatch, language), SMALL, "4")
