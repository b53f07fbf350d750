"""Reads archives from end to end: finds the files, knows them, counts them, joins them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sim.terms import Stock
from ssi_tui.exchange.days import Order, ambiguous, in_one_month, orders
from ssi_tui.exchange.linkedin import analytics
from ssi_tui.exchange.linkedin.counting import Counting, published
from ssi_tui.exchange.linkedin.formats import (
    COMPLETE_ONLY,
    NOT_IN_BASIC,
    PREAMBLE,
    SECTIONS,
    Header,
    Table,
    parse_moment,
    recognise,
)
from ssi_tui.exchange.linkedin.identities import LedgerFile, People
from ssi_tui.exchange.linkedin.records import Records, Uncounted, is_sheet, lines, pieces, survey
from ssi_tui.exchange.linkedin.report import Acceptance, ArchiveReport, Edition, FileReport, Missing
from ssi_tui.exchange.linkedin.sources import (
    ARTICLES,
    ArchiveFile,
    ArchiveRefusedError,
    Passed,
    Refusal,
    find,
)

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
    header: Header | str
    """Or why it is passed over."""
    encoding: str = ""
    order: Order = Order.MONTH
    """Of day and month, where its dates are not LinkedIn's own any more."""
    sheet: bool = False
    """Whether it is a spreadsheet, whatever its name says."""
    lines: int = 0
    """At its beginning, at most `PREAMBLE`."""
    saved: bool = False
    """Whether a spreadsheet wrote its dates, and they tell their order."""
    unclear: Header | None = None
    """Of a table whose days could be months."""
    undated: bool = False
    """Its days stay unknown."""

    @property
    def rank(self) -> int:
        """When it is read."""
        table = None if isinstance(self.header, str) else self.header.form.table
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
        passed = [_passed(each) for each in given if isinstance(each, Passed)]
        sources = [each for each in given if isinstance(each, ArchiveFile) and not _system(each)]
        pages = [source for source in sources if ARTICLES.search(source.path)]
        tables = [source for source in sources if source.ending in LISTED]
        others = [s for s in sources if s.ending not in LISTED and not ARTICLES.search(s.path)]
        refused: list[Unreadable] = []
        known = _settled([_known(table, refused) for table in tables])
        known.sort(key=lambda known_table: known_table.rank)
        meter = _Meter(progress, [*pages, *(k.source for k in known if k.header != REFUSED)])
        counting = Counting(zone, min(today, date.max - timedelta(days=1)) + timedelta(days=1))
        reports = _articles(pages, counting, meter, refused)
        # Articles are known before Shares, which repeats them
        reports += [_table(each, counting, meter) for each in known if each.header != REFUSED]
        counting.finish()
        passed += [_report(source, None, "not-needed", 0, None) for source in others]
        files = [report() for report in reports] + passed + [_unread(*each) for each in refused]
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
REFUSED = "refused"
Unreadable = tuple[ArchiveFile, ArchiveRefusedError]
"""A file that can't be read from end to end, and why."""


def _known(source: ArchiveFile, refused: list[Unreadable]) -> Known:
    """What a file is; one that can't be read from end to end goes to those that are refused."""
    try:
        sheet = source.ending == "xlsx" or is_sheet(source)
        if sheet:
            encoding, first = "", [_as_line(row) for row in islice(_cells(source), PREAMBLE)]
        else:
            first, encoding = survey(source, PREAMBLE)
        header = recognise(source.plain, first)
        known = Known(
            source=source, header=header, encoding=encoding, sheet=sheet, lines=len(first)
        )
        if isinstance(header, str):
            return known
        order = _order(known, header)
        if order is None:
            return replace(known, header="day-order", unclear=header)
        return replace(known, order=order, saved=_saved(known, header))
    except ArchiveRefusedError as error:
        if error.reason is Refusal.TIME_ZONES:
            raise
        refused.append((source, error))
        return Known(source=source, header=REFUSED)


def _order(known: Known, header: Header) -> Order | None:
    """The order of day and month in a table that a spreadsheet has saved; None: it can't be told.

    LinkedIn's own dates leave nothing open, and tell as much in their first rows.
    """
    at = header.date
    if at is None:
        return Order.MONTH
    cells = (row[at].strip() for row in _rows(known, header) if at < len(row))
    first = list(islice(cells, LOOKED_AT))
    if all(parse_moment(cell) is not None or not cell for cell in first):
        return Order.MONTH
    dates = [cell for cell in chain(first, cells) if cell and parse_moment(cell) is None]
    fitting = orders(dates, date.max - timedelta(days=1))
    if len(fitting) == 1:
        return fitting[0]
    return in_one_month(dates) if fitting else Order.MONTH


def _settled(tables: list[Known]) -> list[Known]:
    """Tables whose days could be months, read as those that the same spreadsheet saved.

    Who is a connection needs no day: of Connections the people are kept all the same.
    """
    told = {table.order for table in tables if table.saved and not isinstance(table.header, str)}
    settled = []
    for table in tables:
        if table.unclear is None:
            settled.append(table)
        elif len(told) == 1:
            settled.append(replace(table, header=table.unclear, order=next(iter(told))))
        elif table.unclear.form.table is Table.CONNECTIONS:
            settled.append(replace(table, header=table.unclear, undated=True))
        else:
            settled.append(table)
    return settled


def _saved(known: Known, header: Header) -> bool:
    """Whether a spreadsheet wrote the first of its dates, in an order that makes a difference."""
    at = header.date
    if at is None:
        return False
    cells = [row[at].strip() for row in islice(_rows(known, header), LOOKED_AT) if at < len(row)]
    return any(parse_moment(cell) is None and ambiguous(cell) for cell in cells if cell)


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
    if isinstance(header, str):
        if source.plain in _SECTION_FILES and known.lines > 1:
            counting.standing.file(source.plain)
        meter.add(source.size)
        return partial(_report, source, None, header, 0, None)
    rows = _rows(known, header, None if known.sheet else meter.add)
    if known.sheet:
        meter.add(source.size)
    take = counting.take_undated if known.undated else counting.take
    number, skipped = take(header, rows, source.scope, known.order)
    if isinstance(rows, Records):
        skipped["no-record"] += rows.orphans
    reason = "header-by-name" if header.by_name else ""
    return partial(_report, source, header, reason, number, skipped)


def _articles(
    pages: Sequence[ArchiveFile], counting: Counting, meter: _Meter, refused: list[Unreadable]
) -> list[Later]:
    """One line for all articles of an archive: their names are their titles."""
    numbers: Counter[str] = Counter()
    skipped: dict[str, Counter[str]] = {}
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
            skipped.setdefault(source.archive, Counter())["draft"] += 1
        else:
            file = files.setdefault(source.scope, counting.ledger.file(source.scope))
            counting.article(moment, source.path.rpartition("/")[2], file)
    for file in files.values():
        file.close()
    return [
        partial(
            FileReport,
            archive=archive,
            name="Articles/*.html",
            table=Table.ARTICLES,
            records=number,
            skipped=dict(skipped.get(archive, {})),
        )
        for archive, number in numbers.items()
    ]


def _told(
    counting: Counting, files: list[FileReport], paths: Sequence[str | os.PathLike[str]]
) -> ArchiveReport:
    have = {file.table for file in files if file.table is not None}
    named = any("complete_" in Path(path).name.casefold() for path in paths)
    edition = Edition.COMPLETE if have & COMPLETE_ONLY or named else Edition.BASIC
    basic = edition is Edition.BASIC
    stocks = counting.ledger.stocks()
    fraction = counting.standing.fraction
    if fraction is not None:
        stocks[str(Stock.PROFILE)] = fraction
    return ArchiveReport(
        files=tuple(files),
        missing=tuple(
            Missing(table=table, basic=basic and table in NOT_IN_BASIC)
            for table in Table
            if table not in have
        ),
        edition=edition,
        counts=counting.ledger.counts(),
        stocks=stocks,
        acceptance=_acceptance(counting.people),
    )


def _acceptance(people: People) -> Acceptance:
    """Every request once, whatever archives it stands in."""
    sent = {(i.other.key, i.day, i.note): i for i in people.invitations if i.outgoing}
    parts = Counter((i.note, people.accepted_on(i) is not None) for i in sent.values())
    days = [i.day for i in people.invitations]
    return Acceptance(
        known=people.connections_known,
        plain=parts[False, False] + parts[False, True],
        plain_accepted=parts[False, True],
        noted=parts[True, False] + parts[True, True],
        noted_accepted=parts[True, True],
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _cells(source: ArchiveFile) -> Iterator[list[str]]:
    """The rows of a spreadsheet's first sheet, as texts."""
    if source.size > analytics.UNPACKED_MAX:
        raise ArchiveRefusedError(source.archive, Refusal.TOO_BIG)
    with TemporaryFile() as copy:  # a zip wants to be read to and fro
        for piece in pieces(source):
            copy.write(piece)
        yield from _texts(copy, source.archive)


def _texts(handle: IO[bytes], label: str) -> Iterator[list[str]]:
    with analytics.open_sheets(handle, label) as sheets:
        for row in chain.from_iterable(sheet.rows for sheet in sheets[:1]):
            yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell as LinkedIn would have written it; a day without a time stays one."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _as_line(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def _system(source: ArchiveFile) -> bool:
    name = source.path.rpartition("/")[2]
    return source.path.startswith(SYSTEM) or name.startswith(SYSTEM)


def _passed(file: Passed) -> FileReport:
    return FileReport(
        archive=file.archive, name=file.name, table=None, reason=file.reason, skipped={}
    )


def _unread(source: ArchiveFile, error: ArchiveRefusedError) -> FileReport:
    return _report(source, None, error.reason, 0, None)


def _report(
    source: ArchiveFile,
    header: Header | None,
    reason: str,
    records: int,
    skipped: Uncounted | None,
) -> FileReport:
    return FileReport(
        archive=source.archive,
        name=source.name,
        table=header.form.table if header else None,
        reason=reason,
        records=records,
        skipped={word: number for word, number in (skipped or {}).items() if number},
        faults=tuple(skipped.faults) if skipped is not None else (),
    )
