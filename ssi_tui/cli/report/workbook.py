"""A review as an Excel workbook: a sheet to look at, and the days behind it to count with."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from sim.terms import Pillar
from ssi_tui.chart import plain
from ssi_tui.cli.report.values import (
    ahead_line,
    best_line,
    heading,
    kind_head,
    plan_line,
    score_words,
)
from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.goals import target_in_words

if TYPE_CHECKING:
    from ssi_tui.cli.report.values import Review

WIDTH = 24
"""Characters of the first column."""


def workbook_of(review: "Review") -> bytes:
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


def _summary(review: "Review") -> list[list[Any]]:
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
