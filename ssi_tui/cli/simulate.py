"""`ssi sim`: what scenarios would do to the score."""

import sys
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command
from ssi_tui.cli.failure import ScenarioRefusedError
from ssi_tui.cli.session import Session, is_terminal
from ssi_tui.i18n import N_, _
from ssi_tui.words.dates import parse_day
from ssi_tui.words.names import match_word
from ssi_tui.words.numbers import parse_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from click.shell_completion import CompletionItem

    from sim.terms import Member
    from ssi_tui.forecasting import Outlook, ScenarioFileError
    from ssi_tui.model.reading import Reading

LOOK_BACK = 800
"""Days before the first that are read: more than the simulation looks at."""
WEEKS_MOST = 156
SEED_MOST = 999_999_999
PATIENCE = 0.5
"""Seconds after which a waiting person is told that it goes on."""


def _complete_scenarios(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Shipped names, and files."""
    from click.shell_completion import CompletionItem

    from ssi_tui.forecasting import shipped

    names = [path.stem for path in shipped() if path.stem.startswith(incomplete)]
    return [*map(CompletionItem, names), CompletionItem(incomplete, type="file")]


@click.command(
    "sim",
    cls=Command,
    help=N_(
        "Estimate what scenarios would do to the score, starting from your journal. A scenario "
        "is a YAML file, or the name of one that comes with the program, such as quiet_month. "
        "Several are compared with the first."
    ),
)
@click.argument(
    "scenarios",
    metavar=N_("SCENARIO..."),
    nargs=-1,
    required=True,
    shell_complete=_complete_scenarios,
)
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else as long as the plan."))
@click.option("--from", "start", metavar=N_("WHEN"), help=N_("The day to start on; else today."))
@click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Start as inactive, ordinary, occasional, active or intensive, not as you."),
)
@click.option("--seed", metavar=N_("N"), help=N_("Other random draws; the same N, the same curve."))
@click.option("--csv", "as_csv", is_flag=True, help=N_("Answer as a table in CSV."))
@click.pass_obj
def sim_command(
    session: Session,
    scenarios: tuple[str, ...],
    weeks: str | None,
    start: str | None,
    member: str | None,
    seed: str | None,
    as_csv: bool,
) -> None:
    first = parse_day(start, session.today, field="from") if start else None
    days = 7 * parse_count(weeks, field="weeks", least=1, most=WEEKS_MOST) if weeks else None
    number = parse_count(seed, field="seed", most=SEED_MOST) if seed else None
    someone = member_named(member) if member else None
    with patience(session):
        outlook, readings = run(
            session, scenarios, first=first, days=days, member=someone, seed=number
        )
        show(session, outlook, readings, as_csv=as_csv)


def run(
    session: Session,
    names: "Sequence[str]",
    *,
    first: "date | None" = None,
    days: int | None = None,
    member: "Member | None" = None,
    seed: int | None = None,
) -> "tuple[Outlook, Sequence[Reading]]":
    """The curves of the scenarios, and the readings that go before them."""
    # numpy and the model: five times bare Python, and nobody needs them to log
    from ssi_tui import forecasting

    plans, faults = [], []
    for path in [forecasting.find_scenario(name) for name in names]:
        try:
            plans.append(forecasting.load(path))
        except forecasting.ScenarioFileError as error:
            faults += _faults(error)
    if faults:
        raise ScenarioRefusedError(faults)
    journal = None
    if not member:
        starts = [first, *(plan.start for plan in plans), session.today]
        since = min(day for day in starts if day) - timedelta(days=LOOK_BACK)
        journal = session.journal(since)
    draws = {} if seed is None else {"seed": seed}
    simulator = forecasting.Simulator(journal, today=session.today, member=member, **draws)
    try:
        outlook = simulator.outlook(plans, days=days, start=first)
    except forecasting.Refused as error:
        text = _(error.message).format_map(dict(error.fields))
        raise click.UsageError(text, click.get_current_context()) from error
    if journal is None or outlook.basis is not forecasting.Basis.JOURNAL:
        return outlook, ()
    return outlook, [each for each in journal.readings if each.day <= session.today]


def show(
    session: Session, outlook: "Outlook", readings: "Sequence[Reading]", *, as_csv: bool = False
) -> None:
    """Print the outlook in the form that was asked for."""
    from ssi_tui import forecasting
    from ssi_tui.cli.outlook_data import csv_text, outlook_data, outlook_records
    from ssi_tui.cli.outlook_text import outlook_lines

    for remark in outlook.remarks:
        session.warn(forecasting.remark_text(remark))
    if as_csv:
        click.echo(csv_text(outlook), nl=False)
        session.tell_warnings()
        return
    session.answer(
        outlook_data(outlook) if session.json else {},
        [] if session.json or session.plain else outlook_lines(session, outlook, readings),
        outlook_records(outlook),
        simulated=True,
    )


def _faults(error: "ScenarioFileError") -> list[dict[str, object]]:
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
    from ssi_tui.words.members import member_name

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
