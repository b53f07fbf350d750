"""Plan's pure parts: what a wish becomes, its picture in any size, and the weeks of one kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.planning.rules import TIME
from ssi_tui.chart.text import Row, cell_len
from ssi_tui.errors import BadValueError
from ssi_tui.forecasting.planning import LaterPlan
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.kept_weeks import KeptWeeks, score_by, share_done
from ssi_tui.model.progress import of_week
from ssi_tui.model.terms import Rest, Target
from ssi_tui.tui.plan.draw import draw
from ssi_tui.tui.plan.progress import draw_weeks, standing, weeks_in_words
from ssi_tui.tui.plan.question import (
    MINUTES_MORE,
    FromPlan,
    PlanBoard,
    PlanWish,
    RoleAim,
    first_wish,
    moved,
    read_limit,
    typed,
    value_of,
)
from tests.tui.helpers import TODAY
from tests.tui.plan.plan_maker import planned

SIZES = [(80, 21), (140, 37), (60, 17), (40, 9), (200, 47)]
ROLE = RoleAim(75.0, 75.0, "sales, account and relation management")


NOTHING = FromPlan()
"""No plan is in sight."""


def text(rows: list[Row]) -> str:
    """Line by line."""
    return "\n".join("".join(part for part, _style in row) for row in rows)


def board(wanted: PlanWish, at: str = "points", **more: object) -> PlanBoard:
    """A question with its answer."""
    made = planned(
        today=TODAY,
        by=wanted.by(TODAY),
        target=wanted.total,
        pillars=wanted.floors,
        minutes=wanted.minutes,
        limits=wanted.limits,
        sure=wanted.sure / 100,
        **more,  # type: ignore[arg-type]
    )
    return PlanBoard(wanted=wanted, at=at, today=TODAY, plan=made, roles={"sales": ROLE})


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_plan_fits_every_window(width: int, height: int) -> None:
    for wanted in (PlanWish(points=52), PlanWish(points=99), PlanWish(aim="insights", points=12)):
        found = draw(board(wanted, stop={"pitch": 2.0}), width, height)
        assert len(found.rows) == height
        assert max(cell_len(line) for line in text(found.rows).split("\n")) <= width


def test_a_plan_says_what_to_do_what_to_stop_and_what_comes_of_it() -> None:
    said = text(draw(board(PlanWish(points=52), stop={"pitch": 2.0}), 140, 40).rows)
    assert "✓ within reach" in said
    assert "Posts" in said
    assert "stop" in said
    assert "80 %: 49–55" in said
    assert "LinkedIn does not publish its formula" in said


def test_an_older_answer_is_grey_while_the_next_one_is_computed() -> None:
    old = board(PlanWish(points=52))._replace(busy=True)
    rows = draw(old, 80, 21).rows
    assert "computing…" in text(rows)
    right = [style for row in rows[3:] for part, style in row[-2:] if "Comments" in part]
    assert set(right) <= {"muted"}


def test_what_has_to_be_known_is_never_dropped_for_the_table() -> None:
    said = text(draw(board(PlanWish(points=99)), 80, 18).rows)
    assert "out of reach" in said
    assert "↓" in said or "Articles" in said


def test_out_of_reach_the_milestone_stands_in_title_figures_and_sentence() -> None:
    said = text(draw(board(PlanWish(points=90)), 80, 21).rows)
    assert "✗ out of reach; first 49 points" in said
    assert "52 of 100 who keep to it" in said
    assert "reach 49 points" in said
    assert "so this week is for what comes first" in " ".join(said.split())


def test_a_gentler_date_is_seen_in_a_small_window() -> None:
    small = board(PlanWish(points=52))
    assert small.plan is not None
    later = LaterPlan(date(2027, 5, 1), 110.4)
    small = small._replace(plan=replace(small.plan, later=later))
    lines = [line[34:].strip() for line in text(draw(small, 80, 21).rows).splitlines()]
    assert "instead, about 110 minutes a week would do." in " ".join(lines)


def test_the_minutes_that_are_shown_are_those_of_the_rule() -> None:
    assert MINUTES_MORE == TIME
    assert value_of(board(PlanWish()), "minutes") == "≤ 90 more"
    assert value_of(board(PlanWish(free=True)), "minutes") == "no limit"


def test_a_pillar_bought_with_the_other_pillars_is_said() -> None:
    wish = board(PlanWish(aim="brand", points=16))
    assert wish.plan is not None
    kept = wish._replace(plan=replace(wish.plan, total=44.5))
    lost = wish._replace(plan=replace(wish.plan, total=39.0))
    assert "the total goes" not in text(draw(kept, 140, 40).rows)
    assert "the total goes from 45.0 to 39.0" in text(draw(lost, 140, 40).rows)


def test_a_wish_stays_within_what_there_is() -> None:
    wanted = PlanWish(points=98)
    for _ in range(5):
        wanted = moved(wanted, "points", 1, NOTHING, large=True)
    assert wanted.points == 100
    assert moved(PlanWish(days=7), "by", -1, NOTHING, large=True).days == 7
    assert moved(PlanWish(), "minutes", 1, NOTHING).minutes is None
    assert moved(PlanWish(), "minutes", -1, FromPlan(minutes=131.0)).minutes == 130
    assert moved(PlanWish(minutes=600), "minutes", 1, NOTHING).minutes is None
    assert moved(PlanWish(sure=90), "sure", 1, NOTHING).sure == 90
    fixed = moved(PlanWish(), "post", -1, FromPlan(paces={"post": 2.0}))
    assert fixed.limits == {"post": (1.0, 1.0)}
    assert moved(PlanWish(), "article", 1, FromPlan(paces={"article": 0.25})).limits == {
        "article": (1.0, 1.0)
    }


def test_a_role_gives_its_points_and_a_pillar_a_little_more_than_it_has() -> None:
    last = moved(PlanWish(), "aim", -1, FromPlan(roles={"sales": ROLE}))
    assert (last.aim, last.points, last.total) == ("sales", 75.0, 75.0)
    brand = moved(PlanWish(), "aim", 1, FromPlan(now={"brand": 14.2}))
    assert (brand.aim, brand.points, brand.total) == ("brand", 17.0, 0.0)
    assert first_wish(Journal()).points == 40
    known = Journal(readings=[Reading(id=1, day=TODAY, total=61.2)])
    assert first_wish(known).points == 67


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("points", "0"),
        ("by", "yesterday"),
        ("by", "2030-01-01"),
        ("minutes", "x"),
        ("post", "3..1"),
    ],
)
def test_what_cannot_be_meant_is_refused(what: str, said: str) -> None:
    with pytest.raises(BadValueError):
        typed(PlanWish(), what, said, TODAY)


def test_limits_are_read_as_the_command_line_reads_them() -> None:
    assert read_limit("0..3") == (0.0, 3.0)
    assert read_limit("2") == (2.0, 2.0)
    assert read_limit(" ") is None


# A plan that is kept

FIRST = date(2026, 11, 2)
PLAN = KeptPlan(FIRST, FIRST + timedelta(days=83), 60.0, {}, (51.0, 52.2, 53.1))


def kept(per_day: int, **more: object) -> KeptWeeks:
    """A plan begun on a Monday, with so many comments each working day."""
    days = [FIRST + timedelta(days=n) for n in range(18)]
    actions = [
        Action(id=n, kind="comment", day=day, count=per_day)
        for n, day in enumerate(days, 1)
        if day.weekday() < 5 and per_day
    ]
    targets = {
        "comment": Target.parse("comment", "10/week"),
        "pitch": Target.parse("pitch", "<=0/week"),
    }
    readings = [Reading(id=9, day=FIRST + timedelta(days=8), total=52.5)]
    journal = Journal(actions=actions, readings=readings, targets=targets, **more)  # type: ignore[arg-type]
    return KeptWeeks(PLAN, journal, TODAY)


def test_the_weeks_show_days_counts_and_scores_beside_what_was_expected() -> None:
    said = text(draw_weeks(kept(2), 140, 37)).split("\n")
    assert "60 points by Sun 24 Jan 2027" in said[1]
    assert "week 3 of 12 · ✓ on track" in said[1]
    second = next(line for line in said if "   2 9 Nov" in line)
    assert second.count("■") == 5
    assert "✓ 10 / 10" in second
    assert "52.2" in second
    assert "52.5" in second
    assert not any("pitch" in line for line in said)


def test_the_weeks_have_names_of_actions_whole_where_all_have_room() -> None:
    targets = {kind: Target.parse(kind, "5/week") for kind in ("request-with-note", "comment")}
    weeks = KeptWeeks(PLAN, Journal(targets=targets), TODAY)
    assert "requests with a note" in text(draw_weeks(weeks, 140, 37))


def test_a_plan_begun_within_a_week_knows_what_it_expects_at_the_end_of_each() -> None:
    plan = PLAN._replace(scores=(51.0, 53.0, 54.0))
    assert score_by(plan, FIRST) == 51
    assert score_by(plan, FIRST + timedelta(days=6)) == 51
    assert score_by(plan, FIRST + timedelta(days=13)) == 53
    assert score_by(plan, FIRST + timedelta(days=17)) == pytest.approx(53 + 4 / 7)
    assert score_by(plan, FIRST + timedelta(days=80)) == 54
    assert score_by(plan._replace(scores=()), FIRST) is None


def test_a_plan_not_kept_says_how_much_was_done_and_no_more() -> None:
    where, style = standing(kept(1))
    assert where == "week 3 of 12 · 54 % of it done so far"
    assert style == "warn"
    assert share_done(kept(0)) == 0


def test_rest_asks_for_less() -> None:
    off = kept(1, rests=(Rest("", FIRST, FIRST + timedelta(days=6)),))
    assert (share_done(off) or 0) > (share_done(kept(1)) or 0)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_weeks_fit_every_window(width: int, height: int) -> None:
    rows = draw_weeks(kept(2), width, height)
    assert len(rows) <= height
    assert max(cell_len(line) for line in text(rows).split("\n")) <= width
    assert "▸" in text(rows)


def test_the_weeks_stand_in_sentences() -> None:
    lines = weeks_in_words(kept(2))
    assert "week 3 of 12" in lines[0]
    assert lines[1].startswith("Week 3, from Mon 16 Nov: comments ")
    assert len(lines) == 4


def test_before_it_begins_and_after_it_has_ended_a_plan_says_so() -> None:
    assert standing(kept(2)._replace(today=FIRST - timedelta(days=1)))[0] == "begins on Mon 2 Nov"
    ended, _style = standing(kept(2)._replace(today=date(2027, 3, 1)))
    assert ended.startswith("ended on Sun 24 Jan")


# What is remembered


def test_a_plan_is_written_and_read_again() -> None:
    plan = PLAN._replace(floors={"insights": 12.0})
    assert KeptPlan.read(str(plan)) == plan
    rising = plan._replace(begins=FIRST, rise={"comment": (2, 3, 5), "100 % = a, b; c:d": (1, 4)})
    assert KeptPlan.read(str(rising)) == rising


@given(
    kind=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40),
    steps=st.lists(st.integers(1, 999), min_size=1, max_size=20),
)
def test_a_rise_of_any_kind_is_read_as_it_was_written(kind: str, steps: list[int]) -> None:
    rising = PLAN._replace(begins=FIRST, rise={kind: tuple(steps)})
    assert KeptPlan.read(str(rising)) == rising


def test_a_kept_plan_rises_week_by_week_until_another_target_is_set() -> None:
    rising = PLAN._replace(begins=FIRST, rise={"comment": (2, 3, 5)})
    target = Target("comment", 5)
    journal = Journal(plan=str(rising), targets={"comment": target})
    weeks = [FIRST + timedelta(weeks=week) for week in range(-2, 4)]
    assert [of_week(journal, target, day).amount for day in weeks] == [2, 2, 2, 3, 5, 5]
    after = PLAN.last + timedelta(weeks=1)
    assert of_week(journal, target, after).amount == 5
    other = Target("comment", 4)
    assert of_week(journal, other, FIRST) == other


def test_every_line_has_its_reason_and_the_weeks_stand_side_by_side_where_there_is_room() -> None:
    small = text(draw(board(PlanWish(points=52), "comment"), 80, 21).rows)
    assert "week by week" not in small
    assert small.count("more of what you do already") == 1  # of the chosen line
    large = text(draw(board(PlanWish(points=52)), 140, 37).rows)
    assert large.count("more of what you do already") == 4
    assert "new: what you do already" in large
    assert "week 1    2" in large
    assert "✓ within reach" in large


BAD = (
    "",
    "x",
    "{}",
    "2026-13-01 2027-01-01 total=1 scores=",
    "2026-11-21 2027-01-01 total=x scores=",
    "2026-11-21 2027-01-01 total=5",
    "2026-11-21 2027-01-01 total=5 scores= foo=3",
    "2026-11-21 2027-01-01 total=5 scores= rise=2026-11-23;comment",
    "2026-11-21 2027-01-01 total=5 scores= rise=2026-11-23;comment:0,3",
    "2026-11-21 2027-01-01 total=5 scores= rise=soon;comment:1,3",
)


@pytest.mark.parametrize("said", BAD)
def test_what_is_no_plan_is_none(said: str) -> None:
    assert KeptPlan.read(said) is None


def test_a_plan_that_makes_no_sense_is_none() -> None:
    assert KeptPlan.read(str(PLAN._replace(last=FIRST - timedelta(days=1)))) is None
    assert KeptPlan.read(str(PLAN._replace(total=400.0))) is None
