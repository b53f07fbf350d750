"""Which changes there are, across all files, and how they are taken back and done again."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.errors import InDoubtError
from ssi_tui.store import journaled_moves
from ssi_tui.store.changes import Turn, change_from, effective, turn_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ssi_tui.model.journal import Change
    from ssi_tui.store.changes import Edits, Record, Recorder
    from ssi_tui.store.profile_files import ProfileFiles

    Pick = Callable[[Iterable["GatheredChange"]], "GatheredChange | None"]


class GatheredChange(NamedTuple):
    """One change, put together from the files that it touched; the newest is the greatest."""

    order: int
    """Newer changes have greater numbers, across all files."""
    id: int
    record: Record
    undone: int
    """When it was taken back, in the order of changes; 0 while any part of it stands."""
    files: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The files that it was to go to and did not."""
        return sorted({*self.record.get("parts", ())} - {*self.files})


def newest_standing(changes: Iterable[GatheredChange]) -> GatheredChange | None:
    """What undo takes back next."""
    return max((change for change in changes if not change.undone), default=None)


def newest_undone(changes: Iterable[GatheredChange]) -> GatheredChange | None:
    """What redo does again next: taken back last, and nothing new has been done since."""
    changes = list(changes)
    undone = (change for change in changes if change.undone)
    last = max(undone, key=attrgetter("undone"), default=None)
    newest = max((change.order for change in changes), default=0)
    return last if last and last.undone > newest else None


def newest(files: ProfileFiles, last: int) -> tuple[Change, ...]:
    """The newest changes, newest first, taken back or not."""

    def enough(changes: Iterable[GatheredChange]) -> int:
        orders = sorted((change.order for change in changes), reverse=True)
        return orders[last - 1] if 0 < last <= len(orders) else 0

    changes = sorted(gather(files, enough).values(), reverse=True)
    return tuple(change_from(f.id, {**f.record, "undone": f.undone}) for f in changes[:last])


def turn(recorder: Recorder, n: int, number: int | None, pick: Pick) -> tuple[Change, ...]:
    """Undo (`pick` is newest_standing) or redo (newest_undone) n changes, or the one named."""
    files, by = recorder.files, recorder.by
    turned: list[Change] = []

    def enough(changes: Iterable[GatheredChange]) -> int:
        best = None if number else pick(changes)
        return 0 if best is None else best.undone or best.order

    with files.writing():
        while len(turned) < (1 if number else n):
            changes = gather(files, enough)
            best = changes.get(number) if number else pick(changes.values())
            if best is None:
                break
            latest = max(max(each.order, each.undone) for each in changes.values())
            turn = Turn(best.id, files.next_order(newest=latest), pick is newest_standing, by)
            try:
                left = _turn_all(files, best, turn)
            except InDoubtError as error:
                error.change = best.id
                raise
            document = {**best.record, "undone": turn.undone}
            document["undone_by"] = by if turn.undoing else ""
            turned.append(change_from(best.id, document)._replace(left=left))
    return tuple(turned)


def _is_half(record: Record) -> bool:
    """Whether this is one of the two records of a move between months."""
    return record["what"] == "edit" and any(None in each[2:] for each in record["docs"])


def _turn_all(files: ProfileFiles, change: GatheredChange, turn: Turn) -> int:
    """Take all of a change back, or do it again: how many documents had changed since."""
    if _is_half(change.record):
        return _turn_move(files, turn)
    if len(change.files) == 1:
        return turn_file(files.file(change.files[0]), turn)
    plan = {"what": "turn", "parts": [*change.files], "turn": [*turn]}
    journaled_moves.begin(files, plan)
    left = journaled_moves.turn_parts(files, plan)
    journaled_moves.end(files)
    return left


def _turn_move(files: ProfileFiles, turn: Turn) -> int:
    """Take a move between two months back, or do it again: both halves, or neither."""
    halves, months = {}, files.recording(turn.number)
    for name in months:
        record = files.file(name).documents("changes")[str(turn.number)]
        ((_, key, before, after),) = record["docs"]
        was, becomes = (after, before) if turn.undoing else (before, after)
        halves[becomes is None] = name, key, was
    name, key, was = halves.get(True, ("", "", None))
    there = files.file(name).documents("actions").get(key) if len(halves) == 2 else None
    if there is None or there != was:  # changed since, or one half is forgotten: it stays
        return max(turn_file(files.file(month), turn, False) for month in months)
    to, _, _ = halves[False]
    plan = {"what": "move", "key": key, "from": name, "to": to, "change": turn.number}
    plan |= {"turn": [*turn]}
    journaled_moves.begin(files, plan)
    turn_file(files.file(to), turn)
    journaled_moves.second_half(files, plan)
    return 0


def gather(
    files: ProfileFiles, enough: Callable[[Iterable[GatheredChange]], int] = lambda _: 0
) -> dict[int, GatheredChange]:
    """The changes in the files, newest file first, until older files can't matter.

    `enough` says which order a change would have to exceed to matter still; without it all do.  A
    change of which one file has forgotten its part is forgotten in all.
    """
    gathered: dict[int, GatheredChange] = {}
    for newest_there, name in files.newest_first():
        if newest_there < enough(gathered.values()):
            break
        for key, record in files.file(name).documents("changes").items():
            number, undone, names = int(key), record["undone"], [name]
            other = gathered.get(number)
            if other is None and _is_forgotten(files, number, record, name):
                continue
            if other:
                undone = undone and other.undone and max(undone, other.undone)
                names = [*other.files, name]
            order = int(record["order"])
            gathered[number] = GatheredChange(order, number, record, undone, tuple(names))
    return gathered


def _is_forgotten(files: ProfileFiles, number: int, record: Record, name: str) -> bool:
    """Whether another file had a part of a change, and does not know it any more."""
    for part in record.get("parts", ()):
        if part != name:
            content = files.content(part)
            known = content.has("changes", str(number))
            if not known and content.origin.get("forgotten", 0) >= record["order"]:
                return True
    return False


# Changes over several files that were stopped before all of their parts were written: nothing of
# them is lost, for the same import again writes the rest, and one undo takes back both


def halves(files: ProfileFiles) -> list[GatheredChange]:
    """The changes that stand, and of which a part is in no file."""
    return [change for change in gather(files).values() if not change.undone and change.missing]


def half_of(files: ProfileFiles, what: str, by: str, parts: Mapping[str, Edits]) -> int | None:
    """The newest change, if these are the rest of it, and alter nothing of what it has written.

    ``parts``: file -> the edits that a new change would make.
    """
    recent = gather(files, lambda known: max((each.order for each in known), default=0)).values()
    newest = max((change.order for change in recent), default=0)
    for change in recent:
        alike = (change.record["what"], change.record["by"]) == (what, by)
        if alike and change.order == newest and not change.undone and change.missing:
            written = [name for name in parts if name in change.files]
            altered = any(effective(files.file(name), parts[name]) for name in written)
            if len(written) < len(parts) and not altered:
                return change.id
    return None


def settle(files: ProfileFiles, number: int) -> None:
    """Take a change as it is: the parts that it never had are not waited for any more."""
    names = files.recording(number)
    for name in names:
        file = files.file(name)
        with file.storage.transaction():
            changes = file.rows("changes")
            record = changes.documents()[str(number)]
            changes.put(str(number), {**record, "parts": [*names]})
