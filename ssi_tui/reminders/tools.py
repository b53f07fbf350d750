"""Programs of the system that are asked to do something, and what they say when they will not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

from ssi_tui.errors import ToolRefusedError

SECONDS = 20
"""More patience than any of them needs."""


def there(tool: str) -> bool:
    """Whether a program of that name can be called."""
    return shutil.which(tool) is not None


def ask(*command: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Call a program, and answer how it ended: ToolRefusedError where it could not be started."""
    try:
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolRefusedError(command[0], str(error)) from error


def order(*command: str, stdin: str | None = None) -> str:
    """Call a program that must succeed, and answer what it said: ToolRefusedError."""
    done = ask(*command, stdin=stdin)
    if done.returncode:
        raise ToolRefusedError(command[0], _last_line(done.stderr, done.stdout))
    return done.stdout


def _last_line(*texts: Sequence[str]) -> str:
    lines = [line.strip() for text in texts for line in str(text).splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
