"""What an archive holds, as numbers: nothing in here was written by or about anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ssi_tui.exchange.csv_text import CellFault, Doubt, many
from ssi_tui.exchange.linkedin.formats import REPORT_ONLY, Table
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal

Counts = Mapping[str, Mapping[date, int]]
"""Kind -> day -> how many."""


class Edition(StrEnum):
    """Which archive was asked for."""

    BASIC = "basic"
    """Without posts, comments, reactions and searches, whoever wrote many."""
    COMPLETE = "complete"


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What became of one file."""

    archive: str
    """Name of the zip or folder."""
    name: str
    """The file's name; that of an article is not told."""
    table: Table | None
    """What it was read as; None where it was passed over."""
    reason: str = ""
    """Why it was passed over: ``unknown-header``, ``not-needed``, ``not-messages``,
    ``no-direction``, ``day-order``, ``duplicate``, ``empty``, ``link``, ``no-file``,
    ``unreadable`` or a `Refusal`; or, of a table that was read, ``header-by-name``."""
    records: int = 0
    """Records in it."""
    skipped: Mapping[str, int]
    """Why records were not counted -> how many: ``repeated``, ``unreadable-date``,
    ``unclear-day`` (a connection is kept all the same), ``draft``, ``spam``, ``sponsored``,
    ``no-sender``, ``received``, ``owner-unknown``, ``note-of-request``, ``status``, ``direction``,
    ``article``, ``no-record``."""
    faults: tuple[CellFault, ...] = ()
    """The first cells in which a date should be and is not."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A table that is not in the archive."""

    table: Table
    basic: bool
    """Left out because a basic archive never has it; else LinkedIn leaves out empty ones."""


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
    last: date | None = None
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
class KindSpan:
    """How many of one kind, and when."""

    first: date
    last: date
    days: int
    """On which there was any."""
    count: int


@dataclass(frozen=True, kw_only=True)
class ArchiveReport:
    """Everything that was found, before anything is written."""

    files: tuple[FileReport, ...]
    missing: tuple[Missing, ...]
    edition: Edition
    counts: Counts
    """In the user's days; `connection` and `sign-in` are no actions and stay out of the journal."""
    stocks: Mapping[str, float]
    """`Stock` -> how many; ``profile`` is a fraction."""
    acceptance: Acceptance

    @property
    def actions(self) -> Counts:
        """The counts that are actions of the journal."""
        return {kind: days for kind, days in self.counts.items() if kind not in REPORT_ONLY}

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Days on which there is more of one action than can well be, the most first."""
        return many(self.actions)

    @property
    def clocked(self) -> bool:
        """Rows have moments: their days are those of the zone in which the archive is read."""
        return True

    @property
    def empty(self) -> bool:
        """Nothing that could be imported was found."""
        return not self.actions and not self.stocks

    @property
    def passed(self) -> tuple[FileReport, ...]:
        """The files that were not read."""
        return tuple(file for file in self.files if file.table is None)

    def span(self, kind: str) -> KindSpan:
        """First and last day of a kind, and how many; KeyError for one that is not there."""
        return span(self.counts[kind])


class NothingKnownError(ArchiveRefusedError):
    """Nothing that the journal keeps was recognised in what was given; nothing was written."""

    exit_code = 8

    def __init__(self, report: ArchiveReport) -> None:
        self.report = report
        names = dict.fromkeys(file.archive for file in report.files)
        super().__init__(", ".join(names), Refusal.NOTHING_KNOWN)


def span(days: Mapping[date, int]) -> KindSpan:
    """First and last day, and how many."""
    return KindSpan(first=min(days), last=max(days), days=len(days), count=sum(days.values()))
