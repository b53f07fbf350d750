"""`ssi demo`: the sample journal, what a quiet month would do to it, and where to go from there."""

import click

from ssi_tui.cli.command import Command
from ssi_tui.cli.session import Session
from ssi_tui.i18n import N_, _
from ssi_tui.words.dates import format_day
from ssi_tui.words.numbers import format_points

SCENARIO = "quiet_month"


@click.command(
    "demo",
    cls=Command,
    help=N_(
        "Look at the made-up journal of an invented person, and at what a quiet month would do "
        "to its score. It lies in a temporary place; yours is not touched."
    ),
)
@click.pass_obj
def demo_command(session: Session) -> None:
    from ssi_tui.cli.simulate import run, show

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
