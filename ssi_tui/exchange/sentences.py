"""What an import says of itself, in sentences that both front ends show."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from ssi_tui.exchange.csv_text import CellFault
from ssi_tui.exchange.linkedin.analytics import AnalyticsReport
from ssi_tui.exchange.linkedin.archive import ArchiveReport
from ssi_tui.exchange.linkedin.records import COUNTED
from ssi_tui.exchange.linkedin.sources import FileReport
from ssi_tui.exchange.merge import Doubt, StockMerge
from ssi_tui.exchange.trackers.roles import (
    ALL_ROWS,
    COUNTS,
    DONE,
    MINE,
    OTHERS,
    Asked,
    Question,
    TrackerReport,
)
from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.actions import action_name, exact_action, stock_count
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import PASSED_OVER, SKIPPED_ROWS, UNCOUNTED
from ssi_tui.wording.numbers import format_number

LISTED = 12
"""Files of one fate that are named; the rest is counted."""
CELLS = 6
"""Cells of one fault, or headings, that are shown; the rest is counted."""
CELL_MAX = 40
"""Characters of a cell that are shown."""
Safe = Callable[[str], str]
"""Makes a foreign word safe to show."""


def edition_line(report: ArchiveReport) -> str:
    """Which archive it is."""
    if report.complete:
        return _("A complete archive.")
    return _("A basic archive: posts, comments and reactions are only in the complete one.")


def larger_stays() -> str:
    """The rule by which nothing is counted twice."""
    return _(
        "For each action and day the larger count stays, the journal’s or the import’s: nothing "
        "is counted twice."
    )


def joined_line(taken: int, kept: int) -> str:
    """What becomes of what both journals know."""
    form = _(
        "Where both know the same entry or day, but not alike, the larger count and the longer "
        "text stay: {taken} from the import, {kept} from the journal."
    )
    return form.format(taken=taken, kept=kept)


def stock_lines(stocks: Iterable[StockMerge]) -> Iterator[str]:
    """Lasting things that the import knows to be larger."""
    for stock in stocks:
        becomes = stock_count(stock.stock, stock.becomes)
        if stock.now is None:
            yield _("{becomes}, not known so far").format(becomes=becomes)
        else:
            now = stock_count(stock.stock, stock.now)
            yield _("{becomes}, so far {now}").format(becomes=becomes, now=now)


def missing_tables(report: ArchiveReport) -> Iterator[str]:
    """What is not in an archive, and why that may be."""
    basic = [table.value for table, never in report.missing.items() if never]
    others = [table.value for table, never in report.missing.items() if not never]
    if basic:
        yield _("Never in a basic archive: {names}.").format(names=", ".join(basic))
    if others:
        form = _("Not there, as LinkedIn leaves out what is empty: {names}.")
        yield form.format(names=", ".join(others))


def passed_over(files: Iterable[FileReport], safe: Safe) -> Iterator[str]:
    """The files that were not read, by reason; an unknown header first."""
    listed = list(files)
    for why, word in PASSED_OVER.items():
        passed = [file for file in listed if file.reason == why]
        names = [safe(file.name) for file in passed if file.name]
        if names:
            form = _("Passed over, {why}: {names}.")
            yield form.format(why=_(word), names=", ".join(_first(names, LISTED)))
        elif passed:  # their names are not told
            yield _("Passed over, {why}.").format(why=_(word))


def read_file_line(file: FileReport, safe: Safe) -> str:
    """How many records a file has, and how many of them were not counted, and why."""
    form = ngettext("{n} record", "{n} records", file.records)
    said = f"{safe(file.name)}: {form.format(n=file.records)}"
    left = [f"{n} {_(UNCOUNTED.get(why, why))}" for why, n in file.skipped.items()]
    return said + (f" ({', '.join(left)})" if left else "")


def undated_lines(report: ArchiveReport, safe: Safe) -> Iterator[str]:
    """The rows without a day that has been: file, reason, line and what stands there."""
    form = _("Left out of {file}, {why}: {cells}")
    for file in report.files:
        for why, counted in COUNTED.items():
            cells = [_cell(fault, safe) for fault in file.faults if fault.why == why]
            if cells:
                cells = _first(cells, CELLS, file.skipped.get(counted, 0))
                yield form.format(
                    file=safe(file.name), why=_(SKIPPED_ROWS[why]), cells="; ".join(cells)
                )


def acceptance_line(report: ArchiveReport, today: date) -> str:
    """How many requests were accepted, or that nobody can know it; empty without requests."""
    known = report.acceptance
    if not known.sent or known.first is None:
        return ""
    since = format_day(known.first, today)
    if known.rate is None:
        form = ngettext(
            "{sent} request since {day}: without Connections nobody can tell whether it was "
            "accepted",
            "{sent} requests since {day}: without Connections nobody can tell how many were "
            "accepted",
            known.sent,
        )
        return form.format(sent=known.sent, day=since)
    form = _("{accepted} of {sent} requests since {day} were accepted: {rate} %")
    return form.format(
        accepted=known.plain_accepted + known.noted_accepted,
        sent=known.sent,
        day=since,
        rate=format_number(100 * known.rate),
    )


def what_became(report: ArchiveReport, safe: Safe) -> Iterator[str]:
    """What became of each file, where nothing was recognised."""
    yield from (read_file_line(file, safe) for file in report.files if file.table is not None)
    yield from undated_lines(report, safe)
    yield from passed_over(report.passed, safe)


def table_lines(report: TrackerReport, safe: Safe) -> Iterator[str]:
    """How much of a table was understood, and which of its cells were not."""
    form = _("Understood: rows {rows} of {all_rows}, cells {cells} of {all_cells}; days: {days}")
    yield form.format(
        rows=report.rows_read,
        all_rows=report.rows,
        cells=report.cells_read,
        all_cells=report.cells,
        days=report.days,
    )
    yield from _counted_as(report, safe)
    if report.each_row:
        yield _("No column has counts: each row counts one.")
    if report.left_out:
        names = ", ".join(map(safe, report.left_out))
        yield _("Columns that say nothing to the journal: {names}").format(names=names)
    yield from fault_lines(report.faults, safe)


def _counted_as(report: TrackerReport, safe: Safe) -> Iterator[str]:
    """What each column counts whose heading is no name of that action, as `ssi log` says it."""
    pairs = [
        f"{safe(name)} → {action_name(kind, 2)}"
        for name, kind in report.used.items()
        if kind in report.actions and exact_action(name, (kind,)) is None
    ]
    if pairs:
        yield _("Counted as: {columns}").format(columns="; ".join(_first(pairs, CELLS)))


def sheet_lines(report: AnalyticsReport, today: date, safe: Safe) -> Iterator[str]:
    """How much of the analytics sheet was understood, and which of its cells were not."""
    form = _("The sheet covers {first} to {last}.")
    first, last = (format_day(day, today) for day in (report.days[0], report.days[-1]))
    yield form.format(first=first, last=last)
    span = (report.days[-1] - report.days[0]).days + 1
    days = len(report.days)
    if report.faults or report.left_out or days < span:
        form = _("Understood: days {days} of {span}, cells {cells} of {all_cells}")
        cells = report.cells - sum(fault.why == "no-count" for fault in report.faults)
        yield form.format(days=days, span=span, cells=cells, all_cells=report.cells)
    if report.left_out:
        names = ", ".join(map(safe, report.left_out))
        yield _("Columns without counts, left out: {names}").format(names=names)
    yield from fault_lines(report.faults, safe)


def fault_lines(faults: Iterable[CellFault], safe: Safe) -> Iterator[str]:
    """The cells that were not understood, by reason: line, column and what stands there."""
    by_reason: dict[str, list[CellFault]] = {}
    for fault in faults:
        by_reason.setdefault(fault.why, []).append(fault)
    for why, those in by_reason.items():
        cells = _first([_cell(fault, safe) for fault in those[:CELLS]], CELLS, len(those))
        yield _("Left out, {why}: {cells}").format(why=_(SKIPPED_ROWS[why]), cells="; ".join(cells))


def _first(texts: Sequence[str], most: int, count: int | None = None) -> list[str]:
    """The first of so many texts, and how many more there are."""
    shown = list(texts[:most])
    rest = (len(texts) if count is None else count) - len(shown)
    return [*shown, _("{n} more").format(n=rest)] if rest > 0 else shown


def _cell(fault: CellFault, safe: Safe) -> str:
    """Line, column where it has a name, and what stands there."""
    form = _("line {line}, {column}: “{value}”") if fault.column else _("line {line}: “{value}”")
    value = safe(fault.value[:CELL_MAX])
    return form.format(line=fault.line, column=safe(fault.column), value=value)


def doubt_lines(doubts: Iterable[Doubt], today: date, safe: Safe) -> list[str]:
    """What can hardly be."""
    forms = {
        "engagements": _("{n} engagements with {of} impressions: can that be?"),
        "followers": _("{n} new followers, but {of} in all: can that be?"),
        "many": _("{n} {actions} on {day}: can that be?"),
    }
    lines = [
        forms[doubt.why].format(
            n=doubt.number,
            of=doubt.of,
            actions=safe(action_name(doubt.kind, doubt.number)) if doubt.kind else "",
            day=format_day(doubt.day, today) if doubt.day else "",
        )
        for doubt in doubts
    ]
    return _first(lines, CELLS)


def question_text(question: Question, safe: Safe) -> str:
    """What only the person can tell, and why it is asked."""
    forms = {
        Asked.SHEET: _("Which sheet has the table?"),
        Asked.DATE_COLUMN: _("Which column has the days?"),
        Asked.COUNT_COLUMN: _("Which column has the counts?"),
        Asked.ORDER: _("Which comes first in “{example}”?"),
        Asked.ACTION: _("Which action does “{example}” count?")
        if question.example
        else _("Which action is a row of the table?"),
        Asked.PERSON: _("“{example}” names several people or things: whose rows are yours?"),
        Asked.CODES: _("Every number is a 2: does it mean done, or two?"),
        Asked.LIKES: _("Are likes and comments in this table yours, or those that you got?"),
    }
    text = forms[question.asked].format(example=safe(question.example))
    if not question.reach:
        return text
    why = _("This table speaks of reach: comments and reactions in it are those of others.")
    return f"{why} {text}"


def choice_text(choice: str, safe: Safe) -> str:
    """One of the answers."""
    words = {
        "dmy": _("The day"),
        "mdy": _("The month"),
        ALL_ROWS: _("All of them"),
        DONE: _("Done"),
        COUNTS: _("Two"),
        MINE: _("Mine: I gave them"),
        OTHERS: _("Those of others: I got them"),
    }
    return words.get(choice, safe(choice))
