"""LinkedIn's archive, as its member downloads it: read, counted per day, and forgotten."""

from ssi_tui.exchange.archive.reading import Progress, read
from ssi_tui.exchange.archive.refusal import ArchiveRefusedError, Refusal
from ssi_tui.exchange.archive.report import (
    Acceptance,
    ArchiveReport,
    Edition,
    FileReport,
    Missing,
    Span,
    span,
)
from ssi_tui.exchange.archive.tables import CONNECTION, SIGN_IN, Table

__all__ = [
    "CONNECTION",
    "SIGN_IN",
    "Acceptance",
    "ArchiveRefusedError",
    "ArchiveReport",
    "Edition",
    "FileReport",
    "Missing",
    "Progress",
    "Refusal",
    "Span",
    "Table",
    "read",
    "span",
]
