"""The score page's own data, as JSON: free of language."""

import json
from collections import deque
from typing import Any, NoReturn

from sim.terms import Pillar
from ssi_tui.exchange.page.reading import (
    Benchmark,
    PageParts,
    PageReading,
    average,
    judge,
    rank,
)

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
