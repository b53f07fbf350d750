"""`ssi today`, and `ssi` alone: what is done, what is due, what to do next."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.progress_line import progress_data, score_line
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_long_day, parse_day
from ssi_tui.wording.goals import standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ssi_tui.model.entries import Reading
    from ssi_tui.model.journal import Journal
    from ssi_tui.model.progress import Progress

DUE = 10
"""Exit code of `--check` while something is due."""
BAR = 10
"""Cells."""


@command(
    "today",
    N_("Show what is done and what is due, with the next step and the latest score."),
)
@click.option("--as-of", "when", metavar=N_("WHEN"), help=N_("Another day instead of today."))
@click.option(
    "--check",
    is_flag=True,
    help=N_("Name only what is due; exit code 10 if anything is, for prompts and cron."),
)
@click.pass_context
def today_command(ctx: click.Context, when: str | None = None, check: bool = False) -> None:
    from ssi_tui.model.progress import all_progress, met_count

    session = ctx.ensure_object(Session)
    day = parse_day(when, session.today, latest=session.today) if when else session.today
    journal = session.journal_for_targets(day)
    rows = all_progress(journal, day, session.settings.week_start)
    due = [row for row in rows if row.due]
    reading = session.store.latest_reading(day)
    met, of = met_count(rows)
    data = {
        "day": day.isoformat(),
        "done": met,
        "of": of,
        "targets": [{"action": r.target.kind, "today": r.today, **progress_data(r)} for r in rows],
        "counts": journal.day_counts(day),
        "note": journal.note(day),
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
        "next": _next(due).target.kind if due else None,
    }
    records = [(r.target.kind, r.today, r.done, r.goal, _state(r)) for r in rows]
    if check:
        records = [record for record in records if record[-1] == "due"]
        lines = [f"{action_name(r.target.kind, 2)} {_standing(session, r, day)}" for r in due]
    else:
        lines = _lines(session, journal, day, rows, reading)
        ahead = session.store.entries_ahead(session.today)
        if ahead:
            form = ngettext(
                "{n} entry lies ahead of today, where a clock put it: `ssi edit` lists it.",
                "{n} entries lie ahead of today, where a clock put them: `ssi edit` lists them.",
                ahead,
            )
            session.warn(form.format(n=ahead))
    session.answer(data, lines, records)
    if not session.sample:
        session.store.keep_status()
    if check and due:
        ctx.exit(DUE)


def _lines(
    session: Session,
    journal: "Journal",
    day: "date",
    rows: "Sequence[Progress]",
    reading: "Reading | None",
) -> list[str]:
    from ssi_tui.model.progress import met_count

    met, of = met_count(tuple(rows))
    head = format_long_day(day)
    if of:
        head += "   " + _("{done} of {all} done").format(done=met, all=of)
    lines = [head, "", *_rows(session, rows, day)]
    if journal.empty and not session.store.changes(1):
        lines[:0] = [
            _("Welcome. Log what you do on LinkedIn as you do it: `ssi log comment`."),
            _("`ssi demo` shows a made-up journal; `ssi target` changes the list below."),
            "",
        ]
    counts = journal.day_counts(day)
    others = [kind for kind in counts if kind not in journal.targets]
    if others:
        named = ", ".join(f"{counts[kind]} {action_name(kind, counts[kind])}" for kind in others)
        lines.append("  " + _("also: {actions}").format(actions=plain(named)))
    if journal.note(day):
        lines.append("  " + _("note: {text}").format(text=plain(journal.note(day))))
    lines += ["", *_score(session, reading), *_step(rows)]
    return lines


def _rows(session: Session, rows: "Sequence[Progress]", day: "date") -> list[str]:
    from ssi_tui.chart import progress_bar

    cells = [
        [action_name(row.target.kind, 2), str(row.today or "·"), _standing(session, row, day)]
        for row in rows
    ]
    bars = session.coloured(
        [
            [*progress_bar(row.done, row.goal, BAR), (" ✓" if row.met else "", "")]
            for row in rows
            if not row.target.at_most and not row.rest
        ],
    )
    lines = table(cells, "<><", indent="  ", ragged=False) if cells else []
    drawn = iter(bars)
    return [
        f"{line}  {_('planned rest')}"
        if row.rest
        else line
        if row.target.at_most
        else f"{line}  {next(drawn)}"
        for line, row in zip(lines, rows, strict=True)
    ]


def _score(session: Session, reading: "Reading | None") -> list[str]:
    if reading is None:
        return [_("No score yet: `ssi reading 61` notes what linkedin.com/sales/ssi shows.")]
    return [score_line(session, reading, session.store.latest_reading(_day_before(reading.day)))]


def _step(rows: "Sequence[Progress]") -> list[str]:
    """What to do next, or that it is enough."""
    due = [row for row in rows if row.due]
    if due:
        row = _next(due)
        left = max(row.goal - row.done, 1) if not row.target.weekdays else row.target.amount
        form = _("Due: {n} more {action}  (ssi log {kind})")
        kind = row.target.kind
        return [form.format(n=left, action=action_name(kind, left), kind=kind)]
    if rows and all(row.rest for row in rows):
        return [_("A day of rest: nothing is due.")]
    if rows:
        return [_("Done for today.")]
    return [_("No targets: `ssi target comment 3/week` sets one.")]


def _next(due: "Sequence[Progress]") -> "Progress":
    """The one of which the largest part is missing; the first of equals."""
    return min(due, key=lambda row: row.done / row.goal)


def _state(row: "Progress") -> str:
    return "due" if row.due else "met" if row.met else "rest" if row.rest else "open"


def _standing(session: Session, row: "Progress", day: "date") -> str:
    return standing(row, today=day == session.today)


def _day_before(day: "date") -> "date":
    from datetime import timedelta

    return day - timedelta(days=1)
