"""What would come into the journal, as rows: the actions first, then where they were found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from ssi_tui.chart import Row
from ssi_tui.exchange.analytics import AnalyticsReport
from ssi_tui.exchange.archive import ArchiveReport, Edition
from ssi_tui.exchange.merge import MergePlan
from ssi_tui.exchange.portable import JoinPlan
from ssi_tui.exchange.reasons import PARTS, PASSED_OVER, SKIPPED_ROWS, UNCOUNTED
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.files.incoming import Content, Counts
from ssi_tui.tui.render import left, plain, right, wrap
from ssi_tui.tui.telling import sentence
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name
from ssi_tui.words.numbers import format_number
from ssi_tui.words.stocks import stock_count

WIDE = 72
"""Cells from which the days have room beside the numbers."""
LISTED = 12
"""Files of one fate that are named; the rest is counted."""


class _Line(NamedTuple):
    kind: str
    first: date
    last: date
    found: int
    new: int


def preview(found: Counts | Content, today: date, width: int) -> list[Row]:
    """Everything that is known before anything is written."""
    if isinstance(found, Content):
        parts = [_table(_entries(found.plan), today, width), *_join(found.plan, width)]
    else:
        parts = [
            _texts(_rule(found), width),
            _table(_kinds(found.plan), today, width),
            _texts(_besides(found, today), width),
            _texts(_sources(found, today), width, "muted"),
        ]
    rows: list[Row] = []
    for part in parts:
        if part:
            rows += [[], *part] if rows else part
    return rows


def summary(found: Counts | Content) -> str:
    """The whole in one sentence."""
    if not found.new:
        return _("All of it is in the journal already.")
    lines = _entries(found.plan) if isinstance(found, Content) else _kinds(found.plan)
    new, all_of_it = (sum(getattr(line, name) for line in lines) for name in ("new", "found"))
    text = ngettext(
        "{new} action is new, {known} are in the journal already.",
        "{new} actions are new, {known} are in the journal already.",
        new,
    )
    return text.format(new=new, known=all_of_it - new)


def _kinds(plan: MergePlan) -> list[_Line]:
    found = [_Line(k.kind, k.found.first, k.found.last, k.found.count, k.new) for k in plan.kinds]
    return sorted(found, key=lambda line: -line.found)


def _entries(plan: JoinPlan) -> list[_Line]:
    """Each kind's entries in an export."""
    lines = []
    for kind in sorted({action.kind for action in plan.content.actions.values()}):
        those = [action for action in plan.content.actions.values() if action.kind == kind]
        days = [action.day for action in those]
        new = sum(one.count for one in plan.new.actions.values() if one.kind == kind)
        lines.append(_Line(kind, min(days), max(days), sum(one.count for one in those), new))
    return sorted(lines, key=lambda line: -line.found)


def _table(lines: Sequence[_Line], today: date, width: int) -> list[Row]:
    if not lines:
        return []
    days = [_("first"), _("last")] if width >= WIDE else []
    names = {line.kind: sentence(plain(action_name(line.kind, 2))) for line in lines}
    numbers = [_("found"), _("new")]
    name = min(max(map(cell_len, names.values())) + 2, width - 18 * len(days) - 18)
    head: Row = [(" " * (name + 2), "text"), *((left(text, 18), "muted") for text in days)]
    rows = [[*head, *((right(text, 8), "muted") for text in numbers)]]
    for line in lines:
        row: Row = [("  " + left(names[line.kind], name), "text")]
        if days:
            row += [(left(format_day(day, today), 18), "muted") for day in (line.first, line.last)]
        row.append((right(str(line.found), 8), "text"))
        row.append((right(str(line.new or "–"), 8), "number" if line.new else "muted"))
        rows.append(row)
    return rows


def _join(plan: JoinPlan, width: int) -> Iterator[list[Row]]:
    """What an export has besides entries, and what becomes of what both know."""
    texts = []
    for part, word in PARTS.items():
        count = len(getattr(plan.content, part))
        if count:
            form = _("{what}: {found} found, {new} new")
            what = sentence(_(word))
            texts.append(form.format(what=what, found=count, new=len(getattr(plan.new, part))))
    yield _texts(texts, width)
    changed = sum(len(getattr(plan.changed, part)) for part in ("actions", *PARTS))
    form = _(
        "Where both know the same entry or day, but not alike, the larger count and the longer "
        "text stay: {taken} from the import, {kept} from the journal."
    )
    yield _texts([form.format(taken=changed, kept=plan.kept)], width)


def _besides(found: Counts, today: date) -> Iterator[str]:
    """Scores, lasting things, and how many requests were accepted."""
    if found.readings:
        form = ngettext("{n} score is new.", "{n} scores are new.", len(found.readings))
        yield form.format(n=len(found.readings))
    for stock in found.plan.stocks:
        becomes = stock_count(stock.stock, stock.becomes)
        if stock.now is None:
            yield _("{becomes}, not known so far").format(becomes=becomes)
        else:
            now = stock_count(stock.stock, stock.now)
            yield _("{becomes}, so far {now}").format(becomes=becomes, now=now)
    known = found.report.acceptance if isinstance(found.report, ArchiveReport) else None
    if known and known.rate is not None and known.first:
        form = _("{accepted} of {sent} requests since {day} were accepted: {rate} %")
        yield form.format(
            accepted=known.plain_accepted + known.noted_accepted,
            sent=known.plain + known.noted,
            day=format_day(known.first, today),
            rate=format_number(100 * known.rate),
        )


def _rule(found: Counts) -> Iterator[str]:
    if found.plan.kinds:
        yield _(
            "For each action and day the larger count stays, the journal's or the import's: "
            "nothing is counted twice."
        )


def _sources(found: Counts, today: date) -> Iterator[str]:
    """What was read, what is missing, what was passed over and why."""
    report = found.report
    if isinstance(report, ArchiveReport):
        yield from _files(report)
    elif isinstance(report, AnalyticsReport):
        first, last = (format_day(day, today) for day in (report.first, report.last))
        yield _("The sheet covers {first} to {last}.").format(first=first, last=last)
    else:
        if report.left_out:
            names = ", ".join(map(plain, report.left_out))
            yield _("Columns that say nothing to the journal: {names}").format(names=names)
        for why, lines in report.skipped.items():
            text = ngettext("{n} row left out: {why}", "{n} rows left out: {why}", len(lines))
            yield text.format(n=len(lines), why=_(SKIPPED_ROWS.get(why, why)))


def _files(report: ArchiveReport) -> Iterator[str]:
    if report.edition is Edition.COMPLETE:
        yield _("A complete archive.")
    else:
        yield _("A basic archive: posts, comments and reactions are only in the complete one.")
    read = [file for file in report.files if file.table]
    names = ", ".join(dict.fromkeys(plain(file.name) for file in read))
    records = sum(file.records for file in read)
    form = ngettext("Read, {n} record: {names}.", "Read, {n} records: {names}.", records)
    yield form.format(n=records, names=names)
    left: Counter[str] = Counter()
    for file in read:
        left.update(file.skipped)
    if left:
        said = ", ".join(f"{n} {_(UNCOUNTED.get(why, why))}" for why, n in left.most_common())
        yield _("Not counted: {what}.").format(what=said)
    basic = [each.table.value for each in report.missing if each.basic]
    missing = [each.table.value for each in report.missing if not each.basic]
    if basic:
        form = _("Never in a basic archive: {names}.")
        yield form.format(names=", ".join(basic))
    if missing:
        form = _("Not there, as LinkedIn leaves out what is empty: {names}.")
        yield form.format(names=", ".join(missing))
    for why, word in PASSED_OVER.items():
        passed = [plain(file.name) for file in report.passed if file.reason == why]
        if passed:
            rest = len(passed) - LISTED
            more = [_("{n} more").format(n=rest)] if rest > 0 else []
            form = _("Passed over, {why}: {names}.")
            yield form.format(why=_(word), names=", ".join([*passed[:LISTED], *more]))


def _texts(texts: Iterator[str] | Sequence[str], width: int, style: str = "text") -> list[Row]:
    return [[("  " + line, style)] for text in texts for line in wrap(text, width - 4)]
