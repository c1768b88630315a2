"""Carrying a report outside: posting to a webhook, and mailing."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection, Mapping
from email.message import EmailMessage
from typing import Any, Final

import aiohttp
import aiosmtplib
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from pydantic import SecretStr

from bot.errors import StewardError
from cogs.insights.domain.outlets import Wrong, is_listed, is_public, wrong_with_url
from cogs.insights.settings import Settings

_TIMEOUT: Final = aiohttp.ClientTimeout(total=30, sock_connect=10)
_MAIL_TIMEOUT_S: Final = 30.0
# What a gateway says that does not know whether the server behind it took the message.
_UNSURE: Final = frozenset({502, 504})
_TOO_MANY: Final = 429
_SERVER_ERROR: Final = 500


class NotTakenError(StewardError):
    """The other side did not take it: it may be tried again."""


class RefusedError(StewardError):
    """The other side will never take it. ``status``: what it said, 0 where that is no number."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


class UnsureError(StewardError):
    """Nobody knows whether it arrived."""


class _PublicOnly(AbstractResolver):
    """Resolves names, and refuses those of a private network but for those that are listed.

    The connection is made to the very addresses that were looked at here.
    """

    def __init__(self, hosts: Collection[str], inner: AbstractResolver) -> None:
        self._hosts = hosts
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of ``host``. Raises OSError where one of them is private."""
        found = await self._inner.resolve(host, port, family)
        if not is_listed(host, port, self._hosts) and not all(
            is_public(one["host"]) for one in found
        ):
            raise OSError("the name leads into a private network")
        return found

    async def close(self) -> None:
        """Close the resolver below."""
        await self._inner.close()


class Webhooks:
    """Posts JSON to webhooks: https alone, no redirects, no private addresses."""

    def __init__(
        self,
        hosts: Collection[str] = (),
        *,
        context: ssl.SSLContext | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._hosts = frozenset(hosts)
        self._context = context
        self._resolver = resolver

    def wrong_with(self, url: str) -> Wrong | None:
        """Return why ``url`` may not be posted to, None where it may."""
        return wrong_with_url(url, self._hosts)

    async def post(self, url: SecretStr, payload: Mapping[str, Any]) -> None:
        """Post ``payload``.

        Raises NotTakenError, RefusedError or UnsureError; none of them holds the address.
        """
        if self.wrong_with(url.get_secret_value()) is not None:
            raise RefusedError
        connector = aiohttp.TCPConnector(
            resolver=_PublicOnly(self._hosts, self._resolver or ThreadedResolver()),
            ssl=self._context if self._context is not None else True,
            force_close=True,
            use_dns_cache=False,
        )
        async with aiohttp.ClientSession(
            connector=connector, timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
        ) as session:
            status = await self._status(session, url, payload)
        if status in _UNSURE:
            raise UnsureError(f"answered with {status}")
        if status == _TOO_MANY or status >= _SERVER_ERROR:
            raise NotTakenError(f"answered with {status}")
        if not 200 <= status < 300:  # noqa: PLR2004 - the class of success
            raise RefusedError(status)

    @staticmethod
    async def _status(
        session: aiohttp.ClientSession, url: SecretStr, payload: Mapping[str, Any]
    ) -> int:
        # The library's errors quote the address, and logs may show what a frame holds: nothing
        # of either is left where ours is raised.
        failure: StewardError
        try:
            async with session.post(
                url.get_secret_value(), json=payload, allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            failure = NotTakenError(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = UnsureError(type(error).__name__)
        raise failure


class Mailer:
    """Mails by the operator's SMTP server; off where none is set."""

    def __init__(self, settings: Settings, *, context: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._context = context

    @property
    def is_on(self) -> bool:
        """Whether the operator set a server and a sender."""
        return bool(self._settings.smtp_host and self._settings.smtp_from)

    @property
    def sender(self) -> str:
        """The sender's address."""
        return self._settings.smtp_from or ""

    async def send(self, message: EmailMessage) -> None:
        """Hand ``message`` to the server. Raises as ``Webhooks.post`` does."""
        set_ = self._settings
        try:
            await aiosmtplib.send(
                message,
                hostname=set_.smtp_host,
                port=set_.smtp_port,
                username=set_.smtp_user,
                password=set_.smtp_password.get_secret_value() if set_.smtp_password else None,
                use_tls=set_.smtp_security == "tls",
                start_tls=set_.smtp_security == "starttls",
                tls_context=self._context,
                timeout=_MAIL_TIMEOUT_S,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [one.code for one in error.recipients]
            raise _refusal(max(codes, default=0)) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code) from None
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPConnectTimeoutError) as error:
            raise NotTakenError(type(error).__name__) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise UnsureError(type(error).__name__) from None


def _refusal(code: int) -> StewardError:
    # RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not.
    return RefusedError(code) if code >= _SERVER_ERROR else NotTakenError(f"answered with {code}")
