"""The names of a server's channels and roles, as far as settings speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """Channels and roles by their ids, features by name; in the order in which people see them."""

    channels: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    features: tuple[str, ...] = ()
