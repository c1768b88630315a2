"""The report in the forms that Slack, Teams and a mailbox understand."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Final

from bot.text.truncate import truncate
from cogs.insights.domain.report import Report
from cogs.insights.exports import page
from cogs.insights.formats import change_of, clean, figure_text, when
from cogs.insights.texts import T

# https://docs.slack.dev/reference/block-kit/blocks
_HEADER_LIMIT: Final = 150
_TEXT_LIMIT: Final = 3_000
_FIELDS: Final = 10


def slack_payload(report: Report) -> dict[str, Any]:
    """Return the report as a message of an incoming webhook of Slack."""
    title = _title(report)
    lines = [f"*{_slack(when(report))}*", *(f"• {_slack(line)}" for line in _lines(report))]
    fields = [
        {"type": "mrkdwn", "text": f"*{_slack(label)}*\n{_slack(value)}"}
        for label, value in _facts(report)
    ][:_FIELDS]
    blocks: list[dict[str, Any]] = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": truncate(title, _HEADER_LIMIT), "emoji": False},
        },
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": truncate("\n".join(lines), _TEXT_LIMIT)},
        },
    ]
    if fields:
        blocks.append({"type": "section", "fields": fields})
    return {"text": _slack(title), "blocks": blocks}


def teams_payload(report: Report) -> dict[str, Any]:
    """Return the report as an adaptive card, as a workflow's webhook of Teams takes it."""
    body: list[dict[str, Any]] = [
        _plain(_title(report), size="large", weight="bolder"),
        _plain(when(report), isSubtle=True),
        *(_plain(f"• {line}") for line in _lines(report)),
        {
            "type": "FactSet",
            "facts": [{"title": label, "value": value} for label, value in _facts(report)],
        },
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    return {
        "type": "message",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": None,
                "content": card,
            }
        ],
    }


def mail_of(
    report: Report, text: str, *, sender: str, to: str, nonce: str, at: datetime
) -> EmailMessage:
    """Return the report as a mail: ``text``, with the page beside it.

    ``nonce`` makes its id, the same in every attempt, by which mail servers know it again.
    Draws the page's charts: for ``draw_off_loop``.
    """
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"{_title(report)} · {when(report)}"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{nonce}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    why = T.plain("mail-why", report.locale, guild=clean(report.guild_name))
    mail.set_content(f"{text}\n{why}\n")
    mail.add_attachment(
        page(report, report.locale).encode(),
        maintype="text",
        subtype="html",
        filename=f"report-{report.window.label.replace(' ', '-')}.html",
    )
    return mail


def _title(report: Report) -> str:
    return T.plain("outlet-title", report.locale, guild=clean(report.guild_name))


def _lines(report: Report) -> list[str]:
    lines = []
    for finding in report.findings:
        lines.append(clean(finding))
        if finding in report.advice:
            lines.append(f"{T.plain('page-advice', report.locale)} {clean(report.advice[finding])}")
    return lines


def _facts(report: Report) -> list[tuple[str, str]]:
    facts = []
    for figure in report.figures.values():
        if figure.headline:
            change = change_of(report, figure)
            value = figure_text(figure, report.locale)
            told = value if change is None else f"{value} ({change.arrow} {change.text})"
            facts.append((clean(report.labels.get(figure.key, figure.key)), told))
    return facts


def _slack(text: str) -> str:
    # https://docs.slack.dev/messaging/formatting-message-text: three characters act.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A word joiner keeps stars, tildes and quotes from being marks.
    for mark in "*_~`":
        escaped = escaped.replace(mark, f"\u2060{mark}\u2060")
    return escaped


def _plain(text: str, **style: Any) -> dict[str, Any]:
    # A text run is shown as it is; a text block would take marks for marks.
    run = {"type": "TextRun", "text": text, **style}
    return {"type": "RichTextBlock", "inlines": [run]}
