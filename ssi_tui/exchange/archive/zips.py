"""Zip files from strangers: looked over before anything is unpacked, and nothing goes to disk."""

import stat
import struct
import zipfile
import zlib
from typing import IO

from ssi_tui.exchange.archive.refusal import ArchiveRefusedError, Refusal

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
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
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


def clean_name(info: zipfile.ZipInfo) -> str:
    """The entry's path with plain slashes."""
    return info.filename.replace("\\", "/")


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
