"""The phones of a talk, as the slides see them; without any everything is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ssi_tui.tui.live.draw import with_guesses

if TYPE_CHECKING:
    from ssi_tui.tui.live.state import LiveState
    from ssi_tui.workshop.deck import DeckSlide
    from ssi_tui.workshop.group import Participant
    from ssi_tui.workshop.phone_server import Phones


class PhoneDesk:
    """Open as long as the talk, and only where the coach said."""

    def __init__(self) -> None:
        self.phones: Phones | None = None

    async def open(
        self, host: str, on_change: Callable[[], None], on_remote: Callable[[int], None]
    ) -> None:
        """Let phones join: NotListeningError where the address is not to be had."""
        from ssi_tui.workshop.phone_server import listen  # aiohttp: an extra, 150 ms
        from ssi_tui.workshop.phones import PhoneRoom

        room = PhoneRoom()
        room.on_change, room.on_remote = on_change, on_remote
        self.phones = await listen(room, host)

    @property
    def people(self) -> tuple[Participant, ...]:
        """Who joined."""
        return self.phones.room.people if self.phones else ()

    @property
    def guesses(self) -> Mapping[str, float]:
        """Name → points, for the question in sight."""
        return self.phones.room.guesses if self.phones else {}

    def guessed(self, state: LiveState) -> LiveState:
        """With what the phones guessed."""
        return with_guesses(state, self.guesses)

    def ask(self, slide: DeckSlide) -> None:
        """The question goes to the phones, the notes to the coach's own."""
        if self.phones is not None:
            asked = (slide.live.question or slide.title) if slide.live else ""
            self.phones.room.ask(asked)
            self.phones.room.notes = slide.notes

    async def close(self) -> tuple[Participant, ...]:
        """Who had joined; nothing of them is kept here."""
        people = self.people
        if self.phones is not None:
            await self.phones.close()
        return people
