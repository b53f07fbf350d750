"""Plan's right half: the week as a table with its reasons, what it means, the way there; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.plot import Plot
from ssi_tui.chart.text import Row, cell_len, fit, left, right, row_width, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.plan.question import (
    AIM,
    BY,
    CONTROLS,
    KINDS,
    MINUTES,
    MINUTES_SHOWN,
    POINTS,
    RULES,
    SURE,
    SURES,
    TAKE,
    PlanBoard,
    PlanWish,
    dimmed,
    kinds_of,
    value_of,
)
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.rows import beside, filled, first_shown
from ssi_tui.tui.shell.score_plot import line_of, reading_points
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import (
    amount,
    goal_by,
    minutes_so_far,
    pace_words,
    role_wanted,
)
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Step, WeeklyPlan

_TRACKS = ((22, (POINTS, BY, MINUTES, SURE)), (18, (POINTS, BY)))
"""Rows from which on so many controls have a line for their track."""
_WEEKS_SHOWN = 52
"""The length of the date's track."""


def draw_controls(board: PlanBoard, width: int, height: int) -> tuple[list[Row], dict[int, str]]:
    """The rows of the question, and row → the control that stands there."""
    tracks = next((shown for least, shown in _TRACKS if height >= least), ())
    rows: list[Row] = []
    at: dict[int, str] = {}
    for control in CONTROLS:
        if control == TAKE and tracks:
            rows.append([])
        at[len(rows)] = control
        rows.append(_control(board, control, width))
        if control in tracks:
            at[len(rows)] = control
            rows.append(_track(board, control, width))
    left_over = height - len(rows)
    return [*rows, *_estimate(board, width, left_over)], at


def _control(board: PlanBoard, control: str, width: int) -> Row:
    on = control == board.at
    mark = (" ▸ " if on else "   ", "accent")
    if control == TAKE:
        style = "muted" if board.plan is None or board.refused else "strong" if on else "accent"
        whole, short = _("take it over as targets"), _("take over")
        return [mark, (fit(whole if cell_len(whole) <= width - 3 else short, width - 3), style)]
    names = {
        AIM: _("Goal"),
        POINTS: _("Points"),
        BY: _("By"),
        MINUTES: _("Minutes"),
        SURE: _("Sure"),
        KINDS: _("Kinds"),
        RULES: _("Rules"),
    }
    value = value_of(board, control)
    room = width - 3 - cell_len(value) - 1
    return [
        mark,
        (left(names[control], max(0, room)), "strong" if on else "muted"),
        (" " if room >= 0 else "", "text"),
        (fit(value, width - 4 if room < 0 else cell_len(value)), "number" if on else "text"),
    ]


def _track(board: PlanBoard, control: str, width: int) -> Row:
    cells = width - 4
    part = part_of(board.wanted, control)
    knob = min(cells - 1, round(part * (cells - 1)))
    on = control == board.at
    return [
        ("   ", "text"),
        ("━" * knob, "accent" if on else "muted"),
        ("●" if on else "○", "accent" if on else "text"),
        ("─" * (cells - knob - 1), "axis"),
    ]


def part_of(wanted: PlanWish, control: str) -> float:
    """How far along its track a control stands, 0 to 1."""
    if control == POINTS:
        return wanted.points / wanted.most
    if control == BY:
        return min(1.0, wanted.days / 7 / _WEEKS_SHOWN)
    if control == MINUTES:
        return 1.0 if wanted.minutes is None else min(1.0, wanted.minutes / MINUTES_SHOWN)
    return SURES.index(wanted.sure) / (len(SURES) - 1) if wanted.sure in SURES else 0.5


def _estimate(board: PlanBoard, width: int, height: int) -> list[Row]:
    """What the plan comes to, in figures."""
    plan = board.plan
    if plan is None or height < 2:
        return []
    day = format_day(plan.by, plan.today)
    band = _("80 %: {low}–{high}").format(
        low=format_number(plan.path.low[-1]), high=format_number(plan.path.high[-1])
    )
    runs = _("{chance} of 100 who keep to it reach it")
    if first := plan.milestone:
        runs = _("{chance} of 100 who keep to it reach {goal}")
    runs = runs.format(
        chance=format_number(100 * (first or plan).chance), goal=first.words if first else ""
    )
    effort = _("{n} min a week").format(n=format_number(plan.minutes))
    if so_far := minutes_so_far(plan.usual_minutes, plan.assumed_minutes):
        effort += f", {so_far}"
    head = _("Estimate, {day}").format(day=day)
    lines: list[Row] = [[(fit(head, width - 3), "muted")]]
    score: Row = [("SSI ", "muted"), (format_number(plan.total, 1), "number")]
    if row_width(score) + 2 + cell_len(band) <= width - 3:
        lines.append([*score, (f"  {band}", "text")])
    else:
        lines += [score, [(fit(band, width - 3), "text")]]
    lines += [[(line, "text")] for text in (runs, effort) for line in wrap(text, width - 3)]
    if height >= len(lines) + 1 + len(Pillar):
        lines += [_pillar(plan, pillar, width - 3) for pillar in Pillar]
    shown = [[("   ", "text"), *line] for line in lines]
    spare = height - len(shown)
    shown = [[], *shown] if spare > 0 else shown
    return dimmed(shown[:height], board)


def _pillar(plan: WeeklyPlan, pillar: Pillar, width: int) -> Row:
    begin, end = plan.start_pillars[pillar], plan.pillars[pillar]
    figures = f"{format_number(begin, 1)} → {format_number(end, 1)}"
    return [
        (PILLAR_GLYPHS[pillar] + " ", f"pillar-{pillar.value}"),
        (left(pillar_name(pillar), width - 2 - cell_len(figures) - 1), "muted"),
        (" " + figures, "text"),
    ]


CHART_LEAST = 10
"""Rows from which a curve says more than its figures."""
_PAST = 84
"""Days left of today."""


def draw_way(board: PlanBoard, width: int, height: int) -> list[Row]:
    """Exactly so many cells."""
    plan = board.plan
    assert plan is not None
    known = min([reading.day for reading in board.readings], default=plan.today)
    first = max(known - timedelta(days=2), plan.today - timedelta(days=_PAST))
    picture = Plot(
        first=min(first, plan.today - timedelta(days=14)),
        last=plan.by,
        today=plan.today,
        start=plan.today,
        points=reading_points(board.readings),
        lines=[line_of("A", _("this plan"), plan.path)],
        chosen="A",
    )
    return dimmed(draw_curves(picture, width, height), board)


NOTICED = 1.0
"""Points: less is no loss to speak of."""
_SELDOM = {0.25: "¼", 0.5: "½"}
"""Short for once in four weeks, and in two."""


def draw_plan(board: PlanBoard, width: int, height: int) -> tuple[list[Row], dict[int, str]]:
    """The table round the chosen action, and what the plan means."""
    if board.refused:
        return [[(line, "warn")] for line in wrap(board.refused, width - 1)], {}
    plan = board.plan
    if plan is None:
        return [], {}
    kinds = kinds_of(board)
    count = len(kinds) + len(plan.stop)
    texts = _sentences(board, width - 1)
    table = _table(board, kinds, width)
    reasoned, reasoned_at = _reasoned(board, kinds, table, width)
    every = sum(len(lines) for lines, _style in texts)
    if len(reasoned) + every + 1 <= height:
        rows = [*reasoned, []]
        others = [one for one in texts if one[1] != CHOSEN]  # its reason stands below its line
        rows += [[(line, style)] for lines, style in others for line in lines]
        return dimmed(rows, board), reasoned_at
    said = _fitting(texts, height - max(count, 1) - 2, height // 2)
    room = max(1, height - 1 - (len(said) + 1 if said else 0))
    first = 0
    if board.at in kinds:
        first = first_shown(kinds.index(board.at), count, room)
    seen = table[1 : 1 + count][first : first + room]
    below = count - first - len(seen)
    at = {y: kinds[first + y - 1] for y in range(1, len(seen) + 1) if first + y - 1 < len(kinds)}
    if below > 0:
        more = _("↓ {n} more").format(n=below + 1)
        seen = [*seen[:-1], [("  " + more, "accent")]]
        at.pop(len(seen), None)
    if not count:
        seen = [[(fit(_("Nothing has to be done for it."), width), "text")]]
    rows = [table[0], *seen]
    if said:
        rows += [[], *([(line, style)] for line, style in said)]
    return dimmed(rows, board), at


def _reasoned(
    board: PlanBoard, kinds: Sequence[str], table: Sequence[Row], width: int
) -> tuple[list[Row], dict[int, str]]:
    """The table with a reason below each line, and row → kind."""
    from ssi_tui.forecasting.plan_words import line_words, why_words  # a plan has loaded numpy

    assert board.plan is not None
    steps = {step.kind: step for step in board.plan.steps}
    weeks = any(text.endswith(_week_name(1)) for text, _style in table[0])
    rows, at = [table[0]], {}
    for number, row in enumerate(table[1:]):
        kind = kinds[number] if number < len(kinds) else ""
        step = steps.get(kind)
        said = (why_words if weeks else line_words)(step) if step else ""
        reason: list[Row] = [[("    " + text, "muted")] for text in wrap(said, width - 5) if text]
        for line in (row, *reason):
            if kind:
                at[len(rows)] = kind
            rows.append(line)
    if len(rows) == 1:
        rows.append([(fit(_("Nothing has to be done for it."), width), "text")])
    return rows, at


def _so_far(step: Step | None) -> str:
    """What was logged; what nobody logged is no "so far"."""
    return amount(step.usual) if step and step.usual is not None else ""


class _Columns(NamedTuple):
    """Cells; 0: not there."""

    name: int
    pace: int
    usual: int
    minutes: int
    pillars: int
    weeks: int = 0
    """Columns for the weeks of the rise, 5 cells each."""


_WEEK_CELLS = 5


def _week_name(number: int) -> str:
    return _("week {n}").format(n=number) if number == 1 else str(number)


def _columns(
    names: Sequence[str], paces: Sequence[str], width: int, weeks: int, *, logged: bool
) -> _Columns:
    """`logged`: there is a "so far" to tell."""
    longest = max([cell_len(name) for name in names], default=8)
    pace = max(cell_len(text) for text in (*paces, _("a week"))) + 2
    usual, minutes = cell_len(_("so far")) + 2 if logged else 0, cell_len(_("minutes")) + 2
    pillars = 6
    for spare in ((usual, minutes, pillars), (usual, 0, pillars), (0, 0, pillars), (0, 0, 0)):
        room = width - 2 - pace - sum(spare)
        if room >= min(longest, 22):
            name = min(longest, room)
            first = cell_len(_week_name(1)) + 2 - _WEEK_CELLS
            fits = weeks * _WEEK_CELLS + first <= room - name
            return _Columns(name, pace, *spare, weeks if fits and spare[2] else 0)
    return _Columns(max(4, width - 2 - pace), pace, 0, 0, 0)


def _table(board: PlanBoard, kinds: Sequence[str], width: int) -> list[Row]:
    """A head, a row for each action, then what is to be stopped."""
    assert board.plan is not None
    steps = {step.kind: step for step in board.plan.steps}
    names = [label(kind) for kind in (*kinds, *board.plan.stop)]
    paces = [
        _pace(board.wanted, kind, steps[kind].pace if kind in steps else 0.0) for kind in kinds
    ]
    longest = max((len(step.rise) for step in board.plan.steps), default=0)
    logged = bool(board.plan.stop) or any(_so_far(steps.get(kind)) for kind in kinds)
    parts = _columns(names, [*paces, _("stop")], width, longest, logged=logged)
    head: Row = [
        ("  " + left("", parts.name), "muted"),
        (right(_("a week"), parts.pace), "muted"),
        (right(_("so far"), parts.usual), "muted"),
        (right(_("minutes"), parts.minutes), "muted"),
    ]
    if parts.weeks:
        head.append((" " * parts.pillars, "text"))
        head += [(right(_week_name(at + 1), _cells(at)), "muted") for at in range(parts.weeks)]
    rows = [head]
    for name, kind, pace in zip(names, kinds, paces, strict=False):
        on, step = kind == board.at, steps.get(kind)
        row: Row = [
            ("▸ " if on else "  ", "accent"),
            (left(name, parts.name), "strong" if on or kind in board.wanted.limits else "text"),
            (right(pace, parts.pace), "number"),
            (right(_so_far(step), parts.usual), "muted"),
            (right(_spent(step.minutes) if step else "", parts.minutes), "text"),
        ]
        if parts.pillars and step:
            row.append(("  ", "text"))
            row += [(PILLAR_GLYPHS[one], f"pillar-{one.value}") for one in step.pillars[:4]]
        if parts.weeks and step and step.rise:
            row.append((" " * (parts.pillars - 2 - len(step.pillars[:4])), "text"))
            row += [(right(amount(n), _cells(at)), "text") for at, n in enumerate(step.rise)]
        rows.append(row)
    for name, usual in zip(names[len(kinds) :], board.plan.stop.values(), strict=True):
        row = [("  " + left(name, parts.name), "text"), (right(_("stop"), parts.pace), "warn")]
        rows.append([*row, (right(amount(usual), parts.usual), "muted")])
    return rows


def _cells(week: int) -> int:
    """Of a week's column, from 0 on; the first has its name in words."""
    return max(_WEEK_CELLS, cell_len(_week_name(1)) + 2) if week == 0 else _WEEK_CELLS


def _pace(wanted: PlanWish, kind: str, pace: float) -> str:
    """How often, and the limit that it keeps to."""
    limit = wanted.limits.get(kind)
    if limit is None:
        return _SELDOM.get(pace) or amount(pace)
    low, high = limit
    bounds = f"= {amount(low)}" if low == high else f"{amount(low)}–{amount(high)}"
    return bounds if low == high else f"{amount(pace)} ({bounds})"


def _spent(minutes: float) -> str:
    return format_number(minutes, 0 if minutes >= 1 or not minutes else 1)


def _fitting(
    texts: Sequence[tuple[list[str], str]], room: int, rows_max: int
) -> list[tuple[str, str]]:
    """Whole sentences in so many rows; what one has to know takes rows of the table, a few."""
    taken: set[int] = set()
    used = 0
    for place in sorted(range(len(texts)), key=lambda at: texts[at][1] != "warn"):
        lines, style = len(texts[place][0]), texts[place][1]
        if used + lines <= (max(room, rows_max) if style == "warn" else room):
            taken.add(place)
            used += lines
    return [
        (line, style)
        for place, (lines, style) in enumerate(texts)
        if place in taken
        for line in lines
    ]


def _sentences(board: PlanBoard, width: int) -> list[tuple[list[str], str]]:
    """What is not as wished first, then whose source wants it, then what the estimate is."""
    from ssi_tui.forecasting.plan_words import line_words, plan_beside, plan_meaning

    plan = board.plan
    assert plan is not None
    texts = [(text, "warn") for text in board.remarks]
    role = board.roles.get(board.wanted.aim)
    beside = tuple(plan_beside(plan))
    meant = [
        (text, "text" if plan.reached or text in beside else "warn") for text in plan_meaning(plan)
    ]
    meant[-1] = (meant[-1][0], "muted")
    texts = [*meant[:-1], *texts, meant[-1]] if not plan.reached else [*texts, *meant]
    texts = [*((text, "warn") for text in _loss(plan)), *texts]
    chosen = next((step for step in plan.steps if step.kind == board.at), None)
    if chosen and line_words(chosen):
        texts.insert(0, (f"{label(chosen.kind)}: {line_words(chosen)}.", CHOSEN))
    if role:
        texts.insert(0, (role_wanted(role.low, role.high, role.about), "muted"))
    return [(wrap(text, width), style) for text, style in texts]


CHOSEN = "strong"
"""Style of the sentence on the chosen line."""


def _loss(plan: WeeklyPlan) -> list[str]:
    """A sentence where a pillar is bought with the others."""
    now, then = plan.start_total, plan.total
    form = _("Nothing else is in this week: the total goes from {now} to {then}.")
    said = form.format(now=format_number(now, 1), then=format_number(then, 1))
    return [said] if then < now - NOTICED else []


def _a_week(pace: float) -> str:
    words = pace_words(pace)
    return words if words != amount(pace) else _("{n} a week").format(n=words)


def sentences(board: PlanBoard) -> list[str]:
    """The same to be read line by line."""
    wanted, plan = board.wanted, board.plan
    lines = [goal_by(wanted.total, wanted.floors, wanted.by(board.today), board.today)]
    lines.append(
        f"{_('Minutes')}: {value_of(board, MINUTES)}. {_('Sure')}: {value_of(board, SURE)}."
    )
    if board.refused or plan is None:
        return [*lines, board.refused or _("computing…")]
    from ssi_tui.forecasting.plan_words import line_words, plan_meaning

    for step in plan.steps:
        form = _("{action}: {pace}; {minutes} min; for {pillars}.")
        if step.usual is not None:
            form = _("{action}: {pace}, so far {usual} a week; {minutes} min; for {pillars}.")
        lines.append(
            form.format(
                action=label(step.kind),
                pace=_a_week(step.pace),
                usual=_so_far(step),
                minutes=_spent(step.minutes),
                pillars=", ".join(pillar_name(one) for one in step.pillars),
            )
        )
        if line_words(step):
            lines.append(line_words(step) + ".")
    form = _("{action}: stop; so far {usual} a week.")
    lines += [
        form.format(action=label(kind), usual=amount(usual)) for kind, usual in plan.stop.items()
    ]
    return [*lines, *_loss(plan), *board.remarks, *plan_meaning(plan)]


_GAP = 3
"""Cells between the halves."""


class PlanRows(NamedTuple):
    """The rows, and what stands where."""

    rows: list[Row]
    left_at: dict[int, str]
    """Row → control, of the left half."""
    right_at: dict[int, str]
    """Row → kind, of the right half."""
    split: int
    """The first column of the right half."""

    def place(self, x: int, y: int) -> str:
        """The control or the action there, or nothing."""
        half = self.left_at if x < self.split else self.right_at
        return half.get(y, "")


def side_width(width: int) -> int:
    """Cells of the left half."""
    return 42 if width >= 120 else 31 if width >= 76 else 24 if width >= 56 else 19


def draw(board: PlanBoard, width: int, height: int) -> PlanRows:
    """Exactly the two halves under one line that says the goal."""
    side = side_width(width)
    head = [[], _title(board, width), []] if height >= 16 else [_title(board, width)]
    room = height - len(head)
    controls, left_at = draw_controls(board, side, room)
    lines, right_at = draw_plan(board, width - side - _GAP, room)
    if board.plan is not None and room - len(lines) > CHART_LEAST:
        lines = [*lines, [], *draw_way(board, width - side - _GAP, room - len(lines) - 1)]
    rows = [*head, *beside(controls, filled(lines, room), side + _GAP)]
    top = len(head)
    return PlanRows(
        rows[:height],
        {y + top: what for y, what in left_at.items()},
        {y + top: kind for y, kind in right_at.items()},
        side + _GAP,
    )


def _title(board: PlanBoard, width: int) -> Row:
    wanted, plan = board.wanted, board.plan
    goal = goal_by(wanted.total, wanted.floors, wanted.by(board.today), board.today)
    parts: list[tuple[str, str]] = [(goal, "strong")]
    if board.busy or (plan is None and not board.refused):
        parts.append((_("computing…"), "accent"))
    elif plan is not None:
        mark = "✓ " if plan.reached else "✗ "
        said = _("within reach") if plan.reached else _("as near as it gets")
        if plan.milestone:
            said = _("out of reach; first {goal}").format(goal=plan.milestone.words)
        parts.append((mark + said, "accent" if plan.reached else "warn"))
    row: Row = []
    for text, style in parts:
        gap = "    " if row else "  "
        room = width - row_width(row) - len(gap)
        if room >= min(cell_len(text), 12):
            row += [(gap, "text"), (fit(text, room), style)]
    return row
