"""`ssi log` and `ssi set`: what was done, on which day."""

import sys
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command, complete_actions
from ssi_tui.cli.days import WHEN, logged_day
from ssi_tui.cli.session import Session
from ssi_tui.cli.state import progress_data, progress_on, state_line
from ssi_tui.i18n import N_, _
from ssi_tui.model.checks import COUNT_MAX
from ssi_tui.words.actions import ACTIONS
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_hint, action_name
from ssi_tui.words.numbers import parse_count

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.change import Done


class _ListsActions(Command):
    """A command whose help ends with the actions and what counts as one."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Actions")):
            formatter.write_dl([(kind, action_hint(kind)) for kind in ACTIONS])
        super().format_epilog(ctx, formatter)


@click.command(
    "log",
    cls=_ListsActions,
    help=N_(
        "Add what you did: ssi log comment, ssi log comment 3 -d yesterday. "
        "Without N it is 1. The beginning of a name is enough where no other begins like it."
    ),
)
@click.argument("action", metavar=N_("ACTION"), shell_complete=complete_actions)
@click.argument("number", metavar=N_("[N]"), default="1")
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=WHEN)
@click.option("-m", "--note", metavar=N_("TEXT"), help=N_("A note on it; - reads it from stdin."))
@click.pass_obj
def log_command(
    session: Session, action: str, number: str, when: str | None, note: str | None
) -> None:
    kind, count = _kind_and_count(session, action, number, least=1)
    day = logged_day(session, when)
    done = session.store.log(kind, day, count, note=_note(note))
    said = _("Logged {count} {action} for {day}")
    _answer(session, done, said, kind, day, count)


@click.command(
    "set",
    cls=_ListsActions,
    help=N_("Make the day's count exactly N; doing it twice changes nothing more, for scripts."),
)
@click.argument("action", metavar=N_("ACTION"), shell_complete=complete_actions)
@click.argument("number", metavar=N_("N"))
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=WHEN)
@click.pass_obj
def set_command(session: Session, action: str, number: str, when: str | None) -> None:
    kind, count = _kind_and_count(session, action, number, least=0)
    day = logged_day(session, when)
    done = session.store.set_count(kind, day, count)
    said = _("Set to {count} {action} for {day}")
    if done.change is None:
        said = _("Already {count} {action} for {day}")
    _answer(session, done, said, kind, day, count)


def _kind_and_count(session: Session, action: str, number: str, *, least: int) -> tuple[str, int]:
    """Both orders are understood: "comment 3" and "3 comments"."""
    if action.isdecimal() and not number.isdecimal():
        action, number = number, action
    return session.kind_named(action), parse_count(number, least=least, most=COUNT_MAX)


def _short(entry: int | None) -> str | None:
    """The id of a new entry, for `ssi edit` and `ssi rm`."""
    from ssi_tui.model.ids import short

    return None if entry is None else short(entry)


def _note(text: str | None) -> str:
    if text == "-":
        return sys.stdin.read().strip() if sys.stdin else ""
    return text or ""


def _answer(session: Session, done: "Done", form: str, kind: str, day: "date", count: int) -> None:
    """Echo what is on the disk, the day and the new state."""
    session.warn_of(done.journal)
    said = form.format(
        count=count, action=action_name(kind, count), day=format_day(day, session.today)
    )
    row = progress_on(session, done.journal, kind, day)
    now = done.journal.count(kind, day)
    data = {
        "changed": done.change is not None,
        "id": _short(done.entry),
        "action": kind,
        "day": day.isoformat(),
        "count": now,
        "progress": row and progress_data(row),
    }
    lines = [said, state_line(session, done.journal, kind, day)]
    session.answer(data, lines, [(kind, day.isoformat(), now)])
