"""The score page (linkedin.com/sales/ssi) as it is copied: its own data, else its text."""

from sim.terms import Pillar
from ssi_tui.exchange.linkedin.score_page.reading import (
    ROUNDING,
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
    reading, told = read_data(text), read_text(text)
    totals = [page.total for page in (reading, told) if isinstance(page, PageReading)]
    if totals and max(totals) - min(totals) > ROUNDING:  # data of one day, text of another
        return PageParts(gap=Gap.SEVERAL, understood={}, missing=("total", *map(str, Pillar)))
    return told if reading is None else reading
