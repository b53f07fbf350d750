"""The help and the palette of the room in sight, made from its commands."""

from __future__ import annotations

from ssi_tui.i18n import _
from ssi_tui.tui.dialogs.help import Help
from ssi_tui.tui.dialogs.picker import Choice, Picker
from ssi_tui.tui.keys.everywhere import BY_NAME, EVERYWHERE
from ssi_tui.tui.screens.main import Main
from ssi_tui.tui.telling import sentence


def help_sheet(main: Main) -> Help:
    """The keys of the room, then those that work everywhere."""
    room = main.room
    lines = room.help_lines() + [(one.key, _(one.help)) for one in EVERYWHERE if one.listed]
    digits = [tab.digit for tab in main.tabs.tabs]
    lines.append((f"{digits[0]}–{digits[-1]}", _("the other screens")))
    return Help(_(room.TAB.title), _(room.ABOUT), lines, room.shell_line())


def all_commands(main: Main) -> Picker:
    """Answers the name of a command, or ``open`` and the id of a room."""
    offered = [one for one in (*main.room.COMMANDS, *EVERYWHERE, *BY_NAME) if one.palette]
    lines = [Choice(one.name, sentence(_(one.help)), aside=one.key) for one in offered]
    lines += [
        Choice(f"open {tab.id}", _(tab.title), aside=tab.digit)
        for tab in main.tabs.tabs
        if tab is not main.room.TAB
    ]
    return Picker(_("All commands"), lines)
