"""Whether plans arrive: simulated people ask for a plan, follow it, and are looked at.

`python -m tests.sim.followers [people]` prints, for 4, 12 and 26 weeks and for an even and a sure
plan, which part of those who were promised their target has it on the date, and how the rules were
kept.  `python -m tests.sim.followers fit [people]` makes the table of `sim.planning.promises` anew,
from other people than those that are looked at.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.inference.fit import fit
from sim.planning import promises
from sim.planning.plan import Plan, Planner, PlannerWish
from sim.planning.promises import WEEKS
from sim.planning.rules import KINDS
from sim.population.start import today
from sim.response.curves import WEEK
from sim.terms import ActionKind
from tests.sim.people import FOREIGN, MODEL, World, person

PEOPLE = 200
"""Per horizon and chance."""
FITTED = 10_000
"""Seeds from here on are the people that the table is made from."""
READINGS = (3, 8, 26)
MORE = {4: (1.0, 4.0), 12: (2.0, 8.0), 26: (2.0, 8.0)}
"""Weeks → from how many to how many points more one wants."""
OWN = (World.OWN,)
BOTH = tuple(world for foreign in FOREIGN for world in (World.OWN, foreign))
"""Those whom the table is made from: every second one lives by a law that is not ours."""
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
        return self.total >= self.made.target


def followed(seed: int, weeks: int, sure: float, worlds: Sequence[World] = OWN) -> Followed:
    """One person who wants some points more, and does what the plan says."""
    one = person(worlds[seed % len(worlds)], READINGS[seed // len(worlds) % len(READINGS)], seed)
    starts = fit(MODEL, one.evidence).starts
    now = np.median(today(MODEL, starts), axis=0)
    target = float(now.sum()) + np.random.default_rng(seed).uniform(*MORE[weeks])
    days = WEEK * weeks
    wish = PlannerWish(
        days=days, target=min(target, 98.0), sure=sure, lift=promises.lift(days, sure)
    )
    made = Planner(MODEL, starts, wish).plan()
    return Followed(
        made=made,
        total=float(one.with_doses(made.doses(CATALOGUE, WEEK * weeks)).sum()),
        falls=float((now - np.array(made.pillars)).max()),
    )


def _noted(made: Plan) -> bool:
    """Whether no more requests are without a note than with one."""
    week = {**made.kept, **made.pace}
    plain, noted = week.get(ActionKind.REQUEST, 0.0), week.get(ActionKind.REQUEST_WITH_NOTE, 0.0)
    return plain <= noted + 1e-9


def _few(made: Plan) -> bool:
    """Whether at most five kinds are done more than so far."""
    return sum(pace > made.usual[kind] + 1e-9 for kind, pace in made.pace.items()) <= KINDS


def rows(count: int) -> Iterator[tuple[str, str, str]]:
    """Rows of docs/model.md: what, aim, reached."""
    every: list[Followed] = []
    for sure, aim in ((0.5, ".45–.55"), (0.8, ".75–.85")):
        for law, worlds in (("own law", OWN), ("foreign laws", FOREIGN)):
            said = []
            for weeks in WEEKS:
                some = [followed(seed, weeks, sure, worlds) for seed in range(count)]
                held = [one for one in some if one.made.reached]
                arrive = np.mean([one.arrived for one in held])
                told = np.mean([one.made.probability for one in held])
                said.append(f"{arrive:.2f} of {len(held)}, told {told:.2f}")
                every += some
            yield f"plans that arrive, {law}, weeks {WEEKS}, {sure:.0%}", aim, "; ".join(said)
    held = [one for one in every if one.made.reached]
    yield "at most five kinds are changed", "≥ 95 %", _share([_few(one.made) for one in every])
    noted = _share([_noted(one.made) for one in every])
    yield "no more requests without a note than with one", "100 %", noted
    still = _share([one.falls <= NOTICED for one in held])
    yield "no pillar is foreseen to fall", "100 %", still


def _share(kept: Sequence[bool]) -> str:
    return f"{np.mean(kept):.1%} of {len(kept)}"


def fitted(count: int) -> dict[float, list[float]]:
    """The table made anew: what is shown to a part as large as promised is at least `assured`."""
    table: dict[float, list[float]] = {}
    for sure in promises.LIFTS:
        for weeks in WEEKS:
            some = [followed(FITTED + seed, weeks, sure, BOTH) for seed in range(count)]
            off = [one.total - one.made.assured for one in some if one.made.reached]
            more = promises.lift(WEEK * weeks, sure) + float(np.quantile(off, 1 - sure))
            table.setdefault(sure, []).append(more)
            print(f"{weeks} weeks, {sure:.0%}: {more:+.2f} from {len(off)}", flush=True)
    return table


def main(words: Sequence[str]) -> None:
    """Print the table, row by row as it comes, or make the one of the promises."""
    if words[:1] == ["fit"]:
        table = fitted(int(words[1]) if words[1:] else PEOPLE)
        page = Path(promises.__file__)
        text = page.read_text(encoding="utf-8")
        for sure, row in table.items():
            new = f"{sure}: ({', '.join(f'{more:.2f}' for more in row)}),"
            text = re.sub(rf"{sure}: \([^)]*\),", new, text)
        page.write_text(text, encoding="utf-8")
        return
    for what, aim, reached in rows(int(words[0]) if words else PEOPLE):
        print(f"{what:52} {aim:10} {reached}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
