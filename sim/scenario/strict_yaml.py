"""Strict YAML: a text becomes nodes that remember line and column, or a list of problems.

Built on PyYAML's events, not on its loaders: those read `no` as false and `12:30` as 750, take
the last of two equal keys, unfold a merge bomb for seconds and die of 200,000 brackets.  Here
every scalar stays text, and anchors, aliases, tags, merge keys, doubled keys and second documents
are refused.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml

from sim.catalogue.types import N_
from sim.errors import Problem, RefusedError
from sim.scenario import phrases

MOST_BYTES = 64 * 1024
"""libyaml needs 90 ms for the worst text of this size once the depth is bounded."""

MOST_DEPTH = 8
"""A scenario needs 4; without a bound libyaml's time grows with the square of the depth."""

TOO_DEEP = N_("nested more than {most} levels deep")
MOST_NODES = 5_000
MOST_PROBLEMS = 20


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Node:
    """One value of a document and where it begins."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    kind: str
    """text, list or mapping; broken when a problem was reported for it."""
    text: str = ""
    """Of a scalar, as it stands in the file."""
    items: "tuple[Node, ...]" = ()
    """Of a list."""
    pairs: "tuple[tuple[Node, Node], ...]" = ()
    """Keys and values of a mapping; every key is a text, and none comes twice."""


class ReadingStoppedError(Exception):
    """Enough problems are known, or reading on would take too long."""


class Problems(list[Problem]):
    """Every problem found so far, in the order of finding."""

    def report(
        self, at: Node | tuple[int, int], message: str, path: str = "", **fields: object
    ) -> None:
        """Add one.  Raises ReadingStoppedError when there are enough."""
        line, column = (at.line, at.column) if isinstance(at, Node) else at
        texts = tuple((name, str(value)) for name, value in fields.items())
        self.append(Problem(line, column, path, message, texts))
        if len(self) >= MOST_PROBLEMS:
            self.append(Problem(line, column, "", N_("and perhaps more; reading stopped here")))
            raise ReadingStoppedError


def decode(data: bytes, problems: Problems) -> str:
    """The text of a file; a byte order mark is dropped."""
    if len(data) > MOST_BYTES:
        problems.report(
            (1, 1),
            N_("larger than {most} kB; a scenario is a page of text"),
            most=MOST_BYTES // 1024,
        )
        raise ReadingStoppedError
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        problems.report(_place(before), N_("not text in UTF-8; save the file as UTF-8"))
        raise ReadingStoppedError from None


def parse(text: str, problems: Problems) -> Node | None:
    """The document's node, or None when it is empty or no YAML.  Raises ReadingStoppedError."""
    text = text.replace("\r\n", "\n")
    if place := phrases.unprintable(text):
        code = f"{ord(text[place - 1]):04X}"
        problems.report(_place(text[: place - 1]), phrases.UNPRINTABLE_FOUND, code=code)
        return None
    # libyaml is 14 times quicker; the pure parser is there for machines without it
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader), problems).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (0, 0) if mark is None else (mark.line, mark.column)
        _report_syntax(text, line, column, error.problem or "", problems)
    except (yaml.YAMLError, ValueError):
        problems.report((1, 1), N_("this can't be read as YAML"))
    return None


class _Builder:
    """Consumes events; reports what isn't allowed and reads on where that makes sense."""

    def __init__(self, events: Iterator[yaml.Event], problems: Problems) -> None:
        self.events = events
        self.problems = problems
        self.count = 0

    def document(self) -> Node | None:
        """The first document; a second one is reported."""
        root: Node | None = None
        documents = 0
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            documents += 1
            if documents > 1:
                self.problems.report(_at(event), N_("a second document; one file is one scenario"))
                raise ReadingStoppedError
            if event.version or event.tags:
                self.problems.report(_at(event), N_("lines that begin with % aren't allowed"))
            root = self.node(next(self.events), depth=0)
        return root

    def node(self, event: yaml.Event, *, depth: int) -> Node:
        """The node that begins with this event."""
        self.count += 1
        if depth > MOST_DEPTH or self.count > MOST_NODES:
            self.problems.report(
                _at(event),
                TOO_DEEP
                if depth > MOST_DEPTH
                else N_("more than {most} values; a scenario is a page of text"),
                most=MOST_DEPTH if depth > MOST_DEPTH else MOST_NODES,
            )
            raise ReadingStoppedError
        line, column = _at(event)
        node = broken = Node(line=line, column=column, kind="broken")
        if isinstance(event, yaml.ScalarEvent) and not self.unfit(event):
            node = Node(line=line, column=column, kind="text", text=event.value)
        elif isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self.nodes_until(yaml.SequenceEndEvent, depth + 1))
            node = Node(line=line, column=column, kind="list", items=items)
        elif isinstance(event, yaml.MappingStartEvent):
            pairs = tuple(self.pairs(depth + 1))
            node = Node(line=line, column=column, kind="mapping", pairs=pairs)
        return broken if self.mark(event) else node

    def mark(self, event: yaml.Event) -> bool:
        """Whether the node has an anchor, an alias or a tag; reported."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = N_("anchors (&) and aliases (*) aren't allowed; write the value out")
        elif getattr(event, "tag", None):
            message = N_("tags (!) aren't allowed; put the text in quotes")
        else:
            return False
        self.problems.report(_at(event), message)
        return True

    def unfit(self, event: yaml.ScalarEvent) -> bool:
        """Whether the text is too long or has what a terminal must not get; reported."""
        if len(event.value) > phrases.MOST_CHARACTERS:
            message = N_("longer than {most} characters")
            self.problems.report(_at(event), message, most=phrases.MOST_CHARACTERS)
        elif place := phrases.unprintable(event.value):
            code = f"{ord(event.value[place - 1]):04X}"
            self.problems.report(_at(event), phrases.UNPRINTABLE_FOUND, code=code)
        else:
            return False
        return True

    def nodes_until(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        """The nodes of a list or mapping."""
        for event in self.events:
            if isinstance(event, end):
                return
            yield self.node(event, depth=depth)

    def pairs(self, depth: int) -> Iterator[tuple[Node, Node]]:
        """A mapping's keys and values; a key that isn't a text or comes twice is left out."""
        lines: dict[str, int] = {}
        nodes = self.nodes_until(yaml.MappingEndEvent, depth)
        for key, value in zip(nodes, nodes, strict=True):
            if key.kind in ("list", "mapping"):
                self.problems.report(key, N_("a list or mapping can't be a key"))
            elif key.text == "<<":
                self.problems.report(key, N_("merge keys (<<) aren't allowed; write the keys out"))
            elif key.text in lines:
                message = N_("{key} was given before, on line {line}")
                self.problems.report(key, message, key=phrases.clip(key.text), line=lines[key.text])
            elif key.kind == "text":
                lines[key.text] = key.line
                yield key, value


def _report_syntax(text: str, line: int, column: int, said: str, problems: Problems) -> None:
    """Word the parser's complaint for a person: most are one of four slips."""
    lines = text.splitlines() or [""]
    here = lines[min(line, len(lines) - 1)]
    if "\t" in here[: len(here) - len(here.lstrip())] or here[column : column + 1] == "\t":
        message = N_("a tab; indent with spaces")
    elif "nesting depth" in said:  # newer versions of libyaml stop at 1,000
        problems.report((line + 1, column + 1), TOO_DEEP, most=MOST_DEPTH)
        return
    elif "mapping values are not allowed" in said:
        message = N_("a colon too many, or wrong indentation; put texts with a colon in quotes")
    elif "cannot start any token" in said:
        message = N_("a value can't begin with this character; put it in quotes")
    elif "expected ':'" in said:
        message = N_("a colon is missing: write key: value")
    elif line >= len(lines) - 1 and "scalar" not in said:
        message = N_("a quote or bracket is opened before here and not closed, or a line is cut")
    else:
        message = N_("not valid YAML from here on; look at indentation, quotes and brackets")
    problems.report((line + 1, column + 1), message)


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None  # only hand-made events have none
    return mark.line + 1, mark.column + 1


def _place(before: str) -> tuple[int, int]:
    """Line and column of what follows this text."""
    lines = before.split("\n")
    return len(lines), len(lines[-1]) + 1


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
        spellings = {phrases.squash(key): key for key in loose}
        found: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value in node.pairs:
            text = key_node.text
            key = text if text in allowed else spellings.get(phrases.squash(text), "")
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
        near = phrases.nearest(word, allowed, called)
        if near is None:
            message = N_("{word} is unknown; allowed are: {allowed}")
        elif len(allowed) > MOST_LISTED:
            message = N_("{word} is unknown; did you mean {nearest}?")
        else:
            message = N_("{word} is unknown; did you mean {nearest}? Allowed are: {allowed}")
        listed = ", ".join(sorted(allowed))
        self.problems.report(
            node, message, path, word=phrases.clip(word), nearest=near or "", allowed=listed
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
        except RefusedError as refused:
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
