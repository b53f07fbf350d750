"""Headless Chromium, driven over its own debugging protocol: no package beyond aiohttp."""

import asyncio
import base64
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
needed = pytest.mark.skipif(
    PROGRAM is None, reason="there is no chromium on this machine: nothing was looked at in one"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


class Page:
    """One tab; every address that it asks for is remembered."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._number = socket, 0
        self.requests: list[str] = []
        self.faults: list[str] = []

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command of the protocol, and its answer."""
        self._number += 1
        number = self._number
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await asyncio.wait_for(self._socket.receive_json(), 30)
            if message.get("id") == number:
                return dict(message.get("result", {}))
            self._heard(message)

    def _heard(self, message: dict[str, Any]) -> None:
        if message["method"] == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        elif message["method"] == "Runtime.exceptionThrown":
            self.faults.append(str(message["params"]))

    async def open(self, address: str, width: int, height: int) -> Self:
        """Load a page in a window of that size, and wait until it is there."""
        for domain in ("Network", "Runtime", "Page"):
            await self.call(f"{domain}.enable")
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        await self.call("Page.navigate", url=address)
        await self.ready()
        return self

    async def ready(self) -> None:
        """Wait until the page is loaded."""
        for _try in range(500):
            if await self.value("document.readyState == 'complete' && !window.left"):
                return
            await asyncio.sleep(0.01)

    async def value(self, expression: str) -> Any:
        """What a bit of script gives."""
        answer = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer.get("result", {}).get("value")  # none while another page comes

    async def fill(self, **fields: str) -> None:
        """Type into the fields of a form, by name."""
        for name, text in fields.items():
            await self.value(f"document.querySelector('[name={name}]').value = {text!r}")

    async def press(self, does: str) -> None:
        """Send the form whose button does that."""
        await self.value(f"window.left = 1; document.querySelector('button[value={does}]').click()")
        await self.ready()

    async def picture(self, file: Path) -> None:
        """What is seen, as PNG."""
        answer = await self.call("Page.captureScreenshot")
        file.write_bytes(base64.b64decode(answer["data"]))


@asynccontextmanager
async def chrome() -> AsyncIterator["Browser"]:
    """A browser with a home of its own, ended afterwards."""
    assert PROGRAM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = subprocess.Popen(
            [PROGRAM, *FLAGS, f"--user-data-dir={home}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                yield Browser(session, await _port(Path(home)))
        finally:
            process.kill()
            process.wait()


async def _port(home: Path) -> int:
    for _try in range(6000):  # a minute: on a busy machine it took 15 s
        file = home / "DevToolsActivePort"
        if file.exists() and file.read_text().strip():
            return int(file.read_text().splitlines()[0])
        await asyncio.sleep(0.01)
    raise TimeoutError("chromium did not start")


class Browser:
    """Opens tabs; each visitor has cookies of their own."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._root = session, f"http://127.0.0.1:{port}"

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """A tab in a context of its own."""
        async with self._session.get(f"{self._root}/json/version") as response:
            address = (await response.json())["webSocketDebuggerUrl"]
        async with self._session.ws_connect(address) as socket:
            whole = Page(socket)
            context = (await whole.call("Target.createBrowserContext"))["browserContextId"]
            target = await whole.call(
                "Target.createTarget", url="about:blank", browserContextId=context
            )
            place = f"{self._root.replace('http', 'ws')}/devtools/page/{target['targetId']}"
            async with self._session.ws_connect(place, max_msg_size=0) as tab:
                yield Page(tab)
            await whole.call("Target.disposeBrowserContext", browserContextId=context)
