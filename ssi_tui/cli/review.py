"""`ssi week`, `ssi month` and `ssi year` with their options; without any they do without click."""

import click

from ssi_tui.cli.everyday.looking_back import show
from ssi_tui.cli.shared.command import command, looked_at_day
from ssi_tui.cli.shared.session import Session
from ssi_tui.i18n import N_

AS_OF = N_("As it stood on that day; else today.")


def _command(name: str, about: str) -> click.Command:
    @command(name, about)
    @click.option("--as-of", "when", metavar=N_("WHEN"), help=AS_OF)
    @click.pass_obj
    def show_command(session: Session, when: str | None) -> None:
        show(session, name, looked_at_day(session, when))

    return show_command


week_command = _command(
    "week", N_("Show the week day by day: what was done, what is reached, and weeks in a row.")
)
month_command = _command(
    "month", N_("Show the month: a calendar that is fuller where more was done, goals and notes.")
)
year_command = _command(
    "year",
    N_("Show the year: a cell a day, fuller where more was done, and the goals of its weeks."),
)
