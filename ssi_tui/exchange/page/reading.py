"""What a pasted score page says, and whether its parts fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

DECIMALS = 3
"""LinkedIn shows pillars with up to three."""
ROUNDING = 0.5 + 0.002
"""How far four pillars with three decimals may be from their sum as a whole number."""


class Gap(StrEnum):
    """Why something is no reading."""

    NOTHING = "nothing"
    """No part of a score page."""
    MISSING = "missing"
    """Some parts of it."""
    SUM = "sum"
    """The pillars do not add up to the total."""
    ZEROS = "zeros"
    """A page that failed to load its numbers."""
    SEVERAL = "several"
    """More than one set of pillars fits."""


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What the page says of a group that the member belongs to."""

    rank: int | None = None
    """"Top N %", 1 to 100: lower is better."""
    average: float | None = None
    """Points, 0 to 100."""


@dataclass(frozen=True, kw_only=True)
class PageReading:
    """A reading whose parts fit together."""

    brand: float
    people: float
    insights: float
    relationships: float
    """Points, 0 to 25 each, with three decimals."""
    shown: float
    """The total as the page shows it."""
    industry: Benchmark
    network: Benchmark

    @property
    def total(self) -> float:
        """The sum of the pillars: more exact than what is shown."""
        return round(self.brand + self.people + self.insights + self.relationships, DECIMALS)


@dataclass(frozen=True, kw_only=True)
class PageParts:
    """What was understood of a text that is no reading."""

    gap: Gap
    understood: Mapping[str, float]
    """``total``, a `Pillar`, ``industry_rank``, ``network_rank``, ``industry_average`` or
    ``network_average`` -> its value."""
    missing: tuple[str, ...]
    """``total`` and pillars that were not found."""


def judge(
    shown: float | None,
    blocks: Sequence[tuple[float, ...]],
    industry: Benchmark,
    network: Benchmark,
    decimals: int = 0,
) -> PageReading | PageParts:
    """The one block of four pillars that adds up to the total, as it is `shown`.

    ``decimals``: how many the total is shown with.
    """
    shown = shown if shown is not None and shown <= TOTAL_MAX else None
    good = [
        block
        for block in dict.fromkeys(tuple(round(v, DECIMALS) for v in b) for b in blocks)
        if all(0 <= value <= PILLAR_MAX for value in block)
    ]
    fitting = [block for block in good if shown is not None and _fits(shown, block, decimals)]
    if len(fitting) == 1 and shown is not None and sum(fitting[0]) > 0:
        brand, people, insights, relationships = fitting[0]
        return PageReading(
            brand=brand,
            people=people,
            insights=insights,
            relationships=relationships,
            shown=shown,
            industry=industry,
            network=network,
        )
    understood: dict[str, float] = {}
    if shown is not None:
        understood["total"] = shown
    if len(good) == 1:
        understood |= {str(p): value for p, value in zip(Pillar, good[0], strict=True)}
    missing = [name for name in ("total", *(str(p) for p in Pillar)) if name not in understood]
    for name, group in (("industry", industry), ("network", network)):
        if group.rank is not None:
            understood[f"{name}_rank"] = group.rank
        if group.average is not None:
            understood[f"{name}_average"] = group.average
    return PageParts(
        gap=_gap(shown, good, fitting, understood), understood=understood, missing=tuple(missing)
    )


def rank(value: object) -> int | None:
    """A rank, or None where it can't be one."""
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    if not whole or not 1 <= value <= 100:  # type: ignore[operator]
        return None
    return round(value)  # type: ignore[call-overload,no-any-return]


def average(value: object) -> float | None:
    """Points of a group, or None where it can't be."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= TOTAL_MAX:
        return round(float(value), DECIMALS)
    return None


def _fits(shown: float, block: tuple[float, ...], decimals: int) -> bool:
    slack = ROUNDING if decimals == 0 else 0.5 * 10.0 ** -min(decimals, DECIMALS) + 0.002
    return abs(sum(block) - shown) <= slack


def _gap(
    shown: float | None,
    good: Sequence[tuple[float, ...]],
    fitting: Sequence[tuple[float, ...]],
    understood: Mapping[str, float],
) -> Gap:
    if shown == 0 or (good and not any(map(sum, good))):
        return Gap.ZEROS
    if not understood and not good:
        return Gap.NOTHING
    if shown is None or not good:
        return Gap.MISSING
    return Gap.SEVERAL if len(fitting) > 1 else Gap.SUM
