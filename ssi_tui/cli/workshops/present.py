"""`ssi present`: a deck on the projector, or its notes in a second terminal."""

import subprocess
import sys
from pathlib import Path

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, language

_APP = "__import__('ssi_tui.tui').tui.main()"


@click.command(
    "present",
    cls=Command,
    help=N_(
        "Present a deck: a Markdown file whose slides are parted by --- and whose `ssi` blocks are "
        "live curves. Without DECK it lists those that come with the program. --notes follows it "
        "in a second terminal, with the clock and the next slide."
    ),
)
@click.argument("deck", metavar=N_("[DECK]"), required=False)
@click.option("--notes", is_flag=True, help=N_("The speaker's notes, following the slides."))
@click.option("--check", is_flag=True, help=N_("Only look for faults, and say each with its line."))
@click.option(
    "--phones", metavar=N_("ADDRESS"), help=N_("Let phones join at this address of this machine.")
)
@click.option("--keep", metavar=N_("GROUP"), help=N_("Keep those who joined as this group."))
@click.pass_obj
def present_command(
    session: Session,
    deck: str | None,
    notes: bool,
    check: bool,
    phones: str | None,
    keep: str | None,
) -> None:
    from ssi_tui.workshop.deck import (
        DeckRefusedError,
        fault_lines,
        find_deck,
        read_deck,
        shipped_decks,
    )
    from ssi_tui.workshop.group_files import group_file

    if deck is None:
        decks = {name: read_deck(path) for name, path in shipped_decks(language()).items()}
        data = [{"deck": name, "title": deck.title} for name, deck in decks.items()]
        lines = [f"{name}  {plain(deck.title)}" for name, deck in decks.items()]
        session.answer({"decks": data}, lines, [tuple(row.values()) for row in data])
        return
    if keep and group_file(keep).exists():
        raise BadValueError("group", keep, _("a name that no group has yet"))
    path = find_deck(deck, language())
    try:
        found = read_deck(path)
        _check_live(path)
    except DeckRefusedError as error:
        said = "\n".join(plain(line) for line in fault_lines(error.file, error.faults))
        raise click.UsageError(said) from error
    if check or session.json:
        said = _("{deck}: {n} slides, nothing wrong").format(deck=deck, n=len(found.slides))
        session.answer({"deck": str(path), "slides": len(found.slides)}, [plain(said)])
        return
    words = ["--deck", str(path)]
    if notes:
        words.append("--notes")
    for option, value in (("--phones", phones), ("--keep", keep), ("--profile", session.profile)):
        words += [option, value] if value else []
    done = subprocess.run([sys.executable, "-c", _APP, *words], check=False)
    if done.returncode:
        click.get_current_context().exit(done.returncode)


def _check_live(path: Path) -> None:
    """Refuse scenarios and actions that are nowhere, with the line of their block."""
    from ssi_tui.forecasting import find_scenario
    from ssi_tui.forecasting.library import TEACHING_ORDER
    from ssi_tui.wording.actions import ACTIONS
    from ssi_tui.workshop.deck import check_names, read_deck

    deck = read_deck(path)
    known = dict.fromkeys(TEACHING_ORDER, True)
    for live in (slide.live for slide in deck.slides if slide.live):
        for name in live.scenarios:
            known[name] = (path.parent / name).is_file() or name in TEACHING_ORDER
            if not known[name] and name.endswith((".yaml", ".yml")):
                known[name] = find_scenario(name).is_file()
    check_names(deck, str(path), scenarios=known, kinds=tuple(ACTIONS))
