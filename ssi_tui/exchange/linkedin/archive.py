"""Reads archives from end to end: finds the files, knows them, counts them, joins them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile

from sim.terms import Stock
from ssi_tui.exchange.days import Order, ambiguous, in_one_month, orders
from ssi_tui.exchange.linkedin import analytics
from ssi_tui.exchange.linkedin.counting import Counting, LedgerFile, published
from ssi_tui.exchange.linkedin.formats import (
    COMPLETE_ONLY,
    NOT_IN_BASIC,
    PREAMBLE,
    REPORT_ONLY,
    SECTIONS,
    Header,
    parse_moment,
    recognise,
)
from ssi_tui.exchange.linkedin.people import People
from ssi_tui.exchange.linkedin.records import Records, Uncounted, is_sheet, lines, pieces, survey
from ssi_tui.exchange.linkedin.sources import (
    ARTICLE_PAGES,
    ARTICLES,
    ArchiveFile,
    ArchiveRefusedError,
    FileReport,
    Refusal,
    Table,
    find,
)
from ssi_tui.exchange.merge import Counts, Report


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Requests that were sent, and those whose receiver is a connection now."""

    known: bool = True
    """Whether any connection was read: else nobody can say what was accepted."""
    plain: int = 0
    plain_accepted: int = 0
    noted: int = 0
    noted_accepted: int = 0
    first: date | None = None
    """Invitations reach back about 180 days."""

    @property
    def rate(self) -> float | None:
        """Part of all requests that was accepted, 0 to 1; None where nobody can know it."""
        sent = self.sent
        return (self.plain_accepted + self.noted_accepted) / sent if sent and self.known else None

    @property
    def sent(self) -> int:
        """All requests."""
        return self.plain + self.noted


@dataclass(frozen=True, kw_only=True)
class ArchiveReport(Report):
    """Everything that was found, as numbers: nothing in here was written by or about anybody."""

    files: tuple[FileReport, ...]
    missing: Mapping[Table, bool]
    """Tables that are not there -> whether a basic archive never has them; LinkedIn leaves out
    others where they are empty."""
    complete: bool
    """Else it is a basic one: without posts, comments, reactions and searches, whoever wrote
    many."""
    counts: Counts
    """In the user's days; `connection` and `sign-in` are no actions and stay out of the journal."""
    acceptance: Acceptance

    @property
    def empty(self) -> bool:
        """Nothing that could be imported was found."""
        return not self.actions and not self.stocks

    @property
    def passed(self) -> tuple[FileReport, ...]:
        """The files that were not read."""
        return tuple(file for file in self.files if file.table is None)


class NothingKnownError(ArchiveRefusedError):
    """Nothing that the journal keeps was recognised in what was given; nothing was written."""

    exit_code = 8

    def __init__(self, report: ArchiveReport) -> None:
        self.report = report
        names = dict.fromkeys(file.archive for file in report.files)
        super().__init__(", ".join(names), Refusal.NOTHING_KNOWN)


Progress = Callable[[int, int], None]
"""Told how many bytes of how many were read."""
ALL_MAX = 512 << 20
"""Bytes of all tables together."""
ORDER = (Table.PROFILE, Table.CONNECTIONS, Table.INVITATIONS, Table.ARTICLES)
"""Read first, because the others are joined with them; these before the rest, in any order."""
LISTED = ("csv", "xlsx")
LOOKED_AT = 50
"""Dates of a table from which it is told whether they are LinkedIn's own."""
SYSTEM = ("__MACOSX/", ".DS_Store", "._", "Thumbs.db", "desktop.ini")
_SECTION_FILES = frozenset().union(*SECTIONS.values())


@dataclass(frozen=True, kw_only=True)
class Known:
    """A file, and what it was recognised as."""

    source: ArchiveFile
    header: Header | None
    reason: str = ""
    """Why it is passed over."""
    encoding: str = ""
    order: Order = Order.MONTH
    """Of day and month, where its dates are not LinkedIn's own any more."""
    sheet: bool = False
    """Whether it is a spreadsheet, whatever its name says."""
    lines: int = 0
    """At its beginning, at most `PREAMBLE`."""
    saved: bool = False
    """Whether a spreadsheet wrote its dates, and they tell their order."""
    undated: bool = False
    """Its days stay unknown."""

    @property
    def rank(self) -> int:
        """When it is read."""
        table = self.header and self.header.form.table
        return ORDER.index(table) if table in ORDER else len(ORDER)


def read(
    paths: Sequence[str | os.PathLike[str]],
    *,
    zone: tzinfo | None,
    today: date = date.max,
    progress: Progress | None = None,
) -> ArchiveReport:
    """Read archives of one member: zips, folders, tables, several at once.

    ``zone`` is the user's own, None for the system's.  Rows of days after ``today`` are left out
    and named, but for the day after it: LinkedIn's clock may be ahead.

    ArchiveRefusedError for what can't be an archive or means harm, where there is nothing else; a
    table that is missing, unknown or damaged beside others is no error and stands in the report.
    """
    with ExitStack() as stack:
        given = list(find(paths, stack))
        passed = [file for file in given if isinstance(file, FileReport)]
        sources = [file for file in given if isinstance(file, ArchiveFile) and not _system(file)]
        pages = [source for source in sources if ARTICLES.search(source.path)]
        tables = [source for source in sources if source.ending in LISTED]
        others = [s for s in sources if s.ending not in LISTED and not ARTICLES.search(s.path)]
        refused: list[Unreadable] = []
        recognised = list(filter(None, (_known(table, refused) for table in tables)))
        known = sorted(_settled(recognised), key=lambda table: table.rank)
        meter = _Meter(progress, [*pages, *(table.source for table in known)])
        counting = Counting(zone, min(today, date.max - timedelta(days=1)) + timedelta(days=1))
        reports = _articles(pages, counting, meter, refused)
        # Articles are known before Shares, which repeats them
        reports += [_table(table, counting, meter) for table in known]
        counting.finish()
        passed += [_report(source, "not-needed") for source in others]
        passed += [_report(source, error.reason) for source, error in refused]
        files = [report() for report in reports] + passed
        if refused and not any(file.table for file in files):
            raise refused[0][1]
        return _told(counting, files, paths)


class _Meter:
    def __init__(self, progress: Progress | None, sources: Sequence[ArchiveFile]) -> None:
        self._progress, self._done = progress, 0
        self._total = sum(source.size for source in sources)
        if self._total > ALL_MAX:
            raise ArchiveRefusedError(sources[0].archive, Refusal.TOO_BIG)

    def add(self, size: int) -> None:
        """So many bytes more."""
        self._done = min(self._done + size, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)


Later = Callable[[], FileReport]
"""A file's report, to be asked for when all files are joined."""
DAY_ORDER = "day-order"
"""Days that could be months."""
Unreadable = tuple[ArchiveFile, ArchiveRefusedError]
"""A file that can't be read from end to end, and why."""


def _known(source: ArchiveFile, refused: list[Unreadable]) -> Known | None:
    """What a file is; one that can't be read from end to end goes to those that are refused."""
    try:
        sheet = source.ending == "xlsx" or is_sheet(source)
        if sheet:
            encoding, first = "", [_as_line(row) for row in islice(_cells(source), PREAMBLE)]
        else:
            first, encoding = survey(source, PREAMBLE)
        found = recognise(source.plain, first)
        header, reason = (None, found) if isinstance(found, str) else (found, "")
        known = Known(
            source=source,
            header=header,
            reason=reason,
            encoding=encoding,
            sheet=sheet,
            lines=len(first),
        )
        if header is None:
            return known
        order, saved = _order(known, header)
        if order is None:
            return replace(known, reason=DAY_ORDER)
        return replace(known, order=order, saved=saved)
    except ArchiveRefusedError as error:
        if error.reason is Refusal.TIME_ZONES:
            raise
        refused.append((source, error))
        return None


def _order(known: Known, header: Header) -> tuple[Order | None, bool]:
    """The order of day and month in a table, None where it can't be told, and `Known.saved`.

    LinkedIn's own dates leave nothing open, and tell as much in their first rows.
    """
    at = header.date
    if at is None:
        return Order.MONTH, False
    cells = (row[at].strip() for row in _rows(known, header) if at < len(row))
    dates = [cell for cell in islice(cells, LOOKED_AT) if cell and parse_moment(cell) is None]
    if not dates:
        return Order.MONTH, False
    saved = any(map(ambiguous, dates))
    dates += [cell for cell in cells if cell and parse_moment(cell) is None]
    fitting = orders(dates, date.max - timedelta(days=1))
    if len(fitting) == 1:
        return fitting[0], saved
    return in_one_month(dates) if fitting else Order.MONTH, saved


def _settled(tables: list[Known]) -> Iterator[Known]:
    """Tables whose days could be months, read as those that the same spreadsheet saved.

    Who is a connection needs no day: of Connections the people are kept all the same.
    """
    told = {table.order for table in tables if table.saved}
    for table in tables:
        if table.reason == DAY_ORDER and len(told) == 1:
            yield replace(table, reason="", order=next(iter(told)))
        elif table.reason == DAY_ORDER and table.rank == ORDER.index(Table.CONNECTIONS):
            yield replace(table, reason="", undated=True)
        else:
            yield table


def _rows(
    known: Known, header: Header, meter: Callable[[int], None] | None = None
) -> Iterable[list[str]]:
    """The rows below the header."""
    if known.sheet:
        return islice(_cells(known.source), header.above, None)
    below = islice(lines(known.source, meter, known.encoding), header.above, None)
    return Records(below, header.layout)


def _table(known: Known, counting: Counting, meter: _Meter) -> Later:
    source, header = known.source, known.header
    if header is None or known.reason:
        if source.plain in _SECTION_FILES and known.lines > 1:
            counting.standing.file(source.plain)
        meter.add(source.size)
        return partial(_report, source, known.reason)
    if known.sheet:
        meter.add(source.size)
    rows = counting.take(
        header,
        _rows(known, header, None if known.sheet else meter.add),
        source.scope,
        known.order,
        undated=known.undated,
    )
    reason = "header-by-name" if header.by_name else ""
    return lambda: _report(source, reason, header.form.table, rows.number, rows.skipped)


def _articles(
    pages: Sequence[ArchiveFile], counting: Counting, meter: _Meter, refused: list[Unreadable]
) -> list[Later]:
    """One line for all articles of an archive."""
    numbers: Counter[str] = Counter()
    drafts: Counter[str] = Counter()
    files: dict[str, LedgerFile] = {}
    for source in pages:
        meter.add(source.size)
        try:
            moment = published(source)
        except ArchiveRefusedError as error:
            refused.append((source, error))
            continue
        numbers[source.archive] += 1
        if moment is None:
            drafts[source.archive] += 1
        else:
            if source.scope not in files:
                files[source.scope] = counting.ledger.file(source.scope)
            counting.article(moment, source.path.rpartition("/")[2], files[source.scope])
    return [
        partial(
            FileReport,
            archive=archive,
            name=ARTICLE_PAGES,
            table=Table.ARTICLES,
            records=number,
            skipped={"draft": drafts[archive]} if drafts[archive] else {},
        )
        for archive, number in numbers.items()
    ]


def _told(
    counting: Counting, files: list[FileReport], paths: Sequence[str | os.PathLike[str]]
) -> ArchiveReport:
    have = {file.table for file in files if file.table is not None}
    named = any("complete_" in Path(path).name.casefold() for path in paths)
    complete = named or not have.isdisjoint(COMPLETE_ONLY)
    stocks = counting.ledger.stocks()
    fraction = counting.standing.fraction
    if fraction is not None:
        stocks[str(Stock.PROFILE)] = fraction
    counts = counting.ledger.counts()
    return ArchiveReport(
        actions={kind: days for kind, days in counts.items() if kind not in REPORT_ONLY},
        stocks=stocks,
        clocked=True,
        files=tuple(files),
        missing={t: not complete and t in NOT_IN_BASIC for t in Table if t not in have},
        complete=complete,
        counts=counts,
        acceptance=_acceptance(counting.people),
    )


def _acceptance(people: People) -> Acceptance:
    """Every request once, whatever archives it stands in."""
    sent = {(i.other.key, i.day, i.note): i for i in people.invitations if i.outgoing}
    parts = Counter((i.note, people.accepted_on(i) is not None) for i in sent.values())
    return Acceptance(
        known=people.connections_known,
        plain=parts[False, False] + parts[False, True],
        plain_accepted=parts[False, True],
        noted=parts[True, False] + parts[True, True],
        noted_accepted=parts[True, True],
        first=min((i.day for i in people.invitations), default=None),
    )


def _cells(source: ArchiveFile) -> Iterator[list[str]]:
    """The rows of a spreadsheet's first sheet, as texts."""
    if source.size > analytics.UNPACKED_MAX:
        raise ArchiveRefusedError(source.archive, Refusal.TOO_BIG)
    with TemporaryFile() as copy:  # a zip wants to be read to and fro
        for piece in pieces(source):
            copy.write(piece)
        with analytics.open_sheets(copy, source.archive) as sheets:
            for row in chain.from_iterable(sheet.rows for sheet in sheets[:1]):
                yield [analytics.cell_text(cell) for cell in row]


def _as_line(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def _system(source: ArchiveFile) -> bool:
    name = source.path.rpartition("/")[2]
    return source.path.startswith(SYSTEM) or name.startswith(SYSTEM)


def _report(
    source: ArchiveFile,
    reason: str,
    table: Table | None = None,
    records: int = 0,
    skipped: Uncounted | None = None,
) -> FileReport:
    skipped = skipped or Uncounted()
    return FileReport(
        archive=source.archive,
        name=source.name,
        table=table,
        reason=reason,
        records=records,
        skipped={word: number for word, number in skipped.items() if number},
        faults=tuple(skipped.faults),
    )
