"""`ssi review`: a stretch of time in the terminal, as a page that prints on paper, as workbook."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from math import ceil
from typing import Any

import click

from sim.terms import Pillar
from ssi_tui.chart.heatmap import heat_level, top_of
from ssi_tui.chart.svg_chart import element, escaped, html_page, number
from ssi_tui.chart.text import plain, wrap
from ssi_tui.cli.everyday.looking_back import (
    Row,
    Span,
    map_lines,
    read_span,
    reading_to_compare,
)
from ssi_tui.cli.shared.command import as_of_option, command, logged_day
from ssi_tui.cli.shared.estimating import patience, person_simulator
from ssi_tui.cli.shared.progress_line import change_since, reading_data
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, put, size, table
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.progress import of_week, week_of, week_reached, weekly_goal
from ssi_tui.model.terms import Target
from ssi_tui.wording.actions import action_name, match_word, pillar_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.numbers import format_number, format_points

BEST = 3
"""Weeks that are named."""


@dataclass(frozen=True, kw_only=True)
class ReviewedKind:
    """One kind of action in the stretch."""

    row: Row
    planned: int | None
    """What its target asks of the days so far, since the journal began, without those of rest; None
    without a target."""

    @property
    def kept(self) -> bool:
        """As much as was planned; for a limit, no more."""
        if self.planned is None or self.row.target is None:
            return False
        at_most = self.row.target.at_most
        return self.row.total <= self.planned if at_most else self.row.total >= self.planned


@dataclass(frozen=True, kw_only=True)
class GoodWeek:
    """A week worth looking at again."""

    first: date
    count: int
    """Actions of all kinds."""
    reached: int
    """Targets that were reached."""


@dataclass(frozen=True, kw_only=True)
class Review:
    """A stretch of time, looked back on."""

    name: str
    """One of `SPELLINGS`."""
    span: Span
    kinds: tuple[ReviewedKind, ...]
    best: tuple[GoodWeek, ...]
    """Most targets first, then most actions."""
    before: Reading | None
    """The last reading before the stretch, else the first one in it."""
    moved: tuple[tuple[str, float], ...]
    """What moved the score, and by how much: estimates, since `moved_from`; empty where nothing is
    known."""
    moved_from: date | None
    ahead: dict[str, int]
    """Kind -> what its target asks of the next four weeks; limits are left out."""
    plan: KeptPlan | None
    """The plan that was taken over, while it lasts."""

    @property
    def last(self) -> Reading | None:
        """The newest reading in it."""
        return self.span.readings[-1] if self.span.readings else None


def review_of(session: Session, name: str, day: date) -> Review:
    """The stretch around a day, up to it."""
    span = read_span(session, name, day)
    before = reading_to_compare(session, span)
    moved_from, moved = _moved(session, day) if span.readings and before else (None, ())
    began = max(span.first, session.store.first_day() or day)
    plan = KeptPlan.read(span.journal.plan) if span.journal.plan else None
    return Review(
        name=name,
        span=span,
        kinds=tuple(_kind(span, row, began) for row in span.rows if row.days or row.target),
        best=tuple(_best(span, session.settings.week_start)),
        before=before,
        moved=moved,
        moved_from=moved_from,
        ahead={
            kind: sum(_goals_ahead(span.journal, target, day))
            for kind, target in span.journal.targets.items()
            if not target.at_most
        },
        plan=plan if plan and plan.last > day else None,
    )


def _goals_ahead(journal: Journal, target: Target, day: date) -> Iterator[int]:
    """What each of the next four weeks asks for: a plan may rise to its target step by step."""
    for ahead in range(1, 5):
        first = week_of(day)[0] + timedelta(weeks=ahead)
        yield weekly_goal(of_week(journal, target, first))


def _kind(span: Span, row: Row, began: date) -> ReviewedKind:
    if row.target is None:
        return ReviewedKind(row=row, planned=None)
    asked = sum(_asked(span.journal, row.target, began, span.day))
    # Of a limit nothing is taken away by rounding
    planned = ceil(asked - 1e-9) if row.target.at_most else round(asked)
    return ReviewedKind(row=row, planned=planned)


def _asked(journal: Journal, target: Target, first: date, last: date) -> Iterator[float]:
    """What each of these days asks for: of a week's goal its seventh."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if not journal.rest(day, target.kind):
            held = of_week(journal, target, week_of(day)[0])
            if held.weekdays:
                yield held.amount * (day.weekday() in held.weekdays)
            else:
                yield held.amount / held.days


def _best(span: Span, week_start: str) -> list[GoodWeek]:
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


def _moved(session: Session, day: date) -> tuple[date | None, tuple[tuple[str, float], ...]]:
    """Why the score is another one than at the reading before, by the model's estimate."""
    with patience(session):
        # numpy and the model: five times bare Python, and only a score that moved needs them
        from ssi_tui import forecasting
        from ssi_tui.forecasting.attribution import LEAST, moved_doubt, part_label

        model = person_simulator(session, day=day)
        moved = forecasting.explanation(model, day=day).moved
    if moved is None:
        return None, ()
    if not moved.can_tell:
        return moved.first.day, ((moved_doubt(moved), moved.change),)
    parts = sorted(moved.parts, key=lambda part: -abs(part.total))
    told = ((part_label(part), part.total) for part in parts if abs(part.total) >= LEAST)
    return moved.first.day, tuple(told)


def heading(review: Review) -> str:
    """ "Review of November 2026", "quarter 4 of 2026", "2026", "16 to 22 Nov"."""
    first, last = review.span.first, review.span.last
    match review.name:
        case "week":
            form = _("{first} to {last}")
            span = form.format(first=format_day(first, last), last=format_day(last))
        case "month":
            span = f"{month_name(first.month)} {first.year}"
        case "quarter":
            form = _("quarter {n} of {year}")
            span = form.format(n=(first.month + 2) // 3, year=first.year)
        case _:
            span = str(first.year)
    return _("Review of {span}").format(span=span)


def kind_rows(review: Review) -> list[list[str]]:
    """Name, done, planned, target, weeks; a heading first."""
    return [
        ["", _("done"), _("planned"), _("target"), _("weeks reached")],
        *map(_kind_cells, review.kinds),
    ]


def _kind_cells(kind: ReviewedKind) -> list[str]:
    row = kind.row
    if row.target is None or kind.planned is None:
        return [action_name(row.kind, 2), str(row.total), "", "", ""]
    planned = f"{kind.planned} ✓" if kind.kept and kind.planned else str(kind.planned)
    weeks = _("{n} of {all}").format(n=row.reached, all=row.weeks) if row.weeks else ""
    return [action_name(row.kind, 2), str(row.total), planned, target_in_words(row.target), weeks]


def best_line(week: GoodWeek) -> str:
    """ "16 Nov to 22 Nov: 41 actions, 5 targets reached"."""
    count = ngettext("{n} action", "{n} actions", week.count).format(n=week.count)
    reached = ngettext("{n} target reached", "{n} targets reached", week.reached)
    return _("{first} to {last}: {count}, {reached}").format(
        first=format_day(week.first),
        last=format_day(week.first + timedelta(days=6)),
        count=count,
        reached=reached.format(n=week.reached),
    )


def score_words(last: Reading, before: Reading | None) -> str:
    """The newest score of the stretch, and how far it has come."""
    said = _("{points} on {day}").format(points=format_points(last.total), day=format_day(last.day))
    return said + change_since(last, before)


def moved_rows(since: date, parts: Sequence[tuple[str, float]]) -> tuple[str, list[list[str]]]:
    """What moved the score: a sentence, and the parts."""
    said = _("What moved it since {day}, as the model estimates:").format(day=format_day(since))
    return said, [[name, format_number(points, 1, sign=True)] for name, points in parts]


def ahead_lines(review: Review) -> Iterator[str]:
    """What the targets ask of the next four weeks, and what the plan is to reach."""
    if review.ahead:
        parts = (f"{count} {action_name(kind, count)}" for kind, count in review.ahead.items())
        yield _("Your targets ask for {actions}.").format(actions=", ".join(parts))
    plan = review.plan
    if plan and plan.total:
        form = _("Your plan: {points} points by {day}.")
        yield form.format(points=format_points(plan.total), day=format_day(plan.last))
    elif plan:
        yield _("Your plan lasts until {day}.").format(day=format_day(plan.last))


SQUARE, GAP = 11, 2
"""Pixels of a day."""
SCORE = 60
"""Pixels of the readings below the days."""
SHADES = ("#ebedf0", "#b9d6f2", "#7db3e3", "#3f87c9", "#0a5598")
"""None, then quarters of the fullest day."""
_STYLE = """
body { margin: 0; background: #fff; color: #16191d; line-height: 1.5;
  font-family: system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
svg { max-width: 100%; height: auto; } p { margin: .3rem 0; max-width: 46rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem 1.2rem .15rem 0; text-align: right; font-weight: normal; }
thead th { border-bottom: 1px solid #b4bcc4; color: #55606b; } th:first-child { text-align: left; }
.quiet { color: #55606b; } @media print { main { padding: 0; } }
"""


def page_of(review: Review, remarks: Sequence[str]) -> str:
    """The whole file."""
    title = heading(review)
    body = [element("h1", escaped(title)), picture(review), *_parts(review)]
    body += [element("p", escaped(plain(text)), class_="quiet") for text in remarks]
    return html_page(title, body, _STYLE)


def _parts(review: Review) -> Iterator[str]:
    yield element("h2", escaped(_("Done against plan")))
    yield _html_table(*kind_rows(review))
    if review.best:
        yield element("h2", escaped(_("Best weeks")))
        yield from (element("p", escaped(best_line(week))) for week in review.best)
    if review.last:
        yield element("h2", escaped(_("Score")))
        yield element("p", escaped(score_words(review.last, review.before)))
        yield _pillars(review.last, review.before)
        if review.moved and review.moved_from:
            said, rows = moved_rows(review.moved_from, review.moved)
            yield element("p", escaped(said))
            yield _html_table(["", _("points")], *rows)
    if review.span.notes:
        yield element("h2", escaped(_("Notes")))
        days = {
            element("span", escaped(format_day(day)), class_="quiet"): escaped(plain(text))
            for day, text in review.span.notes.items()
        }
        yield "".join(element("p", f"{day} {text}") for day, text in days.items())
    if review.ahead:
        yield element("h2", escaped(_("The next four weeks")))
        yield from (element("p", escaped(line)) for line in ahead_lines(review))


def _pillars(last: Reading, before: Reading | None) -> str:
    if last.brand is None:
        return ""
    rows = [["", _("points"), ""]]
    for pillar in Pillar:
        now, then = last.pillar(pillar), before.pillar(pillar) if before else None
        change = "" if now is None or then is None else format_number(now - then, 1, sign=True)
        rows.append([pillar_name(pillar), format_number(now or 0, 1), change])
    return _html_table(*rows)


def _html_table(head: Sequence[str], *rows: Sequence[str]) -> str:
    top = "".join(element("th", escaped(text) or "&#160;", scope="col") for text in head)
    lines = [
        element("th", escaped(row[0]), scope="row")
        + "".join(f"<td>{escaped(text)}</td>" for text in row[1:])
        for row in rows
    ]
    body = "\n".join(element("tr", line) for line in lines)
    return element("table", element("thead", element("tr", top)) + f"<tbody>{body}</tbody>")


def _score_line(review: Review, begin: date, top: int) -> list[str]:
    """The readings of the stretch below the weeks in which they were taken."""
    if not review.last:
        return []
    totals = [reading.total for reading in review.span.readings]
    low, high = min(totals) - 1, max(totals) + 1
    points = [
        (
            (reading.day - begin).days / 7 * (SQUARE + GAP),
            top + SCORE - 6 - (reading.total - low) / (high - low) * (SCORE - 14),
        )
        for reading in review.span.readings
    ]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    x, y = points[-1]
    label = format_points(review.last.total)
    return [
        element("polyline", points=line, fill="none", stroke=SHADES[-1], stroke_width=1.5),
        *(
            element(
                "circle",
                element("title", escaped(f"{format_day(each.day)}: {format_points(each.total)}")),
                cx=x_, cy=y_, r=2, fill=SHADES[-1],
            )
            for each, (x_, y_) in zip(review.span.readings, points, strict=True)
        ),
        element("text", escaped(label), x=x + 5, y=y + 3, font_size=10, fill=SHADES[-1]),
    ]  # fmt: skip


def picture(review: Review) -> str:
    """Every day a square, the fuller the darker; months named above, the score below."""
    span, side = review.span, SQUARE + GAP
    begin = span.first - timedelta(days=span.first.weekday())
    weeks = (span.last - begin).days // 7 + 1
    top, shapes, named = top_of(span.totals), [], -9
    for ahead in range((span.last - span.first).days + 1):
        day = span.first + timedelta(days=ahead)
        column, row = divmod((day - begin).days, 7)
        if day.day == 1 and column > named + 2:
            named = column
            label = escaped(month_name(day.month)[:3])
            shapes.append(element("text", label, x=column * side, y=10, font_size=10))
        if day <= span.day:
            count = span.totals.get(day, 0)
            level = heat_level(count, top)
            colour = "none" if day in span.rests and not level else SHADES[level]
            shapes.append(
                element(
                    "rect", element("title", escaped(f"{format_day(day)}: {count}")),
                    x=column * side, y=16 + row * side, width=SQUARE, height=SQUARE,
                    rx=2, fill=colour, stroke="#b4bcc4" if colour == "none" else "none",
                )
            )  # fmt: skip
    shapes += _score_line(review, begin, 16 + 7 * side)
    width, height = weeks * side + 30, 16 + 7 * side + (SCORE if review.last else 0)
    said = _("A square a day, darker where more was done; below, the score.")
    return element(
        "svg", element("title", escaped(said)) + "".join(shapes), role="img",
        xmlns="http://www.w3.org/2000/svg", width=width, height=height,
        viewBox=f"0 0 {width} {height}", fill="#55606b",
    )  # fmt: skip


WIDTH = 24
"""Characters of the first column."""


def workbook_of(review: Review) -> bytes:
    """The bytes of an .xlsx file; no text in it is ever a formula."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # 100 ms

    pillars = [pillar_name(pillar) for pillar in Pillar]
    sheets: dict[str, list[list[Any]]] = {
        _("Review"): _summary(review),
        _("Days"): [
            [_("Day"), _("Action"), _("done")],
            *(
                [day, action_name(kind.row.kind, 2), count]
                for kind in review.kinds
                for day, count in sorted(kind.row.days.items())
            ),
        ],
        _("Score"): [
            [_("Day"), _("Total"), *pillars],
            *(
                [reading.day, reading.total, *map(reading.pillar, Pillar)]
                for reading in review.span.readings
            ),
        ],
        _("Notes"): [[_("Day"), _("note")], *map(list, review.span.notes.items())],
    }
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row or [" "], 1):
                cell = sheet.cell(row=place, column=column)
                cell.value = plain(value) if isinstance(value, str) else value
                if isinstance(value, str):  # what begins like a formula stays a text
                    cell.data_type = "s"
        sheet.column_dimensions["A"].width = WIDTH
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _summary(review: Review) -> list[list[Any]]:
    lines: list[list[Any]] = [[heading(review)], [], kind_rows(review)[0]]
    for kind in review.kinds:
        row = kind.row
        target = target_in_words(row.target) if row.target else ""
        weeks = row.reached if row.target else None
        lines.append([action_name(row.kind, 2), row.total, kind.planned, target, weeks])
    if review.best:
        lines += [[], [_("Best weeks")], *([best_line(week)] for week in review.best)]
    if review.last:
        lines += [[], [_("Score")], [score_words(review.last, review.before)]]
        lines += [[name, round(points, 1)] for name, points in review.moved]
    if review.ahead:
        lines += [[], [_("The next four weeks")]]
    lines += [[line] for line in ahead_lines(review)]
    return lines


SPELLINGS = {
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
}


@command(
    "review",
    N_(
        "Look back on a week, a month, a quarter or a year: what was done against the plan, the "
        "score and what moved it, best weeks, notes, and what comes next; here, as a page for a "
        "browser or a printer, or as a workbook for Excel."
    ),
)
@click.argument("name", metavar=N_("[SPAN]"), default="month")
@as_of_option
@click.option("--html", metavar=N_("FILE"), help=N_("Write a page that needs nothing else."))
@click.option("--xlsx", metavar=N_("FILE"), help=N_("Write a workbook for Excel."))
def review_command(
    session: Session, name: str, when: str | None, html: str | None, xlsx: str | None
) -> None:
    wanted = match_word(N_("span"), name, {key: (key, _(word)) for key, word in SPELLINGS.items()})
    review = review_of(session, wanted, logged_day(session, when))
    places = [place for place in (html, xlsx) if place]
    session.one_answer(places)
    if xlsx == "-" and is_terminal(sys.stdout):
        raise click.UsageError(_("A workbook is no text for a terminal: give it a file."))
    if html:
        put(html, page_of(review, session.warnings).encode())
    if xlsx:
        put(xlsx, workbook_of(review))
    if "-" in places:
        session.tell_warnings()
        return
    session.answer(
        _data(review) | {"files": places}, _lines(session, review, places), _records(review)
    )


def _lines(session: Session, review: Review, places: Sequence[str]) -> Iterator[str]:
    width, span = size()[0], review.span
    yield from (heading(review), "")
    if review.name != "week":
        yield from map_lines(session, review.name, span)
    yield from table(kind_rows(review), "<>><<", indent="  ")
    if review.best:
        yield from ("", _("Best weeks"), *(f"  {best_line(week)}" for week in review.best))
    if review.last:
        yield from ("", _("Score"), f"  {score_words(review.last, review.before)}")
        if review.moved and review.moved_from:
            said, rows = moved_rows(review.moved_from, review.moved)
            yield from (f"  {said}", *table(rows, "<>", indent="    "))
    if span.notes:
        yield from ("", _("Notes"))
        for day, text in span.notes.items():
            yield from wrap(f"{format_day(day, span.day)}  {plain(text)}", width - 2, indent="  ")
    if review.ahead:
        yield from ("", _("The next four weeks"))
        for line in ahead_lines(review):
            yield from (f"  {part}" for part in wrap(line, width - 2))
    yield from (_("Wrote {file}").format(file=plain(place)) for place in places)


def _data(review: Review) -> dict[str, object]:
    span = review.span
    return {
        "span": review.name,
        "first": span.first,
        "last": span.last,
        "as_of": span.day,
        "actions": [
            {
                "action": kind.row.kind,
                "done": kind.row.total,
                "planned": kind.planned,
                "target": kind.row.target and str(kind.row.target),
                "kept": kind.kept if kind.planned is not None else None,
                "weeks": kind.row.weeks,
                "weeks_reached": kind.row.reached,
            }
            for kind in review.kinds
        ],
        "best_weeks": [
            {"first": week.first, "count": week.count, "targets_reached": week.reached}
            for week in review.best
        ],
        "before": review.before and reading_data(review.before),
        "reading": review.last and reading_data(review.last),
        "moved": [{"name": name, "points": round(points, 3)} for name, points in review.moved],
        "moved_from": review.moved_from,
        "notes": {day.isoformat(): text for day, text in span.notes.items()},
        "next_four_weeks": review.ahead,
        "plan": str(review.plan) if review.plan else None,
    }


def _records(review: Review) -> Iterator[tuple[object, ...]]:
    for kind in review.kinds:
        yield (kind.row.kind, kind.row.total, kind.planned, kind.row.reached, kind.row.weeks)
