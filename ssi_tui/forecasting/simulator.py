"""From a journal and scenarios to curves: prepared once per journal, then quick per scenario."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.errors import SimError
from sim.forecasts.backtest import Backtest
from sim.forecasts.forecast import Forecast, forecast
from sim.population.prior import SEED as SEED
from sim.population.start import Start, doubted
from sim.response.active_days import minutes_per_week, with_active_days
from sim.response.curves import WEEK
from sim.response.state import CONFIDENCE, CONFIDENCES, Band, Doubts
from sim.scenario.scenario import Scenario
from sim.terms import Member, Pillar
from ssi_tui.forecasting.cache import Cache, Trial
from ssi_tui.forecasting.outlook import (
    Basis,
    Curve,
    GoalResult,
    ModelRemark,
    Outlook,
    Series,
)
from ssi_tui.forecasting.starting_point import Array, Beginning, Beginnings, logged, no_change_of
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import all_progress

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_RUNS = 8
"""Kept for the next question; half a year of one is 0.8 MB."""


LEAST_PACE = 0.05
"""Actions a week that nobody logged: fewer take no minutes to speak of."""


MOST_DOUBTS = 4
"""Sets of starts with doubts that are kept."""


class _SimulatedPlan(NamedTuple):
    """One plan, simulated."""

    forecast: Forecast
    doses: Array
    """(day, kind)"""
    assumed_minutes: float
    """The part of the plan's minutes a week that nobody logged."""


class Simulator:
    """One journal on one day, or a member where there is none."""

    def __init__(
        self,
        journal: Journal | None,
        *,
        today: date,
        member: Member | None = None,
        seed: int = SEED,
        folder: str | Path | None = None,
    ) -> None:
        """A `member` is taken even where there is a journal; the seed decides the draws.

        `folder` is the profile's, in which what takes long to compute is kept from one process to
        the next; without it nothing is kept.
        """
        cache = None if folder is None else Cache(folder)
        self._begin = Beginnings(journal, today=today, member=member, seed=seed, cache=cache)
        self.model = self._begin.model
        self._today, self._member = today, member
        self._runs: dict[tuple[Any, ...], _SimulatedPlan] = {}
        self._doubts: dict[tuple[tuple[Start, ...], Doubts], tuple[Start, ...]] = {}

    def outlook(
        self,
        scenarios: Sequence[Scenario],
        *,
        days: int | None = None,
        start: date | None = None,
        confidence: float = CONFIDENCE,
    ) -> Outlook:
        """The scenarios side by side, from the evening before the first of them begins.

        `days` is the horizon after that evening; else the longest plan decides.  `start` moves
        the first day of every plan: one in the past asks "what if I had", and takes the journal
        as it was then.  `confidence` is the part of the draws inside the bands, one of
        `CONFIDENCES`.
        """
        if confidence not in CONFIDENCES:
            raise SimError(f"a band of {confidence}, none of {CONFIDENCES}")
        firsts = [start or plan.start or self._today + timedelta(days=1) for plan in scenarios]
        origin = min([self._today, *(first - timedelta(days=1) for first in firsts)])
        leads = [(first - origin).days - 1 for first in firsts]
        plans = list(zip(scenarios, leads, strict=True))
        horizon = days or max(lead + plan.horizon for plan, lead in plans)
        begin = self.beginning(origin, self._member or Member.ORDINARY)
        stretch = self.trial.stretch if begin.known else 1.0
        results = [
            self._ran(begin, plan, lead, origin, horizon, confidence, stretch)
            for plan, lead in plans
        ]
        curves = [
            self._curve(LETTERS[place % len(LETTERS)], plan, lead, origin, results[0], run)
            for place, ((plan, lead), run) in enumerate(zip(plans, results, strict=True))
        ]
        return Outlook(
            start=origin,
            days=horizon,
            curves=tuple(curves),
            basis=Basis.JOURNAL if begin.known else Basis.MEMBER,
            member=begin.member,
            reading=begin.known.reading if begin.known else None,
            confidence=confidence,
            remarks=(*begin.remarks, *_of_doubts(curves, scenarios)),
            learned_from=begin.learned_from,
            stretch=stretch,
            weights=begin.fit.weights if begin.fit else None,
            no_change=no_change_of(begin.known, origin, horizon, confidence),
        )

    @property
    def trial(self) -> Trial:
        """What past errors say, as far as anybody has looked: see `catch_up`."""
        return self._begin.trial

    @property
    def behind(self) -> bool:
        """Whether `catch_up` has something to do."""
        return self._begin.behind

    def catch_up(self) -> None:
        """Hold past forecasts against the scores that came after, where that was not done since
        the newest one: some tenths of a second.  Bands are then as wide as it asks for."""
        self._begin.catch_up()

    def tested(self, day: date) -> Backtest:
        """All that looking back says on one evening; needs a journal."""
        return self._begin.tested(day)

    def beginning(self, origin: date, member: Member = Member.ORDINARY) -> Beginning:
        """The state on one evening: fitted to the journal, or a member's.  Kept: it is costly."""
        return self._begin.on(origin, member)

    def _ran(self, *run: Any) -> _SimulatedPlan:
        """`_run`, or what it answered: while one plan is turned the others stand still."""
        forecast_and_runs = self._runs.pop(run, None) or self._run(*run)
        self._runs[run] = forecast_and_runs  # the latest last
        if len(self._runs) > MOST_RUNS:
            del self._runs[next(iter(self._runs))]
        return forecast_and_runs

    def _run(
        self,
        begin: Beginning,
        plan: Scenario,
        lead: int,
        origin: date,
        horizon: int,
        confidence: float,
        stretch: float,
    ) -> _SimulatedPlan:
        """One plan that begins after `lead` days."""
        first = origin + timedelta(days=lead + 1)
        before = self._between(begin, origin, lead)[:horizon]
        length = max(horizon - lead, 0)
        kinds, catalogue = self.model.catalogue.names, self.model.catalogue
        planned = with_active_days(plan.doses(begin.usual, days=length, start=first, kinds=kinds))
        doses, assumed = np.vstack([before, planned]), 0.0
        logged = self.logged_pace(begin)
        if begin.usual.sum() - logged.sum() > LEAST_PACE:
            told = with_active_days(plan.doses(logged, days=length, start=first, kinds=kinds))
            assumed = minutes_per_week(planned, catalogue) - minutes_per_week(told, catalogue)
        result = forecast(
            self.model,
            self._doubted(begin.starts, plan.doubts),
            doses,
            assumptions=plan.assume(begin.starts[0].assumptions),
            shocks=plan.shocks_from(first, lead),
            changes=plan.stock_changes(first, lead),
            confidence=confidence,
            stretch=stretch,
        )
        return _SimulatedPlan(result, doses, assumed)

    def logged_pace(self, begin: Beginning) -> Array:
        """(kind,) the usual pace as far as anybody logged it, per week; a member's that was asked
        for is known."""
        if begin.member:
            return begin.usual if self._member else np.zeros_like(begin.usual)
        return begin.starts[0].logged

    def _doubted(self, starts: tuple[Start, ...], doubts: Doubts) -> tuple[Start, ...]:
        """The starts as somebody who doubts the model has them; the latest are kept, because
        tables are made for each."""
        if not doubts:
            return starts
        key = (starts, doubts)
        doubting = self._doubts.pop(key, None) or tuple(
            doubted(self.model, start, doubts) for start in starts
        )
        self._doubts[key] = doubting
        if len(self._doubts) > MOST_DOUBTS:
            del self._doubts[next(iter(self._doubts))]
        return doubting

    def due(self, day: date) -> frozenset[str]:
        """The kinds whose target is not met yet on a day."""
        journal = self._begin.journal
        rows = all_progress(journal, day) if journal else ()
        return frozenset(row.target.kind for row in rows if row.due)

    def done_between(self, first: date, last: date) -> Array:
        """(day, kind) doses logged after one day and up to another."""
        catalogue, journal = self.model.catalogue, self._begin.journal
        if journal is None:
            return np.zeros(((last - first).days, len(catalogue)))
        return logged(journal, first + timedelta(days=1), last, catalogue)

    def _between(self, begin: Beginning, origin: date, lead: int) -> Array:
        """(day, kind) doses before the plan: what was logged up to today, then as usual."""
        doses = np.tile(begin.usual / WEEK, (lead, 1))
        known = min(lead, (self._today - origin).days)
        if self._begin.journal is not None and known > 0:
            done = self.done_between(origin, origin + timedelta(days=known))
            doses[:known] = done + begin.starts[0].rest / WEEK
        return doses

    def _curve(
        self,
        letter: str,
        plan: Scenario,
        lead: int,
        origin: date,
        first: _SimulatedPlan,
        run: _SimulatedPlan,
    ) -> Curve:
        begin, catalogue = origin + timedelta(days=lead + 1), self.model.catalogue
        result, doses = run.forecast, run.doses
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
        other = first.forecast
        return Curve(
            letter=letter,
            name=plan.name,
            description=plan.description,
            start=lead + 1,
            total=_series(result.total),
            pillars={pillar: _series(result.pillars[pillar]) for pillar in Pillar},
            plan={catalogue.names[kind]: tuple(doses[:, kind].tolist()) for kind in ever},
            minutes_per_week=minutes_per_week(doses[lead:], catalogue),
            assumed_minutes=run.assumed_minutes,
            goals=tuple(goals),
            difference=None if other is result else _series(result.difference(other)),
        )


def _of_doubts(curves: Sequence[Curve], plans: Sequence[Scenario]) -> tuple[ModelRemark, ...]:
    """Curves that are not ours alone are called so wherever they are shown."""
    pairs = zip(curves, plans, strict=True)
    names = ", ".join(f"{curve.letter} {_(plan.name)}" for curve, plan in pairs if plan.doubts)
    return (ModelRemark(code="doubted", values=(("names", names),)),) if names else ()


def _series(band: Band) -> Series:
    return Series(
        low=tuple(band.low.tolist()),
        median=tuple(band.median.tolist()),
        high=tuple(band.high.tolist()),
    )
