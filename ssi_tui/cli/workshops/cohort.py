"""`ssi cohort`: every profile of a folder, one table and one page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.numbers import parse_count

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS_MOST = 256
LACKING = N_(
    "A scheduler needs one more package. With pip: pip install 'ssi-tui[cohort]'; with pipx: "
    "pipx inject ssi-tui distributed; with uv: uv tool install 'ssi-tui[cohort]'"
)


@click.command(
    "cohort",
    cls=Command,
    help=N_(
        "Fit and simulate every profile of a folder, and write one table and one page. All cores "
        "work; a run that was killed goes on where it was; a profile that can't be read is named "
        "while the rest go on. Nothing in the folder is changed."
    ),
)
@click.argument("folder", metavar=N_("FOLDER"))
@click.option(
    "-o", "--output", metavar=N_("FILE"), default="cohort.csv", help=N_("The table, CSV.")
)
@click.option("--html", metavar=N_("FILE"), help=N_("A page with figures for all."))
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else 12."))
@click.option("--workers", metavar=N_("N"), help=N_("Processes; else one a core."))
@click.option(
    "--scheduler",
    metavar=N_("ADDRESS"),
    default="",
    help=N_("Let the workers of a Dask scheduler compute; they must see the same folder."),
)
@click.pass_obj
def cohort_command(
    session: Session,
    folder: str,
    output: str,
    html: str | None,
    weeks: str | None,
    workers: str | None,
    scheduler: str,
) -> None:
    from ssi_tui.workshop.cohort import (
        WEEKS,
        CohortProgress,
        cohort_page,
        profiles_in,
        run_cohort,
        to_csv,
    )

    ahead = parse_count(weeks, field="weeks", least=1, most=52) if weeks else WEEKS
    count = parse_count(workers, field="workers", least=1, most=WORKERS_MOST) if workers else None
    _check_scheduler(scheduler)
    profiles = profiles_in(Path(folder))
    if not profiles:
        raise BadValueError("folder", folder, _("a folder with profiles in it"))
    table = Path(output)
    progress = CohortProgress(
        table.with_name(f".{table.name}.progress"), today=session.today, weeks=ahead
    )
    rows = run_cohort(
        profiles,
        today=session.today,
        weeks=ahead,
        workers=count,
        scheduler=scheduler,
        progress=progress,
        told=_teller(session),
    )
    write_whole(table, to_csv(rows).encode())
    if html:
        page = cohort_page(rows, today=session.today, weeks=ahead)
        write_whole(Path(html), page.encode())
    progress.forget()
    failed = [row for row in rows if row.error]
    for row in failed[:20]:
        session.warn(f"{row.profile}: {row.error}")
    said = ngettext("Wrote {n} row to {file}", "Wrote {n} rows to {file}", len(rows))
    lines = [said.format(n=len(rows), file=plain(output))]
    if failed:
        said = ngettext("{n} of them has no figures", "{n} of them have no figures", len(failed))
        lines.append(said.format(n=len(failed)))
    data = {"rows": len(rows), "failed": len(failed), "file": str(table), "page": html}
    session.answer(data, lines, simulated=True)
    if len(failed) == len(rows):
        click.get_current_context().exit(1)


def _check_scheduler(address: str) -> None:
    from importlib.util import find_spec

    if address and find_spec("distributed") is None:
        raise click.UsageError(_(LACKING), click.get_current_context())


def _teller(session: Session) -> "Callable[[int, int], None]":
    """CohortProgress on a terminal's last line; nothing elsewhere."""
    shown = not session.json and is_terminal(sys.stderr)

    def told(done: int, whole: int) -> None:
        if shown:
            said = _("{done} of {all} profiles").format(done=done, all=whole)
            click.echo(f"\r{said}", err=True, nl=done == whole)

    return told
