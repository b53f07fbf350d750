"""Tie the population to one reading: every draw passes through it on its day.

This stands in for a personal fit: it learns a person's level from the latest reading and nothing
else.  How a person responds stays what the population says, except where the activity logged
would give more than was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sim.errors import SimError
from sim.population.members import MEMBERS, MemberState
from sim.population.prior import BASE, BASE_SPREAD, CARRIED, READING_NOISE
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Parameters, State
from sim.terms import PILLAR_MAX, TOTAL_MAX, Member, Pillar, Stock

BASE_BOUND = np.array([BASE[pillar] + 2 * BASE_SPREAD for pillar in Pillar])
"""(pillar,) most points of base: two standard deviations above the population's; what a reading
shows beyond it was earned, and fades."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """A score as LinkedIn showed it."""

    total: float
    """Points, 0 to 100."""
    pillars: Sequence[float] | None = None
    """Points, 0 to 25, in the order of `Pillar`; None where only the total is known."""

    def __post_init__(self) -> None:
        given = self.pillars if self.pillars is not None else [self.total / len(BASE)]
        if self.pillars is not None and len(given) != len(Pillar):
            raise SimError(f"{len(given)} pillars, not {len(Pillar)}")
        if not (0 <= self.total <= TOTAL_MAX and all(0 <= y <= PILLAR_MAX for y in given)):
            raise SimError(f"a reading of {self.total} with pillars {self.pillars}")

    @property
    def step(self) -> float:
        """Width of rounding: 1 for whole numbers, .001 for LinkedIn's decimals (equation 9)."""
        values = self.pillars if self.pillars is not None else [self.total]
        return 1.0 if all(float(y).is_integer() for y in values) else 0.001


def anchor(
    model: ResponseModel,
    parameters: Parameters,
    state: State,
    reading: Observed,
    assumptions: Assumptions,
) -> tuple[Parameters, State]:
    """Parameters and state of which every draw shows the reading, within its noise, that day.

    `state` is the day of the reading.  What stocks and activity do not explain becomes base,
    as far as the population's bound allows, and carried-in points, which fade; each takes of the
    difference to the prior in proportion to its prior variance.  Where stocks and activity alone
    are above the reading, that pillar's gains are scaled down to it.
    """
    parts = model.contributions(parameters, state, assumptions)
    earned = parts.kinds.sum(axis=1) + model.layout.stocks_by_pillar(parts.stocks)
    seen = _seen(reading, np.clip(parts.score - parts.drift, 0.0, PILLAR_MAX), parameters.noise)
    rest = np.maximum(seen - earned, 0.0)

    spread = np.square(CARRIED.spread * parts.carried)
    share = BASE_SPREAD**2 / (BASE_SPREAD**2 + spread)
    base = parts.base + share * (rest - parts.base - parts.carried)
    base = np.clip(base, 0.0, np.minimum(rest, state.scale * BASE_BOUND))
    shrink = np.where(seen < earned, seen / np.where(earned > 0, earned, 1.0), 1.0)
    return (
        replace(
            parameters,
            base=base / state.scale,
            carried=(rest - base) / state.scale,
            gain=parameters.gain * shrink[:, model.layout.pillar],
            lasting=parameters.lasting * shrink[:, model.layout.stock_pillar],
        ),
        replace(state, age=0.0, elapsed=0.0),
    )


def _seen(reading: Observed, expected: Array, noise: Array) -> Array:
    """(draw, pillar) scores behind the reading: rounding and noise undone, draw by draw.

    Near 0 and 25 the noise is cut on both sides alike, so that its median stays the reading.  A
    total without pillars is split, in each draw, as that draw expects it; what is above 25
    goes to the others.
    """
    spread = np.hypot(READING_NOISE, reading.step / np.sqrt(12))
    if reading.pillars is not None:
        pillars = np.asarray(reading.pillars, dtype=np.float64)
        room = np.minimum(pillars, PILLAR_MAX - pillars)
        seen: Array = pillars + np.clip(spread * noise, -room, room)
        return seen
    most = min(reading.total, TOTAL_MAX - reading.total)
    total = reading.total + np.clip(spread * noise[:, :1], -most, most)
    weight = expected + 0.1  # a pillar at 0 is small, not impossible
    split: Array = weight * total / weight.sum(axis=1, keepdims=True)
    for _ in Pillar:
        excess = np.maximum(split - PILLAR_MAX, 0.0).sum(axis=1, keepdims=True)
        split = np.minimum(split, PILLAR_MAX)
        takers = np.where(split < PILLAR_MAX, weight, 0.0)
        split += excess * takers / np.maximum(takers.sum(axis=1, keepdims=True), 1e-12)
    return np.minimum(split, PILLAR_MAX)


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
