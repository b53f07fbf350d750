"""CSV as text: written so that no spreadsheet runs it, read whatever wrote it, in any encoding."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ssi_tui.errors import SsiError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

LOOKED_AT = 200
"""Bytes at the beginning in which zeros are counted."""
WINDOWS = "cp1252"
"""What spreadsheets of an older Windows write."""


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that a file's first bytes tell, and how many of them only mark it.

    ``utf-8`` also where nothing tells: the whole file says whether it is.
    """
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    head = head[:LOOKED_AT]
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le", 0
    if head[::2].count(0) * 3 > len(head):
        return "utf-16-be", 0
    return "utf-8", 0


def decoded(data: bytes) -> str:
    """The text; what is none in any encoding becomes question marks."""
    encoding, mark = encoding_of(data)
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError:
        fallback = WINDOWS if encoding == "utf-8" else encoding
        return data[mark:].decode(fallback, errors="replace")


class Fault(StrEnum):
    """What is wrong with a file, or with one place in it; in words: `wording.errors.FAULTS`."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    TOO_BIG = "too-big"
    SHEET = "sheet"
    NOT_JSON = "not-json"
    NO_EXPORT = "no-export"
    NEWER = "newer"
    RECORD = "record"
    """One record is none: `place` says which."""
    NO_TABLE = "no-table"
    """Fewer than two columns or no row."""
    NO_DATES = "no-dates"
    NO_COLUMN = "no-column"
    """The columns there are stand in `place`; `value` was asked for."""
    NO_COUNTS = "no-counts"
    """The column named `place` holds no counts; the first cell that is none is `value`."""
    NO_SCORE = "no-score"
    """The column named `place` holds no score that can be, but `value`."""
    NO_YEAR = "no-year"
    WEEKS = "weeks"
    MONTHS = "months"
    NO_SUCH_DAY = "no-such-day"
    NOTHING = "nothing"
    """Days, but nothing beside them that could be understood."""
    OTHERS = "others"
    ALL_TO_COME = "all-to-come"


class FileRefusedError(SsiError):
    """Nothing was imported: names the file, the reason and the place."""

    exit_code = 2

    def __init__(self, file: str, fault: Fault, place: str = "", value: str = "") -> None:
        self.file, self.fault, self.place, self.value = file, fault, place, value
        super().__init__(f"{file}: {place}: {fault}")


Row = tuple[int, list[str]]
"""A line's number and its cells."""
SIZE_MAX = 64 << 20
"""Bytes: ten years of many entries a day have about 3 MB."""
ROWS_MAX = 1_000_000
DELIMITERS = ",;\t|"
JOINED_MAX = 40
"""Lines over which a cell can go."""
_SEPARATOR = re.compile(r"sep=([,;|\t])")
"""A first line by which Excel is told what stands between cells."""
_DAY = re.compile(r'"?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}')
SNIFFED = 50
"""Rows from which the delimiter is told."""


# Formulas start with one of these, also behind a delimiter: a spreadsheet that expects
# semicolons cuts the line elsewhere than we do.
_RISKY = re.compile(r"^('*)(?=[\t\r])|(^|[,;|\t\r\n\"])('*)(?=[=+\-@])")
_GUARDED = re.compile(r"^'('*)(?=[\t\r])|(^|[,;|\t\r\n\"])'('*)(?=[=+\-@])")


def guarded(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run."""
    return _RISKY.sub(lambda match: f"{match[2] or ''}'{match[1] or match[3] or ''}", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub(lambda match: (match[2] or "") + (match[1] or match[3] or ""), text)


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that has commas between them."""
    return frozenset(" ".join(word.split()) for word in listed.split(","))


def write_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with commas, every cell guarded."""
    lines = (",".join(_quoted(guarded(cell)) for cell in row) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _quoted(cell: str) -> str:
    """The cell as it stands in a line; the csv module leaves a lone carriage return bare."""
    if any(char in cell for char in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def read_file(path: Path) -> bytes:
    """The bytes of a file to be imported: FileRefusedError where it can't be one."""
    try:
        if path.stat().st_size > SIZE_MAX:
            raise FileRefusedError(path.name, Fault.TOO_BIG)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileRefusedError(path.name, Fault.NOT_FOUND) from None
    except OSError:
        raise FileRefusedError(path.name, Fault.UNREADABLE) from None


def read_rows(data: bytes, label: str, unquoted: list[int] | None = None) -> list[Row]:
    """(Line, cells) of every row that is not empty, without guards.

    `unquoted` takes the lines on which a quotation mark is opened and never closed; there it is
    only a mark, so that no row below is lost in it.
    """
    if data.startswith(b"PK\x03\x04"):
        raise FileRefusedError(label, Fault.SHEET)
    text = decoded(data)
    first, _mark, rest = text.partition("\n")
    told = _SEPARATOR.fullmatch(first.strip())
    text = rest if told else text
    delimiter = told[1] if told else _delimiter(text)
    try:
        rows = list(islice(_rows(text, delimiter, strict=True), ROWS_MAX + 1))
    except csv.Error:
        rows = []
    if not rows or _swallowed(rows, delimiter):
        rows = _line_by_line(text, delimiter, label, unquoted)
    if len(rows) > ROWS_MAX:
        raise FileRefusedError(label, Fault.TOO_BIG)
    return [(line + 1, row) for line, row in rows] if told else rows


def _rows(text: str, delimiter: str, *, strict: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [unguarded(cell) for cell in row]


def _swallowed(rows: Sequence[Row], delimiter: str) -> bool:
    """Whether a cell over several lines holds rows: another quote closed its own."""
    width = len(rows[0][1])
    return any(
        len(line.split(delimiter)) >= max(2, width - 1)
        for _, row in rows
        for cell in row
        if "\n" in cell
        for line in cell.split("\n")[1:]
        if line[:4].strip('"').isdecimal() or _DAY.match(line)
    )


def _line_by_line(text: str, delimiter: str, label: str, unquoted: list[int] | None) -> list[Row]:
    """Rows of a table whose quotes do not fit: a quote that never closes is only a mark."""
    rows: list[Row] = []
    lines = text.splitlines()
    if any(len(line) > csv.field_size_limit() for line in lines):
        raise FileRefusedError(label, Fault.NO_TABLE)
    at = 0
    while at < len(lines):
        row = _one_row(lines[at], delimiter)
        end = at + 1
        while row is None and end < min(len(lines), at + JOINED_MAX):
            if len(lines[end].split(delimiter)) >= (len(rows[0][1]) if rows else 2):
                break  # a row of its own
            end += 1
            row = _one_row("\n".join(lines[at:end]), delimiter)
        if row is None:
            row, end = [cell.replace('"', "") for cell in lines[at].split(delimiter)], at + 1
            if unquoted is not None:
                unquoted.append(at + 1)
        if any(cell.strip() for cell in row):
            rows.append((end, [unguarded(cell) for cell in row]))
        at = end
    return rows


def _one_row(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None where a quote in it is not closed."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _delimiter(text: str) -> str:
    """The one by which the most rows have equally many columns, and more than one."""

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            rows = islice(_rows(text, delimiter, strict=False), SNIFFED)
            widths = [len(row) for _, row in rows]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=fitness)


class CellFault(NamedTuple):
    """A cell that was not understood, and why."""

    why: str
    """``no-day``, ``to-come``, ``repeated``, ``no-count``, ``no-action``, ``no-score`` or
    ``no-quote``."""
    line: int
    column: str
    value: str
