"""What we assume before knowing anybody's readings: the population, as numbers and as draws."""

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from statistics import NormalDist
from zlib import crc32

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Catalogue
from sim.response.curves import Array
from sim.response.state import Parameters
from sim.terms import Pillar

DRAWS = 256
"""Draws per forecast (docs/model.md has the error of the bands)."""

SEED = 2026
"""Fixed, so that bands do not jitter between key presses and differences are paired."""

BASE = {
    Pillar.BRAND: 4.0,
    Pillar.PEOPLE: 3.0,
    Pillar.INSIGHTS: 1.0,
    Pillar.RELATIONSHIPS: 6.5,
}
"""Points that are there without doing anything, per pillar (with `BASE_SPREAD`)."""

BASE_SPREAD = 5.0
"""Points, with their sign: what nothing explains stays, and is not a drift that returns."""

PAST_SPREAD = 1.5
"""Points by which a pillar's activity before the log may have been above or below the pace that the
log begins with; they fade like all activity."""

HALF_LIFE, HALF_LIFE_SPREAD = 31.0, 0.45
"""Days, the median over people, and the spread of its logarithm.  Practitioners speak of an average
over 90 days; its mean age of 45 days is that of a half-life of 31 days (000, 003, 004).  No page of
LinkedIn's confirms either."""

GAIN_SPREAD = 0.40
"""How much people differ in what a pillar gives them for the same activity (logarithm)."""

EFFECT_SPREAD = 0.35
"""The same for a single effect or stock, around the pillar's."""

HALF_PACE_SPREAD = 0.25
"""How much people differ in the half-pace of a kind (logarithm)."""

DRIFT = 1.0
"""Points by which a pillar wanders for reasons that nobody logs, until one's own readings say
more."""

DRIFT_DAYS = 30.0
"""Relaxation time of drift, days: what pushed the score last quarter is forgotten."""

DRIFT_SHARED = 0.2
"""Part of the drift's variance that the four pillars share: weeks on holiday, changes of the
formula.  Without it the total's band would be too narrow, with more of it too wide."""

READING_NOISE = 0.2
"""Points between a reading and the score behind it."""


def centre(catalogue: Catalogue = CATALOGUE) -> Parameters:
    """The median person: one draw without drift."""
    return draw(catalogue, 1)  # one stratum's middle is the median


def draw(catalogue: Catalogue = CATALOGUE, draws: int = DRAWS, seed: int = SEED) -> Parameters:
    """People drawn from the population; the same seed gives the same bytes.

    Mirrored Latin hypercube, because scrambled Sobol needs scipy.stats, which costs 450 ms and
    more to import.  Measured on the total after four weeks of nothing, 256 draws, 30 seeds,
    against 2^15 draws: the edges of the 80 % band are off by 3.3 % of its width (Sobol 2.8 %,
    plain random numbers 4.4 %), an anchored median by 0.07 points (Sobol 0.11, random 0.19).
    """
    normal = partial(normals, draws, seed)

    def stack(columns: Iterable[Array]) -> Array:
        return np.array([*columns]).reshape(-1, draws).T.copy()

    pillar_gain = {pillar: GAIN_SPREAD * normal(f"gain {pillar}") for pillar in Pillar}
    gains = []
    for at, effect in catalogue.effects:
        name = f"effect {catalogue.kinds[at].kind} {effect.pillar} {effect.share}"
        spread = pillar_gain[effect.pillar] + EFFECT_SPREAD * normal(name)
        gains.append(abs(effect.points) * np.exp(spread))
    return Parameters(
        base=stack(BASE[p] + BASE_SPREAD * normal(f"base {p}") for p in Pillar),
        carried=stack(PAST_SPREAD * normal(f"carried {p}") for p in Pillar),
        gain=stack(gains),
        lasting=stack(
            row.points * np.exp(EFFECT_SPREAD * normal(f"stock {row.stock}"))
            for row in catalogue.stocks
        ),
        half_pace=stack(
            kind.half_pace * np.exp(HALF_PACE_SPREAD * normal(f"half-pace {kind.kind}"))
            for kind in catalogue.kinds
        ),
        half_life=stack(
            HALF_LIFE * np.exp(HALF_LIFE_SPREAD * normal(f"half-life {p}")) for p in Pillar
        ),
        drift=drifts(normal, DRIFT_SHARED),
        relaxation=DRIFT_DAYS,
    )


def drifts(normal: Callable[[str], Array], shared: float) -> Array:
    """(draw, pillar) points of drift long from now; the pillars share a part of the variance."""
    own = np.stack([normal(f"drift {pillar}") for pillar in Pillar], axis=1)
    drift: Array = np.sqrt(shared) * normal("drift")[:, None] + np.sqrt(1 - shared) * own
    return DRIFT * drift


@lru_cache(maxsize=1024)  # 2 MB; every fit of one journal takes the same ones
def normals(draws: int, seed: int, name: str) -> Array:
    """Standard normals by centred Latin hypercube: every dimension has the same, shuffled, values.

    Draws come in mirrored pairs, so that a sum of symmetric noise has exactly the median 0.
    Each dimension is shuffled by its own name, so that a person's own action, added to the
    catalogue, leaves all other draws as they were.
    """
    generator = np.random.Generator(np.random.PCG64([seed, crc32(name.encode())]))
    values, half = _quantiles(draws), draws // 2
    upper = generator.permutation(values[draws - half :])
    upper *= generator.choice((-1.0, 1.0), half)
    normal = np.concatenate([upper, values[half : draws - half], -upper[::-1]])
    normal.setflags(write=False)
    return normal


@lru_cache(maxsize=16)
def _quantiles(draws: int) -> Array:
    """The middles of equally likely slices of the standard normal."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((at + 0.5) / draws) for at in range(draws)])
