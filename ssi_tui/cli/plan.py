"""`ssi plan`: the cheapest week that reaches a score."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from sim.terms import TOTAL_MAX
from ssi_tui.cli import estimating
from ssi_tui.cli.command import Command
from ssi_tui.cli.plan_input import read_by, read_floor, read_limit, read_part, read_role
from ssi_tui.cli.session import Session
from ssi_tui.cli.simulate import LOOK_BACK, member_named, patience
from ssi_tui.i18n import N_, _
from ssi_tui.words.numbers import parse_count, parse_number

if TYPE_CHECKING:
    from sim.terms import Member
    from ssi_tui.forecasting import Role, Simulator, WeeklyPlan

WEEKS = 12
"""How far ahead, where nobody says it."""
MINUTES_MOST = 10_080
"""As many as a week has."""
EVEN = 0.5
"""Chance, where nobody says how sure: the median reaches the target."""


@click.command(
    "plan",
    cls=Command,
    help=N_(
        "Find the week that reaches a score with the fewest minutes, starting from your journal: "
        "ssi plan --target 70. What it reaches is an estimate, for somebody who keeps it up."
    ),
)
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
@click.option("--minutes", metavar=N_("N"), help=N_("The most minutes that a week may take."))
@click.option("--sure", metavar=N_("80%"), help=N_("How likely it has to be; else 50%."))
@click.option(
    "--limit", "limits", metavar=N_("ACTION=A..B"), multiple=True,
    help=N_("How many a week of one action: post=0..3."),
)  # fmt: skip
@click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Start as inactive, ordinary, occasional, active or intensive, not as you."),
)
@click.option("--save", metavar=N_("FILE"), help=N_("Write the plan as a scenario for ssi sim."))
@click.option("--ics", metavar=N_("FILE"), help=N_("Write the plan as a calendar."))
@click.option("--targets", is_flag=True, help=N_("Take the plan over as your targets."))
@click.option("-y", "--yes", is_flag=True, help=N_("Don't ask before targets or a file change."))
@click.pass_obj
def plan_command(
    session: Session,
    /,
    target: str | None,
    role: str | None,
    pillars: tuple[str, ...],
    by: str | None,
    minutes: str | None,
    sure: str | None,
    limits: tuple[str, ...],
    member: str | None,
    save: str | None,
    ics: str | None,
    targets: bool,
    yes: bool,
) -> None:
    if target is not None and role is not None:
        raise _misused(_("Either --target or --role, not both."))
    if target is None and role is None and not pillars:
        raise _misused(
            _("What is to be reached? --target 70, --role sales or --pillar insights=12.")
        )
    total = parse_number(target, field="target", least=1, most=TOTAL_MAX) if target else 0.0
    floors = dict(read_floor(text) for text in pillars)
    day = read_by(by, session.today) if by else session.today + timedelta(weeks=WEEKS)
    most = parse_count(minutes, field=N_("minutes"), most=MINUTES_MOST) if minutes else None
    part = read_part(sure) if sure else EVEN
    someone = member_named(member) if member else None
    with patience(session):
        # numpy, scipy and the model: ten times bare Python, and nobody needs them to log
        from ssi_tui import forecasting

        person = simulator(session, someone)
        kinds = forecasting.plannable(person)
        bounds = dict(read_limit(text, kinds) for text in limits)
        someones = read_role(role) if role is not None else None
        if someones:
            total = forecasting.ROLES[someones].low
        try:
            made = forecasting.weekly_plan(
                person,
                today=session.today,
                by=day,
                target=total,
                pillars=floors,
                minutes=most,
                limits=bounds,
                sure=part,
                member=someone,
            )
        except forecasting.SimError as error:
            text = _("The limits alone take more than {n} minutes a week.")
            raise _misused(text.format(n=most)) from error
    _answer(session, made, someones, save=save, ics=ics, targets=targets, yes=yes)


def _answer(
    session: Session,
    made: "WeeklyPlan",
    role: "Role | None",
    *,
    save: str | None,
    ics: str | None,
    targets: bool,
    yes: bool,
) -> None:
    """Print the plan, then do with it what was asked for."""
    from ssi_tui import forecasting
    from ssi_tui.cli.plan_text import plan_data, plan_lines, plan_records

    for remark in made.remarks:
        session.warn(forecasting.remark_text(remark))
    data, lines = plan_data(made, role), plan_lines(session, made, role)
    if save or ics or targets:
        from ssi_tui.cli import plan_keeping as keeping

        if targets and not session.json and not session.plain:
            click.echo("\n".join(lines) + "\n")  # to be seen before the question
            lines = []
        places = {"scenario": save, "calendar": ics}
        kept = keeping.keep(session, made, places=places, targets=targets, yes=yes)
        data |= kept.data
        lines = [*lines, *([""] if lines else []), *kept.lines]
    session.answer(data, lines, plan_records(made), simulated=True)


def simulator(session: Session, member: "Member | None") -> "Simulator":
    """The simulation of the journal, or of a member in its place."""
    journal = None
    if not member:
        journal = session.journal(session.today - timedelta(days=LOOK_BACK))
    return estimating.simulator(session, journal, member=member)


def _misused(text: str) -> click.UsageError:
    return click.UsageError(text, click.get_current_context())
