"""The commands that work in every room; those without a key are asked for by their names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.writes import Undo
from ssi_tui.tui.shell.commands import by_key, command, commands_of
from ssi_tui.tui.shell.main import Main
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.theme import ORDER

if TYPE_CHECKING:
    from ssi_tui.tui.what_if.room import WhatIfRoom


class Everywhere:
    """What the app understands beside the commands of the room in sight."""

    def __init__(
        self,
        services: Services,
        main: Main,
        *,
        open_what_if: Callable[[], WhatIfRoom | None],
        quit: Callable[[], Awaitable[None]],
    ) -> None:
        """``open_what_if``: answers None where a form holds the room in sight."""
        self.services, self.main = services, main
        self._open_what_if, self._quit = open_what_if, quit

    @command("u", word=N_("undo"), help=N_("undo the last change"), rank=3)
    def do_undo(self) -> None:
        self.services.write(Undo())

    @command("U", help=N_("do the undone change again"))
    def do_redo(self) -> None:
        self.services.write(Undo(again=True))

    @command("t", word=N_("theme"), help=N_("dark, light or high contrast"), rank=8)
    def do_theme(self) -> None:
        theme = self.main.app.theme
        place = ORDER.index(theme) if theme in ORDER else -1
        self.services.change_settings(theme=ORDER[(place + 1) % len(ORDER)])

    @command("?", word=N_("keys"), rank=0)
    def do_help(self) -> None:
        from ssi_tui.tui.shell.dialogs import help_sheet

        self.services.open_page(help_sheet(self.main))

    @by_key(":", "ctrl+p", word=N_("all"), help=N_("all commands by name"), rank=7)
    def do_palette(self) -> None:
        from ssi_tui.tui.shell.dialogs import all_commands

        self.services.open_page(all_commands(self.main), self._picked)

    async def _picked(self, name: str | None) -> None:
        if name is None:
            return
        chosen, _space, room = name.partition(" ")
        if room:
            self.main.open_room(room)
        else:
            await self.main.run_command(chosen)

    @command("q", word=N_("quit"), help=N_("quit; everything is saved"), rank=1)
    async def do_quit(self) -> None:
        await self._quit()

    # Rare and large ones, by their names in the palette: no letter is lost to them

    @command(help=N_("import an archive, sheet or table"))
    def do_import(self) -> None:
        self.services.import_file()

    @command(help=N_("export everything: JSON or CSV"))
    async def do_export(self) -> None:
        from ssi_tui.tui.exchange.room import open_export

        await open_export(self.services)

    @command(help=N_("backups: keep a copy, restore one"))
    async def do_backups(self) -> None:
        from ssi_tui.tui.exchange.room import open_backups

        await open_backups(self.services)

    @command(help=N_("paste a score page"))
    def do_paste(self) -> None:
        self.main.room.paste("")

    @command(help=N_("present: what-if as a slide for a room"))
    def do_present(self) -> None:
        self.services.present()

    @command(help=N_("picture of this screen: SVG or PNG"))
    def do_picture(self) -> None:
        from ssi_tui.tui.exchange.exporting import ask_for_screen

        room = self.main.room
        ask_for_screen(self.services, self.main, room.TAB.id, _(room.TAB.title), _(room.ABOUT))

    @command(help=N_("picture of the what-if chart: SVG or PNG"))
    def do_drawing(self) -> None:
        from ssi_tui.tui.exchange.exporting import ask_for_chart

        room = self._open_what_if()
        if room and room.sight.curves:
            ask_for_chart(self.services, room.sight.picture, room.standing_sentence())
        elif room:
            self.services.say(
                _("Here are the curves; once they are drawn, the same command saves them.")
            )


COMMANDS = commands_of(Everywhere)
"""In the order of the key row, the help and the palette."""
