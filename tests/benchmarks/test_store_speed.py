"""The store beside plain TinyDB, in one run on one disk; run with ``make bench``."""

import json
import os
import subprocess
import sys
import timeit
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from ssi_tui.store import Store
from ssi_tui.store.changes import KEPT
from ssi_tui.store.documents import derived
from ssi_tui.store.file_format import encode
from ssi_tui.store.tables import new_id

TODAY = date(2026, 11, 30)
"""The last day of a month: the file that is written is as long as it gets."""
KINDS = ("comment", "reaction", "message", "profile-view", "people-search", "post")
A_DAY = 12
"""Entries a day: more than almost anybody logs."""


def entries(years: int) -> list[dict[str, Any]]:
    """The documents of so many years, oldest first."""
    return [
        {
            "kind": KINDS[n % len(KINDS)],
            "day": (TODAY - timedelta(days=ago)).isoformat(),
            "count": 1,
        }
        for ago in range(365 * years - 1, -1, -1)
        for n in range(A_DAY)
    ]


def fill(folder: Path, years: int) -> tuple[Path, Path]:
    """The same history as a profile of ours and as one plain TinyDB file."""
    ours, plain = folder / f"ours-{years}", folder / f"plain-{years}.json"
    ours.mkdir()
    rows = {str(new_id()): document for document in entries(years)}
    months: dict[str, dict[str, dict[str, Any]]] = {}
    for key, document in rows.items():
        months.setdefault(document["day"][:7], {})[key] = document
    for name, actions in months.items():
        head = {"at": f"{name}-01T12:00:00", "by": "cli", "what": "log", "kind": "post"}
        changes = {
            str(new_id()): head
            | {"day": document["day"], "amount": "1", "order": order, "undone": 0}
            | {"docs": [["actions", key, None, document]]}
            for order, (key, document) in enumerate(list(actions.items())[-KEPT:])
        }
        tables = {"actions": actions, "readings": {}, "notes": {}, "changes": changes}
        tables = derived(tables) | tables
        (ours / f"{name}.json").write_bytes(encode(tables, 1))
    plain.write_text(
        json.dumps({"actions": {str(n): row for n, row in enumerate(rows.values(), 1)}})
    )
    return ours, plain


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, Path]]:
    """Years -> (our folder, the plain file)."""
    folder = tmp_path_factory.mktemp("histories")
    return {years: fill(folder, years) for years in (1, 10, 30)}


def ms(call: Callable[[], object], rounds: int) -> float:
    """Best time of a call in milliseconds, as `timeit` takes it: what others add is their work."""
    return 1000 * min(timeit.repeat(call, number=1, repeat=rounds + 1)[1:])


def bare_write(file: Path) -> None:
    """What nobody can do without: so many bytes, and their name, on the disk for good."""
    other = file.with_name("other")
    number = os.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(number, b"x" * file.stat().st_size)
    os.fsync(number)
    os.close(number)
    other.replace(file.with_name("bare"))
    number = os.open(file.parent, os.O_RDONLY)
    os.fsync(number)
    os.close(number)


def plain_insert(file: Path) -> None:
    """What `Store.log` does, as the manual of TinyDB does it."""
    with TinyDB(file) as database:
        database.table("actions").insert({"kind": "post", "day": "2026-11-30", "count": 1})


def plain_totals(file: Path, first: str = "") -> Counter[str]:
    """Kind -> how many since a day."""
    totals: Counter[str] = Counter()
    with TinyDB(file) as database:
        for document in database.table("actions").all():
            if document["day"] >= first:
                totals[document["kind"]] += document["count"]
    return totals


def test_the_store_beside_plain_tinydb(
    histories: dict[int, tuple[Path, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    table: dict[str, tuple[float, float]] = {}
    document = {"kind": "post", "day": "2026-11-30", "count": 1}
    stores = {years: Store(ours) for years, (ours, _) in histories.items()}
    own = dict.fromkeys(stores, float("inf"))
    for _ in range(25):  # in turn, so that all meet the same weather
        for years, store in stores.items():
            own[years] = min(own[years], ms(partial(store.log, "post", TODAY), 1))
    for years, (_, plain) in histories.items():
        with TinyDB(plain) as database:
            other = ms(partial(database.table("actions").insert, document), 3)
        table[f"insert, {years} years"] = own[years], other
    ours, plain = histories[10]
    size = partial(bare_write, ours / f"{TODAY.isoformat()[:7]}.json")
    table["the bare disk, 10 years"] = (ms(size, 25), float("nan"))
    month_ago = TODAY - timedelta(days=29)
    table["open and insert, 10 years"] = (
        ms(lambda: Store(ours).log("post", TODAY), 9),
        ms(lambda: plain_insert(plain), 3),
    )
    table["open and last 30 days, 10 years"] = (
        ms(lambda: Store(ours).read(month_ago, TODAY).totals(month_ago, TODAY), 9),
        ms(lambda: plain_totals(plain, month_ago.isoformat()), 3),
    )
    table["open and whole history, 10 years"] = (
        ms(lambda: Store(ours).read().totals(date.min, date.max), 5),
        ms(lambda: plain_totals(plain), 5),
    )
    store = Store(ours)
    store.read()

    def write_and_look() -> None:
        store.log("post", TODAY)
        store.read().totals(month_ago, TODAY)

    table["write and read all again, 10 years"] = (ms(write_and_look, 5), float("nan"))
    with capsys.disabled():
        print(f"\n{'milliseconds':36}{'ours':>9}{'plain':>9}{'ratio':>9}")
        for name, (ours_ms, plain_ms) in table.items():
            print(f"{name:36}{ours_ms:9.2f}{plain_ms:9.2f}{plain_ms / ours_ms:9.1f}")
    ours_ms, plain_ms = table["insert, 10 years"]
    bare, _ = table["the bare disk, 10 years"]
    assert ours_ms < max(plain_ms / 100, 2 * bare)  # on a slow disk nothing is quick
    assert table["insert, 30 years"][0] < 1.5 * table["insert, 1 years"][0]
    ours_ms, plain_ms = table["open and whole history, 10 years"]
    assert ours_ms * 4 < plain_ms


def test_today_is_shown_as_quickly_after_ten_years_as_on_the_first_day(
    histories: dict[int, tuple[Path, Path]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours, _ = histories[10]
    code = """if 1:
        import sys
        from datetime import date, timedelta
        from ssi_tui.model.progress import all_progress
        from ssi_tui.store import Store
        today = date(2026, 11, 30)
        store = Store(sys.argv[1])
        journal = store.read(today - timedelta(days=34), today)
        print(all_progress(journal, today), store.latest_reading(today))
    """

    def show(folder: Path) -> None:
        command = (sys.executable, "-c", code, str(folder))
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    pairs = [(ms(partial(show, ours), 1), ms(partial(show, tmp_path), 1)) for _ in range(12)]
    after, empty = (min(times) for times in zip(*pairs, strict=True))
    with capsys.disabled():
        print(f"\ntoday, a process: empty {empty:.0f} ms, ten years {after:.0f} ms")
    assert after < 1.2 * empty
