"""Where someone stands on one day: what a forecast goes on from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sim.population.members import MemberState
from sim.population.prior import BASE_SPREAD, EFFECT_SPREAD, GAIN_SPREAD
from sim.response.active_days import ACTIVE
from sim.response.curves import Array, diminishing_returns
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Doubts, Memory, Observed, Parameters, State, bands
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """Someone on one day: what a forecast goes on from."""

    parameters: Parameters
    state: State
    assumptions: Assumptions
    usual: Array
    """(kind,) usual pace, per week: what is logged, and what is assumed beside it."""
    assumed: Array
    """(kind,) the part of the usual pace that nobody logged, per week."""
    ceiling: float = TOTAL_MAX
    """Total points that are not passed, whatever is done; who is above today may stay."""

    def __repr__(self) -> str:
        return f"<Start of {self.parameters.draws} draws, {self.usual.sum():.0f} actions a week>"

    @property
    def logged(self) -> Array:
        """(kind,) the part of the usual pace that was logged, per week."""
        known: Array = self.usual - self.assumed
        return known

    @property
    def rest(self) -> Array:
        """(kind,) pace of what nobody logs, per week: "usual" keeps it, stopping ends it."""
        rest: Array = np.where(self.logged > 1e-9, 0.0, self.assumed)
        rest[ACTIVE] = self.assumed[ACTIVE]  # of the kinds that are assumed
        return rest


Starts: TypeAlias = Start | Sequence[Start]
"""One, or those of a fit: one for each memory that is possible, which share the draws."""


def several(starts: Starts) -> tuple[Start, ...]:
    """As a sequence; they differ in their draws alone."""
    return (starts,) if isinstance(starts, Start) else tuple(starts)


def today(model: ResponseModel, starts: Starts) -> Array:
    """(draw, pillar) scores of the start's day, all draws."""
    each = [model.scores(one.parameters, one.state, one.assumptions) for one in several(starts)]
    return np.concatenate(each)


def start_of_member(
    model: ResponseModel, parameters: Parameters, member: MemberState, *, known: bool = True
) -> Start:
    """A member who has kept the usual pace for long.

    `known`: their score is the one that the median draw shows, as if they had read it today, so
    that the band tells what the plan does and not how people differ.
    """
    usual, told = member.week(model.catalogue), member.assumptions
    state = model.steady(parameters, usual, member.stocks, told)
    if known:
        # np.median would load numpy.ma, half of what bare Python takes
        pillars = np.round(bands(model.scores(parameters, state, told).T)[1], 3)
        seen = Observed(total=float(pillars.sum()), pillars=pillars.tolist())
        parameters, state = anchor(model, parameters, state, seen, told)
    return Start(
        parameters=parameters, state=state, assumptions=told, usual=usual,
        assumed=np.zeros_like(usual),
    )  # fmt: skip


def anchor(
    model: ResponseModel,
    parameters: Parameters,
    state: State,
    reading: Observed,
    assumptions: Assumptions,
) -> tuple[Parameters, State]:
    """Parameters and state of which every draw shows the reading on its day, exactly.

    `state` is the day of the reading.  What base, lasting things and activity are off by is shared
    among them in proportion to their variances among people; how much of a score is base and how
    much activity is what one reading leaves open, and the draws differ in it.
    """
    parts = model.contributions(parameters, state, assumptions)
    lasting = model.layout.stocks_by_pillar(parts.stocks)
    activity = parts.kinds.sum(axis=1)
    plain = parts.base + parts.carried + lasting + activity
    if reading.pillars is None:
        target = with_total(np.clip(plain, 0.0, PILLAR_MAX), reading.total)
    else:
        target = np.tile(np.asarray(reading.pillars, dtype=np.float64), (len(plain), 1))
    doubts = [
        np.full_like(plain, BASE_SPREAD**2),
        (EFFECT_SPREAD * lasting) ** 2,
        (GAIN_SPREAD * activity) ** 2,
    ]
    missing = (target - plain) / sum(doubts)
    stock = _factor(missing * doubts[1], lasting)
    gain = _factor(missing * doubts[2], activity)
    rest = parts.carried + lasting * stock + activity * gain
    anchored = replace(
        parameters,
        base=(target - rest) / state.scale,
        gain=parameters.gain * gain[:, model.layout.pillar],
        lasting=parameters.lasting * stock[:, model.layout.stock_pillar],
        offset=None,
    )
    return anchored, replace(state, elapsed=0.0)


LEAST = 0.2
"""What is left at least of a gain, whatever is read: activity never costs."""


def _factor(points: Array, of: Array) -> Array:
    """By how much to multiply so that so many points come to `of`."""
    factor: Array = np.maximum(1.0 + points / np.where(np.abs(of) > 1e-6, of, np.inf), LEAST)
    return factor


def with_total(points: Array, total: float) -> Array:
    """(draw, pillar) points between 0 and 25 with this total, in the proportions given; what is
    above 25 goes to the others."""
    weight = np.maximum(points, 0.0) + 0.1  # a pillar at 0 is small, not impossible
    split: Array = weight * total / weight.sum(axis=1, keepdims=True)
    for _ in Pillar:
        excess = np.maximum(split - PILLAR_MAX, 0.0).sum(axis=1, keepdims=True)
        split = np.minimum(split, PILLAR_MAX)
        takers = np.where(split < PILLAR_MAX, weight, 0.0)
        split += excess * takers / np.maximum(takers.sum(axis=1, keepdims=True), 1e-12)
    return np.minimum(split, PILLAR_MAX)


LEAST_PACE = 1e-6
"""A week: what stands in for a pace of nothing, whose ratio is then the limit."""


def half_life_of(start: Start) -> float:
    """Days, the median over draws and pillars: what a doubt of it is put in the place of."""
    return float(np.median(start.parameters.half_life))


def doubted(model: ResponseModel, start: Start, doubts: Doubts) -> Start:
    """The start as somebody with these doubts would have it.

    Today's score is known and stays in every draw: what activity is then worth more or less today
    is taken from the base.  How people differ stays too: every draw is changed by one factor.
    """
    if not doubts:
        return start
    before = start.parameters
    worth = dict(doubts.worth)
    names = model.catalogue.names
    times = np.array([worth.get(names[kind], 1.0) for kind in model.layout.kind.tolist()])
    days = before.half_life
    if doubts.half_life is not None:
        days = days * (doubts.half_life / half_life_of(start))
    after = replace(
        before,
        half_life=days,
        half_pace=before.half_pace * doubts.half_pace,
        gain=before.gain * times,
    )
    state = _at_pace(model, start, after)
    then, now = (
        model.contributions(people, day, start.assumptions).latent
        for people, day in ((before, start.state), (after, state))
    )
    parameters = replace(after, base=after.base + (then - now) / state.scale)
    licensed = start.assumptions.sales_navigator is True
    ceiling = start.ceiling if licensed else doubts.ceiling
    return replace(start, parameters=parameters, state=state, ceiling=ceiling)


def _at_pace(model: ResponseModel, start: Start, after: Parameters) -> State:
    """With the activity that the same past has left under another half-pace.

    What is remembered stands to what the usual pace would leave as it did before.
    """
    state, before, layout = start.state, start.parameters, model.layout
    if before.memory is Memory.WINDOW:
        return state  # made of the doses themselves
    counted = layout.shares(start.assumptions) * start.usual[layout.kind]
    pace = np.maximum(counted, LEAST_PACE)
    ratio = diminishing_returns(pace, after.half_pace[:, layout.kind]) / diminishing_returns(
        pace, before.half_pace[:, layout.kind]
    )
    return replace(state, activity=np.clip(state.activity * ratio, 0.0, 1.0))
