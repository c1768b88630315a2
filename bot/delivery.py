"""Idempotent delivery: what a job sends is in its channel once, whatever is killed when.

An attempt writes down that it begins before anything leaves, and sends with the job's nonce.
Discord answers a nonce of the last few minutes with the message that is there already. Past
that an attempt that finds such a beginning reads the channel from there on, and takes a message
of our own that looks the same for its own. Two jobs that say the same in one channel each get
one: a message that another job is known to have sent is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord
import structlog

from bot.clock import Clock
from bot.jobs import Job
from bot.jobs.deliveries import Deliveries, Entry
from bot.jobs.job import GiveUp
from bot.text.kernel import T

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

Sent = discord.Message | discord.PartialMessage

# Nothing that an attempt sent is younger: far more than a slow answer and a wrong clock.
_ARRIVES_WITHIN = timedelta(hours=1)
# Discord says "the last few minutes"; within this its nonces are relied on alone.
_NONCE_HOLDS = timedelta(seconds=60)
# The part of a job that is an answer to an interaction.
_ANSWER = "answer"


class Delivery:
    """The one door through which jobs write to channels."""

    def __init__(self, bot: Steward, book: Deliveries, clock: Clock) -> None:
        self._bot = bot
        self._book = book
        self._clock = clock

    async def deliver(
        self,
        job: Job,
        channel: discord.abc.Messageable,
        *,
        content: str | None = None,
        embeds: Sequence[discord.Embed] = (),
        view: discord.ui.View | discord.ui.LayoutView | None = None,
        files: Sequence[discord.File] = (),
        allowed_mentions: discord.AllowedMentions | None = None,
        part: str = "",
    ) -> Sent:
        """Send a message of ``job`` unless an earlier attempt has; return it.

        A job with several messages names each by a ``part`` (up to 64 characters). Nobody is
        pinged unless ``allowed_mentions`` says so. A ``view`` must be persistent; a layout is
        told from others by the custom ids in it, so one of them must say what it is about.
        What is said may differ between attempts: the first that arrived stands. What is
        returned has its content only where this call sent or found it.

        Raises what discord.py's ``send`` raises; the runner tries again then. Raises GiveUp
        where an earlier attempt may be in a channel whose history cannot be read.
        """
        place = await _place(channel)
        entry = await self._book.look(job, part)
        if entry is not None:
            earlier = await self._earlier(job, part, place, entry)
            if earlier is not None:
                return earlier
        await self._book.begin(
            job,
            part,
            channel_id=_id(place),
            after_id=await _newest(place) if entry is None else entry.after_id,
            digest=_digest(content, embeds, len(files), view.to_components() if view else ()),
        )
        what: dict[str, Any] = {
            "content": content,
            "embeds": list(embeds),
            "files": list(files),
            "view": view,
            "allowed_mentions": allowed_mentions or discord.AllowedMentions.none(),
        }
        given = {name: value for name, value in what.items() if value not in (None, [])}
        message = await place.send(**given, nonce=job.nonce_for(part))
        if await self._book.arrived(job, part, _id(place), message.id):
            return message
        # It was ours, and a job that says the same has taken it for its own: what is missing
        # is that job's. The nonce is one of its own, so that this, too, happens once.
        for file in files:
            file.reset()
        message = await place.send(**given, nonce=job.nonce_for(f"{part}\0instead"))
        await self._book.arrived(job, part, _id(place), message.id)
        return message

    async def has_arrived(self, job: Job, part: str = "") -> bool:
        """Tell whether an attempt of ``job`` is known to have sent this part."""
        entry = await self._book.look(job, part)
        return entry is not None and entry.message_id is not None

    async def note_answer(self, job: Job, channel_id: int, interaction_id: int) -> None:
        """Write down, before it leaves, that ``job`` is settled by answering an interaction.

        Nobody can look later whether such an answer arrived: see ``may_be_answered``.
        """
        await self._book.begin(
            job, _ANSWER, channel_id=channel_id, after_id=interaction_id, digest=""
        )

    async def may_be_answered(self, job: Job) -> bool:
        """Tell whether the job was to be settled by an answer, which may have arrived."""
        return await self._book.look(job, _ANSWER) is not None

    async def _earlier(
        self, job: Job, part: str, place: discord.abc.Messageable, entry: Entry
    ) -> Sent | None:
        there = place
        if entry.channel_id != _id(place):
            known = cast("discord.abc.Messageable | None", self._bot.get_channel(entry.channel_id))
            there = known or self._bot.get_partial_messageable(entry.channel_id)
        if entry.message_id is not None:
            return discord.PartialMessage(channel=cast("Any", there), id=entry.message_id)
        if not _readable(there):
            self._refuse_to_guess(there, entry)
            return None
        try:
            found = await self._find(job, part, there, entry)
        except discord.NotFound:
            return None  # the channel is gone, with whatever was there
        except discord.Forbidden:
            self._refuse_to_guess(there, entry)
            return None
        if found is None or not await self._book.arrived(job, part, entry.channel_id, found.id):
            return None
        _log.info("job_message_found", guild_id=job.guild_id, job_id=job.job_id)
        return found

    def _refuse_to_guess(self, there: discord.abc.Messageable, entry: Entry) -> None:
        if self._clock.now() - entry.tried_at >= _NONCE_HOLDS:
            name = getattr(there, "name", None) or str(entry.channel_id)
            raise GiveUp(T.plain("delivery-unknown", channel=name))

    async def _find(
        self, job: Job, part: str, there: discord.abc.Messageable, entry: Entry
    ) -> discord.Message | None:
        taken = await self._book.taken(job, part, entry.channel_id, entry.after_id)
        nonces = {job.nonce_for(part), job.nonce_for(f"{part}\0instead")}
        last = entry.tried_at + _ARRIVES_WITHIN
        me = self._bot.user
        history = there.history(limit=None, after=discord.Object(entry.after_id), oldest_first=True)
        async for message in history:
            if message.created_at > last:
                break
            if me is None or message.author.id != me.id or message.id in taken:
                continue
            # Discord does not tell the nonce in every history.
            if message.nonce in nonces or _digest_of(message) == entry.digest:
                return message
        return None


async def _place(channel: discord.abc.Messageable) -> discord.abc.Messageable:
    if isinstance(channel, discord.User | discord.Member):
        return channel.dm_channel or await channel.create_dm()
    return channel


def _readable(there: discord.abc.Messageable) -> bool:
    # Without the permission Discord gives an empty history, not an error.
    guild = getattr(there, "guild", None)
    if guild is None or not isinstance(there, discord.abc.GuildChannel | discord.Thread):
        return True
    return there.permissions_for(guild.me).read_message_history


def _id(place: discord.abc.Messageable) -> int:
    return cast("discord.abc.Snowflake", place).id


async def _newest(place: discord.abc.Messageable) -> int:
    """Return the id of the newest message known in a channel, 0 for an empty one.

    It may be an older one: that only makes a later search longer.
    """
    if hasattr(place, "last_message_id"):
        return place.last_message_id or 0
    try:
        newest = [message.id async for message in place.history(limit=1)]
    except discord.Forbidden:
        return 0
    return newest[0] if newest else 0


def _digest_of(message: discord.Message) -> str:
    # Previews of links are embeds, too, but not ours.
    ours = [embed for embed in message.embeds if embed.type == "rich"]
    components = [component.to_dict() for component in message.components]
    return _digest(message.content, ours, len(message.attachments), components)


def _digest(
    content: str | None,
    embeds: Sequence[discord.Embed],
    files: int,
    components: Iterable[Any] = (),
) -> str:
    looks = [(content or "").strip(), files, [_looks(embed) for embed in embeds]]
    if not content and not embeds:
        # A layout has nothing else. Buttons below a text are gone once they have been pressed.
        looks.append(sorted(_custom_ids(components)))
    raw = json.dumps(looks, ensure_ascii=True).encode()
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"]
        yield from _custom_ids(component.get("components", ()))


def _looks(embed: discord.Embed) -> list[Any]:
    # What comes back as it was sent: addresses of pictures, for one, do not.
    texts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    fields = [[field.name, field.value] for field in embed.fields]
    return [
        [(text or "").strip() for text in texts],
        [[(text or "").strip() for text in field] for field in fields],
        embed.colour.value if embed.colour else 0,
    ]
