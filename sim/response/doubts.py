"""What somebody assumes in the place of the model's own numbers: a room that doubts one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.catalogue.types import N_
from sim.errors import RefusedError
from sim.terms import TOTAL_MAX

HALF_LIVES = (3.0, 365.0)
"""Days, shortest and longest."""
TIMES = (0.0, 10.0)
"""What a number may be multiplied by."""
PACES = (0.1, 10.0)
CEILINGS = (30.0, TOTAL_MAX)
"""Points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """The numbers that are put in the place of ours; what is not named stays."""

    half_life: float | None = None
    """Days, the median over draws and pillars; None: as assumed or learned."""
    half_pace: float = 1.0
    """Times ours, of every kind."""
    worth: tuple[tuple[str, float], ...] = ()
    """Kind of action → times the points that we give it, at any pace."""
    ceiling: float = TOTAL_MAX
    """Total points that nobody without the licence gets beyond; 100: there is none."""

    def __post_init__(self) -> None:
        if self.half_life is not None:
            _within(self.half_life, HALF_LIVES)
        _within(self.half_pace, PACES)
        _within(self.ceiling, CEILINGS)
        for _kind, times in self.worth:
            _within(times, TIMES)
        kinds: Sequence[str] = [kind for kind, _times in self.worth]
        for place, kind in enumerate(kinds):
            if kind in kinds[:place]:
                raise RefusedError(N_("{name} is given twice"), name=kind)

    def __bool__(self) -> bool:
        """Whether anything is assumed otherwise."""
        return self != NO_DOUBTS

    def with_worth(self, kind: str, times: float) -> "Doubts":
        """Another worth of one kind; 1 takes it out."""
        worth = {name: value for name, value in self.worth if name != kind}
        if times != 1:
            worth[kind] = times
        return Doubts(
            half_life=self.half_life,
            half_pace=self.half_pace,
            worth=tuple(sorted(worth.items())),
            ceiling=self.ceiling,
        )


def _within(value: float, bounds: tuple[float, float]) -> None:
    low, high = bounds
    if not low <= value <= high:
        message = N_("{value} is out of bounds; it must be {low} to {high}")
        raise RefusedError(message, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}")


NO_DOUBTS = Doubts()
