"""The group room as rows of text: people, their spread, the race, and two on one chart; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import mean
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.plot import Line, Plot, fitted_to_bands
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, row_width, sparkline, wrap
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.tui.shell.rows import beside, filled, in_sight, paragraph, titled
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.workshop.group import Participant, PeopleGroup

if TYPE_CHECKING:
    from ssi_tui.forecasting import Series
    from ssi_tui.workshop.race import Race, RaceRow

_DAY = timedelta(days=1)
NAME_CELLS = 22
WIDE = 60
"""Cells from which on the chosen one's figure stands beside the average."""
SPARK = 12
"""Cells, a week each; two less where it is narrow."""
GAIN = 16
"""Cells of what one strategy changes, with its band."""
MORE = 12
"""Cells of what is known of a person besides."""
LETTERS = "ABCDE"
STRATEGIES, USUAL = LETTERS[:3], LETTERS[3]
"""The letters of what is raced, and of going on as usual."""
WINNERS = 30
"""Cells beside the race from which on what each strategy brings stands there."""
RANKED_LEAST = 5
"""People below the spread, or none."""
WAYS_LEAST, WAYS_MOST = 9, 26
"""Rows below the people from which on the chosen one's curves stand there, and that they take."""


class GroupView(StrEnum):
    """What is looked at."""

    PEOPLE = "people"
    SPREAD = "spread"
    RACE = "race"
    TWO = "two"


VIEW_NAMES = {
    GroupView.PEOPLE: N_("everybody"),
    GroupView.SPREAD: N_("spread"),
    GroupView.RACE: N_("race"),
    GroupView.TWO: N_("two on a chart"),
}


@dataclass(frozen=True, kw_only=True)
class GroupBoard:
    """One group, as it is looked at."""

    group: PeopleGroup
    today: date
    view: GroupView = GroupView.PEOPLE
    at: int = 0
    """The chosen person."""
    beside: int | None = None
    """Who stands on the chart beside the chosen one; None: the next in the list."""
    hidden: bool = False
    """Numbers in place of names."""
    race: Race | None = None
    """None: it still runs."""
    done: int = 0
    """People that have raced so far."""
    goals: Mapping[str, tuple[float, float]] | None = None
    """Role -> points in total that it should have, from and to."""
    said: str = ""

    @property
    def chosen(self) -> Participant:
        """The person under the pointer."""
        return self.group.people[self.at]

    @property
    def other(self) -> int | None:
        """The second one on the chart; None in a group of one."""
        count = len(self.group.people)
        if self.beside is not None and self.beside != self.at:
            return self.beside
        return (self.at + 1) % count if count > 1 else None

    def name(self, place: int) -> str:
        """What somebody is called here."""
        return fit(str(place + 1) if self.hidden else self.group.people[place].name, NAME_CELLS)

    def name_width(self, room: int) -> int:
        """Cells for everybody's name."""
        places = range(len(self.group.people))
        return max(4, min(max(cell_len(self.name(place)) for place in places), room))

    def row(self, place: int) -> RaceRow | None:
        """What the race says of somebody; None while it runs."""
        return self.race.runners[place] if self.race else None

    def best(self, place: int) -> tuple[str, Series] | None:
        """The strategy that is best for somebody, and their total under it; None without any."""
        runner = self.row(place)
        if self.race is None or runner is None or runner.best is None:
            return None
        return self.race.strategies[runner.best], runner.courses[runner.best + 1]

    def goal(self, person: Participant) -> tuple[float, float] | None:
        """Points in total that the role should have, from and to."""
        return (self.goals or {}).get(person.role)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One of the five numbers, of everybody who knows it."""

    pillar: Pillar | None
    """None is the total."""
    values: tuple[float, ...]
    chosen: float | None
    """Of the chosen person."""

    @property
    def full(self) -> float:
        """The most that there can be."""
        return TOTAL_MAX if self.pillar is None else PILLAR_MAX

    @property
    def average(self) -> float | None:
        return mean(self.values) if self.values else None


def measures(board: GroupBoard) -> tuple[Measure, ...]:
    """The total, then the pillars."""
    people = board.group.people
    totals = tuple(one.total for one in people if one.total is not None)
    measured = [Measure(pillar=None, values=totals, chosen=board.chosen.total)]
    for place, pillar in enumerate(Pillar):
        points = tuple(one.pillars[place] for one in people if one.pillars)
        own = board.chosen.pillars[place] if board.chosen.pillars else None
        measured.append(Measure(pillar=pillar, values=points, chosen=own))
    return tuple(measured)


def at_goal(board: GroupBoard) -> tuple[int, int]:
    """How many have reached what their role should have, and of how many with a role and score."""
    asked = [
        person.total >= goal[0]
        for person in board.group.people
        if person.total is not None and (goal := board.goal(person))
    ]
    return sum(asked), len(asked)


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
    return [*rows, *filled(draws[board.view](board, width, room), room), *foot][:height]


def _title(board: GroupBoard, width: int) -> Row:
    count = len(board.group.people)
    people = ngettext("{n} person", "{n} people", count).format(n=count)
    hidden = f" · {_('names are hidden')}" if board.hidden else ""
    return titled(fit(plain(board.group.name), 40), f"{people}{hidden}", width)


def _tabs(board: GroupBoard, width: int) -> Row:
    """The views; where it is narrow, the names of all but the open one go."""
    for whole in (True, False):
        row: Row = [("  ", "text")]
        for number, view in enumerate(GroupView, 1):
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
    return [[("  " + fit(plain(said), width - 3), "text")], _keys(keys.split("  "), width)]


def _keys(hints: list[str], width: int) -> Row:
    """Each key and its word; whole ones go where it is narrow, those for help and the way out
    last."""
    while len(hints) > 2 and sum(cell_len(hint) + 2 for hint in hints) > width:
        del hints[-3]
    row: Row = []
    for hint in hints:
        key, _blank, word = hint.partition(" ")
        row += [(f" {key}", "key"), (f" {word} ".replace("  ", " "), "muted")]
    return row


class PeopleColumns(NamedTuple):
    """How many cells each column of the people takes."""

    names: int
    pillars: tuple[int, ...]
    """In the order of `Pillar`; none where it is narrow."""
    whole: bool
    """Whether the pillars' names fit above them; else their signs stand there."""
    gains: int
    """Of each strategy; 0 where it is narrow."""
    spark: int
    """None at all below 60 cells."""
    more: int
    """Of the role's goal and of the minutes a week; 0 unless it is very wide."""


def _people_columns(board: GroupBoard, width: int) -> PeopleColumns:
    """What the width has room for: names first, then pillars, strategies, the way of the total."""
    room = width - 4 - 7
    spark = 16 if width >= 60 else 0
    pillars: tuple[int, ...] = ()
    whole = False
    names = board.name_width(NAME_CELLS)
    if width >= 72:
        pillars = tuple(max(7, cell_len(pillar_name(pillar)) + 2) for pillar in Pillar)
        whole = min(names, 16) + sum(pillars) + spark <= room
        pillars = pillars if whole else (7,) * len(Pillar)
    names = max(4, min(names, room - sum(pillars) - spark))
    left_over = room - names - sum(pillars) - spark
    gains = GAIN if left_over >= GAIN * len(STRATEGIES) else 0
    left_over -= gains * len(STRATEGIES)
    spark = min(10 + max(0, left_over), SPARK) if spark else 0
    more = MORE if gains and left_over >= 2 + 2 * MORE else 0
    return PeopleColumns(names, pillars, whole, gains, spark, more)


def draw_people(board: GroupBoard, width: int, height: int) -> list[Row]:
    """A row a person: total, pillars, what each strategy changes, the way under the best one."""
    columns = _people_columns(board, width)
    head: Row = [(" " * (3 + columns.names) + right(_("SSI"), 7), "muted")]
    for pillar, cells in zip(Pillar, columns.pillars, strict=False):
        sign = (pillar_name(pillar), "muted") if columns.whole else None
        text, style = sign or (PILLAR_GLYPHS[pillar], f"pillar-{pillar}")
        head.append((right(text, cells), style))
    if columns.gains:
        head += [(right(one, GAIN), f"label-{one.lower()}") for one in STRATEGIES]
    if columns.spark:
        head.append(("  " + left(_("12 weeks, best"), columns.spark + 4), "muted"))
    if columns.more:
        head.append((right(_("goal"), MORE) + right(_("min/wk"), MORE), "muted"))
    count = len(board.group.people)
    below = _ways(board, width, height - count - 4)
    if columns.gains or below:
        below = [*_strategies(board, width), *below]
    shown = in_sight(board.group.people, board.at, max(1, height - 1 - len(below)))
    return [head, *(_person(board, place, columns) for place, _somebody in shown), *below]


def _person(board: GroupBoard, place: int, columns: PeopleColumns) -> Row:
    person = board.group.people[place]
    row = _named(board, place, columns.names)
    total = "–" if person.total is None else format_points(round(person.total, 1))
    row.append((right(total, 7), "number"))
    points = person.pillars or (None,) * len(Pillar)
    for value, cells in zip(points, columns.pillars, strict=False):
        row.append((right("–" if value is None else format_number(value, 1), cells), "text"))
    runner = board.row(place)
    if columns.gains:
        row += _gains(runner, GAIN) or [(" " * GAIN * len(STRATEGIES), "text")]
    if columns.spark:
        row += _spark(board, place, columns.spark)
    if columns.more:
        goal = board.goal(person)
        row.append((right(format_number(goal[0]) if goal else "–", MORE), "muted"))
        row.append((right("–" if person.minutes is None else str(person.minutes), MORE), "muted"))
    return row


def _spark(board: GroupBoard, place: int, cells: int) -> Row:
    """Twelve weeks under the best strategy, and where they end; as high as the most that anyone
    gains."""
    best = board.best(place)
    if best is None:
        return [(" " * (cells + 6), "text")]
    way = best[1].median
    bests = filter(None, map(board.best, range(len(board.group.people))))
    top = max(1.0, *(max(other.median) - other.median[0] for _strategy, other in bests))
    heights = [max(one - way[0], 0.0) + top / 8 for one in way[7::7]]
    then = right(format_number(way[-1]), 4)
    blocks = sparkline(heights, cells, top=top * 9 / 8)
    parted = [(text.replace("█", "▇"), style) for text, style in blocks]  # rows that touch melt
    return [("  ", "text"), *parted, (then, "muted")]


def _strategies(board: GroupBoard, width: int) -> list[Row]:
    """What A, B and C are, below a gap; what the numbers under them mean."""
    if board.race is None:
        return [[], [], []]
    rows: list[Row] = [[]]
    for letter, name in zip(STRATEGIES, board.race.strategies, strict=True):
        piece: Row = [(f"  {letter} ", f"label-{letter.lower()}"), (plain(name), "text")]
        if rows[-1] and row_width(rows[-1]) + row_width(piece) > width:
            rows.append([])
        rows[-1] += piece
    return [[], *rows, [("  " + fit(_meaning_of_gains(board.race), width - 4), "muted")]]


def _ways(board: GroupBoard, width: int, height: int) -> list[Row]:
    """The chosen one's way under each strategy, where the rows below the table have room."""
    runner = board.row(board.at)
    race = board.race
    if height < WAYS_LEAST or race is None or runner is None or not runner.courses:
        return []
    usual, *others = runner.courses
    lines = [
        Line(letter=letter, name="", median=way.median, low=way.low, high=way.high)
        for letter, way in [*zip(STRATEGIES, others, strict=True), (USUAL, usual)]
    ]
    plot = Plot(
        first=race.start,
        last=race.start + (len(usual.median) - 1) * _DAY,
        today=race.start,
        lines=lines,
        chosen=STRATEGIES[runner.best or 0],
    )
    heading = _("{name} under each of them; 8 of 10 runs in the band of the best")
    title = heading.format(name=board.name(board.at))
    goal = board.goal(board.chosen)
    if goal:
        title += " · " + _("the role should have {points}").format(points=format_number(goal[0]))
    usual_name: Row = [(f"   {USUAL} ", f"label-{USUAL.lower()}"), (_("As usual"), "text")]
    heading_row: Row = [("  " + fit(title, width - 4 - row_width(usual_name)), "text"), *usual_name]
    chart = draw_curves(plot, width - 2, min(height - 2, WAYS_MOST))
    return [[], heading_row, *[[(" ", "text"), *row] for row in chart]]


def _named(board: GroupBoard, place: int, names: int) -> Row:
    on = place == board.at
    mark = "▸ " if on else "+ " if place == board.beside else "  "
    return [(f" {mark}", "accent"), (left(board.name(place), names), "strong" if on else "text")]


def draw_spread(board: GroupBoard, width: int, height: int) -> list[Row]:
    """Each of the five numbers as a line of dots: who is where, the average, the role's goal."""
    label = max(cell_len(_label(one)) for one in measures(board)) + 3
    cells = max(8, width - label - (16 if width >= WIDE else 8))
    rows: list[Row] = []
    for measure in measures(board):
        rows += _dots(board, measure, label, cells, whole=width >= WIDE)
        if height >= 5 * 3 + 4:
            rows.append([])
    rows += _meaning(board, width)
    return rows + _ranking(board, width, height - len(rows))


def _label(measure: Measure) -> str:
    return _("Total") if measure.pillar is None else pillar_name(measure.pillar)


def _dots(board: GroupBoard, measure: Measure, label: int, cells: int, *, whole: bool) -> list[Row]:
    """Two rows: how many in each cell, and below it the scale with average, goal and the chosen."""
    counts = [0] * cells

    def cell(value: float) -> int:
        return min(cells - 1, max(0, int(value / measure.full * cells)))

    for value in measure.values:
        counts[cell(value)] += 1
    glyphs = "".join(" •2345678"[n] if n < 9 else "9" for n in counts)
    own = None if measure.chosen is None else cell(measure.chosen)
    upper: Row = [("  " + left(_label(measure), label - 2), "strong")]
    if own is None:
        upper.append((glyphs, "accent"))
    else:
        upper += [(glyphs[:own], "accent"), (glyphs[own], "strong"), (glyphs[own + 1 :], "accent")]
    line = ["·"] * cells
    goal = board.goal(board.chosen) if measure.pillar is None else None
    if goal:
        for place in range(cell(goal[0]), cell(goal[1]) + 1):
            line[place] = "═"
    average = measure.average
    if average is not None:
        line[cell(average)] = "▲"
    text = "" if average is None else f"▲ {format_number(average, 1)}"
    chosen = measure.chosen if whole else None
    own_text = "" if chosen is None else f"  ▸ {format_number(chosen, 1)}"
    lower: Row = [
        (" " * label + "".join(line), "muted"),
        (f" {text}", "text"),
        (own_text, "strong"),
    ]
    return [upper, lower]  # fmt: skip


def _meaning(board: GroupBoard, width: int) -> list[Row]:
    texts = [_("▲ average of the group · ▸ {name}").format(name=board.name(board.at))]
    goal = board.goal(board.chosen)
    if goal:
        low, high = (format_number(points) for points in goal)
        span = low if low == high else f"{low}–{high}"
        texts[0] += " · " + _("═ what the role should have, {points}").format(points=span)
    reached, of = at_goal(board)
    if of:
        form = _("{n} of {of} have reached what their role should have.")
        texts.append(form.format(n=reached, of=of))
    return [row for text in texts for row in paragraph(text, width, "muted")]


def _ranking(board: GroupBoard, width: int, height: int) -> list[Row]:
    """Everybody with all pillars, the highest total first, where a few have room: a sign stands
    for so many points."""
    known = [(one.total, place) for place, one in enumerate(board.group.people) if one.pillars]
    ranked = [place for total, place in sorted(known, key=lambda pair: -(pair[0] or 0))]
    if len(ranked) < 2 or height < RANKED_LEAST + 2:
        return []
    names = max(board.name_width(NAME_CELLS), cell_len(_("by total")))
    cells = width - names - 3 - 7 - 4
    head: Row = [("  " + left(_("by total"), names + 1) + right(_("SSI"), 7), "muted")]
    for pillar in Pillar:
        name = f" {PILLAR_GLYPHS[pillar]} "
        head += [(" " + name, f"pillar-{pillar}"), (pillar_name(pillar), "muted")]
    best = max(sum(board.group.people[place].pillars or ()) for place in ranked)
    airy = 2 * len(ranked) + 1 <= height
    at = ranked.index(board.at) if board.at in ranked else 0
    rows = []
    for _rank, place in in_sight(ranked, at, height - 2):
        row = _named(board, place, names)
        points = board.group.people[place].pillars or ()
        row += [(right(format_points(round(sum(points), 1)), 7), "number"), ("  ", "text")]
        ends = [round(sum(points[:end]) / max(best, 1) * cells) for end in range(len(points) + 1)]
        for pillar, begin, end in zip(Pillar, ends, ends[1:], strict=False):
            row.append((PILLAR_GLYPHS[pillar] * (end - begin), f"pillar-{pillar}"))
        rows += [row, []] if airy else [row]
    return [[], head, *rows]


def draw_race(board: GroupBoard, width: int, height: int) -> list[Row]:
    """What each strategy changes for each, the best marked; below it who gains, and how sure."""
    race = board.race
    if race is None:
        return []
    count = len(race.strategies)
    column = GAIN if width >= 34 + GAIN * count else 6
    names = board.name_width(width - 16 - column * count)
    usual = max(7, cell_len(_("usual")) + 2)
    head: Row = [(" " * (3 + names) + right(_("SSI"), 6) + right(_("usual"), usual), "muted")]
    head += [(right(LETTERS[n], column), f"label-{LETTERS[n].lower()}") for n in range(count)]
    below = paragraph(_meaning_of_gains(race), width, "muted")
    table = row_width(head) + 1
    winners = _winners(board, width - table)
    aside = width - table >= WINNERS and len(winners) <= len(race.runners) + 1
    if not aside:
        below = _winners(board, width) + below
    below += _ways(board, width, height - len(race.runners) - len(below) - 3)
    shown = in_sight(race.runners, board.at, max(1, height - len(below) - 2))
    rows = [head, *(_runner(board, place, names, usual, column) for place, _runs in shown)]
    return [*(beside(rows, winners[: len(rows)], table) if aside else rows), [], *below]


def _runner(board: GroupBoard, place: int, names: int, cells: int, column: int) -> Row:
    runner = board.row(place)
    assert runner is not None  # drawn once it has run
    total = runner.person.total
    row = _named(board, place, names)
    row.append((right("–" if total is None else format_points(round(total, 1)), 6), "number"))
    usual = "–" if runner.usual is None else f"≈{format_number(runner.usual)}"
    row.append((right(usual, cells), "text"))
    return row + _gains(runner, column)


def _gains(runner: RaceRow | None, column: int) -> Row:
    """What each strategy changes, the best one marked; in brackets the band, where it fits."""
    row: Row = []
    for number, gain in enumerate(runner.gains if runner else ()):
        best = runner is not None and number == runner.best
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
        first, *more = wrap(f"{plain(strategy)}: {said}", width - 6)
        rows.append([(f"  {letter} ", f"label-{letter.lower()}"), (first, "text")])
        rows += [[("    " + line, "text")] for line in more]
    return rows


def _meaning_of_gains(race: Race) -> str:
    text = _("Points in {weeks} weeks against as usual (≈: assumed); (8 of 10 runs); * is best.")
    return text.format(weeks=race.weeks)


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
    ways = {place: best[1] for place in _pair(board) if (best := board.best(place))}
    if len(ways) < 2 or board.race is None:
        return None
    lines = [
        Line(letter=letter, name=board.name(place), median=way.median, low=way.low, high=way.high)
        for letter, (place, way) in zip(LETTERS, ways.items(), strict=False)
    ]
    plot = Plot(
        first=board.race.start,
        last=board.race.start + (len(lines[0].median) - 1) * _DAY,
        today=board.race.start,
        lines=lines,
        chosen="A",
    )
    return replace(plot, bounds=fitted_to_bands(plot))


def _pair(board: GroupBoard) -> Sequence[int]:
    return [board.at] if board.other is None else [board.at, board.other]


def _legend(board: GroupBoard, width: int) -> list[Row]:
    rows: list[Row] = []
    for letter, place in zip(LETTERS, _pair(board), strict=False):
        best = board.best(place)
        if best is None:
            continue
        strategy, way = best
        form = _("{name}: {now} now, {then} ({low}–{high}) with “{strategy}”")
        text = form.format(
            name=board.name(place),
            now=format_number(way.median[0], 1),
            then=format_number(way.median[-1]),
            low=format_number(way.low[-1]),
            high=format_number(way.high[-1]),
            strategy=plain(strategy),
        )
        rows.append([(f"  {letter} ", f"label-{letter.lower()}"), (fit(text, width - 6), "text")])
    return rows
