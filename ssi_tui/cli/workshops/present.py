"""`ssi present`: a deck on the projector, or its notes in a second terminal."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, language
from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from ssi_tui.wording.actions import ACTIONS
from ssi_tui.workshop.deck import (
    DeckRefusedError,
    check_names,
    fault_lines,
    find_deck,
    read_deck,
    shipped_decks,
)
from ssi_tui.workshop.group import group_file

if TYPE_CHECKING:
    from ssi_tui.model.journal import Journal

_APP = "__import__('ssi_tui.tui').tui.main()"


@command(
    "present",
    N_(
        "Present a deck: a Markdown file whose slides are parted by --- and whose `ssi` blocks are "
        "live curves. Without DECK it lists those that come with the program. --notes follows it "
        "in a second terminal, with the clock and the next slide."
    ),
)
@click.argument("deck", metavar=N_("[DECK]"), required=False)
@click.option("--notes", is_flag=True, help=N_("The speaker's notes, following the slides."))
@click.option(
    "--guide", is_flag=True, help=N_("The facilitator's guide: minutes, questions, what to expect.")
)
@click.option("--copy", metavar=N_("FILE"), help=N_("Write the deck to a file of your own."))
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
    guide: bool,
    copy: str | None,
    check: bool,
    phones: str | None,
    keep: str | None,
) -> None:
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
        presented = read_deck(path)
        _check_live(path)
    except DeckRefusedError as error:
        said = "\n".join(plain(line) for line in fault_lines(error.file, error.faults))
        raise click.UsageError(said) from error
    if check or (session.json and not (copy or guide)):
        said = _("{deck}: {n} slides, nothing wrong").format(deck=deck, n=len(presented.slides))
        session.answer({"deck": str(path), "slides": len(presented.slides)}, [plain(said)])
        return
    if copy:
        _copied(session, path, copy)
        return
    if guide:
        _guided(session, path)
        return
    words = ["--deck", str(path)]
    if notes:
        words.append("--notes")
    for option, value in (("--phones", phones), ("--keep", keep), ("--profile", session.profile)):
        words += [option, value] if value else []
    done = subprocess.run([sys.executable, "-c", _APP, *words], check=False)
    if done.returncode:
        click.get_current_context().exit(done.returncode)


def _copied(session: Session, path: Path, copy: str) -> None:
    """A deck of one's own: never over another file."""
    target = Path(copy)
    if target.exists() or target.suffix != ".md":
        raise BadValueError("file", copy, _("a new file that ends in .md"))
    write_whole(target, path.read_bytes())
    said = _("Wrote the deck to {file}").format(file=plain(str(target)))
    session.answer({"deck": str(target)}, [said])


def _guided(session: Session, path: Path) -> None:
    """The page, with what the model says today."""
    from ssi_tui.workshop.expected import Expected, guide_lines, preface_of

    expected = Expected(path, lambda name: _journal(session, name), session.today)
    lines = guide_lines(read_deck(path), preface_of(path), expected.of)
    session.answer({"guide": lines}, [plain(line) for line in lines], simulated=True)


def _journal(session: Session, name: str) -> "Journal":
    """Of a client by name, or of the profile in use."""
    if not name:
        return session.journal()
    return Store(profile_folder(session.profile_named(name).folder), must_exist=True).read()


def _check_live(path: Path) -> None:
    """Refuse scenarios and actions that are nowhere, with the line of their block."""
    from ssi_tui.forecasting import find_scenario
    from ssi_tui.forecasting.library import TEACHING_ORDER

    deck = read_deck(path)
    known = dict.fromkeys(TEACHING_ORDER, True)
    for live in (slide.live for slide in deck.slides if slide.live):
        for name in (*live.scenarios, *live.race):
            known[name] = (path.parent / name).is_file() or name in TEACHING_ORDER
            if not known[name] and name.endswith((".yaml", ".yml")):
                known[name] = find_scenario(name).is_file()
    check_names(deck, str(path), scenarios=known, kinds=tuple(ACTIONS))
