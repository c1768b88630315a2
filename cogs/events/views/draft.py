"""An event as it will be, looked at before it is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from bot.errors import UserError
from bot.text.dates import Moment, Reading
from bot.ui.modals import BaseModal
from bot.ui.views import BaseView
from cogs.events.domain.plan import DESCRIPTION_LIMIT, NAME_LIMIT, PARTNERS_LIMIT, Plan
from cogs.events.embeds.cards import card
from cogs.events.service.planning import Details
from cogs.events.texts import T

# Returns what is shown of a plan that begins at a moment; raises UserError for what cannot be.
Shows = Callable[[Plan, Moment], tuple[Details, Sequence[datetime]]]
# Saves it, and returns what the person is told.
Saves = Callable[[Plan, Moment], Awaitable[str]]


class DraftView(BaseView):
    """Shows a draft, asks which hour is meant where clocks change, and saves it by a press."""

    def __init__(
        self, owner_id: int, locale: str, plan: Plan, reading: Reading, shows: Shows, saves: Saves
    ) -> None:
        super().__init__(owner_id=owner_id, locale=locale)
        self.plan = plan
        self.reading = reading
        self.moment = reading.moments[0]
        self._shows = shows
        self._saves = saves
        self._saving = False
        self._save = self._button("draft-save", discord.ButtonStyle.success, self._saved)
        if reading.why:
            self._save.disabled = True
            self.add_item(self._which())
        self.add_item(self._save)
        self.add_item(self._button("draft-text", discord.ButtonStyle.secondary, self._write))
        self.add_item(self._button("draft-discard", discord.ButtonStyle.secondary, self._discard))

    def embed(self) -> discord.Embed:
        """Return the card as it will be."""
        details, following = self._shows(self.plan, self.moment)
        return card(details, self.locale, following=following).build()

    def question(self) -> str:
        """Return what is asked of the person."""
        if self._save.disabled:
            return T.say(f"draft-{self.reading.why}", self.locale, zone=self.reading.zone)
        return T.say("draft-right", self.locale)

    async def redraw(self, interaction: discord.Interaction[Any]) -> None:
        """Show the draft as it is now, in answer to a press or a form."""
        await interaction.response.edit_message(
            content=self.question(), embed=self.embed(), view=self
        )

    def _button(
        self,
        key: str,
        style: discord.ButtonStyle,
        pressed: Callable[[discord.Interaction[Any]], Awaitable[None]],
    ) -> discord.ui.Button[DraftView]:
        label = T.plain(key, self.locale)
        button: discord.ui.Button[DraftView] = discord.ui.Button(label=label, style=style)
        button.callback = pressed  # type: ignore[method-assign,assignment]
        return button

    def _which(self) -> discord.ui.Select[DraftView]:
        options = [
            discord.SelectOption(
                label=T.plain(
                    f"draft-{self.reading.why}-{number}",
                    self.locale,
                    time=f"{moment.wall:%H:%M}",
                    utc=f"{moment.instant:%H:%M}",
                ),
                value=str(number),
            )
            for number, moment in enumerate(self.reading.moments)
        ]
        menu: discord.ui.Select[DraftView] = discord.ui.Select(
            placeholder=T.plain("draft-which", self.locale), options=options
        )

        async def chosen(interaction: discord.Interaction[Any]) -> None:
            for option in menu.options:
                option.default = option.value in menu.values
            self.moment = self.reading.moments[int(menu.values[0])]
            self._save.disabled = False
            await self.redraw(interaction)

        menu.callback = chosen  # type: ignore[method-assign]
        return menu

    async def _saved(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer()
        if self._saving:
            return  # pressed twice: it is saved once
        self._saving = True
        try:
            said = await self._saves(self.plan, self.moment)
        except Exception:
            # What was wrong is told; it can be put right and saved again.
            self._saving = False
            raise
        self.stop()
        await interaction.edit_original_response(content=said, embed=None, view=None)

    async def _write(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(TextModal(self))

    async def _discard(self, interaction: discord.Interaction[Any]) -> None:
        self.stop()
        await interaction.response.edit_message(
            content=T.say("draft-discarded", self.locale), embed=None, view=None
        )


class TextModal(BaseModal):
    """What an event is called and about."""

    def __init__(self, draft: DraftView) -> None:
        super().__init__(T.plain("text-title", draft.locale), locale=draft.locale)
        self._draft = draft
        plan = draft.plan
        self.name = self._ask("text-name", plan.name, NAME_LIMIT, required=True)
        self.about = self._ask("text-about", plan.description, DESCRIPTION_LIMIT, long=True)
        self.partners = self._ask("text-partners", plan.partners or "", PARTNERS_LIMIT)

    def _ask(
        self, key: str, said: str, limit: int, *, long: bool = False, required: bool = False
    ) -> discord.ui.TextInput[Any]:
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=style, default=said or None, max_length=limit, required=required
        )
        self.add_item(discord.ui.Label(text=T.plain(key, self.locale), component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Show the draft with what was written."""
        name = self.name.value.strip()
        if not name:
            raise UserError(T.say("event-without-name", self.locale))
        self._draft.plan = replace(
            self._draft.plan,
            name=name,
            description=self.about.value.strip(),
            partners=self.partners.value.strip() or None,
        )
        await self._draft.redraw(interaction)
