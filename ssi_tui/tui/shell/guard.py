"""One guard for pages and workers: what fails on something that has gone since disturbs nobody."""

from __future__ import annotations

from textual._context import active_message_pump
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import active_worker


def failed_where() -> MessagePump | None:
    """Whose message or worker is being dealt with; None outside of both."""
    worker = active_worker.get(None)
    return worker.node if worker is not None else active_message_pump.get(None)


def is_gone(pump: MessagePump | None) -> bool:
    """Whether a page was left, or a room or a form taken away, while this was still at work.

    The app itself is never gone: what fails there has to be told.
    """
    if not isinstance(pump, Widget):
        return False
    if isinstance(pump, Screen):
        return pump not in pump.app.screen_stack
    return not pump.is_attached or pump._pruning or is_gone(_page(pump))


def _page(widget: Widget) -> Screen[object] | None:
    return next((node for node in widget.ancestors if isinstance(node, Screen)), None)
