"""What the model has learned of this person, what it assumes, and how good it was; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.chart.text import cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.wording.actions import pillar_name

if TYPE_CHECKING:
    from ssi_tui.forecasting.model_report import Health, Number

_NAMED = 70
"""Cells from which on pillars have their names beside their marks."""


Line = tuple[str, str, str, str, str, str]
"""What, value, interval, assumed, part learned; the pillar's name first."""


def sentences(health: Health) -> list[str]:
    """The judgement, what no change means, the memory, changes of LinkedIn's formula."""
    from ssi_tui.forecasting.sentences import blend, judgement, memory, no_change

    said = [judgement(health)]
    if health.readings:
        said.append(blend(health))
    if health.naive:
        said.append(no_change(health))
    if health.numbers:
        said.append(memory(health))
    return said


def learned_rows(health: Health, width: int) -> list[Row]:
    """The judgement first; then the numbers, what was learned before what is assumed."""
    from ssi_tui.forecasting import remark_text

    rows: list[Row] = []
    for number, text in enumerate(sentences(health)):
        style = "strong" if not number else "text"
        rows += [[("  " + line, style)] for line in wrap(text, min(width - 4, 110))]
    for remark in health.remarks:
        rows += paragraph(remark_text(remark), width, "warn")
    if not health.numbers:
        text = _("All numbers of the model are our starting assumption.")
        return [*rows, [], [("  " + fit(text, width - 4), "text")]]
    for title, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        rows += _group(health, title, width, learned=learned)
    return rows


def _group(health: Health, title: str, width: int, *, learned: bool) -> list[Row]:
    """A heading with the columns' names, and a line a number; the rest is counted."""
    from ssi_tui.forecasting.sentences import number_name, number_values, told_numbers

    numbers = told_numbers(health, learned=learned)
    if not numbers:
        return []
    lines: list[Line] = [
        (plain(number_name(one)), *number_values(one), pillar_name(one.pillar)) for one in numbers
    ]
    heads = (title, _("value"), _("80 %"), _("assumed"), _("learned"))
    sizes = [max(cell_len(line[at]) for line in [heads, *lines]) for at in range(5)]
    pillar = max(cell_len(line[5]) for line in lines) if width >= _NAMED else 0
    longest = max(cell_len(line[0]) for line in lines)
    sizes[0] = min(max(longest, cell_len(title) - pillar - 6), width // 2)
    columns = [1, 2, 3, 4]
    for dropped in (2, 3, 4):  # the interval first, then what is assumed
        if _width(sizes, columns, pillar) > width:
            columns.remove(dropped)
    more = sum(one.learned is learned for one in health.numbers) - len(numbers)
    rows: list[Row] = [[], _line(heads, sizes, columns, pillar, None)]
    for line, known in zip(lines, numbers, strict=True):
        rows.append(_line(line, sizes, columns, pillar, known))
    if more:
        form = ngettext("and {n} more number", "and {n} more numbers", more)
        rows.append([("    " + form.format(n=more), "muted")])
    return rows


def _width(sizes: list[int], columns: list[int], pillar: int) -> int:
    return 8 + pillar + sizes[0] + sum(sizes[at] + 2 for at in columns)


def _line(
    texts: tuple[str, ...], sizes: list[int], columns: list[int], pillar: int, known: Number | None
) -> Row:
    if known is None:
        row: Row = [("  " + left(texts[0], sizes[0] + pillar + 6), "strong")]
    else:
        glyph = PILLAR_GLYPHS[known.pillar]
        row = [(f"  {glyph} ", f"pillar-{known.pillar}"), (left(texts[5], pillar) + "  ", "muted")]
        row.append((left(texts[0], sizes[0] + 2), "text"))
    style = "muted" if known is None else "text"
    return [*row, *((right(texts[at], sizes[at] + 2), style) for at in columns)]
