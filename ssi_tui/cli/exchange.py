"""`ssi import` and `ssi export`: exports, other trackers' tables, LinkedIn's archive and sheet.

Every import is shown first, asked about once, and written as one change.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ssi_tui.chart.text import plain, wrap
from ssi_tui.cli.shared.command import command, group, yes_option
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, put, size, table
from ssi_tui.errors import SsiError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_file, read_rows
from ssi_tui.exchange.days import Order, orders
from ssi_tui.exchange.export import (
    BOM,
    from_csv,
    from_json,
    is_export,
    is_json_export,
    to_csv,
    to_json,
)
from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.archive import NothingKnownError
from ssi_tui.exchange.merge import apply_counts, apply_join, of_journal, plan_join, plan_merge
from ssi_tui.exchange.sentences import (
    acceptance_line,
    doubt_lines,
    edition_line,
    joined_line,
    larger_stays,
    missing_tables,
    passed_over,
    question_text,
    read_file_line,
    sheet_lines,
    stock_lines,
    table_lines,
    undated_lines,
)
from ssi_tui.exchange.trackers.layout import SHEETS, is_json
from ssi_tui.exchange.trackers.table import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.i18n import N_, _, ngettext, pgettext
from ssi_tui.wording.actions import action_name, match_word
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import PARTS

if TYPE_CHECKING:
    from ssi_tui.exchange.linkedin.analytics import AnalyticsReport
    from ssi_tui.exchange.linkedin.archive import ArchiveReport
    from ssi_tui.exchange.merge import JoinPlan, KindMerge, MergePlan, Portable, Report
    from ssi_tui.model.journal import Change

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do, to be shown before it is done."""

    kinds: Sequence["KindMerge"]
    new: bool
    """Whether anything at all would be written."""
    before: Sequence[str] = ()
    """Lines for people, above the table of actions."""
    after: Sequence[str] = ()
    """Below it."""
    data: Mapping[str, object] = field(default_factory=dict)
    doubts: Sequence[str] = ()
    """What can hardly be: taken only when somebody has looked at it."""

    def lines(self, session: Session) -> list[str]:
        """All of it for people."""
        return [*_fitted(self.before), *_kind_lines(session, self.kinds), *_fitted(self.after)]


dry_option = click.option("--dry-run", is_flag=True, help=N_("Only show what would be imported."))
sure_option = click.option(
    "--sure", is_flag=True, help=N_("Take amounts as they are, however large.")
)


def import_options(command: AnyFunction) -> AnyFunction:
    """The options of every import."""
    return dry_option(yes_option(command))


def table_options(command: AnyFunction) -> AnyFunction:
    """What a table may leave open."""
    for option, metavar, text in (
        ("--codes", "done|counts", N_("What 2 means where every number is a 2.")),
        ("--likes", "mine|others", N_("Whose likes and comments those in the table are.")),
        ("--person", N_("NAME"), N_("Whose rows are yours, where there are several; * for all.")),
        ("--sheet", N_("NAME"), N_("The sheet of a workbook.")),
    ):
        read = _one_of if "|" in metavar else None
        command = click.option(option, metavar=metavar, default="", help=text, callback=read)(
            command
        )
    return command


def _one_of(_context: click.Context, option: click.Parameter, said: str) -> str:
    """One of the words that the option's line of help shows."""
    return match_word(N_("answer"), said, str(option.metavar).split("|")) if said else ""


STDIN = "stdin"

import_command = group(
    "import",
    N_(
        "Take in what was logged elsewhere. It is shown first; nothing that the journal has is "
        "counted twice or lost, and one `ssi undo` takes all of it back."
    ),
)


@import_command.part(
    "json",
    N_(
        "Take in what `ssi export json` wrote, or another tracker’s days and scores in JSON; - "
        "reads it from stdin."
    ),
)
@click.argument("file", metavar=N_("FILE"))
@table_options
@sure_option
@import_options
def json_command(
    session: Session, /, file: str, sheet: str, person: str, codes: str, likes: str, **how: bool
) -> None:
    data, label = _read(file)
    if is_json_export(data):
        _join(session, from_json(data, label), **how)
        return
    answers = Answers(sheet=sheet, person=person, codes=codes, likes=likes)
    try:
        _take_table(session, data, label, answers, **how)
    except FileRefusedError as error:
        if error.fault in (Fault.NO_TABLE, Fault.NO_DATES):
            raise FileRefusedError(label, Fault.NO_EXPORT) from None
        raise


@import_command.part(
    "csv",
    N_(
        "Take in a table: what `ssi export csv` wrote, another tracker’s days and counts, or "
        "scores; CSV, xlsx or JSON. A table has a row for each action, or a column. What is "
        "unclear is asked."
    ),
)
@click.argument("file", metavar=N_("FILE"))
@click.option("--date-column", metavar=N_("NAME"), default="", help=N_("The column of the days."))
@click.option(
    "--count-column", metavar=N_("NAME"), default="", help=N_("The column of the counts.")
)
@click.option("--action", metavar=N_("ACTION"), help=N_("What the counts count."))
@click.option(
    "--day-order", metavar="dmy|mdy", help=N_("What comes first in 5/11/2026: day or month.")
)
@table_options
@sure_option
@import_options
def csv_command(
    session: Session,
    /,
    file: str,
    action: str | None,
    day_order: str | None,
    sure: bool,
    dry_run: bool,
    yes: bool,
    **said: str,
) -> None:
    data, label = _read(file)
    answers = Answers(
        action=session.kind_named(action) if action else "",
        order=read_order(day_order) if day_order else None,
        **said,
    )
    how = {"sure": sure, "dry_run": dry_run, "yes": yes}
    order = export_order(session, data, label, answers)
    if order is not None:
        _join(session, from_csv(data, label, order), **how)
        return
    _take_table(session, data, label, answers, **how)


def _take_table(session: Session, data: bytes, label: str, answers: Answers, **how: bool) -> None:
    """Take in the days of another tracker."""
    report = asked(session, data, label, answers)
    if not report.actions and not report.readings and not report.rows_read:
        raise FileRefusedError(label, Fault.NOTHING)
    _count(session, report, tracker_preview(session, report), **how)


@import_command.part(
    "linkedin",
    N_(
        "Take in the archive that LinkedIn gives you: zip or folder, several at once. Only counts "
        "per day are kept: no text, no name, no address."
    ),
)
@click.argument("paths", metavar=N_("PATH..."), nargs=-1, required=True)
@import_options
def linkedin_command(session: Session, /, paths: tuple[str, ...], **how: bool) -> None:
    with progress_of(session) as progress:
        report = archive.read(paths, zone=None, today=session.today, progress=progress)
    if report.empty:
        raise NothingKnownError(report)
    _count(session, report, archive_preview(session, report), **how)


@import_command.part(
    "analytics",
    N_(
        "Take in LinkedIn’s content analytics, an xlsx in any language: engagement received and "
        "new followers per day."
    ),
)
@click.argument("file", metavar=N_("FILE"))
@sure_option
@import_options
def analytics_command(session: Session, /, file: str, **how: bool) -> None:
    from ssi_tui.exchange.linkedin import analytics

    report = analytics.read(file, session.today + timedelta(days=1))
    _count(session, report, analytics_preview(session, report), **how)


def _count(session: Session, report: "Report", preview: Preview, **how: bool) -> None:
    """Take counts per day in."""
    carry_out(session, preview, lambda: apply_counts(session.store, report), **how)


def _join(session: Session, content: "Portable", **how: bool) -> None:
    """Take another journal's content in."""
    plan = plan_join(session.journal(), content)
    carry_out(session, join_preview(plan), lambda: apply_join(session.store, plan), **how)


def _read(file: str) -> tuple[bytes, str]:
    """The bytes of a file or of stdin, and what errors call it."""
    if file == "-":
        return (sys.stdin.buffer.read() if sys.stdin else b""), STDIN
    return read_file(Path(file)), Path(file).name


def carry_out(
    session: Session,
    preview: Preview,
    write: "Callable[[], Change | None]",
    *,
    dry_run: bool,
    yes: bool,
    sure: bool = False,
) -> None:
    """Show the preview, ask once, write, and say how it is taken back.

    ``sure``: what can hardly be is as it should be.
    """
    lines = preview.lines(session)
    actions = [
        {
            "action": line.kind,
            "first": line.first,
            "last": line.last,
            "count": line.count,
            "new": line.new,
        }
        for line in preview.kinds
    ]
    data = {**preview.data, "actions": actions}
    if dry_run or not preview.new:
        done = _("Nothing was written: this was a look (--dry-run).")
        if not preview.new:
            done = _("All of it is in the journal already.")
        session.answer({**data, "written": False}, [*lines, "", done], actions)
        return
    if preview.doubts and not sure and (yes or session.json or not is_terminal(sys.stdin)):
        way = _("Nothing was imported. --sure takes it as it is.")
        raise click.UsageError(f"{' '.join(preview.doubts)} {way}")
    if not yes:
        if not session.json and is_terminal(sys.stdin):
            click.echo("\n".join(lines) + "\n", err=True)
            lines = []
        if not session.confirm(_("Import this?")):
            session.answer({**data, "written": False}, [_("Nothing was imported.")], actions)
            return
    change = write()
    done = _("Imported. `ssi undo` takes all of it back.")
    lines = [*lines, "", done] if lines else [done]
    session.answer({**data, "written": change is not None}, lines, actions)


def _fitted(lines: Iterable[str]) -> "Iterator[str]":
    """The lines, none wider than the screen."""
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        yield from wrap(line, size()[0], indent, whole=True) if line else [""]


def _kind_lines(session: Session, kinds: Sequence["KindMerge"]) -> "Iterator[str]":
    if not kinds:
        return
    head = ["", _("first"), _("last"), _("found"), pgettext("how many", "new")]
    rows = [
        [
            plain(action_name(line.kind, 2)),
            format_day(line.first, session.today),
            format_day(line.last, session.today),
            str(line.count),
            str(line.new or "–"),
        ]
        for line in kinds
    ]
    yield from table([head, *rows], "<<<>>", indent="  ")


_OPTIONS = {
    Asked.SHEET: "--sheet",
    Asked.PERSON: "--person",
    Asked.CODES: "--codes",
    Asked.LIKES: "--likes",
    Asked.DATE_COLUMN: "--date-column",
    Asked.COUNT_COLUMN: "--count-column",
    Asked.ACTION: "--action",
    Asked.ORDER: "--day-order",
}


def read_order(text: str) -> Order:
    """``dmy`` or ``mdy``, as people write it."""
    return Order(match_word(N_("order"), text, [order.value for order in Order]))


def asked(session: Session, data: bytes, label: str, answers: Answers) -> TrackerReport:
    """What a table says, once all is answered that it leaves open."""
    while True:
        understood = understand(data, label, session.today, session.kinds, answers)
        if not isinstance(understood, Question):
            return understood
        answers = _answered(session, understood, answers)


def export_order(session: Session, data: bytes, label: str, answers: Answers) -> Order | None:
    """The order of day and month in a table of our own; None for any other table."""
    if data.startswith(SHEETS) or is_json(data):
        return None
    rows = read_rows(data, label)
    if not rows or not is_export(rows[0][1]):
        return None
    cells = [row[1] for _, row in rows[1:] if len(row) > 1]
    orders_possible = orders(cells, session.today)
    if len(orders_possible) > 1 and answers.order is None:
        question = Question(asked=Asked.ORDER, choices=tuple(orders_possible), example=cells[0])
        answers = _answered(session, question, answers)
    return answers.order or (orders_possible[0] if orders_possible else Order.DAY)


def _answered(session: Session, question: Question, answers: Answers) -> Answers:
    """Ask on a terminal; elsewhere name the option that answers."""
    text = question_text(question, plain)
    if question.choices:
        text += f" ({', '.join(map(plain, question.choices))})"
    if session.json or not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        way = _("{option} answers it.").format(option=_OPTIONS[question.asked])
        raise click.UsageError(f"{text} {way}")
    while True:
        said = click.prompt(text, err=True)
        try:
            return replace(answers, **_said(session, question, said))
        except SsiError as error:
            from ssi_tui.cli.shared.errors import sentences

            click.echo("\n".join(sentences(error)), err=True)


def _said(session: Session, question: Question, said: str) -> dict[str, Any]:
    """What was answered, under the name of the field of `Answers`."""
    if question.asked is Asked.ACTION:
        return {"action": session.kind_named(said)}
    if question.asked is Asked.ORDER:
        return {"order": read_order(said)}
    name = _OPTIONS[question.asked].lstrip("-").replace("-", "_")
    return {name: match_word(N_("column"), said, question.choices)}


def tracker_preview(session: Session, report: TrackerReport) -> Preview:
    """What a table of days would bring."""
    plan = plan_merge(session.journal(), report)
    doubts = doubt_lines(report.doubts, session.today, plain)
    before = [*doubts, *table_lines(report, plain)]
    after = []
    if report.readings:
        form = ngettext("{n} reading, {new} new", "{n} readings, {new} new", len(report.readings))
        after.append("  " + form.format(n=len(report.readings), new=len(plan.readings)))
    after += ["", larger_stays()] if plan.kinds else []
    data = {
        "columns": dict(report.used),
        "left_out": list(report.left_out),
        "skipped": {why: list(lines) for why, lines in report.skipped.items()},
        "faults": [fault._asdict() for fault in report.faults],
        "rows": {"found": report.rows, "read": report.rows_read},
        "cells": {"found": report.cells, "read": report.cells_read},
        "readings": {"found": len(report.readings), "new": len(plan.readings), "kept": plan.kept},
    }
    return Preview(
        kinds=plan.kinds, new=bool(plan.entries or plan.readings), before=before, after=after,
        data=data, doubts=doubts,
    )  # fmt: skip


def join_preview(plan: "JoinPlan") -> Preview:
    """What another journal's content would bring."""
    parts = {
        part: {
            "found": len(getattr(plan.content, part)),
            "new": len(getattr(plan.new, part)),
            "changed": len(getattr(plan.changed, part)),
        }
        for part in ("actions", *PARTS)
    }
    after = []
    for part, word in PARTS.items():
        if parts[part]["found"]:
            form = _("  {what}: {found} found, {new} new")
            after.append(form.format(what=_(word), **parts[part]))
    changed = sum(numbers["changed"] for numbers in parts.values())
    if changed or plan.kept:
        after += ["", joined_line(changed, plan.kept)]
    new = not (plan.new.empty and plan.changed.empty)
    data = {"parts": parts, "kept": plan.kept}
    return Preview(kinds=plan.kinds, new=new, after=after, data=data)


@contextmanager
def progress_of(session: Session) -> "Iterator[Callable[[int, int], None] | None]":
    """Tells on stderr how far the reading is, on a terminal."""
    if session.json or not is_terminal(sys.stderr):
        yield None
        return
    said = -1

    def tell(done: int, total: int) -> None:
        nonlocal said
        now = 100 * done // total if total else 100
        if now != said:
            said = now
            click.echo("\r" + _("Reading … {n} %").format(n=now), nl=False, err=True)

    try:
        yield tell
    finally:
        if said >= 0:
            click.echo("\r\x1b[K", nl=False, err=True)


def archive_preview(session: Session, report: "ArchiveReport") -> Preview:
    """What LinkedIn's archive would bring."""
    plan = plan_merge(session.journal(), report)
    before = [
        *doubt_lines(report.doubts, session.today, plain),
        edition_line(report),
        *(f"  {read_file_line(file, plain)}" for file in report.files if file.table is not None),
        *undated_lines(report, plain),
        *missing_tables(report),
        *passed_over(report.passed, plain),
        "",
    ]
    accepted = acceptance_line(report, session.today)
    after = [f"  {line}" for line in (*stock_lines(plan.stocks), accepted) if line]
    rule = _(
        "What you logged by hand as a video, an InMail or a request with a note stands for the "
        "post, message or request that LinkedIn lists."
    )
    after += ["", larger_stays(), rule] if plan.kinds else []
    return Preview(
        kinds=plan.kinds,
        new=bool(plan.entries or plan.stocks),
        before=before,
        after=after,
        data=_data(report, plan),
    )


def analytics_preview(session: Session, report: "AnalyticsReport") -> Preview:
    """What the analytics sheet would bring."""
    plan = plan_merge(session.journal(), report)
    doubts = doubt_lines(report.doubts, session.today, plain)
    return Preview(
        kinds=plan.kinds,
        new=bool(plan.entries),
        before=[*doubts, *sheet_lines(report, session.today, plain), ""],
        doubts=doubts,
        after=["", larger_stays()] if plan.kinds else [],
        data={"first": report.days[0], "last": report.days[-1]},
    )


def _data(report: "ArchiveReport", plan: "MergePlan") -> dict[str, object]:
    known = report.acceptance
    return {
        "edition": "complete" if report.complete else "basic",
        "files": [
            {
                "archive": file.archive,
                "name": file.name,
                "table": file.table,
                "reason": file.reason,
                "records": file.records,
                "skipped": dict(file.skipped),
                "faults": [fault._asdict() for fault in file.faults],
            }
            for file in report.files
        ],
        "missing": [{"table": table, "basic": never} for table, never in report.missing.items()],
        "stocks": [{"stock": s.stock, "now": s.now, "becomes": s.becomes} for s in plan.stocks],
        "acceptance": {
            "plain": known.plain,
            "plain_accepted": known.plain_accepted,
            "with_note": known.noted,
            "with_note_accepted": known.noted_accepted,
            "rate": known.rate,
            "known": known.known,
        },
    }


@command(
    "export",
    N_(
        "Write everything out: entries, scores, notes, targets, rest, own actions. `ssi import` "
        "takes both forms back. A spreadsheet opens the CSV without running anything in it."
    ),
)
@click.argument("form", metavar="json|csv")
@click.option(
    "-o", "--output", "place", metavar=N_("FILE"), default="-",
    help=N_("The file to write, replaced as a whole; - or nothing: stdout."),
)  # fmt: skip
def export_command(session: Session, form: str, place: str) -> None:
    name = match_word(N_("format"), form, ("json", "csv"))
    content = of_journal(session.journal())
    in_pipe = place == "-"
    if name == "json":
        data = to_json(content)
    else:
        data = (("" if in_pipe else BOM) + to_csv(content)).encode()
    entries, readings = len(content.actions), len(content.readings)
    summary = {
        "format": name, "entries": entries, "readings": readings, "notes": len(content.notes)
    }  # fmt: skip
    if in_pipe and session.json:
        session.answer({**summary, "text": data.decode()})
        return
    put(place, data)
    if in_pipe:
        session.tell_warnings()
        return
    form = ngettext(
        "Wrote {n} entry and {readings} to {file}",
        "Wrote {n} entries and {readings} to {file}",
        entries,
    )
    read = ngettext("{n} reading", "{n} readings", readings).format(n=readings)
    said = form.format(n=entries, readings=read, file=place)
    session.answer({**summary, "file": str(Path(place).absolute())}, [said], [(place,)])
