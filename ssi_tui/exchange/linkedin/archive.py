"""Reads archives from end to end: finds the files, knows them, counts them, joins them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sim.terms import Stock
from ssi_tui.exchange.linkedin import analytics
from ssi_tui.exchange.linkedin.counting import Counting, published
from ssi_tui.exchange.linkedin.dates import Clock, day_reader
from ssi_tui.exchange.linkedin.formats import (
    COMPLETE_ONLY,
    NOT_IN_BASIC,
    PREAMBLE,
    SECTIONS,
    Header,
    Table,
    recognise,
)
from ssi_tui.exchange.linkedin.people import People
from ssi_tui.exchange.linkedin.records import Records, is_sheet, lines, pieces
from ssi_tui.exchange.linkedin.report import Acceptance, ArchiveReport, Edition, FileReport, Missing
from ssi_tui.exchange.linkedin.sources import (
    ARTICLES,
    ArchiveRefusedError,
    Passed,
    Refusal,
    Source,
    find,
)

Progress = Callable[[int, int], None]
"""Told how many bytes of how many were read."""


ALL_MAX = 512 << 20
"""Bytes of all tables together."""


ORDER = (Table.PROFILE, Table.CONNECTIONS, Table.INVITATIONS, Table.ARTICLES)
"""Read first, because the others are joined with them; these before the rest, in any order."""


LISTED = ("csv", "xlsx")


SYSTEM = ("__MACOSX/", ".DS_Store", "._", "Thumbs.db", "desktop.ini")


_SECTION_FILES = frozenset().union(*SECTIONS.values())


@dataclass(frozen=True, kw_only=True)
class Known:
    """A file, and what it was recognised as."""

    source: Source
    header: Header | str
    """Or why it is passed over."""

    @property
    def rank(self) -> int:
        """When it is read."""
        table = None if isinstance(self.header, str) else self.header.form.table
        return ORDER.index(table) if table in ORDER else len(ORDER)


def read(
    paths: Sequence[str | os.PathLike[str]],
    *,
    zone: tzinfo | None,
    progress: Progress | None = None,
) -> ArchiveReport:
    """Read archives of one member: zips, folders, tables, several at once.

    ``zone`` is the user's own, None for the system's.  ArchiveRefusedError for what can't be an
    archive or means harm; a table that is missing or unknown is no error and stands in the report.
    """
    with ExitStack() as stack:
        found = list(find(paths, stack))
        passed = [_passed(each) for each in found if isinstance(each, Passed)]
        sources = [each for each in found if isinstance(each, Source) and not _system(each)]
        pages = [source for source in sources if ARTICLES.search(source.path)]
        tables = [source for source in sources if source.ending in LISTED]
        others = [s for s in sources if s.ending not in LISTED and not ARTICLES.search(s.path)]
        meter = _Meter(progress, [*pages, *tables])
        known = sorted((Known(source=s, header=_know(s)) for s in tables), key=lambda k: k.rank)
        counting = Counting(zone)
        reports = _articles(pages, counting, meter, zone)
        # Articles are known before Shares, which repeats them
        reports += [_table(each, counting, meter) for each in known]
        counting.finish()
        for source in others:
            passed.append(_report(source, None, "not-needed"))
        return _told(counting, reports + passed, paths)


class _Meter:
    def __init__(self, progress: Progress | None, sources: Sequence[Source]) -> None:
        self._progress, self._done = progress, 0
        self._total = sum(source.size for source in sources)
        if self._total > ALL_MAX:
            raise ArchiveRefusedError(sources[0].archive, Refusal.TOO_BIG)

    def add(self, size: int) -> None:
        """So many bytes more."""
        self._done = min(self._done + size, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)


def _know(source: Source) -> Header | str:
    """What a file is, from its first lines."""
    if source.ending == "xlsx" or is_sheet(source):
        return recognise(source.plain, [_as_line(row) for row in islice(_cells(source), PREAMBLE)])
    return recognise(source.plain, list(islice(lines(source), PREAMBLE)))


def _table(known: Known, counting: Counting, meter: _Meter) -> FileReport:
    source, header = known.source, known.header
    if isinstance(header, str):
        rows = 0
        if source.plain in _SECTION_FILES:
            rows = sum(1 for line in islice(lines(source), 3) if line.strip()) - 1
        if rows > 0:
            counting.standing.file(source.plain)
        meter.add(source.size)
        return _report(source, None, header)
    if source.ending == "xlsx" or is_sheet(source):
        meter.add(source.size)
        rows_in_sheet = islice(_cells(source), header.above, None)
        number, skipped = counting.take(header, rows_in_sheet, source.scope)
        return _report(source, header, "", number, skipped)
    below = islice(lines(source, meter.add), header.above, None)
    records = Records(below, header.layout)
    number, skipped = counting.take(header, records, source.scope)
    skipped["no-record"] += records.orphans
    return _report(source, header, "header-by-name" if header.by_name else "", number, skipped)


def _articles(
    pages: Sequence[Source], counting: Counting, meter: _Meter, zone: tzinfo | None
) -> list[FileReport]:
    """One line for all articles of an archive: their names are their titles."""
    day = day_reader(Clock.UTC, zone)
    numbers: Counter[str] = Counter()
    skipped: dict[str, Counter[str]] = {}
    for source in pages:
        moment = published(source)
        numbers[source.archive] += 1
        if moment is None:
            skipped.setdefault(source.archive, Counter())["draft"] += 1
        else:
            counting.article(moment, day, source.scope)
        meter.add(source.size)
    return [
        FileReport(
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
    stocks = counting.tally.stocks()
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
        counts=counting.tally.counts(),
        stocks=stocks,
        acceptance=_acceptance(counting.people),
    )


def _acceptance(people: People) -> Acceptance:
    """Every request once, whatever archives it stands in."""
    sent = {(i.other.key, i.day, i.note): i for i in people.invitations if i.outgoing}
    parts = Counter((i.note, people.accepted_on(i) is not None) for i in sent.values())
    days = [i.day for i in people.invitations]
    return Acceptance(
        plain=parts[False, False] + parts[False, True],
        plain_accepted=parts[False, True],
        noted=parts[True, False] + parts[True, True],
        noted_accepted=parts[True, True],
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _cells(source: Source) -> Iterator[list[str]]:
    """The rows of a spreadsheet's first sheet, as texts."""
    if source.size > analytics.UNPACKED_MAX:
        raise ArchiveRefusedError(source.archive, Refusal.TOO_BIG)
    with TemporaryFile() as copy:  # a zip wants to be read to and fro
        for piece in pieces(source):
            copy.write(piece)
        yield from _texts(copy, source.archive)


def _texts(handle: IO[bytes], label: str) -> Iterator[list[str]]:
    with analytics.open_sheets(handle, label) as found:
        for row in chain.from_iterable(sheet.rows for sheet in found[:1]):
            yield ["" if cell is None else str(cell) for cell in row]


def _as_line(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def _system(source: Source) -> bool:
    name = source.path.rpartition("/")[2]
    return source.path.startswith(SYSTEM) or name.startswith(SYSTEM)


def _passed(each: Passed) -> FileReport:
    return FileReport(
        archive=each.archive, name=each.name, table=None, reason=each.reason, skipped={}
    )


def _report(
    source: Source,
    header: Header | None,
    reason: str,
    records: int = 0,
    skipped: Counter[str] | None = None,
) -> FileReport:
    return FileReport(
        archive=source.archive,
        name=source.name,
        table=header.form.table if header else None,
        reason=reason,
        records=records,
        skipped={word: number for word, number in (skipped or {}).items() if number},
    )
