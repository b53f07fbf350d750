"""What an import adds to the journal: never anything twice, in whatever order it comes.

The rule, for each kind and day: the count becomes the larger of what the journal has in all,
whoever wrote it, and what the import says.  What is missing is added as one entry.  Entries logged
by hand under a name that LinkedIn does not tell from this kind (`SAME`) stand for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Protocol

from sim.terms import ActionKind
from ssi_tui.exchange.archive.report import Counts, Span, span
from ssi_tui.model.action import COUNT_MAX, Action
from ssi_tui.model.change import Change
from ssi_tui.model.ids import BITS
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store

SOURCE = "import"
SAME: Mapping[str, tuple[str, ...]] = {
    ActionKind.POST: (ActionKind.VIDEO, ActionKind.REPOST),
    ActionKind.MESSAGE: (ActionKind.INMAIL, ActionKind.PITCH),
    ActionKind.REQUEST: (ActionKind.REQUEST_WITH_NOTE,),
    ActionKind.REQUEST_WITH_NOTE: (ActionKind.REQUEST,),
}
"""Kind -> kinds that people log for the same action: an archive knows a video as a post."""


class Holding(Protocol):
    """Anything that can be merged: an `ArchiveReport`, an `AnalyticsReport`."""

    @property
    def actions(self) -> Counts:
        """Kind -> day -> how many."""

    @property
    def stocks(self) -> Mapping[str, float]:
        """`Stock` -> how many."""


@dataclass(frozen=True, kw_only=True)
class KindMerge:
    """What becomes of one kind."""

    kind: str
    found: Span
    """In the import."""
    new: int
    """Actions that are added."""
    new_days: int
    """Days to which something is added."""
    known: int
    """Actions of the import that the journal has already."""


@dataclass(frozen=True, kw_only=True)
class StockMerge:
    """A stock that the import knows to be larger."""

    stock: str
    now: float | None
    """What the profile says; None where it says nothing."""
    becomes: float


@dataclass(frozen=True, kw_only=True)
class MergePlan:
    """What would be written, to be shown before it is."""

    holding: Holding
    kinds: tuple[KindMerge, ...]
    entries: tuple[Action, ...]
    stocks: tuple[StockMerge, ...]

    @property
    def new(self) -> int:
        """Actions that are added, of all kinds."""
        return sum(kind.new for kind in self.kinds)


def plan_merge(journal: Journal, holding: Holding) -> MergePlan:
    """Compare an import with the whole journal; ValueError for a part of one."""
    if journal.first is not None or journal.last is not None:
        raise ValueError("a part of a journal can't tell what is already there")
    have, taken = journal.counts(), {action.id for action in journal.actions}
    by_hand: dict[tuple[str, date], int] = {}
    for action in journal.actions:
        if action.source != SOURCE:
            key = action.kind, action.day
            by_hand[key] = by_hand.get(key, 0) + action.count
    entries: list[Action] = []
    kinds: list[KindMerge] = []
    for kind, days in holding.actions.items():
        new = new_days = 0
        for day, count in sorted(days.items()):
            there = have.get(kind, {}).get(day, 0)
            missing = count - _elsewhere(kind, day, holding.actions, by_hand) - there
            if missing > 0:
                entries += _entries(kind, day, there, missing, taken)
                new, new_days = new + missing, new_days + 1
        if days:
            found = span(days)
            known = found.count - new
            kinds.append(KindMerge(kind=kind, found=found, new=new, new_days=new_days, known=known))
    stocks = tuple(
        StockMerge(stock=stock, now=journal.stocks.get(stock), becomes=count)
        for stock, count in sorted(holding.stocks.items())
        if count > journal.stocks.get(stock, 0)
    )
    return MergePlan(holding=holding, kinds=tuple(kinds), entries=tuple(entries), stocks=stocks)


def apply(store: Store, plan: MergePlan, *, change: int | None = None) -> Change | None:
    """Add what is missing as one change; None where nothing is.

    The journal is looked at again, so that what was logged while the plan was shown is not
    counted twice.  Stopped half-way, the same call adds the rest; with the same ``change``, any
    48-bit id, both halves are one to undo.
    """
    fresh = plan_merge(store.read(), plan.holding)
    return store.add(fresh.entries, by=SOURCE, change=change) if fresh.entries else None


def _elsewhere(kind: str, day: date, says: Counts, by_hand: Mapping[tuple[str, date], int]) -> int:
    """How many were logged by hand under another name, beyond what the import has by that name."""
    return sum(
        max(0, by_hand.get((other, day), 0) - says.get(other, {}).get(day, 0))
        for other in SAME.get(kind, ())
    )


def _entries(kind: str, day: date, there: int, missing: int, taken: set[int]) -> Iterator[Action]:
    """One entry, or as many as the largest count that an entry can have asks for."""
    while missing > 0:
        count = min(missing, COUNT_MAX)
        number = _number(kind, day, there, taken)
        taken.add(number)
        yield Action(id=number, kind=str(kind), day=day, count=count, source=SOURCE)
        there, missing = there + count, missing - count


def _number(kind: str, day: date, there: int, taken: set[int]) -> int:
    """The entry's id: the same for the same state of the journal, and never one in use."""
    attempt = 0
    while True:
        text = f"{kind}\n{day.isoformat()}\n{there}\n{attempt}"
        digest = blake2b(text.encode(), digest_size=BITS // 8).digest()
        number = int.from_bytes(digest, "big")
        if number and number not in taken:
            return number
        attempt += 1
