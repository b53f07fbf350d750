"""LinkedIn's archive, as its member downloads it: read, counted per day, and forgotten."""

from ssi_tui.exchange.linkedin.archive import Progress, read
from ssi_tui.exchange.linkedin.formats import CONNECTION, SIGN_IN, Table
from ssi_tui.exchange.linkedin.report import (
    Acceptance,
    ArchiveReport,
    Edition,
    FileReport,
    Missing,
    NothingKnownError,
    Span,
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
    "Missing",
    "NothingKnownError",
    "Progress",
    "Refusal",
    "Span",
    "Table",
    "read",
    "span",
]
