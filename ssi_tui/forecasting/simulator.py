"""From a journal and scenarios to curves: prepared once per journal, then quick per scenario."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from sim.anchor import Observed
from sim.catalogue import CATALOGUE
from sim.curves import WEEK
from sim.forecast import Forecast, Start, forecast, start_of_journal, start_of_member
from sim.inputs import Shock, StockChange
from sim.members import MEMBERS
from sim.prior import SEED, draw
from sim.response import ResponseModel
from sim.scenario import Scenario
from sim.state import Parameters
from sim.terms import Member, Pillar
from sim.trajectory import CONFIDENCE, Band
from ssi_tui.forecasting.evidence import (
    Array,
    Evidence,
    evidence,
    minutes_per_week,
    with_active_days,
)
from ssi_tui.forecasting.outlook import Basis, Curve, GoalResult, Outlook, Remark, Series
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODEL = ResponseModel()


@lru_cache(maxsize=4)
def _population(seed: int) -> Parameters:
    return draw(seed=seed)


class Simulator:
    """One journal on one day, or a member where there is none."""

    def __init__(
        self,
        journal: Journal | None,
        *,
        today: date,
        member: Member | None = None,
        seed: int = SEED,
    ) -> None:
        """A `member` is taken even where there is a journal; the seed decides the draws."""
        empty = journal is None or (not journal.actions and not journal.readings)
        self._journal = None if empty or member else journal
        self._today = today
        self._member = member
        self._parameters = _population(seed)
        self._starts: dict[date | Member, tuple[Start, Evidence | None]] = {}

    def outlook(
        self, scenarios: Sequence[Scenario], *, days: int | None = None, start: date | None = None
    ) -> Outlook:
        """The scenarios side by side, from the evening before the first of them begins.

        `days` is the horizon after that evening; else the longest plan decides.  `start` moves
        the first day of every plan: one in the past asks "what if I had", and takes the journal
        as it was then.
        """
        firsts = [start or plan.start or self._today + timedelta(days=1) for plan in scenarios]
        origin = min([self._today, *(first - timedelta(days=1) for first in firsts)])
        leads = [(first - origin).days - 1 for first in firsts]
        plans = list(zip(scenarios, leads, strict=True))
        horizon = days or max(lead + plan.horizon for plan, lead in plans)
        member = self._member or next((s.member for s in scenarios if s.member), Member.ORDINARY)
        begin, known = self._start(origin, member)
        results = [self._run(begin, plan, lead, origin, horizon) for plan, lead in plans]
        curves = [
            self._curve(LETTERS[place % len(LETTERS)], plan, lead, origin, results[0], *result)
            for place, ((plan, lead), result) in enumerate(zip(plans, results, strict=True))
        ]
        return Outlook(
            start=origin,
            days=horizon,
            curves=tuple(curves),
            basis=Basis.JOURNAL if known else Basis.MEMBER,
            member=None if known else member,
            reading=known.reading if known else None,
            confidence=CONFIDENCE,
            remarks=known.remarks if known else (_as_member(member),),
        )

    def _start(self, origin: date, member: Member) -> tuple[Start, Evidence | None]:
        """The state on one evening, kept: it is the costly part."""
        key = origin if self._journal else member
        if key not in self._starts:
            if self._journal is None:
                begin = start_of_member(_MODEL, self._parameters, MEMBERS[member])
                self._starts[key] = begin, None
            else:
                known = evidence(self._journal, origin, over=origin < self._today)
                begin = start_of_journal(
                    _MODEL,
                    self._parameters,
                    known.doses,
                    stocks=known.stocks,
                    assumptions=known.assumptions,
                    reading=_observed(known.reading),
                    reading_age=(origin - known.reading.day).days if known.reading else 0,
                )
                self._starts[key] = replace(begin, usual=known.usual), known
        return self._starts[key]

    def _run(
        self, begin: Start, plan: Scenario, lead: int, origin: date, horizon: int
    ) -> tuple[Forecast, Array]:
        """The forecast and the doses (day, kind) of one plan that begins after `lead` days."""
        first = origin + timedelta(days=lead + 1)
        before = self._between(begin, origin, lead)[:horizon]
        length = max(horizon - lead, 0)
        planned = plan.doses(begin.usual, days=length, start=first, kinds=CATALOGUE.names)
        doses = np.vstack([before, with_active_days(planned)])
        result = forecast(
            _MODEL,
            begin,
            doses,
            assumptions=plan.assume(begin.assumptions),
            shocks=[
                Shock(day=shock.day + lead, factor=shock.factor)
                for shock in plan.shocks_from(first)
                if shock.day + lead < horizon
            ],
            changes=[
                StockChange(day=change.day + lead, stock=change.stock, value=change.value)
                for change in plan.stock_changes(first)
            ],
        )
        return result, doses

    def _between(self, begin: Start, origin: date, lead: int) -> Array:
        """(day, kind) doses before the plan: what was logged up to today, then as usual."""
        doses = np.tile(begin.usual / WEEK, (lead, 1))
        logged = min(lead, (self._today - origin).days)
        if self._journal is not None and logged > 0:
            counts = self._journal.counts(origin + timedelta(days=1), self._today)
            doses[:logged] = 0.0
            for kind, days in counts.items():
                for day, count in days.items():
                    row = (day - origin).days - 1
                    if kind in CATALOGUE and row < logged:
                        doses[row, CATALOGUE.index(kind)] = count
            doses[:logged] = with_active_days(doses[:logged])
        return doses

    def _curve(
        self,
        letter: str,
        plan: Scenario,
        lead: int,
        origin: date,
        first: tuple[Forecast, Array],
        result: Forecast,
        doses: Array,
    ) -> Curve:
        begin = origin + timedelta(days=lead + 1)
        ever = np.flatnonzero(doses.any(axis=0)).tolist()
        goals = []
        for goal in plan.goals:
            day = lead + goal.day(begin)
            known = 0 <= day <= result.trajectory.days
            goals.append(
                GoalResult(
                    pillar=goal.pillar,
                    points=goal.points,
                    day=day,
                    wanted=goal.confidence,
                    chance=result.probability(goal.points, day, goal.pillar) if known else None,
                )
            )
        other = first[0]
        return Curve(
            letter=letter,
            name=plan.name,
            description=plan.description,
            start=lead + 1,
            total=_series(result.total),
            pillars={pillar: _series(result.pillars[pillar]) for pillar in Pillar},
            plan={CATALOGUE.names[kind]: tuple(doses[:, kind].tolist()) for kind in ever},
            minutes_per_week=minutes_per_week(doses[lead:]),
            goals=tuple(goals),
            difference=None if other is result else _series(result.difference(other)),
        )


def _as_member(member: Member) -> Remark:
    return Remark(code="member", values=(("member", member.value),))


def _observed(reading: Reading | None) -> Observed | None:
    if reading is None:
        return None
    values = [reading.pillar(pillar) for pillar in Pillar]
    pillars = [value for value in values if value is not None]
    return Observed(total=reading.total, pillars=pillars or None)


def _series(band: Band) -> Series:
    return Series(
        low=tuple(band.low.tolist()),
        median=tuple(band.median.tolist()),
        high=tuple(band.high.tolist()),
    )
