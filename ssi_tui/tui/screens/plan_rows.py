"""A plan that is looked for as rows of text: the question at the left, the answer at the right."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.render import fit, row_width
from ssi_tui.tui.screens.plan_board import Board
from ssi_tui.tui.screens.plan_chart import CHART_LEAST, draw_way
from ssi_tui.tui.screens.plan_controls import draw_controls
from ssi_tui.tui.screens.plan_table import draw_plan
from ssi_tui.words.plans import goal_by

_GAP = 3
"""Cells between the halves."""


class Drawn(NamedTuple):
    """The rows, and what stands where."""

    rows: list[Row]
    left_at: dict[int, str]
    """Row → control, of the left half."""
    right_at: dict[int, str]
    """Row → kind, of the right half."""
    split: int
    """The first column of the right half."""


def side_width(width: int) -> int:
    """Cells of the left half."""
    return 42 if width >= 120 else 31 if width >= 76 else 24 if width >= 56 else 19


def draw(board: Board, width: int, height: int) -> Drawn:
    """Exactly the two halves under one line that says the goal."""
    side = side_width(width)
    head = [[], _title(board, width), []] if height >= 16 else [_title(board, width)]
    room = height - len(head)
    controls, left_at = draw_controls(board, side, room)
    lines, right_at = draw_plan(board, width - side - _GAP, room)
    if board.made is not None and room - len(lines) > CHART_LEAST:
        lines = [*lines, [], *draw_way(board, width - side - _GAP, room - len(lines) - 1)]
    rows: list[Row] = list(head)
    for y in range(room):
        one = controls[y] if y < len(controls) else []
        other = lines[y] if y < len(lines) else []
        rows.append([*one, (" " * (side + _GAP - row_width(one)), "text"), *other])
    top = len(head)
    return Drawn(
        rows,
        {y + top: what for y, what in left_at.items()},
        {y + top: kind for y, kind in right_at.items()},
        side + _GAP,
    )


def _title(board: Board, width: int) -> Row:
    wanted, made = board.wanted, board.made
    goal = goal_by(wanted.total, wanted.floors, wanted.by(board.today), board.today)
    parts: list[tuple[str, str]] = [(goal, "strong")]
    if board.busy or (made is None and not board.refused):
        parts.append((_("computing…"), "accent"))
    elif made is not None:
        mark = "✓ " if made.reached else "✗ "
        said = _("within reach") if made.reached else _("as near as it gets")
        parts.append((mark + said, "accent" if made.reached else "warn"))
    row: Row = []
    for text, style in parts:
        gap = "    " if row else "  "
        room = width - row_width(row) - len(gap)
        if room >= min(cell_len(text), 12):
            row += [(gap, "text"), (fit(text, room), style)]
    return row
