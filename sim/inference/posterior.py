"""From the cells of a fit to draws: whole people, each in keeping with all readings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.catalogue.types import Catalogue
from sim.inference.design_matrix import HALF_LIFE_NODES, WINDOW, Unknown, base_points, coefficients
from sim.inference.kalman import LOGGED, NOISE_PRIOR, NOISES
from sim.inference.laplace import Cells
from sim.inference.observations import Record
from sim.population.prior import GAIN_SPREAD, HALF_LIFE, Strata, draw
from sim.population.start import Start, usual_pace
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Parameters
from sim.terms import PILLAR_MAX

GRID = np.linspace(-1.35, 1.35, 55)
"""Log half-lives, three standard deviations to both sides, that draws are made on."""


FEWEST = 8
"""Draws that a memory must earn by its evidence, or the other gets them all."""


def between(places: Array) -> Array:
    """(place, node) weights of the polynomial through the values at the half-life nodes."""
    places = np.clip(places, HALF_LIFE_NODES[0], HALF_LIFE_NODES[-1])
    weights = np.ones((len(places), len(HALF_LIFE_NODES)))
    for at, node in enumerate(HALF_LIFE_NODES):
        for other in np.delete(HALF_LIFE_NODES, at):
            weights[:, at] *= (places - other) / (node - other)
    return weights


GRID_WEIGHTS = between(GRID)


GRID_PRIOR = -0.5 * (GRID / HALF_LIFE.spread) ** 2


GRID_PRIOR = GRID_PRIOR - np.log(np.exp(GRID_PRIOR).sum())


def _log_sum(values: Array) -> Array:
    """Log of the sum of exponentials along the last axis."""
    top = values.max(axis=-1)
    total: Array = top + np.log(np.exp(values - top[..., None]).sum(axis=-1))
    return total


@dataclass(frozen=True, kw_only=True, eq=False)
class Weights:
    """How probable the readings make each noise and half-life of one series, by memory."""

    grid: Array
    """(noise, grid) log probability of a half-life under the fading memory."""
    window: Array
    """(noise,) log probability under the rival."""

    @property
    def fading(self) -> Array:
        """(noise,) log probability under the fading memory."""
        return _log_sum(self.grid)

    @property
    def odds(self) -> float:
        """Log odds of the fading memory against the rival."""
        return float(_log_sum(self.fading) - _log_sum(self.window))

    def noise(self, memory: Memory) -> Array:
        """(noise,) probabilities under a memory."""
        log = self.fading if memory is Memory.FADING else self.window
        probability: Array = np.exp(log - _log_sum(log))
        return probability


def weigh(cells: Cells) -> Weights:
    """Evidence by half-life between the nodes; beyond the outer nodes it stays as it is."""
    evidence = cells.evidence + NOISE_PRIOR[:, None]
    nodes = evidence[:, :WINDOW]
    filled = np.minimum(nodes @ GRID_WEIGHTS.T, nodes.max(axis=1, keepdims=True) + 1.0)
    return Weights(grid=filled + GRID_PRIOR, window=evidence[:, WINDOW])


def log_probability(series: Sequence[Cells]) -> float:
    """Of all readings, whatever the memory, the half-lives and the noise."""
    weights = [weigh(cells) for cells in series]
    fading = sum(float(_log_sum(one.fading)) for one in weights)
    window = sum(float(_log_sum(one.window)) for one in weights)
    return float(np.logaddexp(fading, window) - np.log(2))


def probability_of_fading(weights: Sequence[Weights]) -> float:
    """That activity fades, rather than being averaged over 90 days; both were as likely before."""
    odds = sum(one.odds for one in weights)
    return float(1.0 / (1.0 + np.exp(-np.clip(odds, -500, 500))))


def shares(fading: float, draws: int, seed: int) -> dict[Memory, Array]:
    """Which draws each memory gets, in number as its probability says; the likelier one first."""
    count = round(fading * draws)
    if count < FEWEST:
        count = 0
    elif draws - count < FEWEST:
        count = draws
    order = np.argsort(Strata(draws, seed)("memory"), kind="stable")
    both = {Memory.FADING: np.sort(order[:count]), Memory.WINDOW: np.sort(order[count:])}
    ranked = sorted(both.items(), key=lambda item: -len(item[1]))
    return {memory: places for memory, places in ranked if len(places)}


def start(  # noqa: PLR0913  # named, most of them optional
    model: ResponseModel,
    record: Record,
    series: Sequence[Cells],
    weights: Sequence[Weights],
    assumptions: Assumptions,
    *,
    memory: Memory,
    chosen: Array,
    draws: int,
    seed: int,
    scale: float = 1.0,
) -> tuple[Start, Array]:
    """Where the person stands today, and (draw, pillar) the noise that readings have, points.

    `chosen` are the places, among `draws`, of those that this memory gets.  `scale` is the
    product of the re-basings that the readings show.
    """
    people = _People(model, memory, chosen, draws, seed)
    for cells, one in zip(series, weights, strict=True):
        people.take(cells, one)
    parameters = people.parameters(logged=bool(record.active.any()))
    row = int(record.rows[-1])
    state = replace(model.empty(parameters, {}), scale=scale)
    state = model.step(parameters, state, record.doses[: row + 1], assumptions)
    age = max(row + 1.0 - record.logged, 0.0)
    state = replace(state, age=age, elapsed=0.0, stocks=record.stocks[row])
    # The columns are parabolas: what they are off by on the last day is put right there.
    shown = model.simulate(parameters, state, record.doses[:0], assumptions).pillars[:, 0]
    target = people.latent + people.offset
    target = _within_limits(target) if record.total_only else np.clip(target, 0.0, PILLAR_MAX)
    parameters = replace(parameters, offset=target - shown)
    if record.ago:
        state = model.step(parameters, state, record.doses[row + 1 :], assumptions)
        age = max(len(record.doses) - float(record.logged), 0.0)
        state = replace(state, age=age, stocks=record.stocks[-1])
    begin = Start(
        parameters=parameters,
        state=state,
        assumptions=assumptions,
        usual=usual_pace(record.doses),
    )
    return begin, people.noise


class _People:
    """Draws in the making, series by series."""

    def __init__(
        self,
        model: ResponseModel,
        memory: Memory,
        chosen: Array,
        draws: int,
        seed: int,
    ) -> None:
        self._model, self._memory = model, memory
        self._strata, self._chosen = Strata(draws, seed), chosen
        self._relaxation = LOGGED.relaxation
        self._prior = prior = _population(model.catalogue, draws, seed)
        self._gain, self._lasting = prior.gain[chosen], prior.lasting[chosen]
        self._half_pace, self._half_life = prior.half_pace[chosen], prior.half_life[chosen]
        each = np.zeros((6, len(chosen), len(PILLARS)))
        self._base, self._carried, self._drift, self.noise, self.offset, self.latent = each

    def parameters(self, *, logged: bool) -> Parameters:
        """The draws so far; where nothing was ever logged, nothing fades."""
        return replace(
            self._prior,
            base=self._base if logged else np.minimum(self._base + self._carried, PILLAR_MAX),
            carried=self._carried if logged else np.zeros_like(self._carried),
            gain=self._gain,
            lasting=self._lasting,
            half_pace=self._half_pace,
            half_life=self._half_life,
            drift=self._drift,
            noise=self._prior.noise[self._chosen],
            memory=self._memory,
            relaxation=self._relaxation,
        )

    def _normal(self, name: str) -> Array:
        return self._strata(name)[self._chosen]

    def take(self, cells: Cells, weights: Weights) -> None:
        """Draw one series: a pillar's unknowns, or everything where only totals were read."""
        self._relaxation = cells.filter.wandering.relaxation
        block, normal = cells.block, self._normal
        pillars = sorted({unknown.pillar for unknown in block.unknowns})
        name = str(PILLARS[pillars[0]])
        noise = _pick(weights.noise(self._memory), normal(f"noise {name}"))
        if self._memory is Memory.FADING:
            moved = _half_lives(weights, noise, normal(f"half-life {name}"))
            self._half_life[:, pillars] = HALF_LIFE.value * np.exp(moved)[:, None]
            mix = between(moved)
            theta = self._theta(cells, noise, moved)
            left = np.einsum("dn,dnk->dk", mix, cells.last[noise, :WINDOW])
            columns = mix @ block.columns[:WINDOW, -1]
        else:
            theta = self._theta(cells, noise, None)
            left, columns = cells.last[noise, WINDOW], block.columns[WINDOW, -1]
        made = coefficients(block, theta)
        today = np.stack([normal(f"today {PILLARS[p]}") for p in pillars], axis=1)
        doubt = cells.filter.doubt[noise] * today.sum(axis=1) / np.sqrt(len(pillars))
        offset = cells.last_seen[noise] - (left * made).sum(axis=1) + doubt
        wandering = cells.filter.wandering
        # A total tells the sum of four drifts; how it is made up stays as open as it was.
        own = np.sqrt(1 - wandering.shared) * wandering.drift[noise, None]
        apart = own * (today - today.mean(axis=1, keepdims=True))
        self.offset[:, pillars] = offset[:, None] / len(pillars) + apart
        later = np.stack([normal(f"drift {PILLARS[p]}") for p in pillars], axis=1)
        shared = np.sqrt(wandering.shared) * wandering.drift[noise] * normal("drift")
        self._drift[:, pillars] = shared[:, None] + own * later
        self.noise[:, pillars] = NOISES[noise, None]
        for pillar in pillars:
            mine = block.pillar == pillar
            self.latent[:, pillar] = (columns * made)[:, mine].sum(axis=1)
        self._put(block.unknowns, theta)

    def _theta(self, cells: Cells, noise: Array, moved: Array | None) -> Array:
        """(draw, unknown): the mode between the nodes, and the doubt of the nearest one."""
        normals = [self._normal(self._name(unknown)) for unknown in cells.block.unknowns]
        if moved is None:
            mode, node = cells.mode[noise, WINDOW], np.full(len(noise), WINDOW)
        else:
            place = np.interp(moved, HALF_LIFE_NODES, np.arange(WINDOW))
            low = np.minimum(place.astype(np.intp), WINDOW - 2)
            part = (place - low)[:, None]
            mode = (1 - part) * cells.mode[noise, low] + part * cells.mode[noise, low + 1]
            node = np.rint(place).astype(np.intp)
        turned = np.einsum("dij,jd->di", cells.root[noise, node], np.array(normals))
        theta: Array = cells.block.centre + cells.block.spread * (mode + turned)
        return theta

    def _name(self, unknown: Unknown) -> str:
        """The name that the population's draws know this unknown by: unlearned, it is theirs."""
        catalogue, pillar = self._model.catalogue, PILLARS[unknown.pillar]
        match unknown.what:
            case "effect":
                kind, effect = catalogue.effects[unknown.place]
                return f"effect {catalogue.kinds[kind].kind} {effect.pillar} {effect.share}"
            case "half_pace":
                return f"half-pace {catalogue.names[unknown.place]}"
            case "stock":
                return f"stock {catalogue.stocks[unknown.place].stock}"
            case _:
                return f"{unknown.what} {pillar}"

    def _put(self, unknowns: Sequence[Unknown], theta: Array) -> None:
        catalogue, layout = self._model.catalogue, self._model.layout
        gain: dict[int, Array] = {}
        for at, unknown in enumerate(unknowns):
            values, pillar, place = theta[:, at], unknown.pillar, unknown.place
            match unknown.what:
                case "base":
                    self._base[:, pillar] = np.minimum(base_points(values), PILLAR_MAX)
                case "carried":
                    self._carried[:, pillar] = np.exp(values)
                case "gain":  # what was never done is learned through what was
                    gain[pillar] = values
                    before = GAIN_SPREAD * self._normal(self._name(unknown))
                    mine = layout.pillar == pillar
                    self._gain[:, mine] *= np.exp(values - before)[:, None]
                case "effect":
                    points = abs(catalogue.effects[place][1].points)
                    self._gain[:, place] = points * np.exp(gain[pillar] + values)
                case "half_pace":
                    self._half_pace[:, place] = catalogue.kinds[place].half_pace * np.exp(values)
                case "stock":
                    self._lasting[:, place] = catalogue.stocks[place].points * np.exp(values)


@lru_cache(maxsize=4)
def _population(catalogue: Catalogue, draws: int, seed: int) -> Parameters:
    return draw(catalogue, draws, seed)


def _within_limits(points: Array) -> Array:
    """(draw, pillar) points between 0 and 25 with the same total: what is over goes to others."""
    total = points.sum(axis=1, keepdims=True)
    made = np.clip(points, 0.0, PILLAR_MAX)
    for _ in PILLARS:
        rest = total - made.sum(axis=1, keepdims=True)
        room = np.where(rest > 0, PILLAR_MAX - made, made)
        part = room / np.maximum(room.sum(axis=1, keepdims=True), 1e-9)
        made = np.clip(made + rest * part, 0.0, PILLAR_MAX)
    return made


def _level(normals: Array) -> Array:
    """(draw,) each draw's place among all, 0 to 1: evenly spread."""
    places = np.empty(len(normals))
    places[np.argsort(normals, kind="stable")] = (np.arange(len(normals)) + 0.5) / len(normals)
    return places


def _pick(chances: Array, normals: Array) -> Array:
    """(draw,) places, each as often as its chance says."""
    edges = np.cumsum(chances)
    return np.searchsorted(edges / edges[-1], _level(normals))


def _half_lives(weights: Weights, noise: Array, normals: Array) -> Array:
    """(draw,) log half-lives against the population's, given each draw's noise cell."""
    level, made = _level(normals), np.empty(len(noise))
    for cell in np.unique(noise).tolist():
        mass = np.exp(weights.grid[cell] - weights.grid[cell].max())
        middle = np.cumsum(mass) - mass / 2
        made[noise == cell] = np.interp(level[noise == cell], middle / mass.sum(), GRID)
    return made
