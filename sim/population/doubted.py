"""A start with some of the model's numbers replaced: the same score today, another way from it."""

from dataclasses import replace

import numpy as np

from sim.population.start import Start
from sim.response.curves import Array, diminishing_returns
from sim.response.doubts import Doubts
from sim.response.model import ResponseModel
from sim.response.state import Contributions, Memory, Parameters, State

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
    gone = _points(model, before, start.state, start) - _points(model, after, state, start)
    parameters = replace(after, base=after.base + gone / state.scale)
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


def _points(model: ResponseModel, parameters: Parameters, state: State, start: Start) -> Array:
    """(draw, pillar) points of the day before drift and the limits."""
    parts: Contributions = model.contributions(parameters, state, start.assumptions)
    lasting = model.layout.stocks_by_pillar(parts.stocks)
    points: Array = parts.base + parts.carried + lasting + parts.kinds.sum(axis=1)
    return points
