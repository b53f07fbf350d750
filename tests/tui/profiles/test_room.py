"""Profiles: another person's journal while the app runs, and none of it ever mixed up or lost."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp, Paste
from textual.pilot import Pilot

from ssi_tui.disk import Disk
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.terms import NOTE_MAX
from ssi_tui.settings import choose, load_settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.profiles import NAME_MAX, archived, create_profile, list_profiles, meetings
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.profiles.draw import Board, draw
from ssi_tui.tui.profiles.summaries import WEEKS, Lookback, ProfileLine, Summary, summarise
from tests.tui.helpers import NOW, TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


@pytest.fixture
def ben() -> Store:
    """Another person's journal."""
    made = create_profile("Ben [client]")
    store = Store(profile_folder(made.folder), now=lambda: NOW)
    store.log("post", TODAY, 2)
    return store


async def enter_profiles(pilot: Pilot[None]) -> None:
    """The list is there and read."""
    await pilot.press("6")
    await settled(pilot)
    await settled(pilot)


async def point_at(pilot: Pilot[None], app: SsiApp, name: str) -> None:
    """Move to the line that has a name, wherever it was sorted to."""
    await pilot.press(*["up"] * 9)
    while "▸" not in line_of(app, name):
        await pilot.press("down")


def line_of(app: SsiApp, name: str) -> str:
    """The line of the screen that has a name."""
    return next(line for line in text_of(app).split("\n") if name in line)


async def test_enter_opens_another_journal_and_what_is_logged_then_goes_there(
    make_app: Make, store: Store, ben: Store
) -> None:
    store.log("comment", TODAY, 3)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "x", "enter")
        await enter_profiles(pilot)
        assert "✓  default" in line_of(app, "default")
        assert "1 day" in line_of(app, "Ben [client]")
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("enter")
        await settled(pilot)
        assert "Ben [client] is open." in text_of(app)
        assert "Ben [cli" in text_of(app).split("\n")[0]
        await pilot.press("1", "c")
        await settled(pilot)
        assert "Posts                     2" in text_of(app)
    assert ben.read().day_counts(TODAY) == {"post": 2, "comment": 1}
    assert store.read().day_counts(TODAY) == {"comment": 3}
    assert store.read().note(TODAY) == "x"
    assert load_settings().profile == "ben-client"


@pytest.mark.usefixtures("ben")
async def test_rooms_that_were_entered_follow_to_the_other_journal(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:  # Settings has more rows than 24
        await settled(pilot)
        await pilot.press("left", "8")
        await settled(pilot)
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("enter")
        await settled(pilot)
        assert set(app.main.rooms) == {"today", "profiles"}
        await pilot.press("8")
        await settled(pilot)
        assert "profiles/ben-client" in "".join(text_of(app).split())  # on one line or on two
        await pilot.press("1")
        await settled(pilot)
        assert "Friday 20 November" in text_of(app)


@pytest.mark.usefixtures("ben")
async def test_the_sample_is_a_line_that_is_opened_and_left(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Workshop demo")
        await pilot.press("enter")
        await settled(pilot)
        assert "✓  Workshop demo" in line_of(app, "Workshop demo")
        assert "made up" in text_of(app).split("\n")[0]
        await point_at(pilot, app, "default")
        await pilot.press("enter")
        await settled(pilot)
        assert app.diary is app.own
        assert "✓  default" in line_of(app, "default")
    assert Store(profile_folder("default")).read().empty


async def test_a_new_journal_is_made_and_opened(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("n", *"Zoe", "enter")
        await settled(pilot)
        assert "Made Zoe, and opened it." in text_of(app)
        assert not app.main.room.open_forms()
        await pilot.press("n", *"zoe", "enter")
        await settled(pilot)
        assert "That name is taken." in text_of(app)
        await pilot.press("escape", "1", "p")
        await settled(pilot)
    assert Store(profile_folder("zoe")).read().count("post", TODAY) == 1


@pytest.mark.usefixtures("ben")
async def test_a_journal_is_renamed_in_its_folder(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("r", *" jr", "enter")
        await settled(pilot)
        assert "Now called Ben [client] jr" in text_of(app)
        await point_at(pilot, app, "default")
        await pilot.press("r")
        await settled(pilot)
        await pilot.press(*"x", "enter")
        await settled(pilot)
        assert "defaultx" in text_of(app).split("\n")[0]
        await pilot.press("u")
        await settled(pilot)
        await settled(pilot)
        assert "Taken back: the name defaultx" in text_of(app)
        assert text_of(app).count("defaultx") == 1  # neither beside the tabs nor in the list
        await pilot.press("U")
        await settled(pilot)
        assert "defaultx" in text_of(app).split("\n")[0]
    names = {one.folder: one.name for one in list_profiles()}
    assert names == {"ben-client": "Ben [client] jr", "default": "defaultx"}


async def test_a_journal_is_deleted_only_by_its_whole_name_and_nothing_of_it_stays(
    make_app: Make, ben: Store, home: Path
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("z")
        assert "z does nothing here; ? lists the keys." in text_of(app)
        await pilot.press("delete")
        await settled(pilot)
        assert "For good: 1 entry, " in text_of(app)
        assert "Type the whole name." in text_of(app)
        await pilot.press(*"Ben", "enter")
        await settled(pilot)
        assert "enter delete  esc leave" in text_of(app).split("\n")[-1]
        assert Path(ben.folder).is_dir()
        await pilot.press("escape", "enter")
        await settled(pilot)
        await pilot.press("backspace")
        await settled(pilot)
        await pilot.press(*"Ben [client]", "enter")
        await settled(pilot)
        assert "Deleted Ben [client] for good: 1 entry" in text_of(app)
        assert "✓  default" in line_of(app, "default")
    assert not [path for path in home.rglob("*") if "ben" in path.name]
    assert load_settings().profile == "default"


async def test_a_deleted_journal_that_is_not_the_open_one_is_no_longer_the_one_in_use(
    make_app: Make, ben: Store
) -> None:
    choose(profile=Path(ben.folder).name)
    app = make_app(settings=load_settings())
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("delete", *"Ben [client]", "enter")
        await settled(pilot)
        assert "Deleted Ben [client] for good: 1 entry" in text_of(app)
        assert app.settings.profile == "default"
    assert load_settings().profile == "default"


@pytest.mark.usefixtures("ben")
async def test_what_the_disk_refuses_keeps_the_journal_open(folder: Path) -> None:
    class Full(Disk):
        def replace(self, *names: Any, **options: Any) -> Any:
            raise OSError(errno.ENOSPC, "No space left on device")

    app = SsiApp(Store(folder, now=lambda: NOW, disk=Full()), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("enter")
        await settled(pilot)
        assert "this journal stays open until it is" in text_of(app)
        assert app.own.store.folder == str(folder)
        assert app.own.unsaved == 1


async def test_a_damaged_journal_is_not_opened_unless_it_is_mended(
    make_app: Make, ben: Store
) -> None:
    (Path(ben.folder) / "2026-11.json").write_bytes(b"\0" * 99)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        assert "2026-11.json is damaged" in line_of(app, "Ben [client]")
        await point_at(pilot, app, "Ben [client]")
        await pilot.press("enter")
        await settled(pilot)
        assert "cannot be opened" in text_of(app)
        await pilot.press("q")
        await settled(pilot)
        assert app.is_running
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.own.store.folder == ben.folder


async def test_a_half_typed_name_is_not_lost_by_an_accidental_quit(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("n", *"Zo", "ctrl+c")
        await settled(pilot)
        assert app.is_running
        assert "Something is NOT saved" in text_of(app)
        await pilot.press("e", "enter")
        await settled(pilot)
    assert Store(profile_folder("zoe")).name == "Zoe"


def test_a_line_says_score_days_last_entry_and_how_much_of_each_week_was_done() -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 7, 8, 21)]
    actions = [Action(id=n, kind="comment", day=day, count=9) for n, day in enumerate(days)]
    reading = Reading(id=1, day=days[1], total=44.0)
    found = summarise(Journal(actions=actions, readings=[reading]), Lookback(TODAY))
    assert found.score == 44.0
    assert (found.days, found.last) == (4, TODAY)
    assert len(found.weeks) == WEEKS
    assert found.weeks[: WEEKS - 4] == (None,) * (WEEKS - 4)
    done = 1 / 6  # one of six goals, however far it was passed
    assert found.weeks[-4:] == pytest.approx((done, 0.0, done, done))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("height", [8, 20, 46])
def test_the_table_fits_every_size_and_shows_the_chosen_line(width: int, height: int) -> None:
    known = Summary(50.2, 120, TODAY, (None, 0.0, 0.2, 0.5, 0.7, 0.9, 1.0, 1.0))
    lines = [ProfileLine(f"p{n}", f"Zoë van Dam {n} 日本語", known, n == 0) for n in range(30)]
    drawn = draw(Board(lines, 29, TODAY), width, height)
    assert len(drawn.rows) <= height
    assert all(sum(cell_len(text) for text, _style in row) <= width for row in drawn.rows)
    assert 29 in drawn.line_at.values()


def client(name: str, *scores: float) -> Store:
    """Somebody with a score a week, the last one today."""
    store = Store(profile_folder(create_profile(name).folder), now=lambda: NOW)
    for back, score in enumerate(reversed(scores)):
        store.add_reading(TODAY - timedelta(days=7 * back), score)
    return store


async def test_whoever_needs_a_word_stands_on_top_and_the_reason_beside(make_app: Make) -> None:
    client("Ann", 40, 41).log("comment", TODAY)
    client("Ben", 50, 44).log("comment", TODAY)
    client("Cem", 40, 41).log("comment", TODAY - timedelta(days=20))
    plan = KeptPlan(TODAY - timedelta(days=14), TODAY + timedelta(days=70), 60, {}, (48, 50, 52))
    put(client("Dee", 47, 47), targets={"comment": "5/week"}, plan=str(plan))
    eli = client("Eli", 45, 46)
    for back in (12, 8, 1):
        eli.log("comment", TODAY - timedelta(days=back), 5)
    others = dict.fromkeys(eli.read().targets, "none")
    put(eli, targets={**others, "comment": "5/week"}, plan=str(plan))
    old = Store(profile_folder(create_profile("Fay").folder), now=lambda: NOW)
    old.add_reading(TODAY - timedelta(days=50), 60)
    old.log("comment", TODAY)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        rows = text_of(app).split("\n")
        names = [row.split()[0] for row in rows if row[7:10] in ("Ann", "Ben", "Cem")]
        assert names == ["Ben", "Cem", "Ann"]
        assert "0 % of the plan" in line_of(app, "Dee")
        assert "4.3 below the plan" in line_of(app, "Eli")
        assert "score 7 weeks old" in line_of(app, "Fay")
        assert "fell by 6.0" in line_of(app, "Ben")
        assert "quiet for 20 days" in line_of(app, "Cem")
        assert "on the way" in line_of(app, "Ann")
        await point_at(pilot, app, "Ben")
        assert "The score fell by 6.0 points since Fri 13 Nov." in text_of(app)


async def test_before_and_after_a_workshop_are_compared_for_everybody(make_app: Make) -> None:
    client("Ben", 40, 40, 42, 45, 47)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert "Day of the workshop 2026-10-23" in text_of(app)
        await pilot.press(*"30 Feb")
        assert "✗" in text_of(app)
        await pilot.press("ctrl+u", *"2026-10-30", "enter")
        await settled(pilot)
        assert "before and after Fri 30 Oct" in text_of(app)
        assert line_of(app, "Ben").split()[1:4] == ["40", "47", "+7.0"]
        await pilot.press("w")
        await settled(pilot)
        assert "why a word" in text_of(app)


async def test_notes_of_meetings_stay_with_the_client_and_suggest_the_day_to_compare(
    make_app: Make,
) -> None:
    ben = client("Ben", 40)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben")
        await pilot.press("m", *"2026-11-06", "tab", *"no [b]pitches", "enter")
        await settled(pilot)
        await settled(pilot)
        assert "Met on Fri 6 Nov: no [b]pitches" in text_of(app)
        await pilot.press("w")
        await settled(pilot)
        assert "Day of the workshop 2026-11-06" in text_of(app)
    assert meetings(ben) == {TODAY - timedelta(days=14): "no [b]pitches"}


async def test_a_note_of_a_meeting_is_replaced_taken_away_and_never_too_long(
    make_app: Make, store: Store
) -> None:
    store.log("post", TODAY)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("m", "tab", *"hm", "enter")
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert "In place of the note of Fri 20 Nov." in text_of(app)
        await pilot.press("tab", "ctrl+u")
        await settled(pilot)
        assert "Takes the note of Fri 20 Nov away." in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Taken away for default: the note of Fri 20 Nov." in text_of(app)
        assert not meetings(store)
        await pilot.press("u")
        await settled(pilot)
        assert "Taken back: the note of the meeting for Fri 20 Nov" in text_of(app)
        assert meetings(store) == {TODAY: "hm"}
        await pilot.press("m", "tab")
        app.post_message(Paste("x" * NOTE_MAX))
        await settled(pilot)
        assert "✗ 2 characters too many" in text_of(app)
        await pilot.press("enter", "escape", "n", *"y" * (NAME_MAX + 1), "enter")
        await settled(pilot)
        assert "✗ 1 character too many" in text_of(app)
    assert meetings(store) == {TODAY: "hm"}
    assert len(list_profiles()) == 1


@pytest.mark.usefixtures("ben")
async def test_clicks_choose_and_open_and_nothing_is_done_to_what_is_nobodys_or_in_use(
    make_app: Make, store: Store
) -> None:
    store.log("post", TODAY)
    app = make_app()

    async def click(name: str) -> None:
        rows = text_of(app).split("\n")
        at = next(place for place, row in enumerate(rows) if name in row and place > 1)
        await pilot.click(offset=(20, at))
        await settled(pilot)
        await settled(pilot)

    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "default")
        await pilot.press("a")
        await settled(pilot)
        assert "It is the one in use: open another one first." in text_of(app)
        table = app.screen.query_one("#profiles-table")
        before = app.main.room.at  # type: ignore[attr-defined]
        for turn, at in ((MouseScrollUp, before - 1), (MouseScrollDown, before)):
            table.post_message(turn(table, 9, 5, 0, 0, 0, False, False, False))
            await settled(pilot)
            assert app.main.room.at == at  # type: ignore[attr-defined]
        await click("Workshop demo")
        for key in ("a", "r", "m", "delete"):
            await pilot.press("x", "x", key)
            await settled(pilot)
            assert "The made-up journal is nobody’s" in text_of(app), key
        await click("Ben")
        assert "▸" in line_of(app, "Ben [client]")
        assert "✓" not in line_of(app, "Ben [client]")
        await click("Ben")
        assert "Ben [client] is open." in text_of(app)
        await pilot.press("delete", *"Ben [client]", "enter")
        await settled(pilot)
        assert "Deleted Ben [client]" in text_of(app)
        assert "✓  default" in line_of(app, "default")
    assert load_settings().profile == "default"
    assert [profile.folder for profile in list_profiles()] == ["default"]


async def test_the_archive_is_out_of_sight_until_it_is_asked_for(make_app: Make) -> None:
    ben = client("Ben", 40)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await point_at(pilot, app, "Ben")
        await pilot.press("a")
        await settled(pilot)
        await settled(pilot)
        assert "Ben is in the archive" in text_of(app)
        assert archived(ben) == TODAY
        assert ben.changes()[0].by == "tui"
        assert "1 journal is in the archive: v shows it." in text_of(app)
        await pilot.press("v")
        await point_at(pilot, app, "Ben")
        assert "in the archive" in line_of(app, "Ben")
        await pilot.press("a")
        await settled(pilot)
        assert archived(ben) is None
        await point_at(pilot, app, "default")
        await pilot.press("a")
        assert "Nothing was logged in it yet." in text_of(app)
    assert ben.read().reading(TODAY) is not None


def test_a_wide_window_shows_the_half_year_of_everybody_and_the_curve_of_the_chosen_one() -> None:
    pillars = {"brand": 20.0, "people": 10.0, "insights": 15.0}
    readings = tuple(
        Reading(
            id=number,
            day=TODAY - timedelta(weeks=number),
            total=60.0 - number,
            relationships=15.0 - number,
            **pillars,
        )
        for number in (14, 7, 0)
    )
    known = Summary(score=60.0, days=3, last=TODAY, weeks=(0.5,) * WEEKS, readings=readings)
    met = {TODAY - timedelta(days=3): "wants to post"}
    lines = [ProfileLine("anna", "Anna", known, meetings=met), ProfileLine("carl", "Carl")]

    def shown(width: int, height: int, at: int = 0) -> str:
        drawn = draw(Board(lines, at, TODAY), width, height)
        assert len(drawn.rows) <= height
        assert all(sum(cell_len(text) for text, _style in row) <= width for row in drawn.rows)
        return "\n".join("".join(text for text, _style in row) for row in drawn.rows)

    for part in ("SSI, 26 weeks", "Anna: SSI 60, +14.0 since", "Brand", "+14.0", "wants to post"):
        assert part in shown(200, 46)
    assert "Brand" not in shown(200, 46, at=1)  # Carl is not read yet
    assert "SSI, 26 weeks" in shown(140, 36)
    assert "Brand" in shown(140, 36)
    assert "SSI, 26 weeks" not in shown(80, 20)
    assert "Brand" not in shown(80, 20)
    assert "Brand" not in shown(200, 18)  # too low for a curve


@pytest.mark.parametrize("scored", [False, True])
async def test_where_no_curve_stands_the_ways_to_go_on_do(
    make_app: Make, store: Store, scored: bool
) -> None:
    if scored:
        store.add_reading(TODAY, total=31.0)
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await enter_profiles(pilot)
        assert ("groups: people of a workshop or a team" in text_of(app)) is not scored
