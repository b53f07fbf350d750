"""A file in the person's own editor, while the app stands aside."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ssi_tui.i18n import _
from ssi_tui.tui.render import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

USUAL = ("sensible-editor", "editor", "nano", "vi")
"""Editors of a terminal, where nobody has named another."""


def editor(environment: Mapping[str, str]) -> list[str]:
    """The command that opens a file: as the environment says, else what the system has."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # an open quote
            continue
        if words:
            return words
    if sys.platform == "darwin":
        return ["open", "-t"]
    if sys.platform == "win32":
        return ["notepad"]
    found = next((command for command in USUAL if shutil.which(command)), "")
    return [found] if found else []


def edit(app: App[object], path: Path) -> str:
    """Open it and come back when the editor ends: what there is to say then, or nothing."""
    command = editor(os.environ)
    text = _("Open {file} in any editor: what you save there is seen here.")
    if not command:
        return text.format(file=plain(str(path)))
    try:
        with app.suspend():
            subprocess.run([*command, str(path)], check=False)
    except SuspendNotSupported:
        return text.format(file=plain(str(path)))
    except OSError as error:
        said = _("{command} could not be started: {reason}")
        return said.format(command=plain(Path(command[0]).name), reason=error.strerror)
    return ""
