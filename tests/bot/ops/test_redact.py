from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.redact import REDACTED, redact, redact_text

BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TOKEN = "MTA4MTIzNDU2Nzg5MDEyMzQ1Ng.GabcDE.aB3-_xYz0123456789aB3-_xYz0123456789ab"


def part(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(BASE64URL, min_size=least, max_size=most)


@given(
    st.text(max_size=20),
    st.tuples(part(23, 28), part(6, 7), part(27, 40)),
    st.sampled_from(["", " ", '"', "'", "\n", ":", "=", "/", "(", ")", ","]),
)
def test_no_bot_token_survives_wherever_it_stands(
    before: str, parts: tuple[str, str, str], around: str
) -> None:
    token = ".".join(parts)

    shown = redact_text(f"{before}{around}{token}{around}")

    assert token not in shown
    assert parts[2] not in shown


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"Authorization: Bot {TOKEN}", TOKEN),
        ("Authorization: bot abcdef", "abcdef"),
        ("authorization=Bearer s3cr3t-value", "s3cr3t-value"),
        ("{'Authorization': 'Basic dXNlcjpwYXNz'}", "dXNlcjpwYXNz"),
        ('{"authorization": "s3cr3t-value"}', "s3cr3t-value"),
        (r'"{\"Authorization\": \"Bot s3cr3t-value\"}"', "s3cr3t-value"),
        ("[(b'Authorization', b'Bot s3cr3t-value')]", "s3cr3t-value"),
        ("sent with Bearer s3cr3t-value+/=", "s3cr3t-value"),
        ("postgresql://steward:s3cr3t-value@db:5432/steward", "s3cr3t-value"),
        ("postgresql+asyncpg://steward:s3cr3t/v@lue@db/steward", "s3cr3t/v@lue"),
        ("redis://:s3cr3t-value@cache/0", "s3cr3t-value"),
        ("host=db user=steward password=s3cr3t-value dbname=steward", "s3cr3t-value"),
        ("{'password': 's3cr3t-value'}", "s3cr3t-value"),
        ("PGPASSWORD=s3cr3t-value", "s3cr3t-value"),
        ("POST https://discord.com/api/v10/webhooks/123/s3cr3t-value failed", "s3cr3t-value"),
        ("/interactions/123/s3cr3t-value/callback", "s3cr3t-value"),
        ("[SQL: INSERT]\n[parameters: ('what [she] wrote', 3)]\n(Background", "she"),
        ("failed\nDETAIL:  Failing row contains (1, what\nshe wrote).\n[SQL: X]", "she wrote"),
    ],
)
def test_secrets_are_taken_out_of_text(text: str, secret: str) -> None:
    shown = redact_text(text)

    assert secret not in shown
    assert REDACTED in shown


@pytest.mark.parametrize(
    "text",
    [
        "member welcomed",
        "bot.ledger.writer",
        "discord.ext.commands.errors.CommandInvokeError",
        "https://discord.com/channels/81384788765712384/381963689470984203",
        "postgresql://steward@db:5432/steward",
        "sqlite:////data/steward.db",
        "127.0.0.1:8811",
        "no authorization, retrying",
        "2026-03-02T18:00:00.123456+00:00",
        "/opt/steward/lib/python3.11/site-packages/discord/client.py",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert redact_text(text) == text


def test_the_rest_of_a_database_url_stays_readable() -> None:
    shown = redact_text("cannot reach postgresql://steward:pw@db:5432/steward, retrying")

    assert shown == f"cannot reach postgresql://steward:{REDACTED}@db:5432/steward, retrying"


def test_values_under_telling_keys_go_whole() -> None:
    shown = redact(
        {"token": "x", "Content": "what she wrote", "inner": [{"password": 5, "secret": None}]}
    )

    assert shown == {
        "token": REDACTED,
        "Content": REDACTED,
        "inner": [{"password": REDACTED, "secret": None}],
    }


def test_any_value_becomes_json() -> None:
    class Awkward:
        def __repr__(self) -> str:
            raise RuntimeError(TOKEN)

    loop: list[object] = []
    loop.append(loop)

    shown = redact(
        {
            1: float("nan"),
            "ok": (True, 1.5, None),
            "set": {3},
            "bytes": b"Authorization: Bot s3cr3t-value",
            "awkward": Awkward(),
            "error": ValueError(f"bad {TOKEN}"),
            "loop": loop,
        }
    )

    text = json.dumps(shown, allow_nan=False)
    assert TOKEN not in text
    assert "s3cr3t-value" not in text
    assert "repr raised RuntimeError" in text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a." * 100_000,
        "://a:" * 40_000,
        "password" * 25_000,
        "Authorization: " * 10_000,
    ],
    ids=["run", "dots", "urls", "passwords", "headers"],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    before = time.perf_counter()

    redact_text(text)

    assert time.perf_counter() - before < 2
