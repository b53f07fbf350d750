"""What each unknown would add to each reading: the columns of the fit, for every half-life node.

Between the nodes of the half-life nothing is assumed; in the half-pace the columns are parabolas
through three exact points, off by less than 0.4 % of an effect within 2.4 standard deviations.
"""

import numpy as np

from sim.curves import (
    WEEK,
    WINDOW_DAYS,
    Array,
    diminishing_returns,
    fade,
    stock_fraction,
    weekly_pace,
    window_carry,
)
from sim.evidence import Record
from sim.inputs import Assumptions
from sim.prior import (
    BASE,
    BASE_SPREAD,
    CARRIED,
    EFFECT_SPREAD,
    GAIN_SPREAD,
    HALF_LIFE,
    HALF_PACE_SPREAD,
)
from sim.response import ResponseModel
from sim.tables import PILLARS
from sim.unknowns import Block, Unknown

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
