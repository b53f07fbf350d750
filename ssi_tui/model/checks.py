"""What a value may be before it comes near a file: counts, names and texts."""

from __future__ import annotations

from ssi_tui.errors import BadValueError

COUNT_MAX = 10_000
"""More of one kind on one day is a slip of the finger."""
NOTE_MAX = 2_000
"""Characters that a note can have."""
KIND_MAX = 60
"""Characters that the name of a kind can have."""


def check_count(count: int, least: int = 1) -> None:
    """Refuse what is no whole number from `least` to COUNT_MAX: BadValueError."""
    if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= COUNT_MAX:
        raise BadValueError("count", count, f"a whole number from {least} to {COUNT_MAX}")


def check_text(field: str, text: str, longest: int = NOTE_MAX) -> None:
    """Refuse what no JSON file can carry unharmed or no screen can show: BadValueError."""
    if len(text) > longest:
        raise BadValueError(field, ascii(text[:20]) + "…", f"at most {longest} characters")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise BadValueError(field, ascii(text[:20]), "readable text")


def check_kind(kind: str) -> None:
    """Refuse an empty, endless or unprintable name of a kind: BadValueError."""
    check_text("kind", kind, KIND_MAX)
    if not kind or not kind.isprintable():
        raise BadValueError("kind", kind, "the name of an action")
