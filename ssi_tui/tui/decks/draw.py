"""Slides of a deck as rows: text, curves with big numbers, people of a group; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, ROOM, Row, cell_len, draw_curves, plain, progress_bar
from ssi_tui.chart.text import fit, left, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.decks.live import (
    LiveState,
    closest,
    figures,
    histogram,
    most_moved,
    plot_of,
)
from ssi_tui.tui.presenter.draw import SMALL, digit_rows
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook, Slider
    from ssi_tui.workshop.deck import DeckSlide
    from ssi_tui.workshop.group import PeopleGroup

NARROW = 13
"""Cells of a figure's column below which band and difference have no room."""
_STYLES = {"heading": "title", "quote": "accent", "code": "muted"}


class Stage(NamedTuple):
    """All that one slide shows now."""

    slide: DeckSlide
    number: int
    """From 1."""
    slides: int
    state: LiveState
    outlook: Outlook | None = None
    group: PeopleGroup | None = None
    sliders: tuple[Slider, ...] = ()
    zoom: bool = True
    names: bool = False
    """Whether names of people are in sight."""
    said: str = ""
    """A fault or what is being computed, in place of the curves."""
    typed: str = ""
    """A guess that is being typed."""
    joined: int = 0
    """Phones in the room."""


def draw_stage(stage: Stage, width: int, height: int) -> list[Row]:
    """The slide in at most so many rows; the last one is what can be done."""
    rows = [_head(stage, width)]
    foot = _foot(stage, width)
    room = height - len(rows) - 1
    if stage.said:
        rows += [[], *([("  " + line, "warn")] for line in wrap(stage.said, width - 4))]
    elif stage.slide.live is None:
        rows += _text(stage, width, room)
    elif stage.group is not None:
        rows += _people(stage, width, room)
    elif stage.outlook is not None:
        rows += _curves(stage, stage.outlook, width, room)
    rows = rows[: height - 1]
    rows += [[] for _row in range(height - 1 - len(rows))]
    return [*rows, foot][-height:]


def _head(stage: Stage, width: int) -> Row:
    counter = _("{n} of {all}").format(n=stage.number, all=stage.slides)
    if stage.joined:
        people = ngettext("{n} phone", "{n} phones", stage.joined).format(n=stage.joined)
        counter = f"{people} · {counter}"
    live = stage.slide.live
    title = plain((live.question if live else "") or stage.slide.title)
    return [("  " + left(fit(title, width - cell_len(counter) - 5), width - cell_len(counter) - 4), "title"), (counter + "  ", "note")]  # fmt: skip # noqa: E501


def _foot(stage: Stage, width: int) -> Row:
    if stage.typed:
        said = _("guess: {points}_   enter takes it").format(points=stage.typed)
        return [("  " + fit(said, width - 4), "accent")]
    parts = []
    for arrows, slider in zip(("←→", "↑↓"), stage.sliders, strict=False):
        number = format_number(slider.value, 0 if slider.value == int(slider.value) else 1)
        name = plain(action_name(slider.name, 2))
        parts.append(f"{arrows} {name} " + _("{pace} a week").format(pace=number))
    parts.append(_("space goes on"))
    more = [_("z scale"), _("0–9 guess")] if stage.slide.live is not None else []
    for part in [*more, _("? keys")]:
        if cell_len("   ".join([*parts, part])) <= width - 4:
            parts.append(part)
    return [("  " + fit("   ".join(parts), width - 4), "muted")]


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


def _curves(stage: Stage, outlook: Outlook, width: int, room: int) -> list[Row]:
    """Chart, a column of figures for each curve, what moves most, and the guesses."""
    shown = figures(outlook, stage.state)
    guessing = bool(stage.state.guesses)
    below = SMALL + 4 + (2 if guessing else 0)
    small = room - below < 7
    chart = max(room - (3 if small else below), 4)
    rows = draw_curves(plot_of(outlook, stage.state, zoom=stage.zoom), width, chart, style=ROOM)
    wide = (width - 2) // max(len(shown), 1)
    names: Row = [("  ", "text")]
    bands: Row = [("  ", "text")]
    digits: list[Row] = [[("  ", "text")] for _row in range(SMALL)]
    for figure in shown:
        known = figure.value != "?"
        slot = figure.letter.lower()
        names.append(
            (
                left(fit(f"{figure.letter} {figure.name}", wide - 2), wide),
                f"label-{slot}" if known else "note",
            )
        )
        colour = f"curve-{slot}" if known else "axis"
        for row, text in zip(digits, digit_rows(figure.value, SMALL), strict=True):
            row.append((left("  " + text, wide), colour))
        detail = f"{figure.band}  {figure.difference}".strip() if wide >= NARROW else figure.band
        bands.append((left(fit("  " + detail, wide - 1), wide), "muted"))
    rows += [names, bands] if small else [names, *digits, bands]
    rows.append([("  " + fit(most_moved(outlook, stage.state), width - 4), "note")])
    if guessing and not small:
        rows += _guesses(stage, outlook, width)
    return rows


def _guesses(stage: Stage, outlook: Outlook, width: int) -> list[Row]:
    """Where the room guessed, and who was nearest once the curve that was asked for is there."""
    guesses = stage.state.guesses
    values = sorted(guesses.values())
    middle = format_points(values[len(values) // 2])
    said = ngettext(
        "{n} guess, the middle one {points}", "{n} guesses, the middle one {points}", len(values)
    ).format(n=len(values), points=middle)
    asked = outlook.curves[-1 if not stage.sliders else min(1, len(outlook.curves) - 1)]
    if asked.letter in stage.state.revealed and asked.letter != "A":
        best = closest(guesses, asked.total.median[-1])
        if stage.names:
            said += " · " + _("closest: {names}").format(names=", ".join(map(plain, best)))
        else:
            nearest = format_points(guesses[best[0]])
            said += " · " + _("the closest is {points}").format(points=nearest)
    bar = histogram(values, max(width - 12, 10))
    return [
        [("  0 ", "axis"), (bar, "accent"), (" 100", "axis")],
        [("  " + fit(said, width - 4), "text")],
    ]


def _people(stage: Stage, width: int, room: int) -> list[Row]:
    """A row a person: total, and the four pillars as bars."""
    assert stage.group is not None
    group = stage.group if stage.names else stage.group.hidden()
    known = [person.total for person in group.people if person.total is not None]
    label = min(max((cell_len(plain(p.name)) for p in group.people), default=1), 18) + 2
    bar = max((width - label - 14) // len(Pillar) - 3, 3)
    open_ = len(stage.state.revealed) > 1
    rows: list[Row] = [[]]
    for person in group.people[: room - 4]:
        row: Row = [("  " + left(fit(plain(person.name), label - 1), label), "text")]
        if not open_:
            rows.append([*row, ("?", "axis")])
            continue
        total = "–" if person.total is None else format_points(person.total)
        row.append((total.rjust(5) + "  ", "strong"))
        for pillar, points in zip(Pillar, person.pillars, strict=False):
            row.append((f" {PILLAR_GLYPHS[pillar]} ", f"pillar-{pillar.value}"))
            row += progress_bar(points, PILLAR_MAX, bar, style=f"pillar-{pillar.value}")
        rows.append(row)
    if open_ and known:
        middle = sorted(known)[len(known) // 2]
        said = _("{n} people, the middle score {points}").format(
            n=len(known), points=format_points(middle)
        )
        rows += [[], [("  " + said, "title")]]
        if stage.state.guesses:
            best = closest(stage.state.guesses, middle)
            nearest = format_points(stage.state.guesses[best[0]])
            rows.append([("  " + _("the closest is {points}").format(points=nearest), "accent")])
    elif stage.state.guesses:
        bar_text = histogram(sorted(stage.state.guesses.values()), max(width - 12, 10))
        rows += [[], [("  0 ", "axis"), (bar_text, "accent"), (f" {TOTAL_MAX:g}", "axis")]]
    return rows


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
        [("  " + fit(_("The coach's own: {address}").format(address=remote), width - 4), "axis")]
    )
    return rows[:height]


class Notes(NamedTuple):
    """What the speaker sees."""

    title: str
    notes: str
    number: int
    slides: int
    following: str
    """The title of the next slide."""
    clock: str
    spent: int
    """Minutes since the beginning."""
    planned: int | None
    joined: int = 0
    guesses: int = 0


def draw_notes(notes: Notes, width: int, height: int) -> list[Row]:
    """Clock and time spent, the notes in full, and what comes next."""
    spent = _("{n} of {all} min") if notes.planned else _("{n} min")
    over = notes.planned is not None and notes.spent > notes.planned
    right = f"{notes.clock}  " + spent.format(n=notes.spent, all=notes.planned)
    room = width - cell_len(right) - 6
    counter = _("{n} of {all}").format(n=notes.number, all=notes.slides)
    rows: list[Row] = [
        [
            ("  " + left(fit(f"{counter}  {plain(notes.title)}", room), room), "title"),
            ("  " + right + "  ", "warn" if over else "strong"),
        ],
        [],
    ]
    for line in notes.notes.splitlines() or [_("No notes for this slide.")]:
        rows += [[("  " + piece, "text")] for piece in wrap(plain(line.strip()), width - 4)]
    rows = rows[: height - 3]
    rows += [[] for _row in range(height - 3 - len(rows))]
    phones = ngettext("{n} phone", "{n} phones", notes.joined).format(n=notes.joined)
    guessed = ngettext("{n} guess", "{n} guesses", notes.guesses).format(n=notes.guesses)
    rows.append([("  " + f"{phones} · {guessed}", "muted")] if notes.joined else [])
    following = _("Next: {title}").format(title=plain(notes.following) or "–")
    return [*rows, [("  " + fit(following, width - 4), "accent")], []]


def titles(slides: Sequence[DeckSlide]) -> list[str]:
    """What each slide is called."""
    return [
        (slide.live.question if slide.live else "") or slide.title or f"{number}"
        for number, slide in enumerate(slides, 1)
    ]
