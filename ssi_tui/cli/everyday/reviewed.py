"""What a review says: its values, and the lines that page, sheet and terminal share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.progress import of_week, week_of, week_reached, weekly_goal
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.cli.everyday.looking_back import Row, Span
    from ssi_tui.cli.shared.session import Session
    from ssi_tui.model.entries import Reading
    from ssi_tui.model.terms import Target

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
    from ssi_tui.cli.shared.session import simulator
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


def heading(review: "Review") -> str:
    """ "Review of November 2026"."""
    return _("Review of {span}").format(span=span_name(review))


def span_name(review: "Review") -> str:
    """ "November 2026", "quarter 4 of 2026", "2026", "16 to 22 Nov"."""
    first, last = review.span.first, review.span.last
    match review.name:
        case "week":
            form = _("{first} to {last}")
            return form.format(first=format_day(first, last), last=format_day(last))
        case "month":
            return f"{month_name(first.month)} {first.year}"
        case "quarter":
            form = _("quarter {n} of {year}")
            return form.format(n=(first.month + 2) // 3, year=first.year)
        case _:
            return str(first.year)


def kind_head() -> list[str]:
    """Over the columns of `kind_cells`."""
    return ["", _("done"), _("planned"), _("target"), _("weeks reached")]


def kind_cells(kind: "ReviewedKind") -> list[str]:
    """Name, done, planned, target, weeks."""
    row = kind.row
    if row.target is None or kind.planned is None:
        return [action_name(row.kind, 2), str(row.count), "", "", ""]
    planned = f"{kind.planned} ✓" if kind.kept and kind.planned else str(kind.planned)
    weeks = _("{n} of {all}").format(n=row.reached, all=row.weeks) if row.weeks else ""
    return [action_name(row.kind, 2), str(row.count), planned, target_in_words(row.target), weeks]


def best_line(week: "GoodWeek") -> str:
    """ "16 Nov to 22 Nov: 41 actions, 5 targets reached"."""
    last = week.first + timedelta(days=6)
    count = ngettext("{n} action", "{n} actions", week.count).format(n=week.count)
    reached = ngettext("{n} target reached", "{n} targets reached", week.reached)
    return _("{first} to {last}: {count}, {reached}").format(
        first=format_day(week.first),
        last=format_day(last),
        count=count,
        reached=reached.format(n=week.reached),
    )


def score_words(review: "Review") -> str:
    """The newest score of the stretch, and how far it has come."""
    last, before = review.last, review.before
    if last is None:
        return ""
    said = _("{points} on {day}").format(points=format_points(last.total), day=format_day(last.day))
    if before is None:
        return said
    change = format_number(last.total - before.total, 1, sign=True)
    return said + _(", {change} since {day}").format(change=change, day=format_day(before.day))


def ahead_line(review: "Review") -> str:
    """What the targets ask of the next four weeks."""
    parts = (f"{count} {action_name(kind, count)}" for kind, count in review.ahead.items())
    return _("Your targets ask for {actions}.").format(actions=", ".join(parts))


def plan_line(plan: "KeptPlan") -> str:
    """What the plan that was taken over is to reach."""
    if plan.total:
        form = _("Your plan: {points} points by {day}.")
        return form.format(points=format_points(plan.total), day=format_day(plan.last))
    return _("Your plan lasts until {day}.").format(day=format_day(plan.last))
