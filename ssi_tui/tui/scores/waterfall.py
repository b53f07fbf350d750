"""The waterfalls of Scores: each part begins where the one above ended; the last is the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.chart.text import cell_len, left, plain, right
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Explanation, Moved, ScorePart

_FEWEST = 4
"""Parts for which the words round them give way."""


_SMALL = "·"
"""The mark of what was summed up."""


class FallStep(NamedTuple):
    """One row of a waterfall."""

    text: str
    points: float
    pillars: Mapping[Pillar, float]
    tag: str = ""
    """Whether its size is learned or assumed."""


def where_rows(explained: Explanation, today: date, width: int, height: int) -> list[Row]:
    """Where the points of a reading come from."""
    from ssi_tui.forecasting import remark_text
    from ssi_tui.forecasting.sentences import explained_title

    head = paragraph(explained_title(explained, today), width, "strong")
    legend: Row = [("  ", "text")]
    for pillar in Pillar:
        name = pillar_name(pillar) if width >= 64 else ""
        said = f"{name} {format_number(explained.pillars[pillar], 1)}  "
        legend += [(PILLAR_GLYPHS[pillar] + " ", f"pillar-{pillar}"), (said, "muted")]
    tail: list[Row] = []
    for remark in explained.remarks:
        tail += paragraph(remark_text(remark), width, "warn")
    text = _("Learned: from your readings. Assumed: our starting assumption.")
    tail += paragraph(text, width, "muted")
    return _fall(explained.parts, explained.total, [*head, legend], tail, width, height)


def why_rows(moved: Moved | None, today: date, width: int, height: int) -> list[Row]:
    """Why one reading is another than an earlier one."""
    from ssi_tui.forecasting.sentences import moved_doubt, moved_title

    if moved is None:
        text = _("Why it moved is told between two readings: there is none before this one.")
        return paragraph(text, width, "muted")
    head = paragraph(moved_title(moved, today), width, "strong")
    if moved_doubt(moved):
        head += paragraph(moved_doubt(moved), width, "warn")
    tail = paragraph(_("←→ another reading · + − further back, nearer"), width, "muted")
    return _fall(moved.parts, moved.change, head, tail, width, height, sign=True)


def steps(parts: Sequence[ScorePart], room: int) -> list[FallStep]:
    """The largest in so many rows, in the order of the parts; what is smaller is summed up."""
    from ssi_tui.forecasting.sentences import LEAST, learned_words, part_label

    by_size = sorted(parts, key=lambda part: -abs(part.total))
    large = [part for part in by_size if abs(part.total) >= LEAST]
    if len(large) < len(parts) or len(large) > room:
        large = large[: max(room - 1, 1)]
    kept = {id(part) for part in large}
    fall = [
        FallStep(plain(part_label(part)), part.total, part.pillars, learned_words(part))
        for part in parts
        if id(part) in kept
    ]
    rest = [part.total for part in parts if id(part) not in kept]
    if rest:
        form = ngettext("{n} smaller part", "{n} smaller parts", len(rest))
        fall.append(FallStep(form.format(n=len(rest)), sum(rest), {}))
    return fall


def _fall(
    parts: Sequence[ScorePart],
    total: float,
    head: list[Row],
    tail: list[Row],
    width: int,
    height: int,
    *,
    sign: bool = False,
) -> list[Row]:
    room = height - len(head) - len(tail) - 3
    if room < _FEWEST + 1:
        tail, room = [], height - len(head) - 1
    if room < _FEWEST:
        head, room = head[:1], height - 2
    shown = steps(parts, room)
    text = min(max(cell_len(step.text) for step in shown), max(12, width * 2 // 5))
    tags = max(cell_len(step.tag) for step in shown)
    tags = tags if width >= text + tags + 28 else 0
    bars = Bars.of(shown, total, width - 2 - text - 7 - 2 - (tags + 2 if tags else 0) - 1)
    rows: list[Row] = [*head, []] if height - len(head) - len(tail) > len(shown) + 1 else [*head]
    reached = 0.0
    for step in shown:
        row: Row = [("  " + left(step.text, text), "text")]
        row.append((right(format_number(step.points, 1, sign=sign), 7), "number"))
        if tags:
            row.append(("  " + left(step.tag, tags), "muted"))
        rows.append([*row, ("  ", "text"), *bars.step(step, reached)])
        reached += step.points
    last: Row = [("  " + left(_("together"), text), "strong")]
    last.append((right(format_number(total, 1, sign=sign), 7), "number"))
    if tags:
        last.append((" " * (tags + 2), "text"))
    rows.append([*last, ("  ", "text"), *bars.sum(total)])
    gap: list[Row] = [[]] if tail and len(rows) + len(tail) < height else []
    return [*rows, *gap, *tail][:height]


class Bars(NamedTuple):
    """The scale that all bars of a waterfall share."""

    low: float
    per_cell: float
    """Points; above 0."""
    cells: int

    @classmethod
    def of(cls, shown: Sequence[FallStep], total: float, cells: int) -> Bars:
        """From the lowest to the highest place that the sum comes by."""
        reached, places = 0.0, [0.0, total]
        for step in shown:
            reached += step.points
            places.append(reached)
        span = max(max(places) - min(places), 1e-6)
        return cls(min(places), span / max(cells, 1), cells)

    def _cell(self, value: float) -> int:
        return max(0, min(self.cells, round((value - self.low) / self.per_cell)))

    def _edges(self, points: float, other: float) -> tuple[int, int]:
        """First cell and length, at least one cell long."""
        begin, end = self._cell(min(points, other)), self._cell(max(points, other))
        begin = min(begin, self.cells - 1)
        return begin, max(end - begin, 1)

    def step(self, step: FallStep, reached: float) -> Row:
        """From where the last part ended, each pillar in its shape and colour."""
        if self.cells < 4:
            return []
        begin, length = self._edges(reached, reached + step.points)
        row: Row = [(" " * begin, "text")]
        size = sum(abs(points) for points in step.pillars.values())
        if not size:
            return [*row, (_SMALL * length, "muted")]
        drawn, share = 0, 0.0
        for pillar, points in step.pillars.items():
            share += abs(points) / size * length
            count = round(share) - drawn
            if count:
                row.append((PILLAR_GLYPHS[pillar] * count, f"pillar-{pillar}"))
            drawn += count
        return row

    def sum(self, total: float) -> Row:
        """From nothing to the sum."""
        if self.cells < 4:
            return []
        begin, length = self._edges(0.0, total)
        return [(" " * begin, "text"), ("▆" * length, "bar")]
