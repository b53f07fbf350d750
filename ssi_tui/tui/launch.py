"""From the command line to the running app, and what is said when it cannot run or ends badly."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from traceback import walk_tb
from typing import Any, NamedTuple

from ssi_tui import __version__, i18n
from ssi_tui import settings as choices
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotFoundError, NotSavedError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.places import deletion_waits


def report(error: BaseException, at: datetime) -> str:
    """Program, system, and a line for each call; no message, no values: they may hold notes."""
    lines = [
        f"ssi-tui {__version__} · Python {platform.python_version()} · {platform.system()}",
        at.isoformat(timespec="seconds"),
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame, line in walk_tb(cause.__traceback__):
            code = frame.f_code
            lines.append(f"  {'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}")
        hidden = getattr(cause, "error", None)  # Textual's WorkerFailed keeps it there alone
        cause = cause.__cause__ or cause.__context__ or hidden
    return "\n".join(lines) + "\n"


def write_report(folder: Path, error: BaseException, at: datetime) -> Path | None:
    """Keep the report in the profile's folder, readable for its owner; None where that fails."""
    file = folder / f"crash-{at:%Y-%m-%d-%H%M%S}.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, report(error, at).encode())
    except (OSError, NotSavedError):
        return None
    return file


class LaunchOptions(NamedTuple):
    """One call."""

    profile: str = ""
    """Empty: the one in use."""
    sample: bool = False
    scenarios: tuple[str, ...] = ()
    """Files, or names of shipped ones, for What-if."""
    show: str = ""
    """``help`` or ``version``: print it and leave."""
    deck: str = ""
    """A deck to present, a file or a shipped one's name."""
    notes: bool = False
    """The speaker's notes of the deck, in a second terminal."""
    phones: str = ""
    """Address of this machine at which phones may join the deck."""
    keep: str = ""
    """Name of a group to keep those who joined as."""


class UsageError(Exception):
    """An option that there is not; the text says which."""


NAMED = {
    "--profile": "profile",
    "-p": "profile",
    "--deck": "deck",
    "--phones": "phones",
    "--keep": "keep",
}
"""Option with a word behind it → field of `LaunchOptions`."""
FLAGS = {
    "--notes": ("notes", True),
    "--sample": ("sample", True),
    "--help": ("show", "help"),
    "-h": ("show", "help"),
    "--version": ("show", "version"),
}
"""Option that stands alone → field and value."""


def read(arguments: Sequence[str]) -> LaunchOptions:
    """The options, or UsageError."""
    given: dict[str, Any] = {}
    files: list[str] = []
    waiting = list(arguments)
    while waiting and "show" not in given:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            files, waiting = files + waiting, []
        elif name in NAMED:
            if not equals and not waiting:
                raise UsageError(_("{option} needs a name").format(option=name))
            given[NAMED[name]] = value if equals else waiting.pop(0)
        elif word in FLAGS:
            given.update([FLAGS[word]])
        elif word.startswith("-"):
            raise UsageError(_("There is no option {option}.").format(option=word))
        else:
            files.append(word)
    return LaunchOptions(scenarios=tuple(files), **given)


def help_text() -> str:
    """For ``--help``."""
    lines = [
        _("Usage: ssi-tui [OPTIONS] [SCENARIO.yaml …]"),
        "",
        _("  Log what you do on LinkedIn with one key, and see what it may do to your score."),
        _("  Scenario files, or the names of shipped ones, are switched on in What-if."),
        "",
        _("Options:"),
        _("  -p, --profile NAME  whose journal; else the one in use"),
        _("  --sample            a made-up journal in a temporary place"),
        _("  --deck DECK         slides whose curves are live: see ssi present --help"),
        _("  --version           print the version"),
        _("  -h, --help          print this"),
        "",
        _("In the app, ? shows the keys. The same from a shell: ssi --help"),
    ]
    return "\n".join(lines)


UNEXPECTED = 1
USAGE = 2


def launch(arguments: Sequence[str]) -> int:
    """Run the app as it was asked for; answers the exit code."""
    try:
        settings = choices.load_settings()
        i18n.use(choices.language(settings))
        asked = read(arguments)
    except UsageError as error:
        return _refuse(str(error), USAGE)
    except SsiError as error:
        return _refuse_for(error)
    if asked.show:
        print(help_text() if asked.show == "help" else f"ssi-tui {__version__}")  # noqa: T201
        return 0
    in_browser = bool(os.environ.get("TEXTUAL_DRIVER"))  # as `ssi serve` starts it
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if not (terminal or in_browser):
        return _refuse(
            _("The app needs a terminal. As text: ssi today, ssi score, ssi sim."), USAGE
        )
    return _present(asked, settings) if asked.deck else _run(asked, settings)


def _present(asked: LaunchOptions, settings: choices.Settings) -> int:
    """A deck, or the speaker's notes of it."""
    _choose_colours()
    from ssi_tui.store import Store
    from ssi_tui.tui.decks.app import DeckApp  # with Textual: 100 ms
    from ssi_tui.tui.decks.notes import NotesApp
    from ssi_tui.workshop.deck import DeckRefusedError, fault_lines, find_deck

    try:
        path = find_deck(asked.deck, i18n.language())
        if asked.notes:
            NotesApp(path).run()
            return 0
        app = DeckApp(
            path,
            journal=lambda name: Store(_folder(name or asked.profile, settings)).read(),
            today=choices.today(settings, datetime.now()),
            host=asked.phones,
        )
    except DeckRefusedError as error:
        return _refuse("\n".join(fault_lines(error.file, error.faults)), error.exit_code)
    except SsiError as error:
        return _refuse_for(error)
    app.run()
    if asked.keep and app.people:
        from ssi_tui.workshop.group import PeopleGroup, save_group

        save_group(PeopleGroup(name=asked.keep, people=app.people))
    return app.return_code or 0


def _run(asked: LaunchOptions, settings: choices.Settings) -> int:
    _choose_colours()
    from ssi_tui.store import Store
    from ssi_tui.tui.app import SsiApp  # with Textual: 100 ms

    said = _finish_deletions()
    settings = choices.load_settings() if said else settings  # it may have been the one in use
    try:
        folder = Path(_folder(asked.profile, settings))
        scenarios = _files(asked.scenarios)
    except SsiError as error:
        return _refuse_for(error)
    store = Store(folder, must_exist=folder.name != choices.FIRST_PROFILE)
    app = SsiApp(store, settings=settings, scenarios=scenarios, sample=asked.sample)
    app.remarks.greeting = said
    if not (asked.sample or folder.exists()):
        from ssi_tui.tui.settings.room import ask_activity  # for the first run alone

        app.first.first_run = ask_activity
    app.run()
    if app.crash:
        lost = app.own.rescue()

        report = write_report(folder, app.crash, datetime.now())
        where = _("Where it happened, without your notes: {file}").format(file=report)
        text = _("ssi-tui stopped because of an error of its own. Everything logged is saved.")
        if lost:
            text = ngettext(
                "ssi-tui stopped because of an error of its own. {count} entry is NOT saved.",
                "ssi-tui stopped because of an error of its own. {count} entries are NOT saved.",
                lost,
            ).format(count=lost)
        return _refuse(f"{text} {where}" if report else text, UNEXPECTED)
    return app.return_code or 0


def _finish_deletions() -> str:
    """End the deletions that were stopped: what there is to say of it, or nothing."""
    if not deletion_waits():
        return ""
    from ssi_tui.sync.deletion import finish  # only after a killed deletion
    from ssi_tui.wording.files import finished_text, unfinished_text

    try:
        return " ".join(finished_text(folder, gone.files) for folder, gone in finish())
    except SsiError as error:
        return unfinished_text(error)


def _choose_colours() -> None:
    """As many as `ssi` sends: Textual reads this when it is loaded."""
    from ssi_tui.chart.palette import Depth, colour_depth

    depth = colour_depth({**os.environ, "NO_COLOR": ""}, is_terminal=True)  # it knows NO_COLOR
    systems = {Depth.ANSI: "standard", Depth.XTERM: "256", Depth.TRUE: "truecolor"}
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", systems.get(depth, "standard"))


def _files(names: Sequence[str]) -> tuple[Path, ...]:
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        if not path.is_file():
            from ssi_tui.forecasting import find_scenario  # only when a name is no file: numpy

            path = find_scenario(name)
            if not path.is_file():
                raise NotFoundError("scenario", name)
        paths.append(path.resolve())
    return tuple(paths)


def _folder(name: str, settings: choices.Settings) -> str:
    """Of the profile of this name or folder, or of the one in use; the first has none at first."""
    if name and name != choices.FIRST_PROFILE:
        from ssi_tui.store.profiles import find_profile

        name = find_profile(name).folder
    return choices.profile_folder(name or settings.profile)


def _refuse_for(error: SsiError) -> int:
    from ssi_tui.tui.journal.notices import told_error  # only for a start that fails: the journal's

    return _refuse(told_error(error, named=True), error.exit_code)


def _refuse(text: str, code: int) -> int:
    print(f"ssi-tui: {text}", file=sys.stderr)  # noqa: T201
    return code
