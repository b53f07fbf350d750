"""What a coach shows and hands out: `ssi present`, `ssi workshop`, `ssi serve`, `ssi handout`."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import command, need_packages
from ssi_tui.cli.shared.estimating import patience
from ssi_tui.cli.shared.session import Session
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, NotSavedError
from ssi_tui.i18n import N_, _, language, ngettext
from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from ssi_tui.wording.actions import ACTIONS
from ssi_tui.wording.numbers import format_points, parse_count
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
    from collections.abc import Iterator

    from ssi_tui.model.journal import Journal
    from ssi_tui.workshop.group import Participant, PeopleGroup
    from ssi_tui.workshop.phones import PhoneRoom, Phones

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
@click.option("--notes", is_flag=True, help=N_("The speaker’s notes, following the slides."))
@click.option(
    "--guide", is_flag=True, help=N_("The facilitator’s guide: minutes, questions, what to expect.")
)
@click.option("--copy", metavar=N_("FILE"), help=N_("Write the deck to a file of your own."))
@click.option("--check", is_flag=True, help=N_("Only look for faults, and say each with its line."))
@click.option(
    "--phones", metavar=N_("ADDRESS"), help=N_("Let phones join at this address of this machine.")
)
@click.option("--keep", metavar=N_("GROUP"), help=N_("Keep those who joined as this group."))
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
        session.answer({"decks": data}, lines, data)
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
    from ssi_tui.workshop.expected import guide_lines

    lines = guide_lines(path, lambda name: _journal(session, name), session.today)
    session.answer({"guide": lines}, [plain(line) for line in lines], simulated=True)


def _journal(session: Session, name: str) -> Journal:
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


PORT = 8517
BROWSER_LACKING = N_(
    "A browser needs one more package. With pip: pip install 'ssi-tui[browser]'; with pipx: "
    "pipx inject ssi-tui textual-serve; with uv: uv tool install 'ssi-tui[browser]'"
)


@command(
    "serve",
    N_(
        "Show the app in a browser of this machine, and only there: each visitor has a process of "
        "their own with the made-up journal, or with an empty one that goes with them. With "
        "--profile it is that journal, for good."
    ),
)
@click.option("--port", metavar=N_("N"), help=N_("Else 8517."))
@click.option("--empty", is_flag=True, help=N_("Begin with an empty journal that is not kept."))
def serve_command(session: Session, port: str | None, empty: bool) -> None:
    need_packages(_(BROWSER_LACKING), "textual_serve")
    number = parse_count(port, field="port", least=1024, most=65535) if port else PORT
    from ssi_tui.workshop.browser import BrowserServer, command_for

    if session.profile is not None:
        words = ["--profile", session.profile_named(session.profile).folder]
        command = command_for(words, own_home=False)
    else:
        command = command_for([] if empty else ["--sample"], own_home=True)
    address = f"http://127.0.0.1:{number}"

    def ready() -> None:
        session.answer({"address": address, "port": number}, [address], [(address,)])
        if not session.json:
            click.echo(_("Ctrl-C ends it."), err=True)

    server = BrowserServer(command, number, ready=ready)
    _need_port(number)
    try:
        server.serve()
    except OSError as error:
        raise BadValueError("port", number, _("a port that is free")) from error


def _need_port(number: int) -> None:
    """BadValueError where another program listens there, before an address is promised."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise BadValueError("port", number, _("a port that is free")) from error


PHONES_LACKING = N_(
    "Phones need two more packages. With pip: pip install 'ssi-tui[workshop]'; with pipx: "
    "pipx inject ssi-tui aiohttp segno; with uv: uv tool install 'ssi-tui[workshop]'"
)


@command(
    "workshop",
    N_(
        "Let the phones in the room join: a code to scan, a small page for name, score and "
        "guesses. It listens on this machine alone unless you name one of its addresses; nothing "
        "of your journal is served, and everything is forgotten at the end unless you keep it."
    ),
)
@click.option(
    "--listen",
    "host",
    metavar=N_("ADDRESS"),
    default="127.0.0.1",
    help=N_("The address of this machine that the phones can reach; `show` lists them."),
)
@click.option("--port", metavar=N_("N"), help=N_("Else any that is free."))
@click.option("--ask", metavar=N_("QUESTION"), default="", help=N_("What to guess, 0 to 100."))
@click.option("--keep", metavar=N_("GROUP"), help=N_("Keep those who joined as this group."))
@click.option("--replace", is_flag=True, help=N_("Put it in the place of the group of that name."))
def workshop_command(
    session: Session, host: str, port: str | None, ask: str, keep: str | None, replace: bool
) -> None:
    need_packages(_(PHONES_LACKING), "aiohttp", "segno")
    from ssi_tui.workshop.group import save_group
    from ssi_tui.workshop.phones import PhoneRoom, own_addresses

    if host == "show":
        addresses = own_addresses()
        lines = list(addresses) or [_("This machine has no address that phones could reach.")]
        session.answer({"addresses": list(addresses)}, lines)
        return
    if keep and group_file(keep).exists() and not replace:
        said = _("There is a group “{name}” already: take another name, or --replace.")
        raise click.UsageError(said.format(name=plain(keep)))
    number = parse_count(port, field="port", least=1, most=65535) if port else 0
    room = PhoneRoom()
    room.ask(" ".join(ask.split())[:200])
    joined = asyncio.run(_serve(room, host, number))
    if keep and joined.people:
        from dataclasses import replace as renamed

        save_group(renamed(joined, name=keep))
        said = _("Kept as the group {name}. `ssi group race {name}` races strategies for it.")
        lines = [said.format(name=plain(keep))]
    else:
        lines = [_("Everything that was sent has been forgotten.")]
    people = ngettext("{n} person joined.", "{n} people joined.", len(joined.people))
    data = {"joined": len(joined.people), "kept": keep if keep and joined.people else None}
    session.answer(data, [people.format(n=len(joined.people)), *lines])


async def _serve(room: PhoneRoom, host: str, port: int) -> PeopleGroup:
    """Listen until Ctrl-C; the answer is who joined."""
    from ssi_tui.workshop.phones import listen

    phones = await listen(room, host, port)
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(number, over.set)
    try:
        _invite(phones)
        room.on_change = lambda: click.echo(_told(room), err=True)
        with suppress(asyncio.CancelledError, KeyboardInterrupt):
            await over.wait()
        return room.as_group("workshop")
    finally:
        await phones.close()


def _invite(phones: Phones) -> None:
    """The code to scan, the address to type, and the coach's own."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make(phones.address, error="m").terminal(drawn, compact=True, border=2)
    click.echo(drawn.getvalue(), err=True)
    click.echo(phones.address, err=True)
    if phones.host == "127.0.0.1":
        said = _("Only this machine can open it: `ssi workshop --listen show` lists others.")
        click.echo(said, err=True)
    remote = _("Your own phone as a remote: {address}").format(address=phones.remote_address)
    click.echo(remote, err=True)
    click.echo(_("Ctrl-C ends it."), err=True)


def _told(room: PhoneRoom) -> str:
    """How many are in, and what the room guesses, without a name."""
    people = ngettext("{n} person is in", "{n} people are in", len(room.people))
    told = people.format(n=len(room.people))
    guesses = sorted(room.guesses.values())
    if guesses:
        middle = format_points(guesses[len(guesses) // 2])
        said = ngettext(
            "{n} guess, the middle one {points}",
            "{n} guesses, the middle one {points}",
            len(guesses),
        )
        told += "; " + said.format(n=len(guesses), points=middle)
    return told


@command(
    "handout",
    N_(
        "Write what people take home: a page each with where they stand, the curve of a plan, at "
        "most five habits, the first week from Monday and one commitment, a calendar with "
        "reminders for ten weeks, and the figures. Without --group it is for your own journal. "
        "Files and pages have numbers in place of names unless you ask for names."
    ),
)
@click.option("--group", metavar=N_("GROUP"), help=N_("For everybody of this group."))
@click.option("--names", is_flag=True, help=N_("With names, on the pages and in the file names."))
@click.option(
    "-o", "--output", "place", metavar=N_("FOLDER"), default="handouts", help=N_("Where to.")
)
def handout_command(session: Session, group: str | None, names: bool, place: str) -> None:
    from ssi_tui.workshop.handout import handout_calendar, handout_page, handout_table, make_handout

    folder = Path(place)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(folder, error.strerror or str(error)) from error
    written: list[str] = []
    with patience(session):
        for stem, person, journal in _people(session, group, names):
            handout = make_handout(
                person, today=session.today, journal=journal, language=language()
            )
            for ending, text in (
                ("html", handout_page(handout)),
                ("ics", handout_calendar(handout, session.now())),
                ("csv", handout_table(handout)),
            ):
                file = folder / f"{stem}.{ending}"
                write_whole(file, text.encode())
                written.append(str(file))
    count = len(written) // 3
    said = ngettext(
        "Wrote the hand-out of {n} person to {folder}",
        "Wrote the hand-outs of {n} people to {folder}",
        count,
    )
    line = said.format(n=count, folder=plain(place))
    session.answer({"people": count, "files": written}, [line], [(f,) for f in written])


def _people(
    session: Session, group: str | None, names: bool
) -> Iterator[tuple[str, Participant, Journal | None]]:
    """(name of the files, person, journal) of everybody, or of the journal in use."""
    from ssi_tui.store.profiles import folder_name
    from ssi_tui.workshop.group import Participant, load_group

    if group is not None:
        people = load_group(group)
        shown = people if names else people.hidden()
        stems: set[str] = set()
        for number, person in enumerate(shown.people, 1):
            stem = folder_name(person.name) if names else f"{number:02d}"
            stem = f"{stem}-{number}" if stem in stems else stem
            stems.add(stem)
            yield stem, person, None
        return
    journal = session.journal()
    newest = journal.latest_reading(session.today)
    name = (session.store.name or _("Me")) if names else _("Me")
    pillars = (newest.brand, newest.people, newest.insights, newest.relationships) if newest else ()
    known = tuple(points for points in pillars if points is not None)
    person = Participant(name=name, total=newest.total if newest else None, pillars=known)
    yield "handout", person, journal
