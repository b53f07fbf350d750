"""The app in a browser of this machine: textual-serve with pages of our own, on loopback only."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.server import Server

from ssi_tui.i18n import _, language

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost", "[::1]")
"""What a browser of this machine may call it."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_VISITOR = """
import os, sys, tempfile
home = tempfile.TemporaryDirectory(prefix="ssi-visitor-", ignore_cleanup_errors=True)
os.environ["SSI_HOME"] = home.name
from ssi_tui.tui import main
main(sys.argv[1:])
"""
"""Each visitor has a home of their own, which goes with them."""
_OWNER = "from ssi_tui.tui import main; main()"


def command_for(arguments: Sequence[str], *, own_home: bool) -> str:
    """The shell's line that starts the app for one visitor."""
    words = [sys.executable, "-c", _VISITOR if own_home else _OWNER, *arguments]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def is_of_this_machine(host: str, origin: str) -> bool:
    """Whether a request's Host and Origin headers are those of a page of ours.

    Another page that is open in the browser, or a foreign name that leads to this machine, is
    not let in.
    """
    if host.rpartition(":")[0] not in NAMES:
        return False
    return origin in ("", f"http://{host}")


class BrowserServer(Server):
    """One process for each visitor; pages that load nothing from elsewhere."""

    def __init__(
        self, command: str, port: int, *, ready: Callable[[], None] = lambda: None
    ) -> None:
        """``ready``: called once whoever is told the address can stop us as well."""
        super().__init__(
            command,
            host=LOOPBACK,
            port=port,
            title="ssi-tui",
            templates_path=Path(__file__).parent / "templates",
        )
        self._ready = ready

    def initialize_logging(self) -> None:
        """None: it would print what visitors do."""

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is printed but what `ssi serve` says."""
        self._ready()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(_only_this_machine)
        app.router.add_get("/favicon.ico", _no_picture)
        return app

    async def handle_index(self, request: web.Request) -> Any:
        """Our page in place of the package's, which asks a font service for a font."""
        import aiohttp_jinja2

        address = request.host
        context = {
            "language": language().replace("_", "-"),
            "application": {"name": self.title},
            "config": {"static": {"url": "/static/"}},
            "app_websocket_url": f"ws://{address}/ws",
            "font_size": _font_size(request.query.get("fontsize", "")),
            "opening": _("One moment …"),
            "closed": _("The app was closed."),
            "again": _("Open it again"),
        }
        return aiohttp_jinja2.render_template("app_index.html", request, context)


async def _no_picture(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


def _font_size(text: str) -> int:
    return min(max(int(text), 8), 48) if text.isascii() and text.isdigit() and len(text) < 4 else 16


@web.middleware
async def _only_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    if not is_of_this_machine(request.host, request.headers.get("Origin", "")):
        return web.Response(status=403, text="")
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
