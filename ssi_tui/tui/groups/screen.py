"""The group room: everybody of a workshop or a team on one screen, over the room in sight."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.events import Key

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.exchange.csv_text import guarded, write_rows
from ssi_tui.i18n import N_, _
from ssi_tui.store.profiles import folder_name
from ssi_tui.tui.groups.draw import GroupBoard, GroupView, draw_group
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.commands import command, command_for, commands_of, pressed
from ssi_tui.tui.shell.dialogs import Dialog
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile
from ssi_tui.tui.shell.rows import Painted
from ssi_tui.workshop.group import SAMPLE, PeopleGroup, list_groups, read_group

if TYPE_CHECKING:
    from ssi_tui.tui.shell.services import Services
    from ssi_tui.workshop.race import Race


def groups() -> tuple[tuple[PeopleGroup, ...], str]:
    """Every group that can be read, the made-up one last, and what is wrong with another."""
    people, said = [], ""
    for path in list_groups():
        try:
            group = read_group(path)
        except SsiError as error:
            said = told_error(error)
        else:
            people += [group] if group.people else []
    return (*people, SAMPLE), said


class GroupScreen(Dialog[None]):
    """Reads the groups and races the strategies; changes nothing."""

    DEFAULT_CSS = "GroupScreen { background: $background; } #group { height: 1fr; }"
    ABOUT = N_(
        "People of a workshop or a team: where each stands, how they spread, what strategies would "
        "change for whom and how sure that is, and two of them on one chart. "
        "`ssi group new NAME` makes a group from a paste."
    )
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, services: Services, *, hidden: bool, hide: Callable[[bool], None]) -> None:
        """``hidden``: whether names are hidden already; ``hide``: told when that changes."""
        super().__init__()
        self.services, self._hide = services, hide
        self.groups, said = groups()
        self.board = self._first(self.groups[0], hidden=hidden, said=said)
        self.races: dict[str, Race] = {}
        """By the group's name: a race is not run twice."""
        self.lines = Painted("group", lambda *size: draw_group(self.board, *size))

    def _first(self, group: PeopleGroup, *, hidden: bool, said: str = "") -> GroupBoard:
        return GroupBoard(group=group, today=self.services.today, hidden=hidden, said=said)

    def compose(self) -> ComposeResult:
        yield self.lines

    def on_mount(self) -> None:
        """Race at once; the people are in sight meanwhile."""
        self.run_race()

    def put(self, **changed: object) -> None:
        """Draw the board with these changes."""
        self.board = replace(self.board, **changed)  # type: ignore[arg-type]  # names of its fields
        self.lines.redraw()

    @work(group="race", exclusive=True)
    async def run_race(self) -> None:
        """Off the UI thread; a group that has raced is shown at once."""
        group, today = self.board.group, self.board.today
        loop = asyncio.get_running_loop()

        def told(done: int, _all: int) -> None:
            loop.call_soon_threadsafe(self._told, group.name, done)

        def run() -> tuple[Race, dict[str, tuple[float, float]]]:
            from ssi_tui.forecasting import ROLES  # with numpy and scipy: 400 ms
            from ssi_tui.workshop.race import built_in, race

            goals = {role.value: (goal.low, goal.high) for role, goal in ROLES.items()}
            return race(group, built_in(), today=today, progress=told), goals

        known = self.races.get(group.name)
        if known is None:
            ran, goals = await asyncio.to_thread(run)
            self.races[group.name] = known = ran
            self.put(goals=goals)
        self.put(race=known)

    def _told(self, name: str, done: int) -> None:
        if self.is_attached and self.board.group.name == name and self.board.race is None:
            self.put(done=done)

    def on_key(self, event: Key) -> None:
        """A command; other keys change nothing."""
        event.stop()
        key = pressed(event)
        self.put(said="")
        if key in "1234":
            self.put(view=[*GroupView][int(key) - 1])
        elif asked := command_for(key, GROUP_KEYS):
            getattr(self, f"do_{asked.name}")()

    def _move(self, by: int) -> None:
        self.put(at=max(0, min(len(self.board.group.people) - 1, self.board.at + by)))

    # Commands

    @command("up", "k", shown="↑ ↓", help=N_("choose a person"))
    def do_up(self) -> None:
        self._move(-1)

    @command("down", "j", help=N_("choose a person"), listed=False)
    def do_down(self) -> None:
        self._move(1)

    def _turn(self, by: int) -> None:
        views = [*GroupView]
        self.put(view=views[(views.index(self.board.view) + by) % len(views)])

    @command("right", "tab", shown="← → 1 2 3 4", help=N_("people, spread, race, two on a chart"))
    def do_next_view(self) -> None:
        self._turn(1)

    @command("left", "shift+tab", help=N_("the view before"), listed=False)
    def do_last_view(self) -> None:
        self._turn(-1)

    @command("space", "enter", help=N_("put the chosen one beside others on the chart"))
    def do_beside(self) -> None:
        board = self.board
        if board.view is GroupView.TWO:
            self.put(beside=board.at, at=board.other if board.other is not None else board.at)
            return
        self.put(beside=None if board.beside == board.at else board.at)

    @command("x", help=N_("hide names everywhere, or show them"))
    def do_names(self) -> None:
        self.put(hidden=not self.board.hidden)
        self._hide(self.board.hidden)

    @command("g", help=N_("the next group"))
    def do_group(self) -> None:
        names = [group.name for group in self.groups]
        at = (names.index(self.board.group.name) + 1) % len(names)
        if len(names) == 1:
            self.put(said=_("There is no other: `ssi group new NAME` makes one from a paste."))
            return
        goals = self.board.goals
        self.board = self._first(self.groups[at], hidden=self.board.hidden)
        self.put(goals=goals)
        self.run_race()

    @command("s", help=N_("save the table, with numbers in place of names"))
    def do_save(self) -> None:
        self._save(names=False)

    @command("S", help=N_("save the table with names"))
    def do_save_names(self) -> None:
        self._save(names=True)

    def _save(self, *, names: bool) -> None:
        if self.board.race is None:
            self.put(said=_("The race still runs: in a moment."))
            return
        page = save_page(self.board, names=names)
        self.app.push_screen(page, lambda said: self.put(said=said or ""))

    @command("?", help=N_("this help"), listed=False)
    def do_help(self) -> None:
        from ssi_tui.tui.shell.dialogs import Help

        lines = [(one.key, _(one.help)) for one in GROUP_KEYS if one.listed]
        self.app.push_screen(Help(_("Groups"), _(self.ABOUT), lines))

    @command("escape", "q", help=N_("back to the room before"))
    def do_leave(self) -> None:
        self.dismiss()


GROUP_KEYS = commands_of(GroupScreen)
"""Its keys, in the order of the help."""


def group_table(board: GroupBoard, *, names: bool) -> str:
    """CSV: a row a person; `names`: else they are numbers."""
    strategies = board.race.strategies if board.race else ()
    heads = ["name", "total", *(pillar.value for pillar in Pillar), "role", "as_usual"]
    for strategy in strategies:
        heads += [f"{strategy}: {part}" for part in ("low", "median", "high")]
    rows = [[guarded(head) for head in heads]]
    for place, person in enumerate(board.group.people):
        runner = board.row(place)
        cells: list[object] = [person.name if names else place + 1, person.total]
        cells += person.pillars or [None] * len(Pillar)
        cells += [person.role, runner and runner.usual]
        for gain in runner.gains if runner else ():
            cells += [gain.low, gain.median, gain.high]
        rows.append([_cell(cell) for cell in cells])
    return write_rows(rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else guarded(str(value))


def save_page(board: GroupBoard, *, names: bool) -> WriteFile:
    """Asks where the table is to go."""

    def write(path: Path) -> str:
        write_whole(path, group_table(board, names=names).encode("utf-8-sig"))
        return _("Wrote {file}").format(file=plain(str(path)))

    about = _("Numbers in place of names: S writes it with names.")
    if names:
        about = _("With the names of all: look at who gets it.")
    job = FileJob((".csv",), write)
    place = f"~/{folder_name(board.group.name)}.csv"
    return WriteFile(_("Save the group as a table"), about, place, job)
