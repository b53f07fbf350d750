"""Damage: noticed at every place of a file, named, and never written over."""

from pathlib import Path

import pytest

from ssi_tui import i18n
from ssi_tui.errors import DamagedError, NewerSchemaError, SsiError
from ssi_tui.model.terms import Target
from ssi_tui.store import Store
from ssi_tui.store.file_format import SCHEMA, encode
from ssi_tui.wording.errors import system_reason
from tests.store import trials
from tests.store.disks import DAY, OCTOBER, plain_count, retyped


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "anna")
    store.log("post", DAY, 2, note="Café")
    store.add_reading(DAY, 61.5)
    store.set_note(DAY, "x")
    return store


@pytest.fixture
def file(store: Store) -> Path:
    return Path(store.folder, "2026-11.json")


def noticed(file: Path, data: bytes) -> str:
    """How the store takes a file of these bytes: ``edited``, the error's reason, or nothing."""
    file.write_bytes(data)
    store = Store(file.parent)
    try:
        journal = store.read()
    except DamagedError as error:
        damaged = error
    else:
        return "".join(remark.code for remark in journal.remarks)
    assert (damaged.file, damaged.exit_code) == (file, 5)
    for write in (lambda: store.log("post", DAY), store.undo):
        with pytest.raises(DamagedError):
            write()
    assert file.read_bytes() == data
    return damaged.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 400,
        b"\0",
        b"{",
        b"{}",
        b"[]",
        b"null",
        b"garbage",
        b"\xff" * 100,
        b"[" * 50_000,
        b'{"store":{}}',
        b'{"store":{"1":{"schema":1}}}',
        b'{"actions":{"1":{"count":1}}}',
    ],
    ids=lambda data: f"{data[:12]!r}",
)
def test_what_is_no_file_of_a_journal_is_named_and_left_as_it_is(file: Path, data: bytes) -> None:
    assert noticed(file, data) not in ("", "edited")


def test_a_file_cut_short_is_noticed_at_every_length(file: Path) -> None:
    whole = file.read_bytes()
    for size in range(len(whole) - 1):
        assert noticed(file, whole[:size]) not in ("", "edited"), size
    assert noticed(file, whole[:-1]) == "edited"  # all but the last line break is there
    assert noticed(file, whole) == ""


def test_a_flipped_bit_is_noticed_at_every_position_and_costs_nothing(tmp_path: Path) -> None:
    trial = trials.flips(tmp_path, (5,), cut=False)
    assert trial.noticed == trial.damaged == trial.tried > 1000
    assert trial.lost == 0


def test_one_call_brings_a_damaged_file_back(tmp_path: Path) -> None:
    trial = trials.recovered_on_disk(tmp_path, 19)
    assert trial.damaged > 20
    assert trial.lost == 0


def test_a_damaged_month_does_not_keep_others_from_being_written(store: Store, file: Path) -> None:
    file.write_bytes(b"")
    done = store.log("post", OCTOBER)
    assert done.journal.count("post", OCTOBER) == 1
    assert [(remark.code, remark.file) for remark in done.journal.remarks] == [
        ("damaged", "2026-11.json")
    ]
    assert store.read(OCTOBER, OCTOBER).count("post", OCTOBER) == 1
    with pytest.raises(DamagedError):
        store.read()
    assert file.read_bytes() == b""


def test_a_file_that_became_a_folder_is_named(file: Path) -> None:
    file.unlink()
    file.mkdir()
    with pytest.raises(DamagedError) as damaged:
        Store(file.parent).read()
    assert damaged.value.file == file


@pytest.mark.parametrize("data", [b"", b"{}", b"{"])
def test_a_damaged_profile_file_is_left_as_it_is_too(store: Store, data: bytes) -> None:
    store.set_target(Target.parse("post", "daily"), "post")
    Path(store.folder, "profile.json").write_bytes(data)
    with pytest.raises(DamagedError):
        store.set_target(None, "post")
    with pytest.raises(DamagedError):
        store.read()
    assert Path(store.folder, "profile.json").read_bytes() == data


def test_a_file_changed_by_hand_is_accepted_kept_aside_and_said(store: Store, file: Path) -> None:
    retyped(file, lambda text: text.replace('"count":2', '"count":5', 1))
    edited = file.read_bytes()
    for reader in (store, Store(store.folder)):
        journal = reader.read()
        assert journal.count("post", DAY) == 5
        assert [(each.code, each.file) for each in journal.remarks] == [("edited", "2026-11.json")]
    assert file.read_bytes() == edited
    done = store.log("post", DAY)
    assert done.journal.count("post", DAY) == 6
    assert done.journal.remarks == ()
    (aside,) = Path(store.folder, "aside").iterdir()
    assert aside.read_bytes() == edited
    assert plain_count(store.folder) == 6


def test_a_file_laid_out_anew_by_an_editor_is_accepted(store: Store, file: Path) -> None:
    import json

    text = json.dumps(json.loads(file.read_text()), indent=2, ensure_ascii=False)
    file.write_text(text, encoding="utf-8-sig")
    journal = Store(store.folder).read()
    assert journal.remarks[0].code == "edited"
    assert journal.actions[0].note == "Café"
    assert store.log("post", DAY).journal.count("post", DAY) == 3
    assert store.read().remarks == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"count":2', '"count":-2', "count"),
        ('"count":2', '"count":NaN', "NaN"),
        ('"count":2', '"count":2.5', "count"),
        ('"count":2', '"number":2', "number"),
        ('"day":"2026-11-20"', '"day":"2026-11-31"', "day"),
        ('"day":"2026-11-20"', '"day":"2026-10-20"', "another file"),
        ('"kind":"post"', '"kind":""', "kind"),
        ('"note":"Caf', '"note":"\\ud800', "note"),
        ('"total":61.5', '"total":161.5', "total"),
        ('"text":"x"', '"text":7', "notes"),
        ('"actions"', '"action"', "actions"),
        ('"order"', '"other"', "order"),
        ('"generation"', '"generator"', "no file of a journal"),
    ],
)
def test_a_slip_of_the_hand_is_named_with_its_place(
    file: Path, old: str, new: str, reason: str
) -> None:
    said = noticed(file, file.read_bytes().replace(old.encode(), new.encode(), 1))
    assert reason in said
    assert_translated(said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"day"', b"day"),
        (b"}},", b"}"),
        (b"{", b"[" * 100_000),
        (b'"kind":"post"', b'"kind":"post","kind":"post"'),
        (b'"generation":           3', b'"generation":          -3'),
        (b'"note":"', b'"note":"\xff'),
        (b'"schema":    1', b'"schema":    0'),
        (b'"actions":{', b'"actions":[],"x":{'),
    ],
)
def test_garbage_is_named_in_every_language(file: Path, old: bytes, new: bytes) -> None:
    data = file.read_bytes()
    assert old in data
    assert_translated(noticed(file, data.replace(old, new, 1)))


def test_half_a_file_and_none_are_named_in_every_language(file: Path) -> None:
    data = file.read_bytes()
    for size in range(0, len(data) - 1, 50):  # without its last newline it is whole
        assert_translated(noticed(file, data[:size]))


def assert_translated(reason: str) -> None:
    for language in ("de", "nl", "da"):
        with i18n.speaking(language):
            words = {word.strip(",:") for word in system_reason(reason).split()}
            assert not words & {"no", "not", "the", "from", "column", "written", "twice", "file"}
            assert system_reason(reason) != reason


def test_the_same_entry_twice_in_a_file_is_not_halved_in_silence(file: Path) -> None:
    text = file.read_text()
    start = text.index('"actions":{') + len('"actions":{')
    entry = text[start : text.index("}", start) + 1]
    assert "twice" in noticed(file, text.replace(entry, f"{entry},{entry}", 1).encode())


@pytest.mark.parametrize("fits", [True, False], ids=["checksum fits", "checksum does not"])
def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch, fits: bool
) -> None:
    monkeypatch.setattr("ssi_tui.store.file_format.SCHEMA", SCHEMA + 1)
    data = encode({"actions": {}, "moods": {}}, 7)
    monkeypatch.undo()
    file.write_bytes(data if fits else data.replace(b"moods", b"modes"))
    data = file.read_bytes()
    for attempt in (Store(file.parent).read, lambda: Store(file.parent).log("post", DAY)):
        with pytest.raises(NewerSchemaError) as newer:
            attempt()
        assert newer.value.exit_code == 5
    assert file.read_bytes() == data


def test_a_table_that_a_later_version_added_survives_our_writing(store: Store, file: Path) -> None:
    file.write_bytes(encode({"actions": {}, "moods": {"1": {"mood": "fine"}}}, 7))
    file.with_name(".manifest").unlink()
    store.log("post", DAY)
    assert b'"moods":{"1":{"mood":"fine"}}' in file.read_bytes()
    assert store.read().remarks == ()


def test_a_write_that_was_killed_half_way_leaves_nothing_in_the_way(store: Store) -> None:
    Path(store.folder, ".write.tmp").write_bytes(b'{"store":{"1":{"sch')
    assert store.read().count("post", DAY) == 2
    store.log("post", DAY)
    names = sorted(path.name for path in Path(store.folder).iterdir())
    assert names == [".lock", ".manifest", "2026-11.json"]


def test_other_files_in_the_folder_are_none_of_our_business(store: Store) -> None:
    for name in ("2026-13.json", "2026-1.json", "x2026-11.json", "2026-11.json~", "notes.txt"):
        Path(store.folder, name).write_bytes(b"\0")
    assert list(store.read().months) == ["2026-11"]


def test_every_error_is_one_that_the_front_ends_know() -> None:
    assert issubclass(NewerSchemaError, DamagedError)
    assert issubclass(DamagedError, SsiError)
