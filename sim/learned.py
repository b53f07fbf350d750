"""Beside each number about a person: learned from the readings, or still our assumption."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.curves import Array
from sim.laplace import Cells
from sim.prior import HALF_LIFE
from sim.regressors import HALF_LIFE_NODES, WINDOW
from sim.response import ResponseModel
from sim.tables import PILLARS
from sim.terms import Pillar
from sim.unknowns import Unknown, base_points
from sim.weights import GRID, GRID_PRIOR, Weights
from sim.whitening import NOISE_PRIOR

EDGE = 1.2815515655446004
"""Standard deviations to the edge of an 80 % interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """One unknown, before and after the readings."""

    what: str
    """``base`` and ``carried`` (points), ``gain`` (factor of all the pillar's effects),
    ``half_life`` (days), ``effect`` (factor beside the pillar's), ``half_pace`` (a week), ``stock``
    (points when complete)."""
    pillar: Pillar
    name: str
    """The kind or the stock; empty where the whole pillar is meant."""
    assumed: float
    """The population's median."""
    value: float
    """This person's, as far as we know."""
    low: float
    high: float
    """80 % interval."""
    part: float
    """1 − posterior/prior variance: 0 is our assumption, 1 is all learned."""


def learned(
    model: ResponseModel, series: Sequence[Cells], weights: Sequence[Weights], fading: float
) -> tuple[Learned, ...]:
    """Every unknown of a fit, pillar by pillar."""
    made: list[Learned] = []
    for cells, one in zip(series, weights, strict=True):
        chance = cell_chances(cells, one, fading)[..., None]
        mean = (chance * cells.mode).sum(axis=(0, 1))
        own = (cells.root**2).sum(axis=-1)
        spread = np.sqrt((chance * (own + (cells.mode - mean) ** 2)).sum(axis=(0, 1)))
        for at, unknown in enumerate(cells.block.unknowns):
            made.append(_one(model, unknown, float(mean[at]), float(spread[at])))
        for pillar in sorted({unknown.pillar for unknown in cells.block.unknowns}):
            made.append(_half_life(pillar, one, fading))
    return tuple(made)


def cell_chances(cells: Cells, weights: Weights, fading: float) -> Array:
    """(noise, node) probabilities of the cells."""
    log = cells.evidence + NOISE_PRIOR[:, None]
    near = np.abs(GRID[:, None] - HALF_LIFE_NODES).argmin(axis=0)
    log[:, :WINDOW] = weights.grid[:, near]
    chance = np.exp(log - log.max())
    chance[:, :WINDOW] *= fading / chance[:, :WINDOW].sum()
    chance[:, WINDOW] *= (1 - fading) / max(chance[:, WINDOW].sum(), 1e-300)
    made: Array = chance / chance.sum()
    return made


def _half_life(pillar: int, weights: Weights, fading: float) -> Learned:
    """Under the rival memory nothing is learned of it."""
    mass = np.exp(weights.grid - weights.grid.max()).sum(axis=0)
    mass = fading * mass / mass.sum() + (1 - fading) * np.exp(GRID_PRIOR)
    mean = float((mass * GRID).sum())
    spread = float(np.sqrt((mass * (GRID - mean) ** 2).sum()))
    days = HALF_LIFE.value * np.exp(mean + np.array([-EDGE, 0.0, EDGE]) * spread)
    return Learned(
        what="half_life", pillar=PILLARS[pillar], name="", assumed=HALF_LIFE.value,
        value=float(days[1]), low=float(days[0]), high=float(days[2]),
        part=_part(spread / float(np.sqrt((np.exp(GRID_PRIOR) * GRID**2).sum()))),
    )  # fmt: skip


def _one(model: ResponseModel, unknown: Unknown, mean: float, spread: float) -> Learned:
    """`mean` and `spread` in units of the prior."""
    catalogue = model.catalogue
    size, name = 1.0, ""
    match unknown.what:
        case "effect":
            name = catalogue.names[catalogue.effects[unknown.place][0]]
        case "half_pace":
            name = catalogue.names[unknown.place]
            size = catalogue.kinds[unknown.place].half_pace
        case "stock":
            name = str(catalogue.stocks[unknown.place].stock)
            size = catalogue.stocks[unknown.place].points
    places = mean + np.array([-EDGE, 0.0, EDGE]) * spread
    theta = unknown.centre + unknown.spread * np.append(places, 0.0)
    values = base_points(theta) if unknown.what == "base" else size * np.exp(theta)
    low, value, high, assumed = values.tolist()
    return Learned(
        what=unknown.what, pillar=PILLARS[unknown.pillar], name=name, assumed=assumed,
        value=value, low=low, high=high, part=_part(spread),
    )  # fmt: skip


def _part(spread: float) -> float:
    return min(max(1.0 - spread**2, 0.0), 1.0)
