"""What each part of the model earns: the same people, forecast without it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

import numpy as np

from sim.inference import blend, fit, observations, posterior
from tests.sim.judging import NOTICEABLE, WEEKS, Judged, judge
from tests.sim.people import FOREIGN, Person, person

READINGS = (3, 26)
"""Few, and half a year of them."""
ONE_NODE = np.where(np.arange(posterior.WINDOW) == posterior.WINDOW // 2, 0.0, -1e3)
PARTS: dict[str, Sequence[tuple[ModuleType, str, object]]] = {
    "own readings move the weights": [(blend, "TEMPER", 0.0)],
    "effects are believed in part": [(blend, "EFFECT", (0.97,) * 5)],
    "a part stays at no change": [(blend, "COMING", 0.97)],
    "the flattening line": [(blend, "LINE", (0.0,) * 5)],
    "half-lives learned": [(posterior, "NODE_PRIOR", ONE_NODE)],
    "window memory from 16 readings on": [(fit, "VOTE", 10**6)],
    "uneven weeks before the log": [(observations, "EVENNESS", 1e9)],
    "one's own size of drift": [(fit, "PERSONAL", 1e9)],
    "that size in doubt": [(posterior, "SIZE_SPREAD", 0.0)],
    "another law in doubt": [(posterior, "OTHER_LAW", 0.0)],
}
"""By name, what has to be set to be without it."""


@contextmanager
def without(part: str) -> Iterator[None]:
    """The model without one of its parts."""
    kept = [(module, name, getattr(module, name)) for module, name, _ in PARTS[part]]
    try:
        for module, name, value in PARTS[part]:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def ablation(count: int, first: int) -> Iterator[tuple[str, str, str]]:
    """Rows: part, number of people, and by how much the error of the total grows without it."""
    people = {
        n: [person(world, n, first + seed) for world in FOREIGN for seed in range(count)]
        for n in READINGS
    }
    whole = {n: _judged(some) for n, some in people.items()}
    size = f"{sum(map(len, people.values()))} people"
    for part in PARTS:
        with without(part):
            less = {n: _judged(some) for n, some in people.items()}
        told = []
        for n in READINGS:
            for what in ("off", "crps"):
                grown = [
                    f"{_error(less[n], what, place) / _error(whole[n], what, place) - 1:+.1%}"
                    for place in (1, 2)
                ]
                told.append(f"{n}: {'MAE' if what == 'off' else 'CRPS'} {', '.join(grown)}")
        told.append(f"a stop's 80 % band {_held(less):.2f}, with it {_held(whole):.2f}")
        yield f"without: {part}", size, "; ".join(told)


def _judged(people: Sequence[Person]) -> list[Judged]:
    return [judge(one) for one in people]


def _held(judged: dict[int, list[Judged]]) -> float:
    """Part of the costs of a stop that lie in their band."""
    costs = [one.stop for some in judged.values() for one in some if one.stop[1] > NOTICEABLE]
    return float(np.mean([abs(place - 0.5) <= 0.4 for *_, place in costs]))


def _error(judged: Sequence[Judged], what: str, place: int) -> float:
    """Of the total: over the weeks up to a horizon since the one before, or on its day."""
    if what == "crps":
        return float(np.mean([one.crps[place] for one in judged]))
    weeks = slice(WEEKS[place - 1], WEEKS[place])
    return float(np.mean([np.abs(one.off[weeks]).mean() for one in judged]))
