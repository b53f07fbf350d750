"""One entry of the journal: so many of one kind of action on one local calendar day."""

from dataclasses import dataclass
from datetime import date

from ssi_tui.model.checks import COUNT_MAX, NOTE_MAX, check_count, check_kind, check_text

__all__ = ["COUNT_MAX", "NOTE_MAX", "Action", "check_text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """So many of one kind on one day; several entries a day add up."""

    id: int
    """Random and its own, made before the first write; shown as `ids.short(id)`."""
    kind: str
    """An `ActionKind`'s value, or the name of the user's own action."""
    day: date
    """A local calendar day, not an instant."""
    count: int
    """At least 1."""
    note: str = ""
    """The user's words; never markup."""
    source: str = "cli"
    """What wrote it: ``cli``, ``tui`` or ``import``."""

    def __post_init__(self) -> None:
        check_kind(self.kind)
        check_count(self.count)
        check_text("note", self.note)
