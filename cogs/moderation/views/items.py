"""The buttons of an item of the queue. They outlive a restart: the item is in their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import BaseView, forwards_errors
from cogs.moderation.domain.queue import Item, Kind, State
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.queue import QueueService
from cogs.moderation.texts import T
from cogs.moderation.views.card import ITEM, call, card_of, card_view, redraw_card
from cogs.moderation.views.channels import queue_channel
from cogs.moderation.views.team import is_moderator, moderators_of

if TYPE_CHECKING:
    from bot.client import Steward

REPLY_LIMIT = 500


class ItemButton(
    Pressed, discord.ui.DynamicItem[discord.ui.Button[Any]], template="moderation-item"
):
    """One of the buttons of an item."""

    def __init__(self, item: discord.ui.Button[Any], what: str, number: str) -> None:
        super().__init__(item)
        self.what = what
        self.item_id = int(number)


class TakeButton(ItemButton, template=ITEM.format(whats="claim|back|dismiss|release|drop")):
    """Takes an item, gives it back, or decides it: nothing to do, show it, leave it out."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and bring the card up to date."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        desk = Desk.of(interaction)
        ids = (desk.guild.id, self.item_id)
        if self.what == "back":
            item = await desk.items.hand_over(*ids, desk.who, None, locale=desk.locale)
        elif self.what == "claim":
            others = await desk.others(self.item_id)
            item = await desk.items.claim(*ids, desk.who, others=others, locale=desk.locale)
        else:
            item = await desk.items.decide(
                *ids,
                desk.who,
                State.ACTED if self.what == "drop" else State.DISMISSED,
                others=True,
                release=self.what == "release",
                locale=desk.locale,
            )
        await desk.show(item)


class HandButton(ItemButton, template=ITEM.format(whats="hand")):
    """Hands an item over to another moderator."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask to whom."""
        await require(interaction, Access.MODERATORS)
        view = _ToWhom(self.item_id, interaction)
        await view.send(interaction, T.say("hand-to-whom", str(interaction.locale)))


class _ToWhom(BaseView):
    def __init__(self, item_id: int, interaction: discord.Interaction[Any]) -> None:
        locale = str(interaction.locale)
        super().__init__(owner_id=interaction.user.id, locale=locale)
        self._item_id = item_id
        self._menu: discord.ui.UserSelect[_ToWhom] = discord.ui.UserSelect(
            placeholder=T.plain("hand-placeholder", locale)
        )
        self._menu.callback = self._chosen  # type: ignore[method-assign]
        self.add_item(self._menu)

    async def _chosen(self, interaction: discord.Interaction[Any]) -> None:
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        desk = Desk.of(interaction)
        chosen = self._menu.values[0]
        if not isinstance(chosen, discord.Member) or not await is_moderator(
            chosen, desk.bot.guild_settings
        ):
            raise UserError(T.say("hand-no-moderator", desk.locale, who=chosen.display_name))
        item = await desk.items.hand_over(
            desk.guild.id, self._item_id, desk.who, chosen.id, locale=desk.locale
        )
        self.stop()
        duty = desk.bot.ports.get(DutyService)
        on = bool(await duty.on_now(desk.guild.id, [chosen.id]))
        key = "handed" if on or chosen.id == desk.who else "handed-off-duty"
        await interaction.edit_original_response(
            content=T.say(key, desk.locale, who=Raw(chosen.mention)), view=None
        )
        await redraw_card(desk.bot, item)
        if chosen.id != desk.who:
            await _tell(desk, item, chosen, ping=on)


async def _tell(desk: Desk, item: Item, to: discord.Member, *, ping: bool) -> None:
    """Tell the one who has it now, in the moderators' channel; who is off duty is not pinged."""
    settings = await desk.items.settings(desk.guild.id)
    channel = queue_channel(desk.guild, settings)
    if channel is None:
        return
    locale = str(desk.guild.preferred_locale)
    card = item.card_message_id
    link = item.link if card is None else channel.get_partial_message(card).jump_url
    text = T.say(
        "handed-note" if link else "handed-note-no-link",
        locale,
        who=Raw(to.mention),
        by=desk.interaction.user.display_name,
        link=Raw(link or ""),
    )
    pinged = [to] if ping else []
    await channel.send(
        text, allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=pinged)
    )


class DeclineButton(ItemButton, template=ITEM.format(whats="decline")):
    """Lets a case stand, with a word to who appealed."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await require(interaction, Access.MODERATORS)
        desk = Desk.of(interaction)
        item = await desk.items.get(desk.guild.id, self.item_id, locale=desk.locale)
        await interaction.response.send_modal(DeclineModal(item, desk.locale))


class ReplyModal(BaseModal):
    """What is told to who appealed."""

    def __init__(self, item: Item, title: str, locale: str) -> None:
        super().__init__(T.plain(title, locale, number=item.case_number or 0), locale=locale)
        self.item = item
        self.reply: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REPLY_LIMIT,
            required=False,
            custom_id="appeal-reply",
        )
        self.add_item(
            discord.ui.Label(
                text=T.plain("appeal-reply", locale),
                description=T.plain("appeal-reply-hint", locale),
                component=self.reply,
            )
        )


class DeclineModal(ReplyModal):
    """The form of ``DeclineButton``."""

    def __init__(self, item: Item, locale: str) -> None:
        super().__init__(item, "decline-title", locale)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Decide, once; who appealed is told."""
        await require(interaction, Access.MODERATORS)
        await acknowledge(interaction)
        desk = Desk.of(interaction)
        item = await desk.items.decide(
            desk.guild.id,
            self.item.item_id,
            desk.who,
            State.DISMISSED,
            others=await desk.others(self.item.item_id),
            reply=self.reply.value.strip() or None,
            locale=desk.locale,
        )
        await desk.show(item)


async def acknowledge(interaction: discord.Interaction[Any]) -> None:
    """Acknowledge a form that hangs on a card, or on the refusal that offered it again."""
    message = interaction.message
    if message is not None and message.embeds:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


class Desk:
    """Who pressed, where, and what they work with."""

    def __init__(self, interaction: discord.Interaction[Any], guild: discord.Guild) -> None:
        self.interaction = interaction
        self.bot = cast("Steward", interaction.client)
        self.guild = guild
        self.who = interaction.user.id
        self.locale = str(interaction.locale)
        self.items = self.bot.ports.get(QueueService)

    @classmethod
    def of(cls, interaction: discord.Interaction[Any]) -> Desk:
        """Return the desk of a press in a server. Raises UserError outside one."""
        if interaction.guild is None:
            raise UserError(T.say("queue-gone", str(interaction.locale)))
        return cls(interaction, interaction.guild)

    async def others(self, item_id: int) -> bool:
        """Tell whether another moderator than who pressed could decide an item."""
        item = await self.items.get(self.guild.id, item_id, locale=self.locale)
        if item.kind is not Kind.APPEAL or item.acted_by != self.who:
            return True
        team = await moderators_of(self.guild, self.bot.guild_settings)
        return bool(team.keys() - {self.who, item.target_id})

    async def show(self, item: Item) -> None:
        """Bring every card of an item up to date: the one pressed, and the channel's."""
        pressed = self.interaction.message
        embed = await card_of(self.bot, item, self.locale)
        await self.interaction.edit_original_response(
            content=call(item), embed=embed, view=card_view(item, self.locale)
        )
        await redraw_card(self.bot, item, but=None if pressed is None else pressed.id)
