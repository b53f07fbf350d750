"""What the page calls its pillars, its groups and its ranks, in the languages of LinkedIn.

English, German, Portuguese, French and Dutch labels were seen on pages; the other languages are
known by the one word that their labels cannot do without.  All texts are case-folded.
"""

import re
from collections.abc import Iterator, Sequence

from sim.terms import Pillar

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

WORDS: dict[Pillar, tuple[str, ...]] = {
    Pillar.BRAND: (
        *("brand", "marke", "marca", "marchio", "marque", "merk", "mærke", "varumärke"),
        *("merke", "marki"),
        *("markę", "marka", "značk", "brändi", "бренд", "ブランド", "브랜드", "品牌", "العلامة"),
    ),
    Pillar.PEOPLE: (
        *("people", "personen", "pessoas", "personas", "personnes", "personer", "persone"),
        *("personene", "personerna", "mensen", "leute", "gente", "interlocuteurs", "osoby", "osob"),
        *("kişi", "henkilö"),
        *("людей", "人物", "人脈", "사람", "人选", "人才", "人员", "合适的人", "الأشخاص"),
    ),
    Pillar.INSIGHTS: (
        *("insight", "einblick", "informations", "información", "informazioni", "inzicht"),
        *("indsigt", "insikt", "innsikt", "perspectiv", "perspectivas", "analyses", "bilgi"),
        *(
            "informac",
            "innsikter",
            "içgörü",
            "wiedz",
            "спостереж",
            "аналитик",
            "インサイト",
            "인사이트",
        ),
        *("见解", "洞察"),
    ),
    Pillar.RELATIONSHIPS: (
        *("relationship", "beziehung", "relacion", "relaciones", "relations", "relatie"),
        *("relation", "relazion", "relacj", "relasjon", "ilişki", "vztah", "suhteit", "отношени"),
        *("関係", "관계", "关系", "關係", "العلاقات"),
    ),
}
"""Words of which a short line that names a pillar has one, in any language."""

LABEL_WORDS = 8
"""A label has no more words than this."""
HEADING_WORDS = 5
"""So many words from its first on tell a heading, People in your industry, from a label."""
ARTICLE = 3
"""Letters at most of a word that may stand before the first one of a heading."""

INDUSTRY = (
    *("industry", "branche", "setor", "sector", "secteur", "industria", "industri", "bransch"),
    *("settore", "branż", "sektör", "bransj", "odvětv", "отрасл", "業界", "業種", "업계", "업종"),
    *("行业", "行業"),
)

NETWORK = (
    *("network", "netzwerk", "netwerk", "netværk", "nätverk", "nettverk", "rede", "réseau"),
    *(
        "rete",
        " red ",
        " sieci",
        " ağ",
        " síti",
        " síť",
        "сети",
        "ネットワーク",
        "네트워크",
        "人脉",
        "人脈",
    ),
)

RANKING = (
    *("rank", "rang", "posi", "classif", "clasif", "classement", "placering", "sıra"),
    *("rankning", "miejsce", "рейтинг", "ランク", "ランキング", "순위", "排名", " ssi "),
)
"""What a label of a rank has beside the name of its group."""

TOP = (
    *("top", "primeir", "premier", "entre os", "entre el", "superior", "mejor", "miglior"),
    *("primi", "ilk", "topp", "najlep", "лучш", "上位", "상위", "前"),
)
"""What stands before a rank: Top 65 %."""

CHANGE = (
    *("since", "last week", "seit", "letzte", "desde", "semana", "depuis", "semaine", "sinds"),
    *("vorige", "afgelopen", "siden", "sidste", "sedan", "senaste", "scorsa", "dalla", "geçen"),
    *("先週", "지난주", "上周", "week"),
)
"""A percent beside one of these is how much a score has changed."""

AVERAGE = (
    *("average", "durchschnitt", "média", "médio", "medio", "promedio", "moyen"),
    *("gemiddeld", "gennemsnit"),
    *(
        "media",
        "genomsnitt",
        "gjennomsnitt",
        "średni",
        "průměr",
        "ortalama",
        "средн",
        "平均",
        "평균",
    ),
)

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
    return [pillar for pillar, words in WORDS.items() if any(word in text for word in words)]


def group_of(line: str) -> str | None:
    """``industry`` or ``network``, where a line names one of them."""
    industry = any(word in line for word in INDUSTRY)
    network = any(word in f" {line} " for word in NETWORK)
    return None if industry == network else "industry" if industry else "network"


def has(line: str, words: tuple[str, ...]) -> bool:
    """Whether the line has one of these words or beginnings of words."""
    padded = f" {line} "
    return any(word in padded for word in words)
