"""Which file to take in, how far it is read, what it would bring: and only then Enter imports."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input

from sim.terms import ActionKind
from ssi_tui.chart.text import Row, cell_len, left, plain, progress_bar, right
from ssi_tui.errors import SsiError
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
    choice_text,
    doubt_lines,
    edition_line,
    joined_line,
    larger_stays,
    missing_tables,
    passed_over,
    question_text,
    sheet_lines,
    stock_lines,
    table_lines,
    undated_lines,
)
from ssi_tui.exchange.trackers.layout import SHEETS, is_analytics
from ssi_tui.exchange.trackers.table import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.i18n import N_, _, ngettext, pgettext
from ssi_tui.model.journal import Change
from ssi_tui.store import Store
from ssi_tui.tui.journal.notices import sentence, told_error
from ssi_tui.tui.journal.writes import Seen, Write, changes_of
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.dialogs import STEPS, Choice, Picker, ScrolledRows
from ssi_tui.tui.shell.file_pages import AskPath, downloads, is_folder, paths_of
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import PARTS, UNCOUNTED

ENDINGS = (".zip", ".xlsx", ".csv", ".json")
"""Of files that can be read."""
LOOKS_A_SECOND = 8
"""How often the bar moves while a file is read."""
BAR = 40
WIDE = 72
"""Cells from which the days have room beside the numbers."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Incoming(Write):
    """What a file would bring: a write, once it is wanted."""

    plan: MergePlan | JoinPlan

    @property
    def new(self) -> bool:
        """Whether anything would be written."""
        raise NotImplementedError

    def parts(self, today: date, width: int) -> Iterator[list[Row]]:
        """All that is known before anything is written; those without rows are left out."""
        raise NotImplementedError

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        if not changes:
            return _("All of it is in the journal already.")
        return _("Imported · one u takes all of it back")


@dataclass(frozen=True)
class Counts(Incoming):
    """Counts per day, from LinkedIn or from another tracker."""

    plan: MergePlan
    report: ArchiveReport | AnalyticsReport | TrackerReport

    @property
    def new(self) -> bool:
        return bool(self.plan.entries or self.plan.stocks or self.plan.readings)

    def parts(self, today: date, width: int) -> Iterator[list[Row]]:
        yield _texts(doubt_lines(self.report.doubts, today, plain), width, "bad")
        yield _texts([larger_stays()] if self.plan.kinds else [], width)
        yield _table(self.plan, today, width)
        yield _texts(_besides(self, today), width)
        yield _texts(_sources(self, today), width, "muted")

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(apply_counts(store, self.report, change=change))


@dataclass(frozen=True)
class ExportPreview(Incoming):
    """An export of a journal."""

    plan: JoinPlan

    @property
    def new(self) -> bool:
        return not (self.plan.new.empty and self.plan.changed.empty)

    def parts(self, today: date, width: int) -> Iterator[list[Row]]:
        """The entries, what else is in it, and what becomes of what both know."""
        plan = self.plan
        yield _table(plan, today, width)
        texts = []
        form = _("{what}: {found} found, {new} new")
        for part, word in PARTS.items():
            count, new = len(getattr(plan.content, part)), len(getattr(plan.new, part))
            if count:
                texts.append(form.format(what=sentence(_(word)), found=count, new=new))
        yield _texts(texts, width)
        changed = sum(len(getattr(plan.changed, part)) for part in ("actions", *PARTS))
        yield _texts([joined_line(changed, plan.kept)], width)

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        return changes_of(apply_join(store, self.plan, change=change))


def read(
    paths: Sequence[Path],
    store: Store,
    today: date,
    answers: Answers,
    progress: Progress,
) -> Incoming | Question:
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


def _read_table(path: Path, store: Store, today: date, answers: Answers) -> Incoming | Question:
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
    return Counts(plan_merge(store.read(), report), report)


def _content(store: Store, content: Portable) -> ExportPreview:
    return ExportPreview(plan_join(store.read(), content))


def preview(content: Incoming, today: date, width: int) -> list[Row]:
    """Everything that is known before anything is written."""
    parts = [part for part in content.parts(today, width) if part]
    return [row for part in parts for row in ([], *part)][1:]


def summary(content: Incoming) -> str:
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
    names = {line.kind: label(line.kind) for line in lines}
    numbers = [_("found"), pgettext("how many", "new")]
    name = min(max(map(cell_len, names.values())) + 2, width - 18 * len(days) - 18)
    head: Row = [(" " * (name + 2), "text"), *((left(text, 18), "muted") for text in days)]
    rows = [[*head, *((right(text, 8), "muted") for text in numbers)]]
    if not days:
        first = format_day(min(line.first for line in lines), today)
        last = format_day(max(line.last for line in lines), today)
        text = _("{first} to {last}").format(first=first, last=last)
        rows.insert(0, [("  " + text, "muted")])
    for line in lines:
        row: Row = [("  " + left(names[line.kind], name), "text")]
        if days:
            row += [(left(format_day(day, today), 18), "muted") for day in (line.first, line.last)]
        row.append((right(str(line.count), 8), "text"))
        row.append((right(str(line.new or "–"), 8), "number" if line.new else "muted"))
        rows.append(row)
    return rows


def _besides(counts: Counts, today: date) -> Iterator[str]:
    """Scores, lasting things, and how many requests were accepted."""
    if scores := len(counts.plan.readings):
        yield ngettext("{n} score is new.", "{n} scores are new.", scores).format(n=scores)
    yield from stock_lines(counts.plan.stocks)
    if isinstance(counts.report, ArchiveReport):
        yield acceptance_line(counts.report, today)


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
    return [row for text in texts for row in paragraph(text, width, style)]


class StoppedError(Exception):
    """The person does not want to wait."""


class Run:
    """One reading of a file, in a thread: told when to stop, asked how far it is."""

    def __init__(self) -> None:
        self.part = 0.0
        self.stopped = False

    def progress(self, done: int, total: int) -> None:
        """Called after each piece: StoppedError once it is not wanted any more."""
        if self.stopped:
            raise StoppedError
        self.part = done / total if total else 1.0


class Importing(AskPath[Incoming]):
    """Answers what is to be written, or None."""

    KEYS = N_("enter read · tab complete · esc leave")

    def __init__(self, store: Store, today: date, path: str = "") -> None:
        """``path``: a file that was chosen already, and is read at once."""
        about = _(
            "LinkedIn’s archive (zip or folder) or analytics sheet (xlsx), an export of ssi-tui "
            "or another tracker’s table (csv, json). It is shown first, and only counts per day "
            "are kept."
        )
        super().__init__(_("Import"), about, path or downloads(), ENDINGS)
        self.store, self.today, self.chosen = store, today, path
        self.answers = Answers()
        self.running: Run | None = None
        self.found: Incoming | None = None
        self._clock: Timer | None = None

    def begin(self) -> None:
        """Read at once what was chosen already."""
        super().begin()
        if self.chosen:
            self._take(self.chosen)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(event.value)

    def _take(self, text: str) -> None:
        paths = paths_of(text)
        if paths and not self.running:
            self.answers = Answers()
            self._start(paths)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._stop()

    def press(self, event: Key) -> None:
        """While it is read Escape stops; before the preview's Enter nothing is written."""
        if not self.running and not self.found:
            super().press(event)
        elif event.key == "escape":
            event.stop()
            if self.found:
                self.dismiss(None)
            else:
                self._stop()
                self.refuse(_("Stopped; nothing was imported."))
        elif event.key == "enter" and self.found:
            event.stop()
            self.dismiss(self.found if self.found.new else None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(ScrolledRows).move(STEPS[event.key])

    def _start(self, paths: list[Path]) -> None:
        self.running = run = Run()
        self.entry.disabled = True
        self.put(self._bar, _("esc stop"))
        self._clock = self.set_interval(1 / LOOKS_A_SECOND, self.query_one(ScrolledRows).redraw)
        self.set_focus(None)
        self.run_worker(self._read(paths, run), group="import")

    def _stop(self) -> None:
        if self.running:
            self.running.stopped, self.running = True, None
        if self._clock:
            self._clock.stop()
        if self.is_running and not self.found:
            self.entry.disabled = False
            self.entry.focus()

    async def _read(self, paths: list[Path], run: Run) -> None:
        try:
            content = await asyncio.to_thread(
                read, paths, self.store, self.today, self.answers, run.progress
            )
        except StoppedError:
            return
        except SsiError as error:
            if run is self.running:
                self._stop()
                self.refuse(told_error(error))
            return
        if run is not self.running:
            return
        if isinstance(content, Question):
            self._stop()
            self._ask(content, paths)
        else:
            self.found = content
            self._stop()
            self._show(content)

    def _bar(self, width: int) -> list[Row]:
        part = self.running.part if self.running else 1.0
        text = _("Reading … {n} %").format(n=round(100 * part))
        bar = progress_bar(part, 1.0, min(BAR, width - 4))
        return [[("  ", "text"), *bar], [("  " + text, "muted")]]

    def _show(self, content: Incoming) -> None:
        self.retitle(summary(content))
        keys = _("enter import · ↑↓ more · esc leave") if content.new else _("↑↓ more · esc leave")
        self.put(lambda width: preview(content, self.today, width), keys)

    def _ask(self, question: Question, paths: list[Path]) -> None:
        """What only the person can tell; then read again."""

        def answer(said: str | None) -> None:
            if said is None:
                self.refuse(_("Stopped; nothing was imported."))
                return
            self.answers = _with(self.answers, question.asked, said)
            self._start(paths)

        self.app.push_screen(Picker(question_text(question, plain), _choices(question)), answer)


def _choices(question: Question) -> list[Choice]:
    if question.asked is Asked.ACTION:
        names = [Choice(kind.value, label(kind)) for kind in ActionKind]
        return sorted(names, key=lambda choice: choice.name.casefold())
    return [Choice(each, choice_text(each, plain)) for each in question.choices]


def _with(answers: Answers, asked: Asked, said: str) -> Answers:
    if asked is Asked.ACTION:
        return replace(answers, action=said)
    if asked is Asked.ORDER:
        return replace(answers, order=Order(said))
    answer: dict[str, Any] = {asked.value.replace("-", "_"): said}
    return replace(answers, **answer)


def open_import(services: Services, path: str = "") -> None:
    """Ask for a file unless one is named, show what it would bring, write it once it is wanted."""

    def take(content: Incoming | None) -> None:
        if content:
            services.write(content)
            services.say(_("Importing …"))

    services.open_page(Importing(services.store, services.today, path), take)
