"""A hand-out: where one person stands, where a plan leads, and the first week from Monday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sim.terms import TOTAL_MAX, Pillar
from ssi_tui.exchange.calendar import PRESENCE, Event, events, to_ics
from ssi_tui.forecasting import Outlook, Simulator, WeeklyPlan, as_now, as_scenario, weekly_plan
from ssi_tui.forecasting.planning import ROLES, Role
from ssi_tui.i18n import _, speaking
from ssi_tui.model.journal import Journal
from ssi_tui.workshop.group import Participant
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
    monday = today + timedelta(days=(7 - today.weekday()) % 7 or 7)
    with speaking(spoken):
        simulator = Simulator(known, today=today)
        by = monday + timedelta(days=7 * WEEKS - 1)
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
    each = {step.kind: step.minutes / step.pace for step in steps}
    return Handout(
        person=person,
        today=today,
        monday=monday,
        outlook=outlook,
        plan=plan,
        week=events(pace, {PRESENCE: 0.0, **each}, monday),
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
        text = to_ics(
            handout.week,
            stamp=now.astimezone(),
            last=handout.until,
            name="handout",
            at=REMINDER,
        )
        calendar = icalendar.Calendar.from_ical(text)
        again = icalendar.Event()
        again.add("uid", "handout-again@ssi-tui.invalid")
        again.add("dtstamp", now.astimezone())
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
