"""`ssi import` and `ssi export`: exports, other trackers' tables, LinkedIn's archive and sheet."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.import_previews import (
    Preview,
    analytics_preview,
    archive_preview,
    asked,
    carry_out,
    export_order,
    import_options,
    join_preview,
    progress_of,
    read_order,
    sure_option,
    table_options,
    tracker_preview,
)
from ssi_tui.cli.shared.command import command, group
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import put
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_file
from ssi_tui.exchange.export import BOM, from_csv, from_json, is_json_export, to_csv, to_json
from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.archive import NothingKnownError
from ssi_tui.exchange.merge import apply_counts, apply_join, of_journal, plan_join
from ssi_tui.exchange.trackers.table import Answers
from ssi_tui.i18n import N_, ngettext
from ssi_tui.wording.actions import match_word

if TYPE_CHECKING:
    from ssi_tui.exchange.merge import Portable, Report

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
        "Take in what `ssi export json` wrote, or another tracker's days and scores in JSON; - "
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
        "Take in a table: what `ssi export csv` wrote, another tracker's days and counts, or "
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
    _count(session, report, tracker_preview(session, session.journal(), report), **how)


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
    _count(session, report, archive_preview(session, session.journal(), report), **how)


@import_command.part(
    "analytics",
    N_(
        "Take in LinkedIn's content analytics, an xlsx in any language: engagement received and "
        "new followers per day."
    ),
)
@click.argument("file", metavar=N_("FILE"))
@sure_option
@import_options
def analytics_command(session: Session, /, file: str, **how: bool) -> None:
    from ssi_tui.exchange.linkedin import analytics

    report = analytics.read(file, session.today + timedelta(days=1))
    _count(session, report, analytics_preview(session, session.journal(), report), **how)


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
