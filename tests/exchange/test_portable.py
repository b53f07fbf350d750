"""Everything out as JSON and in again: the same bytes, once, in whatever order."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.export import from_json, to_json
from ssi_tui.exchange.merge import Portable, apply_join, joined, of_journal, plan_join
from ssi_tui.model.entries import Action
from ssi_tui.model.terms import Target
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.exchange.contents import contents, written

DAY = date(2026, 11, 20)
FEW = settings(max_examples=25)
Made = Callable[[], Store]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A store in a folder of its own, each time it is called."""
    return lambda: Store(tmp_path_factory.mktemp("store"), now=lambda: datetime(2026, 11, 20, 9))


def exported(store: Store) -> bytes:
    """All that is in a store, read by a handle of its own."""
    return to_json(of_journal(Store(store.folder).read()))


def imported(store: Store, data: bytes) -> Store:
    """The store, once the data are in it."""
    apply_join(store, plan_join(store.read(), from_json(data, "file.json")))
    return store


@FEW
@given(content=contents())
def test_out_and_in_and_out_again_is_the_same_byte_by_byte(made: Made, content: Portable) -> None:
    first = exported(written(made(), content))
    assert exported(imported(made(), first)) == first


@given(content=contents())
def test_text_and_content_say_the_same(content: Portable) -> None:
    data = to_json(content)
    assert to_json(from_json(data, "x")) == data
    json.loads(data)


@FEW
@given(one=contents(), other=contents())
def test_importing_twice_is_importing_once(made: Made, one: Portable, other: Portable) -> None:
    store = written(made(), one)
    once = exported(imported(store, to_json(other)))
    plan = plan_join(store.read(), other)
    assert plan.new.empty
    assert plan.changed.empty
    assert apply_join(store, plan) is None
    assert exported(store) == once


@FEW
@given(one=contents(), two=contents(), three=contents())
def test_the_order_of_imports_makes_no_difference(
    made: Made, one: Portable, two: Portable, three: Portable
) -> None:
    files = [to_json(content) for content in (one, two, three)]
    ends = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        store = made()
        for number in order:
            imported(store, files[number])
        ends.add(exported(store))
    assert len(ends) == 1


@given(one=contents(), two=contents(), three=contents())
def test_joining_is_a_union(one: Portable, two: Portable, three: Portable) -> None:
    def text(content: Portable) -> bytes:
        return to_json(content)

    assert text(joined(one, two)) == text(joined(two, one))
    assert text(joined(joined(one, two), three)) == text(joined(one, joined(two, three)))
    assert text(joined(one, one)) == text(one)


def test_the_text_reads_line_by_line(made: Made) -> None:
    store = made()
    put(store, actions=[Action(id=2, kind="post", day=DAY, count=1, note='"häi" [x]')])
    put(store, actions=[Action(id=1, kind="comment", day=DAY, count=3, source="tui")])
    store.add_reading(DAY, 61.5)
    store.set_note(DAY, "line\nbreak")
    store.set_target(None, "comment")
    store.set_target(Target.parse("post", "2/week"), "post")
    store.set_stock("network", 512)
    store.set_fact("activity", "little")
    assert exported(store).decode() == (
        '{"format": "ssi-tui journal",\n'
        '"version": 1,\n'
        '"actions": [{"id": "0000000001", "kind": "comment", "day": "2026-11-20", "count": 3, '
        '"source": "tui"},\n'
        ' {"id": "0000000002", "kind": "post", "day": "2026-11-20", "count": 1, '
        '"note": "\\"häi\\" [x]"}],\n'
        '"readings": [{"day": "2026-11-20", "total": 61.5}],\n'
        '"notes": [{"day": "2026-11-20", "note": "line\\nbreak"}],\n'
        '"targets": [{"kind": "comment", "target": "none"},\n'
        ' {"kind": "post", "target": "2/week"}],\n'
        '"stocks": [{"stock": "network", "value": 512}],\n'
        '"facts": [{"fact": "activity", "said": "little"}],\n'
        '"rests": [],\n'
        '"own_actions": []}\n'
    )


def test_one_undo_takes_a_whole_import_back(made: Made) -> None:
    store = made()
    store.log("comment", DAY, 3)
    store.set_target(None, "comment")
    store.skip(None, DAY, DAY, "holiday")
    store.set_note(DAY, "note")
    other = made()
    before = exported(other)
    imported(other, exported(store))
    assert exported(other) == exported(store)
    other.undo()
    assert exported(other) == before


def test_an_entry_that_was_edited_elsewhere_takes_the_larger_count_in_both_directions(
    made: Made,
) -> None:
    store = made()
    entry = store.log("comment", DAY, 3).entry
    data = exported(store)
    store.edit(entry, count=5, day=date(2026, 10, 2))
    other = imported(made(), data)
    plan = plan_join(other.read(), from_json(exported(store), "x"))
    assert (len(plan.changed.actions), plan.kept) == (1, 0)
    assert (plan_join(store.read(), from_json(data, "x")).kept) == 1
    assert exported(imported(other, exported(store))) == exported(imported(store, data))
    assert [(a.count, a.day) for a in other.read().actions] == [(5, date(2026, 10, 2))]


BAD = [
    (b"", Fault.NOT_JSON),
    (b"[" * 100_000, Fault.NOT_JSON),
    (b'{"format": "ssi-tui journal", "version": NaN}', Fault.NOT_JSON),
    (b"\xff\xfe{}", Fault.NOT_JSON),
    (b"[]", Fault.NO_EXPORT),
    (b'{"format": "other", "version": 1}', Fault.NO_EXPORT),
    (b'{"format": "ssi-tui journal", "version": "1"}', Fault.NO_EXPORT),
    (b'{"format": "ssi-tui journal", "version": 1, "colours": []}', Fault.NO_EXPORT),
    (b'{"format": "ssi-tui journal", "version": 1, "actions": {}}', Fault.NO_EXPORT),
    (b'{"format": "ssi-tui journal", "version": 2}', Fault.NEWER),
]


@pytest.mark.parametrize(("data", "fault"), BAD)
def test_what_is_no_export_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(FileRefusedError) as refused:
        from_json(data, "file.json")
    assert refused.value.fault is fault


ENTRY = {"id": "0000000001", "kind": "post", "day": "2026-11-20", "count": 1}


@pytest.mark.parametrize(
    ("part", "record"),
    [
        ("actions", {**ENTRY, "count": True}),
        ("actions", {**ENTRY, "count": 0}),
        ("actions", {**ENTRY, "count": "1"}),
        ("actions", {**ENTRY, "day": "20.11.2026"}),
        ("actions", {**ENTRY, "day": 5}),
        ("actions", {**ENTRY, "id": "u"}),
        ("actions", {**ENTRY, "colour": "red"}),
        ("actions", {**ENTRY, "note": "\ud800"}),
        ("actions", {**ENTRY, "note": ["x"]}),
        ("actions", {"id": "0000000001"}),
        ("actions", "post"),
        ("actions", None),
        ("readings", {"day": "2026-11-20", "total": 101}),
        ("readings", {"day": "2026-11-20", "total": True}),
        ("readings", {"day": "2026-11-20", "total": 10**400}),
        ("readings", {"day": "2026-11-20", "total": 50, "brand": 12}),
        ("notes", {"day": "2026-11-20", "note": ""}),
        ("notes", {"day": "2026-11-20", "note": "x", "more": "y"}),
        ("targets", {"kind": "post", "target": "often"}),
        ("stocks", {"stock": "friends", "value": 2}),
        ("stocks", {"stock": "network", "value": -2}),
        ("facts", {"fact": "activity", "said": "daily"}),
        ("facts", {"fact": "licence", "said": "unsaid"}),
        ("facts", {"fact": "mood", "said": "good"}),
        ("rests", {"first": "2026-11-20", "last": "2026-11-01"}),
        ("own_actions", {"name": "post", "pillar": "brand"}),
        ("own_actions", {"name": "x", "pillar": "luck"}),
    ],
)
def test_a_record_that_makes_no_sense_is_named_and_nothing_is_read(
    part: str, record: object
) -> None:
    good = {"actions": {**ENTRY, "id": "2"}, "notes": {"day": "2026-11-19", "note": "x"}}
    whole = {"format": "ssi-tui journal", "version": 1}
    whole[part] = [*([good[part]] if part in good else []), record]  # type: ignore[assignment]
    with pytest.raises(FileRefusedError) as refused:
        from_json(json.dumps(whole).encode(), "file.json")
    assert refused.value.fault is Fault.RECORD
    assert refused.value.place == f"{part}[{int(part in good)}]"


def test_the_same_entry_twice_is_refused() -> None:
    whole = {"format": "ssi-tui journal", "version": 1, "actions": [ENTRY, ENTRY]}
    with pytest.raises(FileRefusedError):
        from_json(json.dumps(whole).encode(), "x")
