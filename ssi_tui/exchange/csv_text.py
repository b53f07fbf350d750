"""CSV as text: written so that no spreadsheet runs it, read whatever wrote it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from ssi_tui.errors import SsiError
from ssi_tui.exchange.encoding import decoded


class Fault(StrEnum):
    """What is wrong with a file, or with one place in it."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    """The system won't let it be read."""
    TOO_BIG = "too-big"
    SHEET = "sheet"
    """A spreadsheet's own format."""
    NOT_JSON = "not-json"
    NO_EXPORT = "no-export"
    """JSON, but nothing that this program has written."""
    NEWER = "newer"
    """Written by a later version of this program."""
    RECORD = "record"
    """One record is none: `place` says which."""
    NO_TABLE = "no-table"
    """Fewer than two columns or no row."""
    NO_DATES = "no-dates"
    """No column has days."""
    NO_COLUMN = "no-column"
    """A column that was named is not there."""
    NO_COUNTS = "no-counts"
    """The column named `place` holds no counts."""


class FileRefusedError(SsiError):
    """Nothing was imported: names the file, the reason and the place."""

    exit_code = 2

    def __init__(self, file: str, fault: Fault, place: str = "", value: str = "") -> None:
        self.file, self.fault, self.place, self.value = file, fault, place, value
        super().__init__(f"{file}: {place}: {fault}")


SIZE_MAX = 64 << 20
"""Bytes: ten years of many entries a day have about 3 MB."""


ROWS_MAX = 1_000_000


DELIMITERS = ",;\t|"


SNIFFED = 50
"""Rows from which the delimiter is told."""


# Formulas start with one of these, also behind a delimiter: a spreadsheet that expects
# semicolons cuts the line elsewhere than we do.
_RISKY = re.compile(r"^('*)(?=[\t\r])|(^|[,;|\t\r\n\"])('*)(?=[=+\-@])")


_GUARDED = re.compile(r"^'('*)(?=[\t\r])|(^|[,;|\t\r\n\"])'('*)(?=[=+\-@])")


def guarded(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run."""
    return _RISKY.sub(lambda found: f"{found[2] or ''}'{found[1] or found[3] or ''}", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub(lambda found: (found[2] or "") + (found[1] or found[3] or ""), text)


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


def read_rows(data: bytes, label: str) -> list[tuple[int, list[str]]]:
    """(Line, cells) of every row that is not empty, without guards."""
    if data.startswith(b"PK\x03\x04"):
        raise FileRefusedError(label, Fault.SHEET)
    text = decoded(data)
    try:
        found = list(_rows(text, _delimiter(text)))
    except csv.Error:
        raise FileRefusedError(label, Fault.NO_TABLE) from None
    if len(found) > ROWS_MAX:
        raise FileRefusedError(label, Fault.TOO_BIG)
    return found


def _rows(text: str, delimiter: str, most: int = ROWS_MAX + 1) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [unguarded(cell) for cell in row]
            number += 1
            if number == most:
                return


def _delimiter(text: str) -> str:
    """The one by which the most rows have equally many columns, and more than one."""

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for _, row in _rows(text, delimiter, SNIFFED)]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=fitness)
