"""How a file's bytes become text: by its mark, by its zeros, as UTF-8, else as old Windows does."""

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


LOOKED_AT = 200
"""Bytes at the beginning in which zeros are counted."""


WINDOWS = "cp1252"
"""What spreadsheets of an older Windows write."""


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that a file's first bytes tell, and how many of them only mark it.

    ``utf-8`` also where nothing tells: the whole file says whether it is.
    """
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    head = head[:LOOKED_AT]
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le", 0
    if head[::2].count(0) * 3 > len(head):
        return "utf-16-be", 0
    return "utf-8", 0


def decoded(data: bytes) -> str:
    """The text; what is none in any encoding becomes question marks."""
    encoding, mark = encoding_of(data)
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError:
        fallback = WINDOWS if encoding == "utf-8" else encoding
        return data[mark:].decode(fallback, errors="replace")
