"""Plan: a wish becomes a week, the week becomes targets, and the weeks are looked at."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.plan.room import PlanRoom
from ssi_tui.tui.today.draw import label
from tests.tui.helpers import TODAY, days_ago, settled, text_of
from tests.tui.plan.plan_maker import begun, plan_by_formula

Make = Callable[..., SsiApp]
SMALL = (80, 24)


@pytest.fixture
def app(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> SsiApp:
    """The app on eight weeks of log, with plans by a formula."""
    begun(store)
    plan_by_formula(monkeypatch)
    made: SsiApp = make_app()
    return made


async def press(pilot: Pilot[None], *keys: str) -> PlanRoom:
    """The keys, one after the other, and what comes of them."""
    await pilot.press(*keys)
    await settled(pilot)
    room = pilot.app.main.room  # type: ignore[attr-defined]
    assert isinstance(room, PlanRoom)
    return room


async def test_the_model_finds_a_week_and_says_what_it_is_worth(
    make_app: Make, store: Store
) -> None:
    begun(store)
    async with make_app().run_test(size=SMALL) as pilot:
        room = await press(pilot, "5")
        screen = text_of(pilot.app)
        made = room.finder.board.plan
        assert made is not None
        assert made.reached
        assert "50 points by Fri 12 Feb 2027" in screen  # five above the last score
        assert "✓ within reach" in screen
        assert "of 100 who keep to it" in screen
        assert label(made.steps[0].kind) in screen
        assert made.target == room.wanted.points


async def test_arrows_change_the_wish_and_the_plan_follows(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", "right", "shift+right", "down", "left", "down", "left")
        wanted = room.wanted
        assert (wanted.points, wanted.days, wanted.minutes) == (56.0, 77, 150)
        assert room.finder.plan_for is not None
        assert room.finder.plan_for.wanted == wanted
        await press(pilot, "down", "right")
        assert room.wanted.sure == 80
        assert "≤ 150 a week" in text_of(pilot.app)


async def test_goals_are_pillars_and_what_a_source_wants_of_a_role(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", "up", "right")
        assert room.wanted.aim == "brand"
        assert "Brand 16 by" in text_of(pilot.app)
        await press(pilot, *["right"] * 4)
        assert room.wanted.aim == "average"
        assert room.wanted.points == 50
        assert "One source wants 50 to 55 points" in text_of(pilot.app)
        await press(pilot, "down", "right")  # another number than the source's
        assert room.wanted.aim == "total"


async def test_points_dates_minutes_and_limits_can_be_typed(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", "enter", *"9,5", "enter", "down", "enter", *"8w", "enter")
        assert (room.wanted.points, room.wanted.days) == (9.5, 56)
        await press(pilot, "down", "enter", *"99", "enter")
        assert room.wanted.minutes == 99
        await press(pilot, "0")
        assert room.wanted.minutes is None
        await press(pilot, *["down"] * 2, "enter", *"3", "enter")
        assert room.wanted.kinds == 3
        await press(pilot, *["down"] * 3, "enter", *"0..3", "enter")
        assert room.wanted.limits == {"request-with-note": (0.0, 3.0)}
        await press(pilot, "enter", *"x", "enter")
        assert "is not a number" in text_of(pilot.app)


async def test_an_action_is_fixed_with_the_arrows_and_let_go_again(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", *["down"] * 7)
        assert room.at == "request-with-note"
        await press(pilot, "left")
        (limit,) = room.wanted.limits.values()
        assert limit[0] == limit[1]
        assert f"= {limit[0]:g}" in text_of(pilot.app)
        await press(pilot, "backspace")
        assert room.wanted.limits == {}


async def test_the_kinds_and_the_rules_are_controls_too(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", *["down"] * 4, "left", "left")
        assert room.wanted.kinds == 3
        assert room.finder.board.plan is not None
        assert len(room.finder.board.plan.steps) <= 3
        await press(pilot, "down", "right")
        assert room.wanted.free
        assert room.finder.board.plan.free
        assert "none: cheapest" in text_of(pilot.app)
        assert room.shell_command().endswith("--kinds 3 --free")
        await press(pilot, "enter")
        assert not room.wanted.free


async def test_out_of_reach_is_said_with_what_is_possible(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5", "enter", *"95", "enter")
        screen = " ".join(text_of(pilot.app).split())
        assert "✗ out of reach; first 49 points" in screen
        assert "out of reach" in screen


async def test_a_plan_becomes_targets_with_one_question_and_one_undo(
    app: SsiApp, store: Store
) -> None:
    before = store.read().targets
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5")
        await pilot.press("y")
        await pilot.pause()
        assert "Take the plan over?" in text_of(pilot.app)
        assert store.read().targets == before
        await press(pilot, "enter")
        journal = store.read()
        assert str(journal.targets["comment"]) == "4/week"
        assert str(journal.targets["article"]) == "1/28d"
        assert journal.targets["message"] == before["message"]  # not in the plan: it stays
        plan = KeptPlan.read(journal.plan)
        assert plan is not None
        assert (plan.first, plan.last) == (date(2026, 11, 21), date(2027, 2, 12))
        assert plan.total == 50
        assert len(plan.scores) == 12
        screen = text_of(pilot.app)
        assert "begins on Sat 21 Nov" in screen
        assert "SSI: plan, real" in screen
        await press(pilot, "u")
        assert store.read().targets == before
        assert store.read().plan == ""
        assert "Taken back: a plan" in text_of(pilot.app)


async def test_a_plan_taken_back_in_another_room_is_out_of_sight_at_once(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5", "y", "enter")
        assert "SSI: plan, real" in text_of(pilot.app)
        await press(pilot, "1", "u", "5")
        assert "Taken back: a plan" not in text_of(pilot.app)
        assert "SSI: plan, real" not in text_of(pilot.app)
        assert "take it over as targets" in text_of(pilot.app)
        await press(pilot, "e")
        assert "No plan yet" in text_of(pilot.app).split("\n")[-2]


async def test_the_first_wish_follows_the_newest_score_until_another_is_made(
    app: SsiApp, store: Store
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5")
        await pilot.press("1")
        store.add_reading(TODAY, 60)
        app.read_on()
        await settled(pilot)
        await press(pilot, "5")
        assert room.wanted.points == 65
        await pilot.press("right", "1")
        store.add_reading(TODAY, 70)
        app.read_on()
        await settled(pilot)
        await press(pilot, "5")
        assert room.wanted.points == 66


async def test_escape_leaves_the_targets_as_they_are(app: SsiApp, store: Store) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5", "y", "escape")
        assert store.changes(1)[0].what == "add"  # the log's


async def test_a_kept_plan_shows_its_weeks_and_another_one_can_be_looked_for(
    app: SsiApp, store: Store
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", "y", "enter")
        assert room.kept is not None
        await press(pilot, "right", "y")  # nothing to change here, nothing to take over
        assert "kept already" in text_of(pilot.app)
        await press(pilot, "e")
        assert room.kept is None
        assert "e goes back" in text_of(pilot.app)
        await press(pilot, "e", ":", *"end the plan", "enter")
        assert store.read().plan == ""
        assert "Target" not in text_of(pilot.app)


async def test_a_plan_is_saved_as_a_scenario_and_as_a_calendar(
    app: SsiApp, folder: Path, tmp_path: Path
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5", "s", "enter")
        (file,) = (folder / "scenarios").glob("*.yaml")
        assert "request-with-note" in file.read_text(encoding="utf-8")
        await press(pilot, "c", "enter")
        assert "Wrote" in text_of(pilot.app)
        (calendar,) = tmp_path.glob("*.ics")
        assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        await pilot.press("s", "enter")
        await pilot.pause()
        assert "There is such a file already" in text_of(pilot.app)


async def test_without_scores_it_starts_from_a_member_and_says_so(make_app: Make) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        await press(pilot, "5")
        screen = " ".join(text_of(pilot.app).split())
        assert "those of the member" in screen
        assert "No plan yet" in screen


async def test_the_same_stands_in_sentences(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5")
        await pilot.press("x")
        await pilot.pause()
        screen = " ".join(text_of(pilot.app).split())
        assert (
            "Comments: 4 a week, so far 8.2 a week; 16 min; for Insights, Relationships." in screen
        )
        assert "Articles: 1 in 4 weeks, so far" in screen


async def test_clicks_choose_and_the_wheel_changes(app: SsiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5")
        view = room.query_one("#plan-view")
        await pilot.click(view, offset=(10, 8))
        assert room.at == "minutes"
        row = next(y for y, what in view.drawing.right_at.items() if what == "post")  # type: ignore[attr-defined]
        await pilot.click(view, offset=(50, row))
        assert room.at == "post"
        await pilot.click(view, offset=(50, row))
        await settled(pilot)
        assert room.open_forms()
        await press(pilot, "escape")
        before = room.wanted
        above = next(y for y, what in room.picture.drawing.left_at.items() if what == "points")
        for turn, by in ((MouseScrollUp, 1), (MouseScrollDown, 0)):
            wheel = turn(room.picture, 5, above, 0, 0, 0, False, False, False)
            room.picture.post_message(wheel)
            await settled(pilot)
            assert room.at == "points"
            assert room.wanted.points == before.points + by


async def test_enter_does_what_stands_there_and_the_help_has_the_wish_as_a_command(
    app: SsiApp,
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        room = await press(pilot, "5", "up", "enter")
        assert room.wanted.aim == "brand"
        await press(pilot, "left")
        assert room.wanted.aim == "total"
        await press(pilot, "down", "shift+right", "shift+left", "down", "enter", "ctrl+u")
        assert "a date, 21, fri, or 12w" in text_of(pilot.app)
        await press(pilot, "escape", "down", "enter", *"120", "enter", "down", "right")
        await press(pilot, "down", "down", "enter")
        assert room.wanted.free
        await press(pilot, "down", "enter")
        assert "Take the plan over?" in text_of(pilot.app)
        await press(pilot, "escape", "down", "enter", *"2..3", "enter", "?")
        line = " ".join(text_of(pilot.app).split())
        kind = room.at
        asked = f"--minutes 120 --sure 80% --free --limit {kind}=2..3"
        assert f"ssi plan --target {room.wanted.points:g} --by 2027-02-12 {asked}" in line


async def test_a_number_typed_for_a_goal_that_the_wheel_changed_is_looked_at_again(
    app: SsiApp,
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        room = await press(pilot, "5", "enter", *"60")
        aim = next(y for y, at in room.picture.drawing.left_at.items() if at == "aim")
        x, y = room.picture.region.x + 3, room.picture.region.y + aim
        wheel = MouseScrollUp(room.picture, 3, aim, 0, 0, 0, False, False, False, x, y)
        room.picture.post_message(wheel)
        await press(pilot, "enter")
        assert room.wanted.aim == "brand"
        assert "“60” is not a number from 1 to 25" in text_of(pilot.app)
        await press(pilot, "backspace", "backspace", *"12", "enter")
        assert room.wanted.points == 12
        assert not room.open_forms()


async def test_the_command_line_remembers_the_plan_too(app: SsiApp, store: Store) -> None:
    from ssi_tui.store.batch import put

    plan = KeptPlan(days_ago(17), date(2027, 1, 1), 60.0, {"insights": 12.0}, (51.0, 52.0, 53.0))
    put(store, targets={"comment": "3/week"}, plan=str(plan), what="plan", by="cli")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5")
        screen = text_of(pilot.app)
        assert "60 points, Insights 12 by Fri 1 Jan 2027" in screen
        assert "week 3 of 9" in screen
