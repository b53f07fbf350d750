"""Tie the population to one reading: every draw passes through it on its day.

This stands in for a personal fit: it learns a person's level from the latest reading and nothing
else.  How a person responds stays what the population says, except where the activity logged
would give more than was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.curves import Array
from sim.errors import SimError
from sim.inputs import Assumptions
from sim.prior import BASE, BASE_SPREAD, CARRIED, READING_NOISE
from sim.response import ResponseModel
from sim.state import Parameters, State
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

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
