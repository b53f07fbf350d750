"""Everything that a journal knows as one value, and how two of them become one.

Joining is a union in which nothing depends on who comes first: what both sides know about the same
entry or day, but differently, is settled by the rank of the two values, never by their order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from sim.terms import Pillar
from ssi_tui.model.action import Action
from ssi_tui.model.change import Change
from ssi_tui.model.ids import short
from ssi_tui.model.journal import Journal
from ssi_tui.model.own import OwnAction
from ssi_tui.model.reading import BENCHMARKS, Reading
from ssi_tui.model.rest import Rest
from ssi_tui.model.target import Target, default_targets
from ssi_tui.store import Store
from ssi_tui.store.joining import put
from ssi_tui.store.profile import NO_TARGET

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
    "rests": lambda rest: rank_of_note(rest.why),
    "own_actions": rank_of_own_action,
}
"""Part -> what decides between two values that stand under one key."""


def record_of(value: Action | Reading) -> dict[str, Any]:
    """The fields of a value that are not as usual, as plain values in their order."""
    record: dict[str, Any] = {}
    for part in fields(value):
        found = getattr(value, part.name)
        if found is None or found == part.default:
            continue
        if isinstance(found, date):
            found = found.isoformat()
        elif part.name == "id":
            found = short(found)
        record[part.name] = plain(found) if isinstance(found, float) else found
    return record


def plain(number: float) -> float | int:
    """A whole number without a point."""
    return int(number) if number == int(number) else number


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


def apply(store: Store, plan: JoinPlan) -> Change | None:
    """Write what is new and what changes as one change; None where nothing does.

    The journal is looked at again, for what was written while the plan was shown.
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
        rests=both["rests"].values(),
        own_actions=both["own_actions"].values(),
    )
