"""What each unknown would add to each reading: the columns of the fit, for every half-life node.

Between the nodes of the half-life nothing is assumed; in the half-pace the columns are parabolas
through three exact points, off by less than 0.4 % of an effect within 2.4 standard deviations.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.inference.observations import Record
from sim.population.prior import (
    BASE,
    BASE_SPREAD,
    CARRIED,
    EFFECT_SPREAD,
    GAIN_SPREAD,
    HALF_LIFE,
    HALF_PACE_SPREAD,
)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """One number about a person, in units of which the prior is normal."""

    what: str
    """``base``, ``carried``, ``gain``, ``effect``, ``half_pace`` or ``stock``."""
    pillar: int
    place: int
    """On the effect, kind or stock axis; else 0."""
    centre: float
    spread: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """The unknowns θ of one series of readings, and how they make its columns' coefficients.

    A coefficient is `points`·exp(θ[first] + θ[second])·θ[bend]^power; that of a base column is
    the base itself.  Places one past the last unknown stand for "none".
    """

    unknowns: tuple[Unknown, ...]
    columns: Array
    """(node, reading, column)."""
    points: Array
    first: Array
    second: Array
    bend: Array
    power: Array
    """Each (column,)."""
    pillar: Array
    """(column,)."""

    @cached_property
    def bases(self) -> Array:
        """Places of the base columns, one per pillar: each pillar's first."""
        return np.flatnonzero(np.diff(self.pillar, prepend=-1))

    @cached_property
    def base_unknowns(self) -> Array:
        """Places of the bases among the unknowns."""
        return self.first[self.bases]

    @cached_property
    def powers(self) -> tuple[Array, Array, Array]:
        """Each (column,) 1 for the columns that go with the bend's power of 0, 1, 2."""
        none, linear, square = ((self.power == power).astype(float) for power in range(3))
        return none, linear, square

    @cached_property
    def second_order(self) -> tuple[Array, Array]:
        """Which pairs of unknowns bend a column together, as (pair,) places in a flat square of
        the unknowns, and how: (3·column, pair), by the columns' values, by their derivatives by the
        bend, and by twice what those with a square are without it."""
        scales = self._places(self.first, self.second)
        scales[self.bases] = 0.0
        turns = self._places(self.bend)
        square = turns * self.powers[2][:, None]
        count = len(self.unknowns) ** 2
        straight = np.einsum("ci,cj->cij", scales, scales).reshape(-1, count)
        across = np.einsum("ci,cj->cij", scales, turns)
        mixed = (across + across.transpose(0, 2, 1)).reshape(-1, count)
        twice = np.einsum("ci,cj->cij", square, square).reshape(-1, count)
        whole = np.vstack([straight, mixed, twice])
        pairs = np.flatnonzero(whole.any(axis=0))
        return pairs, np.ascontiguousarray(whole[:, pairs])

    def _places(self, *axes: Array) -> Array:
        made = np.zeros((len(self.points), len(self.unknowns) + 1))
        for axis in axes:
            made[np.arange(len(made)), axis] = 1.0
        return made[:, :-1]

    @cached_property
    def centre(self) -> Array:
        """(unknown,)."""
        return np.array([unknown.centre for unknown in self.unknowns])

    @cached_property
    def spread(self) -> Array:
        """(unknown,)."""
        return np.array([unknown.spread for unknown in self.unknowns])


def base_points(theta: Array) -> Array:
    """Points of base: the unknown itself, bent smoothly to stay above 0."""
    return np.logaddexp(0.0, theta / SOFT) * SOFT


def base_slope(theta: Array) -> Array:
    """Its derivative."""
    slope: Array = 0.5 * (1.0 + np.tanh(0.5 * theta / SOFT))
    return slope


SOFT = 0.3
"""Points over which the bend at a base of 0 is smoothed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """The columns' coefficients at one place, and what their derivatives are made of."""

    made: Array
    """(…, column) the coefficients."""
    whole: Array
    """(…, column) without the half-pace's bend."""
    once: Array
    """(…, column) derivative by the bend."""


def curve(block: Block, theta: Array) -> Curve:
    """From (…, unknown)."""
    padded = np.zeros((*theta.shape[:-1], theta.shape[-1] + 1))
    padded[..., :-1] = theta
    none, linear, square = block.powers
    whole = padded.take(block.first, axis=-1)
    whole += padded.take(block.second, axis=-1)
    np.exp(whole, out=whole)
    whole *= block.points
    bent = padded.take(block.bend, axis=-1)
    part = bent * square  # of the bend's derivative, then of the bend itself
    once = 2.0 * part
    once += linear
    once *= whole
    part += linear
    part *= bent
    part += none
    part *= whole
    part[..., block.bases] = base_points(theta.take(block.base_unknowns, axis=-1))
    return Curve(made=part, whole=whole, once=once)


def coefficients(block: Block, theta: Array) -> Array:
    """(…, column) from (…, unknown)."""
    return curve(block, theta).made


def slopes(block: Block, theta: Array, at: Curve) -> Array:
    """(cell, column, unknown): derivatives of `coefficients`; theta is (cell, unknown)."""
    cells, unknowns = theta.shape
    jacobian = np.zeros((cells, len(block.points), unknowns + 1))
    column = np.arange(len(block.points))
    jacobian[:, column, block.first] = at.made
    jacobian[:, column, block.second] = at.made
    jacobian[:, column, block.bend] = at.once
    place = block.base_unknowns
    jacobian[:, block.bases, place] = base_slope(theta[:, place])
    return jacobian[:, :, :-1]


def bends(block: Block, theta: Array, weight: Array, at: Curve) -> Array:
    """(cell, unknown, unknown): Σ over the columns of weight times their second derivatives."""
    pairs, how = block.second_order
    cells, unknowns = theta.shape
    by = np.concatenate([weight * at.made, weight * at.once, 2.0 * weight * at.whole], axis=1)
    curved = np.zeros((cells, unknowns * unknowns))
    curved[:, pairs] = by @ how
    curved = curved.reshape(cells, unknowns, unknowns)
    place = block.base_unknowns
    slope = base_slope(theta[:, place])
    curved[:, place, place] += weight[:, block.bases] * slope * (1.0 - slope) / SOFT
    return curved


HALF_LIFE_NODES = np.array([-0.9, -0.45, 0.0, 0.45, 0.9])
"""Logarithm of the half-life against the population's: one start alone would miss a second mode."""


WINDOW = len(HALF_LIFE_NODES)
"""The place of the rival memory behind the half-life nodes."""


BEND = 0.6 * np.cos(np.pi / 6)
"""Log half-pace of the outer points of the parabolas: Chebyshev's for ±0.6."""


def blocks(
    model: ResponseModel, record: Record, assumptions: Assumptions, scale: Array
) -> list[Block]:
    """A block per series of readings; `scale` is (reading,), the product of the re-basings."""
    layout, catalogue = model.layout, model.catalogue
    shares = layout.shares(assumptions)
    effects = np.flatnonzero(record.active[layout.kind] & (shares > 0))
    moved = _activity(model, record, effects, shares)
    carried = _carried(record)
    fractions = np.stack(
        [
            stock_fraction(record.stocks[record.rows, at], row.half_count)
            for at, row in enumerate(catalogue.stocks)
        ],
        axis=-1,
    )
    made = []
    for pillar in range(len(PILLARS)):
        unknowns = [
            Unknown(
                what="base", pillar=pillar, place=0,
                centre=BASE[PILLARS[pillar]], spread=BASE_SPREAD,
            ),
            Unknown(
                what="carried", pillar=pillar, place=0,
                centre=float(np.log(CARRIED.value)), spread=CARRIED.spread,
            ),
            Unknown(what="gain", pillar=pillar, place=0, centre=0.0, spread=GAIN_SPREAD),
        ]  # fmt: skip
        rows: list[tuple[float, int, int, int, int]] = [(1.0, 0, -1, -1, 0), (1.0, 1, -1, -1, 0)]
        columns = [np.ones_like(carried), carried]
        bends: dict[int, int] = {}
        for at in np.flatnonzero(layout.pillar[effects] == pillar).tolist():
            effect = int(effects[at])
            kind, own = int(layout.kind[effect]), len(unknowns)
            unknowns.append(
                Unknown(
                    what="effect", pillar=pillar, place=effect, centre=0.0, spread=EFFECT_SPREAD
                )
            )
            points = catalogue.effects[effect][1].points
            low, middle, high = moved[:, at].transpose(1, 0, 2)
            rows.append((points, 2, own, -1, 0))
            columns.append(middle)
            # A kind's half-pace is learned where it counts most: in its first effect's pillar.
            if PILLARS.index(catalogue.kinds[kind].effects[0].pillar) == pillar:
                if kind not in bends:
                    bends[kind] = len(unknowns)
                    unknowns.append(
                        Unknown(
                            what="half_pace", pillar=pillar, place=kind,
                            centre=0.0, spread=HALF_PACE_SPREAD,
                        )
                    )  # fmt: skip
                rows += [(points, 2, own, bends[kind], power) for power in (1, 2)]
                columns += [
                    (high - low) / (2 * BEND),
                    (high + low - 2 * middle) / (2 * BEND**2),
                ]
        for stock in np.flatnonzero(layout.stock_pillar == pillar).tolist():
            if fractions[:, stock].any():
                rows.append((catalogue.stocks[stock].points, len(unknowns), -1, -1, 0))
                columns.append(np.broadcast_to(fractions[:, stock], carried.shape))
                unknowns.append(
                    Unknown(
                        what="stock", pillar=pillar, place=stock, centre=0.0, spread=EFFECT_SPREAD
                    )
                )
        made.append(_block(unknowns, rows, columns, scale))
    return [_joined(made)] if record.total_only else made


def _block(
    unknowns: list[Unknown],
    rows: list[tuple[float, int, int, int, int]],
    columns: list[Array],
    scale: Array,
) -> Block:
    points, *places = (np.array(part) for part in zip(*rows, strict=True))
    first, second, bend = (np.where(part < 0, len(unknowns), part) for part in places[:3])
    return Block(
        unknowns=tuple(unknowns),
        columns=np.stack(columns, axis=-1) * scale[:, None],
        points=points.astype(np.float64),
        first=first,
        second=second,
        bend=bend,
        power=places[3],
        pillar=np.full(len(rows), unknowns[0].pillar),
    )


def _joined(parts: list[Block]) -> Block:
    """One block whose series is the sum of the parts' series."""
    unknowns = tuple(unknown for part in parts for unknown in part.unknowns)
    offsets = np.cumsum([0, *(len(part.unknowns) for part in parts)])

    def places(field: str) -> Array:
        moved = []
        for part, offset in zip(parts, offsets, strict=False):
            values = getattr(part, field)
            none = values == len(part.unknowns)
            moved.append(np.where(none, len(unknowns), values + offset))
        return np.concatenate(moved)

    return Block(
        unknowns=unknowns,
        columns=np.concatenate([part.columns for part in parts], axis=-1),
        points=np.concatenate([part.points for part in parts]),
        first=places("first"),
        second=places("second"),
        bend=places("bend"),
        power=np.concatenate([part.power for part in parts]),
        pillar=np.concatenate([part.pillar for part in parts]),
    )


def _carried(record: Record) -> Array:
    """(node, reading) part of the carried-in points that is left."""
    age = np.maximum(record.rows + 1.0 - record.logged, 0.0)
    half_lives = HALF_LIFE.value * np.exp(HALF_LIFE_NODES)
    return np.vstack([fade(age, half_lives[:, None]), window_carry(age)[None]])


def _activity(model: ResponseModel, record: Record, effects: Array, shares: Array) -> Array:
    """(node, effect, bend, reading): x of equations 3 and 3' on the evenings of the readings."""
    layout = model.layout
    last = int(record.rows[-1])
    days, which = np.unique(record.rows, return_inverse=True)
    quiet = np.zeros((WEEK - 1, record.doses.shape[1]))
    pace = weekly_pace(np.vstack([quiet, record.doses[: last + 1]]))
    kinds = layout.kind[effects]
    counted = (pace[:, kinds] * shares[effects]).T
    half = np.array([model.catalogue.kinds[kind].half_pace for kind in kinds.tolist()])
    bends = half[:, None] * np.exp(np.array([-BEND, 0.0, BEND]))
    drive = diminishing_returns(counted[:, None], bends[..., None])

    multiples, group = np.unique(layout.group_memory[layout.group[effects]], return_inverse=True)
    half_lives = HALF_LIFE.value * np.exp(HALF_LIFE_NODES)[:, None] * multiples
    # Weights that grow to 1 today: at most 2^(−1100/6.9), so that nothing underflows.
    weights = fade(np.arange(last, -1, -1.0), half_lives[..., None])
    weights *= (1.0 - fade(1.0, half_lives))[..., None]
    starts = np.concatenate([[0], days[:-1] + 1])
    gathered = np.add.reduceat(weights[:, group, None] * drive, starts, axis=-1).cumsum(axis=-1)
    gathered /= fade(last - days, half_lives[:, group, None])[:, :, None]

    total = np.concatenate([np.zeros((*drive.shape[:2], 1)), drive.cumsum(axis=-1)], axis=-1)
    window = total[..., days + 1] - total[..., np.maximum(days + 1 - WINDOW_DAYS, 0)]
    made: Array = np.concatenate([gathered, window[None] / WINDOW_DAYS])[..., which]
    return made
