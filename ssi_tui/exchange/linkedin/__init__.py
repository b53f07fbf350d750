"""LinkedIn's archive, as its member downloads it: read, counted per day, and forgotten."""

from ssi_tui.exchange.linkedin.archive import Progress, read
from ssi_tui.exchange.linkedin.formats import CONNECTION, SIGN_IN, Table
from ssi_tui.exchange.linkedin.report import (
    Acceptance,
    ArchiveReport,
    Edition,
    FileReport,
    KindSpan,
    Missing,
    NothingKnownError,
    span,
)
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal

__all__ = [
    "CONNECTION",
    "SIGN_IN",
    "Acceptance",
    "ArchiveRefusedError",
    "ArchiveReport",
    "Edition",
    "FileReport",
    "KindSpan",
    "Missing",
    "NothingKnownError",
    "Progress",
    "Refusal",
    "Table",
    "read",
    "span",
]
