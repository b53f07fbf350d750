"""`ssi skip`: planned rest, on which nothing is due and no streak ends."""

from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command, complete_actions
from ssi_tui.cli.session import Session, shown
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.words.dates import format_day, parse_day
from ssi_tui.words.names import action_name

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.rest import Rest


@click.command(
    "skip",
    cls=Command,
    help=N_(
        "Plan rest, from one action or from all: ssi skip, ssi skip post -d fri, "
        "ssi skip --from 12-21 --to 12-31 -m holiday. Nothing is due then, and no streak ends. "
        "Days are those to come; -3 or 2026-11-20 is one that was."
    ),
)
@click.argument("action", metavar=N_("[ACTION]"), required=False, shell_complete=complete_actions)
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=N_("The day; else today."))
@click.option("--from", "begin", metavar=N_("WHEN"), help=N_("The first day; else today."))
@click.option("--to", "end", metavar=N_("WHEN"), help=N_("The last day."))
@click.option("-m", "--why", metavar=N_("TEXT"), default="", help=N_("What for."))
@click.option("--off", is_flag=True, help=N_("No rest on these days after all."))
@click.option("--list", "listed", is_flag=True, help=N_("List what is planned and what was."))
@click.pass_obj
def skip_command(
    session: Session,
    /,
    action: str | None,
    when: str | None,
    begin: str | None,
    end: str | None,
    why: str,
    off: bool,
    listed: bool,
) -> None:
    if listed:
        _list(session)
        return
    if when and (begin or end):
        text = _("Either --day or --from and --to, not both.")
        raise click.UsageError(text, click.get_current_context())
    kind = session.kind_named(action) if action else None
    first = _day(session, when or begin, "from")
    last = _day(session, end, "to") if end else first
    if last < first:
        allowed = _("a day from {first} on").format(first=format_day(first, session.today))
        raise BadValueError("to", end, allowed)
    if off:
        done = session.store.unskip(kind, first, last)
        form = _("No rest from {what}: {days}")
    else:
        done = session.store.skip(kind, first, last, why)
        form = _("Rest from {what}: {days}")
    session.warn_of(done.journal)
    said = form.format(what=_what(kind), days=_days(first, last, session.today))
    data = {
        "action": kind,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "why": why,
        "rest": not off,
        "changed": done.change is not None,
    }
    session.answer(data, [said], [(kind or "all", first.isoformat(), last.isoformat())])


def _day(session: Session, text: str | None, field: str) -> "date":
    if text is None:
        return session.today
    return parse_day(text, session.today, field=field, ahead=True)


def _what(kind: str | None) -> str:
    return shown(action_name(kind, 2)) if kind else _("everything")


def _days(first: "date", last: "date", today: "date") -> str:
    if first == last:
        return format_day(first, today)
    days = (last - first).days + 1
    form = ngettext("{first} to {last}, {n} day", "{first} to {last}, {n} days", days)
    return form.format(first=format_day(first, today), last=format_day(last, today), n=days)


def _list(session: Session) -> None:
    from ssi_tui.cli.paper import table

    rests = session.journal(session.today, session.today).rests

    def row(rest: "Rest") -> list[str]:
        days = _days(rest.first, rest.last, session.today)
        return [days, _what(rest.kind or None), shown(rest.why)]

    data = [
        {
            "action": rest.kind or None,
            "first": rest.first.isoformat(),
            "last": rest.last.isoformat(),
            "why": rest.why,
        }
        for rest in rests
    ]
    lines = table([row(rest) for rest in rests], "<<<") if rests else [_("No rest is planned.")]
    session.answer({"rests": data}, lines, [tuple(each.values()) for each in data])
