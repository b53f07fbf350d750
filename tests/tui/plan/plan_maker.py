"""A planner by a formula: quick, and the same picture whatever the model learns."""

from datetime import date, timedelta
from typing import Any

import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.planning.plan import Plan
from sim.planning.problem import PlannerWish
from sim.planning.rules import Motive
from sim.terms import Member, Pillar
from ssi_tui.forecasting import Series, Step, WeeklyPlan
from ssi_tui.forecasting.outlook import ModelRemark
from ssi_tui.forecasting.planning import Milestone
from ssi_tui.model.entries import Action, Reading
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.tui.helpers import TODAY

START = {Pillar.BRAND: 14.0, Pillar.PEOPLE: 7.0, Pillar.INSIGHTS: 8.3, Pillar.RELATIONSHIPS: 15.7}
MOST = 70.0
"""Points that the formula has for any number of minutes."""
_WEEK = (
    ("request-with-note", 10.0, 2.5, 6.0, (Pillar.RELATIONSHIPS,)),
    ("comment", 6.0, 4.0, 8.2, (Pillar.INSIGHTS, Pillar.RELATIONSHIPS)),
    ("post", 1.0, 30.0, 1.8, (Pillar.INSIGHTS, Pillar.BRAND)),
    ("profile-view", 14.0, 1.0, 13.0, (Pillar.PEOPLE,)),
    ("article", 0.25, 150.0, 0.0, (Pillar.BRAND,)),
)
"""Kind, pace, minutes for one, so far, what it feeds."""


def planned(  # noqa: PLR0913  # as the model is asked
    *,
    today: date,
    by: date,
    target: float = 0.0,
    pillars: Any = None,
    minutes: float | None = None,
    limits: Any = None,
    sure: float = 0.5,
    member: Member | None = None,
    stop: Any = None,
    free: bool = False,
    kinds: int = 5,
) -> WeeklyPlan:
    """More points cost more of everything; a cap on minutes costs points."""
    begin = sum(START.values())
    share = max(0.2, (target - begin) / 8 if target else 1.0)
    paces = {kind: pace if pace < 1 else float(round(pace * share)) for kind, pace, *_ in _WEEK}
    for kind, (low, high) in (limits or {}).items():
        paces[kind] = min(max(paces.get(kind, 0.0), low), high)
    needed = {kind: paces.get(kind, 0.0) * each for kind, _pace, each, *_ in _WEEK}
    spent = sum(needed.values())
    reached = target <= MOST and (minutes is None or spent <= minutes)
    end = target if reached and target else min(MOST, begin + 4)
    steps = tuple(
        Step(
            kind=kind,
            pace=paces[kind],
            minutes=needed[kind],
            usual=usual,
            pillars=feeds,
            reason=None if free else Motive.MORE if usual else Motive.BEGIN,
            rise=() if free or paces[kind] < 8 else (round(paces[kind] * 0.4), paces[kind] // 2),
        )
        for kind, _pace, _each, usual, feeds in _WEEK[:kinds]
        if paces[kind]
    )
    days = (by - today).days
    way = tuple(begin + (end - begin) * day / days for day in range(days + 1))
    return WeeklyPlan(
        today=today,
        by=by,
        steps=steps,
        stop=stop or {},
        minutes=spent,
        usual_minutes=64.0,
        start_total=begin,
        start_pillars=START,
        total=end,
        going=begin,
        milestone=None if reached else Milestone(float(int(end)), by, None, 0.52),
        most_minutes=154.0 if minutes is None else None,
        path=Series(
            low=tuple(one - 3 for one in way), median=way, high=tuple(one + 3 for one in way)
        ),
        pillars=START,
        target=target,
        floors=pillars or {},
        sure=sure,
        chance=sure if reached else 0.2,
        reached=reached,
        soonest=None,
        member=member,
        reading=None,
        remarks=(ModelRemark(code="member", values=(("member", member),)),) if member else (),
        catalogue=CATALOGUE,
        free=free,
        raw=Plan(
            pace={step.kind: step.pace for step in steps},
            minutes=spent,
            wish=PlannerWish(days=days, target=target, floors=pillars or {}, sure=sure),
            total=end,
            pillars=tuple(START.values()),
            probability=sure,
            reached=reached,
            stop=tuple(stop or {}),
        ),
    )


def begun(store: Store) -> None:
    """Four weeks of log and four scores in a few writes; the last is 45 points, yesterday."""
    days = [TODAY - timedelta(days=back) for back in range(1, 28)]
    entries = [(kind, day) for day in days if day.weekday() < 5 for kind in ("comment", "message")]
    put(
        store,
        actions=[
            Action(id=n, kind=kind, day=day, count=2) for n, (kind, day) in enumerate(entries, 1)
        ],
        readings=[
            Reading(id=100 + week, day=TODAY - timedelta(days=1 + 7 * week), total=45.0 - week)
            for week in range(4)
        ],
    )


def plan_by_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the app ask the formula."""

    def found(_simulator: object, **asked: Any) -> WeeklyPlan:
        return planned(**asked)

    monkeypatch.setattr("ssi_tui.forecasting.weekly_plan", found)
