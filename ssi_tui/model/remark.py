"""Something about the files that the user should know."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """Data for a sentence, no prose."""

    code: str
    """``edited``: changed by hand, accepted as it is.  ``damaged``: not read, left as it is."""
    file: str
    """The name of the file in the profile's folder."""
    reason: str = ""
