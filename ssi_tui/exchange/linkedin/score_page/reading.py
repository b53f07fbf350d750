"""A reading, or the parts of one: which pillars go with which total, and what is missing."""

import html
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NoReturn

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

DECIMALS = 3
"""LinkedIn shows pillars with up to three."""
ROUNDING = 0.5 + 0.002
"""How far four pillars with three decimals may be from their sum as a whole number."""


MEANS = 1.0
"""Points between a group's average and the total of that group's pillars, both rounded."""


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
    """More than one score fits: two pages, or two sets of pillars."""


@dataclass(frozen=True, kw_only=True)
class PageReading:
    """A reading whose parts fit together."""

    values: Mapping[str, float]
    """As `PageParts.understood`, with all pillars and the total as the page shows it."""

    @property
    def total(self) -> float:
        """The sum of the pillars: more exact than what is shown."""
        return round(sum(self.values[pillar] for pillar in Pillar), DECIMALS)


@dataclass(frozen=True, kw_only=True)
class PageParts:
    """What was understood of a text that is no reading."""

    gap: Gap
    understood: Mapping[str, float]
    """``total``, points of a `Pillar`, ``industry_rank`` or ``network_rank`` ("Top N %", 1 to 100:
    lower is better), ``industry_average`` or ``network_average`` in points -> its value."""
    missing: tuple[str, ...]
    """``total`` and pillars that were not found."""


TWO_PAGES = PageParts(gap=Gap.SEVERAL, understood={}, missing=("total", *map(str, Pillar)))


@dataclass(frozen=True, kw_only=True)
class Total:
    """A number out of a hundred."""

    value: float
    decimals: int = 0
    """With how many it is shown."""
    whose: str = ""
    """``own``, ``industry``, ``network``, or empty where the page does not say."""


@dataclass(frozen=True, kw_only=True)
class PillarBlock:
    """Pillars that stand together: all four, or those that were found."""

    values: Mapping[Pillar, float]
    whose: str = ""
    """As `Total.whose`."""

    @property
    def whole(self) -> bool:
        """Whether all four are there."""
        return len(self.values) == len(Pillar)

    @property
    def key(self) -> tuple[float | None, ...]:
        """The values in the order of `Pillar`: equal for equal blocks."""
        return tuple(self.values.get(pillar) for pillar in Pillar)


def judge(
    totals: Sequence[Total], blocks: Sequence[PillarBlock], groups: Mapping[str, float]
) -> PageReading | PageParts:
    """The one block of four pillars that adds up to the one total, as far as that is certain.

    `groups`: ranks and averages of industry and network, named as in `PageParts.understood`.
    """
    every = [total for total in totals if total.value <= TOTAL_MAX]
    totals = _ours(every)
    rounded = [
        replace(block, values={p: round(value, DECIMALS) for p, value in block.values.items()})
        for block in blocks
        if all(0 <= value <= PILLAR_MAX for value in block.values.values())
    ]
    whole = [block for block in rounded if block.whole]
    pairs = [(total, block) for total in totals for block in whole if _fits(total, block)]
    own = [pair for pair in pairs if pair[1].whose in ("", "own")] or pairs
    fitting = {block.key: (total, block) for total, block in own}
    said = {total.value for total in totals if total.whose == "own"}
    strange = [
        total
        for total in every
        if (mean := groups.get(f"{total.whose}_average")) and abs(total.value - mean) > MEANS
        if any(_fits(total, b) for b in whole if b.whose == total.whose and b.key not in fitting)
    ]  # of another page that was pasted below the groups of the first
    if len(fitting) == 1 and len(said) < 2 and not strange:
        total, block = next(iter(fitting.values()))
        if total.value > 0 and sum(block.values.values()) > 0:
            points = {str(pillar): block.values[pillar] for pillar in Pillar}
            return PageReading(values={"total": total.value, **points, **groups})
    shown = {total.value for total in totals}
    known = whole or rounded
    understood: dict[str, float] = {"total": shown.pop()} if len(shown) == 1 else {}
    if len({block.key for block in known}) == 1:
        values = known[0].values
        understood |= {str(pillar): values[pillar] for pillar in Pillar if pillar in values}
    several = len(fitting) > 1 or len(said) > 1 or bool(strange)
    return PageParts(
        gap=_gap(totals, known, {**understood, **groups}, several=several),
        understood={**understood, **groups},
        missing=tuple(name for name in ("total", *map(str, Pillar)) if name not in understood),
    )


def number_of(text: str) -> float:
    """A number with point or comma."""
    return float(text.replace(",", "."))


def benchmarks(group: str, rank: object, average: object) -> dict[str, float]:
    """What is said of a group, by name, as far as it can be a rank and an average."""
    place, mean = _number(rank, 1, 100), _number(average, 0, TOTAL_MAX)
    said: dict[str, float] = {} if place is None else {f"{group}_rank": round(place)}
    return {**said, f"{group}_average": round(mean, DECIMALS)} if mean else said


def _number(value: object, least: float, most: float) -> float | None:
    """A finite number within these bounds, else None."""
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    return None


def _ours(totals: Sequence[Total]) -> list[Total]:
    """The totals that may be the member's own; a zero only where it is the only one."""
    ours = [total for total in totals if total.whose == "own"]
    ours = ours or [total for total in totals if not total.whose] or list(totals)
    return [total for total in ours if total.value > 0] or ours


def _fits(total: Total, block: PillarBlock) -> bool:
    decimals = total.decimals
    slack = ROUNDING if decimals == 0 else 0.5 * 10.0 ** -min(decimals, DECIMALS) + 0.002
    return abs(sum(block.values.values()) - total.value) <= slack


def _gap(
    totals: Sequence[Total],
    blocks: Sequence[PillarBlock],
    understood: Mapping[str, float],
    *,
    several: bool,
) -> Gap:
    whole = [block for block in blocks if block.whole]
    zeros = bool(whole) and not any(sum(block.values.values()) for block in whole)
    if zeros or (totals and not any(total.value for total in totals)):
        return Gap.ZEROS
    if several:
        return Gap.SEVERAL
    if not understood and not blocks and not totals:
        return Gap.NOTHING
    return Gap.MISSING if not totals or not whole else Gap.SUM


SCORE = "memberScore"
"""The key under which the member's score stands."""

NAMES = {
    "PROFESSIONAL_BRAND": Pillar.BRAND,
    "FIND_RIGHT_PEOPLE": Pillar.PEOPLE,
    "INSIGHT_ENGAGEMENT": Pillar.INSIGHTS,
    "STRONG_RELATIONSHIP": Pillar.RELATIONSHIPS,
}

GROUPS = {"INDUSTRY": "industry", "NETWORK": "network"}
NODES_MAX = 20_000
"""Values looked at in search of the score."""
PLACES_MAX = 20
"""Places of one text at which the score is looked for."""
BRACES_MAX = 12
"""Opening braces before such a place that are tried; the nearest one opens its object."""
NUMBER_MAX = 1000
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
                return TWO_PAGES
            return readings[0]
    return None


def read_score(page: dict[str, Any]) -> PageReading | PageParts:
    """What an object with a `SCORE` says."""
    score = page[SCORE]
    shown, pillars = _number(score.get("overall"), 0, NUMBER_MAX), _pillars(score.get("subScores"))
    groups: dict[str, dict[str, float]] = {}
    for group in _listed(page.get("groupScore")):
        name, points = GROUPS.get(str(group.get("groupType"))), group.get("score")
        mean = points.get("overall") if isinstance(points, dict) else None
        if name is not None:
            groups.setdefault(name, benchmarks(name, group.get("rank"), mean))
    decimals = 0 if shown is None or shown == int(shown) else EXACT
    return judge(
        [] if shown is None else [Total(value=shown, decimals=decimals)],
        [PillarBlock(values=pillars)] if pillars else [],
        {**groups.get("industry", {}), **groups.get("network", {})},
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
        name, value = score.get("pillar"), _number(score.get("score"), 0, NUMBER_MAX)
        pillar = NAMES.get(name) if isinstance(name, str) else None
        if pillar is not None and value is not None:
            if pillar in pillars:
                return {}
            pillars[pillar] = value
    return pillars


def _listed(value: Any) -> list[dict[str, Any]]:
    listed = value[:100] if isinstance(value, list) else []
    return [record for record in listed if isinstance(record, dict)]


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
