"""Two handles on one profile, any calls in any order, against a plain dict."""

import tempfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ssi_tui.model.entries import Action
from ssi_tui.model.terms import Target, default_targets
from ssi_tui.store import Store
from tests.store.disks import plainly

DAYS = st.sampled_from([date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)])
KINDS = st.sampled_from(["post", "comment"])
HANDLES = st.integers(0, 1)
TEXTS = st.sampled_from(["", "x", "ü😀[/]"])


class TwoHandles(RuleBasedStateMachine):
    """The store twice, and what a person would expect of it once."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.stores = [Store(self.home.name), Store(self.home.name)]
        self.now: dict[tuple[str, Any], Any] = {}
        self.past: list[dict[tuple[str, Any], Any]] = []
        self.future: list[dict[tuple[str, Any], Any]] = []

    def teardown(self) -> None:
        self.home.cleanup()

    def expect(self, key: tuple[str, Any], change: Callable[[Any], Any]) -> None:
        """Expect one fact to become another."""
        self.expect_all({key: change(self.now.get(key))})

    def expect_all(self, facts: dict[tuple[str, Any], Any]) -> None:
        """Expect one change to bring these facts; a new change ends what could be done again."""
        if any((self.now.get(key) or None) != (fact or None) for key, fact in facts.items()):
            self.past.append(deepcopy(self.now))
            self.future.clear()
            self.now |= facts

    @rule(handle=HANDLES, kind=KINDS, day=DAYS, count=st.integers(1, 3), note=TEXTS)
    def log(self, handle: int, kind: str, day: date, count: int, note: str) -> None:
        self.stores[handle].log(kind, day, count, note=note)
        self.expect(("count", (kind, day)), lambda was: (was or 0) + count)

    @rule(handle=HANDLES, kind=KINDS, day=DAYS, delta=st.sampled_from([-2, -1, 1]))
    def step(self, handle: int, kind: str, day: date, delta: int) -> None:
        self.stores[handle].step(kind, day, delta)
        self.expect(("count", (kind, day)), lambda was: max(0, (was or 0) + delta))

    @rule(handle=HANDLES, kind=KINDS, day=DAYS, count=st.integers(0, 4))
    def set_count(self, handle: int, kind: str, day: date, count: int) -> None:
        self.stores[handle].set_count(kind, day, count)
        self.expect(("count", (kind, day)), lambda _: count)

    @rule(handle=HANDLES, day=DAYS, total=st.sampled_from([40, 61.5]))
    def reading(self, handle: int, day: date, total: float) -> None:
        self.stores[handle].add_reading(day, total)
        self.expect(("reading", day), lambda _: total)

    @rule(handle=HANDLES, day=DAYS, text=TEXTS)
    def note(self, handle: int, day: date, text: str) -> None:
        self.stores[handle].set_note(day, text)
        self.expect(("note", day), lambda _: text)

    @rule(handle=HANDLES, kind=KINDS, text=st.sampled_from(["daily", "2/week"]))
    def target(self, handle: int, kind: str, text: str) -> None:
        self.stores[handle].set_target(Target.parse(kind, text), kind)
        self.expect(("target", kind), lambda _: text)

    @rule(handle=HANDLES, kind=KINDS, day=DAYS, to=DAYS)
    def move(self, handle: int, kind: str, day: date, to: date) -> None:
        for entry in self.entries(handle, kind, day)[:1]:
            self.stores[handle].edit(entry.id, day=to)
            old, new = ("count", (kind, day)), ("count", (kind, to))
            if old != new:
                left, more = self.now[old] - entry.count, (self.now.get(new) or 0) + entry.count
                self.expect_all({old: left, new: more})

    @rule(handle=HANDLES, kind=KINDS, day=DAYS)
    def remove(self, handle: int, kind: str, day: date) -> None:
        self.stores[handle].remove([each.id for each in self.entries(handle, kind, day)])
        self.expect(("count", (kind, day)), lambda _: 0)

    @rule(handle=HANDLES, kind=KINDS, day=DAYS, planned=st.booleans())
    def rest(self, handle: int, kind: str, day: date, planned: bool) -> None:
        store = self.stores[handle]
        store.skip(kind, day, day) if planned else store.unskip(kind, day, day)
        self.expect(("rest", (kind, day)), lambda _: planned)

    def entries(self, handle: int, kind: str, day: date) -> list[Action]:
        return [each for each in self.stores[handle].read().entries(day) if each.kind == kind]

    @rule(handle=HANDLES, n=st.integers(1, 3))
    def undo(self, handle: int, n: int) -> None:
        turned = len(self.stores[handle].undo(n))
        assert turned == min(n, len(self.past))
        for _ in range(turned):
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule(handle=HANDLES, n=st.integers(1, 3))
    def redo(self, handle: int, n: int) -> None:
        turned = len(self.stores[handle].redo(n))
        assert turned == min(n, len(self.future))
        for _ in range(turned):
            self.past.append(self.now)
            self.now = self.future.pop()

    def expected(self, what: str) -> dict[Any, Any]:
        return {key: value for (kind, key), value in self.now.items() if kind == what and value}

    @invariant()
    def both_handles_know_everything(self) -> None:
        for store in self.stores:
            journal = store.read()
            counts = journal.counts().items()
            assert {(k, d): n for k, days in counts for d, n in days.items()} == self.expected(
                "count"
            )
            assert {each.day: each.total for each in journal.readings} == self.expected("reading")
            assert journal.notes == self.expected("note")
            rests = {(rest.kind, rest.first): True for rest in journal.rests}
            assert rests == self.expected("rest")
            assert len({each.id for each in journal.actions}) == len(journal.actions)
            targets = {kind: str(target) for kind, target in default_targets().items()}
            assert {kind: str(target) for kind, target in journal.targets.items()} == (
                targets | self.expected("target")
            )
            assert sum(not change.undone for change in store.changes(99)) == len(self.past)

    @invariant()
    def plain_tinydb_reads_the_same(self) -> None:
        entries = plainly(self.home.name)
        assert sum(each["count"] for each in entries) == sum(self.expected("count").values())
        assert len(plainly(self.home.name, "notes")) == len(self.expected("note"))


TestTwoHandles = TwoHandles.TestCase
TestTwoHandles.settings = settings(max_examples=25, stateful_step_count=20)
