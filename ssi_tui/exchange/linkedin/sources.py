"""The files of an archive, wherever they lie: a zip, a zip in a zip, a folder, or a lone table."""

import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from ssi_tui.errors import SsiError
from ssi_tui.exchange.csv_text import CellFault


class Refusal(StrEnum):
    """What is wrong with a file as a whole; in words: `wording.errors.REFUSALS`."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    """No zip, no folder, no table."""
    SHEET = "sheet"
    DAMAGED = "damaged"
    """No zip can be made of it, or what is inside does not fit its own table of contents."""
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    OVERLAP = "overlap"
    PATH = "path"
    """An entry's name points out of the archive, or it is a link."""
    METHOD = "method"
    TOO_MANY = "too-many"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    """Archives inside archives inside archives."""
    LINE = "line"
    TIME_ZONES = "time-zones"
    """This system has no table of time zones: the package tzdata brings one."""
    NO_DAYS = "no-days"
    DAY_ORDER = "day-order"
    """Its days could be months: too few of them to tell."""
    NOTHING_KNOWN = "nothing-known"


class ArchiveRefusedError(SsiError):
    """Nothing was imported: names the file, the reason and the record, never what it says."""

    exit_code = 2

    def __init__(self, file: str, reason: Refusal, record: int | None = None) -> None:
        self.file, self.reason, self.record = file, reason, record
        at = "" if record is None else f", record {record}"
        super().__init__(f"{file}{at}: {reason}")


DIRECTORY_MAX = 4 << 20
"""Bytes of a zip's table of contents: about 40,000 entries, where LinkedIn writes a hundred."""
ENTRIES_MAX = 20_000
ENTRY_MAX = 256 << 20
"""Bytes of one file, unpacked."""
RATIO_MAX = 200
"""Text packs 5 to 40 times smaller; deflate can do 1,032 times."""
RATIO_FROM = 1 << 20
"""Bytes below which the ratio says nothing."""
HEAD = 30
"""Bytes of an entry's own header, at least."""
END = struct.Struct("<4s4H2LH")
END64_LOCATOR = struct.Struct("<4sLQL")
END64 = struct.Struct("<4sQ2H2L4Q")

FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError),
    *(UnicodeError, ValueError),
)
"""What zipfile raises for a zip that is not as it says (NotImplementedError among them)."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_zip(handle: IO[bytes], label: str) -> zipfile.ZipFile:
    """The zip, once its table of contents has been found harmless: ArchiveRefusedError."""
    try:
        size = _directory_size(handle)
        if size > DIRECTORY_MAX:
            raise ArchiveRefusedError(label, Refusal.TOO_MANY)
        archive = zipfile.ZipFile(handle)
    except FAULTS:
        raise ArchiveRefusedError(label, Refusal.DAMAGED) from None
    try:
        _check(archive, label)
    except ArchiveRefusedError:
        archive.close()
        raise
    return archive


def _check(archive: zipfile.ZipFile, label: str) -> None:
    entries = archive.infolist()
    if len(entries) > ENTRIES_MAX:
        raise ArchiveRefusedError(label, Refusal.TOO_MANY)
    for number, info in enumerate(entries, start=1):
        fault = _fault(info)
        if fault:
            raise ArchiveRefusedError(label, fault, number)
    free = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        if info.header_offset < free:
            raise ArchiveRefusedError(label, Refusal.OVERLAP)
        free = info.header_offset + HEAD + info.compress_size
    if free > archive.start_dir:
        raise ArchiveRefusedError(label, Refusal.OVERLAP)


def _fault(info: zipfile.ZipInfo) -> Refusal | None:
    """What is wrong with one entry, as far as the table of contents says."""
    name = info.orig_filename.replace("\\", "/")
    if (
        name.startswith("/")
        or name[1:2] == ":"
        or ".." in name.split("/")
        or "\0" in name
        or stat.S_ISLNK(info.external_attr >> 16)
    ):
        return Refusal.PATH
    if info.flag_bits & 0x2041:  # encrypted, strongly, or its table of contents
        return Refusal.ENCRYPTED
    if info.compress_type not in METHODS:
        return Refusal.METHOD
    if info.file_size > RATIO_FROM and info.file_size > RATIO_MAX * info.compress_size:
        return Refusal.BOMB
    return None


def _directory_size(handle: IO[bytes]) -> int:
    """Bytes of the table of contents, which zipfile would read whole, found where it looks."""
    handle.seek(0, 2)
    length = handle.tell()
    back = min(length, END.size + 0xFFFF)
    handle.seek(length - back)
    tail = handle.read(back)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + END.size > len(tail):
        raise zipfile.BadZipFile
    size: int = END.unpack_from(tail, at)[5]
    end = length - back + at
    locator = end - END64_LOCATOR.size
    if locator >= END64.size:
        handle.seek(locator - END64.size)
        both = handle.read(END64.size + END64_LOCATOR.size)
        if both.startswith(b"PK\6\6") and both[END64.size :].startswith(b"PK\6\7"):
            size = max(size, END64.unpack_from(both)[8])
    return size


DEPTH_MAX = 2
"""``.zip.zip`` was seen; deeper ones are traps."""
NESTED_MAX = 8
"""Zips inside one archive."""
ARTICLES = re.compile(r"(^|/)articles/.*\.html?$", re.IGNORECASE)
ARTICLE_PAGES = "Articles/*.html"
"""Stands for all of an archive: their names are their titles."""
_COPY_WORD = r"(?:copy|kopie|copie|copia|cópia|kopi|kopia)"

_COPIES = (
    re.compile(r" ?\(\d{1,3}\)$"),
    re.compile(r" - [^\W\d_]+( \(?\d{1,3}\)?)?$"),
    re.compile(rf"^{_COPY_WORD} (?:of|von|de|van|af|av|di|da) ", re.IGNORECASE),
    re.compile(rf"[ _-]+{_COPY_WORD}( ?\d{{1,3}})?$", re.IGNORECASE),
    re.compile(r" \d{1,3}$"),
    re.compile(r"[ _-]\d{4}-\d\d-\d\d$"),
    re.compile(r"_\d{1,20}$"),
)
"""What file managers, browsers and LinkedIn add to a file's name: copies, parts, member ids."""

TABLES = (".csv", ".xlsx")
"""Files that can be a table."""


class Table(StrEnum):
    """Files of the archive that are read."""

    SHARES = "Shares"
    REPOSTS = "InstantReposts"
    COMMENTS = "Comments"
    REACTIONS = "Reactions"
    VOTES = "Votes"
    ARTICLES = "Articles"
    INVITATIONS = "Invitations"
    CONNECTIONS = "Connections"
    MESSAGES = "messages"
    SEARCHES = "SearchQueries"
    COMPANY_FOLLOWS = "Company Follows"
    MEMBER_FOLLOWS = "Member_Follows"
    ENDORSED_BY = "Endorsement_Received_Info"
    ENDORSED = "Endorsement_Given_Info"
    RECOMMENDED_BY = "Recommendations_Received"
    RECOMMENDED = "Recommendations_Given"
    LOGINS = "Logins"
    PROFILE = "Profile"
    SKILLS = "Skills"
    POSITIONS = "Positions"
    EDUCATION = "Education"


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What became of one file."""

    archive: str
    """Name of the zip or folder."""
    name: str
    """The file's name; that of an article is not told."""
    table: Table | None = None
    """What it was read as; None where it was passed over."""
    reason: str = ""
    """Why it was passed over: ``unknown-header``, ``not-needed``, ``not-messages``,
    ``no-direction``, ``day-order``, ``duplicate``, ``empty``, ``link``, ``no-file``,
    ``unreadable`` or a `Refusal`; or, of a table that was read, ``header-by-name``."""
    records: int = 0
    """Records in it."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Why records were not counted -> how many: ``repeated``, ``unreadable-date``,
    ``unclear-day`` (a connection is kept all the same), ``draft``, ``spam``, ``sponsored``,
    ``no-sender``, ``received``, ``owner-unknown``, ``note-of-request``, ``status``, ``direction``,
    ``article``, ``no-record``."""
    faults: tuple[CellFault, ...] = ()
    """The first cells in which a date should be and is not."""


def plain(text: str) -> str:
    """Small letters and digits."""
    return "".join(char for char in text.casefold() if char.isalnum())


@dataclass(frozen=True, kw_only=True)
class ArchiveFile:
    """One file of an archive."""

    archive: str
    """Name of what was given."""
    path: str
    """Path inside it, with plain slashes; never shown where it can hold a title."""
    size: int
    """Bytes as its directory says."""
    scope: str
    """The archive and the folder in it, as one word: the same for all files of one archive."""
    open: Callable[[], IO[bytes]]

    @property
    def name(self) -> str:
        """The file's name as it may be shown."""
        return ARTICLE_PAGES if ARTICLES.search(self.path) else self.path.rpartition("/")[2]

    @property
    def label(self) -> str:
        """What errors call it."""
        return f"{self.archive}: {self.name}"

    @property
    def plain(self) -> str:
        """The name without ending, part, member id, spaces and case: ``searchqueries``."""
        stem, before = self.path.rpartition("/")[2].rpartition(".")[0], ""
        while stem != before:
            before = stem
            for pattern in _COPIES:
                stem = pattern.sub("", stem)
        return plain(stem)

    @property
    def ending(self) -> str:
        """``csv``, in small letters; empty where there is none."""
        return self.path.rpartition("/")[2].rpartition(".")[2].lower()


Found = ArchiveFile | FileReport


def find(paths: Sequence[str | os.PathLike[str]], stack: ExitStack) -> Iterator[Found]:
    """Every file of every archive; the stack keeps open what they are read from.

    Of several that were given one that can't be taken is passed over; ArchiveRefusedError where it
    is the only one.
    """
    for number, path in enumerate(paths):
        root = Path(path)
        label = root.name or str(root)
        try:
            yield from list(_given(root, label, str(number), stack))
        except ArchiveRefusedError as error:
            if len(paths) == 1:
                raise
            yield FileReport(archive=label, name=label, reason=error.reason)


def _given(root: Path, label: str, scope: str, stack: ExitStack) -> Iterator[Found]:
    try:
        kind = root.stat().st_mode
    except (OSError, ValueError):
        raise ArchiveRefusedError(label, Refusal.NOT_FOUND) from None
    if stat.S_ISDIR(kind):
        yield from _folder(root, label, scope, stack)
        return
    if not stat.S_ISREG(kind):
        raise ArchiveRefusedError(label, Refusal.UNKNOWN)
    with _opened(root, label) as handle:
        packed = handle.read(4) in (b"PK\3\4", b"PK\5\6")
    if root.suffix.lower() in TABLES:
        yield _on_disk(root, label, root.name, scope)
    elif packed:
        yield from _zip(stack.enter_context(_opened(root, label)), label, scope, 1, stack)
    else:
        raise ArchiveRefusedError(label, Refusal.UNKNOWN)


def _folder(root: Path, label: str, scope: str, stack: ExitStack) -> Iterator[Found]:
    """The files below a folder; links are not followed, and what can't be read is passed over."""
    count = 0
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders.sort()
        for name in sorted(files):
            count += 1
            if count > ENTRIES_MAX:
                raise ArchiveRefusedError(label, Refusal.TOO_MANY)
            try:
                yield from list(_in_folder(Path(folder, name), root, label, scope, stack))
            except ArchiveRefusedError as error:
                yield FileReport(archive=label, name=name, reason=error.reason)
            except OSError:
                yield FileReport(archive=label, name=name, reason="unreadable")
    for _ in closed:
        yield FileReport(archive=label, name="", reason="unreadable")


def _in_folder(path: Path, root: Path, label: str, scope: str, stack: ExitStack) -> Iterator[Found]:
    """One file of a folder, or what is in it."""
    inner = path.relative_to(root).as_posix()
    kind = path.lstat().st_mode
    if not stat.S_ISREG(kind):
        reason = "link" if stat.S_ISLNK(kind) else "no-file"
        yield FileReport(archive=label, name=path.name, reason=reason)
    elif path.suffix.lower() == ".zip":
        handle = stack.enter_context(_opened(path, path.name))
        yield from _zip(handle, path.name, f"{scope}/{inner}", 1, stack)
    else:
        yield _on_disk(path, label, inner, scope)


def _on_disk(path: Path, label: str, inner: str, scope: str) -> ArchiveFile:
    size = path.stat().st_size
    if size > ENTRY_MAX and path.suffix.lower() in TABLES:
        raise ArchiveRefusedError(label, Refusal.TOO_BIG)
    return ArchiveFile(
        archive=label,
        path=inner,
        size=size,
        scope=_scope(scope, inner),
        open=partial(_opened, path, label),
    )


def _zip(
    handle: IO[bytes], label: str, scope: str, depth: int, stack: ExitStack
) -> Iterator[Found]:
    archive = stack.enter_context(open_zip(handle, label))
    names = [info.filename.replace("\\", "/") for info in archive.infolist()]
    if "[Content_Types].xml" in names:
        raise ArchiveRefusedError(label, Refusal.SHEET)
    seen: set[str] = set()
    nested = 0
    for info, name in zip(archive.infolist(), names, strict=True):
        if info.is_dir():
            continue
        if name in seen:
            yield FileReport(archive=label, name="", reason="duplicate")
        elif name.lower().endswith(".zip"):
            nested += 1
            if depth > DEPTH_MAX or nested > NESTED_MAX:
                raise ArchiveRefusedError(label, Refusal.TOO_DEEP)
            inner = _spooled(archive, info, label, stack)
            yield from _zip(inner, label, f"{scope}/{name}", depth + 1, stack)
        else:
            yield ArchiveFile(
                archive=label,
                path=name,
                size=info.file_size,
                scope=_scope(scope, name),
                open=partial(archive.open, info),
            )
        seen.add(name)


def _spooled(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, stack: ExitStack
) -> IO[bytes]:
    """A zip inside a zip, in a file without a name that goes with the stack."""
    if info.file_size > ENTRY_MAX:
        raise ArchiveRefusedError(label, Refusal.TOO_BIG)
    copy = stack.enter_context(TemporaryFile())  # noqa: SIM115
    try:
        with archive.open(info) as packed:
            shutil.copyfileobj(packed, copy)
    except FAULTS:
        raise ArchiveRefusedError(label, Refusal.DAMAGED) from None
    return copy


def _opened(path: Path, label: str) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError:
        raise ArchiveRefusedError(label, Refusal.UNREADABLE) from None


def _scope(archive: str, path: str) -> str:
    """Where a file lies; the pages of articles lie where their folder does."""
    match = ARTICLES.search(path)
    folder = path[: match.start()] if match else path.rpartition("/")[0]
    return f"{archive}/{folder.strip('/')}"
