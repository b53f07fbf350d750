"""The sentences and cells of a review, alike in the terminal, on the page and in the workbook."""

from datetime import timedelta
from typing import TYPE_CHECKING

from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.cli.report.values import GoodWeek, Review, ReviewedKind
    from ssi_tui.model.kept_plan import KeptPlan


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
    planned = f"{kind.planned} ✓" if kind.kept else str(kind.planned)
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
