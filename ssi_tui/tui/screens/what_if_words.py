"""What-if in words: what the curves mean, and the whole picture as sentences; pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.i18n import _
from ssi_tui.model.reading import Reading
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.what_if_rows import Aside, goal_text
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook

_MOST_LINES = 14
"""Of the table: every week, every second or every fourth."""


def share_of(confidence: float) -> Fraction:
    """4 in 5, 1 in 2, 19 in 20."""
    return Fraction(confidence).limit_denominator(20)


def meaning(aside: Aside, *, short: bool = False) -> str:
    """What the curves mean, in one sentence; ``short``: the band alone, for narrow windows."""
    if aside.outlook is None or not aside.curves:
        return ""
    share = share_of(aside.outlook.confidence)
    if aside.outlook.member is not None and short:
        text = _("A sample member, not you, until you log.")
    elif aside.outlook.member is not None:
        text = _("A sample member, not you, until you log · {part} in {all} runs fall in the band.")
    elif aside.difference and len(aside.curves) > 1:
        text = _("Points above or below {first}, run by run: {part} in {all} fall in the band.")
    elif aside.since is not None:
        text = _("Estimate, had you begun on {day}, by what was known then; dots are real.")
    elif aside.band in aside.curves and short:
        text = _("Estimate: {part} in {all} runs fall in {letter}’s band.")
    elif aside.band in aside.curves:
        text = _(
            "Estimate, if you keep the pace: {part} in {all} runs of the model "
            "fall in {letter}’s band."
        )
    else:
        text = _("An estimate, not a promise: where the score goes if you keep the pace.")
    return text.format(
        part=share.numerator,
        all=share.denominator,
        letter=aside.band,
        first=next(iter(aside.curves)),
        day=format_day(aside.since, aside.outlook.start) if aside.since else "",
    )


def sentences(aside: Aside, reading: Reading | None) -> Iterator[str]:
    """The whole picture: the score, each curve, what it means, and week after week."""
    outlook = aside.outlook
    if reading is not None:
        text = _("The newest score is {points}, of {day}.")
        yield text.format(points=format_points(reading.total), day=format_day(reading.day))
    if outlook is None or not aside.curves:
        yield _("No scenario is on: no curve is shown.")
        return
    for letter, curve in aside.curves.items():
        yield " ".join(_about(letter, curve, aside, outlook))
    yield meaning(aside)
    yield from _no_change(outlook)
    yield from aside.remarks
    yield ""
    step = 7 * next(one for one in (1, 2, 4, 8) if outlook.days // (7 * one) <= _MOST_LINES * one)
    for place in range(0, outlook.days + 1, step):
        values = ", ".join(
            f"{letter} {_value(curve, aside, place)}"
            for letter, curve in aside.curves.items()
            if place < len(curve.total.median)
        )
        text = _("{day}: {values}")
        yield text.format(day=format_day(outlook.day(place), outlook.start), values=values)


def _about(letter: str, curve: Curve, aside: Aside, outlook: Outlook) -> Iterator[str]:
    """One curve."""
    place = min(outlook.days, len(curve.total.median) - 1)
    share, total = share_of(outlook.confidence), curve.total
    text = _(
        "{letter}, {name}: {points} on {day}; {part} in {all} runs lie between {low} and {high}; "
        "{minutes} minutes a week."
    )
    yield text.format(
        letter=letter,
        name=plain(_(curve.name)),
        points=format_number(total.median[place]),
        day=format_day(outlook.day(place), outlook.start),
        part=share.numerator,
        all=share.denominator,
        low=format_number(total.low[place]),
        high=format_number(total.high[place]),
        minutes=format_number(curve.minutes_per_week),
    )
    parts = ", ".join(
        f"{pillar_name(pillar)} {format_number(curve.pillars[pillar].median[place], 1)}"
        for pillar in Pillar
    )
    yield f"{parts}."
    if curve.difference is not None:
        text = _("Against {first}: {points} points ({low} to {high}).")
        gap = curve.difference
        yield text.format(
            first=next(iter(aside.curves)),
            points=format_number(gap.median[place], 1, sign=True),
            low=format_number(gap.low[place], 1, sign=True),
            high=format_number(gap.high[place], 1, sign=True),
        )
    for goal in curve.goals:
        yield goal_text(goal, outlook) + "."


def _no_change(outlook: Outlook) -> Iterator[str]:
    """What one would say without any model."""
    if outlook.no_change is None:
        return
    share = share_of(outlook.confidence)
    text = _(
        "By “no change” it stays at {points}, in {part} in {all} cases between {low} and {high}."
    )
    yield text.format(
        points=format_number(outlook.no_change.median[-1]),
        part=share.numerator,
        all=share.denominator,
        low=format_number(outlook.no_change.low[-1]),
        high=format_number(outlook.no_change.high[-1]),
    )


def _value(curve: Curve, aside: Aside, place: int) -> str:
    if aside.difference and curve.difference is not None:
        return format_number(curve.difference.median[place], 1, sign=True)
    return format_number(curve.total.median[place])
