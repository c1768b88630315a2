"""What Steward asks for when it is invited: the least that its features need."""

from __future__ import annotations

import discord

# View Audit Log tells kicks and bans from departures; everything else is needed to read what
# counts and to answer where a manager asks.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    view_audit_log=True,
)
SCOPES = ("bot", "applications.commands")


def invite_url(application_id: int) -> str:
    """Return the link by which a manager adds the application to a server."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)
