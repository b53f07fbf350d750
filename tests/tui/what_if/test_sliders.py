"""Sliders without an app: what they come to as a scenario, and how they are drawn."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.scenario.files import loads
from sim.scenario.scenario import Scenario
from sim.terms import Member
from ssi_tui.chart.text import plain_text
from ssi_tui.forecasting import (
    Present,
    Simulator,
    Sliders,
    as_now,
    dump,
    load,
    present,
    shipped,
    sliders_of,
)
from ssi_tui.i18n import N_
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.what_if.chart import Scene
from ssi_tui.tui.what_if.draw import SideRows, draw_sliders, slider_sentences, value_text
from ssi_tui.tui.what_if.library import ScenarioItem, Shelf

DAY = date(2026, 11, 20)


@cache
def now() -> Present:
    """An active member's pace."""
    return present(Simulator(None, today=DAY, member=Member.ACTIVE), DAY, Member.ACTIVE)


@cache
def bases() -> tuple[Scenario, ...]:
    """What copies are made of."""
    return (as_now("As now", ""), *(load(path) for path in shipped()))


@st.composite
def turned(draw: st.DrawFn) -> Sliders:
    """A copy of a scenario with some sliders turned."""
    sliders = sliders_of(draw(st.sampled_from(bases())), now())
    names = [slider.name for slider in sliders.rows]
    for name in draw(st.lists(st.sampled_from(names), max_size=6)):
        sliders = sliders.turn(name, draw(st.integers(-5, 300)))
    return sliders


def values(sliders: Sliders) -> dict[str, float]:
    """What a person reads beside them."""
    return {slider.name: slider.value for slider in sliders.rows}


@given(turned())
def test_a_saved_scenario_has_its_sliders_where_they_were(sliders: Sliders) -> None:
    saved = loads(dump(sliders.scenario("Mine", "To try")))
    again = values(sliders_of(saved, now()))
    shown = {name: value for name, value in values(sliders).items() if name in again}
    if not sliders["accepted"].turned:  # then it is the mean over what is sent
        del shown["accepted"]
    assert {name: again[name] for name in shown} == pytest.approx(shown)
    assert len(shown) >= 5


@given(turned())
def test_a_slider_stays_on_its_track_and_reset_is_the_scenario_itself(sliders: Sliders) -> None:
    assert all(0 <= slider.value <= slider.most for slider in sliders.rows)
    base = sliders.base
    assert sliders.reset().scenario(base.name, base.description) == base


@given(turned(), st.sampled_from([-5, -1, 1, 5]))
def test_a_step_goes_from_one_whole_number_to_another(sliders: Sliders, by: int) -> None:
    for slider in sliders.rows:
        stepped = sliders.step(slider.name, by)[slider.name]
        assert abs(stepped.value - slider.value) <= abs(by)
        inside = abs(by) <= slider.value <= slider.most - abs(by)
        assert stepped.value == int(stepped.value) or not inside
        assert not inside or (stepped.value > slider.value) == (by > 0)


def test_what_one_really_does_is_where_they_begin() -> None:
    sliders = sliders_of(bases()[0], now())
    assert [slider.name for slider in sliders.rows][-3:] == ["pause", "accepted", "profile"]
    assert sliders["comment"].value == round(now().pace["comment"], 3)
    assert not any(slider.turned for slider in sliders.rows)


def test_every_habit_can_have_a_slider() -> None:
    sliders = sliders_of(bases()[0], now())
    for kind in sliders.others:
        sliders = sliders.with_kind(kind)
    assert {*sliders.kinds} == {*now().pace}
    assert not sliders.others


def test_a_pause_goes_before_the_plan_and_away_again() -> None:
    sliders = sliders_of(bases()[0], now()).turn("pause", 3)
    phases = sliders.scenario("Mine").phases
    assert [(phase.days, phase.others) for phase in phases] == [(21, 0.0), (None, 1.0)]
    quiet = sliders_of(load(shipped()[0]), now())
    assert quiet["pause"].value == 4
    assert len(quiet.turn("pause", 0).scenario("Mine").phases) == 1


def test_requests_and_profile_are_turned_in_the_terms_of_a_file() -> None:
    text = dump(
        sliders_of(bases()[0], now()).turn("accepted", 15).turn("profile", 10).scenario("M")
    )
    assert "requests-accepted: 15 %" in text
    assert "requests-with-note-accepted: 15 %" in text
    assert "profile: 100 %" in text


def drawn_of(sliders: Sliders, at: int, width: int, height: int) -> SideRows:
    """Without curves."""
    item = ScenarioItem(id="x", name="A name that is long: 日本語", scenario=object())
    shelf = Shelf().filled([ScenarioItem(id="now", name=N_("As now"), scenario=object()), item])
    scene = Scene(Journal(), DAY, shelf.choose(1), {}, None)
    return draw_sliders(scene, sliders, at, width, height)


@given(turned(), st.integers(0, 20), st.integers(20, 46), st.integers(4, 60))
def test_sliders_fill_their_cells_and_the_chosen_one_is_in_sight(
    sliders: Sliders, at: int, width: int, height: int
) -> None:
    at = min(at, len(sliders.rows) - 1)
    drawn = drawn_of(sliders, at, width, height)
    assert len(drawn.rows) == height
    assert all(sum(cell_len(text) for text, _ in row) <= width for row in drawn.rows)
    assert at in {track.slider for track in drawn.tracks.values()}
    assert max(drawn.tracks) < height


def test_a_name_goes_on_below_only_where_all_sliders_have_room_under_it() -> None:
    sliders = sliders_of(bases()[0], now())
    count = len(sliders.rows)
    for height in (count + 2, count + 3):
        drawn = drawn_of(sliders, 0, 20, height)
        assert {track.slider for track in drawn.tracks.values()} == set(range(count))
        assert max(drawn.tracks) < height


@given(turned())
def test_a_click_on_a_knob_changes_next_to_nothing(sliders: Sliders) -> None:
    drawn = drawn_of(sliders, 0, 46, 40)
    for y, track in drawn.tracks.items():
        if track.cells:
            slider = sliders.rows[track.slider]
            line = "".join(text for text, _style in drawn.rows[y])
            knob = next(x for x, char in enumerate(line) if char in "●○")
            step = max(0.5, slider.most / track.cells)  # to the next whole number, or cell
            assert abs(track.value(knob, slider.most) - slider.value) <= step


def test_values_have_their_units() -> None:
    sliders = sliders_of(bases()[0], now()).turn("accepted", 40).turn("profile", 7)
    assert value_text(sliders["accepted"]) == "40 %"
    assert value_text(sliders["profile"]) == "7 / 10"
    assert value_text(sliders.turn("comment", 9)["comment"]) == "9"


def test_sliders_are_said_with_what_they_were() -> None:
    said = slider_sentences(sliders_of(bases()[0], now()).turn("pause", 2))
    assert "Comments: 8 a week" in said
    assert "Weeks of pause first: 2, at first 0" in said


def test_a_pace_that_nobody_logged_is_marked_until_it_is_turned() -> None:
    read = Reading(id=1, day=DAY, total=60)
    done = [Action(id=9 + at, kind="comment", day=DAY - timedelta(days=at), count=1)
            for at in range(30)]  # fmt: skip
    simulator = Simulator(Journal(actions=done, readings=[read]), today=DAY)
    sliders = sliders_of(bases()[0], present(simulator, DAY)).with_kind("reaction")
    assert sliders["reaction"].assumed
    assert sliders["profile"].assumed
    assert not sliders["comment"].assumed
    assert not sliders.turn("reaction", 9)["reaction"].assumed
    rows = drawn_of(sliders, 0, 40, 40).rows
    text = [line for line in plain_text(rows) if line.strip().startswith("Reactions")]
    assert "≈" in text[0]
    assert any(said.endswith(", assumed") for said in slider_sentences(sliders))
