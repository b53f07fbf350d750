"""What Scores asks the model, and its answers: where points come from, why, what it learned."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster, Runner
from ssi_tui.tui.shell.rows import beside, paragraph
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Explanation, Moved, ScorePart, Simulator
    from ssi_tui.forecasting.model_report import Health, Number
    from ssi_tui.tui.shell.room import Room


class ScoreQuestion(NamedTuple):
    """One question."""

    journal: Journal
    today: date
    last: Reading | None
    """The reading whose points are asked about; None asks what is learned of the person."""
    first: Reading | None = None
    """Since when; None where there is nothing before."""


class ScoreAnswer(NamedTuple):
    """The answer."""

    explained: Explanation | None = None
    moved: Moved | None = None
    health: Health | None = None
    refused: str = ""
    """Why there is no answer, in a sentence."""


def reading_asked(journal: Journal, today: date, at: int, back: int) -> ScoreQuestion:
    """About the reading in a place, since the one so many before it."""
    readings = journal.readings
    first = readings[max(0, at - back)] if at else None
    return ScoreQuestion(journal, today, readings[at], first)


def same(question: ScoreQuestion, other: ScoreQuestion) -> bool:
    """Whether it is the same question: of the same journal, about the same days."""
    return question.journal is other.journal and question[1:] == other[1:]


def answer(forecaster: Forecaster, asked: ScoreQuestion) -> ScoreAnswer:
    """Some tenths of a second; SimError where the model can't."""
    return forecaster.ask(asked.journal, asked.today, lambda simulator: _told(simulator, asked))


def _told(simulator: Simulator, asked: ScoreQuestion) -> ScoreAnswer:
    if asked.last is None:
        from ssi_tui.forecasting.model_report import health

        return ScoreAnswer(health=health(simulator, asked.today))
    from ssi_tui.forecasting.attribution import explanation, moved_between

    return ScoreAnswer(
        explained=explanation(simulator, day=asked.last.day),
        moved=moved_between(simulator, asked.first, asked.last, asked.last.day)
        if asked.first
        else None,
    )


class ScoreAnswers:
    """The last answer of either sort, for a room that is drawn again when another one comes."""

    def __init__(self, forecaster: Forecaster, room: Room) -> None:
        self.forecaster, self.room = forecaster, room
        self._told: dict[bool, tuple[ScoreQuestion, ScoreAnswer]] = {}
        """Whether it is about what is learned → the question, the answer."""
        self._asked: ScoreQuestion | None = None
        """What is being computed."""
        self._runner: Runner[ScoreQuestion, ScoreAnswer] = Runner(self._compute, self)

    def to(self, asked: ScoreQuestion) -> ScoreAnswer | None:
        known = self._told.get(asked.last is None)
        return known[1] if known and same(known[0], asked) else None

    def want(self, asked: ScoreQuestion) -> None:
        """Have it answered, unless it is."""
        if self.to(asked) is None:
            self._runner.wish(asked)

    def forget(self) -> None:
        self._told.clear()

    @property
    def all(self) -> list[ScoreAnswer]:
        """What was said last."""
        return [told for _asked, told in self._told.values()]

    def _compute(self, asked: ScoreQuestion) -> ScoreAnswer:
        self._asked = asked
        return answer(self.forecaster, asked)

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        self.room.run_worker(work, group="scores")

    def show_result(self, wish: ScoreQuestion, result: ScoreAnswer) -> None:
        self._told[wish.last is None] = (wish, result)
        self.room.show()

    def say_busy(self) -> None:
        """The views say so themselves from the beginning."""

    def say_refused(self, text: str) -> None:
        """It can't be answered: said where the answer would stand."""
        if self._asked:
            self.show_result(self._asked, ScoreAnswer(refused=text))


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
    from ssi_tui.forecasting.attribution import explained_title

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
    from ssi_tui.forecasting.attribution import moved_doubt, moved_title

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
    from ssi_tui.forecasting.attribution import LEAST, learned_words, part_label

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
    text = min(max(cell_len(step.text) for step in shown), max(12, width * 9 // 20))
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


_NAMED = 70
"""Cells from which on pillars have their names beside their marks."""
Line = tuple[str, str, str, str, str, str]
"""What, value, interval, assumed, part learned; the pillar's name first."""


def sentences(health: Health) -> list[str]:
    """The judgement, what no change means, the memory, changes of LinkedIn's formula."""
    from ssi_tui.forecasting.model_report import blend, judgement, memory, no_change

    said = [judgement(health)]
    if health.readings:
        said.append(blend(health))
    if health.naive:
        said.append(no_change(health))
    if health.numbers:
        said.append(memory(health))
    return said


_BESIDE = 176
"""Cells from which on what is learned and what is assumed stand side by side."""


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
    tables = _tables(health)
    aside = width >= _BESIDE and len(tables) > 1
    cells = width // 2 - 2 if aside else width
    columns = _columns(tables, cells)
    if len(columns.shown) == len(columns.sizes) - 1:
        drawn = [columns.rows(table) for table in tables]
    else:  # each table keeps what it has room for
        drawn = [_columns([table], cells).rows(table) for table in tables]
    if aside:
        return [*rows, *beside(drawn[0], drawn[1], cells + 3)]
    return [*rows, *(row for table in drawn for row in table)]


class NumberTable(NamedTuple):
    """What was learned, or what is assumed."""

    title: str
    numbers: Sequence[Number]
    lines: Sequence[Line]
    """Of the numbers, as texts."""
    more: int
    """So many are not told."""


def _tables(health: Health) -> list[NumberTable]:
    """Those that have numbers."""
    from ssi_tui.forecasting.model_report import number_name, number_values, told_numbers

    tables = []
    for title, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        numbers = told_numbers(health, learned=learned)
        lines = [
            (plain(number_name(one)), *number_values(one), pillar_name(one.pillar))
            for one in numbers
        ]
        more = sum(one.learned is learned for one in health.numbers) - len(numbers)
        tables.append(NumberTable(title, numbers, lines, more))
    return [table for table in tables if table.numbers]


class NumberColumns(NamedTuple):
    """Cells of the columns, the same for both tables where those have room."""

    sizes: list[int]
    shown: list[int]
    """Those behind the name that have room."""
    pillar: int
    """Of the pillars' names; 0 where it is narrow."""

    @property
    def width(self) -> int:
        return 8 + self.pillar + self.sizes[0] + sum(self.sizes[at] + 2 for at in self.shown)

    def rows(self, table: NumberTable) -> list[Row]:
        """A heading with the columns' names, and a line a number; the rest is counted."""
        title = left(table.title, self.sizes[0] + self.pillar + 6)
        rows: list[Row] = [[], [("  " + title, "strong"), *self._values(_heads(), "muted")]]
        for line, known in zip(table.lines, table.numbers, strict=True):
            row: Row = [(f"  {PILLAR_GLYPHS[known.pillar]} ", f"pillar-{known.pillar}")]
            row.append((left(line[5], self.pillar) + "  ", "muted"))
            row.append((left(line[0], self.sizes[0] + 2), "text"))
            rows.append([*row, *self._values(line, "text")])
        if table.more:
            form = ngettext("and {n} more number", "and {n} more numbers", table.more)
            rows.append([("    " + form.format(n=table.more), "muted")])
        return rows

    def _values(self, texts: Sequence[str], style: str) -> Row:
        return [(right(texts[at], self.sizes[at] + 2), style) for at in self.shown]


def _heads() -> tuple[str, ...]:
    return ("", _("value"), _("80 %"), _("assumed"), _("learned"))


def _columns(tables: Sequence[NumberTable], width: int) -> NumberColumns:
    lines = [line for table in tables for line in table.lines]
    sizes = [max(cell_len(line[at]) for line in [_heads(), *lines]) for at in range(5)]
    pillar = max(cell_len(line[5]) for line in lines) if width >= _NAMED else 0
    title = max(cell_len(table.title) for table in tables)
    sizes[0] = min(max(sizes[0], title - pillar - 6), width // 2)
    columns = NumberColumns(sizes, [1, 2, 3, 4], pillar)
    for dropped in (2, 3, 4):  # the interval first, then what is assumed
        if columns.width > width:
            columns.shown.remove(dropped)
    return columns
