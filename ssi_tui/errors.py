"""Everything that can go wrong, as data with an exit code; the front ends find the words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


class SsiError(Exception):
    """Refused or failed: nothing was lost and nothing half-written."""

    exit_code = 1


class BadValueError(SsiError):
    """A value outside its bounds; names the field, the value and what is allowed."""

    exit_code = 2

    def __init__(self, field: str, value: object, allowed: str) -> None:
        self.field, self.value, self.allowed = field, value, allowed
        super().__init__(f"{field}: {value!r} is not {allowed}")


class NotFoundError(SsiError):
    """No such thing; carries the nearest names, best first, and all of them where they are few."""

    exit_code = 3

    def __init__(
        self, what: str, name: str, nearest: tuple[str, ...] = (), allowed: tuple[str, ...] = ()
    ) -> None:
        self.what, self.name, self.nearest, self.allowed = what, name, nearest, allowed
        super().__init__(f"no {what} {name!r}")


class AmbiguousError(SsiError):
    """A name that fits several things."""

    exit_code = 4

    def __init__(self, what: str, name: str, candidates: tuple[str, ...]) -> None:
        self.what, self.name, self.candidates = what, name, candidates
        super().__init__(f"{what} {name!r} could be any of {candidates}")


class FileError(SsiError):
    """What happened to one file, and why."""

    def __init__(self, file: str | Path, reason: str) -> None:
        from pathlib import Path  # 5 ms on the way to `ssi log`, and only errors need it

        self.file, self.reason = Path(file), reason
        super().__init__(f"{self.file}: {reason}")


class DamagedError(FileError):
    """A file of the journal can't be read; it was left as it is."""

    exit_code = 5


class NewerSchemaError(DamagedError):
    """The journal was written by a newer version of the program."""


class NotSavedError(FileError):
    """The disk refused: the entry is NOT saved."""

    exit_code = 6


class NoLockError(NotSavedError):
    """The folder can't be locked, as some network folders: two writers would overwrite another."""


class InDoubtError(NotSavedError):
    """In place, but the disk would not confirm that it stays after a power cut.

    The same call with ``change=error.change`` tries again and never counts anything twice.
    """

    def __init__(self, file: str | Path, reason: str, change: int | None = None) -> None:
        self.change = change
        super().__init__(file, reason)


class UnfinishedDeletionError(FileError):
    """A profile is out of sight, and not all of its files are removed: the next start goes on."""

    exit_code = 6


class LockedError(SsiError):
    """Another process has held the journal's lock for too long."""

    exit_code = 7

    def __init__(self, file: str | Path, seconds: float) -> None:
        from pathlib import Path

        self.file, self.seconds = Path(file), seconds
        super().__init__(f"{self.file}: locked for over {seconds:g} s")


class ToolRefusedError(SsiError):
    """A program of the system was not there, or did not do what it was asked."""

    exit_code = 6

    def __init__(self, tool: str, reason: str) -> None:
        self.tool, self.reason = tool, reason
        super().__init__(f"{tool}: {reason}")
