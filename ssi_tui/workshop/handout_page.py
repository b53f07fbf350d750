"""The hand-out as one page: reads on a phone, prints on one sheet, asks for nothing; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart.svg_chart import element, path
from ssi_tui.forecasting import Outlook, why
from ssi_tui.i18n import _, ngettext, speaking
from ssi_tui.wording.actions import action_name, pillar_long_name
from ssi_tui.wording.dates import format_day, format_long_day
from ssi_tui.wording.goals import pace_words
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.workshop.handout import HABITS_MOST, WEEKS, Handout, first_week
from ssi_tui.workshop.page import STYLE, page, tag

PRINTED = (
    STYLE
    + """
main { max-width: 46rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .2rem .6rem .2rem 0; vertical-align: top; }
tr + tr td { border-top: 1px solid var(--line); }
td.n { text-align: right; font-variant-numeric: tabular-nums; } td.n, td.d { white-space: nowrap; }
.bar { display: block; height: .7rem; margin-top: .35rem; background: var(--line); }
.bar i { display: block; height: 100%; background: var(--accent); }
.bar, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.habit { border-top: 1px solid var(--line); padding: .3rem 0; break-inside: avoid; }
.habit p { margin: 0; }
.habit .head { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
.habit .head span { white-space: nowrap; }
svg { width: 100%; height: auto; display: block; font-size: 12px; }
svg text { fill: var(--ink); } svg .grid { stroke: var(--line); } svg .band { fill: #d9822b44; }
svg .plan { stroke: #c05a00; stroke-width: 2.5; fill: none; stroke-dasharray: 7 4; }
svg .usual { stroke: #1f78c1; stroke-width: 2; fill: none; }
.words { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem;
  min-height: 2.4rem; }
@page { size: A4; margin: 12mm; }
@media print { :root { --ink: #000; --ground: #fff; --quiet: #444; } html { font-size: 10.5px; }
  main { max-width: none; padding: 0; } h2 { margin: .7rem 0 .2rem; }
  svg { max-height: 62mm; } tr, .words { break-inside: avoid; } }
"""
)


def handout_page(handout: Handout) -> str:
    """Markup of the whole page, in the hand-out's language."""
    with speaking(handout.language):
        title = _("{name}: my plan").format(name=handout.person.name)
        body = [
            tag("h1", title),
            *_standing(handout),
            *_curve(handout),
            *_habits(handout),
            *_week(handout),
            *_commitment(handout),
            *_small_print(handout),
        ]
        return page(title, "\n".join(body), style=PRINTED)


def _standing(handout: Handout) -> list[str]:
    person = handout.person
    if person.total is None:
        said = _("No score yet: these figures begin at what an ordinary member has.")
        return [tag("p", said)]
    said = _("Social Selling Index on {day}: {points} of 100").format(
        day=format_long_day(handout.today), points=format_points(person.total)
    )
    rows = []
    for pillar, points in zip(Pillar, person.pillars, strict=False):
        share = f'<span class="bar"><i style="width:{100 * points / PILLAR_MAX:.0f}%"></i></span>'
        name = tag("td", pillar_long_name(pillar))
        figure = tag("td", format_number(points, 1), class_="n")
        rows.append(f'<tr>{name}{figure}<td style="width:40%">{share}</td></tr>')
    return [tag("p", said), f"<table>{''.join(rows)}</table>" if rows else ""]


def _curve(handout: Handout) -> list[str]:
    outlook = handout.outlook
    usual, planned = outlook.curves
    end = outlook.days
    said = _(
        "If you keep this plan, the estimate for {day} is {points} points; in eight of ten runs it "
        "lies between {low} and {high}. As usual it is {usual}."
    ).format(
        day=format_day(outlook.day(end)),
        points=format_number(planned.total.median[end]),
        low=format_number(planned.total.low[end]),
        high=format_number(planned.total.high[end]),
        usual=format_number(usual.total.median[end]),
    )
    return [_drawing(outlook, said), tag("p", said)]


WIDE, HIGH = 360, 190
"""The drawing in units of a phone's pixels: its words are as large as the page's small print."""
LEFT, RIGHT, TOP, FOOT = 26, 8, 14, 34


def _drawing(outlook: Outlook, said: str) -> str:
    """Both curves and the plan's band; the words below say the same for screen readers."""
    usual, planned = outlook.curves
    low = 5 * floor(min(*planned.total.low, *usual.total.median) / 5)
    high = 5 * ceil(max(*planned.total.high, *usual.total.median) / 5)
    across = (WIDE - LEFT - RIGHT) / outlook.days
    up = (HIGH - TOP - FOOT) / (high - low)

    def place(day: int, points: float) -> tuple[float, float]:
        return LEFT + day * across, HIGH - FOOT - (points - low) * up

    def line(series: Sequence[float]) -> list[tuple[float, float]]:
        return [place(day, points) for day, points in enumerate(series)]

    parts = [element("title", escape(said))]
    for points in range(low, high + 1, 5 * ceil((high - low) / 25)):
        _left, y = place(0, points)
        parts.append(element("path", d=path([(LEFT, y), (WIDE - RIGHT, y)]), class_="grid"))
        parts.append(element("text", str(points), x=0, y=y + 4))
    edge = [*line(planned.total.high), *reversed(line(planned.total.low))]
    parts.append(element("path", d=f"{path(edge)}Z", class_="band"))
    parts.append(element("path", d=path(line(usual.total.median)), class_="usual"))
    parts.append(element("path", d=path(line(planned.total.median)), class_="plan"))
    first, last = format_day(outlook.start), format_day(outlook.day(outlook.days))
    parts.append(element("text", escape(first), x=LEFT, y=HIGH - FOOT + 16))
    below = HIGH - FOOT + 16
    parts.append(element("text", escape(last), x=WIDE - RIGHT, y=below, text_anchor="end"))
    key = f"- - {planned.name}   — {usual.name}"
    parts.append(element("text", escape(key), x=LEFT, y=HIGH - 4))
    box = f"0 0 {WIDE} {HIGH}"
    return element("svg", "".join(parts), viewBox=box, role="img")


def _habits(handout: Handout) -> list[str]:
    steps = handout.plan.steps[:HABITS_MOST]
    if not steps:
        return [tag("h2", _("Habits")), tag("p", _("What you do already is enough: keep it."))]
    rows = []
    for step in steps:
        often = _("{pace} a week").format(pace=pace_words(step.pace))
        minutes = _minutes(step.minutes)
        head = tag("strong", action_name(step.kind, 2)) + tag("span", f"{often}, {minutes}")
        reason = tag("p", _(why(step.kind)), class_="quiet")
        rows.append(f'<div class="habit"><p class="head">{head}</p>{reason}</div>')
    whole = sum(step.minutes for step in steps)
    count = ngettext(
        "{n} habit, {minutes} minutes a week", "{n} habits, {minutes} minutes a week", len(steps)
    )
    heading = count.format(n=len(steps), minutes=format_number(whole))
    return [tag("h2", heading), *rows]


def _minutes(minutes: float) -> str:
    """Whole ones; what takes seconds takes less than one, not none."""
    return _("{n} min").format(n=format_number(minutes) if minutes >= 1 else "<1")


def _week(handout: Handout) -> list[str]:
    rows = []
    for day, counts, minutes in first_week(handout):
        what = ", ".join(f"{n} {action_name(kind, n)}" for kind, n in counts.items())
        cells = tag("td", format_day(day), class_="d") + tag("td", what)
        rows.append(f"<tr>{cells}{tag('td', _minutes(minutes), class_='n')}</tr>")
    if not rows:
        return []
    return [tag("h2", _("The first week")), f"<table>{''.join(rows)}</table>"]


def _commitment(handout: Handout) -> list[str]:
    return [
        tag("h2", _("One thing that I will do")),
        tag("p", handout.person.commitment, class_="words"),
    ]


def _small_print(handout: Handout) -> list[str]:
    again = _("Look again on {day}, at linkedin.com/sales/ssi: a habit takes about {weeks} weeks.")
    said = (
        _(
            "What this is: the estimate of an independent model, made from what is publicly known "
            "of the score. It holds if you keep the pace, and nobody outside LinkedIn knows the "
            "formula."
        ),
        _(
            "What it is not: a promise, a figure of LinkedIn's, or a reason to write to people who "
            "do not want it. The score is a means: good talks are what counts."
        ),
        again.format(day=format_long_day(handout.until), weeks=WEEKS),
    )
    return [tag("p", text, class_="quiet") for text in said]
