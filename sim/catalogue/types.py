"""The shape of the catalogue: what a kind of action is, what it moves, and what stays."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sim.errors import SimError
from sim.terms import Pillar, Stock


class Nature(StrEnum):
    """Who does it and how often: what may be planned, and what is only counted."""

    HABIT = "habit"
    """The person's own doing, week after week: can be planned."""
    ONCE = "once"
    """Done and finished: profile work."""
    RECEIVED = "received"
    """Others do it: counted, never planned."""
    HARM = "harm"
    """To be stopped."""
    RATE = "rate"
    """Only tells how often others say yes; its points stand with the request or the in-mail."""
    OFFLINE = "offline"
    """Good for business and outside the score."""


class Share(StrEnum):
    """Which part of a dose counts; the rates come from `Assumptions`."""

    ALL = "all"
    ACCEPTED = "accepted"
    UNANSWERED = "unanswered"
    ACCEPTED_WITH_NOTE = "accepted-with-note"
    UNANSWERED_WITH_NOTE = "unanswered-with-note"
    REPLIED = "replied"


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What an unlimited pace of one kind would give one pillar."""

    pillar: Pillar
    points: float
    """Pillar points at an unlimited pace; half of them at the half-pace.  Below 0: it hurts."""
    share: Share = Share.ALL


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """What one action leaves behind for good."""

    stock: Stock
    amount: float
    """Units of the stock per action."""
    share: Share = Share.ALL


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One row of the catalogue."""

    kind: str
    """An `ActionKind`'s value, or the name of a person's own action."""
    nature: Nature
    effects: tuple[Effect, ...] = ()
    feeds: tuple[Feed, ...] = ()
    minutes: float
    """A person's time for one, in minutes."""
    half_pace: float = 1.0
    """Actions per week that give half of the effects' points (equation 2)."""
    memory: float = 1.0
    """Multiple of the pillar's half-life: below 1 is quicker to come and to fade."""
    most: float = math.inf
    """Per week; more is impossible or no longer the person's own choice."""
    sales_navigator: bool = False
    """Needs the licence."""
    why: str
    """English msgid: why this row says what it says."""
    source: str
    """Documents that say so, by number, or ``averages`` and ``help`` (see docs/model.md)."""

    def __post_init__(self) -> None:
        for field in ("half_pace", "memory"):
            if not 0 < getattr(self, field) < math.inf:
                raise SimError(f"{self.kind}: {field} is {getattr(self, field)}, not above 0")
        if not 0 <= self.minutes < math.inf:
            raise SimError(f"{self.kind}: minutes is {self.minutes}, below 0")

    @property
    def pillar(self) -> Pillar | None:
        """The pillar that it is mainly for: the first effect's, or that of what it feeds."""
        if self.effects:
            return self.effects[0].pillar
        return HOME_OF_STOCK[self.feeds[0].stock] if self.feeds else None


HOME_OF_STOCK = {
    Stock.PROFILE: Pillar.BRAND,
    Stock.MEDIA: Pillar.BRAND,
    Stock.SKILLS: Pillar.BRAND,
    Stock.ENDORSEMENTS: Pillar.BRAND,
    Stock.RECOMMENDATIONS: Pillar.BRAND,
    Stock.ARTICLES: Pillar.BRAND,
    Stock.NETWORK: Pillar.RELATIONSHIPS,
    Stock.GROUPS: Pillar.INSIGHTS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class StockKind:
    """A lasting thing and what it gives (equation 4)."""

    stock: Stock
    points: float
    """Points of its home pillar when it is complete or without limit."""
    half_count: float | None
    """How many give half of the points; None: the value is a fraction, 0 to 1."""
    why: str
    """English msgid."""
    source: str

    @property
    def pillar(self) -> Pillar:
        """The pillar that it counts for."""
        return HOME_OF_STOCK[self.stock]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All kinds and stocks; the order of `kinds` is the kind axis of every dose."""

    kinds: tuple[Kind, ...]
    stocks: tuple[StockKind, ...]

    def __post_init__(self) -> None:
        names = [kind.kind for kind in self.kinds]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise SimError(f"twice in the catalogue: {', '.join(twice)}")

    def __contains__(self, kind: object) -> bool:
        return kind in self._places

    def __getitem__(self, kind: str) -> Kind:
        return self.kinds[self._places[kind]]

    def __len__(self) -> int:
        return len(self.kinds)

    def index(self, kind: str) -> int:
        """Place of a kind on the kind axis; KeyError when there is none."""
        return self._places[kind]

    def stock_index(self, stock: Stock) -> int:
        """Place of a stock on the stock axis."""
        return self._stock_places[stock]

    @cached_property
    def effects(self) -> tuple[tuple[int, Effect], ...]:
        """The effect axis: every effect with its kind's place."""
        return tuple((at, e) for at, kind in enumerate(self.kinds) for e in kind.effects)

    @cached_property
    def feeds(self) -> tuple[tuple[int, Feed], ...]:
        """Every feed with its kind's place."""
        return tuple((at, feed) for at, kind in enumerate(self.kinds) for feed in kind.feeds)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The kind axis as words."""
        return tuple(str(kind.kind) for kind in self.kinds)

    def of(self, *natures: Nature) -> tuple[Kind, ...]:
        """The kinds of some natures, in order."""
        return tuple(kind for kind in self.kinds if kind.nature in natures)

    def with_own(self, own: Iterable[Kind]) -> "Catalogue":
        """This catalogue with a person's own kinds behind the others; SimError for a known name."""
        return replace(self, kinds=(*self.kinds, *own))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {kind.kind: at for at, kind in enumerate(self.kinds)}

    @cached_property
    def _stock_places(self) -> dict[Stock, int]:
        return {row.stock: at for at, row in enumerate(self.stocks)}
