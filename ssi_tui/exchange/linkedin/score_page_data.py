"""The score page's own data, as JSON: free of language."""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

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


NAMES = {
    "PROFESSIONAL_BRAND": Pillar.BRAND,
    "FIND_RIGHT_PEOPLE": Pillar.PEOPLE,
    "INSIGHT_ENGAGEMENT": Pillar.INSIGHTS,
    "STRONG_RELATIONSHIP": Pillar.RELATIONSHIPS,
}


NODES_MAX = 20_000
"""Values looked at in search of the score."""


EXACT = 2
"""A total with decimals fits the pillars to so many places."""


def read_data(text: str) -> PageReading | PageParts | None:
    """What the data say; None where the text is no such data."""
    begin, end = text.find("{"), text.rfind("}")
    if begin < 0 or end < begin or "memberScore" not in text:
        return None
    try:
        tree = json.loads(text[begin : end + 1], parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    page = _page(tree)
    if page is None:
        return None
    score = page["memberScore"]
    shown, pillars = _number(score.get("overall")), _pillars(score.get("subScores"))
    groups: dict[str, Benchmark] = {}
    for group in _listed(page.get("groupScore")):
        name, points = group.get("groupType"), group.get("score")
        mean = points.get("overall") if isinstance(points, dict) else None
        if isinstance(name, str):
            groups.setdefault(name, Benchmark(rank=rank(group.get("rank")), average=average(mean)))
    none = Benchmark()
    decimals = 0 if shown is None or shown == int(shown) else EXACT
    return judge(
        shown,
        [pillars] if pillars else [],
        groups.get("INDUSTRY", none),
        groups.get("NETWORK", none),
        decimals,
    )


def _page(tree: Any) -> dict[str, Any] | None:
    """The object that holds the member's score, however it is wrapped."""
    waiting, seen = deque([tree]), 0
    while waiting and seen < NODES_MAX:
        node = waiting.popleft()
        seen += 1
        if isinstance(node, dict):
            if isinstance(node.get("memberScore"), dict):
                return node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node[:NODES_MAX])
    return None


def _pillars(scores: Any) -> tuple[float, ...] | None:
    """The four values in the order of `Pillar`; None unless each is there once."""
    found: dict[Pillar, float] = {}
    for each in _listed(scores):
        name, value = each.get("pillar"), _number(each.get("score"))
        pillar = NAMES.get(name) if isinstance(name, str) else None
        if pillar is not None and value is not None:
            if pillar in found:
                return None
            found[pillar] = value
    return tuple(found[pillar] for pillar in Pillar) if len(found) == len(Pillar) else None


def _listed(value: Any) -> list[dict[str, Any]]:
    return (
        [each for each in value[:100] if isinstance(each, dict)] if isinstance(value, list) else []
    )


def _number(value: Any) -> float | None:
    """A finite number from 0 to 1000, else None."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1000:
        return float(value)
    return None


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
