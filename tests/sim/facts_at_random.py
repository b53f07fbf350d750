"""The same facts for people made at random: for how many of them each holds.

A fact that holds for the shipped members alone would be a fact about one file.  Here profile,
network, what somebody does and how much of it, licence, rates of acceptance and how strongly the
score answers are drawn, within what the fact's sentence says of the person; each function says
whether the fact holds for one of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Nature
from sim.planning.plan import plan
from sim.population.members import MEMBERS, MemberState
from sim.population.start import Start
from sim.response.curves import Array, stock_fraction
from sim.response.state import Assumptions, Parameters
from sim.terms import PILLAR_MAX, Member, Pillar, Stock
from sim.terms import ActionKind as K
from tests.sim import facts
from tests.sim.people import before_all

PEOPLE = 60
"""People per fact."""


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person made at random."""

    member: MemberState
    parameters: Parameters
    random: np.random.Generator
    """For what the fact itself leaves open."""

    def run(
        self,
        *phases: tuple[int, Mapping[str, float]],
        told: Assumptions | None = None,
        pace: Mapping[str, float] | None = None,
    ) -> Array:
        """(day, pillar) scores of somebody who has kept a pace, the usual one, and then does so."""
        member = self.member if pace is None else replace(self.member, pace=pace)
        path = facts.run(member, *phases, assumptions=told, parameters=self.parameters)
        return facts.scores(path)

    def steady(self, pace: Mapping[str, float]) -> float:
        """Points in total of who keeps a pace for good."""
        return float(self.run(pace=pace)[0].sum())

    def at_level(self, total: float, most: float = 8.0) -> "Someone":
        """With so much of the usual week, or so little, that the steady total is this."""
        low, high = 0.05, most
        for _ in range(25):
            middle = (low * high) ** 0.5
            below = self.steady(facts.times(self.member.pace, middle)) < total
            low, high = (middle, high) if below else (low, middle)
        pace = facts.times(self.member.pace, high)
        return replace(self, member=replace(self.member, pace=pace))


def someone(seed: int, like: Member, licence: bool | None = False, spread: float = 0.4) -> Someone:
    """A person who does about what a member does, each thing more or less often; what they have is
    drawn on its own."""
    random = np.random.default_rng([seed, list(Member).index(like)])
    shipped = MEMBERS[like]
    level = random.lognormal(0, spread / 2)
    pace = {
        kind: min(count * level * random.lognormal(0, spread), CATALOGUE[kind].most)
        for kind, count in shipped.pace.items()
        if licence or not CATALOGUE[kind].sales_navigator
    }
    stocks = {
        stock: count * random.lognormal(0, 0.75 * spread) for stock, count in shipped.stocks.items()
    }
    stocks[Stock.PROFILE] = float(
        np.clip(shipped.stocks[Stock.PROFILE] + random.normal(0, 0.1), 0, 1)
    )
    plain = random.uniform(0.22, 0.4)
    told = Assumptions(
        acceptance=plain,
        acceptance_with_note=plain + random.uniform(0.1, 0.3),
        sales_navigator=licence,
    )
    member = MemberState(stocks=stocks, pace=pace, assumptions=told)
    return Someone(member=member, parameters=_answering(random), random=random)


def _answering(random: np.random.Generator) -> Parameters:
    """Parameters of somebody whose score answers more or less strongly, and more or less soon."""
    people, layout = facts.PEOPLE, facts.MODEL.layout
    each = random.lognormal(0, 0.15) * random.lognormal(0, 0.08, len(Pillar))
    return replace(
        people,
        gain=people.gain * each[layout.pillar],
        half_life=people.half_life * random.lognormal(0, 0.1),
        half_pace=people.half_pace * random.lognormal(0, 0.12, people.half_pace.shape),
    )


def _one_of(seed: int) -> Member:
    return (Member.ORDINARY, Member.OCCASIONAL, Member.ACTIVE)[seed % 3]


def e1(seed: int) -> bool:
    """Somebody active at 50 to 60 stops content for four weeks."""
    one = someone(seed, Member.ACTIVE)
    one = one.at_level(one.random.uniform(50, 60))
    path = one.run((4, facts.without(one.member.pace, facts.CONTENT))).sum(axis=1)
    return bool(-0.01 <= path[0] - path[-1] <= 2)


def e2(seed: int) -> bool:
    """The same stops everything, and goes on after four weeks."""
    one = someone(seed, Member.ACTIVE)
    one = one.at_level(one.random.uniform(50, 60))
    path = one.run((4, {}), (8, one.member.pace))
    lost, total = path[0] - path[28], path.sum(axis=1)
    return bool(
        3 <= lost.sum() <= 12
        and min(lost[1], lost[2]) > max(lost[0], lost[3])
        and total[84] - total[28] >= 0.8 * lost.sum()
    )


def e3(seed: int) -> bool:
    """Whoever it is writes one article, or one a month, or four."""
    one = someone(seed, _one_of(seed))
    usual, at = (
        facts.doses((26, facts.without(one.member.pace, [K.ARTICLE]))),
        CATALOGUE.index(K.ARTICLE),
    )

    def written(days: range) -> Array:
        doses = usual.copy()
        doses[list(days), at] += 1
        state = facts.start(one.member, one.parameters)
        return facts.scores(
            facts.MODEL.simulate(one.parameters, state, doses, one.member.assumptions)
        )

    gained = (written(range(1)) - written(range(0)))[:, 0]
    more = (written(range(0, 182, 7)) - written(range(0, 182, 28))).sum(axis=1).max()
    return bool(gained[-1] >= 0.5 * gained.max() and 0 <= more <= 1.5)


def e4(seed: int) -> bool:
    """Twenty minutes to two hours a week in each pillar in turn."""
    one = someone(seed, Member.ORDINARY)
    budget = one.random.uniform(20, 120)
    usual = one.run((4, one.member.pace))
    rises = np.stack(
        [
            (one.run((4, facts.plus(one.member.pace, facts.spread_over(pillar, budget)))) - usual)[
                :, at
            ]
            for at, pillar in enumerate(Pillar)
        ]
    )
    return bool(rises[:, 7].argmax() == 3 and rises[:, 28].argmax() == 3)


def e5(seed: int) -> bool:
    """Thirty plain requests a week that nobody answers; five pitches."""
    one = someone(seed, _one_of(seed))
    before = one.run()[0, 3]

    def change(kind: str, count: float, told: Assumptions) -> float:
        return float(
            one.run((4, facts.plus(one.member.pace, {kind: count})), told=told)[-1, 3] - before
        )

    told = one.member.assumptions
    unanswered = change(K.REQUEST, 30, replace(told, acceptance=0.0))
    return change(K.PITCH, 5, told) < unanswered < 0


def e6(seed: int) -> bool:
    """2 to 60 requests a week for 2 to 26 weeks, and the same at one in five accepted or fewer."""
    one = someone(seed, _one_of(seed))
    base = facts.without(one.member.pace, [K.REQUEST, K.REQUEST_WITH_NOTE])
    count, weeks = one.random.uniform(2, 60), int(one.random.integers(2, 27))
    rare, told = one.random.uniform(0, 0.2), one.member.assumptions

    def gained(kind: str, told: Assumptions) -> float:
        asked = one.run((weeks, {**base, kind: count}), told=told, pace=base)
        return float((asked - one.run((weeks, base), told=told, pace=base))[-1, 3])

    plain, noted = gained(K.REQUEST, told), gained(K.REQUEST_WITH_NOTE, told)
    seldom = [
        gained(K.REQUEST, replace(told, acceptance=rare)),
        gained(K.REQUEST_WITH_NOTE, replace(told, acceptance_with_note=rare)),
    ]
    full = (
        float(one.run((weeks, {**base, K.REQUEST: count}), pace=base)[-1, 3]) >= PILLAR_MAX - 1e-9
    )
    return (noted > plain or full) and max(seldom) <= 1e-6


def e7(seed: int) -> bool:
    """Somebody like each of the members; without the licence at most 80, and more with it."""
    bands = {
        Member.INACTIVE: (10, 30), Member.ORDINARY: (30, 50), Member.OCCASIONAL: (30, 50),
        Member.ACTIVE: (50, 80),
    }  # fmt: skip
    like = list(Member)[seed % 5]
    if like in bands:
        one = someone(seed, like, spread=0.3)
        low, high = bands[like]
        return low <= one.steady(one.member.pace) <= high
    free, paid = someone(seed, like, spread=0.3), someone(seed, like, licence=True, spread=0.3)
    reached, licensed = free.steady(free.member.pace), paid.steady(paid.member.pace)
    return reached <= 80 and licensed > reached + 4


def e8(seed: int) -> bool:
    """Much content on a bare profile, and all four pillars in the same minutes."""
    one = someone(seed, Member.ACTIVE)
    content = {
        kind: count * one.random.lognormal(0, 0.4)
        for kind, count in {
            K.ACTIVE_DAY: 5, K.POST: 4, K.REPOST: 3, K.COMMENT: 12, K.REACTION: 30,
            K.GROUP_POST: 2, K.ENGAGEMENT_RECEIVED: 40,
        }.items()
    }  # fmt: skip
    stocks = {Stock.PROFILE: one.random.uniform(0, 0.4), Stock.NETWORK: one.random.uniform(10, 120)}
    bare = replace(one, member=replace(one.member, stocks=stocks))
    share = facts.minutes(content) / facts.minutes(one.member.pace)
    return one.steady(facts.times(one.member.pace, share)) - bare.steady(content) >= 10


def e9(seed: int) -> bool:
    """Somebody ordinary."""
    one = someone(seed, Member.ORDINARY, spread=0.3)
    return facts.averages_hold(one.run()[0])


def e10(seed: int) -> bool:
    """From 64, four weeks of 2 to 2.6 times as much of everything."""
    one = at_64(seed)
    path = one.run((4, facts.times(one.member.pace, one.random.uniform(2, 2.6))))
    return bool(4 <= path[-1].sum() - path[0].sum() <= 9)


def at_64(seed: int) -> Someone:
    """Somebody with much to show who comes to 64 with a week that leaves room for clearly more."""
    while True:
        one = someone(seed, Member.ACTIVE)
        has = {
            stock: 1.0 if stock is Stock.PROFILE else count * one.random.lognormal(0, 0.3)
            for stock, count in MEMBERS[Member.INTENSIVE].stocks.items()
        }
        has[Stock.NETWORK] = 1_000 * one.random.lognormal(0, 0.3)
        one = replace(one, member=replace(one.member, stocks=has))
        if one.steady(facts.times(one.member.pace, 2.5)) > 64:
            return one.at_level(64)
        seed += 1_000


def e11(seed: int) -> bool:
    """From an empty profile, thirty days of a full plan."""
    one = someone(seed, Member.INACTIVE)
    full = {
        kind: count * one.random.lognormal(0, 0.3)
        for kind, count in {
            K.ACTIVE_DAY: 7, K.PROFILE_SECTION: 7 / 3, K.SKILL: 2, K.COMMENT: 7, K.REACTION: 21,
            K.POST: 2, K.ENGAGEMENT_RECEIVED: 10, K.PEOPLE_SEARCH: 5, K.PROFILE_VIEW: 14,
            K.REQUEST_WITH_NOTE: 10, K.MESSAGE: 5,
        }.items()
    }  # fmt: skip
    empty = replace(
        one, member=replace(one.member, stocks={Stock.NETWORK: one.random.uniform(5, 80)})
    )
    total = empty.run((5, full)).sum(axis=1)
    return bool(10 <= total[30] - total[0] <= 25)


def e12(seed: int) -> bool:
    """From a quarter of the half-pace on an action more gives less than the one before, and from
    twice the half-pace on a doubling does."""
    one = someone(seed, _one_of(seed), licence=True)
    told, weeks = one.member.assumptions, int(one.random.integers(4, 27))
    shares, layout = facts.MODEL.layout.shares(told), facts.MODEL.layout
    good = np.zeros(len(CATALOGUE))
    np.maximum.at(good, layout.kind, np.where(layout.sign > 0, shares, 0.0))
    counted = np.flatnonzero(good)
    first = np.zeros(len(CATALOGUE))
    first[counted] = one.parameters.half_pace[0, counted] / 4 / good[counted]
    paces = first * 2.0 ** np.arange(8)[:, None]
    state = before_all(one.parameters, one.member.stocks)
    ends = [
        facts.MODEL.step(one.parameters, state, np.tile(pace / 7, (7 * weeks, 1)), told)
        for pace in paces
    ]
    points = [facts.MODEL.contributions(one.parameters, end, told).kinds[0] for end in ends]
    gains = np.maximum(np.diff(np.sum(points, axis=2), axis=0), 0.0)[:, counted]
    each = gains / np.diff(paces, axis=0)[:, counted]
    counts = 2.0 ** np.arange(7)
    stocks = [
        np.diff(stock_fraction(row.half_count * counts, row.half_count))
        for row in CATALOGUE.stocks if row.half_count is not None
    ]  # fmt: skip
    less = (np.diff(each, axis=0) <= 1e-12).all() and (np.diff(gains[3:], axis=0) <= 1e-12).all()
    return bool(less and (np.diff(stocks, axis=1) < 0).all())


def e13(seed: int) -> bool:
    """A seller at 50 for whom 75 is looked for."""
    one = someone(seed, Member.OCCASIONAL, licence=True).at_level(50)
    usual = facts.week(one.member.pace)
    start = Start(
        parameters=one.parameters, state=facts.start(one.member, one.parameters),
        assumptions=one.member.assumptions, usual=usual, assumed=np.zeros_like(usual),
    )  # fmt: skip
    made = plan(facts.MODEL, start, days=26 * 7, target=75, minutes=150, free=True)
    received = {kind.kind for kind in CATALOGUE.of(Nature.RECEIVED)}
    ends = [
        one.run((26, pace))[-1]
        for pace in (made.pace, facts.without(made.pace, set(made.pace) - received))
    ]
    added = ends[0] - ends[1]
    return bool(
        (made.reached == (made.total >= 75 - 1e-3))
        and made.minutes <= 150 + 1e-6
        and (added > 0.3).all()
    )


EACH: Mapping[str, Callable[[int], bool]] = {
    "E1": e1, "E2": e2, "E3": e3, "E4": e4, "E5": e5, "E6": e6, "E7": e7, "E8": e8, "E9": e9,
    "E10": e10, "E11": e11, "E12": e12, "E13": e13,
}  # fmt: skip


def holding(fact: str, people: int = PEOPLE) -> float:
    """The part of so many people for whom a fact holds."""
    return float(np.mean([EACH[fact](seed) for seed in range(people)]))
