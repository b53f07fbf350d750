"""A pasted score page: what was understood of it, before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len
from textual.events import Key, Paste

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row, progress_bar
from ssi_tui.exchange import page
from ssi_tui.exchange.page import Gap, PageParts, PageReading
from ssi_tui.i18n import N_, _
from ssi_tui.model.reading import Reading
from ssi_tui.tui.dialogs.dialog import passed_on
from ssi_tui.tui.dialogs.sheet import STEPS, Rows, Sheet
from ssi_tui.tui.render import left, paragraph, right, wrap
from ssi_tui.tui.screens.today_rows import solid
from ssi_tui.tui.telling import sentence
from ssi_tui.words.dates import format_long_day
from ssi_tui.words.names import pillar_long_name
from ssi_tui.words.numbers import format_number, format_points

NAMES = 34
"""Cells at least for what LinkedIn calls its parts."""
_GAPS = {
    Gap.NOTHING: N_("nothing of a score page is in this text"),
    Gap.MISSING: N_("this text has only a part of the score"),
    Gap.SUM: N_("the four pillars of this text do not add up to its total"),
    Gap.ZEROS: N_("this page shows zeros: it failed to load its numbers"),
    Gap.SEVERAL: N_("this text has more than one score"),
}


class PageSheet(Sheet[Reading | PageParts]):
    """Answers a reading to keep, or the parts from which one can be typed."""

    def __init__(self, text: str, day: date, known: Reading | None) -> None:
        """``text``: empty waits for a paste.  ``known``: the day's reading so far."""
        super().__init__(_("Paste a score page"))
        self.pasted, self.day, self.known = text, day, known
        self.found: PageReading | PageParts | None = None

    def on_mount(self) -> None:
        """Read what was pasted already."""
        self._take(self.pasted)

    def on_paste(self, event: Paste) -> None:
        """Another text, at any time."""
        event.stop()
        self._take(event.text)

    def on_key(self, event: Key) -> None:
        """Enter keeps it or goes on by hand, Escape leaves."""
        if passed_on(self, event):
            return
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter" and isinstance(self.found, PageReading):
            self.dismiss(reading_of(self.found, self.day))
        elif event.key == "enter" and isinstance(self.found, PageParts) and _open(self.found):
            self.dismiss(self.found)
        elif event.key in STEPS:
            self.query_one(Rows).move(STEPS[event.key])

    def _take(self, text: str) -> None:
        self.found = page.read(text) if text.strip() else None
        if self.found is None:
            self.put(_how, _("paste here · esc leave"))
            return
        found = self.found
        if isinstance(found, PageReading):
            keys = _("enter save · esc leave")
        elif _open(found):
            keys = _("enter type in the rest · paste again · esc leave")
        else:
            keys = _("paste again · esc leave")
        self.retitle(_("This is what I understood"))
        self.put(lambda width: self._rows(found, width), keys)

    def _rows(self, found: PageReading | PageParts, width: int) -> list[Row]:
        values = found.understood if isinstance(found, PageParts) else values_of(found)
        rows: list[Row] = []
        if isinstance(found, PageParts):
            for line in wrap(sentence(_(_GAPS[found.gap])) + ".", width - 6):
                rows.append([("  ✗ " if not rows else "    ", "bad"), (line, "strong")])
            rows.append([])
        if values:
            rows += [[("  " + format_long_day(self.day), "strong")], []]
            rows += _pillars(values, width)
            rows += _groups(values)
        if isinstance(found, PageReading) and self.known:
            text = _("It takes the place of {points}, noted for that day before.").format(
                points=format_points(round(self.known.total, 1))
            )
            rows += [[], *paragraph(text, width, "muted")]
        return rows


def reading_of(found: PageReading, day: date) -> Reading:
    """The reading that is kept."""
    return Reading(
        id=0,
        day=day,
        total=found.total,
        brand=found.brand,
        people=found.people,
        insights=found.insights,
        relationships=found.relationships,
        industry_rank=found.industry.rank,
        network_rank=found.network.rank,
        industry_average=found.industry.average,
        network_average=found.network.average,
        source="tui",
    )


def values_of(found: PageReading) -> Mapping[str, float]:
    """What the page says, under the names of `PageParts.understood`."""
    values = {"total": found.shown}
    values |= {pillar.value: getattr(found, pillar.value) for pillar in Pillar}
    for name, group in (("industry", found.industry), ("network", found.network)):
        if group.rank is not None:
            values[f"{name}_rank"] = group.rank
        if group.average is not None:
            values[f"{name}_average"] = group.average
    return values


def _open(found: PageParts) -> bool:
    """Whether the rest can be typed."""
    return found.gap is not Gap.ZEROS and bool(found.understood)


def _how(width: int) -> list[Row]:
    texts = (
        _("Open linkedin.com/sales/ssi, select all of the page, copy it, and paste it here."),
        _("In every screen it can be pasted right away, without coming here first."),
    )
    return [[("  " + line, "text")] for text in texts for line in wrap(text, width - 4)]


def _pillars(values: Mapping[str, float], width: int) -> list[Row]:
    """Four pillars and the total, with a dash for what is not there."""
    rows: list[Row] = []
    longest = max(cell_len(pillar_long_name(pillar)) for pillar in Pillar)
    names = min(max(NAMES, longest + 1), width - 14)
    for pillar in Pillar:
        value, colour = values.get(pillar.value), f"pillar-{pillar}"
        row: Row = [
            (f"  {PILLAR_GLYPHS[pillar]} ", colour),
            (left(pillar_long_name(pillar), names), "text"),
            (right("–" if value is None else format_number(value, 2), 7), "number"),
            ("  ", "text"),
        ]
        bar = min(25, width - names - 15)
        if value is not None and bar > 8:
            row += solid(progress_bar(value, PILLAR_MAX, bar, style=colour), colour, low=True)
        rows.append(row)
    total = values.get("total")
    said = "–" if total is None else format_points(round(total, 1))
    rows.append([("    " + left(_("Total"), names), "text"), (right(said, 7), "number")])
    return rows


def _groups(values: Mapping[str, float]) -> list[Row]:
    """Where the member stands among others."""
    rows: list[Row] = []
    for name, caption in (("industry", _("Industry")), ("network", _("Network"))):
        parts = []
        if (rank := values.get(f"{name}_rank")) is not None:
            parts.append(_("top {n} %").format(n=format_number(rank)))
        if (average := values.get(f"{name}_average")) is not None:
            parts.append(_("average {points}").format(points=format_points(round(average, 1))))
        if parts:
            rows.append([("    " + left(caption, 14), "muted"), (" · ".join(parts), "text")])
    return [[], *rows] if rows else []
