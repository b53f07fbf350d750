"""What a review says, as values: done against plan, best weeks, score, notes, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.progress import of_week, week_of, week_reached, weekly_goal

if TYPE_CHECKING:
    from ssi_tui.cli.everyday.looking_back import Row, Span
    from ssi_tui.cli.shared.session import Session
    from ssi_tui.model.entries import Reading, Target

BEST = 3
"""Weeks that are named."""
NAMES = ("week", "month", "quarter", "year")


@dataclass(frozen=True, kw_only=True)
class ReviewedKind:
    """One kind of action in the stretch."""

    row: "Row"
    planned: int | None
    """What its target asks of the days so far, since the journal began, without those of rest; None
    without a target."""

    @property
    def kept(self) -> bool:
        """As much as was planned; for a limit, no more."""
        if self.planned is None or self.row.target is None:
            return False
        at_most = self.row.target.at_most
        return self.row.count <= self.planned if at_most else self.row.count >= self.planned


@dataclass(frozen=True, kw_only=True)
class GoodWeek:
    """A week worth looking at again."""

    first: date
    count: int
    """Actions of all kinds."""
    reached: int
    """Targets that were reached."""


@dataclass(frozen=True, kw_only=True)
class MovedPart:
    """What moved the score, and by how much."""

    name: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Review:
    """A stretch of time, looked back on."""

    name: str
    """One of `NAMES`."""
    span: "Span"
    kinds: tuple[ReviewedKind, ...]
    best: tuple[GoodWeek, ...]
    """Most targets first, then most actions."""
    before: "Reading | None"
    """The last reading before the stretch, else the first one in it."""
    last: "Reading | None"
    """The newest one in it; None: there is none."""
    moved: tuple[MovedPart, ...]
    """Estimates, since `moved_from`; empty where nothing is known."""
    moved_from: date | None
    ahead: dict[str, int]
    """Kind -> what its target asks of the next four weeks; limits are left out."""
    plan: KeptPlan | None
    """The plan that was taken over, while it lasts."""


def review_of(session: "Session", name: str, day: date) -> Review:
    """The stretch around a day, up to it."""
    from ssi_tui.cli.everyday.looking_back import read_span

    span = read_span(session, name, day)
    inside = [reading for reading in span.journal.readings if span.first <= reading.day <= day]
    earlier = session.store.latest_reading(span.first - timedelta(days=1))
    before = earlier or (inside[0] if len(inside) > 1 else None)
    moved_from, moved = _moved(session, day) if inside and before else (None, ())
    began = max(span.first, session.store.first_day() or day)
    plan = KeptPlan.read(span.journal.plan) if span.journal.plan else None
    return Review(
        name=name,
        span=span,
        kinds=tuple(_kind(span, row, began) for row in span.rows if row.days or row.target),
        best=tuple(_best(span, session.settings.week_start)),
        before=before,
        last=inside[-1] if inside else None,
        moved=moved,
        moved_from=moved_from,
        ahead={
            kind: sum(_goals_ahead(span.journal, target, day))
            for kind, target in span.journal.targets.items()
            if not target.at_most
        },
        plan=plan if plan and plan.last > day else None,
    )


def _goals_ahead(journal: Journal, target: "Target", day: date) -> Iterator[int]:
    """What each of the next four weeks asks for: a plan may rise to its target step by step."""
    for ahead in range(1, 5):
        first = week_of(day)[0] + timedelta(weeks=ahead)
        yield weekly_goal(of_week(journal, target, first))


def _kind(span: "Span", row: "Row", began: date) -> ReviewedKind:
    if row.target is None:
        return ReviewedKind(row=row, planned=None)
    asked = sum(_asked(span.journal, row.target, began, span.day))
    # Of a limit nothing is taken away by rounding
    planned = ceil(asked - 1e-9) if row.target.at_most else round(asked)
    return ReviewedKind(row=row, planned=planned)


def _asked(journal: Journal, target: "Target", first: date, last: date) -> Iterator[float]:
    """What each of these days asks for: of a week's goal its seventh."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if not journal.rest(day, target.kind):
            held = of_week(journal, target, week_of(day)[0])
            if held.weekdays:
                yield held.amount * (day.weekday() in held.weekdays)
            else:
                yield held.amount / held.days


def _best(span: "Span", week_start: str) -> list[GoodWeek]:
    """The best whole or running weeks that begin in the stretch, if there is more than one."""
    begin, weeks = week_of(span.first + timedelta(days=6), week_start)[0], []
    while begin <= span.day:
        end = begin + timedelta(days=6)
        count = sum(number for day, number in span.totals.items() if begin <= day <= end)
        wanted = (target for target in span.journal.targets.values() if not target.at_most)
        reached = sum(week_reached(span.journal, target, begin, end, span.day) for target in wanted)
        if count:
            weeks.append(GoodWeek(first=begin, count=count, reached=reached))
        begin += timedelta(days=7)
    weeks.sort(key=lambda week: (-week.reached, -week.count, week.first))
    return weeks[:BEST] if len(weeks) > 1 else []


def _moved(session: "Session", day: date) -> tuple[date | None, tuple[MovedPart, ...]]:
    """Why the score is another one than at the reading before, by the model's estimate."""
    from ssi_tui.cli.shared.estimate import simulator
    from ssi_tui.cli.sim.command import LOOK_BACK, patience

    with patience(session):
        # numpy and the model: five times bare Python, and only a score that moved needs them
        from ssi_tui import forecasting
        from ssi_tui.forecasting.sentences import LEAST, moved_doubt, part_label

        model = simulator(session, session.journal(day - timedelta(days=LOOK_BACK)))
        moved = forecasting.explanation(model, day=day).moved
    if moved is None:
        return None, ()
    if not moved.can_tell:
        return moved.first.day, (MovedPart(name=moved_doubt(moved), points=moved.change),)
    parts = sorted(moved.parts, key=lambda part: -abs(part.total))
    told = (MovedPart(name=part_label(p), points=p.total) for p in parts if abs(p.total) >= LEAST)
    return moved.first.day, tuple(told)
