"""The shipped decks hold what they say, and their guides are one page with today's numbers."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.terms import Member
from ssi_tui import i18n
from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from ssi_tui.forecasting import Curve, Simulator, present, sliders_of
from ssi_tui.model.journal import Journal
from ssi_tui.workshop.deck import DECKS, Deck, LiveBlock, read_deck, shipped_decks
from ssi_tui.workshop.expected import guide_lines, minutes_of, plans_of, preface_of

TODAY = date(2026, 11, 21)
LANGUAGES = ("en", "de", "nl", "da")
NAMES = tuple(shipped_decks("en"))
SHEET = 66
"""Lines on a sheet of A4."""
EVERY = [(language, name) for language in LANGUAGES for name in NAMES]


def file_of(language: str, name: str) -> Path:
    return DECKS / language / f"{name}.md"


def deck_of(language: str, name: str) -> Deck:
    return read_deck(file_of(language, name))


def guide_of(language: str, name: str) -> list[str]:
    return guide_lines(file_of(language, name), lambda _name: Journal(), TODAY)


def gap(scenario: str, member: str, weeks: int) -> float:
    """Points against going on as usual after so many weeks."""
    live = LiveBlock(line=1, scenarios=(scenario,), member=member, weeks=weeks)
    plans = plans_of(file_of("en", NAMES[0]), live)
    outlook = Simulator(None, today=TODAY, member=Member(member)).outlook(plans, days=7 * weeks)
    difference = outlook.curves[1].difference
    assert difference is not None
    return difference.median[-1]


def test_there_are_decks_of_twenty_and_of_ninety_minutes() -> None:
    assert {deck_of("en", name).minutes for name in NAMES} == {20, 90}


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_the_minutes_of_the_slides_are_those_of_the_deck(language: str, name: str) -> None:
    deck = deck_of(language, name)
    minutes = [minutes_of(slide) for slide in deck.slides]
    assert all(minutes), "each slide says how long it takes"
    assert sum(minutes) == deck.minutes


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_a_deck_is_the_same_in_every_language_but_for_its_words(language: str, name: str) -> None:
    def bones(deck: Deck) -> list[object]:
        lives = [slide.live and replace(slide.live, line=0, question="") for slide in deck.slides]
        return [(live, minutes_of(slide)) for live, slide in zip(lives, deck.slides, strict=True)]

    assert bones(deck_of(language, name)) == bones(deck_of("en", name))


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_what_a_deck_must_have_is_in_it(language: str, name: str) -> None:
    lives = [slide.live for slide in deck_of(language, name).slides if slide.live]
    assert any(live.page == "believe" for live in lives)
    assert any(live.group == "room" for live in lives)
    assert all(live.question for live in lives if not live.page)
    if name == "90-minutes":
        assert any(live.race for live in lives)


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_no_number_of_the_model_is_written_into_a_deck_or_a_guide(language: str, name: str) -> None:
    """Points are said by curves alone: what is written here is a plan, a limit or a clock."""
    text = file_of(language, name).read_text(encoding="utf-8")
    texts = [re.sub(r"^minutes: \d+$|```ssi.*?```", "", text, flags=re.M | re.S)]
    texts.append(preface_of(file_of(language, name)))
    points = r"[+−]\d|\d+(?:[.,]\d+)? (?:point|Punkt|punt|%)"
    said = [found for text in texts for found in re.findall(points, text)]
    assert all(found.startswith("25 ") for found in said), said


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_a_guide_is_one_sheet_with_every_slide_its_minutes_and_what_to_expect(
    language: str, name: str
) -> None:
    i18n.use(language)
    deck, lines = deck_of(language, name), guide_of(language, name)
    assert len(lines) <= SHEET
    assert max(len(line) for line in lines) <= 100
    rows = [line for line in lines if re.match(r" *\d+–\d+  ", line)]
    assert len(rows) == len(deck.slides)
    assert rows[-1].split("–")[1].startswith(f"{deck.minutes} ")
    curves = [slide for slide in deck.slides if slide.live and not slide.live.page]
    word = i18n._("expect: {what}").format(what="")
    assert sum(word.strip() in line for line in lines) == len(curves)
    assert len(preface_of(file_of(language, name)).split("\n\n")) == 4
    for number in re.findall(r"(?:slides?|Folien?|dia|slide) (\d+)", " ".join(lines[:16])):
        assert int(number) <= len(deck.slides)


def test_what_the_notes_say_of_the_curves_is_what_the_model_says() -> None:
    assert gap("post_weekly", "ordinary", 12) > 0.5
    assert gap("comment_daily", "ordinary", 12) > gap("post_weekly", "ordinary", 12)
    assert -15 < gap("quiet_month", "active", 4) < -3, "a month off costs"
    assert gap("quiet_month", "active", 12) > 0.3 * gap("quiet_month", "active", 4), "and returns"
    assert gap("no_posts_but_present", "active", 4) > -2, "hardly a dent"
    assert gap("network_with_notes", "ordinary", 4) > 1
    assert gap("pitch_spree", "ordinary", 4) < gap("unanswered_requests", "ordinary", 4) < -0.5
    assert gap("profile_first", "inactive", 12) > 3
    assert gap("formula_change", "active", 12) < -2
    assert gap("balanced_150_minutes", "ordinary", 26) > 10


def test_the_second_post_adds_less_than_the_first_and_the_third_less_again() -> None:
    live = LiveBlock(line=1, scenarios=("post_weekly",), member="ordinary")
    usual, plan = plans_of(file_of("en", NAMES[0]), live)
    simulator = Simulator(None, today=TODAY, member=usual.member)
    sliders = sliders_of(plan, present(simulator, TODAY, usual.member))
    plans = [sliders.turn("post", count).scenario(f"{count}") for count in range(4)]
    ends = [end(curve) for curve in simulator.outlook(plans, days=84).curves]
    steps = [after - before for before, after in pairwise(ends)]
    assert steps[0] > steps[1] > steps[2] > 0


def end(curve: Curve) -> float:
    return curve.total.median[-1]


def test_the_shell_prints_the_guide_and_copies_a_deck_but_never_over_a_file(
    tmp_path: Path,
) -> None:
    def call(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(ssi, ["present", *words], obj=Session())
        return done.exit_code, done.output

    code, said = call("20-minutes", "--guide")
    assert code == 0
    assert "expect: A As usual" in said
    copy = tmp_path / "my.md"
    assert call("20-minutes", "--copy", str(copy))[0] == 0
    assert copy.read_bytes() == file_of("en", "20-minutes").read_bytes()
    copy.write_text("mine")
    code, said = call("20-minutes", "--copy", str(copy))
    assert code != 0
    assert "a new file that ends in .md" in said
    assert copy.read_text() == "mine"
    assert call("20-minutes", "--copy", str(tmp_path / "my.txt"))[0] != 0
