"""Lines to type in show what would steer the terminal as `plain` shows it, and keep it as it is."""

from rich.highlighter import Highlighter
from rich.text import Text

from ssi_tui.tui.render import plain


class _Visible(Highlighter):
    def highlight(self, text: Text) -> None:
        """Character for character, so that the cursor stays where it is."""
        text.plain = plain(text.plain)


VISIBLE = _Visible()
"""For every `Input`: Textual shows a pasted escape as it came."""
