"""The picture of a mood, for the process that draws."""

from __future__ import annotations

from cogs.sentiment.formats import MoodPicture


def mood_png(picture: MoodPicture) -> bytes:
    """Return a PNG of ``picture``; loads matplotlib."""
    from cogs.sentiment.charts import mood_picture  # noqa: PLC0415 - few processes draw

    return mood_picture(picture)
