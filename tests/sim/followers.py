"""Whether plans arrive: simulated people ask for a plan, follow it, and are looked at.

`python -m tests.sim.followers [people] [first seed]` prints, for 4, 12 and 26 weeks and for an even
and a sure plan, which part of those who were promised their target has it on the date, with its
standard error, and how the rules were kept.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.inference.fit import fit
from sim.planning.plan import Plan, Planner
from sim.planning.problem import PlannerWish
from sim.planning.rules import KINDS
from sim.population.start import Starts, today
from sim.response.curves import WEEK
from sim.terms import ActionKind, Stock
from tests.sim.people import FOREIGN, MODEL, Person, World, person

PEOPLE = 200
"""Per horizon and chance."""
FIRST = 14_000
"""Seeds from here on are the people that are looked at; no number was chosen by them."""
WEEKS = (4, 12, 26)
READINGS = (1, 3, 8, 26)
MORE = {4: (1.0, 4.0), 12: (2.0, 8.0), 26: (2.0, 8.0)}
"""Weeks → from how many to how many points more one wants."""
AIMS = {0.5: ".45–.55", 0.8: ".75–.85"}
WISHES = tuple((weeks, sure) for sure in AIMS for weeks in WEEKS)
NOTICED = 0.25
"""Points that a pillar has to lose before one sees it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Followed:
    """A plan and what became of it."""

    made: Plan
    total: float
    """Points in total that LinkedIn showed on the date."""
    falls: float
    """Points that the pillar which loses most is foreseen to lose; below 0: none does."""

    @property
    def arrived(self) -> bool:
        """Whether the target was there on the date."""
        return self.total >= self.made.wish.target


def followed(one: Person, starts: Starts, wish: tuple[int, float], seed: int) -> Followed:
    """Somebody wants some points more in so many weeks, so sure, and does what the plan says."""
    weeks, sure = wish
    now = np.median(today(MODEL, starts), axis=0)
    target = float(now.sum()) + np.random.default_rng(seed).uniform(*MORE[weeks])
    days = WEEK * weeks
    wanted = PlannerWish(days=days, target=min(target, 98.0), sure=sure)
    planner = Planner(MODEL, starts, wanted)
    made = planner.plan()
    if not made.reached:  # out of reach, one follows the week of the next milestone
        made = planner.milestone(made) or made
    return Followed(
        made=made,
        total=float(one.with_doses(really_done(made, one).doses(CATALOGUE, days)).sum()),
        falls=float((now - np.array(made.pillars)).max()),
    )


def followers(worlds: Sequence[World], count: int, first: int) -> Iterator[list[Followed]]:
    """Per person what became of a plan for every one of `WISHES`."""
    for seed in range(first, first + count):
        readings = READINGS[seed // len(worlds) % len(READINGS)]
        one = person(worlds[seed % len(worlds)], readings, seed)
        starts = fit(MODEL, one.evidence).starts
        yield [followed(one, starts, wish, seed) for wish in WISHES]


def really_done(made: Plan, one: Person) -> Plan:
    """The plan to the letter: all that it does not set goes on as it really went, also where the
    journal is too short to tell how that was.  What lasts goes on as the plan has it."""
    lasting = {kind.kind for kind in CATALOGUE.kinds
               if any(feed.stock is not Stock.NETWORK for feed in kind.feeds)}  # fmt: skip
    kept = dict(zip(CATALOGUE.names, one.usual.tolist(), strict=True))
    kept |= {kind: made.kept.get(kind, 0.0) for kind in lasting}
    return replace(made, kept={kind: kept[kind] for kind in kept if kind not in made.usual})


def _noted(made: Plan) -> bool:
    """Whether no more requests are without a note than with one."""
    week = {**made.kept, **made.pace}
    plain, noted = week.get(ActionKind.REQUEST, 0.0), week.get(ActionKind.REQUEST_WITH_NOTE, 0.0)
    return plain <= noted + 1e-9


def _few(made: Plan) -> bool:
    """Whether at most five kinds are done more than so far."""
    return sum(pace > made.usual[kind] + 1e-9 for kind, pace in made.pace.items()) <= KINDS


def rows(count: int, first: int = FIRST) -> Iterator[tuple[str, str, str]]:
    """Rows of docs/model.md: what, aim, reached."""
    every: list[Followed] = []
    for law, worlds in (("own law", (World.OWN,)), ("foreign laws", FOREIGN)):
        plans = list(zip(*followers(worlds, count, first), strict=True))
        for sure, aim in AIMS.items():
            said = []
            for (_weeks, wanted), some in zip(WISHES, plans, strict=True):
                held = [one for one in some if one.made.reached]
                if wanted != sure:
                    continue
                arrive = np.mean([one.arrived for one in held])
                told = np.mean([one.made.probability for one in held])
                doubt = np.sqrt(arrive * (1 - arrive) / len(held))
                said.append(f"{arrive:.2f} ± {doubt:.2f} of {len(held)}, told {told:.2f}")
            yield f"plans that arrive, {law}, weeks {WEEKS}, {sure:.0%}", aim, "; ".join(said)
        every += [one for some in plans for one in some]
    held = [one for one in every if one.made.reached]
    yield "at most five kinds are changed", "≥ 95 %", _share([_few(one.made) for one in every])
    noted = _share([_noted(one.made) for one in every])
    yield "no more requests without a note than with one", "100 %", noted
    still = _share([one.falls <= NOTICED for one in held])
    yield "no pillar is foreseen to fall", "100 %", still


def _share(kept: Sequence[bool]) -> str:
    return f"{np.mean(kept):.1%} of {len(kept)}"


if __name__ == "__main__":
    for what, aim, reached in rows(*map(int, sys.argv[1:]) if sys.argv[1:] else (PEOPLE,)):
        print(f"{what:52} {aim:10} {reached}", flush=True)
