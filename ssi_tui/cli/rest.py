"""`ssi target` and `ssi skip`: how often something is due, and rest, on which nothing is."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import ActionCommand, command
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, parse_span
from ssi_tui.wording.goals import target_in_words

if TYPE_CHECKING:
    from datetime import date


@command(
    "target",
    N_(
        "Set how often: ssi target comment 3/week, or just 3. Other forms: daily, weekly, 2/day, "
        "4/month, every 3 days, 3/7d (in any seven days), mon,wed,fri, <=2/day (at most), none. "
        "Without SPEC it shows the target, and `ssi target list` all of them."
    ),
    cls=ActionCommand,
)
@click.argument("action", metavar=N_("[ACTION|list]"), default="list")
@click.argument("spec", metavar=N_("[SPEC]"), nargs=-1)
def target_command(session: Session, action: str, spec: tuple[str, ...]) -> None:
    kind = "" if action == "list" and not spec else session.kind_named(action)
    if not spec:
        _list_targets(session, kind)
        return
    from ssi_tui.wording.written_goals import parse_target

    target = parse_target(kind, " ".join(spec))
    done = session.store.set_target(target, kind)
    actions = action_name(kind, 2)
    said = _("No target for {actions} any more").format(actions=actions)
    if target is not None:
        form = _("Target for {actions}: {target}")
        said = form.format(actions=actions, target=target_in_words(target))
    text = None if target is None else str(target)
    data = {"action": kind, "target": text, "changed": done.change is not None}
    session.answer(data, [said], [(kind, text or "none")])


def _list_targets(session: Session, kind: str) -> None:
    """The target of one kind, or of all."""
    from ssi_tui.model.progress import of_week, week_of

    journal = session.journal(session.today, session.today)
    first, _last = week_of(session.today, session.settings.week_start)
    rows, data = [], []
    for target in journal.targets.values():
        if kind in ("", target.kind):
            said, held = target_in_words(target), of_week(journal, target, first)
            if held != target:  # a plan rises to it
                said += " " + _("({n} this week, by your plan)").format(n=held.amount)
            rows.append([target.kind, str(target), said])
            data.append({"action": target.kind, "target": str(target)})
    lines = table(rows, "<<<") if rows else [_("No target. `ssi target comment 3/week` sets one.")]
    session.answer({"targets": data}, lines, data)


@command(
    "skip",
    N_(
        "Plan rest, from one action or from all: ssi skip, ssi skip post -d fri, "
        "ssi skip --from 12-21 --to 12-31 -m holiday. Nothing is due then, and no streak ends. "
        "Days are those to come; -3 or 2026-11-20 is one that was."
    ),
    cls=ActionCommand,
)
@click.argument("action", metavar=N_("[ACTION]"), required=False)
@click.option("-d", "--day", "when", metavar=N_("WHEN"), help=N_("The day; else today."))
@click.option("--from", "begin", metavar=N_("WHEN"), help=N_("The first day; else today."))
@click.option("--to", "end", metavar=N_("WHEN"), help=N_("The last day."))
@click.option("-m", "--why", metavar=N_("TEXT"), default="", help=N_("What for."))
@click.option("--off", is_flag=True, help=N_("No rest on these days after all."))
@click.option("--list", "listed", is_flag=True, help=N_("List what is planned and what was."))
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
        raise click.UsageError(_("Either --day or --from and --to, not both."))
    kind = session.kind_named(action) if action else None
    first, last = _span(session, when or begin, "from")
    if begin or end:
        last = _span(session, end, "to")[1] if end else first
    if last < first:
        allowed = _("a day from {first} on").format(first=format_day(first, session.today))
        raise BadValueError("to", end, allowed)
    form = _("No rest from {what}: {days}") if off else _("Rest from {what}: {days}")
    if off:
        done = session.store.unskip(kind, first, last)
    else:
        done = session.store.skip(kind, first, last, why)
    session.warn_of(done.journal)
    said = form.format(what=_what(kind), days=_days(first, last, session.today))
    data = {
        "action": kind,
        "first": first,
        "last": last,
        "why": why,
        "rest": not off,
        "changed": done.change is not None,
    }
    session.answer(data, [said], [(kind or "all", first, last)])


def _span(session: Session, text: str | None, field: str) -> "tuple[date, date]":
    """One day, or all of "next week"."""
    if text is None:
        return session.today, session.today
    week_start = session.settings.week_start
    return parse_span(text, session.today, field=field, week_start=week_start, ahead=True)


def _what(kind: str | None) -> str:
    return plain(action_name(kind, 2)) if kind else _("everything")


def _days(first: "date", last: "date", today: "date") -> str:
    if first == last:
        return format_day(first, today)
    days = (last - first).days + 1
    form = ngettext("{first} to {last}, {n} day", "{first} to {last}, {n} days", days)
    return form.format(first=format_day(first, today), last=format_day(last, today), n=days)


def _list(session: Session) -> None:
    rests = session.journal(session.today, session.today).rests
    rows = [
        [_days(rest.first, rest.last, session.today), _what(rest.kind or None), plain(rest.why)]
        for rest in rests
    ]
    data = [
        {"action": rest.kind or None, "first": rest.first, "last": rest.last, "why": rest.why}
        for rest in rests
    ]
    lines = table(rows, "<<<") if rows else [_("No rest is planned.")]
    session.answer({"rests": data}, lines, data)
