"""Addresses outside: which are allowed, and what the report looks like there."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from pydantic import SecretStr

from cogs.insights.domain.outlets import (
    Wrong,
    is_public,
    shown,
    wrong_with_mailbox,
    wrong_with_url,
)
from cogs.insights.embeds import report_text
from cogs.insights.exports.outside import mail_of, slack_payload, teams_payload
from cogs.insights.repository.recipients import Outlet
from cogs.insights.service.outside import NotTakenError, RefusedError, Webhooks
from tests.cogs.insights import sample_reports as samples

SLACK = "https://hooks.slack.com/services/T0/B0/secret"


@pytest.mark.parametrize(
    ("url", "hosts", "wrong"),
    [
        (SLACK, [], None),
        ("https://hooks.slack.com:443/x", [], None),
        ("https://8.8.8.8/x", [], None),
        ("http://hooks.slack.com/x", [], Wrong.NO_HTTPS),
        ("ftp://hooks.slack.com/x", [], Wrong.NO_HTTPS),
        ("hooks.slack.com/x", [], Wrong.NO_HTTPS),
        ("https://", [], Wrong.NO_HOST),
        ("https://a:b@hooks.slack.com/x", [], Wrong.NO_HOST),
        ("https://hooks.slack.com:99999/x", [], Wrong.NO_HOST),
        ("https://hooks.slack.com/a b", [], Wrong.NO_HOST),
        ("https://evil.example\\@hooks.slack.com/", [], Wrong.NO_HOST),
        ("https://[::1", [], Wrong.NO_HOST),
        ("https://hooks.slack.com/" + "x" * 1_000, [], Wrong.NO_HOST),
        ("https://hooks.slack.com:8443/x", [], Wrong.NOT_ALLOWED),
        ("https://localhost/x", [], Wrong.PRIVATE),
        ("https://127.0.0.1/x", [], Wrong.PRIVATE),
        ("https://169.254.169.254/latest", [], Wrong.PRIVATE),
        ("https://10.1.2.3/", [], Wrong.PRIVATE),
        ("https://[::1]/", [], Wrong.PRIVATE),
        ("https://[::ffff:10.0.0.1]/", [], Wrong.PRIVATE),
        (SLACK, ["hooks.slack.com"], None),
        (SLACK, ["chat.example.org"], Wrong.NOT_ALLOWED),
        ("https://chat.intern:8443/x", ["chat.intern:8443"], None),
        ("https://chat.intern/x", ["chat.intern:8443"], Wrong.NOT_ALLOWED),
        ("http://chat.intern:8443/x", ["chat.intern:8443"], Wrong.NO_HTTPS),
    ],
)
def test_where_a_webhook_may_be(url: str, hosts: list[str], wrong: Wrong | None) -> None:
    assert wrong_with_url(url, hosts) is wrong


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_way_leads_into_a_private_network(address: str) -> None:
    assert not is_public(address)
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")


@pytest.mark.parametrize(
    ("address", "domains", "wrong"),
    [
        ("team@example.org", [], None),
        ("a.b+c@mail.example.org", ["mail.example.org"], None),
        ("team@Example.org", ["example.org"], None),
        ("team@example.org", ["example.com"], Wrong.NOT_ALLOWED),
        ("team@localhost", [], Wrong.NO_MAILBOX),
        ("a@b@example.org", [], Wrong.NO_MAILBOX),
        ("a@example.org, b@example.org", [], Wrong.NO_MAILBOX),
        ("a@example.org\nBcc: b@example.org", [], Wrong.NO_MAILBOX),
        ("<a@example.org>", [], Wrong.NO_MAILBOX),
    ],
)
def test_where_mail_may_go(address: str, domains: list[str], wrong: Wrong | None) -> None:
    assert wrong_with_mailbox(address, domains) is wrong


def test_a_secret_is_not_shown() -> None:
    assert shown("slack", SLACK) == "hooks.slack.com"
    assert shown("mail", "team@example.org") == "t…@example.org"
    assert "secret" not in repr(Outlet(1, "slack", SLACK))


class Trap(AbstractResolver):
    """Names a private address for every host."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = {"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET}
        return [ResolveResult(**found, proto=0, flags=0)]  # type: ignore[typeddict-item]

    async def close(self) -> None:
        pass


async def test_a_public_name_of_a_private_address_is_not_connected_to() -> None:
    with pytest.raises(NotTakenError) as caught:
        await Webhooks(resolver=Trap()).post(SecretStr(SLACK), {})

    assert "secret" not in str(caught.value)
    with pytest.raises(RefusedError):
        await Webhooks().post(SecretStr("https://127.0.0.1/"), {})


def test_the_report_in_the_forms_of_others() -> None:
    full = samples.full()
    report = replace(full, advice={full.findings[0]: "More helpers."})

    slack = slack_payload(report)
    assert [block["type"] for block in slack["blocks"]] == ["header", "section", "section"]
    text = slack["blocks"][1]["text"]["text"]
    assert "• Messages rose by 8 %; #boats gained most." in text
    assert "What could help: More helpers." in text
    assert {"type": "mrkdwn", "text": "*Messages*\n2,856 (▲ +8 %)".replace(" %", "\u00a0%")} in (
        slack["blocks"][2]["fields"]
    )

    (attachment,) = teams_payload(report)["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["type"] == "AdaptiveCard"
    facts = attachment["content"]["body"][-1]["facts"]
    assert {"title": "Messages", "value": "2,856 (▲ +8\u00a0%)"} in facts

    at = datetime(2020, 3, 9, 8, tzinfo=UTC)
    mail = mail_of(
        report, report_text(report), sender="bot@example.org", to="a@b.org", nonce="n1", at=at
    )
    assert mail["Message-ID"] == "<n1@example.org>"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Messages rose by 8 %" in body.get_content()
    (page,) = mail.iter_attachments()
    assert page.get_content_type() == "text/html"
    assert "Harbour" in page.get_content()


def test_what_people_typed_acts_nowhere() -> None:
    report = samples.hostile()

    payload = slack_payload(report)
    del payload["blocks"][0]  # its text is of a kind that knows no marks
    slack = json.dumps(payload, ensure_ascii=False)
    assert not re.search(r"<(script|!|@|#)", slack)
    assert "*bold*" not in slack
    card = teams_payload(report)["attachments"][0]["content"]["body"]
    assert {block["type"] for block in card} == {"RichTextBlock", "FactSet"}
    at = datetime(2020, 3, 9, tzinfo=UTC)
    mail = mail_of(report, "text", sender="bot@example.org", to="a@b.org", nonce="n", at=at)
    assert "\n" not in mail["Subject"]
    assert "\u202e" not in mail["Subject"]
