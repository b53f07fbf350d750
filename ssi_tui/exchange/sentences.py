"""What an import says of itself, in sentences that both front ends show."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ssi_tui.exchange.linkedin.report import ArchiveReport, FileReport
from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number
from ssi_tui.wording.refusals import PASSED_OVER, UNCOUNTED

LISTED = 12
"""Files of one fate that are named; the rest is counted."""


Safe = Callable[[str], str]
"""Makes a foreign word safe to show."""


def missing_tables(report: ArchiveReport) -> Iterator[str]:
    """What is not in an archive, and why that may be."""
    basic = [each.table.value for each in report.missing if each.basic]
    others = [each.table.value for each in report.missing if not each.basic]
    if basic:
        yield _("Never in a basic archive: {names}.").format(names=", ".join(basic))
    if others:
        form = _("Not there, as LinkedIn leaves out what is empty: {names}.")
        yield form.format(names=", ".join(others))


def passed_over(files: Iterable[FileReport], safe: Safe) -> Iterator[str]:
    """The files that were not read, by reason; an unknown header first."""
    listed = list(files)
    for why, word in PASSED_OVER.items():
        names = [safe(file.name) for file in listed if file.reason == why]
        if names:
            rest = len(names) - LISTED
            more = [_("{n} more").format(n=rest)] if rest > 0 else []
            form = _("Passed over, {why}: {names}.")
            yield form.format(why=_(word), names=", ".join([*names[:LISTED], *more]))


def read_file_line(file: FileReport, safe: Safe) -> str:
    """How many records a file has, and how many of them were not counted, and why."""
    form = ngettext("{n} record", "{n} records", file.records)
    said = f"{safe(file.name)}: {form.format(n=file.records)}"
    left = [f"{n} {_(UNCOUNTED.get(why, why))}" for why, n in file.skipped.items()]
    return said + (f" ({', '.join(left)})" if left else "")


def acceptance_line(report: ArchiveReport, today: date) -> str:
    """How many requests were accepted, or that nobody can know it; empty without requests."""
    known = report.acceptance
    if not known.sent or known.first is None:
        return ""
    since = format_day(known.first, today)
    if known.rate is None:
        form = ngettext(
            "{sent} request since {day}: without Connections nobody can tell whether it was "
            "accepted",
            "{sent} requests since {day}: without Connections nobody can tell how many were "
            "accepted",
            known.sent,
        )
        return form.format(sent=known.sent, day=since)
    form = _("{accepted} of {sent} requests since {day} were accepted: {rate} %")
    return form.format(
        accepted=known.plain_accepted + known.noted_accepted,
        sent=known.sent,
        day=since,
        rate=format_number(100 * known.rate),
    )


def what_became(report: ArchiveReport, safe: Safe) -> Iterator[str]:
    """What became of each file, where nothing was recognised."""
    yield from (read_file_line(file, safe) for file in report.files if file.table is not None)
    yield from passed_over(report.passed, safe)
