"""What-if without an app: figures, sentences, targets and the window of the chart."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sim.terms import Pillar
from ssi_tui.chart.text import plain_text
from ssi_tui.forecasting import Curve, GoalResult, ModelRemark, Outlook, Series
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.tui.what_if.chart import Scene, ViewOptions, draw, first_day, plot, wanted
from ssi_tui.tui.what_if.copies import editor
from ssi_tui.tui.what_if.draw import draw_side, effort, figures, meaning, sentences, share_of
from ssi_tui.tui.what_if.library import ScenarioItem, Shelf, file_name, stamp

TODAY = date(2026, 11, 20)
DAYS = 26 * 7


def series(end: float, spread: float = 4.0) -> Series:
    """From 50 straight to an end."""
    middle = [50 + (end - 50) * day / DAYS for day in range(DAYS + 1)]
    return Series(
        low=tuple(value - spread for value in middle),
        median=tuple(middle),
        high=tuple(value + spread for value in middle),
    )


def curve(letter: str, end: float, *goals: GoalResult, first: bool = False) -> Curve:
    """A scenario that ends there."""
    gap = series(end - 60)
    return Curve(
        letter=letter,
        name=f"Plan {letter}",
        description="",
        start=1,
        total=series(end),
        pillars=dict.fromkeys(Pillar, series(15)),
        plan={"comment": (1.0,) * DAYS},
        minutes_per_week=30,
        goals=goals,
        difference=None if first else replace(gap, median=(end - 60,) * (DAYS + 1)),
    )


READING = Reading(id=1, day=TODAY, total=60, source="cli")


def outlook(*curves: Curve, start: date = TODAY, confidence: float = 0.8) -> Outlook:
    """Curves on one axis."""
    return Outlook(
        start=start,
        days=DAYS,
        curves=curves,
        member=None,
        reading=READING,
        confidence=confidence,
        remarks=(),
    )


A, B = curve("A", 60, first=True), curve("B", 63.4)


def scene(*curves: Curve, **changes: object) -> Scene:
    """What is shown of curves that are on; ``difference`` and ``since`` are of its view."""
    items = [
        ScenarioItem(id=one.letter, name=f"Plan {one.letter}", scenario=object()) for one in curves
    ]
    view = {name: changes.pop(name) for name in ("difference", "since") if name in changes}
    found = Scene(
        journal=Journal(),
        today=TODAY,
        shelf=Shelf().filled(items),
        curves={one.letter: one for one in curves},
        outlook=outlook(*curves),
        view=ViewOptions(**view),  # type: ignore[arg-type]
        band=curves[-1].letter if curves else "",
    )
    return found._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.5, "1 in 2"), (0.8, "4 in 5"), (0.95, "19 in 20")]
)
def test_each_band_is_said_in_words(confidence: float, said: str) -> None:
    share = share_of(confidence)
    assert f"{share.numerator} in {share.denominator}" == said
    assert said in meaning(scene(A, B, outlook=outlook(A, B, confidence=confidence)))
    short = meaning(scene(A, B, outlook=outlook(A, B, confidence=confidence)), short=True)
    assert said in short
    assert len(short) <= 48  # so that it fits 60 columns in other languages too


def test_what_nobody_logged_or_read_is_called_assumed_below_the_chart() -> None:
    unlogged = (ModelRemark(code="no-pace"),)
    pace = replace(outlook(A, B), remarks=unlogged)
    start = replace(outlook(A, B), reading=None, remarks=unlogged)
    assert meaning(scene(A, B, outlook=pace)).startswith("Usual pace assumed, not logged")
    assert meaning(scene(A, B, outlook=start)).startswith(
        "No score yet: start and pace are assumed"
    )
    for one in (pace, start):
        said = meaning(scene(A, B, outlook=one)), meaning(scene(A, B, outlook=one), short=True)
        assert len(said[0]) <= 76  # at 80 columns
        assert len(said[1]) <= 48


def test_minutes_that_nobody_logged_are_called_assumed() -> None:
    known, part, none = (replace(A, assumed_minutes=minutes) for minutes in (0.3, 12, 30))
    assert effort(known) == "30 min a week"
    assert effort(part) == "30 min a week, 12 assumed"
    assert effort(none) == "30 min a week, assumed"


@pytest.mark.parametrize("width", [16, 20, 26, 40])
def test_the_word_assumed_is_never_cut_off(width: int) -> None:
    curves = {"A": replace(A, assumed_minutes=30), "B": B}
    text = plain_text(draw_side(scene(A, B, curves=curves), width, 30).rows)
    assert "assumed" in " ".join(text)


def test_every_view_has_a_sentence_of_its_own() -> None:
    said = {
        meaning(scene(A, B)),
        meaning(scene(A, B, difference=True)),
        meaning(scene(A, B, since=TODAY - timedelta(days=30))),
    }
    assert len(said) == 3
    assert all(len(sentence) < 78 for sentence in said)
    assert meaning(scene(A, B, curves={})) == ""


def test_differences_are_signed_and_a_range_is_no_row_of_dashes() -> None:
    low = curve("B", 55)
    rows = plain_text(figures(scene(A, B, difference=True, curves={"A": A, "B": low}), 46))
    assert rows[0].split() == ["in", "26", "weeks", "±", "SSI", "80", "%", "min/wk"]
    assert rows[1].split()[-2:] == ["0", "30"]
    assert "−5.0" in rows[2]
    assert "−–" not in rows[2]
    assert "…" in rows[2]


def test_all_is_said_in_sentences() -> None:
    lines = [*sentences(scene(A, B))]
    assert lines[0].startswith("A, Plan A: 60 on Fri 21 May 2027; 4 in 5 runs lie between 56 and")
    assert "Against A: +3.4 points" in lines[1]
    assert lines[-1] == "Fri 21 May 2027: A 60, B 63"
    assert len(lines) < 24
    assert [*sentences(scene(A, B, curves={}))] == ["No scenario is on: no curve is shown."]


def test_the_first_curve_is_the_zero_line_of_differences() -> None:
    found = plot(scene(A, B, difference=True), None)
    assert set(found.lines[0].median) == {0.0}
    assert found.lines[1].median[-1] == pytest.approx(3.4)
    assert found.baseline == 0
    rows = plain_text(draw(scene(A, B, difference=True), 110, 30))
    assert any("B Plan B" in row and row.endswith("+3.4") for row in rows)


def goal(points: float, *, met: bool, pillar: Pillar | None = None) -> GoalResult:
    """Due on the last day."""
    chance = 0.9 if met else 0.1
    return GoalResult(pillar=pillar, points=points, day=DAYS, wanted=0.8, chance=chance)


def test_the_target_is_the_nearest_goal_not_yet_likely_then_the_plans() -> None:
    several = curve("B", 63, goal(55, met=True), goal(70, met=False), goal(62, met=False))
    found = wanted(scene(A, several), None)
    assert found is not None
    assert (found.points, found.name) == (62, "goal of B, Fri 21 May 2027")
    done = wanted(scene(A, curve("B", 63, goal(40, met=True), goal(55, met=True))), None)
    assert done is not None
    assert done.points == 55
    assert wanted(scene(A, several), Pillar.BRAND) is None
    plan = KeptPlan(
        first=TODAY, last=TODAY + timedelta(days=84), total=65, floors={"brand": 18.0}, scores=()
    )
    kept = scene(A, B, journal=Journal(plan=str(plan)))
    assert [wanted(kept, one).points for one in (None, Pillar.BRAND)] == [65, 18]  # type: ignore[union-attr]
    assert wanted(kept, Pillar.PEOPLE) is None
    assert "your plan, Fri 12 Feb 2027" in "\n".join(plain_text(draw(kept, 110, 30)))


def test_a_plan_that_begins_in_the_past_is_seen_from_its_beginning() -> None:
    begin = TODAY - timedelta(days=300)
    early = scene(A, outlook=outlook(A, start=begin))
    assert first_day(early) < begin
    assert first_day(scene(A)) == TODAY - timedelta(days=14)


def test_a_path_is_known_by_its_end_and_a_shipped_file_by_its_name() -> None:
    long = "/data/with/a/long/path/profiles/ana/scenarios/mornings.yaml"
    for shipped, said in ((False, "…"), (True, "mornings.yaml, came with the program")):
        item = ScenarioItem(id="A", name="A", scenario=object(), path=long, shipped=shipped)
        shelf = Shelf().filled([item])
        rows = plain_text(draw_side(scene(A, B, shelf=shelf, curves={}), 46, 20).rows)
        assert any(said in row or row.endswith("ana/scenarios/mornings.yaml") for row in rows)
    narrow = plain_text(draw_side(scene(A, B, shelf=shelf, curves={}), 20, 20).rows)
    assert all(len(row) <= 20 for row in narrow)


def test_a_name_that_has_no_room_beside_its_figures_goes_on_below() -> None:
    item = ScenarioItem(id="A", name="Thirty requests, no answer at all", scenario=object())
    shelf = Shelf().filled([item])
    narrow = plain_text(draw_side(scene(A, B, shelf=shelf, curves={}), 27, 20).rows)
    assert narrow[1:3] == [" ▸ A  Thirty requests, no", "      answer at all"]
    wide = plain_text(draw_side(scene(A, B, shelf=shelf, curves={}), 46, 20).rows)
    assert sum("Thirty" in row for row in wide) == 1


def test_a_scenario_keeps_its_letter_through_a_fault_and_hands_it_to_its_file() -> None:
    items = [ScenarioItem(id=name, name=name, scenario=object()) for name in "abc"]
    shelf = Shelf().filled(items)
    broken = shelf.filled([items[0], ScenarioItem(id="b", name="b", faults=("no",)), items[2]])
    assert [letter for letter, _item in broken.shown] == ["A", "C"]
    assert broken.filled(items).shown == shelf.shown
    copy = ScenarioItem(id="copy", name="copy", scenario=object())
    made = shelf.with_item(copy)
    assert [item.id for item in made.items] == ["a", "copy", "b", "c"]
    saved = (
        made.switch(1)
        .with_item(ScenarioItem(id="d", name="d", scenario=object()))
        .instead("copy", "d")
    )
    assert [(letter, item.id) for letter, item in saved.shown][-1] == ("D", "d")
    assert saved.band == "d"
    assert "copy" not in [item.id for item in saved.items]


def test_a_key_ahead_of_the_files_does_nothing() -> None:
    assert Shelf().move(1) == Shelf()
    assert Shelf().switch_letter("A") == Shelf()


def test_a_name_becomes_a_file_name_and_never_a_path() -> None:
    assert file_name("Zwölf / Wochen!") == "zwölf_wochen.yaml"
    assert file_name("../x") == "x.yaml"
    assert file_name(" / ") == ""
    assert len(file_name("x" * 500)) < 80


def test_one_look_sees_that_a_file_was_written(tmp_path: Path) -> None:
    folder, other = tmp_path / "scenarios", tmp_path / "given.yaml"
    looks = [stamp(tmp_path, (other,))]
    folder.mkdir()
    for path in (folder / "own.yaml", other):
        path.write_text("name: a\n", encoding="utf-8")
        looks.append(stamp(tmp_path, (other,)))
    (folder / "own.yaml").write_text("name: ab\n", encoding="utf-8")
    looks.append(stamp(tmp_path, (other,)))
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert stamp(tmp_path, (other,)) == looks[-1]
    assert len(set(looks)) == 4


def test_the_editor_is_the_persons_own() -> None:
    assert editor({"EDITOR": "vim -p", "VISUAL": "code --wait"}) == ["code", "--wait"]
    assert editor({"EDITOR": "vim -p", "VISUAL": " "}) == ["vim", "-p"]
    assert editor({"EDITOR": "'open quote"}) == editor({})
