"""`ssi sim`: what scenarios would do to the score."""

import sys
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.errors import ScenarioRefusedError
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import match_word
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sim.terms import Member
    from ssi_tui.forecasting import Outlook, ScenarioFileError
    from ssi_tui.model.entries import Reading

SCENARIO = "quiet_month"

member_option = click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Start as inactive, ordinary, occasional, active or intensive, not as you."),
)


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


LOOK_BACK = 800
"""Days before the first that are read: more than the simulation looks at."""


WEEKS_MOST = 156


SEED_MOST = 999_999_999


BANDS = {"50": 0.5, "80": 0.8, "95": 0.95}
"""Per cent of the runs that a band may hold."""


PATIENCE = 0.5
"""Seconds after which a waiting person is told that it goes on."""


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
    someone = member_named(member) if member else None
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
    from ssi_tui.cli.shared.places import scenario_path
    from ssi_tui.cli.shared.session import simulator
    from ssi_tui.wording.actions import ACTIONS, member_name

    kinds = tuple(ACTIONS) if member else session.kinds
    plans, faults = [], []
    for path in [scenario_path(session, name) for name in names]:
        try:
            plans.append(forecasting.load(path, kinds=kinds))
        except forecasting.ScenarioFileError as error:
            faults += faults_of(error)
    if faults:
        raise ScenarioRefusedError(faults)
    journal = None
    if not member:
        starts = [first, *(plan.start for plan in plans), session.today]
        since = min(day for day in starts if day) - timedelta(days=LOOK_BACK)
        journal = session.journal(since)
    model = simulator(session, journal, member=member, seed=seed)
    try:
        outlook = model.outlook(plans, days=days, start=first, confidence=confidence)
    except forecasting.RefusedError as error:
        text = _(error.message).format_map(dict(error.fields))
        raise click.UsageError(text, click.get_current_context()) from error
    meant = next((plan.member for plan in plans if plan.member), None)
    if not member and meant and outlook.member not in (None, meant):
        form = _("The scenario is written for the member “{name}”: --member {member} starts there.")
        session.warn(form.format(name=member_name(meant), member=meant.value))
    if journal is None or outlook.basis is not forecasting.Basis.JOURNAL:
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
    """Print the outlook in the form that was asked for."""
    from ssi_tui import forecasting
    from ssi_tui.cli.sim.answers import csv_text, outlook_data, outlook_records

    for remark in outlook.remarks:
        session.warn(forecasting.remark_text(remark))
    if files:
        from ssi_tui.cli.sim.answers import write_drawings

        if write_drawings(session, outlook, readings, files, as_csv=as_csv):
            session.tell_warnings()
            return
    if as_csv and session.json:
        raise click.UsageError(_("Only one answer can go to stdout: give the others files."))
    if as_csv:
        click.echo(csv_text(outlook).encode(), nl=False)
        session.tell_warnings()
        return
    lines = [] if session.json or session.plain else _lines(session, outlook, readings, files)
    session.answer(
        outlook_data(outlook) if session.json else {},
        lines,
        outlook_records(outlook),
        simulated=True,
    )


def _lines(
    session: Session,
    outlook: "Outlook",
    readings: "Sequence[Reading]",
    files: "Mapping[str, str] | None",
) -> list[str]:
    """For people: what was written, or the whole answer."""
    from ssi_tui.cli.sim.answers import outlook_lines

    if files:
        return [_("Wrote {file}").format(file=plain(place)) for place in files.values()]
    return outlook_lines(session, outlook, readings)


def faults_of(error: "ScenarioFileError") -> list[dict[str, object]]:
    """Each fault of a file at its place."""
    return [
        {
            "file": error.file,
            "line": problem.line,
            "column": problem.column,
            "path": problem.path,
            "message": _(problem.message).format_map(dict(problem.fields)),
        }
        for problem in error.problems
    ]


def member_named(text: str) -> "Member":
    """The member that a person means."""
    from sim.terms import Member
    from ssi_tui.wording.actions import member_name

    ways = {member.value: (member.value, member_name(member)) for member in Member}
    return Member(match_word(N_("member"), text, ways))


@contextmanager
def patience(session: Session) -> "Iterator[None]":
    """Say on stderr that it goes on, if it takes longer than people wait without a word."""
    if session.json or not is_terminal(sys.stderr):
        yield
        return
    from threading import Timer

    note = Timer(PATIENCE, lambda: click.echo(_("Estimating …"), err=True))
    note.daemon = True
    note.start()
    try:
        yield
    finally:
        note.cancel()
