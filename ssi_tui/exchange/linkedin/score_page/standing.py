"""Where the member stands: ranks and averages of the two groups, and whose a part of the page is.

The page says each rank twice, as a label and in a sentence, and puts a change of the week beside
it; a label counts before a sentence, and what differs is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ssi_tui.exchange.linkedin.score_page.labels import (
    AVERAGE,
    CHANGE,
    OWN,
    RANKING,
    TOP,
    group_of,
    has,
    phrases_in,
)
from ssi_tui.exchange.linkedin.score_page.reading import Benchmark, average, number_of, rank

PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]0+)?\s{0,2}%|%\s{0,2}(\d{1,3})(?![\d.,]\d)")
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,9})?(?![.,]?\d)")
_SENTENCE_END = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?\.?$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_)])\. |(?<=\d)\. (?=[^\W\d_])|[。]")
SENTENCE_WORDS = 5
"""So many words make a line a sentence."""
LABEL_WORDS = 6
"""A rank's label has no more words than this."""
BEFORE_TOP = 24
"""Characters before a percent in which a word for "top" stands."""
AFTER_CHANGE = 24
"""Characters after a percent in which the words for a change stand."""
NEAR = 4
"""Lines above a percent in which a sentence says which group is meant."""


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Headings that say whose the part below them is, by their places."""

    places: Sequence[int]
    owners: Sequence[str]

    def at(self, place: int) -> str:
        """Whose that place of the text is; empty where nothing above it says."""
        number = bisect_right(self.places, place)
        return self.owners[number - 1] if number else ""


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A sentence, or a line that is none."""

    text: str
    start: int
    percent: int | None = None

    @property
    def label(self) -> str | None:
        """The group whose rank it is the label of."""
        if len(self.text.split()) > LABEL_WORDS or has(self.text, AVERAGE):
            return None
        return group_of(self.text) if has(self.text, RANKING) else None


def marks(text: str) -> Marks:
    """Whose each part of the text is."""
    owners = [(piece.start, _owner(piece)) for piece in _pieces(text)]
    told = [(start, owner) for start, owner in owners if owner]
    return Marks(places=[start for start, _ in told], owners=[owner for _, owner in told])


def benchmarks(text: str) -> tuple[Benchmark, Benchmark]:
    """What the page says of the industry and of the network."""
    pieces = list(_pieces(text))
    ranks, averages = _ranks(pieces), _averages(pieces)
    industry, network = (
        Benchmark(rank=rank(ranks.get(name)), average=average(averages.get(name)))
        for name in ("industry", "network")
    )
    return industry, network


def _owner(piece: _Piece) -> str:
    """Whose the part is that begins here, or an empty text."""
    if OWN in piece.text:
        return group_of(piece.text) or "own"
    if piece.percent is not None or piece.label or len(piece.text.split()) < 3:
        return ""
    return group_of(piece.text) or ""


def _pieces(text: str) -> Iterator[_Piece]:
    """Lines, cut at full stops, around percents and before the pillars' labels."""
    cuts = {0, len(text)}
    for match in re.finditer("\n", text):
        cuts.add(match.end())
    for match in _FULL_STOP.finditer(text):
        cuts.add(match.end())
    percents: dict[int, int] = {}
    for match in PERCENT.finditer(text):
        start = match.start()
        top = text.rfind("top", max(0, start - 6), start)
        start = top if top >= 0 and not text[top + 3 : start].strip() else start
        line_start = text.rfind("\n", 0, start) + 1
        if len(text) - line_start > 150 and "\n" not in text[line_start : line_start + 150]:
            cuts |= {start, match.end()}  # a page that lost its line breaks
        percents[match.start()] = int(match[1] or match[2])
    for _pillar, start, end in phrases_in(text):
        cuts |= {start, end}
    for match in re.finditer(rf"(?:current )?{OWN}", text):
        cuts.add(match.start())
    places = sorted(cuts)
    for start, end in pairwise(places):
        said = " ".join(text[start:end].split())
        if said:
            inside = [value for place, value in percents.items() if start <= place < end]
            yield _Piece(text=said, start=start, percent=inside[0] if inside else None)


def _ranks(pieces: Sequence[_Piece]) -> dict[str, float]:
    """Rank of each group: by its label, else by a sentence, else by the page's order."""
    percents = _ranking(pieces)
    labelled: dict[str, set[int]] = {}
    told: dict[str, set[int]] = {}
    side = _side(pieces, percents)
    for at in percents:
        value = pieces[at].percent
        assert value is not None
        group = group_of(pieces[at].text)
        if group is None:
            group = next((pieces[n].label for n in side(at) if pieces[n].label), None)
        if group is not None:
            labelled.setdefault(group, set()).add(value)
            continue
        above = (group_of(pieces[n].text) for n in range(at - 1, max(-1, at - 1 - NEAR), -1))
        group = next((name for name in above if name), None)
        if group is not None:
            told.setdefault(group, set()).add(value)
    ranks = {group: labelled.get(group) or told.get(group, set()) for group in {*labelled, *told}}
    clear = {
        group: float(next(iter(values))) for group, values in ranks.items() if len(values) == 1
    }
    if len(clear) == 2 or any(len(values) > 1 for values in ranks.values()):
        return clear
    return _in_order(pieces, percents) or clear


def _ranking(pieces: Sequence[_Piece]) -> list[int]:
    """Places of the percents that are ranks, and not changes of the week."""
    places = [n for n, piece in enumerate(pieces) if piece.percent is not None]
    places = [n for n in places if not _changed(pieces, n)]
    return [n for n in places if _topped(pieces, n)] or places


def _topped(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether a word for "top" stands right before the percent, or after it."""
    before = pieces[at - 1].text[-BEFORE_TOP:] if at and len(pieces[at].text) < 8 else ""
    return has(f"{before} {pieces[at].text}", TOP)


def _changed(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether the percent is how much a score has changed, by the words around it."""
    after = pieces[at + 1].text[:AFTER_CHANGE] if at + 1 < len(pieces) else ""
    alone = len(pieces[at].text) < 8
    return has(pieces[at].text, CHANGE) or (alone and has(after, CHANGE))


def _side(pieces: Sequence[_Piece], percents: Sequence[int]) -> Callable[[int], range]:
    """Where the labels of the ranks are: all after their percents, or all before them."""
    labels = [n for n, piece in enumerate(pieces) if piece.label and piece.percent is None]
    after = bool(labels and percents) and labels[0] > percents[0]

    def near(at: int) -> range:
        return (
            range(at + 1, min(at + 3, len(pieces))) if after else range(at - 1, max(-1, at - 4), -1)
        )

    return near


def _in_order(pieces: Sequence[_Piece], percents: Sequence[int]) -> dict[str, float]:
    """Two ranks without a name: industry and network, unless the page begins with the network."""
    values = [pieces[n].percent for n in percents]
    if len(values) not in (2, 4) or (len(values) == 4 and values[:2] != values[2:]):
        return {}
    first = next(
        (
            group
            for piece in pieces[max(0, percents[0] - 2) :]
            if (group := group_of(piece.text)) and len(piece.text.split()) < SENTENCE_WORDS
        ),
        "industry",
    )
    order = ("industry", "network") if first == "industry" else ("network", "industry")
    return {
        group: float(value)
        for group, value in zip(order, values, strict=False)
        if value is not None
    }


def _averages(pieces: Sequence[_Piece]) -> dict[str, float]:
    """Sentences with one number: by their words, or industry and network in this order."""
    told: list[tuple[str | None, float]] = []
    for piece in pieces:
        numbers = list(NUMBER.finditer(piece.text))
        if piece.percent is not None or not numbers:
            continue
        text = piece.text[numbers[-2].end() :] if len(numbers) > 1 else piece.text
        end = _SENTENCE_END.search(text)
        worded = end is not None and len(text.split()) > SENTENCE_WORDS
        group, mean = group_of(text), has(text, AVERAGE)
        if (worded and (mean or len(numbers) == 1)) or (group and mean):
            told.append((group, number_of(numbers[-1][0])))
    named: dict[str, set[float]] = {}
    for group, value in told:
        if group:
            named.setdefault(group, set()).add(value)
    if len(told) == 2 and len(named) < 2:
        return {"industry": told[0][1], "network": told[1][1]}
    return {group: next(iter(values)) for group, values in named.items() if len(values) == 1}
