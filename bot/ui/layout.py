"""Base of every layout: messages made of Components V2, with the guarantees of ``BaseView``.

https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.text.truncate import truncate
from bot.ui.guarded import Guarded

# Over all texts of one message.
TEXT_TOTAL: Final = 4_000


class BaseLayout(Guarded, discord.ui.LayoutView):
    """A layout that answers its owner only, and whose buttons go grey when it ends.

    Options are those of ``BaseView``. Such a message has neither content nor embeds. Send it
    with ``send``, or set ``message`` to the message that it hangs on.
    """

    async def send(self, interaction: discord.Interaction[Any], *, ephemeral: bool = True) -> None:
        """Answer ``interaction`` with this layout.

        Where the interaction was deferred, the answer is as visible as the deferral was;
        where it was answered already, this is one more message.
        """
        response = interaction.response
        if response.type is discord.InteractionResponseType.deferred_channel_message:
            self.message = await interaction.edit_original_response(view=self)
        elif response.is_done():
            self.message = await interaction.followup.send(
                view=self, ephemeral=ephemeral, wait=True
            )
        else:
            await response.send_message(view=self, ephemeral=ephemeral)
            self.message = await interaction.original_response()
        self._sent_by = interaction

    def text(self, content: str) -> discord.ui.TextDisplay[Any]:
        """Return a text for this layout, shortened to what is left of the 4,000 characters.

        Add it before the next one is made. Discord refuses an empty text: a blank one stands
        for it.
        """
        left = max(TEXT_TOTAL - self.content_length(), 1)
        return discord.ui.TextDisplay(truncate(content.strip() or "\u200b", left))
