"""Slides of a deck as rows: text, a live slide, people of a group or their race; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, progress_bar, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.live.draw import (
    Live,
    Parts,
    draw_foot,
    draw_live,
    guess_row,
    said_closest,
    said_guesses,
    two_lines,
)
from ssi_tui.tui.live.screen import believe_title, draw_beliefs
from ssi_tui.tui.live.slide import Assumption, LiveAnswer, LiveState
from ssi_tui.tui.shell.rows import filled, paragraph, solid
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.workshop.group import SAMPLE

if TYPE_CHECKING:
    from ssi_tui.forecasting import Slider
    from ssi_tui.workshop.deck import DeckSlide
    from ssi_tui.workshop.group import PeopleGroup
    from ssi_tui.workshop.race import Race

_STYLES = {"heading": "title", "quote": "accent", "code": "muted"}


class Stage(NamedTuple):
    """All that one slide shows now."""

    slide: DeckSlide
    number: int
    """From 1."""
    slides: int
    state: LiveState
    answer: LiveAnswer | None = None
    group: PeopleGroup | None = None
    race: Race | None = None
    sliders: tuple[Slider, ...] = ()
    rows: tuple[Assumption, ...] = ()
    """The assumptions, where the room looks at them."""
    zoom: bool = True
    names: bool = False
    """Whether names of people are in sight."""
    said: str = ""
    """A fault or what is being computed, in place of the curves."""
    typed: str = ""
    """A guess that is being typed."""
    joined: int = 0
    """Phones in the room."""
    ending: bool = False
    """Whether the same key again ends the talk."""


def draw_stage(stage: Stage, width: int, height: int) -> Parts:
    """The slide in at most so many rows; the last one is what can be done."""
    rows = _head(stage, width)
    foot = _foot(stage, width)
    room = height - len(rows) - 1
    begin = end = 0
    live = stage.slide.live
    if stage.said:
        rows += [[], *paragraph(stage.said, width, "warn")]
    elif live is None:
        rows += _text(stage, width, room)
    elif live.page:
        rows += draw_beliefs(width, room)
    elif stage.group is not None:
        rows += _race(stage, width, room) if live.race else _people(stage, width, room)
    elif stage.answer is not None:
        shown = Live(stage.answer, stage.state, stage.zoom, stage.names, stage.rows)
        drawn = draw_live(shown, width, room)
        begin, end = (len(rows) + place for place in (drawn.begin, drawn.end))
        rows += drawn.rows
    rows = [*filled(rows, height - 1), foot]
    return Parts(rows[-height:], min(begin, height), min(end, height))


def _head(stage: Stage, width: int) -> list[Row]:
    """The question, in two rows where one is too short, and where one is."""
    counter = _("{n} of {all}").format(n=stage.number, all=stage.slides)
    if stage.joined:
        people = ngettext("{n} phone", "{n} phones", stage.joined).format(n=stage.joined)
        counter = f"{people} · {counter}"
    if stage.group is SAMPLE:
        counter = _("invented people") + f" · {counter}"
    live = stage.slide.live
    title = plain((live.question if live else "") or stage.slide.title)
    if live is not None and live.page and not title:
        title = believe_title()
    room = max(width - cell_len(counter) - 4, 1)
    pieces = two_lines(title, room - 1)
    rows: list[Row] = [[("  " + left(fit(pieces[0], room - 1), room), "title")]]
    rows[0].append((counter + "  ", "note"))
    return [*rows, *([("  " + fit(piece, width - 3), "title")] for piece in pieces[1:])]


def _foot(stage: Stage, width: int) -> Row:
    if stage.ending:
        return [("  " + fit(_("The same key again ends the talk."), width - 4), "warn")]
    live = stage.slide.live
    more = [_("space goes on"), _("? keys")]
    if live is not None and not live.page:
        more = [_("space goes on"), _("0–9 guess"), _("? keys")]
        if not live.group:
            more[1:1] = [_("a assume")]
    return draw_foot(stage.typed, stage.sliders, stage.state, more, width)


def _text(stage: Stage, width: int, room: int) -> list[Row]:
    """A slide of words: large room between lines where there is room."""
    rows: list[Row] = []
    for line in stage.slide.lines:
        indent = "  " + "  " * line.level if line.kind == "bullet" else "  "
        mark = "• " if line.kind == "bullet" else "│ " if line.kind == "quote" else ""
        style = _STYLES.get(line.kind, "text")
        if line.kind == "heading" and plain(line.text) == plain(stage.slide.title):
            continue  # it is the slide's title
        pieces = wrap(plain(line.text), width - 6 - cell_len(indent + mark)) or [""]
        rows.append([])
        for place, piece in enumerate(pieces):
            before = mark if place == 0 or line.kind == "quote" else " " * cell_len(mark)
            rows.append([("  " + indent + before + piece, style)])
    spare = (room - len(rows)) // 3
    return [*([] for _row in range(max(spare, 0))), *rows]


def _people(stage: Stage, width: int, room: int) -> list[Row]:
    """A row a person: total, and the four pillars as bars."""
    assert stage.group is not None
    group = stage.group if stage.names else stage.group.hidden()
    known = [person.total for person in group.people if person.total is not None]
    label = min(max((cell_len(plain(p.name)) for p in group.people), default=1), 18) + 2
    bar = max((width - label - 14) // len(Pillar) - 3, 3)
    open_ = len(stage.state.revealed) > 1
    airy = 2 * len(group.people) + 7 <= room
    rows: list[Row] = [[]]
    for person in group.people[: room - 4]:
        if airy and len(rows) > 1:
            rows.append([])
        row: Row = [("  " + left(fit(plain(person.name), label - 1), label), "text")]
        if not open_:
            rows.append([*row, ("?", "axis")])
            continue
        total = "–" if person.total is None else format_points(person.total)
        row.append((total.rjust(5) + "  ", "strong"))
        for pillar, points in zip(Pillar, person.pillars, strict=False):
            row.append((f" {PILLAR_GLYPHS[pillar]} ", f"pillar-{pillar.value}"))
            style = f"pillar-{pillar.value}"
            row += solid(progress_bar(points, PILLAR_MAX, bar, style=style), style, low=not airy)
        rows.append(row)
    if open_ and known:
        middle = sorted(known)[len(known) // 2]
        said = _("{n} people, the middle score {points}").format(
            n=len(known), points=format_points(middle)
        )
        rows += [[], [("  " + said, "title")]]
        if stage.state.guesses:
            told = said_closest(stage.state.guesses, middle, names=stage.names)
            rows.append([("  " + told, "accent")])
    if stage.state.guesses:
        rows += [[], guess_row(stage.state.guesses, width)]
        rows.append([("  " + said_guesses(stage.state.guesses), "text")])
    return rows


def _race(stage: Stage, width: int, room: int) -> list[Row]:
    """A block for each strategy: what it changes on average, for whom it is best, how sure."""
    assert stage.group is not None
    race = stage.race
    if race is None:
        return [[], [("  " + _("computing…"), "muted")]]
    raced = sum(bool(runner.gains) for runner in race.runners)
    rows: list[Row] = [[]]
    open_ = stage.state.revealed
    means = [race.mean(place) or 0.0 for place in range(len(race.strategies))]
    largest = max([abs(mean) for mean in means], default=0) or 1
    gap = 1 if room >= 4 * len(race.strategies) + 4 else 0
    for place, name in enumerate(race.strategies):
        letter = "BCDEABCDE"[place]
        rows.append([("  " + fit(f"{letter} {plain(name)}", width - 4), f"label-{letter.lower()}")])
        if letter not in open_:
            rows += [[("    ?", "axis")], *([] for _gap in range(1 + gap))]
            continue
        mean = format_number(means[place], 1, sign=True)
        bar = "█" * max(round(abs(means[place]) / largest * (width - 24) / 2), 1)
        rows.append([("    " + bar, f"curve-{letter.lower()}"), (f" {mean}", "strong")])
        said = _("best for {best} of {all} · sure to gain: {sure}").format(
            best=race.winners(place), all=raced, sure=race.sure(place)
        )
        rows.append([("    " + fit(said, width - 6), "muted")])
        rows += [[] for _gap in range(gap)]
    if len(open_) > 1:
        said = _("after {n} weeks, on average over {people} people, against going on as usual")
        text = said.format(n=race.weeks, people=raced)
        rows += paragraph(text, width, "note")
    if stage.state.guesses:
        said = said_guesses(stage.state.guesses)
        rows.append([("  " + fit(said, width - 4), "text")])
    return rows[:room]


def draw_join(address: str, remote: str, width: int, height: int) -> list[Row]:
    """A code to scan as half blocks, and the address below it."""
    import segno  # an extra

    matrix = [list(line) for line in segno.make(address, error="m").matrix_iter(border=2)]
    rows: list[Row] = [[("  " + _("Join with your phone"), "title")], []]
    if len(matrix) // 2 + 6 <= height and len(matrix[0]) + 2 <= width:
        for at in range(0, len(matrix), 2):
            pair = zip(matrix[at], matrix[at + 1] if at + 1 < len(matrix) else matrix[at])  # noqa: B905
            shapes = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
            text = "".join(shapes[bool(above), bool(below)] for above, below in pair)
            rows.append([("  ", "text"), (text, "scan")])
    rows += [[], [("  " + address, "strong")]]
    rows.append(
        [("  " + fit(_("The coach’s own: {address}").format(address=remote), width - 4), "axis")]
    )
    return rows[:height]
