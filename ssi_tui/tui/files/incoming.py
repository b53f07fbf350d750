"""What a file would bring into the journal: read and compared, and nothing written yet."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sim.terms import ActionKind
from ssi_tui.exchange import analytics, archive, taking
from ssi_tui.exchange.analytics import AnalyticsReport
from ssi_tui.exchange.archive import ArchiveReport
from ssi_tui.exchange.csv_days import Order, orders
from ssi_tui.exchange.csv_text import read_file, read_rows
from ssi_tui.exchange.json_text import from_json
from ssi_tui.exchange.merge import MergePlan, plan_merge
from ssi_tui.exchange.portable import JoinPlan, Portable, plan_join
from ssi_tui.exchange.portable import apply as apply_join
from ssi_tui.exchange.tables import from_csv, is_export
from ssi_tui.exchange.trackers import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.i18n import _
from ssi_tui.model.change import Change
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading
from ssi_tui.store import Store

ENDINGS = (".zip", ".xlsx", ".csv", ".json")
"""Of files that can be read."""
Progress = Callable[[int, int], None]


class Counts(NamedTuple):
    """Counts per day, from LinkedIn or from another tracker: a write, once it is wanted."""

    report: ArchiveReport | AnalyticsReport | TrackerReport
    plan: MergePlan
    readings: Mapping[date, Reading]
    """Those that would be written."""

    @property
    def new(self) -> bool:
        """Whether anything would be written."""
        return bool(self.plan.entries or self.plan.stocks or self.readings)

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        found = self.report.readings if isinstance(self.report, TrackerReport) else {}
        done, _plan = taking.apply(store, self.report, found)
        return (done,) if done else ()

    def hope(self, journal: Journal) -> Journal:
        """Known only when it is done."""
        return journal

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        return imported(changes)


class Content(NamedTuple):
    """An export of a journal: a write, once it is wanted."""

    plan: JoinPlan

    @property
    def new(self) -> bool:
        """Whether anything would be written."""
        return not (self.plan.new.empty and self.plan.changed.empty)

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        done = apply_join(store, self.plan)
        return (done,) if done else ()

    def hope(self, journal: Journal) -> Journal:
        """Known only when it is done."""
        return journal

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        return imported(changes)


def read(
    paths: Sequence[Path],
    store: Store,
    today: date,
    answers: Answers,
    progress: Progress | None = None,
) -> Counts | Content | Question:
    """Tell by its ending and its heading what a file is, and compare it with the journal.

    ArchiveRefusedError, FileRefusedError: it can't be taken.  A Question: only the person can tell.
    """
    first = paths[0]
    ending = first.suffix.casefold() if len(paths) == 1 and not first.is_dir() else ""
    if ending == ".json":
        return _content(store, from_json(read_file(first), first.name))
    if ending == ".xlsx":
        return _counts(store, analytics.read(first))
    if ending == ".csv":
        return _table(first, store, today, answers)
    return _counts(store, archive.read(paths, zone=None, progress=progress))


def _table(path: Path, store: Store, today: date, answers: Answers) -> Counts | Content | Question:
    """An export of ours, one of LinkedIn's tables, or anybody's."""
    data = read_file(path)
    rows = read_rows(data, path.name)
    if rows and is_export(rows[0][1]):
        cells = [row[1] for _line, row in rows[1:] if len(row) > 1]
        found = orders(cells, today)
        if len(found) > 1 and answers.order is None:
            return Question(asked=Asked.ORDER, choices=tuple(found), example=cells[0])
        order = answers.order or (found[0] if found else Order.DAY)
        return _content(store, from_csv(data, path.name, order))
    report = archive.read([path], zone=None)
    if any(file.table for file in report.files):
        return _counts(store, report)
    kinds = (*ActionKind, *store.read().own_actions)
    said = understand(data, path.name, today, kinds, answers)
    return said if isinstance(said, Question) else _counts(store, said)


def _counts(store: Store, report: ArchiveReport | AnalyticsReport | TrackerReport) -> Counts:
    journal = store.read()
    wanted: Mapping[date, Reading] = {}
    if isinstance(report, TrackerReport):
        wanted, _kept = taking.plan_readings(journal, report.readings)
    return Counts(report, plan_merge(journal, report), wanted)


def _content(store: Store, content: Portable) -> Content:
    return Content(plan_join(store.read(), content))


def imported(changes: tuple[Change, ...]) -> str:
    """What an import did, and the way back."""
    if not changes:
        return _("All of it is in the journal already.")
    return _("Imported · one u takes all of it back")
