"""A catalogue and a set of draws, laid out so that a run is a few passes over contiguous arrays."""

from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from sim.catalogue.kinds import Catalogue, Share
from sim.response.curves import (
    WEEK,
    WINDOW_DAYS,
    Array,
    diminishing_returns,
    drift_growth,
    fade,
    slack,
    weekly_pace,
    window_carry,
    window_memory,
)
from sim.response.state import Assumptions, Memory, Parameters, State
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
        summed: Array = stocks @ np.eye(len(PILLARS))[self.stock_pillar]
        return summed

    def by_pillar(self, groups: Array) -> Array:
        """(group, …) summed to (pillar, …)."""
        summed = np.empty((len(PILLARS), *groups.shape[1:]), dtype=groups.dtype)
        for pillar, places in enumerate(self.groups_of):
            summed[pillar] = groups[places.start]
            for place in range(places.start + 1, places.stop):  # quicker than a reduction
                summed[pillar] += groups[place]
        return summed


class Tables:
    """One set of draws with the draws last, in one precision."""

    def __init__(self, layout: Layout, parameters: Parameters, dtype: Float) -> None:
        def flat(values: Array) -> Array:
            return np.ascontiguousarray(values.T, dtype=dtype)

        self._layout = layout
        self._window = parameters.memory is Memory.WINDOW
        self._relaxation = parameters.relaxation
        self._drift: dict[tuple[float, int], tuple[Array, Array]] = {}
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
        self._exact = parameters.half_life.T[layout.group_pillar] * layout.group_memory[:, None]
        self._powers: Array = np.ones((len(self._exact), 1, parameters.draws), dtype=dtype)

    def powers(self, days: int) -> Array:
        """(group, day, draw): what is left of each group's points after 0 to `days` days."""
        known = self._powers.shape[1]
        if known <= days:
            table = np.empty((len(self._exact), days + 1, self._exact.shape[1]), self.gain.dtype)
            # From a power of two on: the same products, to the last digit, however it has grown
            known = 1 << (known.bit_length() - 1)
            table[:, :known] = self._powers[:, :known]
            while known <= days:  # by doubling: a product costs a tenth of a power
                more = min(known, days + 1 - known)
                left = fade(known, self._exact).astype(table.dtype)
                np.multiply(table[:, :more], left[:, None], out=table[:, known : known + more])
                known += more
            self._powers = table
        return self._powers[:, : days + 1]

    def drift(self, elapsed: float, days: int) -> tuple[Array, Array]:
        """(pillar, day, draw): points of drift on days 0 to `days` of a run, and the points by
        which each may lead away from a limit."""
        if (elapsed, days) not in self._drift:
            growth = drift_growth(elapsed + np.arange(days + 1), self._relaxation)
            known = self.final_drift[:, None, :] * growth[:, None].astype(self.final_drift.dtype)
            if self.offset is not None:
                left = np.exp(-(elapsed + np.arange(days + 1)) / self._relaxation)
                known += self.offset[:, None, :] * left[:, None].astype(known.dtype)
            self._drift.clear()  # one start and horizon at a time: memory stays bounded
            self._drift[elapsed, days] = known, slack(known)
        return self._drift[elapsed, days]

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

    def fill_fading(
        self, points: Array, state: State, doses: Array, shares: Array, ground: Array
    ) -> None:
        """Ground, carried-in and activity points of days 0 to T, by runs of constant pace."""
        layout, days = self._layout, len(doses)
        groups = layout.by_group(self.gain * state.activity.T.astype(points.dtype))
        left = fade(state.age, self.half_life).astype(points.dtype)
        groups[layout.carried_group] += self.carried * left
        points[:, 0] = layout.by_pillar(groups) + ground
        if not days:
            return
        runs, pace = runs_of(weekly_pace(np.vstack([state.recent[1 - WEEK :], doses])))
        drive = self.drive(pace, shares)
        level = layout.by_pillar(drive) + ground[:, None]
        powers = self.powers(days)
        for start, end, row in runs:
            groups -= drive[:, row]
            for pillar, places in enumerate(layout.groups_of):
                out = points[pillar, start + 1 : end + 1]
                np.einsum(  # one pass over all groups: the powers are more than a cache holds
                    "gtd,gd->td", powers[places, 1 : end - start + 1], groups[places], out=out
                )
                out += level[pillar, row]
            groups *= powers[:, end - start]
            groups += drive[:, row]

    def fill_from_window(
        self, points: Array, state: State, doses: Array, shares: Array, ground: Array
    ) -> None:
        """The same under the rival memory: the mean drive of the last 90 days."""
        runs, pace = runs_of(weekly_pace(np.vstack([state.recent, doses])))
        level = self._layout.by_pillar(self.drive(pace, shares)).astype(np.float64)
        lengths = [end - start for start, end, _ in runs]
        drive = level[:, np.repeat([row for _, _, row in runs], lengths)].transpose(1, 0, 2)
        points[:] = window_memory(drive).transpose(1, 0, 2) + ground[:, None]
        left = window_carry(state.age + np.arange(len(doses) + 1))
        points += left[:, None].astype(points.dtype) * self.carried[:, None]

    def remembered(self, state: State, pace: Array, shares: Array) -> Array:
        """(draw, effect) activity after days at `pace`: a sum over each kind's runs.

        Fading: over a run from day a to day b of T days the drive's weight is
        2^(−(T−b)/h) − 2^(−(T−a)/h).  Window: `pace` covers the window, weights are lengths.
        """
        layout, days = self._layout, len(pace)
        powers = self.powers(days)
        activity = np.zeros((len(layout.kind), powers.shape[-1]))
        if not self._window:
            activity += state.activity.T * powers[layout.group, days]
        for kind in np.flatnonzero(pace.any(axis=0)).tolist():
            runs, levels = runs_of(pace[:, kind, None])
            starts, ends, rows = np.array(runs).T
            for at in np.flatnonzero(layout.kind == kind):
                part = diminishing_returns(shares[at] * levels, self.half_pace[kind])
                if self._window:
                    weight = ((ends - starts) / WINDOW_DAYS)[:, None]
                else:
                    table = powers[layout.group[at]]
                    weight = table[days - ends] - table[days - starts]
                activity[at] += (part[rows] * weight).sum(axis=0)
        return activity.T


SPARSE, FAIR = 0.2, 0.25
"""Acceptance, 0 to 1: with one in five or fewer, requests count as unanswered and earn nothing (002
asks for more than 20 %, 001 says that unanswered ones hurt); from `FAIR` on only the accepted ones
count, and in between a part of both.  So the points of more and more requests are one curve that
flattens, at any rate of acceptance."""


def welcome(acceptance: float) -> float:
    """How far requests with such an acceptance, 0 to 1, count as wanted: 0 to 1."""
    return min(max((acceptance - SPARSE) / (FAIR - SPARSE), 0.0), 1.0)


def _rates(assumptions: Assumptions) -> dict[Share, float]:
    plain, noted = assumptions.acceptance, assumptions.acceptance_with_note
    return {
        Share.ALL: 1.0,
        Share.ACCEPTED: plain * welcome(plain),
        Share.UNANSWERED: (1.0 - plain) * (1.0 - welcome(plain)),
        Share.ACCEPTED_WITH_NOTE: noted * welcome(noted),
        Share.UNANSWERED_WITH_NOTE: (1.0 - noted) * (1.0 - welcome(noted)),
        Share.REPLIED: assumptions.inmail_reply,
    }


def runs_of(pace: Array) -> tuple[list[tuple[int, int, int]], Array]:
    """Runs of equal rows as (first day, day after, row), and the distinct rows."""
    changed = np.flatnonzero((pace[1:] != pace[:-1]).any(axis=1)) + 1
    starts = [0, *changed.tolist()]
    first: dict[bytes, tuple[int, int]] = {}  # np.unique takes twenty times as long
    rows = [first.setdefault(pace[day].tobytes(), (len(first), day))[0] for day in starts]
    distinct = [day for _, day in first.values()]
    return list(zip(starts, [*starts[1:], len(pace)], rows, strict=True)), pace[distinct]
