"""What-if: scenarios on and off over the real log, and files with faults do no harm."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.what_if.library import file_name, free
from ssi_tui.tui.what_if.room import WhatIfRoom
from tests.tui.helpers import TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
OWN = "format: 1\nname: Mornings\nphases:\n  - weeks: 4\n    do:\n      comment: daily\n"


@pytest.fixture
def scenarios(folder: Path) -> Path:
    """The folder of one's own scenario files."""
    found = folder / "scenarios"
    found.mkdir(parents=True)
    return found


def room(app: SsiApp) -> WhatIfRoom:
    """The room in sight."""
    found = app.main.room
    assert isinstance(found, WhatIfRoom)
    return found


async def test_it_opens_with_curves_beside_going_on_as_now(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        screen = text_of(pilot.app)
        assert [*room(pilot.app).sight.curves] == ["A", "B", "C"]
        assert "A As now" in screen
        assert "your log" in screen
        assert "plan of A" in screen
        assert "4 in 5 runs of the model fall in A’s band" in screen
        assert "in 26 weeks" in screen


async def test_a_letter_and_space_switch_scenarios(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert [*room(pilot.app).sight.curves] == ["A", "C"]
        await pilot.press("b", *["down"] * 4, "space")
        await settled(pilot)
        assert [*room(pilot.app).sight.curves] == ["A", "B", "C", "D"]
        assert room(pilot.app).library.shelf.band_letter == "D"


async def test_five_are_the_most(make_app: Make) -> None:
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press(*["down", "down", "down", "space", "down", "space", "down", "space"])
        await settled(pilot)
        assert [*room(pilot.app).sight.curves] == ["A", "B", "C", "D", "E"]
        assert "Five are on already" in text_of(pilot.app)


async def test_pillars_horizon_and_scale_change_by_key(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("v")
        await settled(pilot)
        assert "▲ Insights" in text_of(pilot.app)
        await pilot.press("v", "+")
        await settled(pilot)
        assert "in 52 weeks" in text_of(pilot.app)
        assert len(room(pilot.app).sight.curves["A"].total.median) == 52 * 7 + 1
        await pilot.press("-", "-", "-")
        await settled(pilot)
        assert "in 12 weeks" in text_of(pilot.app)
        await pilot.press("z")
        await settled(pilot)
        assert "100 ┈" in text_of(pilot.app)


async def test_holding_a_key_ends_with_the_curves_of_the_last_wish(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press(*"bcbcbcbcbcb")
        await settled(pilot)
        assert [*room(pilot.app).sight.curves] == ["A", "B"]


async def test_without_a_log_it_is_a_sample_member_and_says_so(make_app: Make) -> None:
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        assert "A sample member, not you" in text_of(pilot.app)


@pytest.mark.parametrize("entries", [1, 4])
async def test_without_a_score_the_small_chart_says_that_it_starts_from_an_estimate(
    make_app: Make, store: Store, entries: int
) -> None:
    for back in range(entries):
        store.step("comment", TODAY - timedelta(days=back), 1)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        said = " ".join(" ".join(row[:31] for row in text_of(pilot.app).split("\n")).split())
        assert "No score is in" in said
        assert "start from an estimate" in said


async def test_own_files_stand_before_the_shipped_ones(make_app: Make, scenarios: Path) -> None:
    (scenarios / "own.yaml").write_text(OWN, encoding="utf-8")
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        names = [item.name for item in room(pilot.app).library.shelf.items]
        assert names[:3] == ["As now", "Mornings", "Quiet month"]


async def test_files_of_the_command_line_are_on(make_app: Make, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    async with make_app(scenarios=(file,)).run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        curves = room(pilot.app).sight.curves
        assert [curve.name for curve in curves.values()] == ["As now", "Mornings"]


async def test_a_file_with_a_fault_names_the_place_and_the_app_goes_on(
    make_app: Make, scenarios: Path
) -> None:
    file = scenarios / "own.yaml"
    file.write_text(OWN.replace("comment", "comemnt"), encoding="utf-8")
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("down", "space")
        await settled(pilot)
        screen = text_of(pilot.app)
        assert "own.yaml:6:7" in screen
        assert "comment" in screen
        file.write_text(OWN, encoding="utf-8")
        await pilot.press("r", "space")
        await settled(pilot)
        assert "Mornings" in text_of(pilot.app)


async def test_what_is_logged_meanwhile_changes_the_curves(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        before = room(pilot.app).sight.curves["A"].total.median
        await pilot.press("1", "s", "up", *"70", "enter")
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        assert room(pilot.app).sight.curves["A"].total.median != before
    assert store.read().reading(TODAY) is not None


async def test_all_off_is_the_log_alone_and_on_again_is_as_before(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("a", "b", "c")
        await settled(pilot)
        assert not room(pilot.app).sight.curves
        assert "runs of the model" not in text_of(pilot.app)
        await pilot.press("c", "b", "a")
        await settled(pilot)
        assert [*room(pilot.app).sight.curves] == ["A", "B", "C"]


def test_a_long_name_finds_a_free_file_too(tmp_path: Path) -> None:
    long = tmp_path / file_name("strategy " * 12)
    names = []
    for _time in range(3):
        names.append(free(long))
        names[-1].touch()
    assert len(set(names)) == 3
    assert names[0] == long
