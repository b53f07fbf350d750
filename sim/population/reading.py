"""A score as LinkedIn showed it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import SimError
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """A score as LinkedIn showed it."""

    total: float
    """Points, 0 to 100."""
    pillars: Sequence[float] | None = None
    """Points, 0 to 25, in the order of `Pillar`; None where only the total is known."""

    def __post_init__(self) -> None:
        given = self.pillars if self.pillars is not None else [self.total / len(Pillar)]
        if self.pillars is not None and len(given) != len(Pillar):
            raise SimError(f"{len(given)} pillars, not {len(Pillar)}")
        if not (0 <= self.total <= TOTAL_MAX and all(0 <= y <= PILLAR_MAX for y in given)):
            raise SimError(f"a reading of {self.total} with pillars {self.pillars}")

    @property
    def step(self) -> float:
        """Width of rounding: 1 for whole numbers, .001 for LinkedIn's decimals (equation 9)."""
        values = self.pillars if self.pillars is not None else [self.total]
        return 1.0 if all(float(y).is_integer() for y in values) else 0.001
