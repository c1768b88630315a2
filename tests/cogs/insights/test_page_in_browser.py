"""The report's page as a browser, a screen reader's rules, a keyboard and a printer find it."""

from __future__ import annotations

from pathlib import Path

from cogs.insights.exports import page
from tests.browser.chromium import browser, needs_axe, needs_browser
from tests.cogs.insights import sample_reports as samples


@needs_browser
@needs_axe
async def test_the_page_is_sound_in_a_browser(tmp_path: Path) -> None:
    async with browser(tmp_path / "profile") as there:
        for sample in (samples.full, samples.crowded, samples.empty, samples.hostile):
            file = tmp_path / f"{sample.__name__}.html"
            file.write_text(page(sample()), encoding="utf-8")
            for theme in ("light", "dark"):
                await there.open(file, theme)
                assert await there.violations() == [], (sample.__name__, theme)
                shown = await there.run(
                    "[...document.images].filter(i => i.offsetParent).map(i => i.className)"
                )
                assert set(shown) <= {theme}
                broken = "[...document.images].filter(i => !i.naturalWidth).length"
                assert await there.run(broken) == 0
                sideways = "document.documentElement.scrollWidth > innerWidth"
                assert await there.run(sideways) is False
            assert 1 <= await there.printed_pages() <= 2, sample.__name__
        assert there.complaints == []

        await there.open(tmp_path / "full.html")
        places = [await there.press_tab() for _ in range(4)]
        assert places == [
            "summary:",
            "div:section-1",
            "div:section-2",
            "div:section-3",
        ]
