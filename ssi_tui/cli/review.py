"""`ssi review`: a stretch of time in the terminal, as a page that prints on paper, as workbook."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from sim.terms import Pillar
from ssi_tui.chart import plain
from ssi_tui.chart.heatmap import heat_level, top_of
from ssi_tui.chart.svg_chart import element, escaped, number
from ssi_tui.cli.everyday.reviewed import (
    NAMES,
    Review,
    ahead_line,
    best_line,
    heading,
    kind_cells,
    kind_head,
    plan_line,
    review_of,
    score_words,
)
from ssi_tui.cli.shared.charts import html_page
from ssi_tui.cli.shared.command import command, logged_day
from ssi_tui.cli.shared.progress_line import reading_data
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, size, table
from ssi_tui.disk import write_whole
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import action_name, match_word, pillar_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.numbers import format_number, format_points

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
    yield _html_table(kind_head(), [kind_cells(kind) for kind in review.kinds])
    if review.best:
        yield element("h2", escaped(_("Best weeks")))
        yield from (element("p", escaped(best_line(week))) for week in review.best)
    if review.last:
        yield element("h2", escaped(_("Score")))
        yield element("p", escaped(score_words(review)))
        yield _pillars(review)
        if review.moved and review.moved_from:
            said = _("What moved it since {day}, as the model estimates:").format(
                day=format_day(review.moved_from)
            )
            yield element("p", escaped(said))
            rows = [[part.name, format_number(part.points, 1, sign=True)] for part in review.moved]
            yield _html_table(["", _("points")], rows)
    notes = review.span.notes
    if notes:
        yield element("h2", escaped(_("Notes")))
        rows = [[format_day(day), plain(text)] for day, text in notes.items()]
        yield "".join(
            element("p", f"{element('span', escaped(day), class_='quiet')} {escaped(text)}")
            for day, text in rows
        )
    if review.ahead:
        yield element("h2", escaped(_("The next four weeks")))
        yield element("p", escaped(ahead_line(review)))
        if review.plan:
            yield element("p", escaped(plan_line(review.plan)))


def _pillars(review: Review) -> str:
    last, before = review.last, review.before
    if last is None or last.brand is None:
        return ""
    rows = []
    for pillar in Pillar:
        now, then = last.pillar(pillar), before.pillar(pillar) if before else None
        change = "" if now is None or then is None else format_number(now - then, 1, sign=True)
        rows.append([pillar_name(pillar), format_number(now or 0, 1), change])
    return _html_table(["", _("points"), ""], rows)


def _html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
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
    span, side = review.span, SQUARE + GAP
    inside = [reading for reading in span.journal.readings if span.first <= reading.day <= span.day]
    if not inside:
        return []
    days, totals = [reading.day for reading in inside], [reading.total for reading in inside]
    low, high = min(totals) - 1, max(totals) + 1
    points = [
        (
            (day - begin).days / 7 * side,
            top + SCORE - 6 - (total - low) / (high - low) * (SCORE - 14),
        )
        for day, total in zip(days, totals, strict=True)
    ]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    x, y = points[-1]
    label = format_points(inside[-1].total)
    return [
        element("polyline", points=line, fill="none", stroke=SHADES[-1], stroke_width=1.5),
        *(
            element(
                "circle",
                element("title", escaped(f"{format_day(day)}: {format_points(total)}")),
                cx=x_, cy=y_, r=2, fill=SHADES[-1],
            )
            for day, total, (x_, y_) in zip(days, totals, points, strict=True)
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
        place = (day - begin).days
        column, row = place // 7, place % 7
        if day.day == 1 and column > named + 2:
            named = column
            label = escaped(month_name(day.month)[:3])
            shapes.append(element("text", label, x=column * side, y=10, font_size=10))
        if day <= span.day:
            level = heat_level(span.totals.get(day, 0), top)
            said = f"{format_day(day)}: {span.totals.get(day, 0)}"
            colour = "none" if day in span.rests and not level else SHADES[level]
            shapes.append(
                element(
                    "rect", element("title", escaped(said)),
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

    book = Workbook()
    sheet = book.active
    sheet.title = _("Review")[:31]
    for line in _summary(review):
        _append(sheet, line)
    days = book.create_sheet(_("Days")[:31])
    _append(days, [_("Day"), _("Action"), _("done")])
    for kind in review.kinds:
        for day, count in sorted(kind.row.days.items()):
            _append(days, [day, action_name(kind.row.kind, 2), count])
    scores = book.create_sheet(_("Score")[:31])
    _append(scores, [_("Day"), _("Total"), *(pillar_name(pillar) for pillar in Pillar)])
    for reading in review.span.journal.readings:
        if review.span.first <= reading.day <= review.span.day:
            points = (reading.pillar(pillar) for pillar in Pillar)
            _append(scores, [reading.day, reading.total, *points])
    notes = book.create_sheet(_("Notes")[:31])
    _append(notes, [_("Day"), _("note")])
    for day, text in review.span.notes.items():
        _append(notes, [day, text])
    for worksheet in book.worksheets:
        worksheet.column_dimensions["A"].width = WIDTH
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _summary(review: Review) -> list[list[Any]]:
    lines: list[list[Any]] = [[heading(review)], [], kind_head()]
    for kind in review.kinds:
        row = kind.row
        target = target_in_words(row.target) if row.target else ""
        weeks = row.reached if row.target else None
        lines.append([action_name(row.kind, 2), row.count, kind.planned, target, weeks])
    if review.best:
        lines += [[], [_("Best weeks")], *([best_line(week)] for week in review.best)]
    if review.last:
        lines += [[], [_("Score")], [score_words(review)]]
        lines += [[part.name, round(part.points, 1)] for part in review.moved]
    if review.ahead:
        lines += [[], [_("The next four weeks")], [ahead_line(review)]]
    if review.plan:
        lines.append([plan_line(review.plan)])
    return lines


def _append(sheet: Any, values: list[Any]) -> None:
    """A row; what begins like a formula stays a text."""
    place = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row=place, column=column)
        if isinstance(value, str):
            cell.value = plain(value)
            cell.data_type = "s"
        else:
            cell.value = value
    if not values:
        sheet.cell(row=place, column=1).value = " "


SPELLINGS = {
    "week": (N_("week"),),
    "month": (N_("month"),),
    "quarter": (N_("quarter"),),
    "year": (N_("year"),),
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
@click.option(
    "--as-of", "when", metavar=N_("WHEN"), help=N_("As it stood on that day; else today.")
)
@click.option("--html", metavar=N_("FILE"), help=N_("Write a page that needs nothing else."))
@click.option("--xlsx", metavar=N_("FILE"), help=N_("Write a workbook for Excel."))
@click.pass_obj
def review_command(
    session: Session, name: str, when: str | None, html: str | None, xlsx: str | None
) -> None:
    spelled = {each: (each, *map(_, SPELLINGS[each])) for each in NAMES}
    wanted = match_word(N_("span"), name, spelled)
    review = review_of(session, wanted, logged_day(session, when))
    places = [place for place in (html, xlsx) if place]
    if places.count("-") + (session.json or session.plain) > 1:
        raise click.UsageError(_("Only one answer can go to stdout: give the others files."))
    if xlsx == "-" and is_terminal(sys.stdout):
        raise click.UsageError(_("A workbook is no text for a terminal: give it a file."))
    if html:
        _write(html, page_of(review, session.warnings).encode())
    if xlsx:
        _write(xlsx, workbook_of(review))
    if "-" in places:
        session.tell_warnings()
        return
    bare = session.json or session.plain
    lines = [] if bare else list(_lines(session, review))
    lines += [_("Wrote {file}").format(file=plain(place)) for place in places]
    session.answer(_data(review) | {"files": places}, lines, _records(review))


def _write(place: str, data: bytes) -> None:
    if place == "-":
        click.echo(data, nl=False)
    else:
        write_whole(Path(place), data)


def _lines(session: Session, review: Review) -> Iterator[str]:
    from ssi_tui.chart import month_map, wrap, year_map

    width, span = size()[0], review.span
    yield heading(review)
    yield ""
    if review.name != "week":
        first = 6 if session.settings.week_start == "sunday" else 0
        drawn = (
            month_map(span, first) if review.name == "month" else year_map(span, first, width - 2)
        )
        yield from (f"  {line}".rstrip() for line in session.coloured(drawn))
        yield ""
    cells = [kind_head(), *(kind_cells(kind) for kind in review.kinds)]
    yield from table(cells, "<>><<", indent="  ")
    if review.best:
        yield from ("", _("Best weeks"), *(f"  {best_line(week)}" for week in review.best))
    if review.last:
        yield from ("", _("Score"), f"  {score_words(review)}")
        if review.moved and review.moved_from:
            said = _("What moved it since {day}, as the model estimates:")
            yield "  " + said.format(day=format_day(review.moved_from))
            rows = [[part.name, format_number(part.points, 1, sign=True)] for part in review.moved]
            yield from table(rows, "<>", indent="    ")
    if span.notes:
        yield from ("", _("Notes"))
        for day, text in span.notes.items():
            yield from wrap(f"{format_day(day, span.day)}  {plain(text)}", width - 2, indent="  ")
    if review.ahead:
        yield from ("", _("The next four weeks"))
        yield from (f"  {line}" for line in wrap(ahead_line(review), width - 2))
        if review.plan:
            yield f"  {plan_line(review.plan)}"


def _data(review: Review) -> dict[str, object]:
    span = review.span
    return {
        "span": review.name,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "as_of": span.day.isoformat(),
        "actions": [
            {
                "action": kind.row.kind,
                "done": kind.row.count,
                "planned": kind.planned,
                "target": kind.row.target and str(kind.row.target),
                "kept": kind.kept if kind.planned is not None else None,
                "weeks": kind.row.weeks,
                "weeks_reached": kind.row.reached,
            }
            for kind in review.kinds
        ],
        "best_weeks": [
            {"first": week.first.isoformat(), "count": week.count, "targets_reached": week.reached}
            for week in review.best
        ],
        "before": review.before and reading_data(review.before),
        "reading": review.last and reading_data(review.last),
        "moved": [{"name": part.name, "points": round(part.points, 3)} for part in review.moved],
        "moved_from": review.moved_from and review.moved_from.isoformat(),
        "notes": {day.isoformat(): text for day, text in span.notes.items()},
        "next_four_weeks": review.ahead,
        "plan": str(review.plan) if review.plan else None,
    }


def _records(review: Review) -> Iterator[tuple[object, ...]]:
    for kind in review.kinds:
        yield (kind.row.kind, kind.row.count, kind.planned, kind.row.reached, kind.row.weeks)
