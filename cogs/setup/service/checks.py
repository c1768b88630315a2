"""What the doctor looks at in a server: permissions, channels, roles and intents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from bot.features import text_of
from bot.text.catalogue import ENGLISH, Raw
from cogs.setup.domain.findings import Action, Finding
from cogs.setup.domain.server import IN_CHANNELS, ServerState, missing, missing_in, ungivable
from cogs.setup.domain.setting import Kind, kind_named
from cogs.setup.service.settings import Shown
from cogs.setup.texts import T

_NAMED = 20
# Within a setting with settings of its own other roles are those of whom it is about.
_GIVEN = "role_id"


def server_findings(
    state: ServerState, settings: Sequence[Shown], off: frozenset[str], locale: str = ENGLISH
) -> list[Finding]:
    """Return what is wrong in a server; ``settings`` are those of features that are on."""
    return [
        *_permissions(state, off, locale),
        *_channels(state, settings, locale),
        *_gone(state, settings, locale),
        *_alone(settings, locale),
        *_unset(settings, locale),
        *_roles(state, settings, off, locale),
        *_refused(state, locale),
        *_unseen(state, settings, locale),
        *_intents(state, locale),
    ]


def permission_name(permission: str) -> str:
    """Return a permission as Discord's settings call it."""
    renamed = {"manage_guild": "Manage Server", "moderate_members": "Timeout Members"}
    return renamed.get(permission, permission.replace("_", " ").title())


def _permissions(state: ServerState, off: frozenset[str], locale: str) -> Iterator[Finding]:
    for permission, whys in missing(state, off).items():
        name = permission_name(permission)
        reasons = "; ".join(
            T.say("finding-permission-why", locale, feature=feature.capitalize(), reason=reason)
            for feature, reason in whys
        )
        yield Finding(
            T.say("finding-permission", locale, permission=name),
            T.say("finding-permission-remedy", locale, permission=name, reasons=Raw(reasons)),
            Action("invite"),
        )


def _ids(value: Any) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, int)]


def _of(settings: Iterable[Shown], kind: Kind) -> Iterator[tuple[Shown, int]]:
    for shown in settings:
        if shown.setting.kind is kind:
            yield from ((shown, one) for one in _ids(shown.value))


def _inside(settings: Iterable[Shown], kind: Kind) -> Iterator[tuple[Shown, str, int]]:
    """Give the ids in settings that have settings of their own, with the key of each."""
    for shown in settings:
        for key, value in shown.value.items() if isinstance(shown.value, dict) else ():
            if kind_named(key) is kind:
                yield from ((shown, key, one) for one in _ids(value))


def _channels(state: ServerState, settings: Sequence[Shown], locale: str) -> Iterator[Finding]:
    wanted: dict[int, list[str]] = {}
    used_by: dict[int, list[str]] = {}
    for shown, channel_id in _of(settings, Kind.CHANNEL):
        if channel_id in state.channels:
            own = [need for feature, need, _ in state.needs if feature == shown.setting.section]
            asked = shown.setting.permissions
            wanted.setdefault(channel_id, []).extend(
                (*IN_CHANNELS, *own) if asked is None else asked
            )
            used_by.setdefault(channel_id, []).append(shown.setting.name)
    for channel_id, permissions in wanted.items():
        lacking = missing_in(state, channel_id, permissions)
        if not lacking:
            continue
        channel = state.channels[channel_id]
        mendable = channel.mendable and "view_channel" not in lacking
        yield Finding(
            T.say("finding-channel", locale, name=f"#{channel.name}"),
            T.say(
                "finding-channel-remedy",
                locale,
                channel=Raw(f"<#{channel_id}>"),
                permissions=", ".join(permission_name(one) for one in lacking),
                settings=Raw(", ".join(f"`{name}`" for name in used_by[channel_id])),
            ),
            Action("allow", str(channel_id), channel.name) if mendable else None,
        )


def _gone(state: ServerState, settings: Sequence[Shown], locale: str) -> Iterator[Finding]:
    for kind, there in ((Kind.CHANNEL, state.channels), (Kind.ROLE, state.roles)):
        gone: dict[str, int] = {}
        for shown, one in _of(settings, kind):
            if one not in there:
                gone[shown.setting.name] = gone.get(shown.setting.name, 0) + 1
        for name, count in gone.items():
            yield Finding(
                T.say(f"finding-gone-{kind.value}", locale, setting=Raw(name), count=count),
                T.say("finding-gone-remedy", locale, setting=Raw(name)),
                Action("clear", name, name),
            )
        for (name, about), count in _gone_inside(settings, kind, there).items():
            yield Finding(
                T.say(f"finding-gone-{kind.value}", locale, setting=Raw(name), count=count),
                T.say("finding-gone-inside-remedy", locale, about=Raw(about)),
            )


def _gone_inside(
    settings: Sequence[Shown], kind: Kind, there: Container[int]
) -> Counter[tuple[str, str]]:
    """Count what is gone by the name of each setting within a setting, and what that is for."""
    return Counter(
        (f"{shown.setting.name}.{key}", shown.setting.description)
        for shown, key, one in _inside(settings, kind)
        if one not in there
    )


def _alone(settings: Sequence[Shown], locale: str) -> Iterator[Finding]:
    """Give what was answered in the wizard and lacks the channel that goes with it."""
    values = {shown.setting.name: shown.value for shown in settings}
    for shown in settings:
        asked, section = shown.setting.asked, shown.setting.section
        beside = f"{section}.{asked.get('beside')}"
        if shown.value == shown.setting.default or values.get(beside, "") is not None:
            continue
        why = text_of(section, f"{asked['alone']}-{shown.value}", locale)
        yield Finding(
            T.say("finding-alone", locale, setting=Raw(beside)),
            T.say("finding-alone-remedy", locale, why=Raw(why), setting=Raw(beside)),
        )


def _unset(settings: Sequence[Shown], locale: str) -> Iterator[Finding]:
    """Give what no channel is chosen for though something is lost without one."""
    for shown in settings:
        setting = shown.setting
        if setting.missed is None or shown.value:
            continue
        why = text_of(setting.section, setting.missed, locale)
        yield Finding(
            T.say("finding-alone", locale, setting=Raw(setting.name)),
            T.say("finding-unset-remedy", locale, why=Raw(why), setting=Raw(setting.name)),
            Action("make", setting.name, setting.channel_name),
        )


def _roles(
    state: ServerState, settings: Sequence[Shown], off: frozenset[str], locale: str
) -> Iterator[Finding]:
    givers = {
        feature
        for feature, permission, _ in state.needs
        if permission == "manage_roles" and feature not in off
    }
    named: dict[int, str] = {}
    asked = [(shown, shown.setting.name, one) for shown, one in _of(settings, Kind.ROLE)]
    asked += [
        (shown, f"{shown.setting.name}.{key}", one)
        for shown, key, one in _inside(settings, Kind.ROLE)
        if key == _GIVEN
    ]
    for shown, name, role_id in asked:
        given = shown.setting.section in givers and role_id in state.roles
        if given and ungivable(state, role_id):
            named.setdefault(role_id, name)
    for role_id, name in named.items():
        role = state.roles[role_id]
        special = role.managed or role.position == 0
        yield Finding(
            T.say("finding-role", locale, role=f"@{role.name.lstrip('@')}"),
            T.say(
                "finding-role-managed-remedy" if special else "finding-role-remedy",
                locale,
                setting=Raw(name),
            ),
        )


def _refused(state: ServerState, locale: str) -> Iterator[Finding]:
    for action, again_at in state.refused:
        yield Finding(
            T.say("finding-refused", locale, action=action),
            T.say("finding-refused-remedy", locale, action=action, again=again_at),
        )


def _unseen(state: ServerState, settings: Sequence[Shown], locale: str) -> Iterator[Finding]:
    told = {channel_id for _, channel_id in _of(settings, Kind.CHANNEL)}
    unseen = [
        channel_id
        for channel_id, channel in state.channels.items()
        if "view_channel" not in channel.permissions and channel_id not in told
    ]
    if unseen:
        channels = Raw(", ".join(f"<#{channel_id}>" for channel_id in unseen[:_NAMED]))
        yield Finding(
            T.say("finding-blind", locale),
            T.say("finding-blind-remedy", locale, channels=channels),
        )


def _intents(state: ServerState, locale: str) -> Iterator[Finding]:
    if not state.message_content:
        yield Finding(T.say("finding-content", locale), T.say("finding-content-remedy", locale))
    if not state.members:
        yield Finding(T.say("finding-members", locale), T.say("finding-members-remedy", locale))
