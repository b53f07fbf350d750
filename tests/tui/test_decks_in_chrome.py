"""Twelve phones in a real browser, and the slide that has their scores and guesses."""

import asyncio
from datetime import date, datetime
from pathlib import Path

from ssi_tui.chart.text import plain_text
from ssi_tui.model.journal import Journal
from ssi_tui.tui.decks.app import DeckApp
from tests.workshop.chrome import chrome, needed

DECK = """\
```ssi
group: room
question: And the room?
```

---

```ssi
scenario: comment_daily
member: ordinary
question: Where will it be?
```
"""


@needed
async def test_twelve_phones_join_and_the_slide_has_their_scores_and_guesses(
    tmp_path: Path,
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK)
    app = DeckApp(
        deck,
        journal=lambda _name: Journal(),
        today=date(2026, 11, 21),
        now=lambda: datetime(2026, 11, 21, 9),
        host="127.0.0.1",
    )

    def text() -> str:
        return "\n".join(plain_text(app.parts(100, 30).rows))

    async with app.run_test(size=(100, 30)) as pilot, chrome() as browser:
        phones = app.desk.phones
        assert phones is not None
        assert "invented people" in text()
        asked: list[str] = []
        for number in range(12):
            async with browser.page() as page:
                await page.open(phones.address, 360, 800)
                await page.fill(name=f"Visitor {number}", brand="12,5", people="6")
                await page.fill(insights="3", relationships=str(number), minutes="60")
                await page.press("join")
                assert "And the room?" in await page.value("document.body.innerText")
                await page.fill(guess=str(30 + number))
                await page.press("guess")
                asked += page.requests
                assert page.faults == []
        assert "12 phones" in text()
        assert "invented people" not in text()
        assert "12 guesses, the middle one 36" in text()
        assert "Visitor" not in text()
        await pilot.press("space")
        assert "12 people, the middle score 27.5" in text()
        async with browser.page() as page:
            await page.open(phones.remote_address, 360, 800)
            await page.value("document.querySelector('[name=step][value=\"1\"]').click()")
            await asyncio.sleep(0.5)
            await page.ready()
            assert app.at == 1, "the coach's own phone leads on"
            asked += page.requests
        assert [url for url in asked if not url.startswith(phones.address.rpartition("/")[0])] == []
    assert len(app.people) == 12
