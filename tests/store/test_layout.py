"""The layout of a file: what a table says of itself is what it holds."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.store.file_format import Rows, encode
from ssi_tui.store.validation import decode

KEYS = st.integers(0, 12).map(str)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["kind", "note", "docs"]),
    st.text(max_size=8)
    | st.integers(-5, 5)
    | KEYS.map(lambda key: [["actions", key, None, {"kind": f'"{key}":{{}}'}]]),
    max_size=3,
)
TABLES = st.dictionaries(KEYS, DOCUMENTS, max_size=6)
PUTS = st.lists(st.tuples(KEYS, st.none() | DOCUMENTS), max_size=12)


@given(TABLES, PUTS)
def test_the_text_of_a_table_follows_every_change(
    start: dict[str, dict[str, Any]], puts: list[tuple[str, dict[str, Any] | None]]
) -> None:
    rows, plain = Rows(start), dict(start)
    for key, document in puts:
        before = dict(rows)
        changed = rows.put(key, document)
        if document is None:
            plain.pop(key, None)
        else:
            plain[key] = document
        assert rows == before
        assert list(json.loads(changed.text).items()) == list(changed.items())
        assert changed == plain
        rows = changed


@given(TABLES, TABLES, st.integers(1, 10**11))
def test_what_is_written_is_read_the_same_table_by_table(
    actions: dict[str, dict[str, Any]], notes: dict[str, dict[str, Any]], generation: int
) -> None:
    data = encode({"actions": actions, "notes": Rows(notes)}, generation)
    content = decode(data, "2026-11.json", "2026-11")
    assert content.generation == generation
    assert content.edited is None
    assert content.table("notes") == notes
    assert content.tables() == {"actions": actions, "notes": notes}
    assert encode(content.tables(), generation) == data
    assert json.loads(data)["actions"] == actions
