"""What lasts, in words: "620 connections", "90 % of the profile"."""

from collections.abc import Callable

from ssi_tui.i18n import _, ngettext
from ssi_tui.words.numbers import format_number

_NAMES: dict[str, Callable[[int], str]] = {
    "media": lambda n: ngettext("media item", "media items", n),
    "skills": lambda n: ngettext("skill", "skills", n),
    "endorsements": lambda n: ngettext("endorsement", "endorsements", n),
    "recommendations": lambda n: ngettext("recommendation", "recommendations", n),
    "articles": lambda n: ngettext("article", "articles", n),
    "network": lambda n: ngettext("connection", "connections", n),
    "groups": lambda n: ngettext("group", "groups", n),
}


def stock_count(stock: str, count: float) -> str:
    """So many of a stock; the profile is a fraction."""
    if stock == "profile":
        return _("{n} % of the profile").format(n=format_number(100 * count))
    return f"{format_number(count)} {_NAMES[stock](round(count))}"
