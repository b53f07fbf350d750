"""History's figures and rows: what counts, what is never held against anybody, what fits."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from sim.terms import Pillar
from ssi_tui.chart.text import cell_len, plain_text
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import week_of
from ssi_tui.model.terms import Rest, Target
from ssi_tui.tui.history.draw import (
    HistoryView,
    days_to_find,
    draw,
    grid_for,
    notes_between,
    sentences,
)
from ssi_tui.tui.history.values import MapFrame, Past, Subject, past_of
from ssi_tui.wording.actions import action_name
from tests.tui.helpers import TODAY, days_ago

MONDAY = 4
"""Days before today."""


def journal(days: Mapping[str, Mapping[int, int]], **others: object) -> Journal:
    """Kind → days ago → how many."""
    actions = [
        Action(id=number, kind=kind, day=days_ago(back), count=count)
        for kind, counts in days.items()
        for number, (back, count) in enumerate(counts.items(), start=1)
    ]
    return Journal(actions=actions, **others)  # type: ignore[arg-type]


def past(found: Journal, **wishes: object) -> Past:
    """Of the last year, up to today."""
    begin = week_of(TODAY)[0] - timedelta(days=7 * 52)
    values: dict[str, object] = {"today": TODAY, "week_start": "monday", "begin": begin}
    values |= {"weeks": 53, "day": TODAY, **wishes}
    return past_of(MapFrame(journal=found, **values))  # type: ignore[arg-type]


def view(found: Journal, width: int = 80, **wishes: object) -> HistoryView:
    """As the room makes it."""
    grid = grid_for(width, week_of(TODAY)[0], found.first_day)
    made = past(found, begin=grid.begin, weeks=grid.weeks, **wishes)
    notes = notes_between(found, made.days.first, TODAY)
    return HistoryView(made, found, TODAY, TODAY, grid, notes)


def test_today_is_not_missing_in_the_morning_and_rest_is_never() -> None:
    done = dict.fromkeys(range(1, 11), 1)
    assert past(journal({"post": done})).year[1:3] == (10, 10)
    resting = journal({"post": {1: 1, 10: 1}}, rests=(Rest("", days_ago(9), days_ago(5)),))
    assert past(resting).year[1:3] == (2, 5)


def test_the_longest_streak_goes_over_rest_and_is_not_told_where_it_is_hidden() -> None:
    weeks = {MONDAY + 7 * week: 1 for week in range(10) if week != 4}
    holiday = Rest("", days_ago(MONDAY + 28), days_ago(MONDAY + 22))
    assert past(journal({"post": weeks})).year.longest == 5
    rested = journal({"post": weeks}, rests=(holiday,))
    assert past(rested).year.longest == 9
    hidden = past(rested, streaks=False)
    assert hidden.year.longest == 0
    assert not any(lane.streak for lane in hidden.lanes)


def test_part_of_plan_counts_whole_weeks_and_no_week_makes_up_for_another() -> None:
    plan = {"post": Target.parse("post", "2/week")}
    weeks = {MONDAY + 7: 5, MONDAY + 14: 1, MONDAY + 21: 0, MONDAY + 28: 2}
    posts = {back: count for back, count in weeks.items() if count}
    lane = past(journal({"post": posts}, targets=plan)).lanes[0]
    assert lane.plan == (2 + 1 + 0 + 2) / 8
    assert lane.weeks[-5:] == (2, 0, 1, 5, 0)
    running = past(journal({"post": {**posts, 0: 2}}, targets=plan)).lanes[0]
    assert running.plan == 7 / 10


def test_a_limit_is_kept_by_the_weeks_within_it() -> None:
    limit = {"pitch": Target.parse("pitch", "<=1/week")}
    found = journal({"pitch": {MONDAY + 7: 3, MONDAY + 14: 1, MONDAY + 21: 1}}, targets=limit)
    assert past(found).lanes[0].plan == 2 / 3


def test_a_goal_that_nobody_works_on_and_an_empty_year_are_not_held_up() -> None:
    found = journal({"post": {1: 1}})
    texts = plain_text(draw(view(found), 80, 21).rows)
    assert any("Posts" in text for text in texts)
    assert not any("Messages" in text for text in texts)
    texts = plain_text(draw(view(found, subject=Subject("message")), 80, 21).rows)
    assert "2026  Messages   nothing logged" in texts[1]


def test_a_day_with_much_in_it_goes_on_in_the_row_below_unless_a_note_stands_there() -> None:
    kinds = "post", "message", "request", "comment", "reaction", "profile-view"
    done = {kind: {0: 11} for kind in kinds}
    for notes in ({}, {TODAY: "a talk"}):
        found = journal(done, notes=notes)
        texts = plain_text(draw(view(found), 80, 21).rows)
        at = next(n for n, text in enumerate(texts) if "▸" in text)
        said = " ".join(" ".join(texts[at : at + 2]).split())
        assert all(f"11 {action_name(kind, 11)}" in said for kind in kinds) == (not notes)
        assert ("a talk" in texts[at + 1]) == bool(notes)


def test_a_pillar_takes_the_actions_that_feed_it() -> None:
    found = journal({"post": {1: 1}, "message": {1: 2}, "request": {1: 4}})
    assert past(found).days.totals == {days_ago(1): 7}
    assert past(found, subject=Subject(pillar=Pillar.INSIGHTS)).days.totals == {days_ago(1): 3}
    assert past(found, subject=Subject("request")).days.totals == {days_ago(1): 4}


def test_another_year_has_its_own_figures() -> None:
    found = journal({"post": {1: 1, 400: 1}})
    before = past(found, day=date(2025, 6, 1))
    assert before.year.number == 2025
    assert before.year.logged == 1
    assert past(found).year.logged == 1


def test_weeks_begin_as_the_settings_say() -> None:
    found = journal({"post": {1: 1}})
    grid = grid_for(80, week_of(TODAY, "sunday")[0], found.first_day)
    made = past(found, week_start="sunday", begin=grid.begin, weeks=grid.weeks)
    drawn = draw(HistoryView(made, found, TODAY, TODAY, grid), 80, 21)
    rows = plain_text(drawn.rows)
    assert rows[drawn.map_top].startswith("  Sun")


@pytest.mark.parametrize("size", [(40, 9), (60, 17), (80, 21), (140, 37), (200, 47)])
def test_rows_fit_every_size_and_keep_the_map_and_the_day(size: tuple[int, int]) -> None:
    width, height = size
    counts = {back: 1 + back % 5 for back in range(0, 500, 2)}
    found = journal(
        dict.fromkeys(("post", "comment", "request-with-note"), counts),
        notes={days_ago(3): "A talk after the [AI] post " * 9},
    )
    drawn = draw(view(found, width), width, height)
    texts = plain_text(drawn.rows)
    assert len(texts) <= height
    assert all(cell_len(text) <= width for text in texts)
    assert any("Fri 20 Nov (today) · 1 comment" in text or "1 post" in text for text in texts)
    assert drawn.map_top + 7 <= len(texts)


def test_user_text_reaches_the_rows_without_control_characters() -> None:
    found = journal({"post": {1: 1}}, notes={TODAY: "one\x1b[31m [b]two"})
    texts = "\n".join(plain_text(draw(view(found, 140), 140, 37).rows))
    assert "\x1b" not in texts
    assert "one·[31m [b]two" in texts


def test_days_are_found_by_note_and_by_action_newest_first() -> None:
    found = journal({"post": {1: 2, 9: 1}, "comment": {9: 3}}, notes={days_ago(5): "Talk with Lea"})
    choices = days_to_find(found, TODAY)
    assert [choice.value for choice in choices] == [
        days_ago(back).isoformat() for back in (1, 5, 9)
    ]
    assert [choice.value for choice in choices if choice.fits(["lea"])] == ["2026-11-15"]
    assert [choice.hint for choice in choices if choice.fits(["comment"])] == ["1 post, 3 comments"]


def test_the_sentences_say_the_same_as_the_map() -> None:
    found = journal({"post": {1: 2, 8: 1}}, rests=(Rest("", days_ago(20), days_ago(12)),))
    said = list(sentences(past(found), [(days_ago(2), "A [b]talk")]))
    assert "Wed 18 Nov: A [b]talk" in said
    assert said[0].startswith("All actions, 2026: 2 of ")
    assert "Week from Mon 16 Nov: 2 actions on 1 day." in said
    assert "Week from Mon 2 Nov: planned rest." in said
    assert said[-1] == "Week from Mon 26 Oct: planned rest."
