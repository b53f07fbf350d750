"""The personal fit: what readings and actions say about one person (docs/model.md)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from enum import StrEnum
from typing import Any

import numpy as np

from sim.inference.blend import Weights, weights
from sim.inference.design_matrix import HALF_LIFE_NODES, WINDOW, Design, designs
from sim.inference.observations import Evidence, Record, record
from sim.inference.posterior import NODE_PRIOR, Mode, Posterior, mode, posterior, shares, start
from sim.population.prior import HALF_LIFE, SEED, draw
from sim.population.start import Start, anchor
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Parameters, State
from sim.terms import Pillar

EDGES = 1.2815515655446004 * np.array([-1.0, 0.0, 1.0])
"""Standard deviations to the edges and the middle of an 80 % interval."""

VOTE = 16
"""Readings from which on the 90-day window has a vote: with fewer it costs more than it tells."""

SUREST = 30.0
"""Log odds that no readings pass: 1e-13 of doubt stay, and a vote can be told from none."""

PERSONAL = 8.0
"""So many readings' worth of surprise weigh against a person's own for the size of the drift."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """One unknown, before and after the readings."""

    what: str
    """``level`` (points that stand if one goes on as usual without the activity in the log),
    ``gain`` (factor of all the pillar's effects), ``half_life`` (days), ``effect`` (factor beside
    the pillar's), ``stock`` (points when complete)."""
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
    """1 − posterior/prior variance, as far as changes tell it apart from the sum: 0 is our
    assumption, 1 is all learned."""


ALL_MODEL = Weights(1.0, 1.0, 0.0)


class Outcome(StrEnum):
    """What a fit came to."""

    LEARNED = "learned"
    """The readings have changed what we assume."""
    PRIOR = "prior"
    """There are no readings: all of it is our assumption."""
    FAILED = "failed"
    """No answer that could be trusted: the population, tied to the newest reading."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """One person, as far as the journal tells."""

    outcome: Outcome
    starts: tuple[Start, ...]
    """Today, once for each memory that the readings leave possible, the likelier one first; they
    share the draws among them by their probability."""
    fading: float
    """Probability of the fading memory against the 90-day window; 1 only where that had no vote."""
    learned: tuple[Learned, ...]
    """What became of each unknown; empty unless the outcome is LEARNED."""
    readings: int
    """Readings that were used."""
    weights: Weights = ALL_MODEL
    """What a forecast is made of; the starts have it in them."""

    def __repr__(self) -> str:
        count = self.readings
        return f"<Fit {self.outcome.value} from {count} reading{'' if count == 1 else 's'}>"


def fit(model: ResponseModel, evidence: Evidence, *, seed: int = SEED) -> Fit:
    """The person behind a journal; the same journal gives the same bytes.

    Never raises for what a journal may hold: where the search does not come to rest the outcome
    is FAILED.
    """
    known = record(evidence, model)
    if not len(known.rows):
        return _assumed(model, known, evidence, Outcome.PRIOR, seed)
    try:
        made = designs(model, known, evidence.assumptions)
        series, scale, fading, odds = _search(known, made)
    except (np.linalg.LinAlgError, ValueError):
        return _assumed(model, known, evidence, Outcome.FAILED, seed)
    parts = weights(len(known.rows), odds, logged=known.logged is not None)
    return Fit(
        outcome=Outcome.LEARNED,
        starts=tuple(
            start(
                model, known, series, evidence.assumptions,
                memory=memory, chosen=chosen, seed=seed, scale=scale, weights=parts,
            )
            for memory, chosen in shares(fading, seed).items()
        ),
        fading=fading,
        learned=_learned(evidence, known, series, fading),
        readings=len(known.rows),
        weights=parts,
    )  # fmt: skip


def _search(known: Record, made: Sequence[Design]) -> tuple[list[Posterior], float, float, float]:
    """The series under every memory, the size of this person's drift, the probability that points
    fade, and the log odds that scores answer to what is done: once as everybody drifts, and again
    as this person does."""
    nodes = [WINDOW // 2]
    if known.logged is not None and len(known.rows) > 1:
        nodes = [*range(WINDOW), *([WINDOW] if len(known.rows) >= VOTE else [])]

    def solved(nodes: list[int], scale: float) -> list[Posterior]:
        return [
            posterior(known, design, scores, nodes, scale)
            for design, scores in zip(made, known.scores.T, strict=True)
        ]

    middle = solved([WINDOW // 2], 1.0)
    surprise = sum(one.modes[WINDOW // 2].surprise for one in middle)
    seen = known.scores.size
    scale = float(np.sqrt((PERSONAL + surprise) / (PERSONAL + seen)))
    series = solved(nodes, scale)
    if len(nodes) == 1:
        return series, scale, 1.0, 0.0
    still = [
        mode(one.design.still(), WINDOW // 2, one.scores, one.noise).evidence for one in series
    ]
    fades, fading = sum(one.evidence for one in series), 1.0
    answers = fades
    if WINDOW in nodes:
        window = sum(one.modes[WINDOW].evidence for one in series)
        answers = float(np.logaddexp(fades, window)) - np.log(2)
        fading = float(1.0 / (1.0 + np.exp(-np.clip(fades - window, -SUREST, SUREST))))
    return series, scale, fading, answers - sum(still)


def _assumed(
    model: ResponseModel, known: Record, evidence: Evidence, outcome: Outcome, seed: int
) -> Fit:
    """The population at the usual pace, tied to the newest reading where there is one."""
    parameters = draw(model.catalogue, seed=seed)
    names = [row.stock for row in model.catalogue.stocks]
    counts = dict(zip(names, known.stocks[-1].tolist(), strict=True))
    state = model.steady(parameters, known.usual, counts, evidence.assumptions)
    if known.newest is not None:
        parameters, state = anchor(model, parameters, state, known.newest, evidence.assumptions)
    begin = Start(
        parameters=parameters, state=state, assumptions=evidence.assumptions,
        usual=known.usual, assumed=known.assumed,
    )  # fmt: skip
    return Fit(outcome=outcome, starts=(begin,), fading=1.0, learned=(), readings=0)


# ---- what was learned


def _learned(
    evidence: Evidence, known: Record, series: Sequence[Posterior], fading: float
) -> tuple[Learned, ...]:
    """Every unknown that readings can tell apart, pillar by pillar."""
    made: list[Learned] = []
    for one in series:
        design = one.design
        best = max(one.modes.values(), key=lambda mode: mode.evidence)
        made += [] if known.total_only else [_level(design, best)]
        for at, unknown in enumerate(design.unknowns):
            told = unknown.what in ("gain", "effect") and known.logged is not None
            if told or (unknown.what == "stock" and unknown.of in evidence.stocks):
                made.append(_number(design, at, best))
        if known.logged is not None and len(one.modes) > 1:
            made += [_half_life(pillar, one, fading) for pillar in design.pillars]
    return tuple(made)


def _row(what: str, pillar: int, name: str, assumed: float, edges: Array, left: float) -> Learned:
    """What is known of one number; `left` is the part of its variance that is left."""
    low, value, high = edges.tolist()
    return Learned(
        what=what, pillar=PILLARS[pillar], name=name, assumed=assumed, value=value, low=low,
        high=high, part=float(np.clip(1.0 - left, 0.0, 1.0)),
    )  # fmt: skip


def _level(design: Design, best: Mode) -> Learned:
    """The sum of what stands: base and lasting things, of which readings tell the sum alone."""
    zero = np.zeros_like(best.z)
    stands = np.array([unknown.what in ("base", "stock") for unknown in design.unknowns])
    row = np.where((design.mix[:, stands] != 0).any(axis=1), design.columns[WINDOW // 2, -1], 0.0)
    value, assumed = (float(row @ design.coefficients(at)) for at in (best.z, zero))
    slope, before = (row @ design.slopes(design.coefficients(at)) for at in (best.z, zero))
    spread = float(np.linalg.norm(slope @ best.root))
    left = (spread / float(np.linalg.norm(before))) ** 2
    return _row("level", design.pillars[0], "", assumed, value + EDGES * spread, left)


def _number(design: Design, at: int, best: Mode) -> Learned:
    unknown = design.unknowns[at]
    size = float(design.points[unknown.column]) if unknown.what == "stock" else 1.0
    spread = float(np.linalg.norm(best.root[at]))
    edges = size * np.exp(float(design.mix[:, at].max()) * (best.z[at] + EDGES * spread))
    return _row(unknown.what, unknown.pillar, unknown.of, size, edges, float(best.apart[at]))


def _half_life(pillar: int, one: Posterior, fading: float) -> Learned:
    """Under the rival memory nothing is learned of it."""
    prior = np.exp(NODE_PRIOR)
    mass: Array = fading * one.nodes + (1 - fading) * prior
    mean = float(mass @ HALF_LIFE_NODES)
    spread = float(np.sqrt(mass @ (HALF_LIFE_NODES - mean) ** 2))
    left = spread**2 / float(prior @ HALF_LIFE_NODES**2)
    return _row("half_life", pillar, "", HALF_LIFE, HALF_LIFE * np.exp(mean + EDGES * spread), left)


# ---- kept beside the journal

FORMAT = 10
"""Goes up whenever the model or the arrays change: what was kept before is then computed anew."""


def packed(fit: Fit) -> dict[str, Array]:
    """Arrays for `numpy.savez`."""
    told = {
        "outcome": fit.outcome,
        "fading": fit.fading,
        "readings": fit.readings,
        "weights": astuple(fit.weights),
        "learned": [asdict(row) for row in fit.learned],
        "assumptions": [asdict(one.assumptions) for one in fit.starts],
    }
    arrays = {"told": np.array(json.dumps(told))}
    for at, one in enumerate(fit.starts):
        kept = {**vars(one.parameters), **vars(one.state), "usual": one.usual,
                "assumed": one.assumed}  # fmt: skip
        arrays |= {f"{at}.{name}": np.asarray(value) for name, value in kept.items()
                   if value is not None}  # fmt: skip
    return arrays


def unpacked(arrays: Mapping[str, Array]) -> Fit:
    """The fit; KeyError, TypeError, ValueError or SimError when the arrays are none of ours."""
    told = json.loads(str(arrays["told"]))

    def read(kind: type[Parameters] | type[State], at: int) -> dict[str, Any]:
        there = {field.name: f"{at}.{field.name}" for field in fields(kind)}
        values = {name: arrays[key] for name, key in there.items() if key in arrays}
        return {name: value if value.ndim else value.item() for name, value in values.items()}

    def start_at(at: int, rates: Mapping[str, Any]) -> Start:
        parameters = read(Parameters, at)
        return Start(
            parameters=Parameters(**{**parameters, "memory": Memory(parameters["memory"])}),
            state=State(**read(State, at)),
            assumptions=Assumptions(**rates),
            usual=arrays[f"{at}.usual"],
            assumed=arrays[f"{at}.assumed"],
        )

    return Fit(
        outcome=Outcome(told["outcome"]),
        starts=tuple(start_at(at, rates) for at, rates in enumerate(told["assumptions"])),
        fading=told["fading"],
        learned=tuple(
            Learned(**{**row, "pillar": Pillar(row["pillar"])}) for row in told["learned"]
        ),
        readings=told["readings"],
        weights=Weights(*told["weights"]),
    )
