"""What would come into the journal, as rows: the actions first, then where they were found."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sim.terms import ActionKind
from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, left, plain, right, wrap
from ssi_tui.errors import DamagedError, NotFoundError, SsiError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_file, read_rows
from ssi_tui.exchange.days import Order, orders
from ssi_tui.exchange.export import from_csv, from_json, is_export, is_json_export
from ssi_tui.exchange.linkedin import analytics, archive
from ssi_tui.exchange.linkedin.analytics import AnalyticsReport
from ssi_tui.exchange.linkedin.archive import ArchiveReport, NothingKnownError
from ssi_tui.exchange.merge import (
    JoinPlan,
    MergePlan,
    Portable,
    apply_counts,
    apply_join,
    plan_join,
    plan_merge,
)
from ssi_tui.exchange.sentences import (
    acceptance_line,
    doubt_lines,
    edition_line,
    joined_line,
    larger_stays,
    missing_tables,
    passed_over,
    sheet_lines,
    stock_lines,
    table_lines,
    undated_lines,
)
from ssi_tui.exchange.trackers.layout import SHEETS, is_analytics
from ssi_tui.exchange.trackers.table import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.i18n import _, ngettext, pgettext
from ssi_tui.model.journal import Change
from ssi_tui.store import Store
from ssi_tui.store.backups import Backup
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.journal.writes import Seen, Write
from ssi_tui.tui.shell.dialogs import Choice
from ssi_tui.tui.shell.file_pages import is_folder
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import PARTS, UNCOUNTED

NOW = "now"
"""The choice to keep a copy now, among the copies to restore."""


class CopyError(SsiError):
    """A copy can't be made or put in place: nothing was changed.  Its text says why."""


class BackUp(Write):
    """Keep a copy of everything now."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        if store.back_up() is None:
            raise CopyError(_("There is nothing to keep a copy of yet."))
        return ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        return _("A copy of everything is kept.")


class Restore(Write):
    """Put a copy in place of everything."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup
        self.left: tuple[str, ...] = ()
        """Files that are damaged in the copy; those in use stayed."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        try:
            self.left = store.restore(self.backup.id).left
        except (DamagedError, NotFoundError) as error:
            raise CopyError(_("That copy is damaged; nothing was changed.")) from error
        return ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        text = _("Restored: {day}. What it replaced is kept among the backups.")
        if self.left:
            text = _("Restored: {day}, but for what is damaged in it: {files}.")
        return text.format(day=moment(self.backup), files=", ".join(self.left))


def copies(backups: tuple[Backup, ...], today: date) -> list[Choice]:
    """The copies as choices, and the one to be made."""
    reasons = {
        "daily": _("before the first entry of that day"),
        "asked": _("asked for"),
        "restore": _("before another copy was put in place"),
    }
    choices = [Choice(NOW, _("Keep a copy now"))]
    for backup in backups:
        text = ngettext("{n} file", "{n} files", backup.files)
        hint = reasons.get(backup.why, "") if backup.files else _("this copy is damaged")
        choices.append(Choice(backup.id, moment(backup, today), hint, text.format(n=backup.files)))
    return choices


def moment(backup: Backup, today: date | None = None) -> str:
    """Day and time at which a copy was made, and which of that day it is after the first."""
    number = backup.id[len("2026-11-20-") :]
    text = f"{format_day(backup.at.date(), today)}, {backup.at:%H:%M}"
    return f"{text} ({number})" if number else text


ENDINGS = (".zip", ".xlsx", ".csv", ".json")
"""Of files that can be read."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Counts(Write):
    """Counts per day, from LinkedIn or from another tracker: a write, once it is wanted."""

    report: ArchiveReport | AnalyticsReport | TrackerReport
    plan: MergePlan

    @property
    def new(self) -> bool:
        """Whether anything would be written."""
        return bool(self.plan.entries or self.plan.stocks or self.plan.readings)

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = apply_counts(store, self.report, change=change)
        return (done,) if done else ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        return imported(changes)


@dataclass(frozen=True)
class ExportPreview(Write):
    """An export of a journal: a write, once it is wanted."""

    plan: JoinPlan

    @property
    def new(self) -> bool:
        """Whether anything would be written."""
        return not (self.plan.new.empty and self.plan.changed.empty)

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        done = apply_join(store, self.plan, change=change)
        return (done,) if done else ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        return imported(changes)


def read(
    paths: Sequence[Path],
    store: Store,
    today: date,
    answers: Answers,
    progress: Progress | None = None,
) -> Counts | ExportPreview | Question:
    """Tell by its ending and its heading what a file is, and compare it with the journal.

    ArchiveRefusedError, FileRefusedError: it can't be taken.  A Question: only the person can tell.
    """
    first = paths[0]
    ending = first.suffix.casefold() if len(paths) == 1 and not is_folder(first) else ""
    if ending == ".json" and is_json_export(read_file(first)):
        return _content(store, from_json(read_file(first), first.name))
    if ending == ".xlsx" and _is_analytics(first):
        return _counts(store, analytics.read(first, today + timedelta(days=1)))
    if ending in (".json", ".xlsx"):
        return _table_of(read_file(first), first.name, store, today, answers)
    if ending == ".csv":
        return _read_table(first, store, today, answers)
    report = archive.read(paths, zone=None, today=today, progress=progress)
    if report.empty:
        raise NothingKnownError(report)
    return _counts(store, report)


def _is_analytics(path: Path) -> bool:
    """Whether a workbook is LinkedIn's own, or no workbook at all, which its reader refuses."""
    data = read_file(path)
    return not data.startswith(SHEETS[0]) or is_analytics(data, path.name)


def _read_table(
    path: Path, store: Store, today: date, answers: Answers
) -> Counts | ExportPreview | Question:
    """An export of ours, one of LinkedIn's tables, or anybody's."""
    data = read_file(path)
    rows = read_rows(data, path.name)
    if rows and is_export(rows[0][1]):
        cells = [row[1] for _line, row in rows[1:] if len(row) > 1]
        possible = orders(cells, today)
        if len(possible) > 1 and answers.order is None:
            return Question(asked=Asked.ORDER, choices=tuple(possible), example=cells[0])
        order = answers.order or (possible[0] if possible else Order.DAY)
        return _content(store, from_csv(data, path.name, order))
    report = archive.read([path], zone=None, today=today)
    if any(file.table for file in report.files):
        return _counts(store, report)
    return _table_of(data, path.name, store, today, answers)


def _table_of(
    data: bytes, name: str, store: Store, today: date, answers: Answers
) -> Counts | Question:
    """Another tracker's table."""
    kinds = (*ActionKind, *store.read().own_actions)
    said = understand(data, name, today, kinds, answers)
    if isinstance(said, Question):
        return said
    if not said.actions and not said.readings and not said.rows_read:
        raise FileRefusedError(name, Fault.NOTHING)
    return _counts(store, said)


def _counts(store: Store, report: ArchiveReport | AnalyticsReport | TrackerReport) -> Counts:
    return Counts(report, plan_merge(store.read(), report))


def _content(store: Store, content: Portable) -> ExportPreview:
    return ExportPreview(plan_join(store.read(), content))


def imported(changes: tuple[Change, ...]) -> str:
    """What an import did, and the way back."""
    if not changes:
        return _("All of it is in the journal already.")
    return _("Imported · one u takes all of it back")


WIDE = 72
"""Cells from which the days have room beside the numbers."""


def preview(content: Counts | ExportPreview, today: date, width: int) -> list[Row]:
    """Everything that is known before anything is written."""
    if isinstance(content, ExportPreview):
        parts = [_table(content.plan, today, width), *_join(content.plan, width)]
    else:
        parts = [
            _texts(doubt_lines(content.report.doubts, today, plain), width, "bad"),
            _texts([larger_stays()] if content.plan.kinds else [], width),
            _table(content.plan, today, width),
            _texts(_besides(content, today), width),
            _texts(_sources(content, today), width, "muted"),
        ]
    rows: list[Row] = []
    for part in parts:
        if part:
            rows += [[], *part] if rows else part
    return rows


def summary(content: Counts | ExportPreview) -> str:
    """The whole in one sentence."""
    if not content.new:
        return _("All of it is in the journal already.")
    new = sum(line.new for line in content.plan.kinds)
    known = sum(line.count for line in content.plan.kinds) - new
    text = ngettext(
        "{new} action is new, {known} are in the journal already.",
        "{new} actions are new, {known} are in the journal already.",
        new,
    )
    return text.format(new=new, known=known)


def _table(plan: MergePlan | JoinPlan, today: date, width: int) -> list[Row]:
    lines = sorted(plan.kinds, key=lambda line: -line.count)
    if not lines:
        return []
    days = [_("first"), _("last")] if width >= WIDE else []
    names = {line.kind: sentence(plain(action_name(line.kind, 2))) for line in lines}
    numbers = [_("found"), pgettext("how many", "new")]
    name = min(max(map(cell_len, names.values())) + 2, width - 18 * len(days) - 18)
    head: Row = [(" " * (name + 2), "text"), *((left(text, 18), "muted") for text in days)]
    rows = [[*head, *((right(text, 8), "muted") for text in numbers)]]
    if not days:
        first, last = (
            min(line.first for line in lines),
            max(line.last for line in lines),
        )
        span = _("{first} to {last}")
        text = span.format(first=format_day(first, today), last=format_day(last, today))
        rows.insert(0, [("  " + text, "muted")])
    for line in lines:
        row: Row = [("  " + left(names[line.kind], name), "text")]
        if days:
            row += [(left(format_day(day, today), 18), "muted") for day in (line.first, line.last)]
        row.append((right(str(line.count), 8), "text"))
        row.append((right(str(line.new or "–"), 8), "number" if line.new else "muted"))
        rows.append(row)
    return rows


def _join(plan: JoinPlan, width: int) -> Iterator[list[Row]]:
    """What an export has besides entries, and what becomes of what both know."""
    texts = []
    for part, word in PARTS.items():
        count = len(getattr(plan.content, part))
        if count:
            form = _("{what}: {found} found, {new} new")
            name = sentence(_(word))
            texts.append(form.format(what=name, found=count, new=len(getattr(plan.new, part))))
    yield _texts(texts, width)
    changed = sum(len(getattr(plan.changed, part)) for part in ("actions", *PARTS))
    yield _texts([joined_line(changed, plan.kept)], width)


def _besides(counts: Counts, today: date) -> Iterator[str]:
    """Scores, lasting things, and how many requests were accepted."""
    if scores := len(counts.plan.readings):
        yield ngettext("{n} score is new.", "{n} scores are new.", scores).format(n=scores)
    yield from stock_lines(counts.plan.stocks)
    if isinstance(counts.report, ArchiveReport):
        accepted = acceptance_line(counts.report, today)
        if accepted:
            yield accepted


def _sources(counts: Counts, today: date) -> Iterator[str]:
    """What was read, what is missing, what was passed over and why."""
    report = counts.report
    if isinstance(report, ArchiveReport):
        yield from _files(report)
    elif isinstance(report, AnalyticsReport):
        yield from sheet_lines(report, today, plain)
    else:
        yield from table_lines(report, plain)


def _files(report: ArchiveReport) -> Iterator[str]:
    yield edition_line(report)
    read = [file for file in report.files if file.table]
    names = ", ".join(dict.fromkeys(plain(file.name) for file in read))
    records = sum(file.records for file in read)
    form = ngettext("Read, {n} record: {names}.", "Read, {n} records: {names}.", records)
    yield form.format(n=records, names=names)
    left: Counter[str] = Counter()
    for file in read:
        left.update(file.skipped)
    if left:
        said = ", ".join(f"{n} {_(UNCOUNTED.get(why, why))}" for why, n in left.most_common())
        yield _("Not counted: {what}.").format(what=said)
    yield from undated_lines(report, plain)
    yield from missing_tables(report)
    yield from passed_over(report.passed, plain)


def _texts(texts: Iterator[str] | Sequence[str], width: int, style: str = "text") -> list[Row]:
    return [[("  " + line, style)] for text in texts for line in wrap(text, width - 4)]
