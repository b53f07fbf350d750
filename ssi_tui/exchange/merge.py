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
from typing import Any, NamedTuple, TypeVar

from sim.terms import ActionKind, Pillar
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


@dataclass(frozen=True, kw_only=True)
class KindMerge:
    """What becomes of one kind of action."""

    kind: str
    first: date
    last: date
    count: int
    """In the import."""
    new: int
    """Of them, what the journal does not have."""


def _kind_merge(kind: str, days: Mapping[date, int], new: int) -> KindMerge:
    return KindMerge(kind=kind, first=min(days), last=max(days), count=sum(days.values()), new=new)


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
        return tuple(_kind_merge(kind, days[kind], new[kind]) for kind in sorted(days))


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
    both: dict[str, Any] = {
        part: getattr(fresh.new, part) | getattr(fresh.changed, part) for part in RANKS
    }
    for part in ("actions", "readings", "rests", "own_actions"):
        both[part] = both[part].values()
    return put(store, **both, moved=fresh.moved, change=change)


SOURCE = "import"

SAME: Mapping[str, tuple[str, ...]] = {
    ActionKind.POST: (ActionKind.VIDEO, ActionKind.REPOST),
    ActionKind.MESSAGE: (ActionKind.INMAIL, ActionKind.PITCH),
    ActionKind.REQUEST: (ActionKind.REQUEST_WITH_NOTE,),
    ActionKind.REQUEST_WITH_NOTE: (ActionKind.REQUEST,),
}
"""Kind -> kinds that people log for the same action: an archive knows a video as a post."""


Counts = Mapping[str, Mapping[date, int]]
"""Kind -> day -> how many."""
DOUBTED = 200
"""So many of one action a day are asked about: LinkedIn stops people well before."""
BY_OTHERS = frozenset(
    (ActionKind.ENGAGEMENT_RECEIVED, ActionKind.FOLLOWER_GAINED, ActionKind.INVITATION_RECEIVED)
)
"""What others do: a post that goes far brings thousands."""


class Doubt(NamedTuple):
    """Sums that can hardly be."""

    why: str
    """``many``: so many of one action on a day.  ``engagements``: more than impressions.
    ``followers``: more new ones than there are in all."""
    number: int
    of: int = 0
    """What it can't well be more than."""
    kind: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found in an archive, a sheet or a table, before anything is written."""

    actions: Counts
    """Those that the journal keeps."""
    stocks: Mapping[str, float] = field(default_factory=dict)
    """`Stock` -> how many; ``profile`` is a fraction."""
    readings: Mapping[date, Reading] = field(default_factory=dict)
    clocked: bool = False
    """Whether days were told by a clock: in another time zone they are others."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Days on which there is more of one action than can well be, the most first."""
        doubts = [
            Doubt("many", count, DOUBTED, kind, day)
            for kind, days in self.actions.items()
            if kind not in BY_OTHERS
            for day, count in days.items()
            if count > DOUBTED
        ]
        return tuple(sorted(doubts, key=lambda doubt: -doubt.number))


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

    kinds: tuple[KindMerge, ...]
    entries: tuple[Action, ...]
    stocks: tuple[StockMerge, ...]
    readings: Mapping[date, Reading]
    kept: int
    """Other readings of the import, which the journal has otherwise."""


def plan_merge(journal: Journal, report: Report) -> MergePlan:
    """Compare an import with the whole journal; ValueError for a part of one."""
    have, taken = journal.counts(), {action.id for action in journal.actions}
    by_hand: Counter[tuple[str, date]] = Counter()
    imported: Days = {}
    for action in journal.actions:
        if action.source == SOURCE:
            imported.setdefault(action.kind, Counter())[action.day] += action.count
        else:
            by_hand[action.kind, action.day] += action.count
    missing = {
        kind: {
            day: days.get(day, 0)
            - _elsewhere(kind, day, report.actions, by_hand)
            - have.get(kind, {}).get(day, 0)
            for day in sorted({*days, *imported.get(kind, {})})
        }
        for kind, days in report.actions.items()
    }
    if report.clocked:
        missing = _without_moved(missing, imported)
    entries: list[Action] = []
    kinds: list[KindMerge] = []
    for kind, days in report.actions.items():
        new = {day: count for day, count in missing[kind].items() if count > 0}
        for day, count in new.items():
            entries += _entries(kind, day, have.get(kind, {}).get(day, 0), count, taken)
        if days:
            kinds.append(_kind_merge(kind, days, sum(new.values())))
    stocks = tuple(
        StockMerge(stock=stock, now=journal.stocks.get(stock), becomes=count)
        for stock, count in sorted(report.stocks.items())
        if count > journal.stocks.get(stock, 0)
    )
    scores = plan_join(journal, Portable(readings=report.readings))
    return MergePlan(
        kinds=tuple(kinds),
        entries=tuple(entries),
        stocks=stocks,
        readings={**scores.new.readings, **scores.changed.readings},
        kept=scores.kept,
    )


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


def apply_counts(store: Store, report: Report, *, change: int | None = None) -> Change | None:
    """Write what the journal does not have yet; one undo takes all of it back.

    The journal is looked at again, so that what was logged while a plan was shown is not counted
    twice.  None where nothing is new.  Stopped half-way, the same call with the same ``change``,
    any 48-bit id, writes the rest, and both halves are one to undo.
    """
    plan = plan_merge(store.read(), report)
    return put(
        store,
        actions=plan.entries,
        readings=plan.readings.values(),
        stocks={stock.stock: stock.becomes for stock in plan.stocks},
        change=change,
    )
