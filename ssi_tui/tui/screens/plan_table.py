"""Plan's right half: the week as a table, and what it means; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.i18n import _
from ssi_tui.tui.render import first_shown, fit, left, right, wrap
from ssi_tui.tui.screens.plan_board import Board, dimmed, kinds_of, value_of
from ssi_tui.tui.screens.plan_wish import MINUTES, SURE, Wanted
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number
from ssi_tui.words.plans import amount, goal_by, pace_words, plan_meaning, role_wanted

NOTICED = 1.0
"""Points: less is no loss to speak of."""
_SELDOM = {0.25: "¼", 0.5: "½"}
"""Short for once in four weeks, and in two."""


def draw_plan(board: Board, width: int, height: int) -> tuple[list[Row], dict[int, str]]:
    """The table round the chosen action, and what the plan means."""
    if board.refused:
        return [[(line, "warn")] for line in wrap(board.refused, width - 1)], {}
    made = board.made
    if made is None:
        return [], {}
    kinds = kinds_of(board)
    count = len(kinds) + len(made.stop)
    said = _fitting(_sentences(board, width - 1), height - max(count, 1) - 2, height // 2)
    room = max(1, height - 1 - (len(said) + 1 if said else 0))
    table = _table(board, kinds, width)
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


class _Columns(NamedTuple):
    """Cells; 0: not there."""

    name: int
    pace: int
    usual: int
    minutes: int
    pillars: int


def _columns(names: Sequence[str], paces: Sequence[str], width: int) -> _Columns:
    longest = max([cell_len(name) for name in names], default=8)
    pace = max(cell_len(text) for text in (*paces, _("a week"))) + 2
    usual, minutes = cell_len(_("so far")) + 2, cell_len(_("minutes")) + 2
    pillars = 6
    for spare in ((usual, minutes, pillars), (usual, 0, pillars), (0, 0, pillars), (0, 0, 0)):
        room = width - 2 - pace - sum(spare)
        if room >= min(longest, 22):
            return _Columns(min(longest, room), pace, *spare)
    return _Columns(max(4, width - 2 - pace), pace, 0, 0, 0)


def _table(board: Board, kinds: Sequence[str], width: int) -> list[Row]:
    """A head, a row for each action, then what is to be stopped."""
    assert board.made is not None
    steps = {step.kind: step for step in board.made.steps}
    names = [label(kind) for kind in (*kinds, *board.made.stop)]
    paces = [
        _pace(board.wanted, kind, steps[kind].pace if kind in steps else 0.0) for kind in kinds
    ]
    parts = _columns(names, [*paces, _("stop")], width)
    head: Row = [("  " + left("", parts.name), "muted"), (right(_("a week"), parts.pace), "muted")]
    if parts.usual:
        head.append((right(_("so far"), parts.usual), "muted"))
    if parts.minutes:
        head.append((right(_("minutes"), parts.minutes), "muted"))
    rows = [head]
    for name, kind, pace in zip(names, kinds, paces, strict=False):
        on, step = kind == board.at, steps.get(kind)
        row: Row = [
            ("▸ " if on else "  ", "accent"),
            (left(name, parts.name), "strong" if on or kind in board.wanted.limits else "text"),
            (right(pace, parts.pace), "number"),
        ]
        if parts.usual:
            row.append((right(amount(step.usual) if step else "", parts.usual), "muted"))
        if parts.minutes:
            row.append((right(_spent(step.minutes) if step else "", parts.minutes), "text"))
        if parts.pillars and step:
            row.append(("  ", "text"))
            row += [(PILLAR_GLYPHS[one], f"pillar-{one.value}") for one in step.pillars[:4]]
        rows.append(row)
    for name, usual in zip(names[len(kinds) :], board.made.stop.values(), strict=True):
        row = [("  ", "text"), (left(name, parts.name), "text")]
        row.append((right(_("stop"), parts.pace), "warn"))
        if parts.usual:
            row.append((right(amount(usual), parts.usual), "muted"))
        rows.append(row)
    return rows


def _pace(wanted: Wanted, kind: str, pace: float) -> str:
    """How often, and the limit that it keeps to."""
    limit = wanted.limits.get(kind)
    if limit is None:
        return _SELDOM.get(pace) or amount(pace)
    low, high = limit
    bounds = f"= {amount(low)}" if low == high else f"{amount(low)}–{amount(high)}"
    return bounds if low == high else f"{amount(pace)} ({bounds})"


def _spent(minutes: float) -> str:
    return format_number(minutes, 0 if minutes >= 1 or not minutes else 1)


def _fitting(texts: Sequence[tuple[list[str], str]], room: int, most: int) -> list[tuple[str, str]]:
    """Whole sentences in so many rows; what one has to know takes rows of the table, a few."""
    taken: set[int] = set()
    used = 0
    for place in sorted(range(len(texts)), key=lambda at: texts[at][1] != "warn"):
        lines, style = len(texts[place][0]), texts[place][1]
        if used + lines <= (max(room, most) if style == "warn" else room):
            taken.add(place)
            used += lines
    return [
        (line, style)
        for place, (lines, style) in enumerate(texts)
        if place in taken
        for line in lines
    ]


def _sentences(board: Board, width: int) -> list[tuple[list[str], str]]:
    """What is not as wished first, then whose source wants it, then what the estimate is."""
    made = board.made
    assert made is not None
    texts = [(text, "warn") for text in board.remarks]
    role = next((role for role in board.roles if role.id == board.wanted.aim), None)
    meant = [(text, "text" if made.reached else "warn") for text in plan_meaning(made)]
    meant[-1] = (meant[-1][0], "muted")
    texts = [*meant[:-1], *texts, meant[-1]] if not made.reached else [*texts, *meant]
    if made.total < made.start_total - NOTICED:
        texts.insert(0, (_loss(made.start_total, made.total), "warn"))
    if role:
        texts.insert(0, (role_wanted(role.low, role.high, role.about), "muted"))
    return [(wrap(text, width), style) for text, style in texts]


def _loss(now: float, then: float) -> str:
    form = _("Nothing else is in this week: the total goes from {now} to {then}.")
    return form.format(now=format_number(now, 1), then=format_number(then, 1))


def _a_week(pace: float) -> str:
    words = pace_words(pace)
    return words if words != amount(pace) else _("{n} a week").format(n=words)


def sentences(board: Board) -> list[str]:
    """The same to be read line by line."""
    wanted, made = board.wanted, board.made
    lines = [goal_by(wanted.total, wanted.floors, wanted.by(board.today), board.today)]
    lines.append(
        f"{_('Minutes')}: {value_of(board, MINUTES)}. {_('Sure')}: {value_of(board, SURE)}."
    )
    if board.refused or made is None:
        return [*lines, board.refused or _("computing…")]
    for step in made.steps:
        form = _("{action}: {pace}, so far {usual} a week; {minutes} minutes; for {pillars}.")
        lines.append(
            form.format(
                action=label(step.kind),
                pace=_a_week(step.pace),
                usual=amount(step.usual),
                minutes=_spent(step.minutes),
                pillars=", ".join(pillar_name(one) for one in step.pillars),
            )
        )
    form = _("{action}: stop; so far {usual} a week.")
    lines += [
        form.format(action=label(kind), usual=amount(usual)) for kind, usual in made.stop.items()
    ]
    if made.total < made.start_total - NOTICED:
        lines.append(_loss(made.start_total, made.total))
    return [*lines, *board.remarks, *plan_meaning(made)]
