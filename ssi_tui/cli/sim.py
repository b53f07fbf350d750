"""`ssi sim`: what scenarios would do to the score."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.estimating import (
    LOOK_BACK,
    load_scenarios,
    member_named,
    member_option,
    patience,
    scenario_path,
    simulator,
)
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import put
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import member_name
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sim.terms import Member
    from ssi_tui.forecasting import Outlook
    from ssi_tui.model.entries import Reading

SCENARIO = "quiet_month"


@command(
    "demo",
    N_(
        "Look at the made-up journal of an invented person, and at what a quiet month would do "
        "to its score. It lies in a temporary place; yours is not touched."
    ),
)
@click.pass_obj
def demo_command(session: Session) -> None:
    session.sample = True
    outlook, readings = run(session, [SCENARIO])
    session.warnings.clear()  # the heading says that it is made up
    if not (session.json or session.plain):
        click.echo(_("A made-up journal of half a year, to look around in."))
        if readings:
            form = _("Its score went from {first} on {day} to {last} on {today}.")
            click.echo(
                form.format(
                    first=format_points(readings[0].total),
                    day=format_day(readings[0].day, session.today),
                    last=format_points(readings[-1].total),
                    today=format_day(readings[-1].day, session.today),
                )
            )
        click.echo()
    show(session, outlook, readings)
    if not (session.json or session.plain):
        click.echo()
        click.echo(_("Look around in the app:    ssi-tui --sample"))
        click.echo(_("Start a journal of yours:  ssi log comment"))


WEEKS_MOST = 156
SEED_MOST = 999_999_999
BANDS = {"50": 0.5, "80": 0.8, "95": 0.95}
"""Per cent of the runs that a band may hold."""


@command(
    "sim",
    N_(
        "Estimate what scenarios would do to the score, starting from your journal. A scenario "
        "is a YAML file, or the name of one as `ssi scenario list` shows it, such as quiet_month. "
        "Several are compared with the first."
    ),
)
@click.argument(
    "scenarios",
    metavar=N_("SCENARIO..."),
    nargs=-1,
    required=True,
)
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else as long as the plan."))
@click.option("--from", "start", metavar=N_("WHEN"), help=N_("The day to start on; else today."))
@member_option
@click.option("--seed", metavar=N_("N"), help=N_("Other random draws; the same N, the same curve."))
@click.option("--band", metavar="50|80|95", help=N_("Per cent of the runs in the band; else 80."))
@click.option("--csv", "as_csv", is_flag=True, help=N_("Answer as a table in CSV."))
@click.option("--svg", metavar=N_("FILE"), help=N_("Draw the chart, sharp at any size."))
@click.option("--png", metavar=N_("FILE"), help=N_("Draw the chart as pixels."))
@click.option("--html", metavar=N_("FILE"), help=N_("Write a page with chart, tables and words."))
@click.pass_obj
def sim_command(
    session: Session,
    /,
    scenarios: tuple[str, ...],
    weeks: str | None,
    start: str | None,
    member: str | None,
    seed: str | None,
    band: str | None,
    as_csv: bool,
    **drawings: str | None,
) -> None:
    first = parse_day(start, session.today, field="from") if start else None
    days = 7 * parse_count(weeks, field="weeks", least=1, most=WEEKS_MOST) if weeks else None
    number = parse_count(seed, field="seed", most=SEED_MOST) if seed else None
    someone = member_named(member)
    if band is not None and band not in BANDS:
        raise BadValueError("band", band, _("50, 80 or 95"))
    with patience(session):
        outlook, readings = run(
            session,
            scenarios,
            first=first,
            days=days,
            member=someone,
            seed=number,
            confidence=BANDS[band or "80"],
        )
        files = {form: place for form, place in drawings.items() if place}
        show(session, outlook, readings, as_csv=as_csv, files=files)


def run(
    session: Session,
    names: "Sequence[str]",
    *,
    first: "date | None" = None,
    days: int | None = None,
    member: "Member | None" = None,
    seed: int | None = None,
    confidence: float = BANDS["80"],
) -> "tuple[Outlook, Sequence[Reading]]":
    """The curves of the scenarios, and the readings that go before them."""
    # numpy and the model: five times bare Python, and nobody needs them to log
    from ssi_tui import forecasting

    paths = [scenario_path(session, name) for name in names]
    plans = load_scenarios(paths) if member else load_scenarios(paths, session.kinds)
    journal = None
    if not member:
        starts = [first, *(plan.start for plan in plans), session.today]
        journal = session.journal(min(day for day in starts if day) - LOOK_BACK)
    model = simulator(session, journal, member=member, seed=seed)
    try:
        outlook = model.outlook(plans, days=days, start=first, confidence=confidence)
    except forecasting.RefusedError as error:
        raise click.UsageError(forecasting.refused_text(error)) from error
    meant = next((plan.member for plan in plans if plan.member), None)
    if not member and meant and outlook.member not in (None, meant):
        form = _("The scenario is written for the member “{name}”: --member {member} starts there.")
        session.warn(form.format(name=member_name(meant), member=meant.value))
    if journal is None or outlook.member:
        return outlook, ()
    return outlook, [reading for reading in journal.readings if reading.day <= session.today]


def show(
    session: Session,
    outlook: "Outlook",
    readings: "Sequence[Reading]",
    *,
    as_csv: bool = False,
    files: "Mapping[str, str] | None" = None,
) -> None:
    """Write the drawings, form → place, and print the outlook in the form that was asked for."""
    from ssi_tui.cli import outlook as answers
    from ssi_tui.forecasting import remark_text

    for remark in outlook.remarks:
        session.warn(remark_text(remark))
    lines: Iterable[str] = answers.outlook_lines(session, outlook, readings)
    if files:
        session.one_answer(files.values(), other=as_csv)
        answers.write_drawings(session, outlook, readings, files)
        if "-" in files.values():
            session.tell_warnings()
            return
        lines = (_("Wrote {file}").format(file=plain(place)) for place in files.values())
    if as_csv:
        session.one_answer(["-"] if session.json else [])
        put("-", answers.csv_text(outlook).encode())
        session.tell_warnings()
        return
    data = answers.outlook_data(outlook) if session.json else {}
    session.answer(data, lines, answers.outlook_records(outlook), simulated=True)
