"""What-if's left side: the scenarios with their figures, and what is to say of the chosen; pure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.render import fit, left, plain, right, wrap
from ssi_tui.tui.scenarios import Item, Shelf
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook

_DETAIL = 7
"""Rows kept for what is said of the chosen one."""


class Aside(NamedTuple):
    """All that the left side shows."""

    shelf: Shelf
    curves: Mapping[str, Curve]
    """Letter → curve."""
    outlook: Outlook | None
    weeks: int
    busy: bool = False
    remarks: tuple[str, ...] = ()


class Drawn(NamedTuple):
    """The rows, and which item stands in which."""

    rows: list[Row]
    item_at: dict[int, int]


def side_width(width: int) -> int:
    """Cells for the left side: names and score, then the range, then the minutes."""
    return 46 if width >= 130 else 38 if width >= 104 else 27 if width >= 74 else 20


def draw_side(aside: Aside, width: int, height: int) -> Drawn:
    """The list round the chosen one, and the words under it."""
    detail = _details(aside, width)
    room = max(
        3, height - 2 - min(len(detail) + 1, max(_DETAIL, height - 3 - len(aside.shelf.items)))
    )
    items = aside.shelf.items
    first = max(0, min(aside.shelf.at - room // 2, len(items) - room))
    rows: list[Row] = [_head(aside, width)]
    item_at: dict[int, int] = {}
    for number, item in enumerate(items[first : first + room], first):
        item_at[len(rows)] = number
        rows.append(_item(aside, item, width, chosen=number == aside.shelf.at))
    rows.append([])
    left_over = max(0, height - len(rows))
    if len(detail) > left_over > 0:
        text, style = detail[left_over - 1][0]
        detail[left_over - 1] = [(fit(text, width - 2).rstrip("….") + "…", style)]
    rows += detail[:left_over]
    return Drawn(rows, item_at)


def _columns(width: int) -> tuple[int, int, int]:
    """Cells for score, range and minutes."""
    return (4, 8 if width >= 38 else 0, 7 if width >= 46 else 0)


def _head(aside: Aside, width: int) -> Row:
    score, band, minutes = _columns(width)
    share = format_number((aside.outlook.confidence if aside.outlook else 0.8) * 100)
    title = _("computing…") if aside.busy else _("in {weeks} weeks").format(weeks=aside.weeks)
    row: Row = [(" " + left(title, width - score - band - minutes - 2), "muted")]
    row.append((right(_("SSI"), score), "muted"))
    if band:
        row.append((right(_("{percent} %").format(percent=share), band), "muted"))
    if minutes:
        row.append((right(_("min/wk"), minutes), "muted"))
    return row


def _item(aside: Aside, item: Item, width: int, *, chosen: bool) -> Row:
    score, band, minutes = _columns(width)
    letter = aside.shelf.letter(item)
    on = item.id in aside.shelf.on
    slot = letter.lower()
    if item.faults:
        badge = (" ✗ ", "bad")
    elif on:
        badge = (f" {letter} ", f"ground@curve-{slot}")
    else:
        badge = (f" {slot or '·'} ", "key-dim")
    curve = aside.curves.get(letter) if on else None
    figures = score + band + minutes + 1 if curve else 1
    name = width - 2 - 3 - 1 - figures
    look = "strong" if chosen else "text" if on else "muted"
    row: Row = [(" ▸" if chosen else "  ", "accent"), badge]
    row.append((" " + left(plain(item.name), name), look))
    if curve is None:
        return row
    place = _place(aside, curve)
    row.append((right(format_number(curve.total.median[place]), score), f"label-{slot}"))
    if band:
        low, high = curve.total.low[place], curve.total.high[place]
        row.append((right(f"{format_number(low)}–{format_number(high)}", band), look))
    if minutes:
        row.append((right(format_number(curve.minutes_per_week), minutes), look))
    return row


def _place(aside: Aside, curve: Curve) -> int:
    """Place of the horizon's end in the series."""
    return min(len(curve.total.median) - 1, aside.outlook.days if aside.outlook else 0)


def _details(aside: Aside, width: int) -> list[Row]:
    """Figures where the list has no room for them, goals, the description, remarks, faults."""
    item = aside.shelf.chosen
    if item is None:
        return []
    rows: list[Row] = []
    curve = aside.curves.get(aside.shelf.letter(item)) if item.id in aside.shelf.on else None
    if curve is not None:
        rows += _figures(aside, curve, width)
        rows += [_goal(one, aside, width) for one in curve.goals]
    for fault in item.faults:
        rows += [[(" " + line, "bad")] for line in wrap(plain(fault), width - 2)]
    for remark in aside.remarks:
        rows += [[(" " + line, "warn")] for line in wrap(remark, width - 2)]
    rows += [[(" " + line, "muted")] for line in wrap(plain(item.description), width - 2)]
    return rows


def _figures(aside: Aside, curve: Curve, width: int) -> list[Row]:
    _score, band, minutes = _columns(width)
    rows: list[Row] = []
    place = _place(aside, curve)
    if not band:
        text = _("{percent} %: {low}–{high}").format(
            percent=format_number((aside.outlook.confidence if aside.outlook else 0.8) * 100),
            low=format_number(curve.total.low[place]),
            high=format_number(curve.total.high[place]),
        )
        rows.append([(" " + fit(text, width - 2), "text")])
    if not minutes:
        text = _("{minutes} min a week").format(minutes=format_number(curve.minutes_per_week))
        rows.append([(" " + fit(text, width - 2), "text")])
    return rows


def _goal(goal: object, aside: Aside, width: int) -> Row:
    from ssi_tui.forecasting import GoalResult

    assert isinstance(goal, GoalResult)
    assert aside.outlook is not None
    what = _("SSI") if goal.pillar is None else pillar_name(Pillar(goal.pillar))
    day = format_day(aside.outlook.day(goal.day), aside.outlook.start)
    chance = "?" if goal.chance is None else format_number(goal.chance * 100)
    text = _("{what} ≥ {points} by {day}: {chance} %").format(
        what=what, points=format_number(goal.points), day=day, chance=chance
    )
    mark = "✓ " if goal.met else "✗ "
    return [(" " + mark + fit(text, width - 4), "accent" if goal.met else "warn")]


def meaning(aside: Aside) -> str:
    """What the curves mean, in one sentence."""
    if aside.outlook is None or not aside.curves:
        return ""
    share = Fraction(aside.outlook.confidence).limit_denominator(10)
    letter = aside.shelf.band_letter
    if aside.outlook.member is not None:
        text = _("A sample member, not you, until you log · {part} in {all} runs fall in the band.")
    elif letter in aside.curves:
        text = _(
            "Estimate, if you keep the pace: {part} in {all} runs of the model "
            "fall in {letter}’s band."
        )
    else:
        text = _("An estimate, not a promise: where the score goes if you keep the pace.")
    return text.format(part=share.numerator, all=share.denominator, letter=letter)
