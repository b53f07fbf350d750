"""Progress: due and done, streaks that forgive, the usual pace."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.model.progress import (
    Streak,
    all_progress,
    goal_of_week,
    met_count,
    progress,
    streak,
    usual_pace,
    week_of,
    weekly_goal,
)
from ssi_tui.model.terms import Rest, Target
from tests.model.made import TODAY, ago, journal

MONDAY = 4  # days before TODAY, a Friday


def target(text: str) -> Target:
    return Target.parse("post", text)


@given(st.dates(), st.sampled_from(["monday", "sunday"]))
def test_a_week_has_seven_days_and_begins_where_the_user_says(day: date, start: str) -> None:
    try:
        first, last = week_of(day, start)
    except OverflowError:  # the first and the last week of the calendar
        return
    assert first <= day <= last
    assert (last - first).days == 6
    assert first.strftime("%A").lower() == start


@pytest.mark.parametrize(
    ("text", "counts", "done", "goal", "met", "due"),
    [
        ("3/week", {0: 1, MONDAY: 1, MONDAY + 1: 9}, 2, 3, False, True),
        ("3/week", {0: 1, MONDAY: 2}, 3, 3, True, False),
        ("3/7d", {0: 1, 6: 2, 7: 9}, 3, 3, True, False),
        ("daily", {1: 5}, 0, 1, False, True),
        ("daily", {0: 1}, 1, 1, True, False),
        ("mon,wed,fri", {MONDAY: 1, 2: 1}, 2, 3, False, True),
        ("mon,thu", {MONDAY: 1}, 1, 2, False, False),
        ("<=2/day", {0: 2, 1: 9}, 2, 2, True, False),
        ("<=2/day", {0: 3}, 3, 2, False, False),
        ("<=3/week", {0: 1, MONDAY: 3}, 4, 3, False, False),
    ],
)
def test_done_due_and_goal_of_each_form(
    text: str, counts: dict[int, int], done: int, goal: int, met: bool, due: bool
) -> None:
    row = progress(journal(counts), target(text), TODAY)
    assert (row.done, row.goal, row.met, row.due) == (done, goal, met, due)
    assert row.today == counts.get(0, 0)
    assert row.week == sum(number for days, number in counts.items() if days <= MONDAY)


def test_on_sunday_the_week_is_new_for_those_who_begin_it_then() -> None:
    sunday = date(2026, 11, 22)
    made = journal({0: 3})
    assert progress(made, target("3/week"), sunday).week == 3
    assert progress(made, target("3/week"), sunday, "sunday").week == 0


def test_n_of_m_done_counts_the_targets_that_are_met() -> None:
    made = journal(
        {0: 1},
        targets={
            "post": target("1/week"),
            "pitch": Target.parse("pitch", "<=1/day"),
            "comment": Target.parse("comment", "5/week"),
        },
    )
    rows = all_progress(made, TODAY)
    assert [row.target.kind for row in rows] == ["post", "pitch", "comment"]
    assert met_count(rows) == (2, 3)


@pytest.mark.parametrize(
    ("text", "goal"), [("3/week", 3), ("2/day", 14), ("3/7d", 3), ("3/10d", 3), ("mon,fri", 2)]
)
def test_every_target_asks_something_of_a_week(text: str, goal: int) -> None:
    assert weekly_goal(target(text)) == goal


def test_a_streak_is_never_0_in_the_morning_of_a_new_week() -> None:
    made = journal({MONDAY + 7: 1, MONDAY + 14: 1})
    assert streak(made, target("1/week"), ago(MONDAY)) == Streak(2, open=False)
    assert streak(journal({0: 1, MONDAY + 7: 1}), target("1/week"), TODAY).weeks == 2


def test_a_week_without_ends_a_streak_and_a_moved_day_does_not() -> None:
    assert streak(journal({MONDAY + 14: 1}), target("1/week"), TODAY).weeks == 0
    moved = journal({MONDAY + 1: 2, MONDAY + 3: 1})  # Sunday and Friday of last week
    assert streak(moved, target("mon,wed,fri"), TODAY).weeks == 1


def test_a_streak_that_reaches_the_first_day_at_hand_may_be_longer() -> None:
    weeks = {MONDAY + 7 * week: 1 for week in range(10)}
    assert streak(journal(weeks), target("1/week"), TODAY) == Streak(10, open=False)
    partly = journal(weeks, first=ago(30))
    assert streak(partly, target("1/week"), TODAY) == Streak(4, open=True)


def test_nothing_is_due_on_a_day_of_planned_rest() -> None:
    resting = journal({1: 1}, rests=(Rest("post", TODAY, TODAY, "ill"),))
    row = progress(resting, target("3/week"), TODAY)
    assert (row.due, row.met, row.rest) == (False, False, True)
    assert not progress(resting, target("3/week"), ago(1)).rest
    comment = Target.parse("comment", "daily")
    assert progress(resting, comment, TODAY).due
    assert met_count((row, progress(resting, comment, TODAY))) == (0, 1)


def test_planned_rest_neither_ends_a_streak_nor_adds_to_it() -> None:
    weeks = {MONDAY + 7 * week: 3 for week in (1, 3, 4)}
    holiday = Rest("", ago(MONDAY + 14), ago(MONDAY + 8), "holiday")
    assert streak(journal(weeks), target("3/week"), TODAY).weeks == 1
    assert streak(journal(weeks, rests=(holiday,)), target("3/week"), TODAY).weeks == 3
    other = holiday._replace(kind="comment")
    assert streak(journal(weeks, rests=(other,)), target("3/week"), TODAY).weeks == 1


@pytest.mark.parametrize(
    ("text", "done", "weeks"),
    [("daily", 5, 1), ("daily", 4, 0), ("7/week", 5, 1), ("mon,tue,wed", 1, 1), ("mon,tue", 9, 0)],
)
def test_a_week_with_days_of_rest_asks_for_less(text: str, done: int, weeks: int) -> None:
    rest = Rest("post", ago(MONDAY + 7), ago(MONDAY + 6))  # Monday and Tuesday of last week
    made = journal({MONDAY + 1: done}, rests=(rest,))
    assert streak(made, target(text), TODAY).weeks == weeks


def test_a_limit_counts_whole_weeks_within_it_since_the_journal_began() -> None:
    made = journal({0: 9, MONDAY + 7: 1, MONDAY + 14: 2, MONDAY + 21: 5})
    assert streak(made, target("<=2/day"), TODAY).weeks == 2
    assert streak(journal({}), target("<=2/day"), TODAY).weeks == 0


def test_the_usual_pace_is_the_mean_of_the_last_28_days() -> None:
    made = journal({0: 4, 27: 4, 28: 99})
    assert usual_pace(made, TODAY) == {"post": 2.0}


def test_the_pace_of_a_young_journal_is_not_thinned_by_days_before_it() -> None:
    assert usual_pace(journal({0: 7, 13: 7}), TODAY) == {"post": 7.0}
    assert usual_pace(journal({0: 1}), TODAY) == {"post": 1.0}
    assert usual_pace(journal({}), TODAY) == {}
    assert usual_pace(journal({0: 4}, first=ago(60)), TODAY) == {"post": 1.0}


@pytest.mark.parametrize("start", ["monday", "sunday"])
def test_a_streak_of_months_is_counted_to_its_beginning(start: str) -> None:
    began, last = week_of(ago(200), start)[0], week_of(TODAY, start)[0]
    weeks = (last - began).days // 7
    gap = (TODAY - began).days + 7
    posts = {(TODAY - last).days + 7 * week: 1 for week in range(weeks + 1)}
    assert streak(journal({**posts, gap + 7: 1}), target("weekly"), TODAY, start).weeks == weeks + 1


@given(
    counts=st.dictionaries(st.integers(0, 130), st.integers(1, 3), max_size=60),
    rest=st.none() | st.tuples(st.integers(0, 130), st.integers(0, 20)),
    text=st.sampled_from(["weekly", "3/week", "mon,thu", "<=3/week", "2/7d"]),
    today=st.integers(0, 40),
    start=st.sampled_from(["monday", "sunday"]),
)
def test_a_streak_is_what_the_weeks_say_one_by_one(
    counts: dict[int, int], rest: tuple[int, int] | None, text: str, today: int, start: str
) -> None:
    rests = () if rest is None else (Rest("", ago(sum(rest)), ago(rest[0])),)
    logged, day, asked = journal(counts, rests=rests), ago(today), target(text)
    first, weeks = week_of(day, start)[0], 0
    if not asked.at_most:
        weeks += logged.total("post", first, day) >= goal_of_week(logged, asked, first) > 0
    while logged.first_day and first > logged.first_day:
        first = ago((TODAY - first).days + 7)
        goal = goal_of_week(logged, asked, first)
        week = [ago((TODAY - first).days - on) for on in range(7)]
        meant = [on for on in week if on.weekday() in asked.weekdays or not asked.weekdays]
        resting, done = any(map(logged.rest, meant)), logged.total("post", week[0], week[-1])
        if done <= asked.amount if asked.at_most else done >= goal > 0:
            weeks += 1
        elif asked.at_most or not resting:
            break
    assert streak(logged, asked, day, start) == Streak(weeks, open=False)


def test_a_streak_follows_what_is_logged_or_rested_from_later() -> None:
    weeks = {MONDAY + 7 * week: 1 for week in range(1, 12) if week != 8}
    asked, before = target("weekly"), journal(weeks)
    assert streak(before, asked, TODAY).weeks == 7
    assert streak(journal({**weeks, MONDAY + 56: 1}), asked, TODAY).weeks == 11
    holiday = Rest("", ago(MONDAY + 56), ago(MONDAY + 50))
    assert streak(journal(weeks, rests=(holiday,)), asked, TODAY).weeks == 10
    assert streak(before, asked, TODAY).weeks == 7
