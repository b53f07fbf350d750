"""A room with a place under its heading where a form opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ssi_tui.tui.screens.room import Room

if TYPE_CHECKING:
    from ssi_tui.tui.widgets.forms import Form


class FormsRoom(Room):
    """Sub-classes compose a ``Vertical(id="form")``."""

    def open_form(self, form: Form) -> None:
        """Open it, unless one is open."""
        if not self.open_forms():
            self.query_one("#form").mount(form)
            self.ssi.say("")
            self.call_after_refresh(self.ssi.main.refresh_frame)

    async def close_form(self, form: Form) -> None:
        """Take it away."""
        await form.remove()
        self.ssi.main.refresh_frame()

    def open_forms(self) -> Sequence[Form]:
        """The form that is open."""
        return cast("list[Form]", list(self.query_one("#form").children) if self.is_mounted else [])

    async def on_form_left(self, event: Form.Left) -> None:
        """Escape."""
        await self.close_form(event.form)

    async def on_form_sent(self, event: Form.Sent) -> None:
        """Enter: Textual runs the handlers of all classes, so sub-classes change `form_sent`."""
        await self.form_sent(event)

    async def form_sent(self, event: Form.Sent) -> None:
        """Write what can be saved."""
        self.ssi.write(event.form.write(event.values))
        await self.close_form(event.form)
