"""The page's own data, as JSON: free of language, alone or in the middle of the page's source."""

import html
import json
from collections import deque
from collections.abc import Iterator
from typing import Any, NoReturn

from sim.terms import Pillar
from ssi_tui.exchange.linkedin.score_page.reading import (
    Benchmark,
    Gap,
    PageParts,
    PageReading,
    PillarBlock,
    Total,
    average,
    judge,
    rank,
)

SCORE = "memberScore"
"""The key under which the member's score stands."""


NAMES = {
    "PROFESSIONAL_BRAND": Pillar.BRAND,
    "FIND_RIGHT_PEOPLE": Pillar.PEOPLE,
    "INSIGHT_ENGAGEMENT": Pillar.INSIGHTS,
    "STRONG_RELATIONSHIP": Pillar.RELATIONSHIPS,
}


NODES_MAX = 20_000
"""Values looked at in search of the score."""


PLACES_MAX = 20
"""Places of one text at which the score is looked for."""


BRACES_MAX = 12
"""Opening braces before such a place that are tried; the nearest one opens its object."""


EXACT = 2
"""A total with decimals fits the pillars to so many places."""


def read_data(text: str) -> PageReading | PageParts | None:
    """What the data say; None where the text holds no such data."""
    if SCORE not in text:
        return None
    for written in _writings(text):
        pages = list(_pages(written))
        if pages:
            readings = [read_score(page) for page in pages]
            if any(reading != readings[0] for reading in readings):
                return PageParts(
                    gap=Gap.SEVERAL, understood={}, missing=("total", *map(str, Pillar))
                )
            return readings[0]
    return None


def read_score(page: dict[str, Any]) -> PageReading | PageParts:
    """What an object with a `SCORE` says."""
    score = page[SCORE]
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
        [] if shown is None else [Total(value=shown, decimals=decimals)],
        [PillarBlock(values=pillars)] if pillars else [],
        groups.get("INDUSTRY", none),
        groups.get("NETWORK", none),
    )


def score_in(tree: Any) -> dict[str, Any] | None:
    """The object that holds the member's score, however it is wrapped."""
    waiting, seen = deque([tree]), 0
    while waiting and seen < NODES_MAX:
        node = waiting.popleft()
        seen += 1
        if isinstance(node, dict):
            if isinstance(node.get(SCORE), dict):
                return node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node[:NODES_MAX])
    return None


def _writings(text: str) -> Iterator[str]:
    """The text as it is, and without the escapes of HTML and of JSON inside JSON."""
    yield text
    plain = html.unescape(text)
    if plain != text:
        yield plain
    if '\\"' in plain or "\\u0022" in plain:
        yield plain.replace("\\u0022", '"').replace('\\\\"', '"').replace('\\"', '"')


def _pages(text: str) -> Iterator[dict[str, Any]]:
    """Each object with a score, wherever in the text it stands."""
    decoder = json.JSONDecoder(parse_constant=_refuse)
    done = at = 0
    for _place in range(PLACES_MAX):
        at = text.find(f'"{SCORE}"', max(at + 1, done))
        if at < 0:
            return
        brace = at
        for _try in range(BRACES_MAX):
            brace = text.rfind("{", done, brace)
            if brace < 0:
                break
            try:
                tree, end = decoder.raw_decode(text, brace)
            except (ValueError, RecursionError):
                continue
            page = score_in(tree) if end > at else None
            if page is not None:
                done = end
                yield page
                break


def _pillars(scores: Any) -> dict[Pillar, float]:
    """The values by pillar; none at all where a pillar is there twice."""
    pillars: dict[Pillar, float] = {}
    for score in _listed(scores):
        name, value = score.get("pillar"), _number(score.get("score"))
        pillar = NAMES.get(name) if isinstance(name, str) else None
        if pillar is not None and value is not None:
            if pillar in pillars:
                return {}
            pillars[pillar] = value
    return pillars


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
