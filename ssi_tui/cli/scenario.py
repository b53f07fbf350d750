"""`ssi scenario`: those that come with the program, and the profile's own."""

import os
import sys
from pathlib import Path

import click

from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import group
from ssi_tui.cli.shared.estimating import load_scenarios, own_scenarios, scenario_path
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, table
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.places import shelf_folder

OWN = N_("Only for the profile in use, instead of the shelf of all.")

BEGUN_YAML = """\
# {how}
format: 1
name: {name}
description: {about}
start: today

phases:
  - weeks: 12
    do: {{comment: 5 per week, post: 1 per week}}
    others: usual
"""
"""A whole scenario to begin with: it can be drawn as it is."""

scenario_command = group(
    "scenario",
    N_("List, show, copy and edit scenarios for `ssi sim` and What-if. Alone it lists them."),
    alone="list",
)


@scenario_command.part("list", N_("List those of the program and your own."))
def list_command(session: Session) -> None:
    from ssi_tui import forecasting  # numpy, and the only module that knows YAML

    own, shelf = _folders(session)
    rows, data = [], []
    for place in (*forecasting.shipped(), *own_scenarios(session)):
        try:
            name = forecasting.load(place, kinds=session.kinds).name
        except forecasting.ScenarioFileError:
            name = ""
        text = _("can’t be read: `ssi sim {name}` says why").format(name=place.stem)
        whose = {own: _("your own"), shelf: _("on the shelf")}.get(place.parent, "")
        rows.append([place.stem, plain(_(name)) if name else text, whose])
        data.append(
            {
                "scenario": place.stem,
                "name": name,
                "own": place.parent in (own, shelf),
                "file": str(place),
                "readable": bool(name),
                "shelf": place.parent == shelf,
            }
        )
    session.answer({"scenarios": data}, table(rows, "<<<"), [row[:2] for row in rows])


@scenario_command.part("show", N_("Print the file of a scenario."))
@click.argument("name", metavar=N_("SCENARIO"))
def show_command(session: Session, name: str) -> None:
    place = scenario_path(session, name)
    text = _text_of(place)
    session.answer({**_named(place), "text": text}, map(plain, text.splitlines()))


def _text_of(place: Path) -> str:
    """What stands in the file: FileRefusedError where it can't be read."""
    from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_file

    try:
        return read_file(place).decode()
    except UnicodeDecodeError:
        raise FileRefusedError(place.name, Fault.UNREADABLE) from None


@scenario_command.part("new", N_("Begin a scenario of your own, to be edited."))
@click.argument("name", metavar=N_("NAME"))
@click.option("--own", is_flag=True, help=OWN)
def new_command(session: Session, name: str, own: bool) -> None:
    import json

    place = _free(session, name, own=own)
    how = _("`ssi docs scenarios` says what the fields mean; `ssi sim {name}` draws it.")
    text = BEGUN_YAML.format(
        how=how.format(name=place.stem),
        name=json.dumps(name, ensure_ascii=False),
        about=json.dumps(_("What this plan is, in a sentence."), ensure_ascii=False),
    )
    _write(session, place, text, _("Began {file}. `ssi scenario edit {name}` opens it."))


@scenario_command.part("copy", N_("Copy a scenario to one of your own, to be edited."))
@click.argument("name", metavar=N_("SCENARIO"))
@click.argument("new", metavar=N_("[NEW]"), required=False)
@click.option("--own", is_flag=True, help=OWN)
def copy_command(session: Session, name: str, new: str | None, own: bool) -> None:
    source = scenario_path(session, name)
    text = _text_of(source)
    place = _free(session, new or f"my {source.stem}", own=own)
    _write(session, place, text, _("Copied to {file}. `ssi scenario edit {name}` opens it."))


@scenario_command.part(
    "edit", N_("Open a scenario of your own in $VISUAL or $EDITOR, then look for mistakes in it.")
)
@click.argument("name", metavar=N_("SCENARIO"))
def edit_command(session: Session, name: str) -> None:
    place = scenario_path(session, name)
    if place.parent not in _folders(session):
        allowed = _("a scenario of your own: `ssi scenario copy {name}` makes one")
        raise BadValueError("scenario", name, allowed.format(name=place.stem))
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)) and not os.environ.get("EDITOR"):
        raise click.UsageError(
            _("An editor needs a terminal; the file is {file}").format(file=place)
        )
    click.edit(filename=str(place))
    load_scenarios([place], session.kinds)
    _answer(session, place, _("{file} can be drawn: ssi sim {name}"))


def _folders(session: Session) -> tuple[Path, Path]:
    """The profile's own, and the shelf of all profiles."""
    return Path(session.store.folder, "scenarios"), Path(shelf_folder())


def _free(session: Session, name: str, *, own: bool) -> Path:
    """Where a new one of that name goes: BadValueError where there is one already."""
    stem = "_".join("".join(char if char.isalnum() else " " for char in name).split()).lower()[:48]
    if not stem:
        raise BadValueError("scenario", name, _("a name with letters or digits"))
    mine, shelf = (folder / f"{stem}.yaml" for folder in _folders(session))
    if mine.exists() or shelf.exists():
        raise BadValueError("scenario", name, _("a name that is not taken yet"))
    return mine if own else shelf


def _write(session: Session, place: Path, text: str, form: str) -> None:
    if not session.sample:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text.encode())
    _answer(session, place, form)


def _named(place: Path) -> dict[str, object]:
    return {"scenario": place.stem, "file": str(place)}


def _answer(session: Session, place: Path, form: str) -> None:
    said = form.format(file=plain(str(place)), name=place.stem)
    session.answer(_named(place), [said], [(place,)])
