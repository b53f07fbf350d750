"""The report of a cohort: how many stand where and where they go, as one page; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number
from ssi_tui.workshop.cohort import CohortRow
from ssi_tui.workshop.page import STYLE, page, tag

BANDS = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90)
LISTED = 50
"""Rows of those who fall most, and of those that could not be read."""
WIDE = (
    STYLE
    + """
main { max-width: 60rem; } table { border-collapse: collapse; margin: .6rem 0; }
th, td { text-align: right; padding: .15rem 1rem .15rem 0; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 1px solid; }
.bar { display: inline-block; height: .8rem; background: var(--accent); }
"""
)


def cohort_page(rows: Sequence[CohortRow], *, today: date, weeks: int) -> str:
    """Markup of the whole page."""
    known = [row for row in rows if row.total is not None and row.median is not None]
    failed = [row for row in rows if row.error]
    title = _("Cohort of {day}").format(day=format_day(today))
    body = [tag("h1", title), tag("p", _counts(rows, known, failed))]
    if known:
        body += [tag("h2", _("Scores now")), _histogram([row.total or 0 for row in known])]
        said = _("In {weeks} weeks, if all goes on as usual").format(weeks=weeks)
        body += [tag("h2", said), _histogram([row.median or 0 for row in known])]
        body += [tag("h2", _("Weakest pillar")), _weakest(known)]
        falling = sorted(known, key=lambda row: row.change or 0)[:LISTED]
        body += [tag("h2", _("Who needs a word: falling most, first")), _table(falling)]
    if failed:
        body.append(tag("h2", _("Could not be read")))
        body += [tag("p", f"{row.profile}: {row.error}") for row in failed[:LISTED]]
    note = _(
        "Estimates of an independent model, not LinkedIn's figures; eight of ten runs lie in the "
        "brackets."
    )
    body.append(tag("p", note, class_="quiet"))
    return page(title, "\n".join(body), style=WIDE)


def _counts(
    rows: Sequence[CohortRow], known: Sequence[CohortRow], failed: Sequence[CohortRow]
) -> str:
    profiles = ngettext("{n} profile", "{n} profiles", len(rows)).format(n=len(rows))
    said = _("{profiles}: {known} with a score, {failed} could not be read.")
    return said.format(profiles=profiles, known=len(known), failed=len(failed))


def _histogram(totals: Sequence[float]) -> str:
    counts = Counter(min(int(total // 10) * 10, BANDS[-1]) for total in totals)
    most = max(counts.values())
    lines = []
    for low in BANDS:
        width = 24 * counts[low] / most
        bar = f'<span class="bar" style="width:{width:.2f}rem"></span>' if counts[low] else ""
        cells = tag("td", f"{low}–{low + 10}") + tag("td", counts[low])
        lines.append(f'<tr>{cells}<td style="text-align:left">{bar}</td></tr>')
    return f"<table>{''.join(lines)}</table>"


def _weakest(known: Sequence[CohortRow]) -> str:
    counts = Counter(row.weakest for row in known)
    return tag("p", ", ".join(f"{pillar_name(name)} {n}" for name, n in counts.most_common()))


def _table(rows: Sequence[CohortRow]) -> str:
    head = ("", _("Now"), _("Then"), _("Change"), _("Readings"))
    lines = [f"<tr>{''.join(tag('th', text) for text in head)}</tr>"]
    for row in rows:
        low, high = format_number(row.low or 0), format_number(row.high or 0)
        cells = (
            row.profile,
            format_number(row.total or 0, 1),
            f"{format_number(row.median or 0, 1)} ({low}–{high})",
            format_number(row.change or 0, 1, sign=True),
            row.readings,
        )
        lines.append(f"<tr>{''.join(tag('td', cell) for cell in cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
