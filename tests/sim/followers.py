"""Whether plans arrive: simulated people ask for a plan, follow it, and are looked at.

`python -m tests.sim.followers [people]` prints, for 4, 12 and 26 weeks and for an even and a sure
plan, which part of those who were promised their target has it on the date, and how the rules were
kept.
"""

import sys
from dataclasses import dataclass, replace

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.inference.fit import fit
from sim.planning.plan import Plan, Planner, PlannerWish
from sim.population.start import today
from sim.response.curves import WEEK, Array
from sim.response.state import stock_counts
from sim.terms import PILLAR_MAX, ActionKind
from tests.sim.people import MODEL, Person, World, person

PEOPLE = 200
"""Per horizon and chance."""
WEEKS = (4, 12, 26)
READINGS = (3, 8, 26)


@dataclass(frozen=True, kw_only=True, eq=False)
class Followed:
    """A plan and what became of it."""

    made: Plan
    arrived: float
    """Points in total that LinkedIn showed on the date, less the target."""
    promised: float
    """The plan's median, less the target."""
    falls: float
    """Points that the pillar which loses most is foreseen to lose; below 0: none does."""


def followed(seed: int, weeks: int, sure: float) -> Followed:
    """One person who wants 2 to 8 points more, and does what the plan says."""
    one = person(World.OWN, READINGS[seed % len(READINGS)], seed)
    starts = fit(MODEL, one.evidence).starts
    now = np.median(today(MODEL, starts), axis=0)
    target = float(now.sum()) + np.random.default_rng(seed).uniform(2, 8)
    wish = PlannerWish(days=WEEK * weeks, target=min(target, 98.0), sure=sure)
    made = Planner(MODEL, starts, wish).plan()
    total = float(_lived(one, made, weeks).sum())
    return Followed(
        made=made,
        arrived=total - wish.target,
        promised=made.total - wish.target,
        falls=float((now - np.array(made.pillars)).max()),
    )


def _lived(one: Person, made: Plan, weeks: int) -> Array:
    """(pillar,) what is shown to somebody who follows the plan: what was shown to them as they
    lived, and what the plan changes by their own law."""
    days = WEEK * weeks
    state = MODEL.empty(one.truth, {})
    state = MODEL.step(one.truth, state, one.evidence.doses, one.evidence.assumptions)
    state = replace(state, stocks=stock_counts(CATALOGUE, one.evidence.stocks))
    ends = [
        MODEL.simulate(one.truth, state, doses, one.evidence.assumptions).pillars[0, -1]
        for doses in (made.doses(CATALOGUE, days), one.later[:days])
    ]
    scores: Array = np.clip(one.shown[weeks - 1] + ends[0] - ends[1], 0.0, PILLAR_MAX)
    return scores


def _kept(made: Plan) -> bool:
    """Whether no more requests are without a note than with one, and at most five kinds change."""
    week = {**made.kept, **made.pace}
    plain, noted = week.get(ActionKind.REQUEST, 0.0), week.get(ActionKind.REQUEST_WITH_NOTE, 0.0)
    more = sum(pace > made.usual[kind] + 1e-9 for kind, pace in made.pace.items())
    return plain <= noted + 1e-9 and more <= 5


def main(count: int) -> None:
    """Print the table, row by row as it comes."""
    for weeks in WEEKS:
        for sure in (0.5, 0.8):
            every = [followed(seed, weeks, sure) for seed in range(count)]
            held = [one for one in every if one.made.reached]
            arrived = float(np.mean([one.arrived >= 0 for one in held]))
            bias = float(np.median([one.arrived - one.promised for one in held]))
            kept = float(np.mean([_kept(one.made) for one in every]))
            falls = float(np.mean([one.falls > 0.25 for one in held]))
            print(
                f"{weeks:>2} weeks, sure {sure:.0%}: {len(held)} promised, {arrived:.0%} arrive, "
                f"shown against promised {bias:+.2f}; rules kept {kept:.0%}, a pillar falls "
                f"{falls:.0%}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
