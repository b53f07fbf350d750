"""What every page over the rooms does with keys that were typed faster than it comes and goes."""

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Key
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Answers once: a second key that would close it finds it gone."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def passed_on(page: Screen[Any], event: Key) -> bool:
    """Hand a key that was typed ahead to the page in sight, where this one has gone since."""
    if page.is_current:
        return False
    event.stop()
    page.app.screen.post_message(Key(event.key, event.character))
    return True
