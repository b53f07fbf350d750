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
    def linear(self) -> Array:
        """Places of the columns that go with the bend of a half-pace."""
        return np.flatnonzero(self.power == 1)

    @cached_property
    def square(self) -> Array:
        """Places of those that go with its square: in the same order."""
        return np.flatnonzero(self.power == 2)

    @cached_property
    def scales(self) -> Array:
        """(column, unknown) 1 where an unknown is an exponent of a column."""
        made = self._places(self.first, self.second)
        made[self.bases] = 0.0
        return made

    @cached_property
    def turns(self) -> Array:
        """(column, unknown) 1 where an unknown bends a column."""
        return self._places(self.bend)

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
    padded = np.concatenate([theta, np.zeros((*theta.shape[:-1], 1))], axis=-1)
    whole = padded[..., block.first]
    whole += padded[..., block.second]
    np.exp(whole, out=whole)
    whole *= block.points
    made, once = whole.copy(), np.zeros_like(whole)
    bent = padded[..., block.bend[block.linear]]
    made[..., block.linear] *= bent
    made[..., block.square] *= bent * bent
    once[..., block.linear] = whole[..., block.linear]
    once[..., block.square] = 2.0 * bent * whole[..., block.square]
    made[..., block.bases] = base_points(theta[..., block.first[block.bases]])
    return Curve(made=made, whole=whole, once=once)


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
    place = block.first[block.bases]
    jacobian[:, block.bases, place] = base_slope(theta[:, place])
    return jacobian[:, :, :-1]


def bends(block: Block, theta: Array, weight: Array, at: Curve) -> Array:
    """(cell, unknown, unknown): Σ over the columns of weight times their second derivatives."""
    straight = (weight * at.made)[..., None] * block.scales
    mixed = (weight * at.once)[..., None] * block.turns
    across = block.scales.T @ mixed
    curved: Array = block.scales.T @ straight
    curved += across + across.transpose(0, 2, 1)
    twice = 2.0 * weight[:, block.square] * at.whole[:, block.square]
    turns = block.turns[block.square]
    curved += (turns.T * twice[:, None, :]) @ turns
    place = block.first[block.bases]
    slope = base_slope(theta[:, place])
    curved[:, place, place] += weight[:, block.bases] * slope * (1.0 - slope) / SOFT
    return curved
