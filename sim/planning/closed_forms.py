"""What keeping a pace, or doing one thing more, comes to: closed forms of equations 1 to 6.

A plan has one pace from tomorrow on.  After a week it has replaced the old one, so that the
activity on a date is a sum of at most seven terms, whatever the horizon.
"""

from collections.abc import Iterator

import numpy as np

from sim.population.start import Start
from sim.response.curves import (
    WEEK,
    WINDOW_DAYS,
    Array,
    diminishing_returns,
    fade,
    stock_fraction,
    weekly_pace,
)
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Memory, State


def points_at_paces(
    model: ResponseModel, start: Start, kinds: Array, paces: Array, days: int
) -> Array:
    """(draw, rung, pillar) points after so many days; a rung is one kind at one pace per week.

    What the kinds have left behind in stocks is not among them.
    """
    points = np.zeros((start.parameters.draws, len(kinds), len(PILLARS)))
    for rungs, effects in _effects(model, kinds):
        pace = _paces(start, kinds[rungs], np.asarray(paces)[rungs] / WEEK, min(days, WEEK))
        weights, before = _weights(model, start, effects, days, len(pace))
        shares = model.layout.shares(start.assumptions)[effects]
        half = start.parameters.half_pace[:, kinds[rungs]]
        part = diminishing_returns((shares * pace)[:, None], half)
        activity = np.einsum("rde,rde->de", part, weights) + before
        points[:, rungs, model.layout.pillar[effects]] += _worth(model, start, effects) * activity
    return points


def points_of_one_more(model: ResponseModel, start: Start, kinds: Array, days: int) -> Array:
    """(draw, kind, pillar) points that one more today adds, as a mean over the next so many days.

    Everything else goes on at the usual pace.
    """
    once = np.eye(len(model.catalogue))[kinds]
    left, lasting = (
        stock_parts(model, start, start.state, once),
        stock_points(model, start, start.state),
    )
    points: Array = left @ lasting
    for places, effects in _effects(model, kinds):
        usual = start.usual[kinds[places]] / WEEK
        pace = _paces(start, kinds[places], usual, min(days, WEEK))
        shares = model.layout.shares(start.assumptions)[effects]
        half = start.parameters.half_pace[:, kinds[places]]
        # One more gives the same part of what is still missing, however much there is.
        more = 1.0 - diminishing_returns((shares * pace)[:, None], half)
        more *= diminishing_returns(shares, half)
        # A row's drive counts (1 − φ)·φ^(t − row) on day t: 1 − φ^lasts over the days to come.
        lasts = (days - np.arange(len(pace)))[:, None, None]
        if start.parameters.memory is Memory.FADING:
            more *= 1.0 - fade(lasts, _half_life(model, start, effects))
        else:
            more *= np.minimum(lasts, WINDOW_DAYS) / WINDOW_DAYS
        worth = _worth(model, start, effects)
        points[:, places, model.layout.pillar[effects]] += worth * more.sum(axis=0) / days
    return points


def stock_parts(model: ResponseModel, start: Start, state: State, done: Array) -> Array:
    """What (option, kind) actions leave behind in the stocks of a state: (option, stock) parts of
    the stocks' points, 0 to 1."""
    added = np.zeros((len(done), len(model.catalogue.stocks)))
    for kind, stock, amount in model.layout.feeding(start.assumptions):
        added[:, stock] += amount * done[:, kind]
    parts = np.zeros_like(added)
    for stock in np.flatnonzero(added.any(axis=0)).tolist():
        half, count = model.catalogue.stocks[stock].half_count, state.stocks[stock]
        more = stock_fraction(count + added[:, stock], half) - stock_fraction(count, half)
        parts[:, stock] = more
    return parts


def stock_points(model: ResponseModel, start: Start, state: State) -> Array:
    """(draw, stock, pillar) points of the stocks when complete."""
    home = np.eye(len(PILLARS))[model.layout.stock_pillar]
    points: Array = state.scale * start.parameters.lasting[:, :, None] * home
    return points


def _effects(model: ResponseModel, kinds: Array) -> Iterator[tuple[Array, Array]]:
    """Places in `kinds` with the first effect of each, then those with a second one, and so on."""
    of_kind = [np.flatnonzero(model.layout.kind == kind) for kind in range(len(model.catalogue))]
    counts = np.array([len(effects) for effects in of_kind])[kinds]
    for number in range(counts.max(initial=0)):
        places = np.flatnonzero(counts > number)
        yield places, np.array([of_kind[kind][number] for kind in kinds[places].tolist()])


def _paces(start: Start, kinds: Array, doses: Array, rows: int) -> Array:
    """(row, entry) actions in the seven days up to days 1, 2, … at so many a day from day 1 on."""
    tail = start.state.recent[1 - WEEK :][:, kinds]
    older = np.vstack([tail[row:].sum(axis=0) for row in range(rows)])
    return older + np.arange(1, rows + 1)[:, None] * doses


def _weights(
    model: ResponseModel, start: Start, effects: Array, days: int, rows: int
) -> tuple[Array, Array]:
    """(row, draw, effect) weight of the drive of each row on the date, the last row for all days
    from it on; and (draw, effect) what is left of the time before."""
    parameters, state = start.parameters, start.state
    begun = days - np.arange(rows)
    ended = np.append(begun[1:], 0)
    if parameters.memory is Memory.FADING:
        half_life = _half_life(model, start, effects)
        left = fade(np.append(begun, 0)[:, None, None], half_life)
        return left[1:] - left[:-1], state.activity[:, effects] * left[0]
    kinds = model.layout.kind[effects]
    counted = np.minimum(begun, WINDOW_DAYS) - np.minimum(ended, WINDOW_DAYS)
    pace = weekly_pace(state.recent)[min(days, WINDOW_DAYS) :, kinds]
    shares = model.layout.shares(start.assumptions)[effects]
    part = diminishing_returns((shares * pace)[:, None], parameters.half_pace[:, kinds])
    weights = np.broadcast_to(
        counted[:, None, None] / WINDOW_DAYS, (rows, parameters.draws, len(effects))
    )
    return weights, part.sum(axis=0) / WINDOW_DAYS


def _half_life(model: ResponseModel, start: Start, effects: Array) -> Array:
    """(draw, effect), days."""
    memory = model.layout.group_memory[model.layout.group[effects]]
    half_life: Array = start.parameters.half_life[:, model.layout.pillar[effects]] * memory
    return half_life


def _worth(model: ResponseModel, start: Start, effects: Array) -> Array:
    """(draw, effect), signed points of the whole effect."""
    worth: Array = (
        start.state.scale * model.layout.sign[effects] * start.parameters.gain[:, effects]
    )
    return worth
