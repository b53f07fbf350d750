"""A catalogue and a set of draws, laid out so that a run is a few passes over contiguous arrays."""

from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from sim.curves import Array, diminishing_returns, drift_growth, fade
from sim.effects import Catalogue, Share
from sim.inputs import Assumptions
from sim.state import Parameters
from sim.terms import Pillar

Float: TypeAlias = type[np.floating[Any]]
PILLARS = tuple(Pillar)


class Layout:
    """A catalogue as index arrays.

    A group holds the effects of one pillar with one memory: activity is linear in the drive, so
    a whole group is one number per draw, and a run costs groups, not effects.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        effects = catalogue.effects
        self.kind = np.array([at for at, _ in effects], dtype=np.intp)
        """(effect,) place on the kind axis."""
        self.pillar = np.array([PILLARS.index(e.pillar) for _, e in effects], dtype=np.intp)
        """(effect,) place on the pillar axis."""
        self.sign = np.array([np.sign(e.points) for _, e in effects])
        """(effect,) +1 or −1."""
        memory = [catalogue.kinds[at].memory for at, _ in effects]
        pairs = list(zip(self.pillar.tolist(), memory, strict=True))
        # Memory 1 is in every pillar, because carried-in points fade like that.
        groups = sorted({*pairs, *((pillar, 1.0) for pillar in range(len(PILLARS)))})
        self.group = np.array([groups.index(pair) for pair in pairs], dtype=np.intp)
        """(effect,) place on the group axis."""
        self.group_pillar = np.array([pillar for pillar, _ in groups], dtype=np.intp)
        self.group_memory = np.array([multiple for _, multiple in groups])
        edges = np.searchsorted(self.group_pillar, range(len(PILLARS) + 1)).tolist()
        self.groups_of = [slice(*pair) for pair in pairwise(edges)]
        """Per pillar the places of its groups."""
        self.effects_of = [np.flatnonzero(self.group == g) for g in range(len(groups))]
        """Per group the places of its effects."""
        self.carried_group = np.array([groups.index((p, 1.0)) for p in range(len(PILLARS))])
        """(pillar,) the group that carried-in points fade with."""
        self.stock_pillar = np.array(
            [PILLARS.index(row.pillar) for row in catalogue.stocks], dtype=np.intp
        )
        """(stock,) place on the pillar axis."""
        self._licensed = np.array([catalogue.kinds[at].sales_navigator for at, _ in effects])
        self._shares = tuple(e.share for _, e in effects)
        self._feeds = tuple(
            (at, catalogue.stock_index(feed.stock), feed.amount, feed.share)
            for at, feed in catalogue.feeds
        )

    def shares(self, assumptions: Assumptions) -> Array:
        """(effect,) part of the dose that counts, 0 to 1; nothing without a needed licence."""
        rates = _rates(assumptions)
        shares = np.array([rates[share] for share in self._shares])
        if assumptions.sales_navigator is False:
            shares[self._licensed] = 0.0
        return shares

    def feeding(self, assumptions: Assumptions) -> list[tuple[int, int, float]]:
        """(kind, stock, units per action) for everything that leaves something behind."""
        rates = _rates(assumptions)
        return [(kind, stock, amount * rates[share]) for kind, stock, amount, share in self._feeds]

    def by_group(self, effects: Array) -> Array:
        """(effect, draw) summed to (group, draw)."""
        return np.stack([effects[places].sum(axis=0) for places in self.effects_of])

    def stocks_by_pillar(self, stocks: Array) -> Array:
        """(draw, stock) summed to (draw, pillar)."""
        summed = np.zeros((len(stocks), len(PILLARS)))
        for stock, pillar in enumerate(self.stock_pillar.tolist()):
            summed[:, pillar] += stocks[:, stock]
        return summed

    def by_pillar(self, groups: Array) -> Array:
        """(group, …) summed to (pillar, …)."""
        summed = np.empty((len(PILLARS), *groups.shape[1:]), dtype=groups.dtype)
        for pillar, places in enumerate(self.groups_of):
            summed[pillar] = groups[places.start]
            for place in range(places.start + 1, places.stop):  # quicker than a reduction
                summed[pillar] += groups[place]
        return summed


class Powers:
    """What is left of each group's points after 0, 1, 2 … days; grows with the horizon."""

    def __init__(self, half_life: Array, dtype: Float) -> None:
        self._half_life = half_life
        self._table: Array = np.ones((len(half_life), 1, half_life.shape[1]), dtype=dtype)

    def upto(self, days: int) -> Array:
        """(group, day, draw) for days 0 to `days`."""
        if self._table.shape[1] <= days:
            table = np.ones((len(self._table), days + 1, self._table.shape[2]), self._table.dtype)
            known = 1
            while known <= days:  # by doubling: a product costs a tenth of a power
                more = min(known, days + 1 - known)
                left = fade(known, self._half_life).astype(table.dtype)
                np.multiply(table[:, :more], left[:, None], out=table[:, known : known + more])
                known += more
            self._table = table
        return self._table[:, : days + 1]


class Tables:
    """One set of draws with the draws last, in one precision."""

    def __init__(
        self, layout: Layout, parameters: Parameters, dtype: Float, powers: Powers | None = None
    ) -> None:
        def flat(values: Array) -> Array:
            return np.ascontiguousarray(values.T, dtype=dtype)

        self._layout = layout
        self._relaxation = parameters.relaxation
        self._drift: dict[tuple[float, int], Array] = {}
        self.gain = flat(layout.sign * parameters.gain)
        """(effect, draw), signed points."""
        self.base = flat(parameters.base)
        """(pillar, draw)."""
        self.carried = flat(parameters.carried)
        """(pillar, draw)."""
        self.lasting = flat(parameters.lasting)
        """(stock, draw)."""
        self.half_pace = flat(parameters.half_pace)
        """(kind, draw), per week."""
        self.half_life = flat(parameters.half_life)
        """(pillar, draw), days."""
        self.final_drift = flat(parameters.drift)
        """(pillar, draw), points."""
        self.offset = None if parameters.offset is None else flat(parameters.offset)
        """(pillar, draw), points."""
        if powers is None:
            exact = parameters.half_life.T[layout.group_pillar] * layout.group_memory[:, None]
            powers = Powers(exact, dtype)
        self.powers = powers

    def drift(self, elapsed: float, days: int) -> Array:
        """(pillar, day, draw): points of drift on days 0 to `days` of a run."""
        known = self._drift.get((elapsed, days))
        if known is None:
            growth = drift_growth(elapsed + np.arange(days + 1), self._relaxation)
            known = self.final_drift[:, None, :] * growth[:, None].astype(self.final_drift.dtype)
            if self.offset is not None:
                left = np.exp(-(elapsed + np.arange(days + 1)) / self._relaxation)
                known += self.offset[:, None, :] * left[:, None].astype(known.dtype)
            self._drift.clear()  # one start and horizon at a time: memory stays bounded
            self._drift[elapsed, days] = known
        return known

    def drive(self, pace: Array, shares: Array) -> Array:
        """(group, row, draw): points that each group heads for at each row of (row, kind) pace.

        Every kind takes few paces in one plan, so the powers are taken per pace, not per row.
        """
        layout = self._layout
        drive = np.zeros(
            (len(layout.group_pillar), len(pace), self.gain.shape[1]), dtype=self.gain.dtype
        )
        known: dict[tuple[int, float], tuple[Array, list[int]]] = {}
        active = np.any(pace, axis=0)
        for at in np.flatnonzero(active.take(layout.kind) & (shares > 0)).tolist():
            kind, share = int(layout.kind[at]), float(shares[at])
            if (kind, share) not in known:
                places: dict[float, int] = {}
                rows = [places.setdefault(level, len(places)) for level in pace[:, kind].tolist()]
                counted = (share * np.array(list(places)))[:, None].astype(drive.dtype)
                known[kind, share] = diminishing_returns(counted, self.half_pace[kind]), rows
            part, rows = known[kind, share]
            points = part * self.gain[at]
            drive[layout.group[at]] += points if len(points) == 1 else points.take(rows, axis=0)
        return drive


def _rates(assumptions: Assumptions) -> dict[Share, float]:
    return {
        Share.ALL: 1.0,
        Share.ACCEPTED: assumptions.acceptance,
        Share.UNANSWERED: 1.0 - assumptions.acceptance,
        Share.ACCEPTED_WITH_NOTE: assumptions.acceptance_with_note,
        Share.UNANSWERED_WITH_NOTE: 1.0 - assumptions.acceptance_with_note,
        Share.REPLIED: assumptions.inmail_reply,
    }
