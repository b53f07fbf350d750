"""What the page calls its pillars, groups and ranks in many languages, and where one stands there.

English, German, Portuguese, French and Dutch labels were seen on pages; the other languages are
known by the one word that their labels cannot do without.  All texts are case-folded.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from sim.terms import Pillar
from ssi_tui.exchange.csv_text import word_set
from ssi_tui.exchange.linkedin.score_page.reading import benchmarks, number_of

PHRASES: dict[Pillar, tuple[str, ...]] = {
    Pillar.BRAND: (
        "establish your professional brand",
        "professionelle marke aufbauen",
        "estabelecer sua marca profissional",
        "construire votre marque personnelle",
        "eigen professionele merk",
    ),
    Pillar.PEOPLE: (
        "find the right people",
        "die richtigen personen finden",
        "localizar as pessoas certas",
        "trouver les bonnes personnes",
        "vinden van de juiste personen",
    ),
    Pillar.INSIGHTS: (
        "engage with insights",
        "durch einblicke interesse wecken",
        "interagir oferecendo insights",
        "changer des informations",
        "hoe ga je om met content",
    ),
    Pillar.RELATIONSHIPS: (
        "build strong relationships",
        "build relationships",
        "beziehungen aufbauen",
        "criar relacionamentos",
        "tablir des relations",
        "bouwen aan een sterk netwerk",
    ),
}
"""Labels that stand for a pillar wherever they are, in the middle of a line too."""

WORDS: dict[Pillar, frozenset[str]] = {
    Pillar.BRAND: word_set("""
        brand, marke, marca, marchio, marque, merk, mærke, varumärke, merke, marki, markę, marka,
        značk, brändi, бренд, ブランド, 브랜드, 品牌, العلامة
    """),
    Pillar.PEOPLE: word_set("""
        people, personen, pessoas, personas, personnes, personer, persone, personene, personerna,
        mensen, leute, gente, interlocuteurs, osoby, osob, kişi, henkilö, людей, 人物, 人脈, 사람,
        人选, 人才, 人员, 合适的人, الأشخاص
    """),
    Pillar.INSIGHTS: word_set("""
        insight, einblick, informations, información, informazioni, inzicht, indsigt, insikt,
        innsikt, perspectiv, perspectivas, analyses, bilgi, informac, innsikter, içgörü, wiedz,
        спостереж, аналитик, インサイト, 인사이트, 见解, 洞察
    """),
    Pillar.RELATIONSHIPS: word_set("""
        relationship, beziehung, relacion, relaciones, relations, relatie, relation, relazion,
        relacj, relasjon, ilişki, vztah, suhteit, отношени, 関係, 관계, 关系, 關係, العلاقات
    """),
}
"""Words of which a short line that names a pillar has one, in any language."""

LABEL_WORDS = 8
"""A label has no more words than this."""
HEADING_WORDS = 5
"""So many words from its first on tell a heading, People in your industry, from a label."""
ARTICLE = 3
"""Letters at most of a word that may stand before the first one of a heading."""

INDUSTRY = word_set("""
    industry, branche, setor, sector, secteur, industria, industri, bransch, settore, branż, sektör,
    bransj, odvětv, отрасл, 業界, 業種, 업계, 업종, 行业, 行業
""")

NETWORK = word_set("""
    network, netzwerk, netwerk, netværk, nätverk, nettverk, rede, réseau, rete, сети, ネットワーク,
    네트워크, 人脉, 人脈
""") | {" red ", " sieci", " ağ", " síti", " síť"}

RANKING = word_set("""
    rank, rang, posi, classif, clasif, classement, placering, sıra, rankning, miejsce, рейтинг,
    ランク, ランキング, 순위, 排名
""") | {" ssi "}
"""What a label of a rank has beside the name of its group."""

TOP = word_set("""
    top, primeir, premier, entre os, entre el, superior, mejor, miglior, primi, ilk, topp, najlep,
    лучш, 上位, 상위, 前
""")
"""What stands before a rank: Top 65 %."""

CHANGE = word_set("""
    since, last week, seit, letzte, desde, semana, depuis, semaine, sinds, vorige, afgelopen, siden,
    sidste, sedan, senaste, scorsa, dalla, geçen, 先週, 지난주, 上周, week
""")
"""A percent beside one of these is how much a score has changed."""

AVERAGE = word_set("""
    average, durchschnitt, média, médio, medio, promedio, moyen, gemiddeld, gennemsnit, media,
    genomsnitt, gjennomsnitt, średni, průměr, ortalama, средн, 平均, 평균
""")

OWN = "social selling index"
"""The page's heading over one's own score, in every language that was seen."""

_PHRASES = {
    pillar: re.compile("|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names))
    for pillar, names in PHRASES.items()
}


def phrases_in(text: str) -> Iterator[tuple[Pillar, int, int]]:
    """Each whole label in the text: its pillar, where it begins and where it ends."""
    for pillar, pattern in _PHRASES.items():
        for match in pattern.finditer(text):
            yield pillar, match.start(), match.end()


def pillar_of(line: str) -> Pillar | None:
    """The pillar that a line names; None for none or more than one."""
    named = [pillar for pillar, names in PHRASES.items() if any(name in line for name in names)]
    if named:
        return named[0] if len(named) == 1 else None
    if len(line.split()) > LABEL_WORDS or has(line, RANKING) or has(line, AVERAGE):
        return None
    worded = _worded(line)
    if worded == [Pillar.PEOPLE] and group_of(line) is not None:
        return None  # a heading: People in your industry
    return worded[0] if len(worded) == 1 else None


def label_in(words: Sequence[str], *, last: bool = False) -> tuple[Pillar, int] | None:
    """The first pillar that running words name, or the last one, and at which word.

    Only so many words as a label has are looked at.
    """
    places = range(min(LABEL_WORDS, len(words)))
    for place in (len(words) - 1 - n if last else n for n in places):
        worded = _worded(words[place])
        begins = place == 0 or (place == 1 and len(words[0]) <= ARTICLE and words[0].isascii())
        cased = words[place].upper() != words[place]  # others write headings as one word
        said = " ".join(words[place : place + (HEADING_WORDS if cased else 1)])
        heading = (last or begins) and group_of(said) is not None
        if len(worded) == 1 and not (heading and worded == [Pillar.PEOPLE]):
            return worded[0], place
    return None


def _worded(text: str) -> list[Pillar]:
    return [pillar for pillar, names in WORDS.items() if has(text, names)]


def group_of(line: str) -> str | None:
    """``industry`` or ``network``, where a line names one of them."""
    industry, network = has(line, INDUSTRY), has(line, NETWORK)
    return None if industry == network else "industry" if industry else "network"


def has(line: str, some: Collection[str]) -> bool:
    """Whether the line has one of these words or beginnings of words."""
    padded = f" {line} "
    return any(word in padded for word in some)


PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]0+)?\s{0,2}%|%\s{0,2}(\d{1,3})(?![\d.,]\d)")
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,9})?(?![.,]?\d)")
_SENTENCE_END = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?\.?$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_)])\. |(?<=\d)\. (?=[^\W\d_])|[。]")
SENTENCE_WORDS = 5
"""So many words make a line a sentence."""
RANK_WORDS = 6
"""A rank's label has no more words than this."""
BEFORE_TOP = 24
"""Characters before a percent in which a word for "top" stands."""
AFTER_CHANGE = 24
"""Characters after a percent in which the words for a change stand."""
NEAR = 4
"""Lines above a percent in which a sentence says which group is meant."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A sentence, or a line that is none."""

    text: str
    start: int
    percent: int | None = None

    @cached_property
    def group(self) -> str | None:
        """The group that it names."""
        return group_of(self.text)

    @cached_property
    def label(self) -> str | None:
        """The group whose rank it is the label of."""
        named = self.group is not None and len(self.text.split()) <= RANK_WORDS
        ranked = named and has(self.text, RANKING) and not has(self.text, AVERAGE)
        return self.group if ranked else None


def owners(pieces: Iterable[Piece]) -> Callable[[int], str]:
    """Whose a place of the text is, by the headings; empty where nothing above it says."""
    told = [(piece.start, owner) for piece in pieces if (owner := _owner(piece))]

    def owner_at(place: int) -> str:
        number = bisect_right(told, place, key=itemgetter(0))
        return told[number - 1][1] if number else ""

    return owner_at


def groups_in(pieces: Sequence[Piece]) -> dict[str, float]:
    """Ranks and averages of the industry and of the network, by name."""
    ranks, averages = _ranks(pieces), _averages(pieces)
    industry, network = (
        benchmarks(name, ranks.get(name), averages.get(name)) for name in ("industry", "network")
    )
    return industry | network


def _owner(piece: Piece) -> str:
    """Whose the part is that begins here, or an empty text."""
    if OWN in piece.text:
        return piece.group or "own"
    if piece.percent is not None or piece.label or len(piece.text.split()) < 3:
        return ""
    return piece.group or ""


def pieces_of(text: str) -> Iterator[Piece]:
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
    places, marks = sorted(cuts), list(percents)
    for start, end in pairwise(places):
        said = " ".join(text[start:end].split())
        if said:
            inside = marks[bisect_left(marks, start) : bisect_left(marks, end)]
            percent = percents[inside[0]] if inside else None
            yield Piece(text=said, start=start, percent=percent)


def _ranks(pieces: Sequence[Piece]) -> dict[str, float]:
    """Rank of each group: by its label, else by a sentence, else by the page's order."""
    percents = _ranking(pieces)
    labels = [n for n, piece in enumerate(pieces) if piece.label and piece.percent is None]
    after = bool(labels and percents) and labels[0] > percents[0]
    labelled: dict[str, set[int]] = defaultdict(set)
    told: dict[str, set[int]] = defaultdict(set)
    for at in percents:
        value = pieces[at].percent
        assert value is not None
        near = pieces[at + 1 : at + 3] if after else pieces[max(0, at - 3) : at][::-1]
        above = pieces[max(0, at - NEAR) : at][::-1]
        if group := pieces[at].group or _first(piece.label for piece in near):
            labelled[group].add(value)
        elif group := _first(piece.group for piece in above):
            told[group].add(value)
    ranks = {**told, **labelled}
    clear = {group: float(*values) for group, values in ranks.items() if len(values) == 1}
    if len(clear) == 2 or len(clear) < len(ranks):
        return clear
    return _in_order(pieces, percents) or clear


def _first(groups: Iterable[str | None]) -> str | None:
    return next(filter(None, groups), None)


def _ranking(pieces: Sequence[Piece]) -> list[int]:
    """Places of the percents that are ranks, and not changes of the week."""
    places = [n for n, piece in enumerate(pieces) if piece.percent is not None]
    places = [n for n in places if not _changed(pieces, n)]
    return [n for n in places if _topped(pieces, n)] or places


def _topped(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word for "top" stands right before the percent, or after it."""
    before = pieces[at - 1].text[-BEFORE_TOP:] if at and len(pieces[at].text) < 8 else ""
    return has(f"{before} {pieces[at].text}", TOP)


def _changed(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the percent is how much a score has changed, by the words around it."""
    after = pieces[at + 1].text[:AFTER_CHANGE] if at + 1 < len(pieces) else ""
    alone = len(pieces[at].text) < 8
    return has(pieces[at].text, CHANGE) or (alone and has(after, CHANGE))


def _in_order(pieces: Sequence[Piece], percents: Sequence[int]) -> dict[str, float]:
    """Two ranks without a name: industry and network, unless the page begins with the network."""
    values = [pieces[n].percent or 0 for n in percents]
    if len(values) not in (2, 4) or (len(values) == 4 and values[:2] != values[2:]):
        return {}
    short = (
        p.text for p in pieces[max(0, percents[0] - 2) :] if len(p.text.split()) < SENTENCE_WORDS
    )
    order = ["industry", "network"]
    if _first(map(group_of, short)) == "network":
        order.reverse()
    return {group: float(value) for group, value in zip(order, values, strict=False)}


def _averages(pieces: Sequence[Piece]) -> dict[str, float]:
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
