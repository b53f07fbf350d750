"""The personal fit: what readings and actions say about one person (docs/model.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sim.curves import Array
from sim.evidence import Evidence, Record, record
from sim.forecast import Start, start_of_journal
from sim.laplace import MOST_STEPS, Cells, solve
from sim.learned import Learned, learned
from sim.posterior import start
from sim.prior import DRAWS, READING_NOISE, SEED, draw
from sim.rebasing import MOST, ODDS, candidates, guess
from sim.regressors import blocks
from sim.response import ResponseModel
from sim.tables import PILLARS
from sim.unknowns import Block
from sim.weights import log_probability, probability_of_fading, shares, weigh
from sim.whitening import LOGGED, UNLOGGED, Filter, prepare


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
