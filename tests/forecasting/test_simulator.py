"""From a journal and scenario files to curves."""

from datetime import date, timedelta

import pytest

from sim.scenario.files import loads
from sim.scenario.scenario import Scenario
from sim.terms import ActionKind, Member, Pillar
from ssi_tui.exchange import sample
from ssi_tui.forecasting import (
    Curve,
    Outlook,
    Series,
    Simulator,
    as_now,
    load,
    remark_text,
    shipped,
    weekly_plan,
)
from ssi_tui.forecasting.outlook import meaning
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)


def plan(phases: str = "- weeks: 8\n  do: usual", **keys: str) -> Scenario:
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return loads("\n".join(["format: 1", "name: Test", *lines, "phases:", phases]))


def reading(day: date, total: float) -> Reading:
    return Reading(
        id=day.toordinal(), day=day, total=total,
        brand=total / 4, people=total / 4, insights=total / 4, relationships=total / 4,
    )  # fmt: skip


def logged(days: int = 60, count: int = 1, until: date = TODAY, kind: str = "comment") -> Journal:
    actions = [
        Action(id=ago + 1, kind=kind, day=until - timedelta(days=ago), count=count)
        for ago in range(days)
    ]
    return Journal(actions=actions, readings=[reading(until - timedelta(days=2), 40.2)])


def codes(outlook: Outlook) -> set[str]:
    return {remark.code for remark in outlook.remarks}


def test_the_curves_start_at_the_latest_score() -> None:
    outlook = Simulator(logged(), today=TODAY).outlook([plan()])
    curve = outlook.curves[0]
    assert outlook.member is None
    assert outlook.reading is not None
    assert outlook.reading.total == 40.2
    assert curve.total.median[0] == pytest.approx(40.2, abs=0.6)
    assert curve.total.low[0] < curve.total.median[0] < curve.total.high[0]


def test_every_series_has_a_value_for_each_day_and_each_pillar() -> None:
    outlook = Simulator(sample.journal(TODAY), today=TODAY).outlook([plan()], days=100)
    (curve,) = outlook.curves
    assert set(curve.pillars) == set(Pillar)
    for series in (curve.total, *curve.pillars.values()):
        assert len(series.low) == len(series.median) == len(series.high) == 101
        assert all(a <= b <= c for a, b, c in zip(*vars_of(series), strict=True))
    assert all(len(doses) == 100 for doses in curve.plan.values())
    assert outlook.day(100) == TODAY + timedelta(days=100)
    assert outlook.weeks[:2] == (0, 7)
    assert outlook.weeks[-2:] == (98, 100)


def vars_of(series: object) -> tuple[tuple[float, ...], ...]:
    return tuple(getattr(series, field) for field in ("low", "median", "high"))


@pytest.mark.parametrize("journal", [None, Journal()])
def test_an_empty_journal_has_one_start_whatever_is_asked_and_it_is_said(
    journal: Journal | None,
) -> None:
    simulator = Simulator(journal, today=TODAY)
    outlook = simulator.outlook([plan(member="active")])
    assert outlook.member is Member.ORDINARY
    assert codes(outlook) == {"member"}
    assert "“ordinary”" in remark_text(outlook.remarks[0])
    made = weekly_plan(simulator, today=TODAY, by=TODAY + timedelta(days=84), target=40)
    assert made.start_total == pytest.approx(outlook.curves[0].total.median[0], abs=1e-3)


def test_minutes_that_nobody_logged_are_told_apart() -> None:
    week = [Action(id=at, kind="comment", day=TODAY - timedelta(days=at), count=1)
            for at in range(1, 8)]  # fmt: skip
    read = [Reading(id=1, day=TODAY, total=60, source="cli")]
    nothing, some, member = (
        simulator.outlook([as_now("as usual", "")], days=7).curves[0]
        for simulator in (
            Simulator(Journal(readings=read), today=TODAY),
            Simulator(Journal(actions=week, readings=read), today=TODAY),
            Simulator(None, today=TODAY, member=Member.ACTIVE),
        )
    )
    assert nothing.assumed_minutes == pytest.approx(nothing.minutes_per_week)
    assert 0 < some.assumed_minutes < some.minutes_per_week
    assert member.assumed_minutes == 0 < member.minutes_per_week  # was asked for


def test_an_empty_journal_is_no_journal() -> None:
    outlook = Simulator(Journal(), today=TODAY).outlook([plan()])
    assert outlook.member is Member.ORDINARY


def test_a_member_that_is_asked_for_goes_before_the_journal() -> None:
    simulator = Simulator(logged(), today=TODAY, member=Member.INACTIVE)
    outlook = simulator.outlook([plan(member="active")])
    assert outlook.member is Member.INACTIVE


def test_a_plan_that_began_in_the_past_takes_the_journal_as_it_was_then() -> None:
    began = TODAY - timedelta(days=20)
    before = logged(days=60, until=began - timedelta(days=1))
    later = [Action(id=900 + n, kind="comment", day=began + timedelta(days=n), count=30)
             for n in range(20)]  # fmt: skip
    after = Journal(
        actions=[*before.actions, *later], readings=[*before.readings, reading(TODAY, 70.0)]
    )
    told = [
        Simulator(journal, today=TODAY).outlook([plan()], start=began)
        for journal in (before, after)
    ]
    assert told[0].start == began - timedelta(days=1)
    assert told[0].curves[0].total == told[1].curves[0].total


def test_plans_with_different_starts_share_the_days_before_the_first() -> None:
    later = plan("- weeks: 8\n  do: none", start=f"{TODAY + timedelta(days=22)}")
    outlook = Simulator(logged(), today=TODAY).outlook([plan(), later])
    usual, stopped = outlook.curves
    assert (usual.start, stopped.start) == (1, 22)
    assert stopped.total.median[:22] == pytest.approx(usual.total.median[:22])
    assert stopped.total.median[40] < usual.total.median[40]
    assert stopped.difference is not None
    assert stopped.difference.median[21] == pytest.approx(0, abs=1e-4)
    assert stopped.difference.high[40] < 0
    assert usual.difference is None


def test_a_plan_for_later_goes_on_with_what_was_logged_since_the_first_plan_began() -> None:
    began = TODAY - timedelta(days=10)
    plans = [plan(start=f"{began}"), plan(start=f"{TODAY}")]
    outlook = Simulator(logged(count=3), today=TODAY).outlook(plans)
    assert outlook.curves[1].plan["comment"][:10] == (3.0,) * 10


def test_without_a_journal_a_member_goes_on_as_usual_until_a_plan_begins() -> None:
    plans = [
        plan(start=f"{TODAY - timedelta(days=27)}"),
        plan(start=f"{TODAY + timedelta(days=1)}"),
    ]
    found = Simulator(None, today=TODAY, member=Member.ACTIVE).outlook(plans, days=60)
    early, late = (curve.plan["comment"] for curve in found.curves)
    assert late[:28] == early[:28]  # both as usual: nothing was logged that would say otherwise
    assert min(late[:28]) > 0


def test_what_is_usual_is_the_mean_of_the_last_four_weeks() -> None:
    outlook = Simulator(logged(count=2), today=TODAY).outlook([plan()])
    assert outlook.curves[0].plan["comment"] == pytest.approx((2.0,) * outlook.days)
    assert not codes(outlook)


def test_a_day_that_has_just_begun_does_not_lower_the_usual_pace() -> None:
    yesterday = TODAY - timedelta(days=1)
    outlook = Simulator(logged(count=2, until=yesterday), today=TODAY).outlook([plan()])
    assert outlook.curves[0].plan["comment"] == pytest.approx((2.0,) * outlook.days)


def test_a_journal_of_three_days_borrows_a_usual_pace_and_says_whose() -> None:
    outlook = Simulator(logged(days=3), today=TODAY).outlook([plan()])
    assert codes(outlook) == {"no-pace"}
    assert "assumed" in remark_text(outlook.remarks[0])
    assert "reaction" in outlook.curves[0].plan


def test_a_journal_of_ten_days_says_that_it_is_short() -> None:
    outlook = Simulator(logged(days=10), today=TODAY).outlook([plan()])
    assert [remark_text(remark) for remark in outlook.remarks] == [
        "The journal covers 10 days: until it has four weeks, the days before it are assumed."
    ]


def test_a_score_of_two_months_ago_and_a_score_without_pillars_are_remarked_upon() -> None:
    old = Reading(id=1, day=TODAY - timedelta(days=61), total=45)
    journal = Journal(actions=logged().actions, readings=[old])
    outlook = Simulator(journal, today=TODAY).outlook([plan()])
    assert codes(outlook) == {"old-reading", "total-only"}


def test_an_action_without_a_noted_visit_makes_an_active_day() -> None:
    alone = plan("- weeks: 4\n  others: none\n  do:\n    comment: daily")
    (curve,) = Simulator(None, today=TODAY).outlook([alone]).curves
    assert curve.plan["active-day"] == (1.0,) * 28


def test_own_kinds_of_action_that_the_model_does_not_know_change_nothing() -> None:
    known = logged()
    own = Action(id=999, kind="podcast", day=TODAY, count=5)
    more = Journal(actions=[*known.actions, own], readings=known.readings)
    curves = [Simulator(j, today=TODAY).outlook([plan()]).curves[0].total for j in (known, more)]
    assert curves[0] == curves[1]


def test_the_log_teaches_how_often_requests_are_accepted() -> None:
    def outlook(accepted: int) -> float:
        kinds = {ActionKind.REQUEST_WITH_NOTE: 1, ActionKind.REQUEST_ACCEPTED: accepted}
        actions = [
            Action(id=n * 10 + at, kind=kind, day=TODAY - timedelta(days=n), count=count)
            for n in range(60)
            for at, (kind, count) in enumerate(kinds.items())
            if count and n % 2
        ]
        journal = Journal(actions=actions, readings=logged().readings)
        asked = plan("- weeks: 12\n  others: none\n  do:\n    request-with-note: 10 per week")
        curve = Simulator(journal, today=TODAY).outlook([asked]).curves[0]
        return curve.pillars[Pillar.RELATIONSHIPS].median[-1]

    assert outlook(accepted=1) > outlook(accepted=0)


def test_goals_are_met_missed_or_beyond_the_horizon() -> None:
    goals = plan(
        "- weeks: 8\n  do: usual\n"
        "goals:\n- total >= 1 by week 4\n- total >= 99 by week 4 with 50%\n- total >= 1 by week 30"
    )
    met, missed, beyond = Simulator(logged(), today=TODAY).outlook([goals]).curves[0].goals
    assert (met.met, met.chance, met.day, met.wanted) == (True, 1.0, 28, 0.8)
    assert (missed.met, missed.chance) == (False, 0.0)
    assert (beyond.met, beyond.chance) == (False, None)


def test_the_same_seed_gives_the_same_curves_and_another_seed_others() -> None:
    def curve(seed: int) -> object:
        return Simulator(logged(), today=TODAY, seed=seed).outlook([plan()]).curves[0].total

    assert curve(1) == curve(1)
    assert curve(1) != curve(2)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_scenario_runs_on_the_sample_and_on_its_member(path: object) -> None:
    scenario = load(path)  # type: ignore[arg-type]
    for journal in (sample.journal(TODAY), None):
        curve = Simulator(journal, today=TODAY).outlook([scenario]).curves[0]
        assert all(0 <= low <= high <= 100 for low, high in
                   zip(curve.total.low, curve.total.high, strict=True))  # fmt: skip
        assert curve.minutes_per_week >= 0


def test_a_curve_with_assumptions_of_its_own_is_told_from_ours_and_called_so() -> None:
    doubting = loads(
        "format: 1\nname: Slow\nassumptions:\n  half-life: 90\n  ceiling: 45\nphases:\n- do: none\n"
    )
    stop = plan("- do: none")
    outlook = Simulator(logged(), today=TODAY).outlook([stop, doubting], days=56)
    ours, theirs = outlook.curves
    assert theirs.total.median[0] == pytest.approx(ours.total.median[0], abs=0.01)
    assert theirs.total.median[28] > ours.total.median[28] + 0.5
    (said,) = [remark_text(one) for one in outlook.remarks if one.code == "doubted"]
    assert said == "B Slow: with assumptions of its own in place of the model’s."


def test_the_sentence_of_a_curve_gives_the_band_of_its_last_day() -> None:
    total = Series(low=(44, 30, 20), median=(44, 46, 48), high=(44, 60, 71))
    curve = Curve(
        letter="A", name="more", description="", start=0, total=total, plan={},
        pillars=dict.fromkeys(Pillar, total),
        minutes_per_week=0.0, goals=(), difference=None,
    )  # fmt: skip
    outlook = Outlook(
        start=TODAY, days=2, curves=(curve,), member=None, reading=None,
        confidence=0.8, remarks=(),
    )  # fmt: skip
    (said,) = meaning(outlook, curve)
    assert "4.0 points above today; 4 in 5 runs fall between 20 and 71." in said
