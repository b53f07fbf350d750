"""The score page (linkedin.com/sales/ssi) as it is copied: its own data, else its text.

In the text each value goes to the pillar that is named beside it, in whatever order.  Where the
labels are in a language that is not known, four values beside four texts are taken in the order in
which LinkedIn shows the pillars, and only if they add up to the total.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.exchange.linkedin.score_page.labels import (
    groups_in,
    label_in,
    owners,
    phrases_in,
    pieces_of,
    pillar_of,
)
from ssi_tui.exchange.linkedin.score_page.reading import (
    ROUNDING,
    TWO_PAGES,
    Gap,
    PageParts,
    PageReading,
    PillarBlock,
    Total,
    judge,
    number_of,
    read_data,
)

__all__ = ["Gap", "PageParts", "PageReading", "read_data", "read_page"]

TEXT_MAX = 400_000
"""Characters that are looked at; a page has about five thousand."""
LINE_MAX = 400
"""Characters of a line that is looked at whole; the page's longest sentence has 120."""
GAP = 40
"""Letters that may stand between a value and the known part of its label, on the label's line."""
APART = 60
"""Letters between two labels from which they belong to different blocks."""
_UNITS = r"(?:points?|pts?|punkte?n?|pkt|punten|point|pontos|puntos|punti|poeng|点|점)"
_OUT_OF = r"(?:/|out\s+of|of|von|de|van|af|av|sur|su|di|из|z|/|中)"

_VALUE = re.compile(
    r"(?<![\d.,/])(?<!-)"
    r"(?:25\s*(?:üzerinden|点満点中|点中|점\s*만점에|점\s*중)\s*(\d{1,2}(?:[.,]\d{1,9})?)"
    rf"|(\d{{1,3}}(?:[.,]\d{{1,9}})?)(?:\s*{_OUT_OF}\s*25(?:[.,]0+)?(?![.,]?\d))?)"
    rf"(?![.,]?\d|[.)]\s+[^\W\d_])(?:\s?{_UNITS}(?![^\W\d_]))?"
)

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d{1,3})?\s{0,2}%|%\s{0,2}(\d{1,3})(?![\d.,]\d)")
_FROM_TO = r"(?:to|through|and|bis|und|tot|en|til|og|till|och|hasta|a|y|à|et|até|fino|e|-|–)"

_OF_HUNDRED = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)(?:\s?/|"
    rf"(?!\s*{_FROM_TO}\s*100)[^\d%]{{0,8}}[^\W\d_][^\d%]{{0,8}}?)\s?100(?![.,]?\d|\s?%)"
)

_HUNDRED_FIRST = re.compile(
    r"(?<![\d.,])100(?=[^\d%]{0,12}[^\W\d_])[^\d%]{1,18}?"
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)(?![.,]?\d|\s?%)"
)

_BETWEEN = re.compile(r"\d[\d.,/%]*")
"""What stands between the labels of a page that lost its line breaks."""
_STRONG = re.compile(r"[|:=\t]")
"""What binds a value to its label."""
Side = Literal["own", "before", "after"]
Found = tuple[dict[Pillar, float], int]
"""Pillars with their values, and where the first of them stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A value, a label, or a number that is neither."""

    start: int
    end: int
    value: float | None = None
    pillar: Pillar | None = None


def read_page(text: str) -> PageReading | PageParts:
    """A reading whose parts fit together, or what was understood and what is missing.

    Takes time in proportion to the text, and never fails, whatever the text is.
    """
    reading, told = read_data(text), read_text(text)
    totals = [page.total for page in (reading, told) if isinstance(page, PageReading)]
    if totals and max(totals) - min(totals) > ROUNDING:  # data of one day, text of another
        return TWO_PAGES
    return told if reading is None else reading


def read_text(text: str) -> PageReading | PageParts:
    """What the page's text says."""
    text = plain(text[:TEXT_MAX])
    pieces = list(pieces_of(text))
    spans = [found.span() for found in _PERCENT.finditer(text)]
    hidden = _hidden(text, spans)
    totals, of_hundred = _totals(hidden)
    hidden = _hidden(hidden, of_hundred)
    tokens = sorted(
        [*_values(hidden), *_labels(text), *(Token(start=a, end=b) for a, b in spans + of_hundred)],
        key=lambda token: token.start,
    )
    blocks = _named(text, tokens)
    if not any(len(values) == len(Pillar) for values, _place in blocks):
        blocks = [*_shaped(hidden), *blocks]
    owner_at = owners(pieces)
    return judge(
        [Total(value=value, decimals=n, whose=owner_at(place)) for value, n, place in totals],
        [PillarBlock(values=values, whose=owner_at(place)) for values, place in blocks],
        groups_in(pieces),
    )


def plain(text: str) -> str:
    """In small letters, with plain digits, and without what cannot be seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(
            str(unicodedata.digit(char)) if char.isdigit() else "." if char == "٫" else char
            for char in text
            if unicodedata.category(char) != "Cf"
        )
    small = text.casefold().replace("i\u0307", "i")  # what a Turkish capital becomes
    return small.replace("\r\n", "\n").replace("\r", "\n")


def _hidden(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these spans out of sight, every other character in its place."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], "%" * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def _totals(text: str) -> tuple[list[tuple[float, int, int]], list[tuple[int, int]]]:
    """(Value, decimals, place) of each number out of a hundred, and the spans they take."""
    totals: list[tuple[float, int, int]] = []
    spans: list[tuple[int, int]] = []
    for pattern in (_OF_HUNDRED, _HUNDRED_FIRST):
        for match in pattern.finditer(_hidden(text, sorted(spans))):
            decimals = len(match[1].replace(",", ".").partition(".")[2])
            totals.append((number_of(match[1]), decimals, match.start()))
            spans.append(match.span())
        spans.sort()
    return totals, spans


def _values(text: str) -> Iterator[Token]:
    for match in _VALUE.finditer(text):
        value = number_of(match[1] or match[2])
        whole = value if value <= PILLAR_MAX else None
        yield Token(start=match.start(), end=match.end(), value=whole)


def _labels(text: str) -> list[Token]:
    """Whole labels wherever they are, and short lines with a word that names a pillar."""
    labels = [Token(start=a, end=b, pillar=pillar) for pillar, a, b in phrases_in(text)]
    taken = sorted(label.start for label in labels)
    place = 0
    for line in text.split("\n"):
        end = place + len(line)
        has_phrase = bisect_left(taken, place) < bisect_left(taken, end)
        if len(line) <= LINE_MAX and not has_phrase and "%" not in line:
            words = re.search(r"[^\W\d_](?:.*[^\W\d_])?", line)
            pillar = pillar_of(line) if words else None
            if pillar is not None and words and not any(map(str.isdigit, words[0])):
                start, stop = place + words.start(), place + words.end()
                labels.append(Token(start=start, end=stop, pillar=pillar))
        if not has_phrase and len(_BETWEEN.findall(line)) > 1:
            labels += _crowded(line, place)
        place = end + 1
    return labels


def _crowded(line: str, offset: int) -> Iterator[Token]:
    """Labels between the numbers of one long line, known by their words.

    Between two numbers stands one label; where more is said there, one right after the first
    number and one right before the second.
    """
    edges = [0, *(edge for found in _BETWEEN.finditer(line) for edge in found.span()), len(line)]
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        words = list(re.finditer(r"[^\s|:]+", line[begin:end]))
        said = [found[0] for found in words]
        pillar = pillar_of(" ".join(said)) if said else None
        places = {(0, len(words) - 1): pillar} if pillar is not None else {}
        if not places and (label := label_in(said)):
            places[0, label[1]] = label[0]
        if pillar is None and (label := label_in(said, last=True)):
            places[label[1], len(words) - 1] = label[0]
        for (first, last), named in places.items():
            start, stop = words[first].start(), words[last].end()
            yield Token(start=offset + begin + start, end=offset + begin + stop, pillar=named)


def _named(text: str, tokens: Sequence[Token]) -> list[Found]:
    """Blocks of named pillars with their values, and where each begins.

    The values stand in the labels' own lines, or all before them, or all after them: the side on
    which the most blocks are whole is taken, and the sum decides between two such sides.
    """
    sides: dict[Side, list[Found]] = {
        side: _blocks(text, tokens, side) for side in ("own", "before", "after")
    }
    whole = {
        side: sum(len(values) == len(Pillar) for values, _ in blocks)
        for side, blocks in sides.items()
    }
    if whole["own"]:
        return sides["own"]
    if not any(whole.values()):
        fullest = max(sides, key=lambda side: sum(len(values) for values, _ in sides[side]))
        return sides[fullest]
    best = max(whole.values())
    return [block for side, blocks in sides.items() if whole[side] == best for block in blocks]


def _blocks(text: str, tokens: Sequence[Token], side: Side) -> list[Found]:
    """Labels that stand together, each pillar once, with the values on one side of them."""
    blocks: list[Found] = []
    last: int | None = None
    for place, label in enumerate(tokens):
        if label.pillar is None:
            continue
        near = (_bound(text, tokens, place, -1), _bound(text, tokens, place, 1))
        value = _own(text, label, *near) if side == "own" else near[side == "after"]
        if value is None or value.value is None:
            continue
        apart = last is not None and _letters(text[last : label.start]) > APART
        if not blocks or apart or label.pillar in blocks[-1][0]:
            blocks.append(({}, min(label.start, value.start)))
        blocks[-1][0][label.pillar] = value.value
        last = label.end
    return blocks


def _bound(text: str, tokens: Sequence[Token], place: int, step: int) -> Token | None:
    """The value next to a label: letters in between only on the label's own line, and few."""
    at = place + step
    if not 0 <= at < len(tokens) or tokens[at].value is None:
        return None
    label, value = tokens[place], tokens[at]
    between = text[value.end : label.start] if step < 0 else text[label.end : value.start]
    lines = between.split("\n")
    own = lines.pop() if step < 0 else lines.pop(0)
    if any(map(_letters, lines)) or _letters(own) > GAP or "%" in between:
        return None
    return value


def _own(text: str, label: Token, before: Token | None, after: Token | None) -> Token | None:
    """The one value in the label's own line; of two the one that a mark binds to it."""
    gaps = {}
    if before is not None:
        gaps[before] = text[before.end : label.start]
    if after is not None:
        gaps[after] = text[label.end : after.start]
    near = [value for value, gap in gaps.items() if "\n" not in gap]
    if len(near) > 1:
        near = [value for value in near if _STRONG.search(gaps[value])]
    return near[0] if len(near) == 1 else None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One line that says something."""

    text: str
    start: int
    value: float | None
    """The one number of the line, where it can be points of a pillar."""

    @property
    def worded(self) -> bool:
        """Whether it has words beside numbers."""
        return any(char.isalpha() for char in self.text)


_END = _Line(text="", start=0, value=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """A value with the words around it."""

    value: float
    words: tuple[str, ...]
    """Those of its own line; else those of the line before and of the line after."""
    start: int


def _shaped(text: str) -> list[Found]:
    """Blocks of any language: lines with words and a value, or with words and values in turn."""
    blocks: list[Found] = []
    beside: list[_Pair] = []
    turns: list[_Pair] = []
    lines = [_END, *_lines(text), _END]
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        number, words = _kind(line)
        both = line.value is not None and line.worded
        if not both:
            blocks += _fours(beside)
            beside = []
        if not (number or words) or (number, words) == _kind(before):
            blocks += _fours(turns)
            turns = []
        if line.value is not None:
            said = (line.text,) if both else (before.text, after.text)
            pair = _Pair(value=line.value, words=said, start=line.start)
            (beside if both else turns).append(pair)
    return [*blocks, *_fours(beside), *_fours(turns)]


def _kind(line: _Line) -> tuple[bool, bool]:
    """Whether it is a number alone, and whether it is words alone."""
    alone = line.value is not None and not line.worded
    return alone, line.worded and line.value is None and "%" not in line.text


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty, each with its value."""
    place = 0
    for raw in text.split("\n"):
        line = " ".join(raw[:LINE_MAX].split())
        if line:
            values = [] if "%" in line else list(_VALUE.finditer(line))
            value = number_of(values[0][1] or values[0][2]) if len(values) == 1 else None
            if value is not None and (value > PILLAR_MAX or line.endswith(".")):
                value = None  # a sentence ends in an average
            yield _Line(text=line, start=place, value=value)
        place += len(raw) + 1


def _fours(pairs: Sequence[_Pair]) -> Iterator[Found]:
    """Values by fours: one set after the other, or every four where something is in between."""
    step = len(Pillar) if len(pairs) % len(Pillar) == 0 else 1
    for begin in range(0, len(pairs) - len(Pillar) + 1, step):
        four = pairs[begin : begin + len(Pillar)]
        values = [pair.value for pair in four]
        if sum(value % 1 > 0 for value in values) < 2:  # points are seldom whole
            continue
        sides = [
            [pillar_of(words) for words in side]
            for side in zip(*(p.words for p in four), strict=True)
        ]
        most_named = max(len(side) - side.count(None) for side in sides)
        for side in sides:
            order = _order(side) if len(side) - side.count(None) == most_named else None
            if order:
                yield dict(zip(order, values, strict=True)), four[0].start


def _order(named: Sequence[Pillar | None]) -> list[Pillar] | None:
    """Whose four values are: by name where one is known, the page's order where none is."""
    known = [pillar for pillar in named if pillar is not None]
    if not known:
        return list(Pillar)
    left = [pillar for pillar in Pillar if pillar not in known]
    if len(set(known)) == len(known) and len(left) <= 1:
        return [pillar or left[0] for pillar in named]
    agreed = all(name in (None, pillar) for name, pillar in zip(named, Pillar, strict=True))
    return list(Pillar) if agreed else None
