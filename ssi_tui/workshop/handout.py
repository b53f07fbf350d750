"""A hand-out: where one person stands, where a plan leads, and the first week from Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from math import ceil, floor

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.svg_chart import element, path
from ssi_tui.exchange.calendar import PRESENCE, Event, events, to_ics
from ssi_tui.forecasting import (
    Outlook,
    Simulator,
    WeeklyPlan,
    as_now,
    as_scenario,
    weekly_plan,
    why,
)
from ssi_tui.forecasting.planning import ROLES, Role
from ssi_tui.i18n import _, ngettext, speaking
from ssi_tui.model.journal import Journal
from ssi_tui.wording.actions import action_name, pillar_long_name
from ssi_tui.wording.dates import format_day, format_long_day
from ssi_tui.wording.goals import pace_words
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.workshop.group import Participant
from ssi_tui.workshop.pages import STYLE, page, tag
from ssi_tui.workshop.race import journal_of

WEEKS = 10
"""A habit takes about 66 days to hold."""
MINUTES = 90
"""A week, where nobody has said."""
HABITS_MOST = 5
REMINDER = time(9, 0)
STEP = 8.0
"""Points that somebody without a role aims at, above where they stand: a corridor, no record."""


@dataclass(frozen=True, kw_only=True)
class Handout:
    """All that one hand-out says; its words are those of its language."""

    person: Participant
    today: date
    monday: date
    """The first day of the plan's first week."""
    outlook: Outlook
    """ "As usual", then the plan."""
    plan: WeeklyPlan
    week: tuple[Event, ...]
    """The plan's week on its days."""
    language: str

    @property
    def until(self) -> date:
        """The last day of the plan, on which one looks at the score again."""
        return self.monday + timedelta(days=7 * WEEKS - 1)


def make_handout(
    person: Participant, *, today: date, journal: Journal | None = None, language: str = ""
) -> Handout:
    """The plan of so many minutes that comes nearest to what the person's role wants.

    `journal` is what is known beyond one score; `language` is that of people who have none.
    """
    known = journal if journal is not None else journal_of(person, today)
    spoken = person.language or language
    monday = today + timedelta(days=7 - today.weekday())
    by = monday + timedelta(days=7 * WEEKS - 1)
    with speaking(spoken):
        simulator = Simulator(known, today=today)
        plan = weekly_plan(
            simulator,
            today=today,
            by=by,
            target=_target(person),
            minutes=MINUTES if person.minutes is None else max(person.minutes, 10),
        )
        curve = as_scenario(plan, _("With this plan"), "")
        outlook = simulator.outlook([as_now(_("As usual"), ""), curve], days=(by - today).days)
    steps = plan.steps[:HABITS_MOST]
    pace = {step.kind: step.pace for step in steps}
    minutes_of = {step.kind: step.minutes / step.pace for step in steps}
    return Handout(
        person=person,
        today=today,
        monday=monday,
        outlook=outlook,
        plan=plan,
        week=events(pace, {PRESENCE: 0.0, **minutes_of}, monday),
        language=spoken,
    )


def _target(person: Participant) -> float:
    """What the role's source wants, else a step above where the person stands."""
    if person.role:
        return ROLES[Role(person.role)].low
    return min((person.total or ROLES[Role.AVERAGE].low - STEP) + STEP, TOTAL_MAX)


def first_week(handout: Handout) -> tuple[tuple[date, Mapping[str, int], float], ...]:
    """(day, kind → how many, minutes) for the days of the first week on which there is anything."""
    days: dict[date, tuple[dict[str, int], float]] = {}
    for event in handout.week:
        counts, minutes = days.get(event.day, ({}, 0.0))
        days[event.day] = ({**counts, **event.counts}, minutes + event.minutes)
    return tuple((day, counts, minutes) for day, (counts, minutes) in sorted(days.items()))


def handout_calendar(handout: Handout, now: datetime) -> str:
    """The plan's days with reminders over ten weeks, and the day to look at the score again."""
    import icalendar  # 100 ms, and only a calendar needs it

    with speaking(handout.language):
        stamp = now.astimezone()
        text = to_ics(handout.week, stamp=stamp, last=handout.until, name="handout", at=REMINDER)
        calendar = icalendar.Calendar.from_ical(text)
        again = icalendar.Event()
        again.add("uid", "handout-again@ssi-tui.invalid")
        again.add("dtstamp", stamp)
        again.add("dtstart", handout.until)
        again.add("dtend", handout.until + timedelta(days=1))
        again.add("summary", _("Look at the score again: linkedin.com/sales/ssi"))
        calendar.add_component(again)
        data: bytes = calendar.to_ical(sorted=False)
    return data.decode()


def handout_table(handout: Handout) -> str:
    """The figures week by week, as CSV: points with a decimal point, whatever the language."""
    usual, planned = handout.outlook.curves
    lines = ["week,day,as_usual,plan,plan_low,plan_high," + ",".join(Pillar)]
    for place in handout.outlook.weeks:
        pillars = [planned.pillars[pillar].median[place] for pillar in Pillar]
        series = (usual.total.median, planned.total.median, planned.total.low, planned.total.high)
        figures = [*(each[place] for each in series), *pillars]
        day = handout.outlook.day(place).isoformat()
        lines.append(f"{place / 7:g},{day}," + ",".join(f"{value:.2f}" for value in figures))
    return "\n".join(lines) + "\n"


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
    rows = [_drawing(outlook, said), tag("p", said)]
    if outlook.pace_assumed and outlook.reading:
        text = _("Nothing was logged: “as usual” is an assumed pace, one that holds the score.")
        rows.append(tag("p", text, class_="quiet"))
    return rows


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
    first, last = format_day(outlook.start), format_day(outlook.day(outlook.days))
    below, key = HIGH - FOOT + 16, f"- - {planned.name}   — {usual.name}"
    parts += [
        element("path", d=f"{path(edge)}Z", class_="band"),
        element("path", d=path(line(usual.total.median)), class_="usual"),
        element("path", d=path(line(planned.total.median)), class_="plan"),
        element("text", escape(first), x=LEFT, y=below),
        element("text", escape(last), x=WIDE - RIGHT, y=below, text_anchor="end"),
        element("text", escape(key), x=LEFT, y=HIGH - 4),
    ]
    return element("svg", "".join(parts), viewBox=f"0 0 {WIDE} {HIGH}", role="img")


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
        actions = ", ".join(f"{n} {action_name(kind, n)}" for kind, n in counts.items())
        cells = tag("td", format_day(day), class_="d") + tag("td", actions)
        rows.append(f"<tr>{cells}{tag('td', _minutes(minutes), class_='n')}</tr>")
    if not rows:
        return []
    return [tag("h2", _("The first week")), f"<table>{''.join(rows)}</table>"]


def _commitment(handout: Handout) -> list[str]:
    said = tag("p", handout.person.commitment, class_="words")
    return [tag("h2", _("One thing that I will do")), said]


def _small_print(handout: Handout) -> list[str]:
    again = _("Look again on {day}, at linkedin.com/sales/ssi: a habit takes about {weeks} weeks.")
    said = (
        _(
            "What this is: the estimate of an independent model, made from what is publicly known "
            "of the score. It holds if you keep the pace, and nobody outside LinkedIn knows the "
            "formula."
        ),
        _(
            "What it is not: a promise, a figure of LinkedIn’s, or a reason to write to people who "
            "do not want it. The score is a means: good talks are what counts."
        ),
        again.format(day=format_long_day(handout.until), weeks=WEEKS),
    )
    return [tag("p", text, class_="quiet") for text in said]
