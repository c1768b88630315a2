"""``/report range``, ``compare`` and ``export`` as a manager meets them."""

from __future__ import annotations

import json

from tests.plugins.answers import sentence
from tests.plugins.town import OpenTown, Town, embed_of, said


async def chat(town: Town) -> None:
    for guest in (town.ada, town.bob, *town.guests):
        await guest.send(town.general, "I love board games!")


async def test_a_manager_asks_for_any_days(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.crowd(4)
        await town.live_a_week(chat)

        days = {"from": "2026-03-02", "to": "2026-03-04"}
        ranged = await town.mayor.slash(town.general, "report range", **days)
        assert ranged.ephemeral
        shown = {field.name: field.value for field in embed_of(ranged).fields}
        assert shown["Messages"].startswith("**18**")
        assert ranged.response is not None
        pressed = await town.mayor.click(ranged.response, label="CSV")
        assert pressed.response is not None
        (file,) = pressed.response.attachments
        assert file.filename == "report-2026-03-02-to-2026-03-04.csv"
        assert b",messages,Messages,18," in await file.read()

        compared = await town.mayor.slash(
            town.general, "report compare", a="2026-03-02..2026-03-03", b="2026-03-04..2026-03-08"
        )
        text = json.dumps(embed_of(compared).to_dict(), ensure_ascii=False)
        assert "**30**" in text
        assert "+150" in text
        assert "differ in length (2 and 5 days)" in text

        exported = await town.mayor.slash(
            town.general, "report export", format="json", window="2026-03"
        )
        assert exported.response is not None
        (data,) = exported.response.attachments
        assert json.loads(await data.read())["kpis"]["messages"] == 42

        for name, options, told in (
            ("range", {"from": "2026-03-04", "to": "2026-03-02"}, "lies before"),
            ("compare", {"a": "soon", "b": "2026-03"}, "cannot read"),
            ("export", {"format": "csv", "window": "2030-01"}, "has not begun yet"),
        ):
            refused = await town.mayor.slash(town.general, f"report {name}", **options)
            assert told in sentence(said(refused)).replace("\\", "")

        figures = await town.mayor.autocomplete(town.general, "report goal", "figure", "messages")
        assert {"name": "Messages", "value": "messages"} in figures
        set_ = await town.mayor.slash(town.general, "report goal", figure="messages", target="100")
        assert "goal: at least 100 (42 %)" in said(set_)
        weekly = await town.mayor.slash(town.general, "report weekly")
        shown = {field.name: field.value for field in embed_of(weekly).fields}
        assert shown["Goals"] == "▫️ Messages: 42, goal: at least 100 (42 %)"
        gone = await town.mayor.slash(town.general, "report goal", figure="Messages")
        assert said(gone) == "Messages has no goal any more."
        for options, told in (
            ({"figure": "messages"}, "has no goal"),
            ({"figure": "luck", "target": "1"}, "know no figure"),
            ({"figure": "messages", "target": "many"}, "cannot read"),
            ({"figure": "response_median_s", "target": "soon"}, ""),
        ):
            refused = await town.mayor.slash(town.general, "report goal", **options)
            assert told in sentence(said(refused)).replace("\\", "")
