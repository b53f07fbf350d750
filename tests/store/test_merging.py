"""Unions: nothing is lost, the newest word counts, and the order of the versions does not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.store.changes import KEPT
from ssi_tui.store.recovery import Version, last_words, union

Tables = dict[str, dict[str, dict[str, Any]]]
KEYS = st.integers(1, 4).map(str)
DOCUMENTS = st.builds(
    lambda day, count: {"kind": "post", "day": f"2026-11-{day:02}", "count": count},
    st.integers(1, 30),
    st.integers(1, 3),
)
WRITES = st.lists(st.tuples(st.booleans(), KEYS, st.none() | DOCUMENTS, st.booleans()), max_size=10)


def machine(writes: list[tuple[bool, str, Any, bool]], mine: bool) -> Tables:
    """What one of two machines has, of all that both wrote, each by itself."""
    actions: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for order, (whose, key, document, undone) in enumerate(writes, 1):
        if whose != mine:
            continue
        before = actions.get(key)
        docs = [["actions", key, before, document]]
        changes[str(100 + order)] = {"order": order, "undone": (order + 50) * undone, "docs": docs}
        if not undone:
            actions.pop(key, None) if document is None else actions.update({key: document})
    return {"actions": actions, "changes": changes}


@given(WRITES)
def test_the_union_of_two_machines_is_the_same_from_either_side(
    writes: list[tuple[bool, str, Any, bool]],
) -> None:
    one, two = (Version(machine(writes, mine), True) for mine in (True, False))
    assert union([one, two]) == union([two, one])
    assert union([one, one]) == union([one])


@given(WRITES)
def test_nothing_is_lost_that_nobody_removed(
    writes: list[tuple[bool, str, Any, bool]],
) -> None:
    one, two = machine(writes, True), machine(writes, False)
    merged = union([Version(one, True), Version(two, True)])
    removed = {
        key
        for tables in (one, two)
        for (_, key), (_, document) in last_words(tables["changes"]).items()
        if document is None
    }
    there = one["actions"].keys() | two["actions"].keys()
    assert merged["actions"].keys() >= there - removed
    assert merged["actions"].keys() <= there
    assert merged["changes"].keys() == one["changes"].keys() | two["changes"].keys()


def test_of_one_change_the_last_turn_counts_and_what_is_left_out_is_known_as_forgotten() -> None:
    document = {"kind": "post", "day": "2026-11-20", "count": 1}
    change = {"order": 3, "undone": 0, "docs": [["actions", "1", None, document]]}
    undone = {**change, "undone": 7, "turned": 7}
    redone = {**change, "turned": 9}
    for last in (undone, redone):
        older = {"actions": {"1": document}, "changes": {"5": change}}
        newer = {"actions": {} if last is undone else {"1": document}, "changes": {"5": last}}
        for versions in ((older, newer), (newer, older)):
            merged = union([Version(tables, True) for tables in versions])
            assert merged["changes"]["5"] == last
            assert merged["actions"] == ({} if last is undone else {"1": document})
    many = {str(n): {**change, "order": n + 1, "docs": []} for n in range(KEPT + 2)}
    merged = union([Version({"changes": many}, True)])
    assert len(merged["changes"]) == KEPT
    assert merged["origin"]["1"]["forgotten"] == 2
