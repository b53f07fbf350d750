"""LinkedIn's archive and analytics sheet before they come in: what was found, what was not."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.import_tables import kind_lines, larger_stays
from ssi_tui.cli.previews import Preview
from ssi_tui.cli.session import Session, is_terminal, shown
from ssi_tui.exchange.archive import Edition
from ssi_tui.exchange.merge import plan_merge
from ssi_tui.exchange.reasons import PASSED_OVER, UNCOUNTED
from ssi_tui.i18n import _, ngettext
from ssi_tui.words.dates import format_day
from ssi_tui.words.numbers import format_number
from ssi_tui.words.stocks import stock_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssi_tui.exchange.analytics import AnalyticsReport
    from ssi_tui.exchange.archive import ArchiveReport, FileReport
    from ssi_tui.exchange.merge import MergePlan
    from ssi_tui.model.journal import Journal

LISTED = 12
"""Files of one fate that are named; the rest is counted."""


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


def archive_preview(session: Session, journal: "Journal", report: "ArchiveReport") -> Preview:
    """What LinkedIn's archive would bring."""
    plan = plan_merge(journal, report)
    before = [
        _("A complete archive.")
        if report.edition is Edition.COMPLETE
        else _("A basic archive: posts, comments and reactions are only in the complete one."),
        *_found(report),
        *_missing(report),
        *_passed(report.passed),
        "",
    ]
    after = [*_stocks(plan), *_acceptance(session, report)]
    rule = _(
        "What you logged by hand as a video, an InMail or a request with a note stands for the "
        "post, message or request that LinkedIn lists."
    )
    after += ["", larger_stays(), rule] if plan.kinds else []
    return Preview(
        kinds=kind_lines(plan),
        new=bool(plan.entries or plan.stocks),
        before=before,
        after=after,
        data=_data(report, plan),
    )


def analytics_preview(session: Session, journal: "Journal", report: "AnalyticsReport") -> Preview:
    """What the analytics sheet would bring."""
    plan = plan_merge(journal, report)
    form = _("The sheet covers {first} to {last}.")
    first, last = (format_day(day, session.today) for day in (report.first, report.last))
    return Preview(
        kinds=kind_lines(plan),
        new=bool(plan.entries),
        before=[form.format(first=first, last=last), ""],
        after=["", larger_stays()] if plan.kinds else [],
        data={"first": report.first.isoformat(), "last": report.last.isoformat()},
    )


def _found(report: "ArchiveReport") -> "Iterator[str]":
    for file in report.files:
        if file.table is None:
            continue
        form = ngettext("{n} record", "{n} records", file.records)
        said = f"  {shown(file.name)}: {form.format(n=file.records)}"
        left = [f"{n} {_(UNCOUNTED.get(why, why))}" for why, n in file.skipped.items()]
        yield said + (f" ({', '.join(left)})" if left else "")


def _missing(report: "ArchiveReport") -> "Iterator[str]":
    basic = [each.table.value for each in report.missing if each.basic]
    others = [each.table.value for each in report.missing if not each.basic]
    if basic:
        form = _("Never in a basic archive: {names}.")
        yield form.format(names=", ".join(basic))
    if others:
        form = _("Not there, as LinkedIn leaves out what is empty: {names}.")
        yield form.format(names=", ".join(others))


def _passed(files: "tuple[FileReport, ...]") -> "Iterator[str]":
    """The files that were not read, by reason; an unknown header first."""
    for why, word in PASSED_OVER.items():
        names = [shown(file.name) for file in files if file.reason == why]
        if names:
            rest = len(names) - LISTED
            more = [_("{n} more").format(n=rest)] if rest > 0 else []
            form = _("Passed over, {why}: {names}.")
            yield form.format(why=_(word), names=", ".join([*names[:LISTED], *more]))


def _stocks(plan: "MergePlan") -> "Iterator[str]":
    for stock in plan.stocks:
        becomes = stock_count(stock.stock, stock.becomes)
        if stock.now is None:
            yield "  " + _("{becomes}, not known so far").format(becomes=becomes)
        else:
            now = stock_count(stock.stock, stock.now)
            yield "  " + _("{becomes}, so far {now}").format(becomes=becomes, now=now)


def _acceptance(session: Session, report: "ArchiveReport") -> "Iterator[str]":
    rate, known = report.acceptance.rate, report.acceptance
    if rate is None or known.first is None:
        return
    form = _("  {accepted} of {sent} requests since {day} were accepted: {rate} %")
    yield form.format(
        accepted=known.plain_accepted + known.noted_accepted,
        sent=known.plain + known.noted,
        day=format_day(known.first, session.today),
        rate=format_number(100 * rate),
    )


def _data(report: "ArchiveReport", plan: "MergePlan") -> dict[str, object]:
    known = report.acceptance
    return {
        "edition": report.edition.value,
        "files": [
            {
                "archive": file.archive,
                "name": file.name,
                "table": file.table and file.table.value,
                "reason": file.reason,
                "records": file.records,
                "skipped": dict(file.skipped),
            }
            for file in report.files
        ],
        "missing": [{"table": each.table.value, "basic": each.basic} for each in report.missing],
        "stocks": [
            {"stock": str(s.stock), "now": s.now, "becomes": s.becomes} for s in plan.stocks
        ],
        "acceptance": {
            "plain": known.plain,
            "plain_accepted": known.plain_accepted,
            "with_note": known.noted,
            "with_note_accepted": known.noted_accepted,
            "rate": known.rate,
        },
    }
