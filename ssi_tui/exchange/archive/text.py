"""The lines of a table, in whichever encoding it was written, a piece at a time."""

import codecs
from collections.abc import Callable, Iterator

from ssi_tui.exchange.archive import zips
from ssi_tui.exchange.archive.refusal import ArchiveRefusedError, Refusal
from ssi_tui.exchange.archive.sources import Source

PIECE = 256 << 10
"""Bytes read at once."""
LINE_MAX = 1 << 20
"""Characters; LinkedIn's longest message has 8,000."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def pieces(source: Source) -> Iterator[bytes]:
    """The file's bytes; ArchiveRefusedError where they are not as many as promised."""
    total = 0
    try:
        with source.open() as handle:
            while piece := handle.read(PIECE):
                total += len(piece)
                yield piece
    except zips.FAULTS:
        raise ArchiveRefusedError(_label(source), Refusal.DAMAGED) from None
    if total != source.size:
        raise ArchiveRefusedError(_label(source), Refusal.DAMAGED)


def lines(source: Source, read: Callable[[int], None] | None = None) -> Iterator[str]:
    """The file's lines, without their ends; bytes that are no text become question marks.

    ``read`` is told how many bytes were taken each time.
    """
    decoder: codecs.IncrementalDecoder | None = None
    rest = ""
    for piece in pieces(source):
        if read is not None:
            read(len(piece))
        if decoder is None:
            encoding, skip = _encoding(piece)
            decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
            piece = piece[skip:]
        *whole, rest = (rest + decoder.decode(piece)).split("\n")
        for line in whole:
            yield line.removesuffix("\r")
        if len(rest) > LINE_MAX:
            raise ArchiveRefusedError(_label(source), Refusal.LINE)
    if decoder is not None:
        rest += decoder.decode(b"", final=True)
    if rest:
        yield rest.removesuffix("\r")


def is_sheet(source: Source) -> bool:
    """Whether it is a zip inside, as an xlsx under a csv name is."""
    try:
        with source.open() as handle:
            return handle.read(4) == b"PK\3\4"
    except zips.FAULTS:
        raise ArchiveRefusedError(_label(source), Refusal.DAMAGED) from None


def _encoding(piece: bytes) -> tuple[str, int]:
    """The encoding, and how many bytes mark it."""
    for mark, encoding in _MARKS:
        if piece.startswith(mark):
            return encoding, len(mark)
    head = piece[:200]
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le", 0
    if head[::2].count(0) * 3 > len(head):
        return "utf-16-be", 0
    return "utf-8", 0


def _label(source: Source) -> str:
    return f"{source.archive}: {source.name}"
