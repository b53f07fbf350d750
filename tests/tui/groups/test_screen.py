"""The group room: everybody of a workshop on one screen, and no name where others look on."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from sim.terms import Pillar
from ssi_tui import i18n
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.groups.draw import GroupBoard, GroupView, at_goal, draw_group, measures
from ssi_tui.tui.groups.screen import GroupScreen, group_table
from ssi_tui.wording.actions import pillar_name
from ssi_tui.workshop.group import SAMPLE, Participant, PeopleGroup, save_group
from ssi_tui.workshop.race import Race, built_in, race
from tests.tui.helpers import TODAY, settled, text_of

Make = Callable[..., SsiApp]
GOALS = {"sales": (75.0, 75.0), "hr": (60.0, 65.0)}


@pytest.fixture(scope="module")
def raced() -> Race:
    return race(SAMPLE, built_in(), today=TODAY)


def board_of(raced: Race, **changed: object) -> GroupBoard:
    known = {"group": SAMPLE, "today": TODAY, "race": raced, "goals": GOALS}
    return GroupBoard(**(known | changed))  # type: ignore[arg-type]


def drawn(board: GroupBoard, width: int = 100, height: int = 30) -> str:
    rows = draw_group(board, width, height)
    return "\n".join("".join(text for text, _style in row) for row in rows)


async def enter_groups(pilot: Pilot[None], *keys: str) -> None:
    """The group room is there and its race has run."""
    await pilot.press("6")
    await settled(pilot)
    await pilot.press("g")
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
    await settled(pilot)


async def test_a_row_a_person_with_pillars_and_the_way_of_the_total(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await enter_groups(pilot)
        row = next(line for line in text_of(app).split("\n") if "Ben Example" in line)
        assert row.split()[2:7] == ["34.5", "11.8", "5.4", "2.1", "15.2"]
        assert "▄▅" in row
        await pilot.press("3")
        assert "150 min on both: +" in text_of(app)
        await pilot.press("g")
        assert "There is no other: `ssi group new NAME` makes one from a paste." in text_of(app)
        await pilot.press("right")
        assert "A Ada Example:" in text_of(app)
        assert "B Ben Example:" in text_of(app)
        await pilot.press(
            "left", "left", "tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab"
        )
        assert "Ada Example under" not in text_of(app)
        await pilot.press("left", "down", "down", "down", "space", "up")
        assert "+ Dirk Example" in text_of(app)
        assert "▸ Caro Example" in text_of(app)
        await pilot.press("4")
        assert "B Dirk Example:" in text_of(app)
        await pilot.press("space")
        assert "A Dirk Example:" in text_of(app)
        assert "B Caro Example:" in text_of(app)
        await pilot.press("1", "up", "space", "down", "?")
        await settled(pilot)
        assert "put the chosen one beside others on the chart" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "   Caro Example" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "Profiles" in text_of(app).split("\n")[2]


async def test_one_key_hides_names_in_every_view_and_in_profiles_and_shows_them_again(
    make_app: Make,
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await enter_groups(pilot, "x")
        for key in "1234":
            await pilot.press(key)
            assert "names are hidden" in text_of(app)
            assert not any(person.name[:5] in text_of(app) for person in SAMPLE.people)
        await pilot.press("escape")
        await settled(pilot)
        assert "names are hidden" in text_of(app).split("\n")[0]
        assert "default" not in text_of(app)
        await pilot.press("r")
        assert "Names are hidden: x shows them again." in text_of(app)
        await pilot.press("x")
        assert "default" in text_of(app)


async def test_groups_of_ones_own_come_first_and_a_broken_file_is_said(
    make_app: Make, home: Path
) -> None:
    people = (Participant(name="[b]Zoë", total=40.0), Participant(name="nobody knows"))
    save_group(PeopleGroup(name="My team", people=people))
    (home / "groups" / "broken.json").write_text("{")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("6")
        await settled(pilot)
        await pilot.press("g")
        await pilot.pause()
        assert "broken.json" in text_of(app)
        await settled(pilot)
        await pilot.press("down")
        assert "My team" in text_of(app)
        assert "[b]Zoë" in text_of(app)
        for key in "1234":
            await pilot.press(key)
        assert "Two people with a score are needed for a chart." in text_of(app)
        await pilot.press("g")
        await settled(pilot)
        assert "Ada Example" in text_of(app)


async def test_a_table_is_saved_without_names_unless_they_are_asked_for(
    make_app: Make, home: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for key, file in (("s", "numbers.csv"), ("S", "names.csv")):
            await enter_groups(pilot, key)
            await pilot.press("ctrl+u", *str(home / file), "enter")
            await settled(pilot)
            assert "Wrote" in text_of(app)
            await pilot.press("escape")
            await settled(pilot)
    assert "Ada" not in (home / "numbers.csv").read_text()
    rows = list(csv.reader((home / "names.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][:2] == ["Ada Example", "19.70"]
    assert len(rows) == 13


@pytest.mark.parametrize("language", ["en", "de", "nl", "da"])
@pytest.mark.parametrize("width", [140, 200])
def test_a_wide_window_has_whole_names_every_strategy_and_the_chosen_ones_curves(
    raced: Race, width: int, language: str
) -> None:
    i18n.use(language)
    text = drawn(board_of(raced, at=1), width, 40)
    head, person, *others = text.split("\n")[3:]
    assert head.split()[1:8] == [*(pillar_name(pillar) for pillar in Pillar), "A", "B", "C"]
    assert person.count("(") == 3
    chart = "\n".join(others[others.index("") :])
    assert "Ben Example" in chart
    assert all(f"{letter} " in chart for letter in "ABCD")
    assert "…" not in chart
    assert max(map(cell_len, text.split("\n"))) <= width


def test_below_everybody_each_strategy_is_named_whole(raced: Race) -> None:
    long = replace(raced, strategies=tuple(f"{name}, as everybody" for name in raced.strategies))
    below = drawn(board_of(long), 80, 40)
    assert all(name in below for name in long.strategies)
    assert max(map(cell_len, below.split("\n"))) <= 80


def test_the_race_has_the_chosen_ones_curves_where_there_is_room(raced: Race) -> None:
    for height in (40, 24):
        text = drawn(board_of(raced, view=GroupView.RACE, at=1), 140, height)
        assert ("Ben Example under each of them" in text) == (height == 40)
        assert text.count("(") >= 36


def test_keys_are_dropped_whole_and_the_way_out_stays(raced: Race) -> None:
    i18n.use("de")
    keys = drawn(board_of(raced), 80, 24).split("\n")[-1]
    assert keys.endswith(" g Gruppe  ? Tasten  esc zurück ")


def test_the_best_strategy_is_marked_and_counted(raced: Race) -> None:
    text = drawn(board_of(raced, view=GroupView.RACE))
    assert text.count("*+") == 12
    won = [raced.winners(place) for place in range(3)]
    assert sum(won) == 12
    assert f"best for {won[2]} of 12, sure for {raced.sure(2)}" in text


def test_two_people_stand_on_one_chart_and_space_changes_who(raced: Race) -> None:
    text = drawn(board_of(raced, view=GroupView.TWO, at=2, beside=4))
    assert "A Caro Example" in text
    assert "B Els Example" in text
    assert "(" in text.split("\n")[-4]
    alone = PeopleGroup(name="one", people=SAMPLE.people[:1])
    assert board_of(raced, group=alone).other is None


def test_spread_has_averages_goals_and_where_the_chosen_one_is(raced: Race) -> None:
    board = board_of(raced, view=GroupView.SPREAD)
    total, brand, *_rest = measures(board)
    assert total.average == pytest.approx(sum(p.total or 0 for p in SAMPLE.people) / 12)
    assert (brand.full, brand.chosen, len(brand.values)) == (25, 13.1, 12)
    assert at_goal(board) == (0, 5)
    text = drawn(board)
    assert "═ what the role should have, 75" in text
    assert "0 of 5 have reached what their role should have." in text
    assert "▲ 37.5  ▸ 19.7" in text


def test_below_the_spread_all_stand_by_total_with_a_sign_for_so_many_points(raced: Race) -> None:
    board = board_of(raced, view=GroupView.SPREAD, hidden=True)
    assert "by total" not in drawn(board, 80, 24)
    rows = drawn(board, 140, 40).split("\n")
    (head,) = (place for place, row in enumerate(rows) if "by total" in row)
    ranked = [row.split() for row in rows[head + 1 : head + 13]]
    assert [row[0] for row in ranked[:2]] == ["11", "6"]
    assert ranked[-2][:3] == ["▸", "1", "19.7"]
    totals = [float(row[-2]) for row in ranked]
    assert totals == sorted(totals, reverse=True)
    assert len(ranked[0][-1]) > 110  # the highest fills the row, the others are measured by it
    assert abs(len(ranked[-1][-1]) / len(ranked[0][-1]) - 14.1 / 59.2) < 0.01


def test_what_each_strategy_brings_is_said_whole_beside_the_race(raced: Race) -> None:
    for language in ("en", "de", "nl", "da"):
        i18n.use(language)
        for width, height in ((80, 24), (140, 40)):
            text = drawn(board_of(raced, view=GroupView.RACE), width, height)
            assert "…" not in text.replace("(0…", "").replace("…+", "")
            assert text.split("\n")[3].count("A ") == 2


@pytest.mark.parametrize("size", [(40, 12), (60, 17), (80, 24), (140, 40), (200, 50)])
@pytest.mark.parametrize("view", GroupView)
@pytest.mark.parametrize("ready", [True, False])
def test_every_view_fits_every_size(
    raced: Race, view: GroupView, size: tuple[int, int], ready: bool
) -> None:
    width, height = size
    for at in (0, 11):
        board = board_of(raced, view=view, at=at, race=raced if ready else None)
        rows = draw_group(board, width, height)
        assert len(rows) <= height
        assert all(sum(cell_len(text) for text, _style in row) <= width for row in rows)


def test_no_cell_of_a_table_is_a_formula() -> None:
    people = (Participant(name='=HYPERLINK("x")', total=40.0),)
    group = PeopleGroup(name="g", people=people)
    board = GroupBoard(group=group, today=date(2026, 11, 20), race=race(group, [], today=TODAY))
    rows = list(csv.reader(group_table(board, names=True).splitlines()))
    assert not rows[1][0].startswith("=")
    assert GroupScreen.ABOUT
