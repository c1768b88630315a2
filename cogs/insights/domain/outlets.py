"""Which addresses outside a report may go to."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

_HTTPS: Final = 443
_LONGEST: Final = 1_000
_NAT64: Final = IPv6Network("64:ff9b::/96")
# One address, of the plain form alone: no names, comments, quotes or lists.
_MAILBOX: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})"
)


class OutletKind(StrEnum):
    """What understands the report at the other end."""

    SLACK = "slack"
    TEAMS = "teams"
    MAIL = "mail"


class Wrong(StrEnum):
    """Why a report may not go to an address; each has a sentence in the catalogue."""

    NO_HTTPS = "no-https"
    NO_HOST = "no-host"
    NOT_ALLOWED = "not-allowed"
    PRIVATE = "private"
    NO_MAILBOX = "no-mailbox"


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the internet, and no way into a network of ours."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast


def is_listed(host: str, port: int, hosts: Collection[str]) -> bool:
    """Tell whether an operator's list names a host; ``host:port`` names one port of it."""
    return f"{host}:{port}" in hosts or (port == _HTTPS and host in hosts)


def wrong_with_url(url: str, hosts: Collection[str]) -> Wrong | None:
    """Return why a report may not be posted to ``url``, None where it may.

    ``hosts`` are the operator's: where there are any, no other is allowed, and these may lie in
    a network of the operator's own. What a name resolves to is looked at when it is posted.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _HTTPS
    except ValueError:
        return Wrong.NO_HOST
    if parts.scheme != "https":
        return Wrong.NO_HTTPS
    odd = any(letter.isspace() or letter == "\\" for letter in url) or not url.isprintable()
    if not host or parts.username is not None or len(url) > _LONGEST or odd:
        return Wrong.NO_HOST
    if is_listed(host, port, hosts):
        return None
    return Wrong.NOT_ALLOWED if hosts or port != _HTTPS else _wrong_with_host(host)


def _wrong_with_host(host: str) -> Wrong | None:
    literal = _literal(host)
    if literal is not None:
        return None if is_public(str(literal)) else Wrong.PRIVATE
    return None if "." in host.strip(".") else Wrong.PRIVATE


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def wrong_with_mailbox(address: str, domains: Collection[str]) -> Wrong | None:
    """Return why a report may not be mailed to ``address``; any domain where none are named."""
    match = _MAILBOX.fullmatch(address)
    if match is None:
        return Wrong.NO_MAILBOX
    return None if not domains or match[1].lower() in domains else Wrong.NOT_ALLOWED


def shown(kind: str, address: str) -> str:
    """Return what may be shown of an address: whoever knows all of a webhook's may post there."""
    if kind == OutletKind.MAIL:
        name, _, domain = address.partition("@")
        return f"{name[:1]}…@{domain}"
    return urlsplit(address).hostname or "?"
