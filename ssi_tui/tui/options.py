"""What `ssi-tui` is told on the command line: few enough to read without a parser to import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssi_tui.i18n import _


class Options(NamedTuple):
    """One call."""

    profile: str = ""
    """Empty: the one in use."""
    sample: bool = False
    scenarios: tuple[str, ...] = ()
    """Files, or names of shipped ones, for What-if."""
    show: str = ""
    """``help`` or ``version``: print it and leave."""


class UsageError(Exception):
    """An option that there is not; the text says which."""


def read(arguments: Sequence[str]) -> Options:
    """The options, or UsageError."""
    options = Options()
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            return options._replace(scenarios=(*options.scenarios, *waiting))
        if name in ("--profile", "-p"):
            if not equals and not waiting:
                raise UsageError(_("{option} needs a name").format(option=name))
            options = options._replace(profile=value if equals else waiting.pop(0))
        elif word == "--sample":
            options = options._replace(sample=True)
        elif word in ("--help", "-h"):
            return options._replace(show="help")
        elif word == "--version":
            return options._replace(show="version")
        elif word.startswith("-"):
            raise UsageError(_("There is no option {option}.").format(option=word))
        else:
            options = options._replace(scenarios=(*options.scenarios, word))
    return options


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
        _("  --version           print the version"),
        _("  -h, --help          print this"),
        "",
        _("In the app, ? shows the keys. The same from a shell: ssi --help"),
    ]
    return "\n".join(lines)
