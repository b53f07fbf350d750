"""The shared folder among the settings: how it stands in the list, and how it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssi_tui.chart.text import plain
from ssi_tui.i18n import _
from ssi_tui.tui.settings.draw import Option
from ssi_tui.tui.shell.forms import Answer, Field, Form

SYNC = "sync"
"""The field of `Settings`, and of the form."""


def shared_folder(folder: str) -> Option:
    """Off, or the folder that was named; another one is typed."""
    known = ((folder, plain(folder)),) if folder else ()
    return Option(
        SYNC,
        _("Shared folder"),
        _("Carries the journal to your other machines; Enter names a folder, ← ends it."),
        (("", _("off")), *known),
        " ",
    )


def folder_form(folder: str) -> Form:
    """Asks for a folder that is there; none at all ends the exchange."""
    return Form([Field(SYNC, _("Shared folder"), folder or "~/")], _look)


def folder_typed(values: Mapping[str, str]) -> str:
    """Its whole path; empty for none."""
    text = values[SYNC].strip()
    return str(Path(text).expanduser().absolute()) if text else ""


def _look(values: Mapping[str, str]) -> Answer:
    try:
        folder = folder_typed(values)
        there = Path(folder).is_dir()
    except (OSError, RuntimeError, ValueError):  # a name that no system can have
        folder, there = values[SYNC], False
    if not folder:
        return Answer(_("No folder: nothing is exchanged any more."))
    if not there:
        text = _("There is no folder {folder}.").format(folder=plain(folder))
        return Answer(text, good=False, ready=False)
    return Answer(_("Syncthing, Dropbox or a stick carries it; exchanged now and every minute."))
