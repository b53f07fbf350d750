"""`ssi serve`, and the phones' pages in a real browser: what is asked for, and from whom."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from ssi_tui.workshop.browser import BrowserServer, is_of_this_machine
from ssi_tui.workshop.phones import PhoneRoom, listen
from tests.workshop.chrome import chrome, needed


@pytest.mark.parametrize(
    ("host", "origin", "let_in"),
    [
        ("127.0.0.1:8517", "", True),
        ("localhost:8517", "http://localhost:8517", True),
        ("evil.example:8517", "", False),
        ("127.0.0.1:8517", "http://evil.example", False),
        ("127.0.0.1:8517", "null", False),
        ("127.0.0.1.evil.example:8517", "", False),
        ("", "", False),
    ],
)
def test_only_pages_of_this_machine_are_let_in(host: str, origin: str, let_in: bool) -> None:
    assert is_of_this_machine(host, origin) is let_in


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def serving(port: int, command: str) -> web.AppRunner:
    runner = web.AppRunner(await BrowserServer(command, port)._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


async def test_the_page_is_our_own_and_asks_nobody_else() -> None:
    port = free_port()
    runner = await serving(port, "true")
    try:
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/") as response:
                page = await response.text()
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "googleapis" not in page
            assert "https://" not in page
            foreign = {"Host": f"evil.example:{port}"}
            async with session.get(f"http://127.0.0.1:{port}/", headers=foreign) as response:
                assert response.status == 403
    finally:
        await runner.cleanup()


@needed
async def test_the_app_is_seen_in_a_real_browser_and_nothing_is_asked_elsewhere(
    tmp_path: Path,
) -> None:
    homes = tmp_path / "homes"
    homes.mkdir()
    port = free_port()
    program = "import sys; from ssi_tui.cli import main; main()"
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, "serve", "--port", str(port)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(homes)},
    )
    assert server.stdout
    assert await server.stdout.readline() == f"http://127.0.0.1:{port}\n".encode()
    root = f"127.0.0.1:{port}"
    try:
        async with chrome() as browser, browser.page() as page:
            await page.open(f"http://{root}/", 1000, 700)
            for _try in range(150):
                if await page.value("document.body.classList.contains('-first-byte')"):
                    break
                await asyncio.sleep(0.1)
            else:
                pytest.fail("the app was never seen")
            await page.picture(tmp_path / "app.png")
            assert page.faults == []
            assert [url for url in page.requests if root not in url] == []
            assert len(list(homes.glob("ssi-visitor-*"))) == 1
        for _try in range(100):  # the tab is closed: what the visitor had goes
            if not list(homes.glob("ssi-visitor-*")):
                break
            await asyncio.sleep(0.1)
        assert not list(homes.glob("ssi-visitor-*"))
    finally:
        server.terminate()
        await server.wait()


@needed
async def test_twelve_visitors_join_in_a_real_browser_and_the_room_has_their_values(
    tmp_path: Path,
) -> None:
    room = PhoneRoom()
    room.ask("Where will it be in twelve weeks?")
    phones = await listen(room)
    asked: list[str] = []
    try:
        async with chrome() as browser:
            for number in range(12):
                async with browser.page() as page:
                    await page.open(phones.address, 360, 800)
                    width = await page.value("document.documentElement.scrollWidth")
                    assert width <= 360, "wider than a phone"
                    await page.fill(name=f"Visitor {number}", brand="12,5", people="6")
                    await page.fill(insights="3", relationships=str(number), minutes="60")
                    await page.press("join")
                    await page.fill(guess=str(30 + number))
                    await page.press("guess")
                    assert f"Your guess: {30 + number}" in await page.value(
                        "document.body.innerText"
                    )
                    assert await page.value("document.documentElement.scrollWidth") <= 360
                    await page.picture(tmp_path / f"{number}.png")
                    assert page.faults == []
                    asked += page.requests
        assert [person.total for person in room.people] == [21.5 + n for n in range(12)]
        assert room.guesses == {f"Visitor {n}": 30.0 + n for n in range(12)}
        assert [url for url in asked if not url.startswith(phones.address.rpartition("/")[0])] == []
    finally:
        await phones.close()
