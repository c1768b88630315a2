"""A headless Chromium, driven by its own protocol: no driver is needed."""

from __future__ import annotations

import asyncio
import re
import shutil
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)

needs_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium is installed")
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed: npm ci --prefix tests/browser"
)
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--remote-debugging-port=0",
)


class Page:
    """One page. ``complaints``: whatever the page wrote to the console, and what it refused."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self._session = ""
        self.complaints: list[str] = []

    async def listen(self) -> None:
        """Take in what the browser says until it closes."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            elif said["method"] == "Page.loadEventFired":
                self._loaded.set()
            elif said["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled"):
                self.complaints.append(str(said["params"]))
            elif said["method"] == "Runtime.exceptionThrown":
                self.complaints.append(str(said["params"]["exceptionDetails"]))

    async def tell(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command of the DevTools protocol; return its result."""
        number = next(self._ids)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": params} | session)
        said = await asyncio.wait_for(answer, 60)
        assert "error" not in said, said
        return dict(said["result"])

    async def attach(self) -> None:
        """Open an empty page."""
        target = await self.tell("Target.createTarget", url="about:blank")
        found = await self.tell("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            await self.tell(f"{domain}.enable")

    async def open(self, path: Path, theme: str = "light") -> None:
        """Open a file, as a reader with a light or a dark theme."""
        scheme = [{"name": "prefers-color-scheme", "value": theme}]
        await self.tell("Emulation.setEmulatedMedia", features=scheme)
        self._loaded.clear()
        await self.tell("Page.navigate", url=path.as_uri())
        await asyncio.wait_for(self._loaded.wait(), 60)

    async def run(self, script: str) -> Any:
        """Evaluate a script, past the page's own policy; return what it gives."""
        found = await self.tell(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def press_tab(self) -> str:
        """Press Tab; return where the focus is then, as tag and id of its label."""
        for kind in ("keyDown", "keyUp"):
            await self.tell(
                "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
            )
        place = "e => e.tagName.toLowerCase() + ':' + (e.getAttribute('aria-labelledby') || '')"
        return str(await self.run(f"({place})(document.activeElement)"))

    async def violations(self) -> list[str]:
        """Return what axe-core finds wrong: the rule and where."""
        await self.run(AXE.read_text() + "; true")
        found = await self.run("axe.run().then(r => r.violations)")
        return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]

    async def printed_pages(self) -> int:
        """Print it; return how many pages that makes."""
        printed = await self.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", b64decode(printed["data"])))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """Start a browser whose profile is in ``folder``."""
    process = await asyncio.create_subprocess_exec(
        BROWSER,
        *_OPTIONS,
        f"--user-data-dir={folder}",
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert process.stderr is not None
    try:
        address = ""
        while not address:
            line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
            assert line, "the browser ended"
            address = line.partition("DevTools listening on ")[2].strip()
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(address, max_msg_size=0) as socket,
        ):
            page = Page(socket)
            listening = asyncio.create_task(page.listen())
            await page.attach()
            yield page
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
    finally:
        process.terminate()
        # Whoever writes into a pipe that nobody reads would never end.
        await process.communicate()
