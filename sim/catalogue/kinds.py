"""The table of everything that moves the score: points, minutes, pace, memory, why and source.

Points are what an unlimited pace would give; the half-pace (a week) gives half of them.  They are
this program's estimate: chosen so that the stylised facts E1 to E13 come out (tests/sim/facts.py),
not taken from LinkedIn.  Sources: 000–004 are the documents listed in docs/model.md, `help` an
old LinkedIn help page, `averages` the industry and network averages shown to members in 2026.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sim.errors import N_, SimError
from sim.terms import ActionKind, Pillar, Stock


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


HOME_OF_STOCK = {
    **dict.fromkeys(Stock, Pillar.BRAND),
    Stock.NETWORK: Pillar.RELATIONSHIPS,
    Stock.GROUPS: Pillar.INSIGHTS,
}
"""The pillar that each lasting thing counts for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """What one action leaves behind for good."""

    stock: Stock
    amount: float
    """Units of the stock per action."""
    share: Share = Share.ALL

    @property
    def pillar(self) -> Pillar:
        """The pillar that the stock counts for."""
        return HOME_OF_STOCK[self.stock]


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


HABIT, ONCE, RECEIVED, HARM, RATE, OFFLINE = Nature
QUICK = 0.58
"""Memory of daily handiwork: four weeks off cost, and eight weeks back restore (000, E2)."""

SEARCHING = 0.54
"""Memory of looking for people: with insights the first to go when one stops (E2)."""

SLOW = 1.6
"""Memory of content: three or four weeks without a post hardly show (003, 004, E1)."""


def _gives(share: Share = Share.ALL, **points: float) -> tuple[Effect, ...]:
    """What an unlimited pace would give each pillar, the main one first."""
    return tuple(
        Effect(pillar=Pillar(name), points=value, share=share) for name, value in points.items()
    )


def _leaves(share: Share = Share.ALL, **amounts: float) -> tuple[Feed, ...]:
    """What one leaves behind for good, in units of each stock."""
    return tuple(
        Feed(stock=Stock(name), amount=amount, share=share) for name, amount in amounts.items()
    )


KINDS = (
    # ---- Brand
    Kind(kind=ActionKind.ARTICLE, nature=HABIT, minutes=150, half_pace=0.7, memory=SLOW, most=3,
         effects=_gives(brand=0.2, insights=0.5), feeds=_leaves(articles=1),
         source="002 003 004 help",
         why=N_("Good articles carry the brand for months or years; how often you write matters "
                "little, so most of the points are in the article that stays.")),
    Kind(kind=ActionKind.VIDEO, nature=HABIT, minutes=60, half_pace=1, memory=SLOW, most=3,
         effects=_gives(brand=0.6, insights=0.5), feeds=_leaves(media=1), source="002 003 004",
         why=N_("Moving pictures belong to a strong profile, and one that is shown stays there.")),
    Kind(kind=ActionKind.PROFILE_SECTION, nature=ONCE, minutes=15, feeds=_leaves(profile=0.1),
         source="000 001 002 003 004 help",
         why=N_("About ten sections make a full profile: picture, headline, summary, jobs with "
                "dates and texts, education, contact details, featured, interests.")),
    Kind(kind=ActionKind.MEDIA, nature=ONCE, minutes=10, feeds=_leaves(media=1),
         source="000 002 003 004",
         why=N_("Pictures, presentations or links that are featured or attached to a job.")),
    Kind(kind=ActionKind.SKILL, nature=ONCE, minutes=3, feeds=_leaves(skills=1), source="000 002",
         why=N_("Choose the skills yourself, so that people endorse what you want to be known "
                "for.")),
    Kind(kind=ActionKind.ENDORSEMENT_ASKED, nature=HABIT, minutes=3, most=3,
         feeds=_leaves(endorsements=0.5), source="002 help",
         why=N_("We assume that every second person who is asked endorses; log as received only "
                "what comes unasked.")),
    Kind(kind=ActionKind.ENDORSEMENT_RECEIVED, nature=RECEIVED, minutes=0,
         feeds=_leaves(endorsements=1), source="002 help",
         why=N_("Endorsed skills are part of the brand, and they stay.")),
    Kind(kind=ActionKind.RECOMMENDATION_RECEIVED, nature=RECEIVED, minutes=0,
         feeds=_leaves(recommendations=1), source="000",
         why=N_("A recommendation is a part of the profile that others write; it stays.")),
    Kind(kind=ActionKind.FOLLOWER_GAINED, nature=RECEIVED, minutes=0, half_pace=5,
         effects=_gives(brand=0.7), source="002 help",
         why=N_("New followers show that the content reaches people.")),
    # ---- People
    Kind(kind=ActionKind.ACTIVE_DAY, nature=HABIT, minutes=2, half_pace=4, memory=SEARCHING, most=7,
         effects=_gives(people=2.8), source="002 help",
         why=N_("A day on which you looked in; LinkedIn counts active days.")),
    Kind(kind=ActionKind.PEOPLE_SEARCH, nature=HABIT, minutes=3, half_pace=7, memory=SEARCHING,
         effects=_gives(people=3.6), source="000 002 003 004 help",
         why=N_("Searching with filters is what this pillar is about, and it is free.")),
    Kind(kind=ActionKind.LEAD_SEARCH, nature=HABIT, minutes=5, half_pace=4, memory=SEARCHING,
         sales_navigator=True, effects=_gives(people=5.5), source="000 001 help",
         why=N_("The search of Sales Navigator counts most of all; whether the licence lifts the "
                "ceiling is disputed, so it only counts when you use it.")),
    Kind(kind=ActionKind.LEAD_SAVED, nature=HABIT, minutes=1, half_pace=8, memory=SEARCHING,
         sales_navigator=True, effects=_gives(people=5), source="000 help",
         why=N_("Saved leads and accounts count for holders of Sales Navigator.")),
    Kind(kind=ActionKind.PROFILE_VIEW, nature=HABIT, minutes=1, half_pace=16, memory=SEARCHING,
         effects=_gives(people=3.4), source="002 003 004 help",
         why=N_("Looking at people’s profiles is one of the four questions of this pillar.")),
    Kind(kind=ActionKind.DISTANT_PROFILE_VIEW, nature=HABIT, minutes=1.5, half_pace=8,
         memory=SEARCHING, effects=_gives(people=1.6), source="002",
         why=N_("Profiles of the third degree are asked for by name.")),
    Kind(kind=ActionKind.NETWORK_BROWSED, nature=HABIT, minutes=4, half_pace=3, memory=SEARCHING,
         effects=_gives(people=1.2), source="000 003 004",
         why=N_("Going through a contact’s network, a group or a thread finds people quickly.")),
    Kind(kind=ActionKind.INVITATION_VETTED, nature=HABIT, minutes=2, half_pace=4, memory=SEARCHING,
         most=7, effects=_gives(people=0.8), source="000 001",
         why=N_("Two clicks before you accept: is the person relevant, active, well presented? "
                "Silent collectors bring nothing; the others may follow.")),
    # ---- Insights
    Kind(kind=ActionKind.POST, nature=HABIT, minutes=30, half_pace=2.5, memory=SLOW, most=7,
         effects=_gives(insights=4, brand=0.8), source="000 001 002 003 004 help",
         why=N_("Posts start conversations and win followers; a pause of some weeks hardly "
                "shows.")),
    Kind(kind=ActionKind.REPOST, nature=HABIT, minutes=4, half_pace=2, most=14,
         effects=_gives(insights=1), source="002 003 004 help",
         why=N_("Passing on what others wrote counts, less than one’s own words.")),
    Kind(kind=ActionKind.COMMENT, nature=HABIT, minutes=4, half_pace=7, memory=QUICK,
         effects=_gives(insights=5.5, relationships=0.3), source="000 001 002 003 004 help",
         why=N_("Comments pay into this pillar at once, and talking to contacts builds trust.")),
    Kind(kind=ActionKind.REACTION, nature=HABIT, minutes=0.3, half_pace=20, memory=QUICK,
         effects=_gives(insights=2), source="002 003 help",
         why=N_("A like is the smallest sign that you take part, and not every source counts it.")),
    Kind(kind=ActionKind.POLL_VOTE, nature=HABIT, minutes=0.5, half_pace=3, memory=QUICK,
         effects=_gives(insights=0.3), source="003 004",
         why=N_("No source names votes; we count them as a small sign of taking part.")),
    Kind(kind=ActionKind.GROUP_JOINED, nature=ONCE, minutes=3, feeds=_leaves(groups=1),
         source="002 003 004 help",
         why=N_("Membership of groups is counted; taking part counts more.")),
    Kind(kind=ActionKind.GROUP_POST, nature=HABIT, minutes=8, half_pace=2,
         effects=_gives(insights=1.2), source="003 004 help",
         why=N_("Being in a group helps only those who take part in it.")),
    Kind(kind=ActionKind.MESSAGE, nature=HABIT, minutes=3, half_pace=9, memory=QUICK,
         effects=_gives(insights=2.2, relationships=1), source="000 002 003 004 help",
         why=N_("Disputed: LinkedIn and three documents count messages under insights, others "
                "under relationships.  We give a share to both.")),
    Kind(kind=ActionKind.INMAIL, nature=HABIT, minutes=8, half_pace=1, memory=QUICK,
         sales_navigator=True, effects=_gives(Share.REPLIED, insights=2),
         source="002 help",
         why=N_("Only with a paid plan, and only the answered ones count: the question is whether "
                "more than one in ten is.")),
    Kind(kind=ActionKind.INMAIL_REPLY, nature=RATE, minutes=0, source="002",
         why=N_("Tells your rate of replies; the points stand with the in-mail.")),
    Kind(kind=ActionKind.ENGAGEMENT_RECEIVED, nature=RECEIVED, minutes=0, half_pace=30, memory=SLOW,
         effects=_gives(insights=3.2, relationships=0.3), source="000 001 002 003 004",
         why=N_("The response to what you share decides more than how often you share, and it "
                "brings people who want to connect.")),
    # ---- Relationships
    Kind(kind=ActionKind.REQUEST, nature=HABIT, minutes=1, half_pace=6, memory=QUICK, most=30,
         feeds=_leaves(Share.ACCEPTED, network=1),
         source="000 001 002 003 004 help",
         effects=(*_gives(Share.ACCEPTED, relationships=7.5),
                  *_gives(Share.UNANSWERED, relationships=-1.3)),
         why=N_("Accepted requests earn; with one in five accepted or fewer they earn nothing and "
                "cost.  Disputed: some count the rate of acceptance under people.")),
    Kind(kind=ActionKind.REQUEST_WITH_NOTE, nature=HABIT, minutes=2.5, half_pace=6, memory=QUICK,
         most=30, feeds=_leaves(Share.ACCEPTED_WITH_NOTE, network=1),
         source="000 001 003 004",
         effects=(*_gives(Share.ACCEPTED_WITH_NOTE, relationships=7.5),
                  *_gives(Share.UNANSWERED_WITH_NOTE, relationships=-1.3)),
         why=N_("A short personal line makes more people say yes, and what is accepted counts.")),
    Kind(kind=ActionKind.REQUEST_ACCEPTED, nature=RATE, minutes=0, source="001 002 help",
         why=N_("Tells your rate of acceptance; the points stand with the request.")),
    Kind(kind=ActionKind.REQUEST_IGNORED, nature=RATE, minutes=0, source="001 002 help",
         why=N_("Tells your rate of acceptance; what it costs stands with the request.")),
    Kind(kind=ActionKind.INVITATION_RECEIVED, nature=RECEIVED, minutes=0, half_pace=4,
         effects=_gives(relationships=0.8), source="001 004",
         why=N_("Being asked counts too; good content makes others ask.")),
    Kind(kind=ActionKind.INVITATION_ACCEPTED, nature=HABIT, minutes=1, half_pace=4, memory=QUICK,
         most=5, effects=_gives(relationships=2.2), feeds=_leaves(network=1),
         source="000 001 003 004",
         why=N_("Accept whoever is relevant: the network grows, steadily.")),
    Kind(kind=ActionKind.FOLLOW, nature=HABIT, minutes=0.3, half_pace=5, memory=SEARCHING, most=14,
         effects=_gives(people=0.2), source="001",
         why=N_("Following is the light way to stay near someone you do not need as a contact.")),
    Kind(kind=ActionKind.ENDORSEMENT_GIVEN, nature=HABIT, minutes=1, half_pace=4, most=5,
         effects=_gives(relationships=0.6), feeds=_leaves(endorsements=0.25), source="000 002",
         why=N_("Using the contacts that one has; endorsements tend to come back.")),
    Kind(kind=ActionKind.RECOMMENDATION_GIVEN, nature=HABIT, minutes=15, half_pace=0.5, memory=SLOW,
         most=2, effects=_gives(relationships=0.6), source="000",
         why=N_("A few good words for a contact are a lasting piece of a relation.")),
    Kind(kind=ActionKind.MEETING, nature=OFFLINE, minutes=60, source="001 002",
         why=N_("Meeting people is what it is all for; LinkedIn does not see it.")),
    Kind(kind=ActionKind.PITCH, nature=HARM, minutes=3, half_pace=3,
         effects=_gives(relationships=-6), source="001",
         why=N_("Selling to someone right after connecting hurts more than silence; being blocked "
                "for it hurts most.")),
)  # fmt: skip

STOCKS = (
    StockKind(stock=Stock.PROFILE, points=8.4, half_count=None, source="000 001 002 003 004 help",
              why=N_("A full profile is the ground of the brand, and it is found and seen more "
                     "often.")),
    StockKind(stock=Stock.MEDIA, points=1, half_count=2, source="002 003 004",
              why=N_("The first few pictures or films matter, the tenth does not.")),
    StockKind(stock=Stock.SKILLS, points=1, half_count=5, source="000 002",
              why=N_("A handful of well-chosen skills is enough.")),
    StockKind(stock=Stock.ENDORSEMENTS, points=2.5, half_count=15, source="002 help",
              why=N_("Many small votes for one’s skills, each adding less than the one before.")),
    StockKind(stock=Stock.RECOMMENDATIONS, points=1, half_count=2, source="000",
              why=N_("Two or three good recommendations make the point.")),
    StockKind(stock=Stock.ARTICLES, points=2, half_count=3, source="002 003 004",
              why=N_("Articles that are years old still lift the score, and more of them little.")),
    StockKind(stock=Stock.NETWORK, points=13, half_count=350, source="000 001 help",
              why=N_("The size of the network, as far as numbers can say it; the first hundreds "
                     "count most.")),
    StockKind(stock=Stock.GROUPS, points=1.8, half_count=2, source="002 003 004 help",
              why=N_("A member of two or three groups has most of it.")),
)  # fmt: skip

CATALOGUE = Catalogue(kinds=KINDS, stocks=STOCKS)
"""The kinds in the order of `ActionKind`: this is the kind axis unless own actions are added."""
