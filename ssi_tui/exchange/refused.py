"""Why a JSON or CSV file can't be taken: data for the words at the edge."""

from enum import StrEnum

from ssi_tui.errors import SsiError


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
