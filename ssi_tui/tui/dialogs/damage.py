"""Instead of the rooms, where the journal cannot be read: which file, why, and the way on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen

from ssi_tui.chart import Row
from ssi_tui.errors import DamagedError, NewerSchemaError
from ssi_tui.i18n import _
from ssi_tui.tui.render import plain, wrap
from ssi_tui.tui.widgets.canvas import Canvas


class DamageSheet(Canvas):
    """A few sentences."""

    def __init__(self, error: DamagedError) -> None:
        super().__init__(id="damage")
        self.error = error

    def rows(self, width: int, height: int) -> list[Row]:
        """What happened, where, and what to do."""
        newer = isinstance(self.error, NewerSchemaError)
        title = _("This journal cannot be opened")
        texts = [
            (
                _("A newer version of ssi-tui wrote this file:")
                if newer
                else _("This file cannot be read. It was left exactly as it is:")
            ),
            self.error.file.name,
            plain(self.error.reason),
            "",
            (
                _("Update ssi-tui and start it again.")
                if newer
                else _(
                    "Put a copy of yours in its place, or move it out of its folder "
                    "and start again: all other months stay."
                )
            ),
        ]
        rows: list[Row] = [[], [("  " + title, "bad")], []]
        for text in texts:
            style = "strong" if text == self.error.file.name else "text"
            rows += [[("  " + line, style)] for line in wrap(text, width - 4) or [""]]
        folder = _("Folder: {path}").format(path=self.error.file.parent)
        rows += [
            [],
            *(
                [("  " + folder[at : at + width - 4], "muted")]
                for at in range(0, len(folder), width - 4)
            ),
        ]
        return [*rows, [], [("  q", "key"), ("  " + _("quit"), "muted")]]


class Damage(Screen[None]):
    """Any of the usual keys leaves."""

    def __init__(self, error: DamagedError) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        """The sheet and nothing else."""
        yield DamageSheet(self.error)

    def on_key(self, event: Key) -> None:
        """Leave, with the exit code of the error."""
        if event.key in ("q", "escape", "enter"):
            self.app.exit(return_code=self.error.exit_code)
