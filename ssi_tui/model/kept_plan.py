"""The plan that a person has taken over: its days, what it is to reach, and the way there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

if TYPE_CHECKING:
    from collections.abc import Mapping

TOTAL, SCORES = "total", "scores"
WEEKS_MAX = 110
"""Two years and a little more."""


class KeptPlan(NamedTuple):
    """What is remembered beside the targets; `read` and str() keep it as text."""

    first: date
    last: date
    total: float
    """Points in total to reach on the last day; 0: none."""
    floors: Mapping[str, float]
    """The same by pillar."""
    scores: tuple[float, ...]
    """Points in total that were expected after each week, when the plan was made."""

    @classmethod
    def read(cls, text: str) -> KeptPlan | None:
        """The plan that a text holds; None where it holds none."""
        try:
            first, last, *parts = text.split(" ")
            said = dict(part.split("=") for part in parts)
            total, scores = float(said.pop(TOTAL)), said.pop(SCORES)
            found = cls(
                first=date.fromisoformat(first),
                last=date.fromisoformat(last),
                total=total,
                floors={Pillar(name).value: float(points) for name, points in said.items()},
                scores=tuple(float(one) for one in scores.split(",") if one)[:WEEKS_MAX],
            )
        except (ValueError, KeyError):  # by hand, or from elsewhere
            return None
        sensible = (
            found.first <= found.last
            and 0 <= found.total <= TOTAL_MAX
            and all(0 <= points <= PILLAR_MAX for points in found.floors.values())
            and all(0 <= score <= TOTAL_MAX for score in found.scores)
        )
        return found if sensible else None

    def __str__(self) -> str:
        floors = "".join(f" {name}={points:g}" for name, points in self.floors.items())
        scores = ",".join(f"{score:.1f}" for score in self.scores)
        days = f"{self.first.isoformat()} {self.last.isoformat()}"
        return f"{days} {TOTAL}={self.total:g}{floors} {SCORES}={scores}"
