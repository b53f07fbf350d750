"""The cheapest weekly pace that reaches a target by a date, proven so; and how soon one can.

Exact whatever the curves, because the points of different kinds add up: every kind gets a ladder
of paces, the model says what each rung gives on the date, and one rung per kind is chosen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.catalogue.kinds import Catalogue, Nature
from sim.errors import SimError
from sim.planning.choices import Menu, Results, menu, most_days
from sim.planning.problem import SHORT, TICKS, Aim, Options, lost_points
from sim.planning.search import Bought, cheapest, nearest
from sim.population.start import Starts, several
from sim.response.active_days import ACTIVE, seen
from sim.response.curves import WEEK, Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import widened
from sim.scenario.cadence import Cadence, Rhythm
from sim.scenario.scenario import Goal, Phase, Scenario
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

TRIES = 8
"""Margins to try; three or four are enough, because a draw's shortfall tells the next one."""


BLOCKED = 2
"""Margins out of reach after which the nearest is taken: to prove that takes longest."""


CLOSE = 0.05
"""Points to spare at which a margin is good enough."""


NEIGHBOURS = 3
"""Options up and down that an exchange looks at; the first, which leaves it out, comes to them."""


LOOSE = 0.3
"""Points that an exchange may lose on average and still be tried on the draws."""


EXCHANGES = 40


AT_ONCE = 200
"""Exchanges tried on all draws at once, the greatest savings first."""


def chance(drawn: Results, aim: Aim, choice: Sequence[int]) -> float:
    """The part of the draws that reaches the aim with a choice."""
    return float(np.mean(_spare(drawn, aim, _points(drawn, choice)) > -SHORT))


def scores(drawn: Results, choice: Sequence[int]) -> Array:
    """(draw, pillar) scores on the date with a choice."""
    return drawn.scores(_points(drawn, choice))


def at_least(values: Array, sure: float) -> float:
    """What more than so many of the values are not below: at even chances the median, too."""
    falling = np.sort(values)[::-1]
    return float(falling[int(sure * len(falling) + 1e-9)])


def surest(
    options: Options,
    drawn: Results,
    aim: Aim,
    most: int | None,
    sure: float | None,
    *,
    near: bool = True,
) -> tuple[list[int] | None, bool]:
    """The choice with which so many of the draws reach the aim, and True; or the nearest, and
    False; no choice when even idling takes more than `most` ticks, or none is wanted but one that
    reaches it: without `near`.  With `sure` None the expected points have to.

    The cheapest for the expected points with a margin, improved by exchanges on the draws: what is
    proven is that no cheaper one is expected to reach the aim with that margin.
    """
    if sure is None or len(drawn.ground) == 1:
        exact = cheapest(options, aim, most)
        if exact or not near:
            return exact, exact is not None
        return nearest(options, aim, most), False
    best: list[int] | None = None
    bought = Bought(options)
    low, high, margin, blocked = -np.inf, np.inf, 0.0, 0
    last: list[int] | None = None
    stride = 1.0
    for _ in range(TRIES):
        choice = cheapest(options, _raised(aim, margin), most, bought)
        spare = np.inf if choice is None else _assured(drawn, aim, choice, sure)
        if choice is not None and spare > -SHORT:
            best, high = choice, margin
        elif choice is None:
            high, blocked = margin, blocked + 1
            if blocked > BLOCKED or (margin <= 0 and sure >= 0.5):
                break
        else:
            low = margin
        if -SHORT < spare <= CLOSE or high - low < CLOSE:
            break
        # A margin that changes nothing was far too small a step: options lie points apart.
        stride, last = (3.0 * stride if choice and choice == last else 1.0), choice
        margin += stride * (CLOSE / 2 - spare) if np.isfinite(spare) else -2.0
        if not low < margin < high:
            margin = (low + high) / 2
    if best is None and not near:
        return None, False
    if best is None:
        return nearest(options, _raised(aim, max(margin, 0.0)), most, bought), False
    return exchanged(options, drawn, aim, best, sure), True


def exchanged(
    options: Options, drawn: Results, aim: Aim, choice: Sequence[int], sure: float
) -> list[int]:
    """A choice made cheaper by changing one or two groups at a time, while it stays as sure."""
    chosen = list(choice)
    for _ in range(EXCHANGES):
        points = _points(drawn, chosen)
        moves = list(_moves(options, chosen))
        group = np.array([at for at, _ in moves])
        saved = np.array(
            [options.ticks[at][chosen[at]] - options.ticks[at][to] for at, to in moves]
        )
        change = np.stack(
            [drawn.points[at][:, to] - drawn.points[at][:, chosen[at]] for at, to in moves]
        )
        lost = -change.sum(axis=2).mean(axis=1)
        slack = _assured(drawn, aim, chosen, sure) + LOOSE
        one, two = np.triu_indices(len(moves))
        both = one != two
        now = drawn.active(chosen)
        days = np.array([drawn.days[at][to] - drawn.days[at][chosen[at]] for at, to in moves])
        days = now + days[one] + days[two] * both
        saving = saved[one] + np.where(both, saved[two], 0)
        losing = lost[one] + np.where(both, lost[two], 0)
        idle = drawn.lost(np.array([now]))
        losing += lost_points(drawn.absent.mean(axis=0), days).sum(axis=1) - idle.sum(axis=2).mean()
        apart = ~both | (group[one] != group[two])
        tried = np.flatnonzero((saving > 0) & apart & (losing <= slack))
        tried = tried[np.argsort(-saving[tried], kind="stable")]
        for start in range(0, len(tried), AT_ONCE):
            some = tried[start : start + AT_ONCE]
            after = points + change[one[some]] + change[two[some]] * both[some, None, None]
            after += idle - drawn.lost(days[some])
            good = np.flatnonzero(np.mean(_spare(drawn, aim, after) > -SHORT, axis=1) > sure + 1e-9)
            if len(good):
                for at, to in {moves[place[some[good[0]]]] for place in (one, two)}:
                    chosen[at] = to
                break
        else:
            break
    return chosen


def _moves(options: Options, chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(group, option) for the options next to the chosen ones, dearer and cheaper."""
    for group, at in enumerate(chosen):
        near = range(at - NEIGHBOURS, at + NEIGHBOURS + 1)
        for to in near if at <= NEIGHBOURS else (0, *near):
            if to != at and 0 <= to < len(options.ticks[group]):
                yield group, to


def _points(drawn: Results, choice: Sequence[int]) -> Array:
    """(draw, pillar) points of a choice, before the cap."""
    points: Array = drawn.ground + sum(
        part[:, at] for part, at in zip(drawn.points, choice, strict=True)
    )
    points -= drawn.lost(np.array([drawn.active(choice)]))[0]
    return points


def _spare(drawn: Results, aim: Aim, points: Array) -> Array:
    """(…, draw) points above the aim, below 0 where it is missed, in its scarcest part."""
    scores = drawn.scores(points)
    spare: Array = scores.sum(axis=-1) - aim.total
    for pillar in np.flatnonzero(np.isfinite(aim.floors)).tolist():
        spare = np.minimum(spare, scores[..., pillar] - aim.floors[pillar])
    return widened(spare, drawn.stretch)


def _assured(drawn: Results, aim: Aim, choice: Sequence[int], sure: float) -> float:
    """Points above the aim that so many of the draws have at least."""
    return at_least(_spare(drawn, aim, _points(drawn, choice)), sure)


def _raised(aim: Aim, margin: float) -> Aim:
    """The aim with a margin; one pillar spreads about half as much as the total."""
    total = aim.total + margin if aim.total > 0 else 0.0
    return replace(aim, total=total, floors=aim.floors + margin / 2)


HORIZONS = (2, 4, 8, 13, 26, 39, 52, 78, 104)
"""Weeks to look at for the nearest date; between two of them it is found by halving."""


PER_KIND = 4.0
"""Minutes a week that a kind of action more has to save: it is one more habit to keep in mind."""


USUAL_KINDS = 10
"""Of a plan, to know how far to look for one of few kinds where minutes are limited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A weekly pace and what it comes to."""

    pace: Mapping[str, float]
    """Actions per week of every kind that has a place in the plan, others' doing included; active
    days only beyond those on which something else is done."""
    minutes: float
    """Per week."""
    days: int
    """Until the date."""
    total: float
    """Points on the date: the median of the draws, as a forecast shows it."""
    pillars: tuple[float, ...]
    """The same by pillar."""
    target: float
    """Points in total; 0: only pillars were asked for."""
    floors: Mapping[Pillar, float]
    """Points asked for by pillar."""
    sure: float | None
    """The part of the draws that has to reach it; None: the expected points have to."""
    probability: float
    """The part of the draws that does."""
    assured: float
    """Points in total that so many of the draws have at least; half of them without `sure`."""
    reached: bool
    """False: the target is out of reach, and this is as near as it gets."""
    stop: tuple[str, ...]
    """Harmful kinds of the usual week; the plan counts on their end."""
    active: float = 0.0
    """Active days per week that it counts on: one for every action, as far as there are days."""

    def doses(self, catalogue: Catalogue, days: int) -> Array:
        """(day, kind), the pace spread evenly."""
        week = np.array([self.pace.get(kind, 0.0) for kind in catalogue.names])
        week[ACTIVE] = self.active
        return np.tile(week / WEEK, (days, 1))

    def scenario(self, catalogue: Catalogue, name: str, description: str = "") -> Scenario:
        """The plan as a scenario: its pace from the next day on, and nothing else of one's own.

        Active days are left to follow from the others (`sim.presence`) where they do.
        """
        do, looks = [], catalogue.names[ACTIVE]
        paces = {kind: pace for kind, pace in self.pace.items() if kind != looks}
        marks = dict(zip(catalogue.names, seen(catalogue).tolist(), strict=True))
        done = sum(pace * marks[kind] for kind, pace in paces.items())
        if 0 < self.active != min(done, WEEK):
            paces[looks] = self.active
        for kind, pace in paces.items():
            received = catalogue[kind].nature is Nature.RECEIVED
            even = Cadence(rhythm=Rhythm.EVENLY, count=pace, days=WEEK)
            do.append((kind, Cadence.of_usual(1.0) if received else even))
        confidence = self.sure or 0.5
        goals = [(None, self.target)] if self.target > 0 else []
        return Scenario(
            name=name,
            description=description,
            phases=(Phase(do=tuple(do), others=0.0),),
            goals=tuple(
                Goal(pillar=pillar, points=points, by=self.days, confidence=confidence)
                for pillar, points in [*goals, *self.floors.items()]
            ),
        )


def plan(  # noqa: PLR0913  # named, most of them optional
    model: ResponseModel,
    starts: Starts,
    *,
    days: int,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    sure: float | None = 0.5,
    stretch: float = 1.0,
    per_kind: float = PER_KIND,
) -> Plan:
    """The cheapest pace from tomorrow on with `target` points, and as many by pillar, on the date.

    Cheapest is what takes the fewest minutes a week, where each kind of action counts `per_kind`
    minutes more; with 0 minutes alone count, as they do where `minutes` would not be enough else.

    So many of the draws as `sure` says reach it; with None the expected points do, which is all
    that is proven.  `minutes` caps the week, `limits` the pace per week of single kinds (least,
    most); `stretch` is the person's (`sim.backtest`).  Others' doing goes on as usual, harmful
    kinds stop.  Out of reach: the pace that comes nearest.  SimError when the limits alone take
    more minutes than there are.
    """
    floors = dict(pillars or {})
    _check(days, target, floors, sure)
    most = None if minutes is None else int(minutes * TICKS + 1e-6)

    def found(
        each: float, most: int | None, *, near: bool
    ) -> tuple[Menu, Results, Aim, list[int] | None, bool]:
        choices, options, drawn = menu(model, starts, limits or {}, days, stretch, each)
        aim = _aim(drawn, target, floors)
        return choices, drawn, aim, *surest(options, drawn, aim, most, sure, near=near)

    room = None if most is None else most + int(USUAL_KINDS * per_kind * TICKS)
    choices, drawn, aim, chosen, reached = found(per_kind, room, near=most is None)
    if minutes is not None and (chosen is None or choices.minutes(chosen) > minutes):
        choices, drawn, aim, chosen, reached = found(0.0, most, near=True)
    if chosen is None:
        raise SimError("the limits take more minutes than there are")
    catalogue, week = model.catalogue, choices.week(chosen)
    usual = several(starts)[0].usual
    active = min(float(week @ seen(catalogue)), most_days(catalogue, limits or {}))
    end = scores(drawn, chosen)
    return Plan(
        pace={catalogue.names[at]: float(week[at]) for at in np.flatnonzero(week)},
        minutes=choices.minutes(chosen),
        days=days,
        total=float(np.median(end.sum(axis=1))),
        pillars=tuple(np.median(end, axis=0).tolist()),
        target=target,
        floors=floors,
        sure=sure,
        probability=chance(drawn, aim, chosen),
        assured=at_least(widened(end.sum(axis=1), stretch), sure or 0.5),
        reached=reached,
        stop=tuple(
            kind.kind for kind in catalogue.of(Nature.HARM) if usual[catalogue.index(kind.kind)] > 0
        ),
        active=active,
    )


def soonest(
    model: ResponseModel,
    starts: Starts,
    *,
    after: int,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
) -> int | None:
    """The fewest days, beyond `after`, in which expected points can get there; None: not in two
    years.

    What fades can put a target out of reach again: looked for is the first time that it is within
    reach, between two of `HORIZONS`.
    """
    floors = dict(pillars or {})
    _check(after, target, floors, None)
    most = None if minutes is None else int(minutes * TICKS + 1e-6)

    def possible(days: int) -> bool:
        _, options, drawn = menu(model, starts, limits or {}, days)
        return cheapest(options, _aim(drawn, target, floors), most) is not None

    low = after
    for weeks in HORIZONS:
        high = weeks * WEEK
        if high <= after:
            continue
        if possible(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if possible(middle) else (middle, high)
            return high
        low = high
    return None


def _aim(drawn: Results, target: float, floors: Mapping[Pillar, float]) -> Aim:
    wanted = np.full(len(PILLARS), -np.inf)
    for pillar, points in floors.items():
        wanted[PILLARS.index(pillar)] = points
    # Drift comes on top of what the cap leaves (equation 7).
    caps = PILLAR_MAX + np.minimum(drawn.drift.mean(axis=0), 0.0)
    return Aim(total=target, floors=wanted, caps=caps)


def _check(days: int, target: float, floors: Mapping[Pillar, float], sure: float | None) -> None:
    if days < 1 or not 0 <= target <= TOTAL_MAX:
        raise SimError(f"a target of {target} in {days} days")
    for pillar, points in floors.items():
        if not 0 <= points <= PILLAR_MAX:
            raise SimError(f"a target of {points} for {pillar}")
    if sure is not None and not 0 < sure < 1:
        raise SimError(f"sure is {sure}, not between 0 and 1")
