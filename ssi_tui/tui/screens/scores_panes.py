"""One view of Scores by its name, with what the model has said; pure."""

from __future__ import annotations

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.render import paragraph, scrolled
from ssi_tui.tui.screens.scores_model import Told
from ssi_tui.tui.screens.scores_rows import (
    LEARNED,
    READINGS,
    SCORE,
    WHERE,
    Listed,
    View,
    reading_rows,
    score_rows,
)

MOST_ROWS = 200
"""More than the model has numbers for."""


def pane(view: View, name: str, told: Told | None, width: int, height: int) -> Listed:
    """The rows; ``told`` is None as long as the model computes."""
    if name == SCORE:
        return score_rows(view, width, height)
    if name == READINGS:
        return reading_rows(view, width, height)
    if told is None:
        return Listed([[("  " + _("computing…"), "muted")]], {})
    if told.refused:
        return Listed(paragraph(told.refused, width, "bad"), {})
    return Listed(_model(view, name, told, width, height), {})


def _model(view: View, name: str, told: Told, width: int, height: int) -> list[Row]:
    if name == LEARNED:
        from ssi_tui.tui.screens.scores_learned import learned_rows

        rows = learned_rows(told.health, view.today, width) if told.health else []
        return scrolled(rows, view.top, height)
    from ssi_tui.tui.screens.scores_falls import where_rows, why_rows

    if name == WHERE:
        return where_rows(told.explained, view.today, width, height) if told.explained else []
    return why_rows(told.moved, view.today, width, height)
