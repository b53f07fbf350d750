"""LinkedIn's score page, copied and pasted: its data or its text, in any language."""

from ssi_tui.exchange.page.data import read_data
from ssi_tui.exchange.page.reading import Benchmark, Gap, PageParts, PageReading
from ssi_tui.exchange.page.text import read_text

__all__ = ["Benchmark", "Gap", "PageParts", "PageReading", "read"]


def read(text: str) -> PageReading | PageParts:
    """A reading whose parts fit together, or what was understood and what is missing.

    Takes time in proportion to the text, and never fails, whatever the text is.
    """
    found = read_data(text)
    return read_text(text) if found is None else found
