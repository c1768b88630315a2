"""Asks the running process whether it lives: ``python -m bot.ops.probe``, for containers."""

from __future__ import annotations

import http.client
import sys

from bot.config import OpsSettings, load_settings
from bot.errors import OperatorError

_LIMIT_S = 4.0
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - looked up


def probe(settings: OpsSettings) -> str | None:
    """Ask ``/healthz`` where ``settings`` put it; None where all is well, else the reason.

    With the health endpoint off nothing can be told, and that is taken for well.
    """
    if not settings.health:
        return None
    host = _ANY_ADDRESS.get(settings.health_host, settings.health_host)
    connection = http.client.HTTPConnection(host, settings.health_port, timeout=_LIMIT_S)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"no answer from {host}, port {settings.health_port}: {type(error).__name__}"
    finally:
        connection.close()
    return None if status == http.client.OK else f"/healthz answered {status}"


def main() -> int:
    """Return the exit code: 0 where the process is well, else 1 with the reason on stderr."""
    try:
        reason = probe(load_settings().ops)
    except OperatorError as error:
        reason = str(error)
    if reason is not None:
        sys.stderr.write(f"{reason}\n")
    return 0 if reason is None else 1


if __name__ == "__main__":
    sys.exit(main())
