"""From a journal to the cheapest week, and to what is best done next."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

import pytest

from sim.scenario.files import loads
from sim.scenario.scenario import Phase, Scenario
from sim.terms import Member, Pillar
from ssi_tui.exchange import sample
from ssi_tui.forecasting import (
    ROLES,
    Role,
    SimError,
    Simulator,
    WeeklyPlan,
    advise,
    as_scenario,
    dump,
    plannable,
    weekly_plan,
)
from ssi_tui.forecasting.plan_words import plan_meaning, why_words
from ssi_tui.forecasting.planning import calendar_text, kept_plan, new_targets
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import progress
from ssi_tui.model.terms import Target
from ssi_tui.wording.goals import minutes_so_far

TODAY = date(2026, 11, 21)
BY = TODAY + timedelta(weeks=12)


@pytest.fixture(scope="module")
def simulator() -> Simulator:
    """The sample journal, prepared once."""
    return Simulator(sample.journal(TODAY), today=TODAY)


def test_a_plan_reaches_its_target_and_says_what_it_takes(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=57)
    assert made.reached
    assert 57 - 0.01 <= made.total < 58
    assert made.chance >= 0.5
    assert made.minutes > made.usual_minutes > 0  # what is done goes on
    assert 1 <= len(made.steps) <= 5
    assert made.first == date(2026, 11, 23)  # a Monday
    assert all(step.reason for step in made.steps)
    assert sum(made.pillars.values()) == pytest.approx(made.total, abs=1)
    assert made.start_total == pytest.approx(50.5, abs=2)
    assert (made.member, made.soonest) == (None, None)


def test_others_doing_is_nothing_to_be_done(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=57)
    assert {step.kind for step in made.steps} <= set(plannable())


def test_the_plan_as_a_scenario_leads_where_the_plan_says(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=57, sure=0.8)
    plan = loads(dump(as_scenario(made, "57 points by February", "About it.")))
    (curve,) = simulator.outlook([plan], days=84).curves
    assert curve.total.median[-1] == pytest.approx(made.total, abs=0.5)
    (goal,) = curve.goals
    assert goal.points == 57
    assert goal.wanted == pytest.approx(0.8, abs=0.1)
    assert goal.chance == pytest.approx(made.chance, abs=0.15)
    assert goal.met


@pytest.mark.parametrize(
    "wish",
    [{"target": 57.0}, {"pillars": {Pillar.BRAND: 18.0}}, {"pillars": {Pillar.PEOPLE: 10.0}}],
)
def test_plan_picture_and_scenario_have_the_same_points_and_minutes(
    simulator: Simulator, wish: dict[str, Any]
) -> None:
    """Active days, too, follow from what is done in the one as in the other."""
    made = weekly_plan(simulator, today=TODAY, by=BY, free=True, **wish)
    (curve,) = simulator.outlook([as_scenario(made, "x", "")], days=84).curves
    assert made.path.median[-1] == pytest.approx(made.total, abs=1e-3)
    assert curve.total.median[-1] == pytest.approx(made.total, abs=1e-3)
    assert curve.minutes_per_week == pytest.approx(made.minutes, abs=1e-6)
    assert "active-day" not in {step.kind for step in made.steps}


def test_what_nobody_logged_is_assumed_and_no_so_far() -> None:
    simulator = Simulator(None, today=TODAY, member=Member.ACTIVE)
    made = weekly_plan(simulator, today=TODAY, by=BY, target=66, member=Member.ACTIVE)
    assert made.usual_minutes is None
    assert {step.usual for step in made.steps} == {None}
    assert any(step.assumed > 0 for step in made.steps)


def test_out_of_reach_names_the_next_milestone_and_its_day(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=90, minutes=200)
    assert not made.reached
    assert made.milestone is not None
    points, day, pillar, chance = made.milestone
    assert pillar is None
    assert made.start_total < points <= made.total
    assert TODAY < day <= BY
    assert made.path.median[(day - TODAY).days] >= points > made.path.median[(day - TODAY).days - 1]
    assert chance >= 0.5 > made.chance


def test_the_week_of_a_goal_out_of_reach_is_that_of_the_milestone(simulator: Simulator) -> None:
    far = weekly_plan(simulator, today=TODAY, by=BY, target=75)
    assert far.milestone is not None
    first = weekly_plan(simulator, today=TODAY, by=BY, target=far.milestone.points)
    assert first.reached
    assert far.steps == first.steps
    assert (kept_plan(far).total, far.target) == (far.milestone.points, 75)
    (goal,) = as_scenario(far, "x", "").goals
    assert goal.points == far.milestone.points
    said = " ".join(plan_meaning(far))
    assert f"so this week is for what comes first: {far.milestone.points:.0f} points." in said
    assert far.title.startswith(f"{far.milestone.points:.0f} points by ")


@pytest.mark.parametrize("weeks", [4, 12, 26])
@pytest.mark.parametrize("more", [2.0, 8.0, 25.0])
@pytest.mark.parametrize("total", [None, 18.0, 41.0])
def test_no_week_takes_far_more_time_than_now(total: float | None, more: float, weeks: int) -> None:
    read = [Reading(id=99, day=TODAY, total=total)] if total else []
    made = weekly_plan(
        Simulator(Journal(readings=read), today=TODAY), today=TODAY,
        by=TODAY + timedelta(weeks=weeks), target=(total or 34.0) + more,
    )  # fmt: skip
    assert made.minutes <= made.assumed_minutes + 91
    assert made.most_minutes == pytest.approx(made.assumed_minutes + 90, abs=1)


def falling(*, still: bool) -> Simulator:
    """Who fell from 60 to 48 in eight weeks: everything was given up, or half of it goes on."""
    days = [day for day in range(170) if day > 50 or (still and day % 2)]
    actions = [
        Action(id=10 * day + at, kind=kind, day=TODAY - timedelta(days=day), count=2)
        for day in days
        for at, kind in enumerate(("comment", "profile-view", "request-with-note"))
    ]
    readings = [
        Reading(id=5000 + week, day=TODAY - timedelta(weeks=week), total=48 + min(week, 8) * 1.5)
        for week in range(20)
    ]
    return Simulator(Journal(actions=actions, readings=readings), today=TODAY)


@pytest.mark.parametrize("still", [False, True])
def test_whose_score_falls_is_asked_for_no_week_that_takes_three_times_as_long(
    *, still: bool
) -> None:
    made = weekly_plan(falling(still=still), today=TODAY, by=BY, target=70)
    now = (made.usual_minutes or 0.0) + made.assumed_minutes
    assert made.minutes <= now + 91
    assert made.milestone is not None
    assert made.milestone.points > made.start_total


def test_whose_score_falls_is_told_where_it_leads() -> None:
    made = weekly_plan(falling(still=False), today=TODAY, by=BY, target=52)
    assert made.reached
    assert made.going < made.start_total - 1
    said = f"If all goes on as so far, the estimate is {made.going:.1f}."
    assert said in list(plan_meaning(made))


def test_a_later_date_is_offered_where_it_takes_far_fewer_minutes(simulator: Simulator) -> None:
    by = TODAY + timedelta(weeks=4)
    made = weekly_plan(simulator, today=TODAY, by=by, target=55)
    assert made.reached
    assert made.later is not None
    day, minutes = made.later
    assert day > by
    assert minutes <= made.minutes - 30
    again = weekly_plan(simulator, today=TODAY, by=day, target=55)
    assert again.reached
    assert again.minutes == pytest.approx(minutes, abs=1)
    said = f"By Sat 16 Jan 2027 instead, about {minutes:.0f} minutes a week would do"
    assert f"{said}." in list(plan_meaning(made))
    assert f"{said} (--by {day.isoformat()})." in list(plan_meaning(made, options=True))
    easy = weekly_plan(simulator, today=TODAY, by=BY, target=53)
    assert easy.later is None


def test_a_week_that_would_reach_it_is_told_with_its_minutes() -> None:
    read = Reading(id=99, day=TODAY, total=41)
    simulator = Simulator(Journal(readings=[read]), today=TODAY)
    made = weekly_plan(simulator, today=TODAY, by=BY, target=50)
    assert made.enough_minutes is not None
    assert made.enough_minutes > (made.most_minutes or 0)
    minutes = 10 * ceil(made.enough_minutes / 10)
    said = f"With about {minutes} minutes a week the estimate can get there."
    assert said in list(plan_meaning(made))
    assert weekly_plan(simulator, today=TODAY, by=BY, target=50, minutes=minutes).reached


def test_what_it_would_take_without_the_rules_is_what_that_plan_takes(
    simulator: Simulator,
) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=75)
    assert made.free_minutes is not None
    free = weekly_plan(simulator, today=TODAY, by=BY, target=75, free=True)
    assert free.reached
    assert free.minutes == pytest.approx(made.free_minutes)
    said = f"Without the rules it would take about {free.minutes:.0f} minutes a week (--free)."
    assert said in list(plan_meaning(made, options=True))


def test_a_pillar_out_of_reach_has_a_milestone_of_its_own(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, pillars={Pillar.INSIGHTS: 25})
    assert not made.reached
    assert made.milestone is not None
    assert made.milestone.pillar is Pillar.INSIGHTS
    assert made.start_pillars[Pillar.INSIGHTS] < made.milestone.points < 25
    assert TODAY < made.milestone.day < BY


def test_what_is_taken_over_begins_with_the_first_week_and_rises(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=60)
    step = next(step for step in made.steps if len(step.rise) > 1)
    plan = kept_plan(made)
    journal = Journal(
        plan=str(plan), targets={step.kind: Target.parse(step.kind, new_targets(made)[step.kind])}
    )
    (target,) = journal.targets.values()
    assert made.first is not None
    goals = [
        progress(journal, target, made.first + timedelta(weeks=week)).goal
        for week in range(len(step.rise) + 2)
    ]
    assert goals == [*(int(pace) for pace in step.rise), target.amount, target.amount]
    assert progress(journal, target, TODAY).goal == goals[0]


def test_a_plan_by_the_rules_leaves_other_targets_as_they_are(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=57)
    assert set(new_targets(made)) == {step.kind for step in made.steps} | set(made.ended)
    free = weekly_plan(simulator, today=TODAY, by=BY, target=57, free=True)
    assert set(new_targets(free)) > {step.kind for step in free.steps} | {"group-post"}


def test_the_calendar_has_each_week_of_the_rise(simulator: Simulator) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=60)
    assert max(len(step.rise) for step in made.steps) >= 1
    text = calendar_text(made, datetime(2026, 11, 21, 12, 0))
    assert "UNTIL=20261129" in text
    assert f"UNTIL={made.by:%Y%m%d}" in text
    assert "DTSTART;VALUE=DATE:20261122" not in text  # Sunday: the first week begins on Monday


def test_to_be_surer_costs_more_and_a_limit_is_kept(simulator: Simulator) -> None:
    even, sure, limited = (
        weekly_plan(simulator, today=TODAY, by=BY, target=55, **more)  # type: ignore[arg-type]
        for more in ({}, {"sure": 0.8}, {"limits": {"post": (2, 3), "comment": (0, 0)}})
    )
    assert even.minutes < sure.minutes
    paces = {step.kind: step.pace for step in limited.steps}
    assert "comment" not in paces
    assert 2 <= paces["post"] <= 3


def test_out_of_reach_is_said_with_the_nearest_score_and_date(simulator: Simulator) -> None:
    near = weekly_plan(simulator, today=TODAY, by=TODAY + timedelta(weeks=2), target=62,
                       minutes=300)  # fmt: skip
    assert not near.reached
    assert near.total < 62
    assert near.soonest is not None
    assert near.soonest > near.by
    never = weekly_plan(simulator, today=TODAY, by=BY, target=95, minutes=60)
    assert (never.reached, never.soonest) == (False, None)
    assert never.minutes <= 60


def test_limits_that_take_more_than_the_minutes_are_refused(simulator: Simulator) -> None:
    with pytest.raises(SimError):
        weekly_plan(
            simulator, today=TODAY, by=BY, target=55, minutes=10, limits={"article": (2, 2)}
        )


def test_what_costs_points_is_to_stop() -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(28)]
    actions = [
        Action(id=2 * at + place, kind=kind, day=day, count=1)
        for at, day in enumerate(days)
        for place, kind in enumerate(("comment", "pitch"))
    ]
    simulator = Simulator(Journal(actions=actions), today=TODAY)
    made = weekly_plan(simulator, today=TODAY, by=BY, target=30)
    assert made.stop == {"pitch": pytest.approx(7)}
    assert "no-reading" in {remark.code for remark in made.remarks}


def test_without_a_journal_a_member_stands_in() -> None:
    simulator = Simulator(None, today=TODAY, member=Member.ACTIVE)
    made = weekly_plan(simulator, today=TODAY, by=BY, pillars={Pillar.INSIGHTS: 12},
                       member=Member.ACTIVE)  # fmt: skip
    assert made.member is Member.ACTIVE
    assert made.pillars[Pillar.INSIGHTS] == pytest.approx(12, abs=0.3)
    assert advise(simulator, today=TODAY, member=Member.ACTIVE).member is Member.ACTIVE


def test_the_best_next_actions_come_first_and_the_weakest_pillar_is_named(
    simulator: Simulator,
) -> None:
    advice = advise(simulator, today=TODAY)
    due = simulator.due(TODAY)
    worth = [step.per_minute for step in advice.steps if step.kind in due]
    assert worth == sorted(worth, reverse=True)
    assert {step.kind for step in advice.steps[: len(worth)]} <= due  # what is due comes first
    assert advice.weakest in (Pillar.PEOPLE, Pillar.INSIGHTS)
    assert advice.weakest_points < 12
    assert "pitch" not in {step.kind for step in advice.steps}


def test_the_roles_have_the_targets_of_their_source() -> None:
    assert [ROLES[role].low for role in Role] == [50, 60, 60, 75, 75, 75]


def test_what_is_assumed_beside_what_is_logged_is_told_too() -> None:
    week = [Action(id=at, kind="comment", day=TODAY - timedelta(days=at), count=1)
            for at in range(1, 6)]  # fmt: skip
    read = [Reading(id=99, day=TODAY, total=60)]
    made = weekly_plan(
        Simulator(Journal(actions=week, readings=read), today=TODAY), today=TODAY, by=BY, target=68
    )
    assert made.usual_minutes is not None
    assert made.assumed_minutes > 1
    said = minutes_so_far(made.usual_minutes, made.assumed_minutes)
    assert "so far and" in said
    assert said.endswith(" assumed")
    assert minutes_so_far(49, 0.2) == "49 so far"
    assert minutes_so_far(None, 0.2) == ""
    step = replace(made.steps[0], usual=2.0, assumed=1.5, reason="more")
    assert "assumed beside it so far: 1.5 a week" in why_words(step)


def test_what_is_new_is_not_said_to_be_done_too() -> None:
    made = weekly_plan(Simulator(Journal(readings=[Reading(id=99, day=TODAY, total=41)]),
                                 today=TODAY), today=TODAY, by=BY, target=50)  # fmt: skip
    new = [step for step in made.steps if step.reason == "begin"]
    assert any(step.assumed > 0.05 for step in new)
    assert not any("assumed" in why_words(step) for step in new)


def test_within_what_a_goal_is_out_of_reach_is_told_and_what_brings_it_there() -> None:
    """A start with one score of 41: 50 in nine weeks is beyond few kinds, 52 beyond the rules."""
    read = Reading(id=99, day=TODAY, total=41)
    simulator = Simulator(Journal(readings=[read]), today=TODAY)

    def made(target: float, **more: Any) -> WeeklyPlan:
        return weekly_plan(simulator, today=TODAY, by=TODAY + timedelta(weeks=9),
                           target=target, **more)  # fmt: skip

    few = made(50, kinds=2, minutes=400)
    assert not few.reached
    assert few.enough_kinds is not None
    assert few.enough_kinds > 2
    said = " ".join(plan_meaning(few))
    assert f"With more of {few.enough_kinds} kinds the estimate can get there." in said
    assert not made(50, kinds=few.enough_kinds - 1, minutes=400).chance > 0.55
    never = made(90)
    assert (never.enough_kinds, never.free_minutes) == (None, None)
    assert "it does not get there either" in " ".join(plan_meaning(never))


@pytest.mark.parametrize("free", [False, True])
def test_what_comes_of_going_on_as_so_far_is_what_the_outlook_says(
    simulator: Simulator, *, free: bool
) -> None:
    made = weekly_plan(simulator, today=TODAY, by=BY, target=57, free=free)
    (curve,) = simulator.outlook([Scenario(name="usual", phases=(Phase(),))], days=84).curves
    assert made.going == pytest.approx(curve.total.median[-1], abs=0.2)


def test_far_fewer_minutes_with_more_kinds_are_told() -> None:
    read = Reading(id=99, day=TODAY, total=41)
    simulator = Simulator(Journal(readings=[read]), today=TODAY)
    made = weekly_plan(simulator, today=TODAY, by=BY, target=50, minutes=500)
    assert made.roomier is not None
    kinds, minutes = made.roomier
    assert kinds == made.kinds + 2
    assert minutes < made.minutes - 30
    again = weekly_plan(simulator, today=TODAY, by=BY, target=50, kinds=kinds, minutes=500)
    assert again.reached
    assert again.minutes == pytest.approx(minutes, rel=0.15)
    assert f"With more of {kinds} kinds of action about" in " ".join(plan_meaning(made))


def test_requests_that_nobody_logged_are_replaced_by_none() -> None:
    made = weekly_plan(Simulator(Journal(readings=[Reading(id=99, day=TODAY, total=60)]),
                                 today=TODAY), today=TODAY, by=BY, target=68)  # fmt: skip
    assert "note" not in {step.reason for step in made.steps}


@pytest.mark.parametrize("target", [54, 56, 58, 60, 62, 64])
def test_what_has_the_chance_that_was_asked_for_is_never_called_out_of_reach(target: int) -> None:
    pillars = (19.35, 10.26, 13.99, 13.95)
    read = Reading(id=1, day=TODAY, total=57.55, **dict(zip(Pillar, pillars, strict=True)))
    simulator = Simulator(Journal(readings=[read]), today=TODAY)
    by = TODAY + timedelta(weeks=26)
    made = weekly_plan(simulator, today=TODAY, by=by, target=target + 10)
    assert made.reached is (made.chance >= made.sure)
    assert made.reached or made.milestone or made.total <= made.start_total + 0.05
