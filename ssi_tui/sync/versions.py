"""Which of two versions of an entry stays: a counter for each machine, and no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from typing import Any

Document = Mapping[str, Any]
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
Version = Mapping[str, int]
"""Machine -> how many times it had written when it last changed this."""


@dataclass(frozen=True, kw_only=True)
class Versioned:
    """An entry as some machine knows it."""

    version: Version
    document: Document | None
    """None: it was deleted."""

    @property
    def text(self) -> str:
        """The document in one form; empty for a deleted one."""
        return text_of(self.document)

    @property
    def print(self) -> str:
        """A short text that only the same document has; empty for a deleted one."""
        return print_of(self.document)


def text_of(document: Document | None) -> str:
    """A document in one form whatever the order of its fields; empty for none."""
    return "" if document is None else _encode(document)


def print_of(document: Document | None) -> str:
    """A short text that only the same document has; empty for none."""
    if document is None:
        return ""
    return blake2b(text_of(document).encode(), digest_size=9).hexdigest()


def knows(one: Version, other: Version) -> bool:
    """Whether whoever made the one had seen the other."""
    return all(one.get(machine, 0) >= number for machine, number in other.items())


def joined(one: Version, other: Version) -> dict[str, int]:
    """What is known by both together."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in sorted({*one, *other})}


def merged(one: Versioned, other: Versioned) -> Versioned:
    """What stays of two.

    The later one, where it was made in sight of the other.  Else one that is there before a deleted
    one, the greater count, and at last the text decides, so that all machines choose alike.
    """
    if one.version != other.version:
        if knows(one.version, other.version):
            return one
        if knows(other.version, one.version):
            return other
    best = max(one, other, key=_rank)
    return Versioned(version=joined(one.version, other.version), document=best.document)


def all_merged(versions: Iterable[Versioned]) -> Versioned:
    """What stays of several; the same in whichever order they come."""
    versions = list(versions)
    if all(each == versions[0] for each in versions):  # nearly always: all have heard of it
        return versions[0]
    ordered = sorted(versions, key=lambda each: (_rank(each), sorted(each.version.items())))
    return reduce(merged, ordered)


def _rank(entry: Versioned) -> tuple[bool, int, str]:
    document = entry.document or {}
    count = document.get("count", 0)
    return entry.document is not None, count if isinstance(count, int) else 0, entry.text
