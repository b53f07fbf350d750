"""Archives that mean harm, or are none: refused in a word, at once, and without their content."""

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import SsiError
from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal
from tests.exchange.linkedin.archive_maker import ZONE, Made, zipped

COMMENTS = b"Date,Link,Message\n2025-01-01 10:00:00,https://x.org/1,secretly\n"
MEGABYTE = 1 << 20


def a_zip(**options: object) -> bytes:
    """A zip with one table."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **options) as made:  # type: ignore[call-overload]
        made.writestr("Comments.csv", COMMENTS)
    return target.getvalue()


def patched(data: bytes, at: int, value: bytes, signature: bytes = b"PK\1\2") -> bytes:
    """The zip with other bytes at a place of its (first) table of contents' entry."""
    place = data.index(signature) + at
    return data[:place] + value + data[place + len(value) :]


def encrypted() -> bytes:
    """The flag says so, here and there."""
    return patched(patched(a_zip(), 8, b"\1\0"), 6, b"\1\0", b"PK\3\4")


def bomb() -> bytes:
    """A thousand times larger once unpacked."""
    return zipped({"Comments.csv": COMMENTS + b"a" * 60 * MEGABYTE})


def smaller_than_told() -> bytes:
    """It says that it unpacks to more than it does."""
    return patched(a_zip(compression=zipfile.ZIP_DEFLATED), 24, struct.pack("<L", 500))


def larger_than_told() -> bytes:
    """It says that it unpacks to less than it does."""
    return patched(a_zip(compression=zipfile.ZIP_DEFLATED), 24, struct.pack("<L", 30))


def overlapping() -> bytes:
    """Two names for the same bytes."""
    data = zipped({"Comments.csv": COMMENTS * 9, "Likes.csv": COMMENTS * 9})
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


def longer_than_the_file() -> bytes:
    """Its packed bytes would reach into the table of contents."""
    return patched(a_zip(), 20, struct.pack("<L", 90_000))


def wrong_sum() -> bytes:
    """What is inside does not fit the checksum."""
    return patched(a_zip(), 16, b"\0\0\0\0")


def linked() -> bytes:
    """An entry that is a link."""
    info = zipfile.ZipInfo("Comments.csv")
    info.external_attr = 0o120777 << 16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(info, "/etc/passwd")
    return target.getvalue()


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip."""
    data = a_zip()
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


def crowded() -> bytes:
    """Its table of contents alone would fill the memory."""
    return patched(a_zip(), 12, struct.pack("<L", 900 << 20), b"PK\5\6")


def sheet() -> bytes:
    """What a spreadsheet has inside."""
    return zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})


HARM = {
    "encrypted": (encrypted, Refusal.ENCRYPTED),
    "bomb": (bomb, Refusal.BOMB),
    "bomb in a zip": (lambda: zipped({"a.zip": bomb()}), Refusal.BOMB),
    "smaller than told": (smaller_than_told, Refusal.DAMAGED),
    "larger than told": (larger_than_told, Refusal.DAMAGED),
    "overlapping": (overlapping, Refusal.OVERLAP),
    "longer than the file": (longer_than_the_file, Refusal.OVERLAP),
    "wrong sum": (wrong_sum, Refusal.DAMAGED),
    "up": (lambda: zipped({"../Comments.csv": COMMENTS}), Refusal.PATH),
    "up, inside": (lambda: zipped({"a/../../Comments.csv": COMMENTS}), Refusal.PATH),
    "up, the other way": (lambda: zipped({"..\\Comments.csv": COMMENTS}), Refusal.PATH),
    "root": (lambda: zipped({"/Comments.csv": COMMENTS}), Refusal.PATH),
    "drive": (lambda: zipped({"C:\\Comments.csv": COMMENTS}), Refusal.PATH),
    "link": (linked, Refusal.PATH),
    "method": (lambda: a_zip(compression=zipfile.ZIP_LZMA), Refusal.METHOD),
    "too deep": (lambda: nested(3), Refusal.TOO_DEEP),
    "too many": (crowded, Refusal.TOO_MANY),
    "cut": (lambda: a_zip()[:-30], Refusal.DAMAGED),
    "only a beginning": (lambda: b"PK\3\4" + bytes(100), Refusal.DAMAGED),
    "sheet": (sheet, Refusal.SHEET),
    "no zip": (lambda: b"Rar!", Refusal.UNKNOWN),
    "one line": (lambda: zipped({"Comments.csv": COMMENTS + bytes(range(97, 123)) * 50_000},
                                ), Refusal.BOMB),
}  # fmt: skip


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    make, reason = HARM[name]
    file = tmp_path / "archive.zip"
    file.write_bytes(make())
    tracemalloc.start()
    with pytest.raises(ArchiveRefusedError) as refused:
        archive.read([file], zone=ZONE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.reason is reason
    assert refused.value.exit_code == 2
    assert "Comments" not in str(refused.value) or reason is Refusal.DAMAGED
    assert peak < 64 * MEGABYTE


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Comments.csv").write_bytes(COMMENTS + b"a" * 3 * MEGABYTE)
    with pytest.raises(ArchiveRefusedError) as refused:
        archive.read([tmp_path], zone=ZONE)
    assert refused.value.reason is Refusal.LINE


def test_what_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefusedError) as refused:
        archive.read([tmp_path / "gone.zip"], zone=ZONE)
    assert refused.value.reason is Refusal.NOT_FOUND


def test_the_callers_own_errors_come_through(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        archive.read([Made().everything().zip(tmp_path / "a.zip")], zone=ZONE, progress=stop)


WHOLE = zipped(Made(3).everything().files)


@given(st.data())
def test_a_spoilt_archive_is_read_or_refused_and_never_told_of(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("spoilt") / "a.zip"
    spoilt = bytearray(WHOLE)
    for place in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=4)):
        spoilt[place] = data.draw(st.integers(0, 255))
    file.write_bytes(spoilt[: data.draw(st.integers(len(WHOLE) // 2, len(WHOLE)) | st.none())])
    refused: SsiError | None = None
    try:
        archive.read([file], zone=ZONE)
    except SsiError as error:
        refused = error
    assert refused is None or ("marmalade" not in str(refused) and refused.__cause__ is None)


TABLES = {name: text for name, text in Made(4).everything().files.items() if name.endswith("csv")}


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_a_spoilt_table_is_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    text = bytearray(TABLES[name])
    for place in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=6)):
        text[place : place + 1] = data.draw(st.sampled_from([b'"', b"\n", b",", b"\\", b"", b"\0"]))
    file = tmp_path_factory.mktemp("spoilt") / name
    file.write_bytes(text)
    report = archive.read([file.parent], zone=ZONE)
    assert len(report.files) == 1
