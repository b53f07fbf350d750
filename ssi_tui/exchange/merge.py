"""What an import adds to the journal: never anything twice, in whatever order it comes.

The rule, for each kind and day: the count becomes the larger of what the journal has in all,
whoever wrote it, and what the import says.  What is missing is added as one entry.  Entries logged
by hand under a name that LinkedIn does not tell from this kind (`SAME`) stand for it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from sim.terms import ActionKind, Pillar
from ssi_tui.exchange.linkedin.report import Counts, KindSpan, span
from ssi_tui.model.entries import BENCHMARKS, Action, Reading
from ssi_tui.model.journal import Change, Journal
from ssi_tui.model.terms import (
    ACTIVITY,
    BITS,
    COUNT_MAX,
    FACT_CHOICES,
    OwnAction,
    Rest,
    Target,
    default_targets,
    short,
)
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.documents import NO_TARGET

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Portable:
    """A journal's content, each thing under what makes it the same in two journals."""

    actions: Mapping[int, Action] = field(default_factory=dict)
    """Id -> entry."""
    readings: Mapping[date, Reading] = field(default_factory=dict)
    """Day -> reading; ids differ from journal to journal."""
    notes: Mapping[date, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    """Kind -> target, only those that are not there by default; ``none``: taken away."""
    stocks: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    """What people say of themselves in words (`model.terms.FACT_CHOICES`), where they said it."""
    rests: Mapping[tuple[str, date, date], Rest] = field(default_factory=dict)
    own_actions: Mapping[str, OwnAction] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Nothing at all."""
        return not any(getattr(self, part.name) for part in fields(self))


def of_journal(journal: Journal) -> Portable:
    """The content of a whole journal."""
    default = {kind: str(target) for kind, target in default_targets().items()}
    targets = {kind: NO_TARGET for kind in default if kind not in journal.targets}
    targets |= {kind: str(target) for kind, target in journal.targets.items()}
    readings: dict[date, Reading] = {}
    for reading in journal.readings:
        other = readings.get(reading.day, reading)
        readings[reading.day] = max(other, reading, key=rank_of_reading)
    return Portable(
        actions={action.id: action for action in journal.actions},
        readings=readings,
        notes=journal.notes,
        targets={kind: text for kind, text in targets.items() if default.get(kind) != text},
        stocks=journal.stocks,
        facts={
            name: said
            for name in FACT_CHOICES
            if (said := getattr(journal, name)) in FACT_CHOICES[name]
        },
        rests={(rest.kind, rest.first, rest.last): rest for rest in journal.rests},
        own_actions=journal.own_actions,
    )


def join(
    ours: Mapping[Any, Value], theirs: Mapping[Any, Value], rank: Callable[[Value], Any]
) -> dict[Any, Value]:
    """The union; of two values under one key the one of higher rank."""
    both = dict(ours)
    for key, value in theirs.items():
        both[key] = max(both[key], value, key=rank) if key in both else value
    return both


def joined(ours: Portable, theirs: Portable) -> Portable:
    """Both together; the same whichever comes first."""
    return Portable(
        **{
            part: join(getattr(ours, part), getattr(theirs, part), rank)
            for part, rank in RANKS.items()
        }
    )


def rank_of_action(action: Action) -> tuple[Any, ...]:
    """The larger count, then the longer note."""
    rank = rank_of_note(action.note)
    return action.count, *rank, action.day, action.kind, action.source


def rank_of_reading(reading: Reading) -> tuple[Any, ...]:
    """The one that says more, then the higher one; its id says nothing."""
    names = ("total", *Pillar, *BENCHMARKS)
    values = [getattr(reading, name) for name in names]
    known = [-1.0 if value is None else float(value) for value in values]
    return len(values) - values.count(None), known, reading.source


def rank_of_note(text: str) -> tuple[int, str]:
    """The longer one."""
    return len(text), text


def rank_of_target(text: str) -> tuple[float, str]:
    """The more ambitious one; one that was taken away last."""
    if text == NO_TARGET:
        return -1.0, text
    target = Target.parse("any", text)
    return target.amount * (len(target.weekdays) or 1) * 7 / target.days, text


def rank_of_own_action(action: OwnAction) -> tuple[Any, ...]:
    """The one in use before one that is archived."""
    return not action.archived, action.minutes or 0.0, action.pillar, action.key


RANKS: Mapping[str, Callable[[Any], Any]] = {
    "actions": rank_of_action,
    "readings": rank_of_reading,
    "notes": rank_of_note,
    "targets": rank_of_target,
    "stocks": float,
    "facts": (*FACT_CHOICES[ACTIVITY], "no", "yes").index,  # the more active, and the licence
    "rests": lambda rest: rank_of_note(rest.why),
    "own_actions": rank_of_own_action,
}
"""Part -> what decides between two values that stand under one key."""


def record_of(value: Action | Reading) -> dict[str, Any]:
    """The fields of a value that are not as usual, as plain values in their order."""
    record: dict[str, Any] = {}
    for part in fields(value):
        content = getattr(value, part.name)
        if content is None or content == part.default:
            continue
        if isinstance(content, date):
            content = content.isoformat()
        elif part.name == "id":
            content = short(content)
        record[part.name] = plain(content) if isinstance(content, float) else content
    return record


def plain(number: float) -> float | int:
    """A whole number without a point."""
    return int(number) if number == int(number) else number


@dataclass(frozen=True, kw_only=True)
class KindMerge:
    """What becomes of one kind of action."""

    kind: str
    found: KindSpan
    """In the import."""
    new: int
    """Of them, what the journal does not have."""


@dataclass(frozen=True, kw_only=True)
class JoinPlan:
    """What would be written, to be shown before it is."""

    content: Portable
    """What the import has."""
    new: Portable
    """What the journal does not have."""
    changed: Portable
    """What the journal has otherwise, and would take from the import."""
    kept: int
    """What the journal has otherwise, and would keep."""
    moved: Mapping[int, date]
    """Entries that go to another month, and their old day."""

    @property
    def kinds(self) -> tuple[KindMerge, ...]:
        """Each kind's entries, by name."""
        new = Counter[str]()
        for action in self.new.actions.values():
            new[action.kind] += action.count
        days: dict[str, Counter[date]] = {}
        for action in self.content.actions.values():
            days.setdefault(action.kind, Counter())[action.day] += action.count
        return tuple(
            KindMerge(kind=kind, found=span(days[kind]), new=new[kind]) for kind in sorted(days)
        )


def plan_join(journal: Journal, content: Portable) -> JoinPlan:
    """Compare an import with the whole journal; ValueError for a part of one."""
    if journal.first is not None or journal.last is not None:
        raise ValueError("a part of a journal can't tell what is already there")
    ours = of_journal(journal)
    default = default_targets()  # taking away a target that nobody has says nothing
    told = {k: text for k, text in content.targets.items() if text != NO_TARGET or k in default}
    content = replace(content, targets=told)
    both = joined(ours, content)
    new, changed, kept = {}, {}, 0
    for part, rank in RANKS.items():
        have, become, theirs = (getattr(each, part) for each in (ours, both, content))
        new[part] = {key: value for key, value in become.items() if key not in have}
        ranks = {key: (rank(theirs[key]), rank(have[key])) for key in theirs if key in have}
        changed[part] = {key: become[key] for key, (other, own) in ranks.items() if other > own}
        kept += sum(other < own for other, own in ranks.values())
    moved = {
        number: ours.actions[number].day
        for number, action in changed["actions"].items()
        if ours.actions[number].day.isoformat()[:7] != action.day.isoformat()[:7]
    }
    return JoinPlan(
        content=content, new=Portable(**new), changed=Portable(**changed), kept=kept, moved=moved
    )


def apply_join(store: Store, plan: JoinPlan, *, change: int | None = None) -> Change | None:
    """Write what is new and what changes as one change; None where nothing does.

    The journal is looked at again, for what was written while the plan was shown.  Stopped
    half-way, the same call with the same ``change`` writes the rest as one change to undo.
    """
    fresh = plan_join(store.read(), plan.content)
    both = {part: getattr(fresh.new, part) | getattr(fresh.changed, part) for part in RANKS}
    return put(
        store,
        actions=both["actions"].values(),
        moved=fresh.moved,
        readings=both["readings"].values(),
        notes=both["notes"],
        targets=both["targets"],
        stocks=both["stocks"],
        facts=both["facts"],
        rests=both["rests"].values(),
        own_actions=both["own_actions"].values(),
        change=change,
    )


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

    @property
    def clocked(self) -> bool:
        """Whether its days were told by a clock: in another time zone they are others."""


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
    imported: Days = {}
    for action in journal.actions:
        if action.source != SOURCE:
            key = action.kind, action.day
            by_hand[key] = by_hand.get(key, 0) + action.count
        else:
            there_by = imported.setdefault(action.kind, {})
            there_by[action.day] = there_by.get(action.day, 0) + action.count
    entries: list[Action] = []
    kinds: list[KindMerge] = []
    missing = {
        kind: {
            day: days.get(day, 0)
            - _elsewhere(kind, day, holding.actions, by_hand)
            - have.get(kind, {}).get(day, 0)
            for day in sorted({*days, *imported.get(kind, {})})
        }
        for kind, days in holding.actions.items()
    }
    if holding.clocked:
        missing = _without_moved(missing, imported)
    for kind, days in holding.actions.items():
        new = 0
        for day, count in missing[kind].items():
            if count > 0:
                entries += _entries(kind, day, have.get(kind, {}).get(day, 0), count, taken)
                new += count
        if days:
            kinds.append(KindMerge(kind=kind, found=span(days), new=new))
    stocks = tuple(
        StockMerge(stock=stock, now=journal.stocks.get(stock), becomes=count)
        for stock, count in sorted(holding.stocks.items())
        if count > journal.stocks.get(stock, 0)
    )
    return MergePlan(holding=holding, kinds=tuple(kinds), entries=tuple(entries), stocks=stocks)


DAY = timedelta(days=1)
Days = dict[str, dict[date, int]]
"""Kind -> day -> how many."""
MOVED = 0.8
"""Part of what is missing, up to the last day imported before, that an earlier import has a day
beside it, from which it is that import in another time zone."""


def _without_moved(missing: Days, imported: Days) -> Days:
    """What is missing of each kind and day, without what only moved to the day beside it.

    Who travels imports the same moments on other days.  A row moves by one day at most, all of
    them forwards or all backwards.

    Args:
        missing: by kind and day, in their order; below 0 where the journal has more.
        imported: what earlier imports have.
    """
    last = {kind: max(days) + DAY for kind, days in imported.items()}
    old = {
        kind: {day: n for day, n in days.items() if kind in last and day <= last[kind]}
        for kind, days in missing.items()
    }
    wanted = sum(max(0, n) for days in old.values() for n in days.values())
    for backwards in (False, True):
        left = {
            kind: _carried(days, imported.get(kind, {}), sorted(days, reverse=backwards))
            for kind, days in old.items()
        }
        if wanted and sum(sum(days.values()) for days in left.values()) <= (1 - MOVED) * wanted:
            return {kind: {**days, **left[kind]} for kind, days in missing.items()}
    return missing


def _carried(
    missing: Mapping[date, int], imported: Mapping[date, int], order: Sequence[date]
) -> dict[date, int]:
    """What is missing once what a day has too much of is taken for the next day's in the order."""
    left: dict[date, int] = {}
    carried, before = 0, date.min
    for day in order:
        count = missing[day] - (carried if abs(day - before) == DAY else 0)
        left[day] = max(0, count)
        carried, before = min(max(0, -count), imported.get(day, 0)), day
    return left


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


def plan_readings(
    journal: Journal, readings: Mapping[date, Reading]
) -> tuple[Mapping[date, Reading], int]:
    """Those to be written, and how many of the others the journal has otherwise."""
    plan = plan_join(journal, Portable(readings=readings))
    return {**plan.new.readings, **plan.changed.readings}, plan.kept


def apply_counts(
    store: Store,
    holding: Holding,
    readings: Mapping[date, Reading] | None = None,
    *,
    change: int | None = None,
) -> Change | None:
    """Write what the journal does not have yet; one undo takes all of it back.

    The journal is looked at again, so that what was logged while a plan was shown is not counted
    twice.  None where nothing is new.  Stopped half-way, the same call with the same ``change``,
    any 48-bit id, writes the rest, and both halves are one to undo.
    """
    journal = store.read()
    plan = plan_merge(journal, holding)
    wanted, _kept = plan_readings(journal, readings or {})
    return put(
        store,
        actions=plan.entries,
        readings=wanted.values(),
        stocks={stock.stock: stock.becomes for stock in plan.stocks},
        by=SOURCE,
        change=change,
    )
