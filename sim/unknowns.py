"""The unknowns about a person, and how they make the coefficients of the fit's columns."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.curves import Array


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
