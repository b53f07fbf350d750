"""Where the points of a day come from, and why they moved: parts that sum exactly.

Every part is its mean over the draws, because means add up and medians do not; on the day of a
reading that mean is the reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.catalogue.kinds import Nature
from sim.errors import SimError
from sim.population.start import Start
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Shock, StockChange


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
    FORMULA = "formula"
    """A change of LinkedIn's formula."""
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Waterfall:
    """Parts that add up to a score, or to the change between two."""

    parts: tuple[Part, ...]
    """In the order of `Source`; parts without points are left out."""
    pillars: tuple[float, ...]
    """The sum of the parts by pillar."""

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return sum(self.pillars)


def waterfall(
    model: ResponseModel, start: Start, shown: Sequence[float] | None = None
) -> Waterfall:
    """Where the points of a start's day come from.

    The parts sum to `shown`, four pillars, or without it to the expected score of the day.
    """
    return _sum_up(_parts(model, start), _points(shown))


def why_moved(
    model: ResponseModel,
    then: Start,
    doses: Array,
    *,
    shown_then: Sequence[float] | None = None,
    shown_now: Sequence[float] | None = None,
    shocks: Sequence[Shock] = (),
    changes: Sequence[StockChange] = (),
) -> Waterfall:
    """Why the score moved from a day to the day after `doses`, (day, kind): now less then.

    With four pillars read on both days the parts sum to the difference of the readings, and what
    the model does not explain stands as a part of its own.
    """
    if (shown_then is None) is not (shown_now is None):
        raise SimError("one reading of two: a change needs both")
    state = model.step(
        then.parameters, then.state, doses, then.assumptions, shocks=shocks, changes=changes
    )
    now = Start(
        parameters=then.parameters, state=state, assumptions=then.assumptions, usual=then.usual
    )
    before, after = _parts(model, then), _parts(model, now)
    factor = state.scale / then.state.scale
    if factor != 1:  # as much as before the change, and the change as a part of its own
        formula = np.zeros(len(PILLARS))
        for source, name in list(after):
            if source not in (Source.DRIFT, Source.CAP):
                formula += after[source, name] * (1 - 1 / factor)
                after[source, name] = after[source, name] / factor
        after[Source.FORMULA, ""] = formula
    moved = {
        key: after.get(key, np.zeros(len(PILLARS))) - before.get(key, np.zeros(len(PILLARS)))
        for key in {**before, **after}
    }
    first, last = _points(shown_then), _points(shown_now)
    return _sum_up(moved, None if first is None or last is None else last - first)


def _parts(model: ResponseModel, start: Start) -> dict[tuple[Source, str], Array]:
    """(pillar,) points of every part, means over the draws."""
    catalogue = model.catalogue
    found = model.contributions(start.parameters, start.state, start.assumptions)
    parts = {
        (Source.BASE, ""): found.base.mean(axis=0),
        (Source.CARRIED, ""): found.carried.mean(axis=0),
        (Source.DRIFT, ""): found.drift.mean(axis=0),
        (Source.CAP, ""): found.cap.mean(axis=0),
    }
    home = np.eye(len(PILLARS))[model.layout.stock_pillar]
    for at, (row, points) in enumerate(
        zip(catalogue.stocks, found.stocks.mean(axis=0), strict=True)
    ):
        parts[Source.STOCK, str(row.stock)] = points * home[at]
    for kind, points in zip(catalogue.kinds, found.kinds.mean(axis=0), strict=True):
        source = Source.RECEIVED if kind.nature is Nature.RECEIVED else Source.KIND
        parts[source, str(kind.kind)] = points
    return parts


def _sum_up(parts: dict[tuple[Source, str], Array], shown: Array | None) -> Waterfall:
    """The waterfall of some parts, with what is missing to the points shown."""
    total = sum(parts.values(), np.zeros(len(PILLARS)))
    if shown is not None:
        parts = {**parts, (Source.UNEXPLAINED, ""): shown - total}
        total = shown
    order = list(Source)
    keys = sorted(parts, key=lambda key: order.index(key[0]))
    return Waterfall(
        parts=tuple(
            Part(source=source, name=name, pillars=tuple(parts[source, name].tolist()))
            for source, name in keys
            if parts[source, name].any()
        ),
        pillars=tuple(total.tolist()),
    )


def _points(shown: Sequence[float] | None) -> Array | None:
    """(pillar,) points of a reading; SimError unless there are four."""
    if shown is None:
        return None
    if len(shown) != len(PILLARS):
        raise SimError(f"{len(shown)} pillars, not {len(PILLARS)}")
    return np.asarray(shown, dtype=np.float64)
