"""What-if's sliders by keys and by mouse, what they are saved as, and the other views of curves."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ssi_tui.forecasting import SimError, load
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.what_if.room import Side, WhatIfRoom
from tests.tui.helpers import TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]


def room(pilot: Pilot[None]) -> WhatIfRoom:
    """The room in sight."""
    app = pilot.app
    assert isinstance(app, SsiApp)
    found = app.main.room
    assert isinstance(found, WhatIfRoom)
    return found


async def press(pilot: Pilot[None], *keys: str) -> WhatIfRoom:
    """Keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settled(pilot)
    return room(pilot)


def value(found: WhatIfRoom, name: str) -> float:
    """Where a slider stands."""
    assert found.copies.sliders is not None
    return found.copies.sliders[name].value


async def test_enter_makes_a_copy_with_sliders_and_the_curve_follows(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "enter")
        assert [*found.sight.curves] == ["A", "B", "C", "D"]
        assert "My what-if" in text_of(pilot.app)
        assert found.sight.curves["D"].total.median == found.sight.curves["A"].total.median
        first = value(found, "comment")
        await press(pilot, "right")
        assert value(found, "comment") == int(first) + 1
        before = found.sight.curves["D"]
        await press(pilot, "shift+right", "down", "right", "up")
        assert value(found, "comment") == int(first) + 6
        assert found.sight.curves["D"].total.median[-1] > before.total.median[-1]
        assert found.sight.curves["D"].minutes_per_week > before.minutes_per_week
        await press(pilot, "left", "shift+left")
        assert value(found, "comment") == int(first)
        await press(pilot, "0")
        assert value(found, "comment") == first
        assert "Back to what you really do" in text_of(pilot.app)
        await press(pilot, "escape")
        assert "Quiet month" in text_of(pilot.app)
        await press(pilot, "right")
        assert found.copies.turning


async def test_the_curve_comes_with_the_key_not_after_it(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.forecaster.FRAME", 60.0)
    async with make_app().run_test(size=(80, 24)) as pilot:
        found = await press(pilot, "4", "enter")
        before = found.sight.curves["D"].total.median[-1]
        found.do_five_more()
        assert found.sight.curves["D"].total.median[-1] > before


async def test_a_model_that_is_too_slow_for_a_frame_answers_from_its_thread(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    monkeypatch.setattr(Forecaster, "at_once", lambda _self, _wish: None)
    async with make_app().run_test(size=(80, 24)) as pilot:
        found = await press(pilot, "4", "enter")
        first = value(found, "comment")
        await press(pilot, *["right"] * 6, "left")
        assert value(found, "comment") == int(first) + 5
        plan = found.sight.curves["D"].plan["comment"]
        assert plan[-1] == pytest.approx((int(first) + 5) / 7)


async def test_any_scenario_can_be_changed_as_a_copy(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "down", "enter")
        assert value(found, "pause") == 4
        await press(pilot, "escape", "0")
        assert found.library.shelf.chosen is not None
        assert found.library.shelf.chosen.name == "Mine: Quiet month"
        await press(pilot, "down", "down", "enter", "escape", *["down"] * 5, "enter")
        assert [*found.sight.curves] == ["A", "B", "C", "D", "E"]
        assert "Five are on already" in text_of(pilot.app)
        assert not found.copies.turning


async def test_a_sliders_number_can_be_typed(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "enter")
        assert found.copies.sliders is not None
        name = found.copies.sliders.rows[0].name
        await press(pilot, "enter", *"12", "enter")
        assert value(found, name) == 12
        await press(pilot, "enter", *"99999", "enter")  # more than the slider's right end
        assert "0 to" in text_of(pilot.app)
        await press(pilot, "escape")
        assert value(found, name) == 12
        assert found.copies.turning
        await press(pilot, "escape")
        assert not found.copies.turning


async def test_another_action_gets_a_slider(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "enter", "n", *"artic", "enter", "right")
        assert value(found, "article") == 1
        assert found.sight.curves["D"].plan["article"][-1] == pytest.approx(1 / 7)


async def test_the_mouse_drags_clicks_and_wheels(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4")
        await pilot.click(Side, offset=(10, 1))
        await settled(pilot)
        assert found.copies.turning
        side = found.query_one(Side)
        row, track = next((y, one) for y, one in side.drawing.tracks.items() if one.cells)
        await pilot.mouse_down(Side, offset=(track.begin, row))
        await pilot.hover(Side, offset=(track.begin + track.cells - 1, row + 9))
        await settled(pilot)
        await pilot.pause(0.05)
        assert found.copies.sliders is not None
        assert value(found, "comment") == found.copies.sliders["comment"].most
        await pilot.mouse_up(Side, offset=(track.begin + track.cells - 1, row))
        await pilot.hover(Side, offset=(track.begin, row))
        assert value(found, "comment") == found.copies.sliders["comment"].most
        side.post_message(wheel(side, row))
        await settled(pilot)
        assert value(found, "comment") == found.copies.sliders["comment"].most - 1
        await pilot.mouse_down(Side, offset=(5, 0))
        assert not found.copies.turning
        await pilot.pause()
        chosen, shown = found.library.shelf.at, found.library.shelf.shown
        side.post_message(wheel(side, 5))
        await settled(pilot)
        assert found.library.shelf.at == chosen + 1
        await pilot.click(Side, offset=(8, 2))
        await settled(pilot)
        assert found.library.shelf.at < chosen + 1
        await pilot.click(Side, offset=(3, 2))
        await settled(pilot)
        assert len(found.library.shelf.shown) == len(shown) - 1


def wheel(side: Side, y: int) -> object:
    """One notch down over a row."""
    from textual.events import MouseScrollDown

    return MouseScrollDown(side, 8, y, 0, 0, 0, False, False, False)


async def test_what_the_sliders_made_is_saved_and_never_over_another_file(
    make_app: Make, store: Store, home: Path
) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "s")
        assert "Enter makes a copy" in text_of(pilot.app)
        await press(pilot, "enter", "shift+right", "s", *"Tk", "enter")
        path = home / "scenarios" / "tk.yaml"
        assert dict(load(path).phases[0].do).keys() == {"comment"}
        assert "Saved: " in text_of(pilot.app)
        chosen = found.library.shelf.chosen
        assert chosen is not None
        assert (chosen.path, found.library.shelf.letter(chosen)) == (str(path), "D")
        before = path.read_text(encoding="utf-8")
        await press(pilot, "enter", "left", "s", *"Tk", "enter")
        assert "Replace tk.yaml?" in text_of(pilot.app)
        await press(pilot, "escape")
        assert path.read_text(encoding="utf-8") == before
        await press(pilot, "s", *"Tk", "enter", "enter")
        assert path.read_text(encoding="utf-8") != before
        await press(pilot, "enter", "s", *"///", "enter")
        assert "a name with at least one letter" in text_of(pilot.app)
        await press(pilot, "ctrl+u", *"k" * 81, "enter")
        assert "✗ a name is one line of at most 80 characters" in text_of(pilot.app)
        path.parent.rename(home / "elsewhere")
        path.parent.touch()
        await press(pilot, "ctrl+u", *"Kt", "enter")
        assert "NOT saved" in text_of(pilot.app)
        path.parent.unlink()
        await press(pilot, "s", *"Kt", "enter")
        assert load(path.with_name("kt.yaml")).name == "Kt"


async def test_an_edit_of_a_file_is_seen_by_itself_and_a_fault_has_its_place(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store)
    own = folder / "scenarios" / "own.yaml"
    own.parent.mkdir(parents=True)
    text = "format: 1\nname: Mornings\nphases:\n  - do:\n      comment: daily\n"
    own.write_text(text, encoding="utf-8")
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "down")
        letter = found.library.shelf.band_letter
        own.write_text(text.replace("daily", "dayly"), encoding="utf-8")
        found.look_at_files()
        await settled(pilot)
        assert "own.yaml:5:16" in text_of(pilot.app)
        assert letter not in found.sight.curves
        await press(pilot, "enter")
        assert "This file has faults: they stand under the list." in text_of(pilot.app)
        await press(pilot, "n")
        assert "Enter makes a copy with sliders" in text_of(pilot.app)
        own.write_text(text.replace("daily", "9 per week"), encoding="utf-8")
        found.look_at_files()
        await settled(pilot)
        assert found.sight.curves[letter].plan["comment"][-1] == pytest.approx(9 / 7)
        assert "“Mornings” was read again" in text_of(pilot.app)


async def test_a_file_is_opened_in_the_editor_and_a_shipped_one_as_a_copy(
    make_app: Make,
    store: Store,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(store)
    script = tmp_path / "an editor"
    script.write_text('#!/bin/sh\nsed -i "s/^name: .*/name: Edited/" "$2"\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}' -x")
    monkeypatch.setattr(SsiApp, "suspend", lambda _app: nullcontext())
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "o")
        assert "in no file" in text_of(pilot.app)
        await press(pilot, "down", "o", "enter")
        copy = home / "scenarios" / "quiet_month.yaml"
        assert "name: Edited" in copy.read_text(encoding="utf-8")
        assert found.library.shelf.chosen is not None
        assert found.library.shelf.chosen.path == str(copy)
        monkeypatch.setenv("EDITOR", str(tmp_path / "nothing"))
        await press(pilot, "o")
        assert "nothing could not be started: the file or its folder is not there" in text_of(
            pilot.app
        )
        monkeypatch.setattr("ssi_tui.tui.what_if.copies.editor", lambda _environment: [])
        await press(pilot, "o")
        assert "Open /" in text_of(pilot.app)
        edited = copy.read_text(encoding="utf-8")
        for _other in range(9):
            await press(pilot, "down")
            assert found.library.shelf.chosen
            if found.library.shelf.chosen.path.endswith("quiet_month.yaml"):
                break
        await press(pilot, "o")
        assert "You have a copy of your own already:" in text_of(pilot.app)
        await press(pilot, "enter")
        assert copy.read_text(encoding="utf-8") == edited


async def test_differences_and_the_past_and_the_band_each_say_what_they_mean(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "m")
        screen = text_of(pilot.app)
        assert "Points above or below A, run by run" in screen
        assert "± SSI" in screen
        assert found.sight.scene.band == "B"
        await press(pilot, "v")
        assert "▲ Insights" in text_of(pilot.app)
        await press(pilot, "v", "w")
        assert found.sight.outlook is not None
        assert found.sight.outlook.confidence == 0.95
        assert "19 in 20 runs" in text_of(pilot.app)
        await press(pilot, "[")
        assert found.sight.view.since == TODAY - timedelta(weeks=4)
        assert found.sight.outlook.start == TODAY - timedelta(weeks=4, days=1)
        assert "had you begun on Fri 23 Oct" in found.standing_sentence()
        assert found.sight.scene.outlook is not None
        await press(pilot, "f", *"2026-10-01", "enter")
        assert found.sight.outlook.start.isoformat() == "2026-09-30"
        assert found.sight.outlook.day(found.sight.outlook.days) == TODAY + timedelta(weeks=26)
        await press(pilot, *["["] * 2)
        first = store.read().first_day
        assert first is not None
        assert found.sight.view.since == first + timedelta(days=1)
        await press(pilot, *["]"] * 2)
        assert found.sight.view.since is None
        assert found.sight.outlook.start == TODAY
        await press(pilot, "f", *"+3", "enter")
        assert "is not" in text_of(pilot.app)


async def test_without_a_log_sliders_are_a_members_and_there_is_no_past(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        found = await press(pilot, "4", "[")
        assert "there is no past" in text_of(pilot.app)
        await press(pilot, "f", "enter")
        assert value(found, "comment") > 0
        assert "A sample member, not you" in found.standing_sentence()


async def test_a_plan_that_cannot_be_simulated_says_why_and_the_room_stays(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)

    def refuse(_self: Forecaster, _wish: object) -> None:
        raise SimError("no such plan")

    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4")
        monkeypatch.setattr(Forecaster, "compute", refuse)
        monkeypatch.setattr(Forecaster, "at_once", refuse)
        await press(pilot, "c", "0")
        assert text_of(pilot.app).count("no such plan") == 1
        await press(pilot, "c")
        assert text_of(pilot.app).count("no such plan") == 2
        monkeypatch.undo()
        await press(pilot, "w")
        assert "no such plan" not in "\n".join(found.sight.scene.remarks)


async def test_the_picture_in_sentences(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(100, 30)) as pilot:
        found = await press(pilot, "4", "x")
        screen = text_of(pilot.app)
        middle = found.sight.curves["A"].total.median[-1]
        assert f"A, As now: {middle:.0f} on Fri 21 May 2027; 4 in 5 runs lie between" in screen
        assert "Against A: " in screen
        await press(pilot, "x")
        assert "choose" in text_of(pilot.app)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (200, 50)])
async def test_every_view_fits_every_window(
    make_app: Make, store: Store, size: tuple[int, int]
) -> None:
    fill(store)
    async with make_app().run_test(size=size) as pilot:
        await press(pilot, "4", "enter", "right", "m")
        lines = text_of(pilot.app).split("\n")
        assert len(lines) == size[1]
        await press(pilot, "v", "[", "x")
