"""What stands over the views of Scores: the newest score, and the views by name; pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ssi_tui.chart import Row
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.commands import key_name
from ssi_tui.tui.render import fit, row_width
from ssi_tui.tui.screens.scores_rows import LEARNED, READINGS, SCORE, VIEWS, WHY, View, before
from ssi_tui.tui.widgets.frame import Hint
from ssi_tui.words.dates import format_day
from ssi_tui.words.numbers import format_number, format_points


def heading(view: View | None, width: int) -> Row:
    """The newest score, when it was read, and how it changed."""
    if view is None:
        return [("  " + fit(_("No score yet"), width - 3), "strong")]
    newest = view.newest
    row: Row = [("  SSI ", "muted"), (format_points(round(newest.total, 1)), "number")]
    parts = [_("as LinkedIn showed it on {day}").format(day=format_day(newest.day, view.today))]
    old = before(view.readings, len(view.readings) - 1)
    change = newest.total - old.total if old else 0.0
    if old:
        parts.append(change_words(change, (newest.day - old.day).days))
    while parts and row_width(row) + sum(cell_len(part) + 3 for part in parts) > width:
        parts.pop(0)
    for part in parts:
        rising = part is parts[-1] and change > 0
        row.append(("   " + part, "accent" if rising else "muted"))
    return row


def change_words(change: float, days: int) -> str:
    """ "▲ 2.1 in 7 days": the sign is a shape too."""
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    form = ngettext("{sign} {change} in {days} day", "{sign} {change} in {days} days", days)
    return form.format(sign=sign, change=format_number(abs(change), 1), days=days)


def strip(active: str, shown: Sequence[str], width: int) -> Row:
    """The views by name; the one that the keys belong to stands out."""
    row: Row = [(" ", "text")]
    for name, title in VIEWS.items():
        style = "tab-on" if name == active else "text" if name in shown else "muted"
        row.append((f" {_(title)} ", style))
    if row_width(row) <= width:
        return row
    place = [*VIEWS].index(active) + 1
    return [(f"  {_(VIEWS[active])} ", "strong"), (f" {place}/{len(VIEWS)}", "muted")]


def view_at(x: int, width: int) -> str | None:
    """The view whose name stands in a cell of the strip; None where names have no room."""
    end, found = 1, None
    for name, title in VIEWS.items():
        end += cell_len(_(title)) + 2
        found = found or (name if 1 <= x < end else None)
    return found if end <= width else None


def hints_of(active: str, hints: Sequence[Hint]) -> list[Hint]:
    """The keys that mean something in a view; ``active`` is empty where there is no score yet."""
    if not active:
        return [hint for hint in hints if hint.word == _("score")]
    absent = {SCORE: {_("reading")}, READINGS: {_("weeks")}, LEARNED: {_("weeks"), _("reading")}}
    without = absent.get(active, {_("weeks"), _("choose")})
    found = [hint for hint in hints if hint.word not in without]
    if active == READINGS:
        found += [Hint(key_name("enter"), _("edit"), 2), Hint(key_name("delete"), _("remove"), 3)]
    if active == WHY:
        found.append(Hint("+ -", _("further back"), 3))
    return found
