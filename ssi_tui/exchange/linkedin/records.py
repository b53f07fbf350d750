"""Records of tables that were not always written as tables should be.

Quotes may be escaped by doubling or by a backslash, texts may break over lines and hold delimiters
without being quoted, and a quote may never close.  Every line is looked at a bounded number of
times.
"""

import codecs
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from ssi_tui.exchange.csv_text import WINDOWS, CellFault, encoding_of
from ssi_tui.exchange.linkedin import sources
from ssi_tui.exchange.linkedin.sources import ArchiveFile, ArchiveRefusedError, Refusal

PIECE = 256 << 10
"""Bytes read at once."""
LINE_MAX = 1 << 20
"""Characters; LinkedIn's longest message has 8,000."""


def pieces(source: ArchiveFile) -> Iterator[bytes]:
    """The file's bytes; ArchiveRefusedError where they are not as many as promised."""
    total = 0
    try:
        with source.open() as handle:
            while piece := handle.read(PIECE):
                total += len(piece)
                yield piece
    except sources.FAULTS:
        raise ArchiveRefusedError(source.label, Refusal.DAMAGED) from None
    if total != source.size:
        raise ArchiveRefusedError(source.label, Refusal.DAMAGED)


def lines(
    source: ArchiveFile, read: Callable[[int], None] | None = None, encoding: str = ""
) -> Iterator[str]:
    """The file's lines, without their ends; bytes that are no text become question marks.

    ``read`` is told how many bytes were taken each time.  ``encoding`` is that of `survey`, for a
    file whose first bytes don't tell it.
    """
    decoder: codecs.IncrementalDecoder | None = None
    rest, end = "", "\n"
    for piece in pieces(source):
        if read is not None:
            read(len(piece))
        if decoder is None:
            told, skip = encoding_of(piece)
            decoder = codecs.getincrementaldecoder(encoding or told)(errors="replace")
            rest = decoder.decode(piece[skip:])
            end = "\r" if "\n" not in rest and "\r" in rest[:-1] else end  # spreadsheets on a Mac
        else:
            rest += decoder.decode(piece)
        *whole, rest = rest.split(end)
        for line in whole:
            yield line.removesuffix("\r")
        if len(rest) > LINE_MAX:
            raise ArchiveRefusedError(source.label, Refusal.LINE)
    if decoder is not None:
        rest += decoder.decode(b"", final=True)
    if rest:
        yield rest.removesuffix("\r")


def survey(source: ArchiveFile, lines_most: int) -> tuple[list[str], str]:
    """The first lines of a file and its encoding, once all of it was found to be whole.

    ArchiveRefusedError: it is damaged, or has a line that nobody wrote.
    """
    decoder: codecs.IncrementalDecoder | None = None
    encoding = ""
    for piece in pieces(source):
        if decoder is None and not encoding:
            told, skip = encoding_of(piece)
            decoder = codecs.getincrementaldecoder(told)() if told == "utf-8" else None
            encoding, piece = told, piece[skip:]
        if decoder is not None:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                decoder, encoding = None, WINDOWS
    rest = lines(source, encoding=encoding)
    first = list(islice(rest, lines_most))
    deque(rest, maxlen=0)
    return first, encoding


def is_sheet(source: ArchiveFile) -> bool:
    """Whether it is a zip inside, as an xlsx under a csv name is."""
    try:
        with source.open() as handle:
            return handle.read(4) == b"PK\3\4"
    except sources.FAULTS:
        raise ArchiveRefusedError(source.label, Refusal.DAMAGED) from None


AHEAD = 256 << 10
"""Characters after which an open quote is no quote."""
LINES = 1_000
"""Lines that one record without quotes can go on in."""
BROKEN = 8
"""Quotes that never close, after which no quote is trusted over the end of a line."""


@dataclass(frozen=True, kw_only=True)
class TableLayout:
    """How one table is written."""

    delimiter: str
    width: int
    """Columns that its header has."""
    text: int | None
    """The column that takes what is too much for the width: people write delimiters."""
    start: re.Pattern[str] | None
    """What a record starts with; any other line continues the one before."""
    backslash: bool
    """Quotes are escaped as ``\\"`` as well."""
    own: Callable[[list[str]], bool]
    """Whether fields of a line on its own are a record, and not the rest of one."""


class RecordFields:
    """Fields of one record, fed line by line."""

    def __init__(self, delimiter: str, backslash: bool) -> None:
        self._delimiter, self._backslash = delimiter, backslash
        self.done: list[str] = []
        self._part: list[str] | None = None

    def feed(self, line: str) -> bool:
        """Take one more line in; False while a quote is open."""
        at = 0
        if self._part is not None:
            self._part.append("\n")
        while True:
            if self._part is not None:
                close = self._closing(line, at)
                if close < 0:
                    self._part.append(line[at:])
                    return False
                self._part.append(line[at:close])
                self.done.append(self._plain("".join(self._part)))
                self._part = None
                if close + 1 == len(line):
                    return True
                at = close + 2
            elif line.startswith('"', at):
                self._part, at = [], at + 1
            elif (quote := line.find('"', at)) < 0:
                self.done += line[at:].split(self._delimiter)
                return True
            else:
                to = line.rfind(self._delimiter, at, quote)
                if to < 0:  # a quote inside a field is only a quote
                    to = line.find(self._delimiter, quote)
                if to < 0:
                    self.done.append(line[at:])
                    return True
                self.done += line[at:to].split(self._delimiter)
                at = to + 1

    def _closing(self, line: str, at: int) -> int:
        """Where the quote closes: before a delimiter or the end of a line; -1 if not here."""
        while (at := line.find('"', at)) >= 0:
            after = line[at + 1 : at + 2]
            if self._backslash and _backslashes(line, at) % 2:
                at += 1
            elif after == '"':
                at += 2
            elif after in ("", self._delimiter):
                return at
            else:
                at += 1
        return -1

    def _plain(self, text: str) -> str:
        if self._backslash and "\\" in text:
            text = re.sub(r"\\(.)", r"\1", text)
        return text.replace('""', '"') if '"' in text else text


class Records:
    """Reads the records after the header."""

    def __init__(self, lines: Iterator[str], layout: TableLayout) -> None:
        self._lines, self._layout = lines, layout
        self._back: deque[str] = deque()
        self._broken = self._read = 0
        self.line = 0
        """At which of the lines below the header the last record began."""
        self.orphans = 0
        """Lines before the first record."""

    def __iter__(self) -> Iterator[list[str]]:
        """Field lists, as wide as the header where that can be had."""
        layout = self._layout
        while (line := self._next()) is not None:
            if not line.strip():
                continue
            if layout.start is not None and not layout.start.match(line):
                self.orphans += 1
                continue
            self.line = self._read
            fields = self._record(line)
            if layout.start is not None:
                self._skip(layout.start)
            elif len(fields) < layout.width:
                self._join(fields)
            yield _fitted(fields, layout)

    def _record(self, line: str) -> list[str]:
        """One record, over as many lines as its quotes span."""
        layout = self._layout
        if '"' not in line:
            return line.split(layout.delimiter)
        fields = RecordFields(layout.delimiter, layout.backslash)
        taken: list[str] = []
        size, last = 0, line
        if fields.feed(line):
            return fields.done
        while self._broken < BROKEN:
            more = self._next() if size < AHEAD else None
            if more is None:
                self._broken += 1
                break
            taken.append(more)
            starts = layout.start is not None and layout.start.match(more) is not None
            if starts and layout.backslash and last.endswith('\\"'):
                break  # a text that ends in a backslash
            if fields.feed(more):
                return fields.done
            size, last = size + len(more) + 1, more
        self._put_back(*taken)
        return [part.strip('"') for part in line.split(layout.delimiter)]

    def _skip(self, start: re.Pattern[str]) -> None:
        """Pass over what continues a record: no count is in it."""
        while (line := self._next()) is not None:
            if start.match(line):
                self._put_back(line)
                return

    def _join(self, fields: list[str]) -> None:
        """Add the lines that a record without quotes went on in."""
        layout = self._layout
        for _ in range(LINES):
            line = self._next() if len(fields) < layout.width else None
            if line is None:
                return
            rest = line.split(layout.delimiter)
            if '"' in line:
                broken = RecordFields(layout.delimiter, layout.backslash)
                rest = broken.done if broken.feed(line) else rest
            if layout.own(rest):
                self._put_back(line)
                return
            fields[-1] += "\n" + rest[0]
            fields += rest[1:]

    def _next(self) -> str | None:
        line = self._back.popleft() if self._back else next(self._lines, None)
        self._read += line is not None
        return line

    def _put_back(self, *taken: str) -> None:
        self._back.extendleft(reversed(taken))
        self._read -= len(taken)


def _fitted(fields: list[str], layout: TableLayout) -> list[str]:
    """As wide as the header: what is too much belongs to the text."""
    over = len(fields) - layout.width
    if over > 0 and layout.text is not None:
        end = layout.text + over + 1
        return [
            *fields[: layout.text],
            layout.delimiter.join(fields[layout.text : end]),
            *fields[end:],
        ]
    return fields


def _backslashes(line: str, at: int) -> int:
    """How many stand right before."""
    count = 0
    while at > count and line[at - count - 1] == "\\":
        count += 1
    return count


COUNTED = {"no-day": "unreadable-date", "to-come": "to-come"}
"""Why a cell is named -> why its row is not counted."""
NAMED = 20
"""Cells of a file at most that are kept to be named."""
VALUE_MAX = 60
"""Letters of such a cell."""


class Uncounted(Counter[str]):
    """Why rows of a file were not counted -> how many."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[CellFault] = []
        """The first cells in which a date should be and is not, or is still to come."""

    def fault(self, why: str, line: int, value: str) -> None:
        """A row whose date can't be read, ``no-day``, or has not been, ``to-come``."""
        self[COUNTED[why]] += 1
        if len(self.faults) < NAMED:
            self.faults.append(CellFault(why, line, "", value.strip()[:VALUE_MAX]))
