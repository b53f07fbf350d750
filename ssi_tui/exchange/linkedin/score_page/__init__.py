"""The score page (linkedin.com/sales/ssi) as it is copied: its own data, else its text."""

from ssi_tui.exchange.linkedin.score_page.reading import (
    Benchmark,
    Gap,
    PageParts,
    PageReading,
    read_data,
)
from ssi_tui.exchange.linkedin.score_page.text import read_text

__all__ = ["Benchmark", "Gap", "PageParts", "PageReading", "read_data", "read_page", "read_text"]


def read_page(text: str) -> PageReading | PageParts:
    """A reading whose parts fit together, or what was understood and what is missing.

    Takes time in proportion to the text, and never fails, whatever the text is.
    """
    reading = read_data(text)
    return read_text(text) if reading is None else reading
