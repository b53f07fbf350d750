"""What commands that ask the model have in common: whom, which scenarios, and a word meanwhile."""

import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.shared.errors import ScenarioRefusedError
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal
from ssi_tui.i18n import N_, _
from ssi_tui.places import shelf_folder
from ssi_tui.wording.actions import ACTIONS, match_word, member_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sim.terms import Member, Pillar
    from ssi_tui.forecasting import ModelRemark, Scenario, Simulator
    from ssi_tui.model.journal import Journal

DECIMALS = 3
"""As many as LinkedIn's page has."""
LOOK_BACK = timedelta(days=800)
"""Before the first day: more than the simulation looks at."""
PATIENCE = 0.5
"""Seconds after which a waiting person is told that it goes on."""

member_option = click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Start as inactive, ordinary, occasional, active or intensive, not as you."),
)


def member_named(text: str | None) -> "Member | None":
    """The member that a person means."""
    if not text:
        return None
    from sim.terms import Member

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


def person_simulator(
    session: Session, member: "Member | None" = None, day: "date | None" = None
) -> "Simulator":
    """The simulation of the journal as of a day, else today, or of a member in its place."""
    journal = None if member else session.journal((day or session.today) - LOOK_BACK)
    return simulator(session, journal, member=member)


def simulator(
    session: Session,
    journal: "Journal | None",
    *,
    member: "Member | None" = None,
    seed: int | None = None,
) -> "Simulator":
    """The simulation of a journal, or of a member in its place.

    What it computes is kept in the profile's folder.  How wide the bands have to be for this person
    takes longer than an answer may: it is looked up after the answer has been printed, once for
    every new score, and the next answer has it.
    """
    # numpy and the model: five times bare Python
    from ssi_tui.forecasting import SEED, Simulator

    kept = None if session.sample or journal is None else session.store.folder
    model = Simulator(
        journal,
        today=session.today,
        member=member,
        seed=SEED if seed is None else seed,
        folder=kept,
    )
    if kept is not None and seed is None and model.behind:
        click.get_current_context().find_root().call_on_close(model.catch_up)
    return model


def warn_of_model(session: Session, remarks: "Iterable[ModelRemark]") -> None:
    """Pass on what one should know about how an estimate came about."""
    from ssi_tui.forecasting import remark_text

    for remark in remarks:
        session.warn(remark_text(remark))


def rounded(value: object, *names: str) -> dict[str, float | None]:
    """These fields of a value, for `--json`."""
    return {name: rounded_number(getattr(value, name)) for name in names}


def rounded_number(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)


def rounded_pillars(pillars: "Mapping[Pillar, float]") -> dict[str, float]:
    return {pillar: round(points, DECIMALS) for pillar, points in pillars.items()}


def own_scenarios(session: Session) -> list[Path]:
    """Files in the profile's folder of scenarios, then those on the shelf for all."""
    folders = (Path(session.store.folder, "scenarios"), Path(shelf_folder()))
    paths = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.yaml")}
    return sorted(paths.values(), key=lambda path: (path.parent != folders[0], path))


def scenario_path(session: Session, name: str) -> Path:
    """The profile's own of that name, else a path or one of the program: NotFoundError."""
    own = {place.stem: place for place in own_scenarios(session)}
    if name in own:
        return own[name]
    from ssi_tui.forecasting import find_scenario

    return find_scenario(name)


def load_scenarios(
    paths: "Iterable[Path]", kinds: "Sequence[str]" = tuple(ACTIONS)
) -> "list[Scenario]":
    """The scenarios in these files: ScenarioRefusedError with the faults of all of them."""
    from ssi_tui import forecasting

    scenarios, faults = [], []
    for path in paths:
        try:
            scenarios.append(forecasting.load(path, kinds=kinds))
        except forecasting.ScenarioFileError as error:
            faults += [
                {
                    "file": error.file,
                    "line": problem.line,
                    "column": problem.column,
                    "path": problem.path,
                    "message": _(problem.message).format_map(dict(problem.fields)),
                }
                for problem in error.problems
            ]
    if faults:
        raise ScenarioRefusedError(faults)
    return scenarios
