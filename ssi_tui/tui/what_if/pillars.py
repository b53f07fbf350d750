"""Each curve’s pillars as bars and figures, where four small charts could not be read; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row, progress_bar
from ssi_tui.chart.text import cell_len, fit, left, plain, right
from ssi_tui.i18n import _
from ssi_tui.tui.shell.rows import solid
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve
    from ssi_tui.model.entries import Reading

_NAMED = 48
"""Cells from which on the curves have names."""


_FIGURES = 14
"""Cells for the points and how they change."""


def pillar_table(
    curves: Sequence[tuple[str, Curve]],
    reading: Reading | None,
    weeks: int,
    width: int,
    height: int,
) -> list[Row]:
    """For each pillar where it stands, and below it a bar a curve: where it is at the end."""
    room = height // len(Pillar)
    shown = curves[: max(1, room - 1)]
    airy = (len(shown) + 2) * len(Pillar) <= height + 1
    rows: list[Row] = []
    for pillar in Pillar:
        now = reading.pillar(pillar) if reading else None
        if rows and airy:
            rows.append([])
        rows.append(_head(pillar, now, weeks, width))
        for letter, curve in shown:
            rows.append(_bar(letter, curve, pillar, now, weeks, width))
    return rows[:height]


def _head(pillar: Pillar, now: float | None, weeks: int, width: int) -> Row:
    """The name whole; of the words beside it what has room."""
    name = f" {PILLAR_GLYPHS[pillar]} {pillar_name(pillar)} "
    said = [_("in {weeks} weeks").format(weeks=weeks)]
    if now is not None:
        said.insert(0, _("now {points}").format(points=format_number(now, 1)))
    while len(said) > 1 and cell_len(name) + cell_len(", ".join(said)) > width:
        said.pop()
    room = max(0, width - cell_len(name))
    return [(name, f"pillar-{pillar}"), (right(fit(", ".join(said), room), room), "muted")]


def _bar(
    letter: str, curve: Curve, pillar: Pillar, now: float | None, weeks: int, width: int
) -> Row:
    series = curve.pillars[pillar].median
    value = series[min(len(series) - 1, weeks * 7 + curve.start - 1)]
    style = f"curve-{letter.lower()}"
    row: Row = [(f"   {letter} ", f"label-{letter.lower()}")]
    name = width // 3 if width >= _NAMED else 0
    if name:
        row.append((left(fit(plain(_(curve.name)), name - 1), name), "text"))
    bar = max(4, width - 5 - name - _FIGURES - 1)
    row += solid(progress_bar(value, PILLAR_MAX, bar, style=style), style, low=True)
    row.append((right(format_number(value, 1), 6), "number"))
    moved = "" if now is None else format_number(value - now, 1, sign=True)
    row.append((right(moved, 7), "muted"))
    return row
