"""The most probable person under each memory, and draws of whole people in keeping with that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.catalogue.kinds import Catalogue
from sim.inference.blend import Weights, reach, trend
from sim.inference.design_matrix import HALF_LIFE_NODES, NODE_DAYS, WINDOW, Design
from sim.inference.observations import Record
from sim.population import prior
from sim.population.prior import GAIN_SPREAD, HALF_LIFE_SPREAD
from sim.population.start import Start, with_total
from sim.response.curves import WANDER, Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Parameters
from sim.terms import PILLAR_MAX

UNLOGGED, UNLOGGED_DAYS, UNLOGGED_SHARED = np.array([1.15, 2.45, 2.8, 2.2]), 200.0, 0.35
"""Where nothing is logged, what a person does is drift too: by pillar it leads so many times as
far, is forgotten in so many days, and so much of its variance the pillars share."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Noise:
    """The readings' covariance, factorised."""

    factor: Array
    """(reading, reading) L, lower triangular, with L·Lᵀ = the covariance, points²."""
    returning: Array
    """(reading,) by which the misfits are to be weighed for what of the newest one will return:
    short drift and noise; the rest is level and stays."""


def noise(
    rows: Array, doubt: Array, *, pillars: Sequence[int], logged: bool, scale: float = 1.0
) -> Noise:
    """For readings on the days `rows`, each the sum of some pillars, by their places.

    `scale` is this person's drift against everybody's; `doubt` is (reading,), the variance of
    rounding in points².
    """
    from scipy.linalg import cho_solve, cholesky  # 175 ms, and only a new fit has to pay

    sizes = prior.DRIFT * scale * np.where(logged, 1.0, UNLOGGED)[list(pillars)]
    shared = prior.DRIFT_SHARED if logged else UNLOGGED_SHARED
    size = (1 - shared) * (sizes**2).sum() + shared * sizes.sum() ** 2
    days = (rows - rows[0]) / (prior.DRIFT_DAYS if logged else UNLOGGED_DAYS)
    short = size * np.exp(-np.abs(days[:, None] - days))
    wandering = size * WANDER * np.minimum(days[:, None], days)
    own = prior.READING_NOISE**2 * len(pillars) + doubt
    covariance = short + wandering + np.diag(own)
    factor = cholesky(covariance, lower=True)
    fleeting = short[-1].copy()
    fleeting[-1] += own[-1]
    even = cho_solve((factor, True), np.ones(len(rows)))
    returning = cho_solve((factor, True), fleeting)
    # What all readings share is level: one, or several that are equal, leave nothing to return.
    returning -= even * (returning.sum() / even.sum())
    return Noise(factor=factor, returning=returning)


NODE_PRIOR = -0.5 * (HALF_LIFE_NODES / HALF_LIFE_SPREAD) ** 2
NODE_PRIOR = NODE_PRIOR - np.log(np.exp(NODE_PRIOR).sum())
MOST_STEPS = 100
"""Places that one search may look at; five to ten are enough for all that we have seen."""

CLOSE = 1e-3
"""Part by which a step of the search may still lower the misfit where it ends."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mode:
    """The most probable unknowns under one memory, and how sure they are."""

    z: Array
    """(unknown,), in units of the prior."""
    root: Array
    """(unknown, unknown) R with R·Rᵀ = the posterior's covariance."""
    evidence: float
    """Log of the probability of the readings."""
    surprise: float
    """Sum of squares that is 1 per reading where drift is as large as assumed."""
    apart: Array
    """(unknown,) part of the variance left if the level were not known at all before: what is
    smaller was told by changes, and not by the sum."""


def mode(design: Design, node: int, scores: Array, noise: Noise) -> Mode:
    """Under one memory; `scores` is (reading,).  LinAlgError where the search finds no rest."""
    # scipy.optimize costs 400 ms to import, and only a new fit has to pay.
    from scipy.linalg import cholesky, solve_triangular
    from scipy.optimize import leastsq

    white = solve_triangular(
        noise.factor, np.column_stack([design.columns[node], scores]), lower=True
    )
    columns, seen = white[:, :-1], white[:, -1]
    count = len(design.unknowns)
    one = np.eye(count)

    def misfit(z: Array) -> Array:
        return np.concatenate([columns @ design.coefficients(z) - seen, z])

    def slopes(z: Array) -> Array:
        return np.vstack([columns @ design.slopes(design.coefficients(z)), one])

    z, _, _, _, ended = leastsq(
        misfit,
        np.zeros(count),
        Dfun=slopes,
        full_output=True,
        ftol=CLOSE,
        xtol=CLOSE,
        maxfev=MOST_STEPS,
    )
    if ended not in (1, 2, 3, 4) or not np.isfinite(z).all():
        raise np.linalg.LinAlgError("the search did not come to rest")
    turned = slopes(z)
    curvature = turned.T @ turned
    lower = cholesky(curvature, lower=True)
    root = solve_triangular(lower, one, lower=True).T
    free = curvature.copy()
    level = [at for at, unknown in enumerate(design.unknowns) if unknown.what == "base"]
    free[level, level] -= 1.0 - 1e-6
    apart = np.diagonal(np.linalg.inv(free))
    rest = misfit(z)
    surprise = float(rest @ rest)
    evidence = -0.5 * surprise - float(np.log(np.diagonal(lower)).sum())
    return Mode(z=z, root=root, evidence=evidence, surprise=surprise, apart=apart)


@dataclass(frozen=True, kw_only=True, eq=False)
class Posterior:
    """One series of readings under every memory that was tried."""

    design: Design
    scores: Array
    noise: Noise
    modes: dict[int, Mode]
    """By node; only the middle one where no memory shows."""

    @property
    def _log(self) -> Array:
        """(node,) log of prior × likelihood; of the prior alone where no memory shows."""
        shown = range(WINDOW) if len(self.modes) > 1 else ()
        log: Array = NODE_PRIOR + ([self.modes[node].evidence for node in shown] or 0.0)
        return log

    @property
    def nodes(self) -> Array:
        """(node,) probabilities of the half-lives, given that points fade."""
        nodes: Array = np.exp(self._log - self.evidence)
        return nodes

    @property
    def evidence(self) -> float:
        """Log of the probability of the readings, given that points fade."""
        return float(np.logaddexp.reduce(self._log))

    def at(self, node: int) -> Mode:
        """The mode under a memory, or the only one."""
        return self.modes.get(node) or next(iter(self.modes.values()))


def posterior(
    known: Record, design: Design, scores: Array, nodes: Sequence[int], scale: float
) -> Posterior:
    """One series under each memory of `nodes`; LinAlgError where a search finds no rest."""
    covariance = noise(
        known.rows, known.doubt, pillars=design.pillars, logged=known.logged is not None,
        scale=scale,
    )  # fmt: skip
    modes = {node: mode(design, node, scores, covariance) for node in nodes}
    return Posterior(design=design, scores=scores, noise=covariance, modes=modes)


FEWEST = 8
"""Draws that a memory must earn by its evidence, or the other gets them all."""


def shares(fading: float, seed: int) -> dict[Memory, Array]:
    """Which draws each memory gets, in number as its probability says; the likelier one first."""
    count = round(fading * prior.DRAWS)
    order = np.argsort(prior.normals(prior.DRAWS, seed, "memory"), kind="stable")
    if min(count, prior.DRAWS - count) < FEWEST:
        return {Memory.FADING if fading > 0.5 else Memory.WINDOW: np.sort(order)}
    both = {Memory.FADING: np.sort(order[:count]), Memory.WINDOW: np.sort(order[count:])}
    return dict(sorted(both.items(), key=lambda item: -len(item[1])))


def start(  # noqa: PLR0913  # named, most of them optional
    model: ResponseModel,
    record: Record,
    series: Sequence[Posterior],
    assumptions: Assumptions,
    *,
    memory: Memory,
    chosen: Array,
    seed: int,
    scale: float,
    weights: Weights,
) -> Start:
    """Where the person stands today, in draws that all pass through the newest reading.

    `chosen` are the places of those that this memory gets; `scale` is this person's drift against
    everybody's.
    """
    people = _People(model, memory, chosen, seed)
    for one in series:
        people.take(one)
    parameters = _answering(people.drifting(record, scale), weights, people.normal("answers"))
    row = int(record.rows[-1])
    since = record.doses[row + 1 :]
    state = model.steady(parameters, record.before, {}, assumptions)
    if record.logged is not None:
        state = model.step(parameters, state, record.doses[: row + 1], assumptions)
        age = max(row + 1.0 - record.logged, 0.0)
        state = replace(state, age=age)
    steady = model.steady(parameters, record.usual, {}, assumptions).activity
    coming = steady + weights.model * (state.activity - steady)
    state = replace(state, activity=coming, elapsed=0.0, stocks=record.stocks[row])
    # A column takes a middling half-pace, and the cap bends: the rest is put right on the day.
    target = people.latent if record.total_only else record.scores[-1]
    if record.newest is not None and record.newest.pillars is None:
        target = with_total(np.atleast_2d(target), record.newest.total)
    offset = _returning(people, record, weights, target)
    parts = model.contributions(parameters, state, assumptions)
    base = target - offset - (parts.latent - parts.base)
    parameters = replace(parameters, base=base, offset=offset)
    if len(since):
        state = model.step(parameters, state, since, assumptions)
        age = np.inf if record.logged is None else float(len(record.doses) - record.logged)
        state = replace(state, age=max(age, 0.0), stocks=record.stocks[-1])
    return Start(
        parameters=parameters,
        state=state,
        assumptions=assumptions,
        usual=record.usual,
        assumed=record.assumed,
    )


def _returning(people: "_People", record: Record, weights: Weights, target: Array) -> Array:
    """(draw, pillar) points of today's score that will return, the line's part among them.

    Nothing without a log: what returns cannot be told from what people do, and "no change" is what
    is forecast.  So little otherwise that neither cap cuts it.
    """
    if record.logged is None:
        return np.zeros_like(people.offset)
    way = reach(trend(record.rows, record.scores)[1])
    offset = people.offset - weights.line * way / (len(PILLARS) if record.total_only else 1)
    most = np.minimum(target, PILLAR_MAX - target) / 2
    returning: Array = np.clip(offset, -most, most)
    return returning


def _answering(parameters: Parameters, weights: Weights, normals: Array) -> Parameters:
    """Effects as large as the model's weight says, in the median draw; how far a score answers to
    what is done is as unsure as that weight is away from 1, and as another law may differ."""
    spread = np.hypot(DOUBT * (1 - weights.effect), OTHER_LAW)
    part = weights.effect * np.exp(spread * normals)[:, None]
    return replace(parameters, gain=parameters.gain * part, carried=parameters.carried * part)


FEW = 0.15
"""By how much more a forecast strays after one reading than after many; after n, an n-th of it."""

GOES_ON = 1.3
"""So many times further than the readings tell it strays where nothing is logged: who has become
busier stays so for some weeks."""

SIZE_SPREAD = 0.3
"""How much the size of a person's drift is in doubt, as a logarithm: with it the bands hold at 50
and at 95 %, and not at 80 % alone."""

DOUBT = 1.2
"""Spread of an effect's logarithm where next to nothing of it is believed."""

OTHER_LAW = 0.22
"""The same because LinkedIn's law is not ours, however many readings there are."""


class _People:
    """Draws in the making, series by series."""

    def __init__(self, model: ResponseModel, memory: Memory, chosen: Array, seed: int) -> None:
        self._chosen, self._seed, self._layout = chosen, seed, model.layout
        some = _population(model.catalogue, seed).some(chosen)
        self.parameters = replace(some, carried=np.zeros_like(some.carried), memory=memory)
        self.offset, self.latent = np.zeros((2, *some.base.shape))

    def normal(self, name: str) -> Array:
        """(draw,) standard normals of these draws."""
        return prior.normals(prior.DRAWS, self._seed, name)[self._chosen]

    def drifting(self, record: Record, scale: float) -> Parameters:
        """The draws so far, with a drift `scale` times as large as everybody's."""
        strays, shared = np.array(1.0 + FEW / len(record.rows)), prior.DRIFT_SHARED
        if record.logged is None:
            strays, shared = GOES_ON * UNLOGGED, UNLOGGED_SHARED
        return replace(
            self.parameters,
            drift=scale * strays * self._sizes()[:, None] * prior.drifts(self.normal, shared),
            relaxation=prior.DRIFT_DAYS if record.logged is not None else UNLOGGED_DAYS,
        )

    def _sizes(self) -> Array:
        """(draw,) factors of the drift; both of a mirrored pair have the same, so that the median
        stays where it is."""
        normals = prior.normals(prior.DRAWS, self._seed, "drift size")
        order = np.argsort(np.abs(normals), kind="stable")
        even = np.empty_like(normals)
        even[order] = np.repeat(np.sort(normals)[::2], 2)[: len(normals)]
        sizes: Array = np.exp(SIZE_SPREAD * even)[self._chosen]
        return sizes

    def take(self, one: Posterior) -> None:
        """Draw one series: a pillar's unknowns, or everything where only totals were read."""
        design, pillars, people = one.design, one.design.pillars, self.parameters
        normals = np.stack([self.normal(unknown.name) for unknown in design.unknowns], axis=1)
        nodes = np.full(len(normals), WINDOW)
        if people.memory is Memory.FADING:
            nodes = _pick(one.nodes, self.normal(f"half-life {PILLARS[pillars[0]]}"))
            people.half_life[:, pillars] = NODE_DAYS[nodes, None]
        z = np.empty_like(normals)
        made = np.empty((len(normals), len(design.points)))
        for node in np.unique(nodes).tolist():
            mode, mine = one.at(node), nodes == node
            z[mine] = mode.z + normals[mine] @ mode.root.T
            made[mine] = design.coefficients(z[mine])
            columns = design.columns[node]
            misfit = (one.scores[:, None] - columns @ made[mine].T) / len(pillars)
            for pillar in pillars:
                own = (columns[-1] * made[mine])[:, design.pillar == pillar].sum(axis=1)
                self.latent[mine, pillar] = own + misfit[-1]
                self.offset[mine, pillar] = one.noise.returning @ misfit
        for at, unknown in enumerate(design.unknowns):
            values = made[:, unknown.column]
            if unknown.what == "carried":
                people.carried[:, unknown.pillar] = values
            elif unknown.what == "gain":  # what was never done is learned through what was
                moved = np.exp(GAIN_SPREAD * (z[:, at] - normals[:, at]))
                people.gain[:, self._layout.pillar == unknown.pillar] *= moved[:, None]
            elif unknown.what == "effect":
                people.gain[:, unknown.place] = np.abs(values)
            elif unknown.what == "stock":
                people.lasting[:, unknown.place] = np.abs(values)


@lru_cache(maxsize=4)
def _population(catalogue: Catalogue, seed: int) -> Parameters:
    return prior.draw(catalogue, seed=seed)


def _pick(chances: Array, normals: Array) -> Array:
    """(draw,) places, each as often as its chance says."""
    levels = np.empty(len(normals))
    levels[np.argsort(normals, kind="stable")] = (np.arange(len(normals)) + 0.5) / len(normals)
    edges = np.cumsum(chances)
    return np.searchsorted(edges / edges[-1], levels)
