"""Settings: a choice holds at once, is kept, and shows in every room; none of it is lost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from rich.cells import cell_len
from textual.pilot import Pilot

from ssi_tui.disk import TEMPORARY_NAME
from ssi_tui.model.journal import Journal
from ssi_tui.settings import Settings, choose, load_settings, settings_file
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.settings.draw import NamedPath, draw, fact_options, options
from ssi_tui.wording.people import facts_of
from tests.tui.helpers import fill, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)
NAMES = [one.name for one in options(("en",), Settings())]


async def change(pilot: Pilot[None], name: str, *keys: str) -> None:
    """Press keys on a setting."""
    await pilot.press("8")
    await settled(pilot)
    pilot.app.main.room.choose(NAMES.index(name))  # type: ignore[attr-defined]
    await pilot.press(*keys)
    await settled(pilot)


async def test_the_theme_changes_at_once_and_is_kept(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await change(pilot, "theme", "right", "right", "right", "right")
        assert app.theme == "projector"
        assert load_settings().theme == "projector"
        await pilot.press("left")
        await settled(pilot)
        assert app.theme == "contrast"
        await pilot.press("enter", "enter")
        await settled(pilot)
    assert load_settings().theme == "dark"


async def test_arrows_choose_a_setting_and_change_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await settled(pilot)
        await pilot.press("down", "j", "k", "down", "down", "up", "right")
        await settled(pilot)
    assert load_settings() == Settings(week_start="sunday")


async def test_a_late_start_of_the_day_is_yesterday_still(make_app: Make, store: Store) -> None:
    fill(store)
    app = make_app()
    app.now = lambda: datetime(2026, 11, 21, 3, 30)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert "Sat 21 Nov" in text_of(app).split("\n")[0]
        await change(pilot, "day_start", *["right"] * 4)
        assert "Fri 20 Nov" in text_of(app).split("\n")[0]
        await pilot.press("1")
        await settled(pilot)
        assert "Friday 20 November" in text_of(app)


@pytest.mark.parametrize(("name", "seen"), [("pillars", "● People"), ("sparklines", "▆")])
async def test_what_is_hidden_is_not_on_today_and_comes_back(
    make_app: Make, store: Store, name: str, seen: str
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = text_of(app).count(seen)
        await change(pilot, name, "right")
        await pilot.press("1")
        await settled(pilot)
        assert text_of(app).count(seen) < before
        await change(pilot, name, "left")
        await pilot.press("1")
        await settled(pilot)
        assert text_of(app).count(seen) == before


async def test_what_another_program_chose_meanwhile_stays(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        choose(day_start=4)
        await change(pilot, "streaks", "right")
    assert load_settings() == Settings(day_start=4, streaks="hidden")


async def test_a_file_that_cannot_be_written_is_said_and_the_choice_holds(make_app: Make) -> None:
    app = make_app()
    blocked = Path(settings_file()).with_name(TEMPORARY_NAME)
    async with app.run_test(size=SIZE) as pilot:
        blocked.mkdir(parents=True)
        await change(pilot, "theme", "right")
        assert app.theme == "light"
        assert "NOT kept" in text_of(app)
        blocked.rmdir()
        await change(pilot, "streaks", "right")
    assert load_settings() == Settings(theme="light", streaks="hidden")


async def test_a_damaged_settings_file_is_kept_beside_the_new_one(make_app: Make) -> None:
    Path(settings_file()).write_text("{")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await change(pilot, "theme", "right")
        assert app.theme == "light"
    assert Path(settings_file()).with_name("settings.damaged-1.json").read_text() == "{"
    assert load_settings() == Settings(theme="light")


async def test_values_and_lines_take_clicks(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await settled(pilot)
        lines = text_of(app).split("\n")
        y = next(number for number, line in enumerate(lines) if "high contrast" in line)
        await pilot.click(offset=(lines[y].index("high contrast"), y))
        await settled(pilot)
        assert app.theme == "contrast"
        assert "▸" in text_of(app).split("\n")[y]


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small catalogue."""
    made = Catalog(locale="de")
    for english, said in {
        "Today": "Heute",
        "Settings": "Einstellungen",
        "Comments": "Kommentare",
        "Language": "Sprache",
        "keys": "Tasten",
        "Note": "Notiz",
        "scenarios": "Szenarien",
    }.items():
        made.add(english, said)
    made.add(("comment", "comments"), ("Kommentar", "Kommentare"))
    file = tmp_path / "locale" / "de" / "LC_MESSAGES" / "ssi-tui.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, made)
    monkeypatch.setenv("SSI_LOCALE_DIR", str(tmp_path / "locale"))


@pytest.mark.usefixtures("german")
async def test_another_language_is_spoken_at_once_in_the_frame_and_in_every_room(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await change(pilot, "language", "right", "right")
        screen = text_of(app)
        assert "1Heute" in screen
        assert "8 Einstellungen" in screen
        assert "Sprache" in screen
        assert "? Tasten" in screen
        assert set(app.main.rooms) == {"today", "settings"}
        await pilot.press("1")
        await settled(pilot)
        assert "Kommentare" in text_of(app)
        await pilot.press("n")
        await settled(pilot)
        assert "Notiz" in text_of(app)
        await pilot.press("escape")
        await change(pilot, "language", "left")
        assert "Language" in text_of(app)
    assert load_settings().language == "en"


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("height", [8, 15, 20, 46])
def test_the_list_fits_every_size_and_shows_the_chosen_line(width: int, height: int) -> None:
    settings = Settings()
    facts = fact_options(Journal(stocks={"network": 345.0}))
    listed = (*options(("en", "de", "nl", "da"), settings), *facts)
    chosen = {**settings._asdict(), **facts_of(Journal(stocks={"network": 345.0}))}
    places = (NamedPath("This profile", "/data/" + "very-long/" * 12),)
    for at in (0, len(listed) - 1):
        drawn = draw(listed, chosen, places, at, width, height)
        assert len(drawn.rows) <= height
        assert all(sum(cell_len(text) for text, _style in row) <= width for row in drawn.rows)
        assert at in drawn.line_at.values()


def test_a_very_wide_window_says_what_changes_with_the_chosen_setting() -> None:
    listed = options(("en", "de", "nl", "da"), Settings())
    for at, option in enumerate(listed):
        drawn = draw(listed, Settings()._asdict(), (), at, 200, 46)
        said = " ".join("".join(text for text, _style in row)[152:].strip() for row in drawn.rows)
        said = " ".join(said.split())
        assert all(text in said for text in (option.caption, option.about, *option.more))
        assert said.endswith(f"ssi config {option.name}")


def test_every_setting_but_the_profile_is_in_the_list() -> None:
    assert {*NAMES, "profile", "sync"} == {*Settings._fields}  # a folder is told by `ssi sync`
    for option in options(("en", "de", "nl", "da"), Settings()):
        for value, _word in option.values:
            assert getattr(Settings()._replace(**{option.name: value}), option.name) == value
