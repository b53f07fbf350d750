"""Typing in the score: the four pillars or the total alone, looked at while it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from textual.events import Key, Paste
from textual.message import Message

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, left, progress_bar, right
from ssi_tui.errors import BadValueError
from ssi_tui.exchange.linkedin.score_page import Gap, PageParts, PageReading, read_page
from ssi_tui.i18n import _
from ssi_tui.model.entries import BENCHMARKS, ROUNDING_SLACK, Reading
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.journal.writes import SetReading
from ssi_tui.tui.shell.dialogs import STEPS, PageDialog, ScrolledRows
from ssi_tui.tui.shell.forms import Answer, Entry, Field, Form
from ssi_tui.tui.shell.rows import paragraph, refusal, solid
from ssi_tui.wording.actions import pillar_long_name, pillar_name
from ssi_tui.wording.dates import format_long_day
from ssi_tui.wording.errors import GAPS, worded
from ssi_tui.wording.numbers import format_number, format_points, parse_number

TOTAL = "total"
NAMES = 34
"""Cells at least for what LinkedIn calls its parts."""


class PageSheet(PageDialog[Reading | PageParts]):
    """Answers a reading to keep, or the parts from which one can be typed."""

    def __init__(self, text: str, day: date, known: Reading | None) -> None:
        """``text``: empty waits for a paste.  ``known``: the day's reading so far."""
        super().__init__(_("Paste a score page"))
        self.pasted, self.day, self.known = text, day, known
        self.found: PageReading | PageParts | None = None

    def on_mount(self) -> None:
        self._take(self.pasted)

    def on_paste(self, event: Paste) -> None:
        """Another text, at any time."""
        event.stop()
        self._take(event.text)

    def on_key(self, event: Key) -> None:
        """Enter keeps it or goes on by hand, Escape leaves."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter" and isinstance(self.found, PageReading):
            self.dismiss(reading_of(self.found, self.day))
        elif event.key == "enter" and isinstance(self.found, PageParts) and _open(self.found):
            self.dismiss(self.found)
        elif event.key in STEPS:
            self.query_one(ScrolledRows).move(STEPS[event.key])

    def _take(self, text: str) -> None:
        self.found = read_page(text) if text.strip() else None
        if self.found is None:
            self.put(_how, _("paste here · esc leave"))
            return
        page = self.found
        if isinstance(page, PageReading):
            keys = _("enter save · esc leave")
        elif _open(page):
            keys = _("enter type in the rest · paste again · esc leave")
        else:
            keys = _("paste again · esc leave")
        self.retitle(_("This is what I understood"))
        self.put(lambda width: self._rows(page, width), keys)

    def _rows(self, page: PageReading | PageParts, width: int) -> list[Row]:
        values = page.understood if isinstance(page, PageParts) else page.values
        rows: list[Row] = []
        if isinstance(page, PageParts):
            rows = [*refusal(sentence(_(GAPS[page.gap])) + ".", width), []]
        if values:
            rows += [[("  " + format_long_day(self.day), "strong")], []]
            rows += _pillars(values, width)
            rows += _groups(values)
        if isinstance(page, PageReading) and self.known:
            text = _("It takes the place of {points}, noted for that day before.").format(
                points=format_points(round(self.known.total, 1))
            )
            rows += [[], *paragraph(text, width, "muted")]
        return rows


def reading_of(page: PageReading, day: date) -> Reading:
    """The reading that is kept."""
    values: dict[str, Any] = {**page.values, "total": page.total}
    return Reading(id=0, day=day, source="tui", **values)


def _open(page: PageParts) -> bool:
    """Whether the rest can be typed."""
    return page.gap is not Gap.ZEROS and bool(page.understood)


def _how(width: int) -> list[Row]:
    texts = (
        _("Open linkedin.com/sales/ssi, select all of the page, copy it, and paste it here."),
        _("In every screen it can be pasted right away, without coming here first."),
    )
    return [row for text in texts for row in paragraph(text, width, "text")]


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
    total = values.get(TOTAL)
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


RANKS = ("industry_rank", "network_rank")
_BOX = 6
_BETWEEN = re.compile(r"\s*[;|/·]\s*|\s*,\s+|\s+")
LONGEST = 20
"""Characters of anything that can be one number; a page has more."""


class ScoreEntry(Entry):
    """A number; a pasted page is handed on as a whole."""

    class Pasted(Message):
        """More than a number."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def _on_paste(self, event: Paste) -> None:
        values = values_in_row(event.text)
        if values:
            event.stop()
            event.prevent_default()
            next(form for form in self.ancestors if isinstance(form, ScoreForm)).fill(values)
        elif len(event.text.strip()) > LONGEST:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))


class ScoreForm(Form):
    """Where the score is typed, or pasted; what is too much for the first pillar is the total."""

    ENTRY = ScoreEntry

    def fill(self, values: Mapping[str, str]) -> None:
        """Have values stand in their fields, and go on at the last of them."""
        for name, value in values.items():
            self._entry(name).value = value
        self.screen.set_focus(self._entry(next(reversed(Pillar)).value))

    def changed(self) -> None:
        """Have a total stand where totals stand, where nothing else was typed."""
        first, *others = (pillar.value for pillar in Pillar)
        values, before = self.values, {field.name: field.value for field in self.fields}
        alone = {**values, **dict.fromkeys(others, "")} | {TOTAL: ""}
        mine = any(values[name] != before[name] for name in (*others, TOTAL))
        if self.ending or mine or meant(alone) is alone:
            return
        for name in (first, *others):
            self._entry(name).value = ""
        total = self._entry(TOTAL)
        total.select_on_focus = False
        total.value = values[first]
        self.screen.set_focus(total)
        total.action_end()


def score_form(known: Reading | None, day: date, pasted: Mapping[str, float] | None = None) -> Form:
    """Under the heading of a day; what is known of it and not typed is kept.

    ``pasted``: what a page said, as far as it was understood.
    """
    page = pasted or {}
    ranks: dict[str, Any] = {name: round(page[name]) for name in RANKS if name in page}

    def write(values: Mapping[str, str]) -> SetReading:
        reading = read_score(values, day)
        assert reading is not None  # Enter saves only what is complete
        return SetReading(replace(with_others(reading, known), **ranks))

    fields = score_fields(None if page else known)
    return ScoreForm(fields, lambda values: look_at_score(values, day), write, typed(page))


def with_others(reading: Reading, known: Reading | None) -> Reading:
    """The reading with the ranks and averages of the one that it replaces."""
    if known is None:
        return reading
    return replace(reading, **{name: getattr(known, name) for name in BENCHMARKS})


def score_fields(known: Reading | None) -> list[Field]:
    """A field for each pillar and one for the total, with what is known of the day."""
    fields = [
        Field(
            pillar.value, pillar_name(pillar), _text(known.pillar(pillar) if known else None), _BOX
        )
        for pillar in Pillar
    ]
    total = known.total if known and known.brand is None else None
    return [*fields, Field(TOTAL, _("Total"), _text(total), _BOX, replace=True)]


def values_in_row(text: str) -> dict[str, str]:
    """Four numbers side by side are the pillars, a fifth before or behind them is their sum.

    Empty where they are not that.
    """
    words, names = _BETWEEN.split(text.strip()), [pillar.value for pillar in Pillar]
    for row in (names, [TOTAL, *names], [*names, TOTAL]):
        values = {TOTAL: ""} | dict(zip(row, words, strict=False))
        with suppress(BadValueError):
            if len(row) == len(words) and all(words) and read_score(values, date.min):
                return values
    return {}


def meant(values: Mapping[str, str]) -> Mapping[str, str]:
    """More points than a pillar has, alone in the first field, are the total."""
    first = next(iter(Pillar)).value
    others = [text for name, text in values.items() if name != first and text.strip()]
    try:
        points = None if others else _number(values[first], TOTAL, TOTAL_MAX)
    except BadValueError:
        return values
    if points is None or points <= PILLAR_MAX:
        return values
    return {**values, first: "", TOTAL: values[first]}


def read_score(values: Mapping[str, str], day: date) -> Reading | None:
    """The reading typed so far; None while it is not complete, BadValueError where it is wrong."""
    values = meant(values)
    typed: dict[str, Any] = {
        pillar.value: _number(values[pillar.value], pillar.value, PILLAR_MAX) for pillar in Pillar
    }
    total = _number(values[TOTAL], TOTAL, TOTAL_MAX)
    given: list[float] = [value for value in typed.values() if value is not None]
    if (given and len(given) < len(Pillar)) or (not given and total is None):
        return None
    shown = sum(given) if given else total or 0.0
    if total is not None and abs(total - shown) > ROUNDING_SLACK:
        allowed = _("the sum of the pillars, {sum}").format(sum=format_number(shown, 1))
        raise BadValueError(TOTAL, values[TOTAL], allowed)
    if not shown:
        raise BadValueError(TOTAL, "0", _("more than 0: a page of zeros is a page that failed"))
    return Reading(id=0, day=day, total=round(shown, 3), source="tui", **typed)


def look_at_score(values: Mapping[str, str], day: date) -> Answer:
    """What to say under the fields."""
    try:
        reading = read_score(values, day)
    except BadValueError as error:
        return Answer(sentence(worded(error).said), good=False, ready=False)
    if reading is None:
        missing = sum(not values[pillar.value].strip() for pillar in Pillar)
        text = _("{count} of the four pillars to go").format(count=missing)
        if missing == len(Pillar):
            text = _("the four pillars, or the total alone; the whole page can be pasted here")
        return Answer(text, ready=False)
    said = f"= {format_points(round(reading.total, 1))}"
    if meant(values) is not values:
        said = _("{points}, the total alone").format(points=said)
    return Answer(said)


def typed(values: Mapping[str, float]) -> dict[str, str]:
    """What a page says, as one would type it into the form."""
    fields = (*(pillar.value for pillar in Pillar), TOTAL)
    return {name: _text(values[name]) for name in fields if name in values}


def _number(text: str, field: str, maximum: float) -> float | None:
    return parse_number(text, field=field, most=maximum) if text.strip() else None


def _text(value: float | None) -> str:
    return "" if value is None else format_number(value, 3).rstrip("0").rstrip(".,")
