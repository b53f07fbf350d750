"""How a call that failed ends: one clear sentence on stderr, a way on, and the exit code."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.session import Session, UnheardError
from ssi_tui.errors import (
    AmbiguousError,
    BadValueError,
    DamagedError,
    InDoubtError,
    LockedError,
    NewerSchemaError,
    NoLockError,
    NotFoundError,
    NotSavedError,
    SsiError,
    ToolRefusedError,
    UnfinishedDeletionError,
)
from ssi_tui.i18n import N_, _, language
from ssi_tui.wording.actions import ACTIONS, action_name, match_action
from ssi_tui.wording.errors import system_reason, system_text, worded

if TYPE_CHECKING:
    from ssi_tui.exchange.linkedin.archive import ArchiveReport


class ScenarioRefusedError(SsiError):
    """Scenario files with faults, each at its place."""

    exit_code = 2

    def __init__(self, faults: list[dict[str, object]]) -> None:
        self.faults = faults
        """``file``, ``line``, ``column``, ``path`` and ``message`` of each."""
        super().__init__(f"{len(faults)} faults")


class PageUnclearError(SsiError):
    """A pasted text that is no reading."""

    exit_code = 2

    def __init__(self, gap: str, lines: list[str]) -> None:
        self.gap, self.lines = gap, lines
        """Why, and the sentences that say what was understood."""
        super().__init__(gap)


_TYPES: tuple[tuple[type[Exception], str, tuple[str, ...]], ...] = (
    (BadValueError, "bad-value", ("field", "value", "allowed")),
    (NotFoundError, "not-found", ("what", "name", "nearest", "allowed")),
    (AmbiguousError, "ambiguous", ("what", "name", "candidates")),
    (NewerSchemaError, "newer-version", ("file",)),
    (DamagedError, "damaged", ("file",)),
    (InDoubtError, "in-doubt", ("file",)),
    (NotSavedError, "not-saved", ("file",)),
    (UnfinishedDeletionError, "unfinished-deletion", ("file",)),
    (LockedError, "locked", ("file",)),
    (ToolRefusedError, "tool", ("tool", "reason")),
    (ScenarioRefusedError, "scenario", ("faults",)),
    (PageUnclearError, "page", ("gap",)),
    (UnheardError, "unheard", ("file", "reason")),
    (click.UsageError, "usage", ()),
    (OSError, "system", ()),
)
"""The word for each error in `--json`, the first that fits, and what it carries."""


def report(session: Session, error: Exception) -> int:
    """Say what went wrong on stderr, in words or as JSON; answers the exit code."""
    code = error.exit_code if isinstance(error, SsiError | click.ClickException) else 1
    with suppress(OSError):  # nobody to tell
        _tell(session, error, code)
    if code == 1 and os.environ.get("SSI_DEBUG"):
        raise error
    return code


def _tell(session: Session, error: Exception, code: int) -> None:
    message, *ways = sentences(error)
    if code == 1 and session.saved and not isinstance(error, UnheardError):
        ways.insert(0, _("Something was saved before that: `ssi changes` shows it."))
    if session.json:
        word, data = _carried(error)
        fields = {"type": word, "exit": code, "message": message, "hints": ways, **data}
        click.echo(session.as_json("error", fields), err=True)
    elif isinstance(error, ScenarioRefusedError):
        click.echo("\n".join((message, *ways)), err=True)
    else:
        session.tell_warnings()
        click.echo("\n".join((f"ssi: {message}", *ways)), err=True)


def _carried(error: Exception) -> tuple[str, dict[str, object]]:
    """The word for an error, and what it carries, as plain values."""
    for kind, word, names in _TYPES:
        if isinstance(error, kind):
            fields = ((name, getattr(error, name, "")) for name in names)
            return word, {n: v if isinstance(v, list | tuple) else str(v) for n, v in fields}
    if archive := _nothing_known(error):
        files = [{"name": file.name, "reason": str(file.reason)} for file in archive.files]
        return "nothing-known", {"files": files}
    if isinstance(error, SsiError):  # of an import
        reason = getattr(error, "fault", getattr(error, "reason", ""))
        word = "file" if error.exit_code != 1 else "unexpected"
        return word, {"file": getattr(error, "file", ""), "reason": str(reason)}
    return "unexpected", {}


def _nothing_known(error: Exception) -> "ArchiveReport | None":
    """The report of an archive in which nothing was recognised; its error is not loaded here."""
    known: ArchiveReport | None = getattr(error, "report", None)
    return known


def sentences(error: Exception) -> list[str]:
    """What happened, then ways on; each safe on a terminal."""
    match error:
        case ToolRefusedError():
            text = _("{tool} did not do it: {reason}")
            lines = [text.format(tool=error.tool, reason=error.reason)]
        case ScenarioRefusedError():
            lines = [_at_its_place(fault) for fault in error.faults]
        case PageUnclearError():
            lines = error.lines
        case UnheardError():
            text = _("the answer could not be written: {reason}")
            if error.saved:
                text = _("Saved; only the answer could not be written: {reason}")
            lines = [text.format(reason=system_reason(error.reason))]
        case SsiError():
            lines = [worded(error).whole, *_ways_on(error)]
        case click.UsageError():
            way = _("`{command} --help` shows how it is used.")
            path = error.ctx.command_path if error.ctx else "ssi"
            lines = [error.format_message(), way.format(command=path)]
        case click.ClickException():
            lines = [error.format_message()]
        case OSError():
            lines = [system_text(error)]
        case _:
            text = _("this should not have happened: {kind} in {place}")
            way = _("SSI_DEBUG=1 before the command shows more.")
            lines = [text.format(kind=type(error).__name__, place=_place(error)), way]
    return [plain(line) for line in lines]


_WAYS: tuple[tuple[type[SsiError], str], ...] = (
    (NewerSchemaError, N_("It was left as it is. Update ssi-tui to read it.")),
    (InDoubtError, N_("`ssi changes` shows whether the entry is there, before you try again.")),
    (
        NoLockError,
        N_(
            "Some network folders have no locks. Keep the journal on a disk of this computer: move "
            "the folder there, and name it in SSI_HOME."
        ),
    ),
    (
        NotSavedError,
        N_("Nothing was changed. Once the disk takes files again, give the same command."),
    ),
    (
        UnfinishedDeletionError,
        N_("The next `ssi` or `ssi-tui` goes on where this one was stopped."),
    ),
    (LockedError, N_("Nothing was changed. Try again in a moment.")),
)
"""What helps against each error, the first that fits."""


def _ways_on(error: SsiError) -> list[str]:
    """The commands that help."""
    for kind, way in _WAYS:
        if isinstance(error, kind):
            return [_(way)]
    match error:
        case SsiError() if archive := _nothing_known(error):
            from ssi_tui.exchange.sentences import what_became

            return list(what_became(archive, plain))
        case NotFoundError():
            return _nearest(error)
        case AmbiguousError():
            return [f"  {name}" for name in _called(error.what, error.candidates)]
        case DamagedError():
            return [f"{_('It was left as it is.')} {_way_back(error)}"]
    # Refusals of the exchange, told by what they carry: loading it costs 60 ms
    if getattr(error, "fault", "") == "no-dates":
        return [_("--date-column names the column of the days.")]
    if getattr(error, "reason", "") == "sheet":
        return [_("`ssi import analytics` takes a spreadsheet.")]
    return []


def _way_back(error: DamagedError) -> str:
    """The command that brings a damaged file back."""
    if error.file.name == "settings.json":
        return _("Mend it, or move it away: without it the settings are as at first.")
    if error.file.suffix == ".zip":
        return _("`ssi backup list` shows the other copies.")
    return _(
        "`ssi doctor --repair` brings it back from the newest copy and from what it still says."
    )


def _at_its_place(fault: dict[str, object]) -> str:
    """As compilers write it, so that editors can jump there."""
    where = "{file}:{line}:{column}: ".format_map(fault)
    said = f"{fault['path']}: {fault['message']}" if fault["path"] else f"{fault['message']}"
    return where + said


def _called(what: str, names: Sequence[str]) -> list[str]:
    """The names as one would type them: actions in the language, in English as scripts do."""
    translated = what == "action" and language() != "en"
    return [action_name(name) if translated else name for name in names]


_LISTS = {
    "entry": N_("`ssi edit` lists the entries with their ids."),
    "backup": N_("`ssi backup list` lists the copies."),
    "action": N_("`ssi log --help` lists the actions."),
}


def _nearest(error: NotFoundError) -> list[str]:
    if error.what == "profile":
        return [_("`ssi profile list` lists the profiles, `ssi profile new` makes one.")]
    ways = []
    if error.nearest:
        names = ", ".join(_called(error.what, error.nearest))
        ways.append(_("Did you mean {names}?").format(names=names))
    if error.allowed:
        comma = " · " if any("," in name for name in error.allowed) else ", "
        ways.append(_("There is: {names}").format(names=comma.join(error.allowed)))
    if ways:
        return ways
    if error.what == "scenario":
        from ssi_tui.chart.text import wrap
        from ssi_tui.cli.shared.terminal import size
        from ssi_tui.forecasting import shipped

        names = ", ".join(path.stem for path in shipped())
        said = _("Those that come with the program: {names}.").format(names=names)
        return wrap(said, size()[0])
    return [_(_LISTS[error.what])] if error.what in _LISTS else []


def _place(error: Exception) -> str:
    """Module and line where it went wrong; never what the person wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


LISTED = 10
"""Commands at most that a refusal lists whole."""


def unknown_command(ctx: click.Context, name: str, known: tuple[str, ...]) -> click.UsageError:
    """The error for a name that is no command, with those that are near it."""
    said = _("No such command {name!r}.").format(name=name)
    if nearest := _commands_near(ctx, name, known):
        said += " " + _("Did you mean {names}?").format(names=", ".join(nearest))
    elif len(known) <= LISTED:
        said += " " + _("There is: {names}").format(names=", ".join(known))
    return click.UsageError(said, ctx)


def missing_command(ctx: click.Context, known: Sequence[str]) -> click.UsageError:
    """The error for a group that does nothing alone."""
    names = _("There is: {names}").format(names=", ".join(known))
    return click.UsageError(f"{_('Missing command.')} {names}", ctx)


_MEANT = {
    **dict.fromkeys(("today", "week", "month", "year", "explain"), "--as-of {words}"),
    "score": "ssi reading {words}",
}
"""What a word too many is mostly meant for: an option of the command, or another command."""


def too_many_words(ctx: click.Context, words: list[str]) -> click.UsageError:
    """The error for words that the command has no place for, with the line that has one."""
    said = _("There is no place for “{words}” here.").format(words=" ".join(words))
    name = ctx.command.name or ""
    if name == "log":
        said += " " + _("A line logs one action.")
    elif name == "reading" and len(words) == len(Pillar):
        values = zip(Pillar, words, strict=True)
        line = " ".join(f"--{pillar} {value}" for pillar, value in values)
        said += " " + _("Each pillar has its name: {options}").format(options=line)
    elif name == "plan" and words[0] == "by" and words[1:]:
        line = f"--by {' '.join(words[1:])}"
        said += " " + _("Did you mean {names}?").format(names=f"`{line}`")
    elif meant := _MEANT.get(name):
        line = meant if meant.startswith("ssi ") else f"{ctx.command_path} {meant}"
        line = line.format(words=" ".join(words))
        said += " " + _("Did you mean {names}?").format(names=f"`{line}`")
    return click.UsageError(said, ctx)


_OTHER_WORDS = {
    "today": ("heute", "vandaag", "idag", "now"),
    "week": ("woche", "uge"),
    "month": ("monat", "maand", "måned"),
    "year": ("jahr", "jaar", "år"),
    "log": ("add", "eintragen", "loggen", "registrer", "did"),
    "undo": ("back", "zurück", "terug", "fortryd"),
    "score": ("stats", "statistics", "statistik", "graph"),
    "reading": ("ssi", "messwert", "meting", "måling"),
    "target": ("goal", "goals", "ziel", "doel", "mål"),
    "skip": ("rest", "pause", "pauze", "holiday"),
    "config": ("settings", "options", "einstellungen", "instellingen", "indstillinger"),
    "rm": ("delete", "remove", "löschen", "verwijderen", "slet"),
    "help": ("hilfe", "hulp", "hjælp"),
    "explain": ("why", "warum", "waarom", "hvorfor", "breakdown"),
    "sim": (
        *("simulate", "simulation", "forecast", "predict", "whatif", "what-if", "outlook", "stop"),
        *("prognose", "voorspelling", "vorhersage", "simulieren", "simuleren"),
    ),
    "next": ("suggest", "advice", "recommend", "nächste", "volgende", "næste"),
    "changes": ("history", "verlauf", "geschiedenis", "historik"),
    "profile": ("person", "user", "client", "clients", "switch", "kunde", "klant"),
    "remind": ("notify", "alarm", "erinnern", "herinner", "påmind"),
    "present": ("slides", "deck", "slideshow"),
    "demo": ("sample", "example", "beispiel", "voorbeeld", "eksempel"),
    "path": ("where", "location", "wo", "waar", "hvor"),
    "export": ("download", "dump"),
    "import": ("upload", "load"),
}
"""What people type for a command of another name."""


_TAKES = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".md"), ("ssi import csv",)),
    **dict.fromkeys((".yaml", ".yml"), ("ssi sim",)),
    ".xlsx": ("ssi import csv", "ssi import analytics"),
    ".json": ("ssi import json",),
    ".zip": ("ssi import linkedin",),
}
"""How a file's name ends, and the commands that take such a one."""


def _commands_near(ctx: click.Context, name: str, known: tuple[str, ...]) -> list[str]:
    """What takes such a file; else by their beginning, then by spelling; on the first level an
    action is one to log."""
    import difflib  # 6 ms, only after a slip
    from shlex import quote

    place = Path(name)
    folder = ctx.command.name == "import" and place.is_dir()
    if takers := _TAKES.get(".zip" if folder else place.suffix.casefold()):
        return [f"`{command} {quote(name)}`" for command in takers]
    wanted = name.casefold()
    begun = [command for command in known if len(wanted) > 1 and command.startswith(wanted)]
    other = [command for command, words in _OTHER_WORDS.items() if wanted in words]
    begun = begun or [command for command in other if command in known]
    close = begun or difflib.get_close_matches(wanted, known, n=3, cutoff=0.6)
    nearest = [f"`{ctx.command_path} {command}`" for command in close]
    if ctx.parent is None and not begun and (action := _action(name)):
        nearest.insert(0, f"`ssi log {action}`")
    return nearest


def _action(name: str) -> str | None:
    """The action that this is, or is spelt nearly like."""
    from difflib import SequenceMatcher

    try:
        return match_action(name, ACTIONS)
    except AmbiguousError:
        return None
    except NotFoundError as error:
        best = error.nearest[0] if error.nearest else ""
        return best if SequenceMatcher(None, best, name.casefold()).ratio() > 0.75 else None
