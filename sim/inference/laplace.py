"""The most probable person and the width of the doubt, for every cell of a grid at once.

A cell is one half-life node (or the rival memory) with one pair of drift and noise.  Within it the
objective is ½‖L⁻¹(y − U·c(θ))‖² + ½Σ((θ−θ₀)/sd)²: damped Gauss–Newton steps need U only by its
products UᵀC⁻¹U, so that a step costs the same for three readings and for three hundred.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.inference.design_matrix import Block, Curve, bends, curve, slopes
from sim.inference.kalman import Filter, whiten
from sim.response.curves import Array

MOST_STEPS = 40
"""A dozen are enough for all that we have seen."""


ENOUGH = 0.02
"""One of Newton's steps of so small a part of a prior standard deviation is the last: the next
would be a fiftieth of it, and the evidence is right to 1e-4 long before."""


LONGEST = 2.0
"""Prior standard deviations that one step may go: gains are exponentials."""


HALVINGS = 6


NEAR = 1.0
"""Prior standard deviations from the bottom at which Newton's method takes over."""


MIDDLE = 2
"""The noise cell (0.8, 0.12) that the others start from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The posterior of one series by cells: (noise, node), the rival memory is the last node."""

    block: Block
    mode: Array
    """(noise, node, unknown), in units of the prior: (θ − θ₀)/sd."""
    root: Array
    """(noise, node, unknown, unknown) R with R·Rᵀ = the posterior's covariance in those units."""
    evidence: Array
    """(noise, node) log of the probability of the readings."""
    settled: Array
    """(noise, node) whether the steps came to rest."""
    last: Array
    """(noise, node, column) drift on the last day that a column's points leave unexplained."""
    last_seen: Array
    """(noise,) the same of the readings."""
    filter: Filter

    @property
    def theta(self) -> Array:
        """(noise, node, unknown)."""
        theta: Array = self.block.centre + self.block.spread * self.mode
        return theta


def solve(
    block: Block,
    scores: Array,
    known: Filter,
    *,
    most_steps: int = MOST_STEPS,
    near: Array | None = None,
) -> Cells:
    """Every cell's mode, width and evidence; `scores` is (reading,).

    `near` are modes, (noise, node, unknown), that those to be found will be close to.
    """
    nodes, readings, width = block.columns.shape
    flat = block.columns.transpose(1, 0, 2).reshape(readings, nodes * width)
    white, left = whiten(known, np.column_stack([flat, scores]))
    noises = white.shape[1]
    seen = white[:, :, -1]
    columns: Array = white[:, :, :-1].reshape(readings, noises, nodes, width)
    columns = np.ascontiguousarray(columns.transpose(1, 2, 3, 0))
    columns = columns.reshape(noises * nodes, width, readings)
    product = columns @ columns.transpose(0, 2, 1)
    target = np.repeat(seen.T, nodes, axis=0)
    answer = (columns @ target[:, :, None])[..., 0]
    square = (target**2).sum(axis=1)

    problem = _Problem(block=block, product=product, answer=answer, square=square)
    if near is None:
        # The middle noise first, by itself: its modes are near those of the others.
        middle = np.arange(MIDDLE * nodes, (MIDDLE + 1) * nodes)
        origin = np.zeros((nodes, len(block.unknowns)))
        start, _ = problem.part(middle).descend(origin, np.inf, most_steps)
        near = np.tile(start.mode, (noises, 1))
    begin = near.reshape(noises * nodes, -1)
    bottom, settled = problem.descend(begin, NEAR / 2, most_steps)
    lower = problem.root(bottom)
    # R = U⁻¹ for the curvature's UᵀU; where nothing is learned it is 1.
    root = np.linalg.inv(lower).transpose(0, 2, 1)
    width_lost = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    evidence = -bottom.height - width_lost
    shape = (noises, nodes)
    return Cells(
        block=block,
        mode=bottom.mode.reshape(*shape, -1),
        root=root.reshape(*shape, *root.shape[1:]),
        evidence=evidence.reshape(shape) - known.log_spread[:, None],
        settled=settled.reshape(shape),
        last=left[:, :-1].reshape(noises, nodes, width),
        last_seen=left[:, -1],
        filter=known,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Problem:
    """All cells of one series, cells first; unknowns in units of the prior."""

    block: Block
    product: Array
    """(cell, column, column) UᵀC⁻¹U."""
    answer: Array
    """(cell, column) UᵀC⁻¹y."""
    square: Array
    """(cell,) yᵀC⁻¹y."""

    def theta(self, mode: Array) -> Array:
        """(cell, unknown) in the unknowns' own units."""
        theta: Array = self.block.centre + self.block.spread * mode
        return theta

    def look(self, mode: Array) -> "_Look":
        """Everything about one place per cell that costs a product with the readings."""
        at = curve(self.block, self.theta(mode))
        turned = (self.product @ at.made[..., None])[..., 0]
        misfit = ((turned - 2.0 * self.answer) * at.made).sum(axis=1) + self.square
        height = 0.5 * misfit + 0.5 * (mode**2).sum(axis=1)
        return _Look(mode=mode, curve=at, rest=turned - self.answer, height=height)

    def gradient(self, look: "_Look") -> tuple[Array, Array]:
        """(cell, unknown) gradient and (cell, unknown, unknown) curvature of Gauss and Newton."""
        slope = slopes(self.block, self.theta(look.mode), look.curve) * self.block.spread
        turned = slope.transpose(0, 2, 1)
        gradient = look.mode + (turned @ look.rest[..., None])[..., 0]
        curvature = turned @ (self.product @ slope)
        curvature += np.eye(slope.shape[2])
        return gradient, curvature

    def root(self, bottom: "_Look") -> Array:
        """(cell, unknown, unknown) lower triangular root of the curvature at the bottom."""
        _, curvature = self.gradient(bottom)
        try:
            return np.linalg.cholesky(curvature + self.bend(bottom))
        except np.linalg.LinAlgError:  # a cell that did not settle; its fit will be refused
            return np.linalg.cholesky(curvature)

    def bend(self, look: "_Look") -> Array:
        """(cell, unknown, unknown) what Gauss and Newton leave out of the curvature."""
        block, spread = self.block, self.block.spread
        left_out = bends(block, self.theta(look.mode), look.rest, look.curve)
        left_out *= spread * spread[:, None]
        return left_out

    def part(self, cells: Array) -> "_Problem":
        """Some of the cells."""
        return replace(
            self,
            product=self.product[cells],
            answer=self.answer[cells],
            square=self.square[cells],
        )

    def descend(self, mode: Array, reach: float, most_steps: int) -> tuple["_Look", Array]:
        """The bottom, and (cell,) whether it was found; `mode` (cell, unknown) is the start, and
        `reach` about how far from the bottom it is."""
        look = self.look(mode)
        size = np.full(len(mode), reach)
        for _ in range(most_steps):
            going = size > ENOUGH
            if not going.any():
                break
            if going.all():
                look, size = self.step(look, size < NEAR)
            else:
                moved, size[going] = self.part(going).step(look.part(going), size[going] < NEAR)
                look.put(going, moved)
        return look, size <= ENOUGH

    def step(self, look: "_Look", near: Array) -> tuple["_Look", Array]:
        """One step downhill, and (cell,) how far the bottom seemed to be; near it Newton's step
        is taken, else Gauss and Newton's."""
        gradient, curvature = self.gradient(look)
        if near.any():
            bent = curvature + self.bend(look) * near[:, None, None]
            step = -np.linalg.solve(bent, gradient[..., None])[..., 0]
            size = np.abs(step).max(axis=1)
            bad = near & (((step * gradient).sum(axis=1) > 0) | (size > 3 * NEAR))
            if bad.any():
                step[bad] = -np.linalg.solve(curvature[bad], gradient[bad][..., None])[..., 0]
                size[bad] = np.maximum(np.abs(step[bad]).max(axis=1), 10 * ENOUGH)
        else:
            step = -np.linalg.solve(curvature, gradient[..., None])[..., 0]
            size = np.maximum(np.abs(step).max(axis=1), 10 * ENOUGH)
        step *= (LONGEST / np.maximum(size, LONGEST))[:, None]
        for _ in range(HALVINGS):
            found = self.look(look.mode + step)
            worse = ~(found.height <= look.height + 1e-9 * (1 + np.abs(look.height)))
            if not worse.any():
                return found, size
            step[worse] *= 0.4
        step[worse] = 0.0
        return self.look(look.mode + step), size


@dataclass(frozen=True, kw_only=True, eq=False)
class _Look:
    """One place per cell."""

    mode: Array
    """(cell, unknown), in units of the prior."""
    curve: Curve
    rest: Array
    """(cell, column) UᵀC⁻¹(U·c − y)."""
    height: Array
    """(cell,) the objective."""

    def _arrays(self) -> tuple[Array, ...]:
        curve = self.curve
        return self.mode, self.rest, self.height, curve.made, curve.whole, curve.once

    def part(self, cells: Array) -> "_Look":
        """Some of the cells."""
        mode, rest, height, made, whole, once = (array[cells] for array in self._arrays())
        at = Curve(made=made, whole=whole, once=once)
        return _Look(mode=mode, curve=at, rest=rest, height=height)

    def put(self, cells: Array, moved: "_Look") -> None:
        """Take over where some of the cells went."""
        for mine, theirs in zip(self._arrays(), moved._arrays(), strict=True):
            mine[cells] = theirs
