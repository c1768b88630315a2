"""Carrying a report to one place outside, once where the protocol allows it.

An attempt writes down that it begins before anything leaves. Where a later one finds such a
beginning with no end, nobody knows whether the report arrived: a webhook cannot be asked, so it
is not sent again, and managers are told; a mail is, for it has the same id in every attempt, by
which mail servers drop the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import SecretStr

from bot.jobs import GiveUp, Job
from bot.jobs.deliveries import Deliveries
from bot.ui.drawing import draw_off_loop
from cogs.insights.domain.outlets import OutletKind, shown
from cogs.insights.domain.report import Report
from cogs.insights.embeds import report_text
from cogs.insights.exports.outside import mail_of, slack_payload, teams_payload
from cogs.insights.repository.recipients import Outlet
from cogs.insights.service.outlets import OutletService
from cogs.insights.service.outside import NotTakenError, RefusedError, UnsureError
from cogs.insights.service.reports import InsightsService
from cogs.insights.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_PART: Final = "outside"
_BEGUN: Final = "begun"
_NOT_TAKEN: Final = "not taken"
# The book of deliveries names a channel; outside there is none.
_NOWHERE: Final = 0


class OutletJob:
    """Sends one report to one outlet."""

    def __init__(self, bot: Steward, reports: InsightsService, outlets: OutletService) -> None:
        self._bot = bot
        self._reports = reports
        self._outlets = outlets
        self._book = Deliveries(bot.database, bot.clock)

    async def send(self, job: Job, locale: str) -> None:
        """Send it, unless an earlier attempt did, or may have."""
        outlet = await self._outlets.find(job.guild_id, int(job.payload["outlet"]))
        if outlet is None:
            return
        place = shown(outlet.kind, outlet.address)
        if self._outlets.wrong_with(outlet.kind, outlet.address) is not None:
            raise GiveUp(T.plain("outlet-not-allowed-any-more", place=place))
        earlier = await self._book.look(job, _PART)
        if earlier is not None and earlier.message_id is not None:
            return
        repeatable = outlet.kind == OutletKind.MAIL
        if earlier is not None and earlier.digest == _BEGUN and not repeatable:
            raise GiveUp(T.plain("outlet-unsure", place=place))
        window = await self._reports.window(job.guild_id, str(job.payload["week"]))
        report = await self._reports.report(job.guild_id, window, locale=locale)
        await self._note(job, _BEGUN)
        try:
            await self._carry(job, outlet, report)
        except NotTakenError:
            await self._note(job, _NOT_TAKEN)
            raise
        except RefusedError as error:
            reason = T.plain("outlet-refused", place=place, status=error.status)
            raise GiveUp(reason) from None
        except UnsureError:
            if repeatable:
                raise
            raise GiveUp(T.plain("outlet-unsure", place=place)) from None
        await self._book.arrived(job, _PART, _NOWHERE, job.job_id)

    async def _note(self, job: Job, state: str) -> None:
        await self._book.begin(job, _PART, channel_id=_NOWHERE, after_id=0, digest=state)

    async def _carry(self, job: Job, outlet: Outlet, report: Report) -> None:
        if outlet.kind == OutletKind.SLACK:
            await self._outlets.webhooks.post(SecretStr(outlet.address), slack_payload(report))
        elif outlet.kind == OutletKind.TEAMS:
            await self._outlets.webhooks.post(SecretStr(outlet.address), teams_payload(report))
        else:
            mail = await draw_off_loop(
                mail_of,
                report,
                report_text(report),
                sender=self._outlets.mailer.sender,
                to=outlet.address,
                nonce=job.nonce,
                at=self._bot.clock.now(),
            )
            await self._outlets.mailer.send(mail)
