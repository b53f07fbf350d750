"""One entry of the journal: an action on a local calendar day, or a reading of the score.

What stands beside entries is in `terms`, which the way to `ssi log` loads; from here it has it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import (
    ALLOWED,
    AMOUNT_MAX,
    BITS,
    COUNT_MAX,
    DAYS_MAX,
    DEFAULTS,
    KIND_MAX,
    LENGTH,
    LETTERS,
    MINUTES_MAX,
    NOTE_MAX,
    REST_DAYS_MAX,
    WEEKDAYS,
    WHY_MAX,
    OwnAction,
    Remark,
    Rest,
    Target,
    check_count,
    check_kind,
    check_own_action,
    check_rest,
    check_text,
    default_targets,
    parse_short,
    short,
    without,
)

__all__ = [
    "ALLOWED",
    "AMOUNT_MAX",
    "BENCHMARKS",
    "BITS",
    "COUNT_MAX",
    "DAYS_MAX",
    "DEFAULTS",
    "KIND_MAX",
    "LENGTH",
    "LETTERS",
    "MINUTES_MAX",
    "NOTE_MAX",
    "REST_DAYS_MAX",
    "ROUNDING_SLACK",
    "WEEKDAYS",
    "WHY_MAX",
    "Action",
    "OwnAction",
    "Reading",
    "Remark",
    "Rest",
    "Target",
    "check_count",
    "check_kind",
    "check_own_action",
    "check_rest",
    "check_text",
    "default_targets",
    "parse_short",
    "short",
    "without",
]

BENCHMARKS = ("industry_rank", "network_rank", "industry_average", "network_average")
"""What the page says of others, where it was read too."""
ROUNDING_SLACK = 0.55
"""How far the sum of four pillars may be from a total shown as a whole number, in points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The score as LinkedIn showed it on one day; what was not shown or typed is None."""

    id: int
    day: date
    total: float
    """Points, 0 to 100: as typed, or the sum of the pillars."""
    brand: float | None = None
    people: float | None = None
    insights: float | None = None
    relationships: float | None = None
    """Points, 0 to 25 each; all four or none."""
    industry_rank: int | None = None
    network_rank: int | None = None
    """"Top N %": lower is better."""
    industry_average: float | None = None
    network_average: float | None = None
    """Mean total of the people whom LinkedIn compares with, points, 0 to 100."""
    source: str = "cli"

    def __post_init__(self) -> None:
        pillars = (self.brand, self.people, self.insights, self.relationships)
        given = [value for value in pillars if value is not None]
        for pillar, value in zip(Pillar, pillars, strict=True):
            if value is not None and not 0 <= value <= PILLAR_MAX:
                raise BadValueError(pillar, value, f"between 0 and {PILLAR_MAX:g}")
        if not 0 <= self.total <= TOTAL_MAX:
            raise BadValueError("total", self.total, f"between 0 and {TOTAL_MAX:g}")
        if given and len(given) < len(Pillar):
            raise BadValueError("pillars", len(given), "all four pillars or none")
        if self.total == 0:
            raise BadValueError("total", 0, "more than 0: a page of zeros is a page that failed")
        if given and abs(sum(given) - self.total) > ROUNDING_SLACK:
            raise BadValueError("total", self.total, f"the sum of the pillars, {sum(given):g}")
        for field in ("industry_rank", "network_rank"):
            rank = getattr(self, field)
            if rank is not None and not 1 <= rank <= 100:
                raise BadValueError(field, rank, "between 1 and 100")
        for field in ("industry_average", "network_average"):
            average = getattr(self, field)
            if average is not None and not 0 <= average <= TOTAL_MAX:
                raise BadValueError(field, average, f"between 0 and {TOTAL_MAX:g}")

    def pillar(self, pillar: Pillar) -> float | None:
        """Points of one pillar, or None where only the total is known."""
        value: float | None = getattr(self, pillar.value)
        return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """So many of one kind on one day; several entries a day add up."""

    id: int
    """Random and its own, made before the first write; shown as `ids.short(id)`."""
    kind: str
    """An `ActionKind`'s value, or the name of the user's own action."""
    day: date
    """A local calendar day, not an instant."""
    count: int
    """At least 1."""
    note: str = ""
    """The user's words; never markup."""
    source: str = "cli"
    """What wrote it: ``cli``, ``tui`` or ``import``."""

    def __post_init__(self) -> None:
        check_kind(self.kind)
        check_count(self.count)
        check_text("note", self.note)
