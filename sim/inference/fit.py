"""The personal fit: what readings and actions say about one person (docs/model.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sim.inference.design_matrix import HALF_LIFE_NODES, WINDOW, Block, Unknown, base_points, blocks
from sim.inference.kalman import LOGGED, NOISE_PRIOR, UNLOGGED, Filter, prepare
from sim.inference.laplace import MOST_STEPS, Cells, solve
from sim.inference.level_shifts import MOST, ODDS, candidates, guess
from sim.inference.observations import Evidence, Record, record
from sim.inference.posterior import (
    GRID,
    GRID_PRIOR,
    Weights,
    log_probability,
    probability_of_fading,
    shares,
    start,
    weigh,
)
from sim.population.prior import DRAWS, HALF_LIFE, READING_NOISE, SEED, draw
from sim.population.start import Start, start_of_journal
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.terms import Pillar

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
        pillars = sorted({unknown.pillar for unknown in cells.block.unknowns})
        made += [_half_life(pillar, one, fading) for pillar in pillars]
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


class Outcome(StrEnum):
    """What a fit came to."""

    LEARNED = "learned"
    """The readings have changed what we assume."""
    PRIOR = "prior"
    """There are no readings: all of it is our assumption."""
    FAILED = "failed"
    """No answer that could be trusted: the population, tied to the newest reading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rebasing:
    """A change of LinkedIn's formula that the readings show."""

    ago: int
    """Days from the first reading that shows it to today."""
    factor: float
    """What all points were multiplied by."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """One person, as far as the journal tells."""

    outcome: Outcome
    starts: tuple[Start, ...]
    """Today, once for each memory that the readings leave possible, the likelier one first; they
    share the draws among them by their probability."""
    noise: Array
    """(draw, pillar) standard deviation of a reading around the score, without rounding, points;
    draws in the order of the starts."""
    fading: float
    """Probability of the fading memory against the 90-day window."""
    learned: tuple[Learned, ...]
    """What became of each unknown; empty unless the outcome is LEARNED."""
    rebasings: tuple[Rebasing, ...]
    readings: int
    """Readings that were used."""


def fit(
    model: ResponseModel,
    evidence: Evidence,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    most_steps: int = MOST_STEPS,
) -> Fit:
    """The person behind a journal; the same journal gives the same bytes.

    Never raises for what a journal may hold: where the search does not come to rest the outcome
    is FAILED.
    """
    known = record(evidence, model)
    if known is None:
        return _assumed(model, evidence, Outcome.PRIOR, draws, seed)
    try:
        series, jumps = _search(model, known, evidence, most_steps)
    except np.linalg.LinAlgError:
        return _assumed(model, evidence, Outcome.FAILED, draws, seed)
    if not all(_sound(cells) for cells in series):
        return _assumed(model, evidence, Outcome.FAILED, draws, seed)
    weights = [weigh(cells) for cells in series]
    fading = probability_of_fading(weights)
    scale = float(np.exp(sum(log for _, log in jumps)))
    made = [
        start(
            model, known, series, weights, evidence.assumptions, memory=memory, chosen=chosen,
            draws=draws, seed=seed, scale=scale,
        )
        for memory, chosen in shares(fading, draws, seed).items()
    ]  # fmt: skip
    return Fit(
        outcome=Outcome.LEARNED,
        starts=tuple(begin for begin, _ in made),
        noise=np.concatenate([noise for _, noise in made]),
        fading=fading,
        learned=learned(model, series, weights, fading),
        rebasings=tuple(
            Rebasing(ago=len(known.doses) - 1 - int(known.rows[at]), factor=float(np.exp(log)))
            for at, log in jumps
        ),
        readings=len(known.rows),
    )


def _search(
    model: ResponseModel, known: Record, evidence: Evidence, most_steps: int
) -> tuple[list[Cells], list[tuple[int, float]]]:
    """The cells of every series, and the re-basings as (reading, log of the factor)."""
    wandering = LOGGED if known.active.any() else UNLOGGED
    whole = prepare(known.rows, known.doubt, known.series, wandering)
    places = candidates(known)
    plain = blocks(model, known, evidence.assumptions, np.ones(len(known.rows)))
    jumps: dict[int, float] = {}
    series = _solved(plain, known, whole, jumps, most_steps)
    for _ in range(MOST):
        tried = guess(known, series, whole, places) if len(places) else None
        if tried is None:
            break
        others = {**jumps, tried.place: tried.log}
        beside = _solved(plain, known, whole, others, most_steps, series)
        if log_probability(beside) - log_probability(series) - tried.cost < np.log(ODDS):
            break
        jumps, series = others, beside
        # Its size once more, now that the person has been fitted beside it.
        again = guess(known, series, whole, np.array([tried.place]))
        if again:
            jumps[tried.place] += again.log
            series = _solved(plain, known, whole, jumps, most_steps, series)
        places = places[places != tried.place]
    return series, sorted(jumps.items())


def _solved(
    plain: Sequence[Block],
    known: Record,
    whole: Filter,
    jumps: dict[int, float],
    most_steps: int,
    before: Sequence[Cells] = (),
) -> list[Cells]:
    """The cells with some re-basings; `before` are those with others, from which it is not far."""
    scale = np.ones(len(known.rows))
    for at, log in jumps.items():
        scale[at:] *= np.exp(log)
    made = []
    for place, (block, scores) in enumerate(zip(plain, known.scores.T, strict=True)):
        rescaled = replace(block, columns=block.columns * scale[:, None]) if jumps else block
        near = before[place].mode if before else None
        made.append(solve(rescaled, scores, whole, most_steps=most_steps, near=near))
    return made


def _sound(cells: Cells) -> bool:
    """The cells that matter came to rest at finite numbers."""
    if not (np.isfinite(cells.evidence).all() and np.isfinite(cells.mode).all()):
        return False
    matter = cells.evidence > cells.evidence.max() - UNLIKELY
    return bool(cells.settled[matter].all())


UNLIKELY = 7.0
"""Log probability below the best cell's at which a cell no longer matters: one in a thousand."""


def _assumed(
    model: ResponseModel,
    evidence: Evidence,
    outcome: Outcome,
    draws: int,
    seed: int,
) -> Fit:
    """The population, tied to the newest reading where there is one."""
    newest = min(evidence.readings, key=lambda one: one[0], default=None)
    begin = start_of_journal(
        model,
        draw(model.catalogue, draws, seed),
        evidence.doses,
        stocks=evidence.stocks,
        assumptions=evidence.assumptions,
        reading=newest[1] if newest else None,
        reading_age=newest[0] if newest else 0,
    )
    return Fit(
        outcome=outcome,
        starts=(begin,),
        noise=np.full((draws, len(PILLARS)), READING_NOISE),
        fading=0.5,
        learned=(),
        rebasings=(),
        readings=0,
    )


def noisy(fit: Fit, scores: Array, step: float, normals: Array) -> Array:
    """What LinkedIn would show: (draw, pillar) scores with noise and rounding.

    `normals` is (draw, pillar).  Rounding to `step` is a doubt of step²/12 more.
    """
    spread = np.sqrt(fit.noise**2 + step**2 / 12)
    shown: Array = np.clip(scores + spread * normals, 0.0, 25.0)
    return shown
