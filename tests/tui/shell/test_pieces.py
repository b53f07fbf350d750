"""The pieces without an app: letters, safe text, the shelf of scenarios, options, sentences."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.terms import ActionKind
from ssi_tui.chart.palette import PALETTES
from ssi_tui.chart.text import fit, left, plain, right, wrap
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui import launch
from ssi_tui.tui.journal.writes import LogStep, RemoveReading, SetCount, SetNote, SetReading
from ssi_tui.tui.shell.commands import COMMON, RESERVED, letters
from ssi_tui.tui.shell.rows import to_strip
from ssi_tui.tui.theme import ORDER, look_of
from ssi_tui.tui.what_if.library import ScenarioItem, Shelf
from tests.tui.helpers import TODAY

texts = st.text(max_size=40)


def test_letters_are_never_those_of_commands_and_never_given_twice() -> None:
    given_letters = letters(ActionKind)
    assert not RESERVED & set(given_letters.values())
    assert len(set(given_letters.values())) == len(given_letters)


@given(st.sets(st.sampled_from([kind.value for kind in ActionKind])))
def test_the_letters_of_common_habits_never_move(kinds: set[str]) -> None:
    alone, together = letters(()), letters(kinds)
    assert {kind: together[kind] for kind in COMMON} == {kind: alone[kind] for kind in COMMON}
    assert (alone["comment"], alone["post"], alone["message"]) == ("c", "p", "m")


@given(texts, st.integers(0, 60))
def test_texts_fill_exactly_the_cells_that_they_have(text: str, width: int) -> None:
    safe = plain(text)
    assert cell_len(fit(safe, width)) <= width
    assert cell_len(left(safe, width)) == width
    assert cell_len(right(safe, width)) == width
    strip = to_strip([(safe, "text"), (safe, "muted")], width, look_of("dark").style)
    assert strip.cell_length == cell_len(strip.text) == width


@given(texts)
def test_no_text_moves_the_cursor(text: str) -> None:
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in plain(text))


@given(texts, st.integers(1, 30))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(plain(text), width))


@pytest.mark.parametrize("theme", ORDER)
def test_every_style_has_a_ground_of_its_own(theme: str) -> None:
    look = look_of(theme)
    for name in [*PALETTES[theme].colours, "key-open", "brand", "tab-on", "ground@curve-a", ""]:
        assert look.style(name).bgcolor is not None


ITEMS = [ScenarioItem(id=name, name=name, scenario=object()) for name in "abcdefg"]


def test_at_first_going_on_as_now_is_on_beside_two_others() -> None:
    shelf = Shelf().filled(ITEMS)
    assert [(letter, item.id) for letter, item in shelf.shown] == [
        ("A", "a"),
        ("B", "b"),
        ("C", "c"),
    ]
    assert (shelf.at, shelf.band) == (0, "a")


def test_a_letter_stays_with_its_scenario_while_it_is_off() -> None:
    shelf = Shelf().filled(ITEMS).switch_letter("B")
    assert [letter for letter, _ in shelf.shown] == ["A", "C"]
    assert shelf.switch_letter("B").shown == Shelf().filled(ITEMS).shown


def test_the_band_goes_on_when_its_curve_goes_off() -> None:
    shelf = Shelf().filled(ITEMS).choose(2)
    assert shelf.band == "c"
    assert shelf.switch(2).band == "a"


def test_a_file_that_lost_its_sense_goes_off_and_the_rest_stays() -> None:
    shelf = Shelf().filled(ITEMS).choose(1)
    broken = [
        ScenarioItem(id="b", name="b", faults=("b:1:1: no",)) if i.id == "b" else i for i in ITEMS
    ]
    again = shelf.filled(broken)
    assert [item.id for _, item in again.shown] == ["a", "c"]
    assert again.switch(1) == again


@given(st.lists(st.tuples(st.sampled_from("ml"), st.integers(0, 6)), max_size=30))
def test_never_more_than_five_and_never_one_letter_for_two(steps: list[tuple[str, int]]) -> None:
    shelf = Shelf().filled(ITEMS)
    for what, number in steps:
        shelf = shelf.switch(number) if what == "m" else shelf.switch_letter("ABCDEA"[number % 6])
        ids = [item.id for _, item in shelf.shown]
        assert len(ids) == len(set(ids)) <= 5
        assert (shelf.band in ids) or not ids


def test_hopes_add_up_without_a_disk() -> None:
    journal = Journal()
    for write in (
        LogStep("post", TODAY, 1),
        LogStep("post", TODAY, 1),
        LogStep("post", TODAY, -5),
        SetCount("comment", TODAY, 4),
        SetNote(TODAY, "well"),
    ):
        journal = write.hope(journal)
    assert (journal.count("post", TODAY), journal.count("comment", TODAY)) == (0, 4)
    assert journal.note(TODAY) == "well"
    assert journal.count("comment", TODAY - timedelta(days=1)) == 0


def test_a_journal_knows_its_days_while_a_reading_is_on_its_way_out() -> None:
    first, second = (Reading(id=n, day=TODAY - timedelta(days=7 * n), total=40) for n in (2, 1))
    journal = SetReading(second).hope(SetReading(first).hope(Journal()))
    hoped = RemoveReading(second.day).hope(journal)
    assert (hoped.first_day, hoped.last_day) == (first.day, first.day)
    assert (journal.first_day, journal.last_day) == (first.day, second.day)


def test_the_command_line_is_read() -> None:
    asked = launch.read(["--profile", "ana", "a.yaml", "--sample", "b.yaml"])
    assert asked == launch.LaunchOptions(profile="ana", sample=True, scenarios=("a.yaml", "b.yaml"))
    assert launch.read(["--profile=ben"]).profile == "ben"
    assert launch.read(["--", "--odd.yaml"]).scenarios == ("--odd.yaml",)
    for wrong in (["--frob"], ["-p"]):
        with pytest.raises(launch.UsageError):
            launch.read(wrong)
