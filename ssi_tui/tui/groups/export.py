"""A group as a table for spreadsheets: what stands on the screen, without names unless asked."""

from __future__ import annotations

from pathlib import Path

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.exchange.csv_text import guarded, write_rows
from ssi_tui.i18n import _
from ssi_tui.store.profiles import folder_name
from ssi_tui.tui.groups.board import GroupBoard
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile


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
