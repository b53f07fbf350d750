"""`ssi today`, and `ssi` alone: what is done, what is due; `ssi status`, `week`, `month`, `year`.

Of the last four, only what more is asked of them than `everyday` answers without click.
"""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import as_of_option, command, logged_day
from ssi_tui.cli.shared.progress_line import progress_data, score_line
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_long_day, parse_span
from ssi_tui.wording.goals import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
def today_command(session: Session, when: str | None, check: bool) -> None:
    from ssi_tui.model.progress import all_progress, met_count

    day = logged_day(session, when)
    journal = session.journal_for_targets(day)
    rows = all_progress(journal, day, session.settings.week_start)
    due = [row for row in rows if row.due]
    reading = session.store.latest_reading(day)
    met, of = met_count(rows)
    data = {
        "day": day,
        "done": met,
        "of": of,
        "targets": [{"action": r.target.kind, "today": r.today, **progress_data(r)} for r in rows],
        "counts": journal.day_counts(day),
        "note": journal.note(day),
        "reading": reading and {"day": reading.day, "total": reading.total},
        "next": _next(due).target.kind if due else None,
    }
    records = [(r.target.kind, r.today, r.done, r.goal, _state(r)) for r in rows]
    if check:
        records = [record for record in records if record[-1] == "due"]
        today = day == session.today
        lines: Iterable[str] = (
            f"{action_name(row.target.kind, 2)} {standing(row, today=today)}" for row in due
        )
    else:
        head = format_long_day(day)
        if of:
            head += "   " + _("{done} of {all} done").format(done=met, all=of)
        lines = _lines(session, head, journal, day, rows, reading)
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
        click.get_current_context().exit(DUE)


def _lines(
    session: Session,
    head: str,
    journal: "Journal",
    day: "date",
    rows: "Sequence[Progress]",
    reading: "Reading | None",
) -> "Iterator[str]":
    if journal.empty and not session.store.changes(1):
        yield _("Welcome. Log what you do on LinkedIn as you do it: `ssi log comment`.")
        yield _("`ssi demo` shows a made-up journal; `ssi target` changes the list below.")
        yield ""
    yield from (head, "", *_rows(session, rows, day))
    counts = journal.day_counts(day)
    others = [kind for kind in counts if kind not in journal.targets]
    if others:
        named = ", ".join(f"{counts[kind]} {action_name(kind, counts[kind])}" for kind in others)
        yield "  " + _("also: {actions}").format(actions=plain(named))
    if journal.note(day):
        yield "  " + _("note: {text}").format(text=plain(journal.note(day)))
    yield ""
    if reading is None:
        yield _("No score yet: `ssi reading 61` notes what linkedin.com/sales/ssi shows.")
    else:
        yield score_line(session, reading, session.reading_before(reading.day))
    yield _step(rows)


def _rows(session: Session, rows: "Sequence[Progress]", day: "date") -> "Iterator[str]":
    """What each target asks, with a bar; a limit has none, nor has what one rests from."""
    from ssi_tui.chart.text import progress_bar

    if not rows:
        return
    today = day == session.today
    cells = [
        [action_name(row.target.kind, 2), str(row.today or "·"), standing(row, today=today)]
        for row in rows
    ]
    bars = session.coloured(
        [*progress_bar(row.done, row.goal, BAR), (" ✓" if row.met else "", "")] for row in rows
    )
    lines = table(cells, "<><", indent="  ", ragged=False)
    for line, bar, row in zip(lines, bars, rows, strict=True):
        if row.rest:
            yield f"{line}  {_('planned rest')}"
        else:
            yield line if row.target.at_most else f"{line}  {bar}"


def _step(rows: "Sequence[Progress]") -> str:
    """What to do next, or that it is enough."""
    due = [row for row in rows if row.due]
    if due:
        row = _next(due)
        left = max(row.goal - row.done, 1) if not row.target.weekdays else row.target.amount
        form = _("Due: {n} more {action}  (ssi log {kind})")
        kind = row.target.kind
        return form.format(n=left, action=action_name(kind, left), kind=kind)
    if rows and all(row.rest for row in rows):
        return _("A day of rest: nothing is due.")
    if rows:
        return _("Done for today.")
    return _("No targets: `ssi target comment 3/week` sets one.")


def _next(due: "Sequence[Progress]") -> "Progress":
    """The one of which the largest part is missing; the first of equals."""
    return min(due, key=lambda row: row.done / row.goal)


def _state(row: "Progress") -> str:
    return "due" if row.due else "met" if row.met else "rest" if row.rest else "open"


@command(
    "status",
    N_(
        "Say in one line how the day stands: what is done, what is due, weeks in a row, the "
        "score. It reads one small file that every entry keeps true, so that a prompt may ask "
        "every second; what is not sure is “?”, until the next entry or `ssi`."
    ),
    epilog=N_(
        "A format is text with {done}, {of}, {left}, {due}, {streak}, {score}, {day} and {text}, "
        "or one of zsh, tmux and waybar, which keep characters that these would obey from being "
        "obeyed, or both: 'tmux:{done}/{of}'. bash, fish and starship need none."
    ),
)
@click.option(
    "-f", "--format", "form", metavar=N_("FORMAT"), default="text",
    help=N_("How the line is made; else all of it."),
)  # fmt: skip
def status_command(session: Session, form: str) -> None:
    from ssi_tui.cli.everyday.status_line import STYLES, render, style_of
    from ssi_tui.model.progress import all_progress, met_count
    from ssi_tui.store.standing import status_text
    from ssi_tui.wording.numbers import format_points

    wanted = style_of(form)
    if wanted is None:
        allowed = _("text with {{done}}, or one of {words}").format(words=", ".join(STYLES))
        raise BadValueError("format", form, allowed)
    day = session.today
    streaks, reading = session.store.standing(day, session.settings.week_start)
    rows = all_progress(session.journal_for_targets(day), day, session.settings.week_start)
    done, of = met_count(rows)
    due = [row.target.kind for row in rows if row.due]
    streak = max(streaks.values(), default=0) if session.settings.streaks == "shown" else 0
    total = reading[1] if reading else None
    score = "" if total is None else format_points(total)
    fields = {
        "day": day.isoformat(),
        "done": str(done),
        "of": str(of),
        "left": str(len(due)),
        "streak": str(streak),
        "due": ", ".join(action_name(kind, 2) for kind in due),
        "text": status_text(done, of, len(due), streak, score),
        "score": score,
    }
    if not session.sample:
        session.store.keep_status()
    data = {"day": day, "done": done, "of": of, "due": due, "streak": streak, "score": total}
    line = render(fields, *wanted)
    session.answer({**data, "text": fields["text"]}, [line], [(line,)])


def _looked_at_day(session: Session, when: str | None) -> "date":
    """The day as of which to look: of a span such as "last month" its last that was."""
    if when is None:
        return session.today
    first, last = parse_span(when, session.today, week_start=session.settings.week_start)
    return logged_day(session, when) if first == last else min(last, session.today)


def _looking_back(name: str, about: str) -> click.Command:
    @command(name, about)
    @as_of_option
    def show_command(session: Session, when: str | None) -> None:
        from ssi_tui.cli.everyday.looking_back import show

        show(session, name, _looked_at_day(session, when))

    return show_command


week_command = _looking_back(
    "week", N_("Show the week day by day: what was done, what is reached, and weeks in a row.")
)
month_command = _looking_back(
    "month", N_("Show the month: a calendar that is fuller where more was done, goals and notes.")
)
year_command = _looking_back(
    "year",
    N_("Show the year: a cell a day, fuller where more was done, and the goals of its weeks."),
)
