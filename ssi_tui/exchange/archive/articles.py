"""Articles, each a page of its own: only whether and when it was published is looked at."""

import re
from datetime import datetime, timedelta

from ssi_tui.exchange.archive.moments import parse_moment
from ssi_tui.exchange.archive.sources import Source
from ssi_tui.exchange.archive.text import pieces

HEAD_MAX = 1 << 20
"""Bytes of a page in which the date is looked for; it stands below the title."""
BEFORE, AFTER = timedelta(minutes=-1), timedelta(minutes=2)
"""An article's row in Shares is within a minute of it, and the article's second is not told."""
_PUBLISHED = re.compile(
    rb"""class=["']?published["']?[^<>]{0,80}>[^<0-9]{0,80}(\d{4}-\d\d-\d\d[ T]\d\d:\d\d)"""
)
_DRAFT = re.compile(r"\d{4}-\d\d-\d\d")


def published(source: Source) -> datetime | None:
    """When it was published, in UTC; None for a draft: a date in the file's name marks one."""
    if _DRAFT.search(source.path.rpartition("/")[2]):
        return None
    head = b""
    for piece in pieces(source):
        if len(head) < HEAD_MAX:
            head += piece
    found = _PUBLISHED.search(head.replace(b"\0", b""))
    return parse_moment(found[1].decode("ascii")) if found else None


def rows_of_articles(articles: list[datetime], shares: list[datetime]) -> set[int]:
    """Which of the shares (moments in UTC, sorted) are rows of articles, each of one at most."""
    taken: set[int] = set()
    at = 0
    for article in sorted(articles):
        while at < len(shares) and shares[at] < article + BEFORE:
            at += 1
        if at < len(shares) and shares[at] < article + AFTER:
            taken.add(at)
            at += 1
    return taken
