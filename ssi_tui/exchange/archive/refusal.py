"""Why an archive, a sheet or a page can't be taken: data for the words at the edge."""

from enum import StrEnum

from ssi_tui.errors import SsiError


class Refusal(StrEnum):
    """What is wrong with a file as a whole."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    """The system won't let it be read."""
    UNKNOWN = "unknown"
    """No zip, no folder, no table."""
    SHEET = "sheet"
    """A spreadsheet where an archive is expected."""
    DAMAGED = "damaged"
    """No zip can be made of it, or what is inside does not fit its own table of contents."""
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    """Unpacks to far more than a table of text can."""
    OVERLAP = "overlap"
    """Entries lie on top of each other."""
    PATH = "path"
    """An entry's name points out of the archive, or it is a link."""
    METHOD = "method"
    """Packed in a way that LinkedIn does not use."""
    TOO_MANY = "too-many"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    """Archives inside archives inside archives."""
    LINE = "line"
    """A line longer than any that a person wrote."""
    TIME_ZONES = "time-zones"
    """This system has no table of time zones: the package tzdata brings one."""
    NO_DAYS = "no-days"
    """A sheet without a run of days and numbers."""
    DAY_ORDER = "day-order"
    """Its days could be months: too few of them to tell."""


class ArchiveRefusedError(SsiError):
    """Nothing was imported: names the file, the reason and the record, never what it says."""

    exit_code = 2

    def __init__(self, file: str, reason: Refusal, record: int | None = None) -> None:
        self.file, self.reason, self.record = file, reason, record
        at = "" if record is None else f", record {record}"
        super().__init__(f"{file}{at}: {reason}")
