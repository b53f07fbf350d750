"""Recovery: a damaged file is kept aside, and all that any version of it says comes back."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import DamagedError, NewerSchemaError, NotFoundError
from ssi_tui.model.terms import Target
from ssi_tui.store import Store
from ssi_tui.store.file_format import SCHEMA, encode
from ssi_tui.store.recovery import Version, rebuilt, salvage, union
from tests.store.disks import DAY, OCTOBER

GARBAGE = [b"", b"\0" * 400, b"{", b"garbage", b"[" * 50_000, b'{"1":{"1":' * 2_000]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, now=lambda: datetime(2026, 11, 20, 9))


@pytest.fixture
def file(store: Store) -> Path:
    return Path(store.folder, "2026-11.json")


def test_the_copy_and_what_was_logged_since_come_back_together(store: Store, file: Path) -> None:
    old = store.log("post", DAY, 2, note="old").entry
    gone = store.log("reaction", DAY).entry
    kept = store.back_up()
    assert kept is not None
    assert old is not None
    assert gone is not None
    new = store.log("comment", DAY, 3).entry
    store.edit(old, count=4)
    store.remove([gone])
    whole = file.read_bytes()
    place = whole.index(f'"{old}"'.encode())
    file.write_bytes(whole[:place] + b"\0" * 30 + whole[place + 30 :])
    with pytest.raises(DamagedError):
        store.read()
    damaged = file.read_bytes()
    done = store.recover("2026-11")
    assert done is not None
    assert (done.backup, done.documents) == (kept.id, 2)
    assert done.rows.kept + done.rows.brought_back == 2
    assert [path.read_bytes() for path in Path(store.folder, "aside").iterdir()] == [damaged]
    journal = store.read()
    assert {each.id: each.count for each in journal.actions} == {old: 4, new: 3}
    assert journal.remarks == ()
    assert store.recover("2026-11") is None
    assert [change.what for change in store.undo(2)] == ["remove", "edit"]


@pytest.mark.parametrize("data", GARBAGE, ids=lambda data: f"{data[:12]!r}")
def test_what_says_nothing_any_more_is_replaced_by_the_copy(
    store: Store, file: Path, data: bytes
) -> None:
    store.log("post", DAY)
    store.back_up()
    file.write_bytes(data)
    done = store.recover("2026-11")
    assert done is not None
    assert (done.documents, done.rows.kept, done.rows.brought_back) == (1, 0, 1)
    assert store.read().count("post", DAY) == 1
    assert [path.read_bytes() for path in Path(store.folder, "aside").iterdir()] == [data]


def test_without_any_copy_the_file_is_made_of_what_it_still_says(store: Store, file: Path) -> None:
    for number in range(20):
        store.log("post", DAY - timedelta(days=number), number + 1)
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index(b'"changes"') - 300])
    done = store.recover("2026-11")
    assert done is not None
    assert done.backup == ""
    assert 10 <= done.rows.kept == done.documents <= 20
    assert store.log("post", DAY).journal.remarks == ()


def test_a_file_that_is_gone_comes_back_from_the_copy(store: Store, file: Path) -> None:
    store.log("post", DAY)
    store.back_up()
    file.unlink()
    done = store.recover("2026-11")
    assert done is not None
    assert done.documents == 1
    assert not Path(store.folder, "aside").exists()
    for name in ("2026-12", "../x", "settings"):
        with pytest.raises(NotFoundError):
            store.recover(name)


def test_the_surer_version_stays_where_no_change_says_which_is_later() -> None:
    sure, doubtful = ({"actions": {"7": {"kind": "post", "count": count}}} for count in (1, 2))
    both = union([Version(sure, True), Version(doubtful, True)])
    assert both["actions"] == sure["actions"]


def test_when_each_document_was_edited_last_stays_known_after_a_repair() -> None:
    post = {"actions": {"7": {"kind": "post", "count": 1}}}
    orders = [{**post, "revisions": {"7": {"order": n, "table": "actions"}}} for n in (12, 14, 13)]
    merged = union([Version(tables, True) for tables in orders])
    assert merged["revisions"] == {"7": {"order": 14, "table": "actions"}}
    assert "revisions" not in union([Version(post, True)])


def test_the_profile_is_recovered_like_a_month(store: Store) -> None:
    store.set_target(Target.parse("post", "daily"), "post")
    store.set_name("Anna")
    store.skip(None, DAY, DAY)
    path = Path(store.folder, "profile.json")
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b'"changes"')])
    assert store.recover("profile")
    assert str(store.read().targets["post"]) == "daily"
    assert store.name == "Anna"
    assert len(store.read().rests) == 1


def test_a_damaged_copy_is_passed_over_for_an_older_one(store: Store, file: Path) -> None:
    store.log("post", DAY)
    first, second = store.back_up(), store.back_up()
    assert first is not None
    assert second is not None
    Path(store.folder, "backups", f"{second.id}.zip").write_bytes(b"PK")
    file.write_bytes(b"")
    done = store.recover("2026-11")
    assert done is not None
    assert done.backup == first.id


def test_a_file_of_a_newer_version_is_not_taken_for_damaged(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.log("post", DAY)
    monkeypatch.setattr("ssi_tui.store.file_format.SCHEMA", SCHEMA + 1)
    data = encode({"actions": {}}, 7)
    monkeypatch.undo()
    file.write_bytes(data)
    with pytest.raises(NewerSchemaError):
        store.recover("2026-11")
    assert file.read_bytes() == data


def test_a_schema_that_was_never_written_is_named_and_left_as_it_is(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.log("post", DAY)
    monkeypatch.setattr("ssi_tui.store.file_format.SCHEMA", 0)
    data = encode({"actions": {}}, 7)
    monkeypatch.undo()
    file.write_bytes(data)
    for attempt in (store.read, lambda: store.log("post", DAY)):
        with pytest.raises(DamagedError, match="schema 0 was never written"):
            attempt()
    assert file.read_bytes() == data


@given(st.binary(max_size=300))
def test_no_bytes_make_salvaging_fail(data: bytes) -> None:
    salvage(data, "2026-11")
    salvage(data, "profile")


@given(data=st.data(), cuts=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=9))))
def test_whatever_is_done_to_a_file_a_copy_of_it_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, cuts: list[tuple[int, bytes]]
) -> None:
    store = Store(tmp_path_factory.mktemp("cuts"))
    for number in range(data.draw(st.integers(1, 5))):
        store.log("post", DAY, number + 1)
    store.log("comment", OCTOBER)
    bytes_ = Path(store.folder, "2026-11.json").read_bytes()
    copy = store.files.content("2026-11").tables()
    for place, patch in cuts:
        bytes_ = bytes_[:place] + patch + bytes_[place + len(patch) :]
    assert rebuilt(bytes_, "2026-11", copy)["actions"].keys() >= copy["actions"].keys()
