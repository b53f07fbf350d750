"""From a journal and scenarios to curves: prepared once per journal, then quick per scenario."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.forecasts.backtest import Backtest, backtest
from sim.forecasts.forecast import Forecast, forecast
from sim.inference.fit import Fit, fit
from sim.inference.observations import Evidence
from sim.population.prior import SEED as SEED
from sim.population.start import Start, doubted
from sim.response.active_days import minutes_per_week, with_active_days
from sim.response.curves import WEEK
from sim.response.model import ResponseModel
from sim.response.state import CONFIDENCE, Band, Doubts
from sim.scenario.scenario import Scenario
from sim.terms import Member, Pillar
from ssi_tui.forecasting.cache import Cache, key_of_fit, key_of_trial
from ssi_tui.forecasting.outlook import Curve, GoalResult, ModelRemark, Outlook, Series
from ssi_tui.forecasting.starting_point import (
    Array,
    Beginning,
    beginning_of_member,
    evidence_of,
    history,
    logged,
    model_of,
    no_change_of,
    tells_nothing,
)
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import all_progress

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_RUNS = 8
"""Kept for the next question; half a year of one is 0.8 MB."""

LEAST_PACE = 0.05
"""Actions a week that nobody logged: fewer take no minutes to speak of."""


class _SimulatedPlan(NamedTuple):
    """One plan, simulated."""

    plan: Scenario
    lead: int
    """Days from the start of the curves to the plan's first."""
    first: date
    """The plan's first day."""
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
        known = member is None and journal is not None and not tells_nothing(journal)
        self.journal = journal if known else None
        self.model = model_of(journal)
        self._today, self._member, self._seed = today, member, seed
        self._cache = None if folder is None else Cache(folder)
        self._begins: dict[date | Member, Beginning] = {}
        self._runs: dict[tuple[Any, ...], _SimulatedPlan] = {}
        self.stretch = 1.0
        """What past errors widen bands by, as far as anybody has looked: see `catch_up`."""
        self.behind = self.journal is not None
        """Whether `catch_up` has something to do."""
        if self.journal and self._cache:
            stretch, fresh = self._cache.stretch(self._key_of_trial(self.journal))
            self.stretch, self.behind = stretch, not fresh

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
        as it was then.  `confidence` is the part of the draws inside the bands.
        """
        firsts = [start or plan.start or self._today + timedelta(days=1) for plan in scenarios]
        origin = min([self._today, *(first - timedelta(days=1) for first in firsts)])
        leads = [(first - origin).days - 1 for first in firsts]
        plans = list(zip(scenarios, leads, strict=True))
        horizon = days or max(lead + plan.horizon for plan, lead in plans)
        begin = self.beginning(origin, self._member or Member.ORDINARY)
        stretch = self.stretch if begin.known else 1.0
        results = [
            self._ran(begin, plan, lead, origin, horizon, confidence, stretch)
            for plan, lead in plans
        ]
        curves = [
            self._curve(LETTERS[place % len(LETTERS)], run, results[0].forecast)
            for place, run in enumerate(results)
        ]
        return Outlook(
            start=origin,
            days=horizon,
            curves=tuple(curves),
            member=begin.member,
            reading=begin.known.reading if begin.known else None,
            confidence=confidence,
            remarks=(*begin.remarks, *_of_doubts(curves, scenarios)),
            learned_from=begin.learned_from,
            stretch=stretch,
            weights=begin.fit.weights if begin.fit else None,
            no_change=no_change_of(begin.known, origin, horizon, confidence),
        )

    def catch_up(self) -> None:
        """Hold past forecasts against the scores that came after, where that was not done since
        the newest one: some tenths of a second.  Bands are then as wide as it asks for."""
        if self.behind:
            self.tested(self._today)

    def tested(self, day: date) -> Backtest:
        """All that looking back says on one evening; needs a journal.  Today's is kept."""
        if self.journal is None:
            raise ValueError("no journal to look back on")
        known = history(self.journal, day, catalogue=self.model.catalogue)
        tested = backtest(self.model, evidence_of(known, day), seed=self._seed)
        if day == self._today:
            self.stretch, self.behind = tested.stretch, False
            if self._cache:
                self._cache.keep_stretch(self._key_of_trial(self.journal), tested.stretch)
        return tested

    def _key_of_trial(self, journal: Journal) -> str:
        seen = [one for one in journal.readings if one.day <= self._today]
        return key_of_trial(seen, self.model.catalogue, self._seed)

    def beginning(self, day: date, member: Member = Member.ORDINARY) -> Beginning:
        """The state on one evening: fitted to the journal, or a member's.  Kept: it is costly."""
        key = day if self.journal else member
        if key not in self._begins:
            self._begins[key] = (
                self._fitted(self.journal, day)
                if self.journal
                else beginning_of_member(self.model, member, self._seed)
            )
        return self._begins[key]

    def _fitted(self, journal: Journal, day: date) -> Beginning:
        known = history(journal, day, catalogue=self.model.catalogue)
        learned = self._fit(evidence_of(known, day))
        return Beginning(starts=learned.starts, member=None, known=known, fit=learned)

    def _fit(self, evidence: Evidence) -> Fit:
        if self._cache is None:
            return fit(self.model, evidence, seed=self._seed)
        key = key_of_fit(evidence, self.model.catalogue, self._seed)
        learned = self._cache.fit(key)
        if learned is None:
            learned = fit(self.model, evidence, seed=self._seed)
            self._cache.keep_fit(key, learned)
        return learned

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
            _doubting(self.model, begin.starts, plan.doubts) if plan.doubts else begin.starts,
            doses,
            assumptions=plan.assume(begin.starts[0].assumptions),
            shocks=plan.shocks_from(first, lead),
            changes=plan.stock_changes(first, lead),
            confidence=confidence,
            stretch=stretch,
        )
        return _SimulatedPlan(plan, lead, first, result, doses, assumed)

    def logged_pace(self, begin: Beginning) -> Array:
        """(kind,) the usual pace as far as anybody logged it, per week; a member's that was asked
        for is known."""
        return begin.usual if begin.member and self._member else begin.logged

    def due(self, day: date) -> frozenset[str]:
        """The kinds whose target is not met yet on a day."""
        rows = all_progress(self.journal, day) if self.journal else ()
        return frozenset(row.target.kind for row in rows if row.due)

    def _between(self, begin: Beginning, origin: date, lead: int) -> Array:
        """(day, kind) doses before the plan: what was logged up to today, then as usual."""
        doses = np.tile(begin.usual / WEEK, (lead, 1))
        known = min(lead, (self._today - origin).days)
        if self.journal is not None and known > 0:
            first, last = origin + timedelta(days=1), origin + timedelta(days=known)
            done = logged(self.journal, first, last, self.model.catalogue)
            doses[:known] = done + begin.starts[0].rest / WEEK
        return doses

    def _curve(self, letter: str, run: _SimulatedPlan, other: Forecast) -> Curve:
        plan, result, catalogue = run.plan, run.forecast, self.model.catalogue
        ever = np.flatnonzero(run.doses.any(axis=0)).tolist()
        goals = []
        for goal in plan.goals:
            day = run.lead + goal.day(run.first)
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
        return Curve(
            letter=letter,
            name=plan.name,
            description=plan.description,
            start=run.lead + 1,
            total=_series(result.total),
            pillars={pillar: _series(result.pillars[pillar]) for pillar in Pillar},
            plan={catalogue.names[kind]: tuple(run.doses[:, kind].tolist()) for kind in ever},
            minutes_per_week=minutes_per_week(run.doses[run.lead :], catalogue),
            assumed_minutes=run.assumed_minutes,
            goals=tuple(goals),
            difference=None if other is result else _series(result.difference(other)),
        )


@lru_cache(maxsize=4)  # tables are made for each
def _doubting(model: ResponseModel, starts: tuple[Start, ...], doubts: Doubts) -> tuple[Start, ...]:
    """The starts as somebody who doubts the model has them."""
    return tuple(doubted(model, start, doubts) for start in starts)


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
