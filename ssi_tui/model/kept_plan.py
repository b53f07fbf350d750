"""The plan that a person has taken over: its days, what it is to reach, and the way there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

if TYPE_CHECKING:
    from collections.abc import Mapping

TOTAL, SCORES, RISE = "total", "scores", "rise"
WEEKS_MAX = 110
"""Two years and a little more."""
PACE_MAX = 9999
WEEK = 7
SIGNS = "% =;:,"
"""What separates the parts of a plan, and so is written as % and a number in the name of a kind."""


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
    begins: date | None = None
    """Day on which the first week of `rise` begins; None where there is none."""
    rise: Mapping[str, tuple[int, ...]] = {}
    """Kind -> how often in the first week, the second, …; from the last number on it stays so."""

    def goal(self, kind: str, first: date) -> int | None:
        """How often in the week that begins on a day, before the plan as in its first week; None
        from the pace on that it comes to, and after it."""
        steps = self.rise.get(kind, ())
        last = first + timedelta(days=WEEK - 1)
        if self.begins is None or first > self.last:
            return None
        week = max(0, (last - self.begins).days // WEEK)
        return steps[week] if week < len(steps) - 1 else None

    @classmethod
    def read(cls, text: str) -> KeptPlan | None:
        """The plan that a text holds; None where it holds none."""
        try:
            first, last, *parts = text.split(" ")
            said = dict(part.split("=") for part in parts)
            total, scores = float(said.pop(TOTAL)), said.pop(SCORES)
            begins, *steps = said.pop(RISE, "").split(";")
            plan = cls(
                first=date.fromisoformat(first),
                last=date.fromisoformat(last),
                total=total,
                floors={Pillar(name).value: float(points) for name, points in said.items()},
                scores=tuple(float(one) for one in scores.split(",") if one)[:WEEKS_MAX],
                begins=date.fromisoformat(begins) if begins else None,
                rise=dict(_steps(part) for part in steps),
            )
        except (ValueError, KeyError):  # by hand, or from elsewhere
            return None
        sensible = (
            plan.first <= plan.last
            and 0 <= plan.total <= TOTAL_MAX
            and all(0 <= points <= PILLAR_MAX for points in plan.floors.values())
            and all(0 <= score <= TOTAL_MAX for score in plan.scores)
            and all(0 < n <= PACE_MAX for steps in plan.rise.values() for n in steps)
        )
        return plan if sensible else None

    def __str__(self) -> str:
        floors = "".join(f" {name}={points:g}" for name, points in self.floors.items())
        scores = ",".join(f"{score:.1f}" for score in self.scores)
        days = f"{self.first.isoformat()} {self.last.isoformat()}"
        rise = ""
        if self.begins is not None and self.rise:
            parts = [f"{_quoted(kind)}:{','.join(map(str, n))}" for kind, n in self.rise.items()]
            rise = f" {RISE}={';'.join([self.begins.isoformat(), *parts])}"
        return f"{days} {TOTAL}={self.total:g}{floors} {SCORES}={scores}{rise}"


def _steps(text: str) -> tuple[str, tuple[int, ...]]:
    kind, numbers = text.split(":")
    for sign in reversed(SIGNS):
        kind = kind.replace(f"%{ord(sign):02x}", sign)
    return kind, tuple(int(number) for number in numbers.split(","))[:WEEKS_MAX]


def _quoted(kind: str) -> str:
    for sign in SIGNS:
        kind = kind.replace(sign, f"%{ord(sign):02x}")
    return kind
