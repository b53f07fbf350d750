"""`ssi remind`: one line in the system's own scheduler, and what it runs."""

import os
import shutil
import sys
from datetime import time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.shared.command import group
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import put
from ssi_tui.errors import ToolRefusedError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, match_word
from ssi_tui.wording.dates import weekday_name

if TYPE_CHECKING:
    from ssi_tui.reminders import Schedule, Scheduler

TIME = "17:00"
DAYS = "workdays"

remind_command = group(
    "remind",
    N_(
        "Be reminded once a day while something is due, by systemd, cron, launchd or Windows’ "
        "scheduler. It is off until you say `ssi remind on`; when all is done, and on days of "
        "rest, it stays silent. Alone it says what is set."
    ),
    alone="show",
)


@remind_command.part("show", N_("Say whether and when you are reminded."))
def show_command(session: Session) -> None:
    by, schedule = _installed()
    if schedule is None:
        said = _("No reminder is set. `ssi remind on 17:00` sets one for working days.")
        nothing = {"on": False, "time": None, "days": None, "scheduler": None}
        session.answer(nothing, [said], [("off",)])
    else:
        _answer(session, schedule, by)


@remind_command.part("on", N_("Be reminded at this time, else at 17:00; replaces what was set."))
@click.argument("at", metavar=N_("[TIME]"), default=TIME)
@click.option(
    "--days", metavar=N_("DAYS"), default=DAYS,
    help=N_("workdays (else), daily, or mon,wed,fri."),
)  # fmt: skip
@click.option(
    "--with", "wanted", metavar=N_("SCHEDULER"),
    help=N_("systemd, cron, launchd or schtasks; else the first one that is there."),
)  # fmt: skip
def on_command(session: Session, at: str, days: str, wanted: str | None) -> None:
    from ssi_tui.reminders import Schedule

    schedule = Schedule.parse(at, days)
    scheduler = _chosen(wanted)
    profile = ["--profile", session.profile] if session.profile else []
    # A scheduler starts with hardly anything: what it has to hand on
    names = ("SSI_HOME", "XDG_DATA_HOME", "LANG")
    environment = {name: os.environ[name] for name in names if os.environ.get(name)}
    for other in _all():
        if other.name != scheduler.name and other.usable():
            other.remove()
    scheduler.install(schedule, [_program(), *profile, "remind", "now"], environment)
    _answer(session, schedule, scheduler.name, _("`ssi remind off` takes it out again."))


@remind_command.part("off", N_("Take the reminder out again."))
def off_command(session: Session) -> None:
    removed = [scheduler.name for scheduler in _all() if scheduler.usable() and scheduler.remove()]
    said = _("No reminder is set any more.") if removed else _("No reminder was set.")
    session.answer({"removed": removed}, [said], [(name,) for name in removed])


@remind_command.part(
    "now", N_("What the scheduler runs: a notice if something is due, else nothing.")
)
def now_command(session: Session) -> None:
    from ssi_tui.model.progress import all_progress
    from ssi_tui.reminders import show

    day = session.today
    rows = all_progress(session.journal_for_targets(day), day, session.settings.week_start)
    due = [row for row in rows if row.due]
    count = ngettext("{n} thing is due on LinkedIn", "{n} things are due on LinkedIn", len(due))
    title = count.format(n=len(due))
    names = (action_name(row.target.kind, 2) for row in due)
    text = ", ".join(name for name in names if name.isprintable())
    shown = bool(due) and show(sys.platform, title, text, os.environ)
    data = {"due": [row.target.kind for row in due], "shown": shown}
    if shown or not due:
        session.answer(data, [], [])
    else:
        session.answer(data, [f"{title}: {text}"], [(title, text)])


@remind_command.part(
    "calendar",
    N_(
        "Write your targets as a calendar (.ics) with an alarm on each day that has one. Taken in "
        "again later, its entries take the place of the old ones."
    ),
)
@click.argument("place", metavar=N_("FILE"))
@click.option(
    "--at", metavar=N_("TIME"), default=TIME, help=N_("When the alarm comes; else 17:00.")
)
def calendar_command(session: Session, place: str, at: str) -> None:
    from zlib import crc32

    from ssi_tui.exchange.calendar import habits, to_ics
    from ssi_tui.reminders import Schedule

    schedule = Schedule.parse(at)
    day = session.today
    targets = session.journal(day, day).targets
    entries = habits(targets.values(), day - timedelta(days=day.weekday()))
    if not entries:
        raise click.UsageError(_("No target is set: `ssi target comment 5/week` sets one."))
    name = f"habits-{crc32(Path(session.store.folder).name.encode()):08x}"
    at_time = time(schedule.hour, schedule.minute)
    text = to_ics(entries, stamp=session.now().astimezone(), name=name, at=at_time)
    if place == "-":
        if session.json:
            session.answer({"entries": len(entries), "file": None, "text": text})
        else:
            put(place, text.encode())
        return
    put(place, text.encode())
    said = ngettext("Wrote {n} entry to {file}", "Wrote {n} entries to {file}", len(entries))
    data = {"entries": len(entries), "file": str(Path(place).absolute()), "text": None}
    session.answer(data, [said.format(n=len(entries), file=place)], [(place,)])


def _all() -> "tuple[Scheduler, ...]":
    from ssi_tui.reminders import schedulers

    return schedulers(sys.platform, Path.home())


def _installed() -> "tuple[str, Schedule | None]":
    """By which scheduler, and when."""
    for scheduler in _all():
        if scheduler.usable():
            schedule = scheduler.installed()
            if schedule is not None:
                return scheduler.name, schedule
    return "", None


def _chosen(wanted: str | None) -> "Scheduler":
    """The scheduler that is asked for, else the first that is there: ToolRefusedError."""
    known = {scheduler.name: scheduler for scheduler in _all()}
    if wanted is not None:
        return known[match_word(N_("scheduler"), wanted, tuple(known))]
    usable = [scheduler for scheduler in known.values() if scheduler.usable()]
    if not usable:
        raise ToolRefusedError(", ".join(known), _("none of them is there"))
    return usable[0]


def _program() -> str:
    """The `ssi` beside the Python that runs this; else the one that the shell finds."""
    beside = shutil.which("ssi", path=str(Path(sys.executable).parent))
    program = beside or shutil.which("ssi")
    if program is None:
        raise ToolRefusedError("ssi", _("it is not on the PATH"))
    return str(Path(program).absolute())


def _answer(session: Session, schedule: "Schedule", by: str, *more: str) -> None:
    """When one is reminded, and by which scheduler."""
    if schedule.days == "daily":
        form = _("Every day at {time} you are reminded of what is due (by {scheduler}).")
    elif schedule.days == "workdays":
        form = _("On working days at {time} you are reminded of what is due (by {scheduler}).")
    else:
        form = _("{days} at {time} you are reminded of what is due (by {scheduler}).")
    days = ", ".join(weekday_name(day) for day in schedule.weekdays)
    said = form.format(days=days, time=schedule.time, scheduler=by)
    data = {"on": True, "time": schedule.time, "days": schedule.days, "scheduler": by}
    session.answer(data, [said, *more], [("on", schedule.time, schedule.days, by)])
