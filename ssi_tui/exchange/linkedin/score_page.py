"""The score page's text: four values near four labels, a total of 100, ranks and averages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.exchange.linkedin.score_page_data import (
    Benchmark,
    PageParts,
    PageReading,
    average,
    judge,
    rank,
    read_data,
)

PILLARS = (
    # English, German, Portuguese, French, Dutch
    (
        Pillar.BRAND,
        (
            "establish your professional brand",
            "professionelle marke aufbauen",
            "estabelecer sua marca profissional",
            "construire votre marque personnelle",
            "eigen professionele merk",
        ),
    ),
    (
        Pillar.PEOPLE,
        (
            "find the right people",
            "die richtigen personen finden",
            "localizar as pessoas certas",
            "trouver les bonnes personnes",
            "vinden van de juiste personen",
        ),
    ),
    (
        Pillar.INSIGHTS,
        (
            "engage with insights",
            "durch einblicke interesse wecken",
            "interagir oferecendo insights",
            "changer des informations",
            "hoe ga je om met content",
        ),
    ),
    (
        Pillar.RELATIONSHIPS,
        (
            "build relationships",
            "build strong relationships",
            "beziehungen aufbauen",
            "criar relacionamentos",
            "tablir des relations",
            "bouwen aan een sterk netwerk",
        ),
    ),
)


INDUSTRY = ("industry", "branche", "setor", "sector", "secteur", "industria")


NETWORK = ("network", "netzwerk", "netwerk", "netværk", "rede", "réseau", " red ")


def pillar_of(line: str) -> Pillar | None:
    """The pillar that a line names; None for none or more than one.  Small letters only."""
    found = [pillar for pillar, names in PILLARS if any(name in line for name in names)]
    return found[0] if len(found) == 1 else None


def group_of(line: str) -> str | None:
    """``industry`` or ``network``, where a line names one of them.  Small letters only."""
    industry = any(word in line for word in INDUSTRY)
    network = any(word in f" {line} " for word in NETWORK)
    return None if industry == network else "industry" if industry else "network"


LINE_MAX = 400
"""Characters of a line that are looked at; the page's longest sentence has 120."""


LINES_MAX = 3_000
"""Lines that are looked at; a page has about a hundred."""


_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,9})?(?![.,]?\d)")


_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]0+)?[ \u00a0\u202f]?%")


_OF_HUNDRED = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)"
    r"(?:\s?/|[^\d%]{0,8}[^\W\d_][^\d%]{0,8}?)\s?100(?![.,]?\d|[ \u00a0]?%)"
)


_SENTENCE_END = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?\.?$")


SENTENCE_WORDS = 5
"""So many words make a line a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One line that says something."""

    text: str
    """In small letters."""
    pillar: Pillar | None
    value: float | None
    """The one number of the line, where it can be points of a pillar."""

    @property
    def worded(self) -> bool:
        """Whether it has words beside numbers."""
        return any(char.isalpha() for char in self.text)


_END = _Line(text="", pillar=None, value=None)


Block = tuple[float, ...]


def read_page(text: str) -> PageReading | PageParts:
    """A reading whose parts fit together, or what was understood and what is missing.

    Takes time in proportion to the text, and never fails, whatever the text is.
    """
    found = read_data(text)
    return read_text(text) if found is None else found


def read_text(text: str) -> PageReading | PageParts:
    """What the page's text says."""
    total = _OF_HUNDRED.search(text)
    shown = _number(total[1]) if total else None
    decimals = len(total[1].replace(",", ".").partition(".")[2]) if total else 0
    lines = list(_lines(text))
    blocks = _labelled(lines) or _shaped(lines)
    ranks, averages = _ranks(lines), _averages(lines)
    industry, network = (
        Benchmark(rank=rank(ranks.get(name)), average=average(averages.get(name)))
        for name in ("industry", "network")
    )
    return judge(shown, blocks, industry, network, decimals)


def _lines(text: str) -> Iterator[_Line]:
    """The lines, each with its pillar and its value."""
    for raw in text.splitlines()[:LINES_MAX]:
        line = " ".join(raw[:LINE_MAX].split()).casefold()
        if not line:
            continue
        numbers = [] if "%" in line else _NUMBER.findall(line)
        value = _number(numbers[0]) if len(numbers) == 1 else None
        if value is not None and (value > PILLAR_MAX or line.endswith(".")):
            value = None  # a sentence ends in an average
        yield _Line(text=line, pillar=pillar_of(line), value=value)


def _labelled(lines: Sequence[_Line]) -> list[Block]:
    """Blocks of the four labels in their order, each with its value on the same side."""
    labels = [place for place, line in enumerate(lines) if line.pillar is not None]
    fours = [labels[begin : begin + len(Pillar)] for begin in range(len(labels) - len(Pillar) + 1)]
    fours = [four for four in fours if [lines[place].pillar for place in four] == list(Pillar)]
    sides: list[list[Block]] = []
    for step in (0, -1, 1):
        found = [_whole([_at(lines, place + step, step) for place in four]) for four in fours]
        sides.append([block for block in found if block is not None])
    if sides[0]:
        return sides[0]
    # On the wrong side of the labels the page's last block, or its first, lacks a value
    most = max(len(side) for side in sides)
    return [block for side in sides if len(side) == most for block in side]


def _at(lines: Sequence[_Line], place: int, step: int) -> float | None:
    """The value of a line: beside words only where it stands in the label's own line."""
    if not 0 <= place < len(lines) or (step and lines[place].worded):
        return None
    return lines[place].value


def _shaped(lines: Sequence[_Line]) -> list[Block]:
    """Blocks of any language: lines with words and a value, or with words and values in turn."""
    blocks: list[Block] = []
    beside: list[float] = []
    turns: list[float] = []
    before = ""
    for line in [*lines, _END]:
        number = line.value is not None and not line.worded
        both = line.value is not None and line.worded
        words = line.worded and not both and "%" not in line.text
        now = "number" if number else "words" if words else "other"
        if not both:
            blocks += _blocks(beside)
            beside = []
        if now == "other" or now == before:
            blocks += _blocks(turns)
            turns = []
        if line.value is not None:
            (beside if both else turns).append(line.value)
        before = now
    return blocks


def _blocks(values: Sequence[float]) -> Iterator[Block]:
    """Values by fours: one set after the other, or every four where something is in between."""
    step = len(Pillar) if len(values) % len(Pillar) == 0 else 1
    for begin in range(0, len(values) - len(Pillar) + 1, step):
        block = tuple(values[begin : begin + len(Pillar)])
        if sum(value % 1 > 0 for value in block) > 1:  # points are seldom whole
            yield block


def _whole(values: Sequence[float | None]) -> Block | None:
    """Four values, or None where one is missing."""
    found = tuple(value for value in values if value is not None)
    return found if len(found) == len(values) else None


def _ranks(lines: Sequence[_Line]) -> dict[str, float]:
    """Two percent signs: industry and network, by their words or in this order."""
    percents = [
        (n, found[1]) for n, line in enumerate(lines) if (found := _PERCENT.search(line.text))
    ]
    named = {group: _number(p) for n, p in reversed(percents) if (group := group_of(lines[n].text))}
    if len(percents) != 2 or len(named) == 2:
        return {group: value for group, value in named.items() if value is not None}
    first = next(
        (
            group
            for line in lines[max(0, percents[0][0] - 2) :]
            if (group := group_of(line.text)) and len(line.text.split()) < SENTENCE_WORDS
        ),
        "industry",
    )
    order = ("industry", "network") if first == "industry" else ("network", "industry")
    values = [_number(percent) for _, percent in percents]
    return {group: value for group, value in zip(order, values, strict=True) if value is not None}


def _averages(lines: Sequence[_Line]) -> dict[str, float]:
    """Two sentences that end in a number: industry and network, by their words or in this order."""
    found: list[tuple[str | None, float]] = []
    for line in lines:
        end = _SENTENCE_END.search(line.text)
        if (
            end is not None
            and len(line.text.split()) > SENTENCE_WORDS
            and line.pillar is None
            and len(_NUMBER.findall(line.text)) == 1
            and (value := _number(end[1])) is not None
        ):
            found.append((group_of(line.text), value))
    named = {group: value for group, value in reversed(found) if group}
    if len(found) == 2 and len(named) < 2:
        return {"industry": found[0][1], "network": found[1][1]}
    return named


def _number(text: str) -> float:
    """A number with point or comma."""
    return float(text.replace(",", "."))
