"""Strict YAML: a text becomes nodes that remember line and column, or a list of problems.

Built on PyYAML's events, not on its loaders or `compose`: those read `no` as false and `12:30` as
750, take the last of two equal keys, forget that there was an anchor, unfold a merge bomb for
seconds and die of 200,000 brackets.  Here every scalar stays text, and anchors, aliases, tags,
merge keys, doubled keys and second documents are refused.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn

import yaml

from sim.errors import N_, Problem, RefusedError
from sim.scenario.phrases import MOST_CHARACTERS, clip, not_printed, unprintable

MOST_BYTES = 64 * 1024
"""libyaml needs 90 ms for the worst text of this size once the depth is bounded."""

MOST_DEPTH = 8
"""A scenario needs 4; without a bound libyaml's time grows with the square of the depth."""

TOO_DEEP = N_("nested more than {most} levels deep")
MOST_NODES = 5_000
MOST_PROBLEMS = 20


class Position(NamedTuple):
    """Where something begins in a file."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""


class Node(NamedTuple):
    """One value of a document."""

    at: Position
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

    def report(self, at: Position, message: str, path: str = "", **fields: object) -> None:
        """Add one.  Raises ReadingStoppedError when there are enough."""
        self.refuse(at, RefusedError(message, **fields), path)

    def refuse(self, at: Position, refused: RefusedError, path: str = "") -> None:
        """Add what a value refused."""
        self.append(Problem(*at, path, refused.message, refused.fields))
        if len(self) >= MOST_PROBLEMS:
            self.append(Problem(*at, "", N_("and perhaps more; reading stopped here")))
            raise ReadingStoppedError

    def stop(self, at: Position, message: str, **fields: object) -> NoReturn:
        """Add one after which nothing can be read."""
        self.refuse(at, RefusedError(message, **fields))
        raise ReadingStoppedError


def decode(data: bytes, problems: Problems) -> str:
    """The text of a file; a byte order mark is dropped."""
    if len(data) > MOST_BYTES:
        message = N_("larger than {most} kB; a scenario is a page of text")
        problems.stop(Position(1, 1), message, most=MOST_BYTES // 1024)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        problems.stop(_after(before), N_("not text in UTF-8; save the file as UTF-8"))


def parse(text: str, problems: Problems) -> Node | None:
    """The document's node, or None when it is empty or no YAML.  Raises ReadingStoppedError."""
    text = text.replace("\r\n", "\n")
    if place := unprintable(text):
        problems.refuse(_after(text[: place - 1]), not_printed(text[place - 1]))
        return None
    # libyaml is 14 times quicker; the pure parser is there for machines without it
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(yaml.parse(text, Loader=loader), problems).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (0, 0) if mark is None else (mark.line, mark.column)
        slip = _slip(text, line, column, error.problem or "")
        problems.refuse(Position(line + 1, column + 1), slip)
    except (yaml.YAMLError, ValueError):
        problems.report(Position(1, 1), N_("this can’t be read as YAML"))
    return None


class _Composer:
    """Consumes events; reports what isn't allowed and reads on where that makes sense."""

    def __init__(self, events: Iterator[yaml.Event], problems: Problems) -> None:
        self.events = events
        self.problems = problems
        self.count = 0

    def document(self) -> Node | None:
        """The first document; a second one is reported."""
        root: Node | None = None
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if root:
                self.problems.stop(_at(event), N_("a second document; one file is one scenario"))
            if event.version or event.tags:
                self.problems.report(_at(event), N_("lines that begin with % aren’t allowed"))
            root = self.node(next(self.events))
        return root

    def node(self, event: yaml.Event, depth: int = 0) -> Node:
        """The node that begins with this event."""
        at = _at(event)
        self.count += 1
        if depth > MOST_DEPTH:
            self.problems.stop(at, TOO_DEEP, most=MOST_DEPTH)
        if self.count > MOST_NODES:
            message = N_("more than {most} values; a scenario is a page of text")
            self.problems.stop(at, message, most=MOST_NODES)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self.nodes_until(yaml.SequenceEndEvent, depth + 1))
            node = Node(at, "list", items=items)
        elif isinstance(event, yaml.MappingStartEvent):
            node = Node(at, "mapping", pairs=tuple(self.pairs(depth + 1)))
        else:
            node = Node(at, "text", getattr(event, "value", ""))
        faults = list(_faults(event, node.text))
        for fault in faults:
            self.problems.refuse(at, fault)
        return Node(at, "broken") if faults else node

    def nodes_until(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        """The nodes of a list or mapping."""
        for event in self.events:
            if isinstance(event, end):
                return
            yield self.node(event, depth)

    def pairs(self, depth: int) -> Iterator[tuple[Node, Node]]:
        """A mapping's keys and values; a key that isn't a text or comes twice is left out."""
        lines: dict[str, int] = {}
        nodes = self.nodes_until(yaml.MappingEndEvent, depth)
        for key, value in zip(nodes, nodes, strict=True):
            if key.kind in ("list", "mapping"):
                self.problems.report(key.at, N_("a list or mapping can’t be a key"))
            elif key.text == "<<":
                message = N_("merge keys (<<) aren’t allowed; write the keys out")
                self.problems.report(key.at, message)
            elif key.text in lines:
                message, line = N_("{key} was given before, on line {line}"), lines[key.text]
                self.problems.report(key.at, message, key=clip(key.text), line=line)
            elif key.kind == "text":
                lines[key.text] = key.at.line
                yield key, value


def _faults(event: yaml.Event, text: str) -> Iterator[RefusedError]:
    """What isn't allowed of one event by itself."""
    if len(text) > MOST_CHARACTERS:
        yield RefusedError(N_("longer than {most} characters"), most=MOST_CHARACTERS)
    elif place := unprintable(text):
        yield not_printed(text[place - 1])
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        yield RefusedError(N_("anchors (&) and aliases (*) aren’t allowed; write the value out"))
    elif getattr(event, "tag", None):
        yield RefusedError(N_("tags (!) aren’t allowed; put the text in quotes"))


def _slip(text: str, line: int, column: int, said: str) -> RefusedError:
    """The parser's complaint in a person's words: most are one of four slips."""
    if "nesting depth" in said:  # newer versions of libyaml stop at 1,000
        return RefusedError(TOO_DEEP, most=MOST_DEPTH)
    lines = text.splitlines() or [""]
    here = lines[min(line, len(lines) - 1)]
    if "\t" in here[: len(here) - len(here.lstrip())] or here[column : column + 1] == "\t":
        message = N_("a tab; indent with spaces")
    elif "mapping values are not allowed" in said:
        message = N_("a colon too many, or wrong indentation; put texts with a colon in quotes")
    elif "cannot start any token" in said:
        message = N_("a value can’t begin with this character; put it in quotes")
    elif "expected ':'" in said:
        message = N_("a colon is missing: write key: value")
    elif line >= len(lines) - 1 and "scalar" not in said:
        message = N_("a quote or bracket is opened before here and not closed, or a line is cut")
    else:
        message = N_("not valid YAML from here on; look at indentation, quotes and brackets")
    return RefusedError(message)


def _at(event: yaml.Event) -> Position:
    mark = event.start_mark
    assert mark is not None  # only hand-made events have none
    return Position(mark.line + 1, mark.column + 1)


def _after(before: str) -> Position:
    """Line and column of what follows this text."""
    lines = before.split("\n")
    return Position(len(lines), len(lines[-1]) + 1)
