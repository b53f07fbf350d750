"""A short text where a person sees it: the desktop's notice, else the terminal."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from ssi_tui.errors import ToolRefusedError
from ssi_tui.reminders.tools import order, there

BALLOON = (
    "Add-Type -AssemblyName System.Windows.Forms;"
    "$n = New-Object System.Windows.Forms.NotifyIcon;"
    "$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true;"
    "$n.ShowBalloonTip(10000, $env:SSI_TITLE, $env:SSI_TEXT, 'Info');"
    "Start-Sleep -Seconds 10; $n.Dispose()"
)
"""The words come by the environment: nothing that a person has written is ever run."""
SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def show(platform: str, title: str, text: str, environ: MutableMapping[str, str]) -> bool:
    """Show it on the desktop; False where there is none that takes it.

    `environ` is the process's own, in which the desktop's address may have to stand.
    """
    with suppress(ToolRefusedError):
        if platform == "darwin" and there("osascript"):
            lines = [word for line in SCRIPT for word in ("-e", line)]
            order("osascript", *lines, title, text)
            return True
        if platform == "win32" and there("powershell"):
            environ.update(SSI_TITLE=title, SSI_TEXT=text)
            order("powershell", "-NoProfile", "-NonInteractive", "-Command", BALLOON)
            return True
        if there("notify-send"):
            _find_desktop(environ)
            order("notify-send", "--app-name=ssi-tui", "--", title, _unmarked(text))
            return True
    return False


def _find_desktop(environ: MutableMapping[str, str]) -> None:
    """Where the user's desktop listens; cron starts without knowing."""
    bus = Path(f"/run/user/{os.getuid()}/bus") if hasattr(os, "getuid") else None
    if "DBUS_SESSION_BUS_ADDRESS" not in environ and bus and bus.exists():
        environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"


def _unmarked(text: str) -> str:
    """Desktops take a few tags as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
