"""From a journal and scenarios to curves: prepared once per journal, then quick per scenario."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from sim.anchor import Observed
from sim.blend import forecast
from sim.catalogue import CATALOGUE
from sim.curves import WEEK
from sim.evidence import Evidence
from sim.fit import Fit, Outcome, fit
from sim.forecast import Forecast, Start, start_of_member
from sim.inputs import Shock, StockChange
from sim.members import MEMBERS
from sim.prior import SEED, draw
from sim.response import ResponseModel
from sim.scenario import Scenario
from sim.state import Parameters
from sim.terms import Member, Pillar
from sim.trajectory import CONFIDENCE, Band
from ssi_tui.forecasting.history import (
    Array,
    History,
    history,
    logged,
    minutes_per_week,
    with_active_days,
)
from ssi_tui.forecasting.outlook import Basis, Curve, GoalResult, Outlook, Remark, Series
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODEL = ResponseModel()
"""Holds tables per set of draws and no data of a person: one serves all."""


@lru_cache(maxsize=4)
def _population(seed: int) -> Parameters:
    return draw(seed=seed)


@dataclass(frozen=True, kw_only=True, eq=False)
class Beginning:
    """Where the curves start from, on one evening."""

    starts: tuple[Start, ...]
    """One for each memory that the readings leave possible, the likelier first."""
    member: Member | None
    """Who stands in where there is no journal."""
    known: History | None
    fit: Fit | None

    @property
    def usual(self) -> Array:
        """(kind,) usual pace, per week."""
        return self.starts[0].usual

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What one should know about it."""
        if self.known is None or self.fit is None:
            return (Remark(code="member", values=(("member", self.member or ""),)),)
        failed = (Remark(code="fit-failed"),) if self.fit.outcome is Outcome.FAILED else ()
        return (*self.known.remarks, *failed)


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
        self._seed = seed
        self._beginnings: dict[date | Member, Beginning] = {}

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
        begin = self.beginning(origin, member)
        results = [self._run(begin, plan, lead, origin, horizon) for plan, lead in plans]
        curves = [
            self._curve(LETTERS[place % len(LETTERS)], plan, lead, origin, results[0], *result)
            for place, ((plan, lead), result) in enumerate(zip(plans, results, strict=True))
        ]
        return Outlook(
            start=origin,
            days=horizon,
            curves=tuple(curves),
            basis=Basis.JOURNAL if begin.known else Basis.MEMBER,
            member=begin.member,
            reading=begin.known.reading if begin.known else None,
            confidence=CONFIDENCE,
            remarks=begin.remarks,
            learned_from=begin.fit.readings if begin.fit else 0,
        )

    def beginning(self, origin: date, member: Member = Member.ORDINARY) -> Beginning:
        """The state on one evening: fitted to the journal, or a member's.  Kept: it is costly."""
        key = origin if self._journal else member
        if key not in self._beginnings:
            made = self._fitted(self._journal, origin) if self._journal else self._of(member)
            self._beginnings[key] = made
        return self._beginnings[key]

    def _of(self, member: Member) -> Beginning:
        begin = start_of_member(MODEL, _population(self._seed), MEMBERS[member])
        return Beginning(starts=(begin,), member=member, known=None, fit=None)

    def _fitted(self, journal: Journal, origin: date) -> Beginning:
        known = history(journal, origin, over=origin < self._today)
        learned = fit(MODEL, evidence_of(known, origin), seed=self._seed)
        starts = tuple(replace(start, usual=known.usual) for start in learned.starts)
        return Beginning(starts=starts, member=None, known=known, fit=learned)

    def _run(
        self, begin: Beginning, plan: Scenario, lead: int, origin: date, horizon: int
    ) -> tuple[Forecast, Array]:
        """The forecast and the doses (day, kind) of one plan that begins after `lead` days."""
        first = origin + timedelta(days=lead + 1)
        before = self._between(begin, origin, lead)[:horizon]
        length = max(horizon - lead, 0)
        planned = plan.doses(begin.usual, days=length, start=first, kinds=CATALOGUE.names)
        doses = np.vstack([before, with_active_days(planned)])
        result = forecast(
            MODEL,
            begin.starts,
            doses,
            assumptions=plan.assume(begin.starts[0].assumptions),
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

    def begin(self, day: date) -> tuple[ResponseModel, Start, History | None]:
        """What planning and explaining stand on: the likelier start, and the journal behind it."""
        begin = self.beginning(day, self._member or Member.ORDINARY)
        return MODEL, begin.starts[0], begin.known

    def done_between(self, first: date, last: date) -> Array:
        """(day, kind) doses logged after one day and up to another."""
        if self._journal is None:
            return np.zeros(((last - first).days, len(CATALOGUE)))
        return logged(self._journal, first + timedelta(days=1), last)

    def _between(self, begin: Beginning, origin: date, lead: int) -> Array:
        """(day, kind) doses before the plan: what was logged up to today, then as usual."""
        doses = np.tile(begin.usual / WEEK, (lead, 1))
        known = min(lead, (self._today - origin).days)
        if self._journal is not None and known > 0:
            doses[:known] = self.done_between(origin, origin + timedelta(days=known))
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


def evidence_of(known: History, day: date) -> Evidence:
    """The journal as the fit reads it."""
    return Evidence(
        doses=known.doses,
        readings=[((day - one.day).days, _observed(one)) for one in known.readings],
        stocks=known.stocks,
        assumptions=known.assumptions,
    )


def _observed(reading: Reading) -> Observed:
    values = [reading.pillar(pillar) for pillar in Pillar]
    pillars = [value for value in values if value is not None]
    return Observed(total=reading.total, pillars=pillars or None)


def _series(band: Band) -> Series:
    return Series(
        low=tuple(band.low.tolist()),
        median=tuple(band.median.tolist()),
        high=tuple(band.high.tolist()),
    )
