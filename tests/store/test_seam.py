"""The seam with TinyDB: its own calls work on our files, locked, fresh and in one replace."""

from pathlib import Path

import pytest
from tinydb import TinyDB, where

from ssi_tui.disk import Disk, Lock
from ssi_tui.model.terms import BITS
from ssi_tui.store.file_format import HEAD_SIZE, encode
from ssi_tui.store.tables import FileOwner, JournalFile
from ssi_tui.store.validation import decode

TABLES = ("actions", "notes")


class Alone(FileOwner):
    """A file that belongs to no profile."""

    decode = staticmethod(decode)  # type: ignore[assignment]


@pytest.fixture
def files(tmp_path: Path) -> tuple[JournalFile, JournalFile]:
    """Two handles on one file."""

    def handle() -> JournalFile:
        disk = Disk()
        path, lock = str(tmp_path / "2026-11.json"), Lock(str(tmp_path), disk)
        return JournalFile(path, lock, disk, TABLES, Alone())

    return handle(), handle()


def test_tinydbs_own_calls_see_what_the_other_handle_wrote(
    files: tuple[JournalFile, JournalFile],
) -> None:
    one, two = (each.rows("actions") for each in files)
    query = where("kind") == "post"
    assert one.search(query) == []
    first = two.insert({"kind": "post", "count": 1})
    assert [each.doc_id for each in one.search(query)] == [first]
    second = one.insert({"kind": "post", "count": 2})
    assert two.update({"count": 5}, query) == [first, second]
    assert [each["count"] for each in one.search(query)] == [5, 5]
    assert one.remove(doc_ids=[first]) == [first]
    assert len(two) == one.count(query) == 1
    two.truncate()
    assert one.all() == []


def test_ids_are_random_so_that_two_machines_never_make_the_same(
    files: tuple[JournalFile, JournalFile],
) -> None:
    numbers = files[0].rows("actions").insert_multiple({"kind": "post"} for _ in range(50))
    assert len(set(numbers)) == 50
    assert max(numbers) < 2**BITS
    assert max(numbers) > 2 ** (BITS - 8)


def test_an_update_never_changes_what_was_given_out_before(
    files: tuple[JournalFile, JournalFile],
) -> None:
    table = files[0].rows("actions")
    number = table.insert({"count": 1})
    before = table.documents()
    table.update({"count": 2})
    assert before == {str(number): {"count": 1}}


def test_several_tables_change_in_one_replace_or_not_at_all(
    files: tuple[JournalFile, JournalFile],
) -> None:
    file, other = files
    with file.storage.transaction():
        file.rows("actions").insert({"count": 1})
        file.rows("notes").insert({"text": "x"})
        assert other.storage.read() == {}
        assert len(file.rows("notes")) == 1
    assert file.storage.refresh().generation == 1
    with pytest.raises(ZeroDivisionError), file.storage.transaction():
        file.rows("actions").insert({"count": 1 / 0})
    with pytest.raises(ValueError, match="JSON"), file.storage.transaction():
        file.rows("actions").insert({"count": float("nan")})
    assert len(file.rows("actions")) == len(other.rows("actions")) == 1


def test_a_transaction_that_changes_nothing_writes_nothing(
    files: tuple[JournalFile, JournalFile],
) -> None:
    file, _ = files
    file.rows("actions").insert({"count": 1})
    before = Path(file.storage.path).stat()
    with file.storage.transaction():
        assert len(file.rows("actions")) == 1
    assert Path(file.storage.path).stat().st_ino == before.st_ino


def test_dropping_tables_is_a_write_like_any_other(files: tuple[JournalFile, JournalFile]) -> None:
    file, other = files
    file.rows("actions").insert({"count": 1})
    file.drop_table("actions")
    assert len(other.rows("actions")) == 0
    file.rows("notes").insert({"text": "x"})
    file.drop_tables()
    assert other.tables() == set(TABLES)
    assert len(other.rows("notes")) == 0


def test_the_first_table_is_as_wide_in_every_file(tmp_path: Path) -> None:
    heads = [encode({"actions": {}}, generation)[:HEAD_SIZE] for generation in (1, 10**11)]
    assert len({len(head) for head in heads}) == 1
    assert all(head.endswith(b"}},\n") for head in heads)
    (tmp_path / "x.json").write_bytes(encode({"actions": {"5": {"count": 1}}}, 7))
    with TinyDB(tmp_path / "x.json", access_mode="r") as database:
        assert database.table("store").get(doc_id=1)["generation"] == 7  # type: ignore[index, call-overload]
        assert database.table("actions").all() == [{"count": 1}]
