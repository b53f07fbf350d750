"""Where the points of a day come from, and why they moved: parts that sum exactly.

Every part is its mean over the draws of all memories that are possible, because means add up and
medians do not; on the day of a reading that mean is the reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sim.catalogue.kinds import Nature
from sim.population.start import Start, Starts, several
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel


class Source(StrEnum):
    """What a part of the score comes from, in the order of the waterfall."""

    BASE = "base"
    """Points that need nothing."""
    STOCK = "stock"
    """A lasting thing: profile, network, articles."""
    CARRIED = "carried"
    """Points from before the journal, which fade."""
    KIND = "kind"
    """An action of one's own."""
    RECEIVED = "received"
    """What others did."""
    DRIFT = "drift"
    """Wandering that nobody logs."""
    CAP = "cap"
    """What the limits of 0 and 25 take away or give."""
    UNEXPLAINED = "unexplained"
    """What was read, less what the model makes of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One step of a waterfall."""

    source: Source
    name: str = ""
    """The stock or the kind; empty for other sources."""
    pillars: tuple[float, ...]
    """Points by pillar, signed."""

    @property
    def total(self) -> float:
        """Points of all four pillars."""
        return sum(self.pillars)


Points = dict[tuple[Source, str], Array]
"""(pillar,) points of every part."""


def waterfall(
    model: ResponseModel, starts: Starts, shown: Sequence[float] | None = None
) -> tuple[Part, ...]:
    """Where the points of the starts' day come from.

    The parts sum to `shown`, four pillars, or without it to the expected score of the day.
    """
    return _named(_means(model, several(starts)), shown)


def why_moved(
    model: ResponseModel, starts: Starts, doses: Array, shown: Sequence[float] | None = None
) -> tuple[Part, ...]:
    """Why the score moved from a day to the day after `doses`, (day, kind): now less then.

    The parts sum to `shown`, by how much four pillars that were read on both days differ; what
    the model does not explain of it stands as a part of its own.
    """
    then = several(starts)
    now = [
        replace(one, state=model.step(one.parameters, one.state, doses, one.assumptions))
        for one in then
    ]
    before, after = _means(model, then), _means(model, now)
    return _named({key: after[key] - before[key] for key in before}, shown)


def _means(model: ResponseModel, starts: Sequence[Start]) -> Points:
    """Means over the draws."""
    catalogue = model.catalogue
    each = [
        model.contributions(start.parameters, start.state, start.assumptions) for start in starts
    ]

    def mean(name: str) -> Array:
        parts: Array = np.concatenate([getattr(one, name) for one in each]).mean(axis=0)
        return parts

    of_pillar = (Source.BASE, Source.CARRIED, Source.DRIFT, Source.CAP)
    means = {(source, ""): mean(source.value) for source in of_pillar}
    stocks = mean("stocks")[:, None] * np.eye(len(PILLARS))[model.layout.stock_pillar]
    for row, points in zip(catalogue.stocks, stocks, strict=True):
        means[Source.STOCK, str(row.stock)] = points
    for kind, points in zip(catalogue.kinds, mean("kinds"), strict=True):
        source = Source.RECEIVED if kind.nature is Nature.RECEIVED else Source.KIND
        means[source, str(kind.kind)] = points
    return means


def _named(points: Points, shown: Sequence[float] | None) -> tuple[Part, ...]:
    """In the order of `Source`, with what is missing to the points shown; parts without points
    are left out."""
    if shown is not None:
        missing = np.asarray(shown) - sum(points.values(), np.zeros(len(PILLARS)))
        points = {**points, (Source.UNEXPLAINED, ""): missing}
    order = list(Source)
    return tuple(
        Part(source=source, name=name, pillars=tuple(values.tolist()))
        for (source, name), values in sorted(points.items(), key=lambda it: order.index(it[0][0]))
        if values.any()
    )
