"""The command `ssi review`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.report import values
from ssi_tui.cli.report.values import NAMES
from ssi_tui.cli.shared.command import command, logged_day
from ssi_tui.cli.shared.progress_line import reading_data
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, size, table
from ssi_tui.disk import write_whole
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import match_word
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.cli.report.values import Review

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
    from ssi_tui.cli.report.values import review_of

    spelled = {each: (each, *map(_, SPELLINGS[each])) for each in NAMES}
    wanted = match_word(N_("span"), name, spelled)
    review = review_of(session, wanted, logged_day(session, when))
    places = [place for place in (html, xlsx) if place]
    if places.count("-") + (session.json or session.plain) > 1:
        raise click.UsageError(_("Only one answer can go to stdout: give the others files."))
    if xlsx == "-" and is_terminal(sys.stdout):
        raise click.UsageError(_("A workbook is no text for a terminal: give it a file."))
    if html:
        from ssi_tui.cli.report.files import page_of

        _write(html, page_of(review, session.warnings).encode())
    if xlsx:
        from ssi_tui.cli.report.files import workbook_of

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


def _lines(session: Session, review: "Review") -> "Iterator[str]":
    from ssi_tui.chart import month_map, wrap, year_map

    width, span = size()[0], review.span
    yield values.heading(review)
    yield ""
    if review.name != "week":
        first = 6 if session.settings.week_start == "sunday" else 0
        drawn = (
            month_map(span, first) if review.name == "month" else year_map(span, first, width - 2)
        )
        yield from (f"  {line}".rstrip() for line in session.coloured(drawn))
        yield ""
    cells = [values.kind_head(), *(values.kind_cells(kind) for kind in review.kinds)]
    yield from table(cells, "<>><<", indent="  ")
    if review.best:
        yield from ("", _("Best weeks"), *(f"  {values.best_line(week)}" for week in review.best))
    if review.last:
        yield from ("", _("Score"), f"  {values.score_words(review)}")
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
        yield from (f"  {line}" for line in wrap(values.ahead_line(review), width - 2))
        if review.plan:
            yield f"  {values.plan_line(review.plan)}"


def _data(review: "Review") -> dict[str, object]:
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


def _records(review: "Review") -> "Iterator[tuple[object, ...]]":
    for kind in review.kinds:
        yield (kind.row.kind, kind.row.count, kind.planned, kind.row.reached, kind.row.weeks)
