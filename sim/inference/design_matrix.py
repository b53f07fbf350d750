"""What each unknown would add to each reading: the columns of the fit, for every half-life node."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sim.inference.observations import USUAL_DAYS, Record
from sim.population import prior
from sim.response.curves import (
    WEEK,
    WINDOW_DAYS,
    Array,
    diminishing_returns,
    fade,
    stock_fraction,
    weekly_pace,
    window_carry,
)
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions

HALF_LIFE_NODES = np.array([-0.9, -0.45, 0.0, 0.45, 0.9])
"""Logarithm of the half-life against the population's: one start alone would miss a second mode."""

NODE_DAYS = prior.HALF_LIFE * np.exp(HALF_LIFE_NODES)
"""The same as half-lives."""

WINDOW = len(HALF_LIFE_NODES)
"""The place of the rival memory behind the half-life nodes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """One number about a person, in units of which the prior is a standard normal."""

    what: str
    """``base``, ``carried``, ``gain``, ``effect`` or ``stock``."""
    pillar: int
    place: int = 0
    """On the effect or stock axis."""
    of: str = ""
    """The effect's kind, or the stock."""
    column: int = 0
    """Its own in the design; a gain has none."""
    name: str
    """By which the population's draws know it: unlearned, it is theirs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """The unknowns z of one series of readings, and how they make its columns' coefficients."""

    unknowns: tuple[Unknown, ...]
    columns: Array
    """(node, reading, column)."""
    points: Array
    """(column,) the coefficients where every unknown is 0."""
    mix: Array
    """(column, unknown) standard deviations: of the value for straight columns, else of its
    logarithm."""
    straight: Array
    """(column,) whether the coefficient is points + mix·z, which may be below 0; else it is
    points·e^(mix·z)."""
    pillar: Array
    """(column,)."""
    pillars: Sequence[int]
    """Whose points the series is the sum of."""

    def coefficients(self, z: Array) -> Array:
        """(…, column) from (…, unknown)."""
        moved = z @ self.mix.T
        made: Array = np.where(
            self.straight, self.points + moved, self.points * np.exp(np.minimum(moved, 5.0))
        )
        return made

    def slopes(self, coefficients: Array) -> Array:
        """(column, unknown) derivatives of the coefficients, (column,)."""
        slopes: Array = np.where(self.straight, 1.0, coefficients)[:, None] * self.mix
        return slopes

    def still(self) -> "Design":
        """The same for someone whose scores do not answer to what is done."""
        return replace(self, columns=np.broadcast_to(self.columns[:, -1:], self.columns.shape))


def designs(model: ResponseModel, record: Record, assumptions: Assumptions) -> list[Design]:
    """One per series of readings: the four pillars, or their sum where only totals are known."""
    shares = model.layout.shares(assumptions)
    active = np.asarray(record.doses.any(axis=0))
    effects = np.flatnonzero(active[model.layout.kind] & (shares > 0))
    moved = _activity(model, record, effects, shares)
    every = [*range(len(PILLARS))]
    series = [every] if record.total_only else [[pillar] for pillar in every]
    terms = [[*_terms(model, record, pillar, effects, moved)] for pillar in every]
    return [_of_sum(pillars, [term for at in pillars for term in terms[at]]) for pillars in series]


Term: TypeAlias = tuple[Unknown, Array | None, float, float]
"""An unknown, its (node, reading) column, its coefficient where every unknown is 0, and by how much
that is unsure; a pillar's gain has no column: it moves those of the effects behind it."""


def _terms(
    model: ResponseModel, record: Record, pillar: int, effects: Array, moved: Array
) -> Iterator[Term]:
    """Those of a pillar; `moved` are the effects' columns, (node, effect, reading)."""
    catalogue, layout, name = model.catalogue, model.layout, PILLARS[pillar]
    still = np.ones((WINDOW + 1, len(record.rows)))
    base, carried, gain = (
        Unknown(what=what, pillar=pillar, name=f"{what} {name}")
        for what in ("base", "carried", "gain")
    )
    yield base, still, prior.BASE[name], prior.BASE_SPREAD
    # A log of a day says nothing of the weeks before it: those are in balance with the score.
    told = 0 if record.logged is None else len(record.doses) - record.logged
    yield carried, _carried(record), 0.0, prior.PAST_SPREAD * (1 - np.exp(-told / USUAL_DAYS))
    yield gain, None, 0.0, 0.0
    for at in np.flatnonzero(layout.pillar[effects] == pillar).tolist():
        place = int(effects[at])
        kind, effect = catalogue.names[layout.kind[place]], catalogue.effects[place][1]
        known = f"effect {kind} {effect.pillar} {effect.share}"
        unknown = Unknown(what="effect", pillar=pillar, place=place, of=kind, name=known)
        yield unknown, moved[:, at], effect.points, prior.EFFECT_SPREAD
    for place in np.flatnonzero(layout.stock_pillar == pillar).tolist():
        row, known = catalogue.stocks[place], f"stock {catalogue.stocks[place].stock}"
        unknown = Unknown(what="stock", pillar=pillar, place=place, of=str(row.stock), name=known)
        fraction = stock_fraction(record.stocks[record.rows, place], row.half_count)
        if fraction.any():
            yield unknown, fraction * still, row.points, prior.EFFECT_SPREAD


def _of_sum(pillars: Sequence[int], terms: Iterable[Term]) -> Design:
    """That of the sum of some pillars."""
    unknowns: list[Unknown] = []
    columns: list[Array] = []
    points: list[float] = []
    mix: dict[tuple[int, int], float] = {}
    gain = 0
    for unknown, column, size, spread in terms:
        if column is None:
            gain = len(unknowns)
            unknowns.append(unknown)
            continue
        if unknown.what == "effect":
            mix[len(columns), gain] = prior.GAIN_SPREAD
        mix[len(columns), len(unknowns)] = spread
        unknowns.append(replace(unknown, column=len(columns)))
        columns.append(column)
        points.append(size)
    spreads = np.zeros((len(columns), len(unknowns)))
    spreads[tuple(zip(*mix, strict=True))] = list(mix.values())
    owners = [unknown for unknown in unknowns if unknown.what != "gain"]
    return Design(
        unknowns=tuple(unknowns),
        columns=np.stack(columns, axis=-1),
        points=np.array(points),
        mix=spreads,
        straight=np.array([owner.what in ("base", "carried") for owner in owners]),
        pillar=np.array([owner.pillar for owner in owners]),
        pillars=pillars,
    )


def _carried(record: Record) -> Array:
    """(node, reading) part that is left of what the past was above or below its assumed pace;
    nothing where there is no log to fall away from."""
    if record.logged is None:
        return np.zeros((WINDOW + 1, len(record.rows)))
    age = np.maximum(record.rows + 1.0 - record.logged, 0.0)
    return np.vstack([fade(age, NODE_DAYS[:, None]), window_carry(age)[None]])


def _activity(model: ResponseModel, record: Record, effects: Array, shares: Array) -> Array:
    """(node, effect, reading): x of equations 3 and 3' on the evenings of the readings, for someone
    who kept the pace from before the log for good."""
    layout = model.layout
    last = int(record.rows[-1])
    days, which = np.unique(record.rows, return_inverse=True)
    earlier = np.tile(record.before / WEEK, (WEEK, 1))
    pace = weekly_pace(np.vstack([earlier, record.doses[: last + 1]]))
    kinds = layout.kind[effects]
    half = np.array([model.catalogue.kinds[kind].half_pace for kind in kinds.tolist()])
    drive = diminishing_returns(pace[:, kinds] * shares[effects], half).T
    steady, moved = drive[:, :1], drive[:, 1:] - drive[:, :1]

    multiples, group = np.unique(layout.group_memory[layout.group[effects]], return_inverse=True)
    half_lives = NODE_DAYS[:, None] * multiples
    # Weights that grow to 1 today: at most 2^(−1100/6.9), so that nothing underflows.
    weights = fade(np.arange(last, -1, -1.0), half_lives[..., None])
    weights *= (1.0 - fade(1.0, half_lives))[..., None]
    starts = np.concatenate([[0], days[:-1] + 1])
    gathered = np.add.reduceat(weights[:, group] * moved, starts, axis=-1).cumsum(axis=-1)
    gathered /= fade(last - days, half_lives[:, group, None])
    total = np.concatenate([np.zeros((len(drive), 1)), moved.cumsum(axis=-1)], axis=-1)
    window = total[..., days + 1] - total[..., np.maximum(days + 1 - WINDOW_DAYS, 0)]
    made: Array = np.concatenate([gathered, window[None] / WINDOW_DAYS])[..., which]
    return made + steady
