"""From nodes to values, field by field: what is wrong is reported, and reading goes on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from sim.effects import N_
from sim.errors import Refused
from sim.phrases import clip, nearest, squash
from sim.yaml_events import Node, Problems

T = TypeVar("T")

MOST_LISTED = 12
"""Longer lists of what is allowed are shown only when nothing is near."""


class Fields:
    """Strict access to the keys and values of nodes."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def mapping(
        self,
        node: Node,
        path: str,
        allowed: Collection[str],
        *,
        required: Iterable[str] = (),
        called: Mapping[str, str] | None = None,
        loose: Collection[str] = (),
    ) -> dict[str, Node]:
        """The values of a mapping by key; unknown, doubled and missing keys are reported.

        Keys among `loose` may also be written in the plural, with spaces or underscores;
        `called` has other words for a key, for the question "did you mean".
        """
        if node.kind != "mapping":
            self.expected(node, path, N_("keys with values belong here, such as name: …"))
            return {}
        spellings = {squash(key): key for key in loose}
        found: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value in node.pairs:
            text = key_node.text
            key = text if text in allowed else spellings.get(squash(text), "")
            if not key:
                self.unknown(key_node, join(path, text), text, allowed, called or {})
            elif key in found:
                self.problems.report(
                    key_node,
                    N_("{key} was given before, on line {line}"),
                    path,
                    key=key,
                    line=lines[key],
                )
            else:
                found[key] = value
                lines[key] = key_node.line
        for key in required:
            if key not in found:
                self.problems.report(node, N_("the key {key} is missing"), path, key=key)
        return found

    def unknown(
        self,
        node: Node,
        path: str,
        word: str,
        allowed: Collection[str],
        called: Mapping[str, str],
    ) -> None:
        """Report a word that isn't among the allowed ones, with the nearest of them."""
        near = nearest(word, allowed, called)
        if near is None:
            message = N_("{word} is unknown; allowed are: {allowed}")
        elif len(allowed) > MOST_LISTED:
            message = N_("{word} is unknown; did you mean {nearest}?")
        else:
            message = N_("{word} is unknown; did you mean {nearest}? Allowed are: {allowed}")
        listed = ", ".join(sorted(allowed))
        self.problems.report(
            node, message, path, word=clip(word), nearest=near or "", allowed=listed
        )

    def items(self, node: Node, path: str, most: int) -> list[tuple[Node, str]]:
        """The items of a list, each with its path."""
        if node.kind != "list":
            self.expected(node, path, N_("a list belongs here: lines that begin with -"))
            return []
        if len(node.items) > most:
            self.problems.report(node, N_("more than {most} entries"), path, most=most)
            return []
        return [(item, f"{path}[{place}]") for place, item in enumerate(node.items)]

    def text(self, node: Node, path: str) -> str | None:
        """A single text that isn't empty."""
        if node.kind != "text":
            self.expected(node, path, N_("a single value belongs here"))
            return None
        if not (text := node.text.strip()):
            self.problems.report(node, N_("there is no value here"), path)
        return text or None

    def take(self, node: Node, path: str, read: Callable[[str], T]) -> T | None:
        """What a text says; None when it says nothing valid."""
        text = self.text(node, path)
        return None if text is None else self.attempt(node, path, lambda: read(text))

    def attempt(self, node: Node, path: str, make: Callable[[], T]) -> T | None:
        """A value that may refuse what it is made of; None when it did."""
        try:
            return make()
        except Refused as refused:
            self.problems.report(node, refused.message, path, **dict(refused.fields))
            return None

    def expected(self, node: Node, path: str, message: str) -> None:
        """Report a value of the wrong shape, unless something was reported for it before."""
        if node.kind != "broken":
            self.problems.report(node, message, path)


def join(path: str, key: str) -> str:
    """The path of a key; a long or strange key is shortened."""
    key = " ".join(key.split())
    key = key if len(key) <= 40 else key[:39] + "…"
    return f"{path}.{key}" if path else key
