"""The report outside Discord: real local servers for the webhook and for mail."""

from __future__ import annotations

import asyncio
import json
import shutil
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.jobs.models import JobRow, JobState
from cogs.insights.models import OUTLET
from cogs.insights.service import outside
from cogs.insights.service.outlets import OutletService
from tests.plugins.answers import sentence
from tests.plugins.town import OpenTown, Town, said

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl makes the local server's certificate"
)


@dataclass
class Outside:
    """What came in at a local https server and at a local mail server.

    ``answers``: what the next posts are answered with, 200 once they are used up; 0 cuts the
    connection after the post was read.
    """

    address: str
    mail_port: int
    trust: ssl.SSLContext
    answers: list[int] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    mail_answers: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        payload = await request.json()
        answer = self.answers.pop(0) if self.answers else 200
        if answer in (0, 200):
            self.posts.append(payload)
        if answer == 0:
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=answer or 200, headers={"Location": "https://localhost/"})

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self.mail_answers.pop(0) if self.mail_answers else "250 OK"
        if answer.startswith("250"):
            self.mails.append(message_from_bytes(bytes(envelope.content or b"")))
        return answer


async def certificate(folder: Path) -> tuple[Path, Path]:
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    process = await asyncio.create_subprocess_exec(
        *command.split(),
        *("-keyout", str(key), "-out", str(cert), "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost"),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0
    return key, cert


@asynccontextmanager
async def outer_world(folder: Path) -> AsyncIterator[Outside]:
    key, cert = await certificate(folder)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(cert, key)
    there = Outside("", 0, ssl.create_default_context(cafile=str(cert)))
    app = web.Application()
    app.router.add_post("/hook/{secret}", there.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving).start()
    port = runner.addresses[0][1]
    there.address = f"https://localhost:{port}/hook/5ecret"
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(
        lambda: SMTP(there, tls_context=serving, require_starttls=True, hostname="localhost"),
        "127.0.0.1",
        0,
    )
    there.mail_port = mail.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        mail.close()
        await runner.cleanup()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[Outside]:
    async with outer_world(tmp_path) as there:
        yield there


def allowed(world: Outside) -> dict[str, Any]:
    host = world.address.split("/")[2]
    return {
        "insights": {
            "webhook_hosts": [host],
            "smtp_host": "localhost",
            "smtp_port": world.mail_port,
            "smtp_from": "steward@example.org",
        }
    }


def trust(town: Town, world: Outside) -> None:
    """Let the bot trust the local servers' certificate."""
    service = town.bot.ports.get(OutletService)
    service.webhooks._context = world.trust
    service.mailer._context = world.trust


async def add(town: Town, label: str, address: str) -> str:
    listed = await town.mayor.slash(town.general, "report outside")
    assert listed.response is not None
    form = await town.mayor.click(listed.response, label=label)
    answer = await town.mayor.submit_modal(form, {"insights-outlet-address": address})
    await town.sim.settle()
    return said(answer)


async def dead(town: Town) -> list[str]:
    rows = await town.rows(select(JobRow.last_error).where(JobRow.state == JobState.DEAD))
    return [row[0] for row in rows]


async def later(town: Town) -> None:
    """Let time pass in strides, so that what was put off is tried again and again."""
    for _ in range(4):
        await town.sim.skip_to(town.sim.now() + timedelta(minutes=10))
        await town.sim.settle()


async def test_the_report_leaves_discord_once(
    open_town: OpenTown, world: Outside, capfd: pytest.CaptureFixture[str]
) -> None:
    async with open_town(**allowed(world)) as town:
        trust(town, world)
        assert "report outside" not in town.ada.available_commands(town.general)
        for number, label in enumerate(("Add Slack", "Add Teams")):
            # A server that is busy is asked again; what it took is there once.
            world.answers = [503, 429] if number == 0 else []
            told = await add(town, label, f"{world.address}{number}")
            assert "The report goes to localhost from now on" in told
            await later(town)
        slack, teams = world.posts
        assert slack["text"] == "Meeple Harbour: the community report"
        assert teams["attachments"][0]["content"]["type"] == "AdaptiveCard"

        world.mail_answers = ["451 try again"]
        told = await add(town, "Add e-mail", "team@example.org")
        assert "t…@example.org" in told
        await later(town)
        (mail,) = world.mails
        assert mail["To"] == "team@example.org"
        assert "the community report" in mail["Subject"]
        assert [part.get_filename() for part in mail.walk() if part.get_filename()] == [
            "report-2026-W09.html"
        ]

        # The schedule's own: each place once more, at the time that is set.
        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        await town.sim.settle()
        await later(town)
        assert (len(world.posts), len(world.mails)) == (4, 2)
        assert world.mails[0]["Message-ID"] != world.mails[1]["Message-ID"]

        listed = await town.mayor.slash(town.general, "report outside")
        assert "Slack: localhost" in said(listed)
        assert "5ecret" not in json.dumps(said(listed))
        assert listed.response is not None
        await town.mayor.select(listed.response, ["1"], custom_id="insights-outlet-drop")
        await town.mayor.select(listed.response, ["3"], custom_id="insights-outlet-drop")
        assert await town.rows(select(OUTLET.c.number)) == [(2,)]
        assert await dead(town) == []
    logged = capfd.readouterr()
    assert "5ecret" not in logged.out + logged.err
    assert "team@example.org" not in logged.out + logged.err


async def test_what_cannot_go_there_is_said_and_never_doubled(
    open_town: OpenTown, world: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town(**allowed(world)) as town:
        trust(town, world)
        for label, address, told in (
            ("Add Slack", "http://localhost/x", "begins with https"),
            ("Add Teams", "https://hooks.slack.com/x", "does not let reports go there"),
            ("Add e-mail", "everybody", "no e-mail address"),
        ):
            assert told in sentence(await add(town, label, address))
        assert await town.rows(select(func.count()).select_from(OUTLET)) == [(0,)]

        # It says no; it leads elsewhere; it takes the report and says nothing.
        for answer, reason in ((404, "refused"), (302, "refused"), (0, "may or may not")):
            world.answers, world.posts = [answer], []
            await add(town, "Add Slack", f"{world.address}-{answer}")
            await later(town)
            assert reason in (await dead(town))[-1]
            assert "5ecret" not in str(await dead(town))
            assert len(world.posts) == (1 if answer == 0 else 0)

        # Killed between sending and writing down that it was sent.
        class Killed(BaseException):
            pass

        posted = outside.Webhooks.post

        async def killed(self: outside.Webhooks, url: SecretStr, payload: dict[str, Any]) -> None:
            await posted(self, url, payload)
            monkeypatch.undo()
            raise asyncio.CancelledError

        world.posts = []
        monkeypatch.setattr(outside.Webhooks, "post", killed)
        await add(town, "Add Teams", f"{world.address}-killed")
        await later(town)
        assert len(world.posts) == 1
        assert "may or may not" in (await dead(town))[-1]
