"""What a command, or a word too many, may have been meant for."""

import click

from sim.terms import Pillar
from ssi_tui.i18n import _

LISTED = 10
"""Commands at most that a refusal lists whole."""


def unknown_command(ctx: click.Context, name: str, known: tuple[str, ...]) -> click.UsageError:
    """The error for a name that is no command, with those that are near it."""
    said = _("No such command {name!r}.").format(name=name)
    if nearest := _nearest(ctx, name, known):
        said += " " + _("Did you mean {names}?").format(names=", ".join(nearest))
    elif len(known) <= LISTED:
        said += " " + _("There is: {names}").format(names=", ".join(known))
    return click.UsageError(said, ctx)


_MEANT = {
    **dict.fromkeys(("today", "week", "month", "year", "explain"), "--as-of {words}"),
    "plan": "--target {words}",
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
}
"""What people type for a command of another name."""


def _nearest(ctx: click.Context, name: str, known: tuple[str, ...]) -> list[str]:
    """By their beginning, then by spelling; on the first level an action is one to log."""
    import difflib  # 6 ms, only after a slip

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

    from ssi_tui.errors import AmbiguousError, NotFoundError
    from ssi_tui.wording.actions import ACTIONS, match_action

    try:
        return match_action(name, ACTIONS)
    except AmbiguousError:
        return None
    except NotFoundError as error:
        best = error.nearest[0] if error.nearest else ""
        return best if SequenceMatcher(None, best, name.casefold()).ratio() > 0.75 else None
