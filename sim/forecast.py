"""Where someone starts, and where a plan leads from there: bands, goals, paired differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sim.anchor import Observed, anchor
from sim.curves import WEEK, Array
from sim.errors import SimError
from sim.inputs import Assumptions, Shock, StockChange
from sim.members import MEMBERS, MemberState
from sim.response import ResponseModel
from sim.state import Parameters, State
from sim.terms import PILLAR_MAX, TOTAL_MAX, Member, Pillar, Stock
from sim.trajectory import CONFIDENCE, Band, Trajectory, band, bands

USUAL_DAYS = 28
"""Days of a journal that its usual pace is taken from: four whole weeks."""
HISTORY_DAYS = 730
"""Days of a journal that a state is built from.  The slowest effect of a median person halves
in 50 days, so that two years leave 4e-5 of what was before; of one draw in a thousand 8 %."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """Someone on one day: what a forecast goes on from."""

    parameters: Parameters
    state: State
    assumptions: Assumptions
    usual: Array
    """(kind,) usual pace, per week."""


Starts: TypeAlias = Start | Sequence[Start]
"""One, or those of a fit: one for each memory that is possible, which share the draws."""


def several(starts: Starts) -> tuple[Start, ...]:
    """As a sequence; they differ in their draws alone."""
    return (starts,) if isinstance(starts, Start) else tuple(starts)


def today(model: ResponseModel, starts: Starts) -> Array:
    """(draw, pillar) scores of the start's day, all draws."""
    runs = [
        model.simulate(one.parameters, one.state, one.state.recent[:0], one.assumptions)
        for one in several(starts)
    ]
    return np.concatenate([run.pillars[:, 0] for run in runs])


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecast:
    """What a plan leads to, if it is kept; day 0 is the start."""

    trajectory: Trajectory
    total: Band
    pillars: Mapping[Pillar, Band]
    stretch: float = 1.0
    """What all that is said of the draws is widened by, around their median."""

    def probability(self, at_least: float, day: int, pillar: Pillar | None = None) -> float:
        """Part of the draws at or above so many points on a day."""
        scores = self._scores(pillar)[:, day]
        if self.stretch != 1:
            middle = float(np.median(scores))
            at_least = middle + (at_least - middle) / self.stretch
        return float(np.mean(scores >= at_least))

    def difference(self, other: "Forecast", pillar: Pillar | None = None) -> Band:
        """This plan minus the other, draw by draw: both must start from the same parameters."""
        mine, theirs = self._scores(pillar), other._scores(pillar)
        if mine.shape[0] != theirs.shape[0]:
            raise SimError(f"{mine.shape[0]} draws against {theirs.shape[0]}: not the same start")
        days = min(mine.shape[1], theirs.shape[1])
        apart = band(mine[:, :days] - theirs[:, :days], self.total.confidence)
        return apart.widened(self.stretch)

    def _scores(self, pillar: Pillar | None) -> Array:
        return self.trajectory.total if pillar is None else self.trajectory.pillar(pillar)


def start_of_member(
    model: ResponseModel, parameters: Parameters, member: MemberState, *, known: bool = True
) -> Start:
    """A member who has kept the usual pace for long.

    `known`: their score is the one that the median draw shows, as if they had read it today, so
    that the band tells what the plan does and not how people differ.
    """
    usual = np.array(member.week(model.catalogue))
    state = model.steady(parameters, usual, member.stocks, member.assumptions)
    if known:
        today = model.simulate(parameters, state, state.recent[:0], member.assumptions)
        pillars = np.round(np.median(today.pillars[:, 0], axis=0), 3)
        seen = Observed(total=float(pillars.sum()), pillars=pillars.tolist())
        parameters, state = anchor(model, parameters, state, seen, member.assumptions)
    return Start(parameters=parameters, state=state, assumptions=member.assumptions, usual=usual)


def start_of_journal(
    model: ResponseModel,
    parameters: Parameters,
    doses: Array,
    *,
    stocks: Mapping[Stock, float] | None = None,
    assumptions: Assumptions | None = None,
    reading: Observed | None = None,
    reading_age: int = 0,
) -> Start:
    """A person with a journal, on its last day.

    `doses` is (day, kind), the last row today.  `stocks` are today's counts, and what they leave
    open is an ordinary member's.  `reading` was taken `reading_age` days ago, after that day's
    actions; what was done since moves the score on from it.  Without a reading the population's
    level stands, and its wide band.
    """
    assumptions = assumptions or Assumptions()
    if reading_age < 0:
        raise SimError(f"reading_age is {reading_age}, below 0")
    if reading_age > len(doses):
        doses = np.vstack([np.zeros((reading_age - len(doses), doses.shape[1])), doses])
    age = len(doses)
    doses = doses[max(0, age - max(HISTORY_DAYS, reading_age)) :]
    cut = len(doses) - (reading_age if reading else 0)

    counts = {**MEMBERS[Member.ORDINARY].stocks, **(stocks or {})}
    for kind, stock, amount in model.layout.feeding(assumptions):
        name = model.catalogue.stocks[stock].stock
        counts[name] = counts.get(name, 0.0) - amount * float(doses[:, kind].sum())
    counts = {stock: max(0.0, count) for stock, count in counts.items()}
    state = model.step(parameters, model.empty(parameters, counts), doses[:cut], assumptions)
    state = replace(state, age=float(age - (len(doses) - cut)))
    if reading:
        parameters, state = anchor(model, parameters, state, reading, assumptions)
        state = model.step(parameters, state, doses[cut:], assumptions)
    return Start(
        parameters=parameters, state=state, assumptions=assumptions, usual=usual_pace(doses)
    )


def usual_pace(doses: Array) -> Array:
    """(kind,) mean pace of the last four weeks, per week; shorter journals count as they are."""
    recent = doses[-USUAL_DAYS:]
    if not len(recent):
        return np.zeros(doses.shape[1])
    usual: Array = recent.mean(axis=0) * WEEK
    return usual


def forecast(
    model: ResponseModel,
    start: Start,
    doses: Array,
    *,
    assumptions: Assumptions | None = None,
    shocks: Sequence[Shock] = (),
    changes: Sequence[StockChange] = (),
    confidence: float = CONFIDENCE,
) -> Forecast:
    """Bands from today (day 0) on, if `doses`, (day, kind) actions per day, are done.

    Estimates for "if you keep this pace", never for what a person will do.
    """
    trajectory = model.simulate(
        start.parameters,
        start.state,
        doses,
        assumptions or start.assumptions,
        shocks=shocks,
        changes=changes,
        dtype=np.float32,  # 1e-4 points; half the time
    )
    return banded(trajectory, confidence)


def banded(
    trajectory: Trajectory, confidence: float = CONFIDENCE, stretch: float = 1.0
) -> Forecast:
    """The bands of a trajectory, pillar by pillar and in total, `stretch` times as wide."""
    scores = trajectory.scores
    sorted_draws = np.empty((len(scores) + 1, *scores.shape[1:]), dtype=scores.dtype)
    sorted_draws[:-1] = scores
    np.sum(scores, axis=0, out=sorted_draws[-1])
    low, median, high = bands(sorted_draws, confidence)
    most = [*(PILLAR_MAX for _ in Pillar), TOTAL_MAX]
    each = [
        Band(low=low[at], median=median[at], high=high[at], confidence=confidence).widened(
            stretch, 0.0, limit
        )
        for at, limit in enumerate(most)
    ]
    return Forecast(
        trajectory=trajectory,
        total=each[-1],
        pillars=dict(zip(Pillar, each[:-1], strict=True)),
        stretch=stretch,
    )
