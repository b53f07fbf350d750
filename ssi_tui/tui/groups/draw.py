"""The group room as rows of text: people, their spread, the race, and two on one chart; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from sim.terms import Pillar
from ssi_tui.chart import Line, Plot, Row, draw_curves, fitted, sparkline
from ssi_tui.chart.text import cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.tui.groups.board import VIEWS, GroupBoard, GroupView, Measure, at_goal, measures
from ssi_tui.tui.shell.rows import first_shown, row_width, titled
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import month_name
from ssi_tui.wording.numbers import format_number, format_points

_DAY = timedelta(days=1)
NAME_CELLS = 22
WIDE = 60
"""Cells from which on the chosen one's figure stands beside the average."""
SPARK = 12
"""Cells, a week each."""
LETTERS = "ABCDE"
VIEW_NAMES = {
    GroupView.PEOPLE: N_("people"),
    GroupView.SPREAD: N_("spread"),
    GroupView.RACE: N_("race"),
    GroupView.TWO: N_("two on a chart"),
}


def draw_group(board: GroupBoard, width: int, height: int) -> list[Row]:
    """The title with the views, the view, a sentence, and the keys."""
    rows: list[Row] = [_title(board, width), _tabs(board, width), []]
    foot = _foot(board, width)
    draws: dict[GroupView, Callable[[GroupBoard, int, int], list[Row]]] = {
        GroupView.PEOPLE: draw_people,
        GroupView.SPREAD: draw_spread,
        GroupView.RACE: draw_race,
        GroupView.TWO: draw_two,
    }
    room = max(1, height - len(rows) - len(foot))
    body = draws[board.view](board, width, room)[:room]
    return [*rows, *body, *[[] for _blank in range(room - len(body))], *foot][:height]


def _title(board: GroupBoard, width: int) -> Row:
    count = len(board.group.people)
    people = ngettext("{n} person", "{n} people", count).format(n=count)
    hidden = f" · {_('names are hidden')}" if board.hidden else ""
    return titled(fit(plain(board.group.name), 40), f"{people}{hidden}", width)


def _tabs(board: GroupBoard, width: int) -> Row:
    """The views; where it is narrow, the names of all but the open one go."""
    for whole in (True, False):
        row: Row = [("  ", "text")]
        for number, view in enumerate(VIEWS, 1):
            on = view is board.view
            name = f" {_(VIEW_NAMES[view])}" if whole or on else ""
            row += [(f" {number}{name} ", "tab-on" if on else "tab"), (" ", "text")]
        if row_width(row) <= width:
            break
    return row


def _foot(board: GroupBoard, width: int) -> list[Row]:
    said = board.said
    if not said and board.race is None:
        count = len(board.group.people)
        said = _("racing: {n} of {all}").format(n=board.done, all=count)
    keys = _("↑↓ person  ←→ view  x names  space beside  g group  s save  ? keys  esc back")
    return [[("  " + fit(plain(said), width - 3), "text")], [(" " + fit(keys, width - 2), "muted")]]


def draw_people(board: GroupBoard, width: int, height: int) -> list[Row]:
    """A row a person: total, pillars, and the way of the total if the best strategy is kept."""
    pillars = width >= 72
    spark = width >= 60
    names = _name_width(board, width - 12 - (36 if pillars else 0) - (SPARK + 6 if spark else 0))
    head = " " * (4 + names) + right(_("SSI"), 7)
    if pillars:
        head += "".join(right(fit(pillar_name(pillar), 8), 9) for pillar in Pillar)
    if spark:
        head += "  " + _("12 weeks, best")
    rows: list[Row] = [[(head, "muted")]]
    count = len(board.group.people)
    room = max(1, height - 2)
    first = first_shown(board.at, count, room)
    shown = range(first, min(count, first + room))
    rows += [_person(board, place, names, pillars=pillars, spark=spark) for place in shown]
    return rows


def _person(board: GroupBoard, place: int, names: int, *, pillars: bool, spark: bool) -> Row:
    person = board.group.people[place]
    row = _named(board, place, names)
    total = "–" if person.total is None else format_points(round(person.total, 1))
    row.append((right(total, 7), "number"))
    if pillars:
        points = person.pillars or (None,) * len(Pillar)
        row += [(right("–" if one is None else format_number(one, 1), 9), "text") for one in points]
    runner = board.row(place)
    if spark and runner and runner.best is not None:
        course = runner.courses[runner.best + 1].median
        weeks = course[7::7]
        base = min(course)
        top = max(max(weeks) - base, 1.0)
        row += [
            ("  ", "text"),
            *sparkline([one - base + top / 8 for one in weeks], SPARK, top=top * 9 / 8),
        ]
        row.append((f" {format_number(course[-1])}", "muted"))
    return row  # fmt: skip


def _named(board: GroupBoard, place: int, names: int) -> Row:
    on = place == board.at
    mark = "▸ " if on else "+ " if place == board.beside else "  "
    return [(f" {mark}", "accent"), (left(_name(board, place), names), "strong" if on else "text")]


def _name(board: GroupBoard, place: int) -> str:
    return fit(plain(board.name(place)), NAME_CELLS)


def _name_width(board: GroupBoard, room: int) -> int:
    longest = max(cell_len(_name(board, place)) for place in range(len(board.group.people)))
    return max(4, min(longest, room))


def draw_spread(board: GroupBoard, width: int, height: int) -> list[Row]:
    """Each of the five numbers as a line of dots: who is where, the average, the role's goal."""
    label = max(cell_len(_label(one)) for one in measures(board)) + 3
    cells = max(8, min(width - label - (16 if width >= WIDE else 8), 100))
    rows: list[Row] = []
    for one in measures(board):
        rows += _dots(board, one, label, cells, whole=width >= WIDE)
        if height >= 5 * 3 + 4:
            rows.append([])
    rows += _meaning(board, width)
    return rows


def _label(one: Measure) -> str:
    return _("Total") if one.pillar is None else pillar_name(one.pillar)


def _dots(board: GroupBoard, one: Measure, label: int, cells: int, *, whole: bool) -> list[Row]:
    """Two rows: how many in each cell, and below it the scale with average, goal and the chosen."""
    counts = [0] * cells

    def cell(value: float) -> int:
        return min(cells - 1, max(0, int(value / one.full * cells)))

    for value in one.values:
        counts[cell(value)] += 1
    glyphs = "".join(" •2345678"[n] if n < 9 else "9" for n in counts)
    own = None if one.chosen is None else cell(one.chosen)
    upper: Row = [("  " + left(_label(one), label - 2), "strong")]
    if own is None:
        upper.append((glyphs, "accent"))
    else:
        upper += [(glyphs[:own], "accent"), (glyphs[own], "strong"), (glyphs[own + 1 :], "accent")]
    line = ["·"] * cells
    goal = (board.goals or {}).get(board.chosen.role) if one.pillar is None else None
    if goal:
        for place in range(cell(goal[0]), cell(goal[1]) + 1):
            line[place] = "═"
    average = one.average
    if average is not None:
        line[cell(average)] = "▲"
    text = "" if average is None else f"▲ {format_number(average, 1)}"
    own_text = "" if one.chosen is None or not whole else f"  ▸ {format_number(one.chosen, 1)}"
    lower: Row = [
        (" " * label + "".join(line), "muted"),
        (f" {text}", "text"),
        (own_text, "strong"),
    ]
    return [upper, lower]  # fmt: skip


def _meaning(board: GroupBoard, width: int) -> list[Row]:
    texts = [_("▲ average of the group · ▸ {name}").format(name=_name(board, board.at))]
    goal = (board.goals or {}).get(board.chosen.role)
    if goal:
        low, high = (format_number(points) for points in goal)
        span = low if low == high else f"{low}–{high}"
        texts[0] += " · " + _("═ what the role should have, {points}").format(points=span)
    reached, of = at_goal(board)
    if of:
        form = _("{n} of {of} have reached what their role should have.")
        texts.append(form.format(n=reached, of=of))
    return [[("  " + line, "muted")] for text in texts for line in wrap(text, width - 4)]


def draw_race(board: GroupBoard, width: int, height: int) -> list[Row]:
    """What each strategy changes for each, the best marked; below it who gains, and how sure."""
    race = board.race
    if race is None:
        return []
    count = len(race.strategies)
    column = 15 if width >= 34 + 15 * count else 6
    names = _name_width(board, width - 16 - column * count)
    head: Row = [(" " * (3 + names) + right(_("SSI"), 6) + right(_("usual"), 7), "muted")]
    head += [(right(LETTERS[n], column), f"label-{LETTERS[n].lower()}") for n in range(count)]
    below = _winners(board, width)
    room = max(1, height - len(below) - 2)
    first = first_shown(board.at, len(race.runners), room)
    shown = range(first, min(len(race.runners), first + room))
    return [head, *(_runner(board, place, names, column) for place in shown), [], *below]


def _runner(board: GroupBoard, place: int, names: int, column: int) -> Row:
    runner = board.row(place)
    assert runner is not None  # drawn once it has run
    total = runner.person.total
    row = _named(board, place, names)
    row.append((right("–" if total is None else format_points(round(total, 1)), 6), "number"))
    row.append((right("–" if runner.usual is None else format_number(runner.usual), 7), "text"))
    for number, gain in enumerate(runner.gains):
        best = number == runner.best
        text = format_number(gain.median, 1, sign=True)
        if column > 6:
            low, high = (format_number(each, sign=True) for each in (gain.low, gain.high))
            text += f" ({low}…{high})"
        style = "strong" if best else "text" if gain.sure else "muted"
        row.append((right(f"*{text}" if best else text, column), style))
    return row


def _winners(board: GroupBoard, width: int) -> list[Row]:
    race = board.race
    assert race is not None
    raced = sum(bool(runner.gains) for runner in race.runners)
    rows: list[Row] = []
    for place, strategy in enumerate(race.strategies):
        average = race.mean(place)
        if average is None:
            continue
        form = _("{points} on average; best for {n} of {all}, sure for {sure}")
        said = form.format(
            points=format_number(average, 1, sign=True),
            n=race.winners(place),
            all=raced,
            sure=race.sure(place),
        )
        letter = LETTERS[place]
        text = fit(f"{plain(strategy)}: {said}", width - 6)
        rows.append([(f"  {letter} ", f"label-{letter.lower()}"), (text, "text")])
    text = _("Points after {weeks} weeks against as usual; in brackets 8 of 10 runs; * is best.")
    rows += [[("  " + line, "muted")] for line in wrap(text.format(weeks=race.weeks), width - 4)]
    return rows


def draw_two(board: GroupBoard, width: int, height: int) -> list[Row]:
    """The chosen one and the one beside, each under the strategy that is best for them."""
    plot = two_plot(board)
    if plot is None:
        text = _("Two people with a score are needed for a chart.")
        return [[("  " + fit(text, width - 3), "text")]] if board.race else []
    legend = _legend(board, width)
    chart = draw_curves(plot, width - 2, max(4, height - len(legend) - 1))
    return [*[[(" ", "text"), *row] for row in chart], [], *legend]


def two_plot(board: GroupBoard) -> Plot | None:
    """Both on one chart; None while the race runs, or where one of them has no score."""
    lines = []
    for letter, place in zip(LETTERS, _pair(board), strict=False):
        runner = board.row(place)
        if runner is None or runner.best is None:
            return None
        course = runner.courses[runner.best + 1]
        lines.append(
            Line(
                letter=letter,
                name=_name(board, place),
                median=course.median,
                low=course.low,
                high=course.high,
            )
        )
    if len(lines) < 2 or board.race is None:
        return None
    plot = Plot(
        first=board.race.start,
        last=board.race.start + (len(lines[0].median) - 1) * _DAY,
        today=board.race.start,
        month_name=month_name,
        lines=lines,
        chosen="A",
    )
    ranges = [fitted(replace(plot, chosen=line.letter)) for line in lines]
    bounds = (min(low for low, _high in ranges), max(high for _low, high in ranges))
    return replace(plot, bounds=bounds)


def _pair(board: GroupBoard) -> Sequence[int]:
    return [board.at] if board.other is None else [board.at, board.other]


def _legend(board: GroupBoard, width: int) -> list[Row]:
    rows: list[Row] = []
    race = board.race
    for letter, place in zip(LETTERS, _pair(board), strict=False):
        runner = board.row(place)
        if race is None or runner is None or runner.best is None:
            continue
        course = runner.courses[runner.best + 1]
        form = _("{name}: {now} now, {then} ({low}–{high}) with “{strategy}”")
        text = form.format(
            name=_name(board, place),
            now=format_number(course.median[0], 1),
            then=format_number(course.median[-1]),
            low=format_number(course.low[-1]),
            high=format_number(course.high[-1]),
            strategy=plain(race.strategies[runner.best]),
        )
        rows.append([(f"  {letter} ", f"label-{letter.lower()}"), (fit(text, width - 6), "text")])
    return rows
