"""`ssi plan`: the cheapest week that reaches a score."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, wrap
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.estimating import (
    DECIMALS,
    member_named,
    member_option,
    patience,
    person_simulator,
    rounded,
    rounded_number,
    rounded_pillars,
    warn_of_model,
)
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, match_action, match_pillar, match_word, pillar_name
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.goals import (
    amount,
    minutes_so_far,
    pace_words,
    role_wanted,
)
from ssi_tui.wording.numbers import format_number, parse_count, parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_tui.forecasting import Role, Step, WeeklyPlan

WEEKS = 12
"""How far ahead, where nobody says it."""
MOST_DAYS = 728
"""Two years."""
PACE_MOST = 1_000
"""Per week."""
MINUTES_MOST = 10_080
"""As many as a week has."""
KINDS, KINDS_MOST = 5, 40
"""Of action that a plan changes: where nobody says it, and at most."""
EVEN = 0.5
"""Chance, where nobody says how sure: the median reaches the target."""
AHEAD = (8, 32, 367)
"""Days: a bare weekday, a day of the month and a date without its year lie so far ahead at most."""


def read_by(text: str, today: date) -> date:
    """A day to come: where days lie behind elsewhere, "mon", "21", "11-30" and "6w" lie ahead."""
    day = parse_day(text, today, field=N_("last day"))
    if parse_day(text, today + timedelta(days=1)) - day == timedelta(days=1):
        if day < today and text.strip()[0].isdigit() and "ago" not in text:
            day = today + (today - day)
    else:
        seen = (parse_day(text, today + timedelta(days=ahead)) for ahead in AHEAD)
        day = next((seen_day for seen_day in seen if seen_day > today), day)
    if not 0 < (day - today).days <= MOST_DAYS:
        raise BadValueError(N_("last day"), text, _("a day to come, within two years"))
    return day


def read_floor(text: str) -> tuple[Pillar, float]:
    """A pillar and its points, insights=12."""
    name, mark, points = text.partition("=")
    if not mark:
        raise BadValueError(N_("pillar"), text, _("a pillar and its points, as in insights=12"))
    pillar = Pillar(match_pillar(name))
    return pillar, parse_number(points, field=N_("pillar"), most=PILLAR_MAX)


def read_limit(text: str, kinds: "Sequence[str]") -> tuple[str, tuple[float, float]]:
    """An action and the least and most of it a week, post=0..3 or post=2."""
    name, mark, bounds = text.partition("=")
    low, dots, high = bounds.partition("..")
    if not mark:
        raise BadValueError(N_("limit"), text, _("an action and how many a week, as in post=0..3"))
    kind = match_action(name, kinds)
    lowest = parse_number(low, field=N_("limit"), most=PACE_MOST)
    highest = parse_number(high, field=N_("limit"), most=PACE_MOST) if dots else lowest
    if lowest > highest:
        raise BadValueError(N_("limit"), text, _("the smaller number first, as in post=0..3"))
    return kind, (lowest, highest)


def read_part(text: str) -> float:
    """80%, 80 and 0.8 alike."""
    number = text.strip().removesuffix("%").rstrip()
    value = parse_number(number, field=N_("chance"), most=99)
    part = value if value < 1 and not text.strip().endswith("%") else value / 100
    if not 0.01 <= part <= 0.99:
        raise BadValueError(N_("chance"), text, _("from 1% to 99%"))
    return part


def read_role(text: str) -> "Role":
    """The role that a person means."""
    from ssi_tui.forecasting import ROLES, Role

    ways = {r.value: (r.value, _(ROLES[r].about)) for r in Role}
    return Role(match_word(N_("role"), text, ways))


class Wishes(NamedTuple):
    """What is to be done with the plan."""

    files: "Mapping[str, str | None]"
    """Those to write, under ``scenario`` and ``calendar``."""
    targets: bool
    yes: bool


def keep(
    session: Session, plan: "WeeklyPlan", wishes: Wishes
) -> tuple[dict[str, object], list[str]]:
    """Write what was asked for, and say it for `--json` and in sentences; whoever says no to one
    thing gets the others."""
    from ssi_tui.forecasting import planning

    data: dict[str, object] = {}
    lines = []
    texts = {
        "scenario": lambda: planning.scenario_text(plan),
        "calendar": lambda: planning.calendar_text(plan, session.now()),
    }
    for form, place in wishes.files.items():
        if place is None:
            continue
        path = Path(place)
        question = _("{file} is there already. Replace it?").format(file=place)
        if path.exists() and not wishes.yes and not session.confirm(question):
            lines.append(_("{file} was left as it is.").format(file=place))
            continue
        write_whole(path, texts[form]().encode())
        data[form] = str(path.absolute())
        lines.append(_("Wrote {file}").format(file=place))
    if wishes.targets:
        number = _take_over(session, plan, yes=wishes.yes)
        data["targets_changed"] = number or 0
        lines.append(_said(number))
    return data, lines


def _take_over(session: Session, plan: "WeeklyPlan", *, yes: bool) -> int | None:
    """Make the plan the journal's targets, in one change; answers how many were changed, None where
    nothing was written."""
    from ssi_tui.forecasting.planning import changed_targets, kept_plan
    from ssi_tui.store.batch import put

    now = session.journal(session.today, session.today)
    changes = changed_targets(plan, now.targets)
    ended = sum(text == "none" for text in changes.values())
    question = _("Set {set} targets and end {ended}? Your own actions keep theirs.").format(
        set=len(changes) - ended, ended=ended
    )
    kept = str(kept_plan(plan))
    if kept == now.plan and not changes:
        return None
    if changes and not (yes or session.confirm(question)):
        return None
    put(session.store, targets=changes, plan=kept, what="plan", by="cli")
    return len(changes)


def _said(number: int | None) -> str:
    if number is None:
        return _("The targets stay as they are.")
    if not number:
        return _("The plan is kept; the targets fit it already. `ssi undo` takes it back.")
    return ngettext(
        "Changed {n} target; `ssi undo` takes it back.",
        "Changed {n} targets; `ssi undo` takes it back, all at once.",
        number,
    ).format(n=number)


def plan_lines(session: Session, plan: "WeeklyPlan", role: "Role | None") -> Iterator[str]:
    """The week in a table, what it reaches in another, and what that means."""
    from ssi_tui.forecasting.plan_words import plan_meaning

    said = _(" · about {n} minutes a week").format(n=format_number(plan.minutes))
    if so_far := minutes_so_far(plan.usual_minutes, plan.assumed_minutes):
        said += f", {so_far}"
    title: Row = [(plan.title, "title"), (said, "muted")]
    yield from (*session.coloured([title]), "", *_week(session, plan), "", *_reach(plan), "")
    for sentence in (*_wanted(role), *plan_meaning(plan, options=True)):
        yield from wrap(sentence, size()[0])


def _week(session: Session, plan: "WeeklyPlan") -> Iterator[str]:
    """What to do, what it pays into, and what there was; harmful things at the end."""
    from ssi_tui.forecasting.plan_words import line_words

    rows = [[_("Action"), _("a week"), _("so far"), _("minutes")]]
    rows += [_cells(step) for step in plan.steps]
    for kind, usual in plan.stop.items():
        rows.append([action_name(kind, 2), _("stop"), amount(usual), ""])
    if len(rows) == 1:
        yield _("Nothing has to be done for it.")
        return
    if not any(row[2] for row in rows[1:]):  # nothing is logged: there is no "so far"
        rows = [[row[0], row[1], row[3]] for row in rows]
    head, *lines = table(rows, "<" + ">" * (len(rows[0]) - 1), ragged=False)
    marks: list[Row] = [
        [(PILLAR_GLYPHS[pillar], f"pillar-{pillar.value}") for pillar in step.pillars]
        for step in plan.steps
    ]
    yield head.rstrip()
    for line, mark, step in zip(lines, session.coloured(marks), plan.steps, strict=False):
        yield f"{line}  {mark}".rstrip()
        yield from (f"    {part}" for part in wrap(line_words(step), size()[0] - 4) if part)
    yield from (line.rstrip() for line in lines[len(marks) :])


def _cells(step: "Step") -> list[str]:
    minutes = format_number(step.minutes, 0 if step.minutes >= 1 or not step.minutes else 1)
    so_far = "" if step.usual is None else amount(step.usual)
    return [action_name(step.kind, 2), pace_words(step.pace), so_far, minutes]


def _reach(plan: "WeeklyPlan") -> list[str]:
    """Points today and on the date, in total and by pillar."""
    rows = [["", _("Total"), *(f"{PILLAR_GLYPHS[p]} {pillar_name(p)}" for p in Pillar)]]
    for name, total, pillars in (
        (_("today"), plan.start_total, plan.start_pillars),
        (format_day(plan.by, plan.today), plan.total, plan.pillars),
    ):
        points = [total, *(pillars[pillar] for pillar in Pillar)]
        rows.append([name, *(format_number(value, 1) for value in points)])
    return table(rows, "<>>>>>")


def _wanted(role: "Role | None") -> Iterator[str]:
    """What the role's source says, whole: a plan aims at the lower end."""
    if role is not None:
        from ssi_tui.forecasting import ROLES

        wanted = ROLES[role]
        yield role_wanted(wanted.low, wanted.high, _(wanted.about))


def plan_data(plan: "WeeklyPlan", role: "Role | None") -> dict[str, object]:
    """All that a plan says, as plain values."""
    reading, roomier, later = plan.reading, plan.roomier, plan.later
    return {
        "start": plan.today,
        "by": plan.by,
        "target": plan.target or None,
        "role": role,
        "pillar_targets": plan.floors,
        "sure": plan.sure,
        "reached": plan.reached,
        "soonest": plan.soonest,
        "minutes_per_week": round(plan.minutes, DECIMALS),
        "usual_minutes_per_week": rounded_number(plan.usual_minutes),
        "assumed_minutes_per_week": round(plan.assumed_minutes, DECIMALS),
        "actions": [
            {
                "action": step.kind,
                "per_week": step.pace,
                **rounded(step, "minutes", "usual", "assumed"),
                "reason": step.reason,
                "first_weeks": step.rise,
                "pillars": step.pillars,
            }
            for step in plan.steps
        ],
        "stop": list(plan.stop),
        "ended": list(plan.ended),
        "free": plan.free,
        "first_week": plan.first,
        "milestone": plan.milestone
        and {**plan.milestone._asdict(), "chance": round(plan.milestone.chance, DECIMALS)},
        "falling": plan.falling,
        "today": _points(plan.start_total, plan.start_pillars),
        "estimate": _points(plan.total, plan.pillars),
        "chance": round(plan.chance, DECIMALS),
        "as_usual": round(plan.going, DECIMALS),
        "most_minutes": rounded_number(plan.most_minutes),
        "enough_minutes": rounded_number(plan.enough_minutes),
        "enough_kinds": plan.enough_kinds,
        "enough_free": plan.free_minutes is not None,
        "free_minutes": rounded_number(plan.free_minutes),
        "later": later and {"by": later.by, "minutes_per_week": round(later.minutes, DECIMALS)},
        "more_kinds": roomier
        and {"kinds": roomier[0], "minutes_per_week": round(roomier[1], DECIMALS)},
        "member": plan.member,
        "reading": reading and {"day": reading.day, "total": reading.total},
    }


def _points(total: float, pillars: "Mapping[Pillar, float]") -> dict[str, float]:
    return {"total": round(total, DECIMALS), **rounded_pillars(pillars)}


def plan_records(plan: "WeeklyPlan") -> Iterator[tuple[object, ...]]:
    """Action, how many a week, minutes a week; 0 a week for what stops."""
    for step in plan.steps:
        yield (step.kind, f"{step.pace:g}", f"{step.minutes:g}")
    for kind in plan.stop:
        yield (kind, "0", "0")


@command(
    "plan",
    N_(
        "Find the week that reaches a score with the fewest minutes, starting from your journal: "
        "ssi plan 70. What it reaches is an estimate, for somebody who keeps it up."
    ),
)
@click.argument("goal", metavar=N_("[POINTS|ROLE]"), required=False)
@click.option("--target", metavar=N_("POINTS"), help=N_("The total to reach, 1-100."))
@click.option(
    "--role", metavar=N_("ROLE"),
    help=N_("What one source wants of average, marketing, hr, recruiter, sales, social-media."),
)  # fmt: skip
@click.option(
    "--pillar", "pillars", metavar=N_("NAME=POINTS"), multiple=True,
    help=N_("So many points in one pillar: insights=12."),
)  # fmt: skip
@click.option("--by", metavar=N_("WHEN"), help=N_("The day to reach it; else in twelve weeks."))
@click.option(
    "--minutes", metavar=N_("N"),
    help=N_("The most minutes that a week may take; else 90 more than now."),
)  # fmt: skip
@click.option("--sure", metavar=N_("80%"), help=N_("How likely it has to be; else 50%."))
@click.option(
    "--limit", "limits", metavar=N_("ACTION=A..B"), multiple=True,
    help=N_("How many a week of one action: post=0..3."),
)  # fmt: skip
@member_option
@click.option(
    "--kinds", metavar=N_("N"), help=N_("Change at most so many kinds of action; else 5.")
)
@click.option(
    "--free", is_flag=True,
    help=N_("Without the sources’ rules: the fewest minutes, whatever you do now."),
)  # fmt: skip
@click.option("--save", metavar=N_("FILE"), help=N_("Write the plan as a scenario for ssi sim."))
@click.option("--ics", metavar=N_("FILE"), help=N_("Write the plan as a calendar."))
@click.option("--targets", is_flag=True, help=N_("Take the plan over as your targets."))
@click.option("-y", "--yes", is_flag=True, help=N_("Don’t ask before targets or a file change."))
def plan_command(
    session: Session,
    /,
    goal: str | None,
    target: str | None,
    role: str | None,
    pillars: tuple[str, ...],
    by: str | None,
    minutes: str | None,
    sure: str | None,
    limits: tuple[str, ...],
    member: str | None,
    kinds: str | None,
    free: bool,
    save: str | None,
    ics: str | None,
    targets: bool,
    yes: bool,
) -> None:
    target, role = _aim(goal, target, role)
    if target is None and role is None and not pillars:
        raise click.UsageError(
            _("What is to be reached? `ssi plan 70`, `ssi plan sales` or --pillar insights=12.")
        )
    total = parse_number(target, field="target", least=1, most=TOTAL_MAX) if target else 0.0
    floors = dict(read_floor(text) for text in pillars)
    day = read_by(by, session.today) if by else session.today + timedelta(weeks=WEEKS)
    minutes_most = parse_count(minutes, field=N_("minutes"), most=MINUTES_MOST) if minutes else None
    part = read_part(sure) if sure else EVEN
    count = parse_count(kinds, field=N_("kinds"), least=1, most=KINDS_MOST) if kinds else KINDS
    someone = member_named(member)
    with patience(session):
        # numpy, scipy and the model: ten times bare Python, and nobody needs them to log
        from ssi_tui import forecasting

        person = person_simulator(session, someone)
        plannable = forecasting.plannable(person)
        bounds = dict(read_limit(text, plannable) for text in limits)
        wanted = read_role(role) if role is not None else None
        if wanted:
            total = forecasting.ROLES[wanted].low
        try:
            plan = forecasting.weekly_plan(
                person,
                today=session.today,
                by=day,
                target=total,
                pillars=floors,
                minutes=minutes_most,
                limits=bounds,
                sure=part,
                member=someone,
                free=free,
                kinds=count,
            )
        except forecasting.SimError as error:
            text = _("The limits alone take more than {n} minutes a week.")
            raise click.UsageError(text.format(n=minutes_most)) from error
    wishes = Wishes({"scenario": save, "calendar": ics}, targets, yes)
    _answer(session, plan, wanted, wishes)


def _aim(goal: str | None, target: str | None, role: str | None) -> tuple[str | None, str | None]:
    """The total or the role that is to be reached, by an option or by a word without one."""
    if sum(given is not None for given in (goal, target, role)) > 1:
        raise click.UsageError(_("Either --target or --role, not both."))
    if goal is None:
        return target, role
    return (goal, None) if any(map(str.isdigit, goal)) else (None, goal)


def _answer(session: Session, plan: "WeeklyPlan", role: "Role | None", wishes: Wishes) -> None:
    """Print the plan, then do with it what was asked for."""
    warn_of_model(session, plan.remarks)
    data, lines = plan_data(plan, role), list(plan_lines(session, plan, role))
    if wishes.targets or any(wishes.files.values()):
        if wishes.targets and not session.json and not session.plain:
            click.echo("\n".join(lines) + "\n")  # to be seen before the question
            lines = []
        kept, sentences = keep(session, plan, wishes)
        data |= kept
        lines = [*lines, *([""] if lines else []), *sentences]
    session.answer(data, lines, plan_records(plan), simulated=True)
