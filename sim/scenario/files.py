"""Scenario files, format 1: a strict YAML text becomes a `Scenario`, or all its faults at once."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sim.errors import N_, Problem, RefusedError, ScenarioFileError, number_text, within
from sim.response.curves import WEEK
from sim.response.state import BOUNDS, NO_DOUBTS, Doubts
from sim.scenario import phrases
from sim.scenario.cadence import Cadence, read_factor
from sim.scenario.phrases import clip, percent_text
from sim.scenario.scenario import (
    MOST_DAYS,
    MOST_PHASES,
    FactChange,
    FormulaShock,
    Goal,
    Moment,
    Phase,
    Scenario,
    check_changes,
    moment_text,
)
from sim.scenario.strict_yaml import (
    MOST_BYTES,
    Node,
    Position,
    Problems,
    ReadingStoppedError,
    decode,
    parse,
)
from sim.terms import ActionKind, Member, Stock

FORMAT = 1
HEAD = "# yaml-language-server: $schema=scenario.schema.json"
RATES: Mapping[str, tuple[str, Callable[[str], float | bool]]] = {
    "requests-accepted": ("acceptance", phrases.part),
    "requests-with-note-accepted": ("acceptance_with_note", phrases.part),
    "inmails-answered": ("inmail_reply", phrases.part),
    "sales-navigator": ("sales_navigator", phrases.yes),
}
"""Key in the file → field of `Assumptions`, and how to read it."""

DOUBTED = {
    "half-life": ("half_life", "days"),
    "half-pace": ("half_pace", "times the model's own"),
    "ceiling": ("ceiling", "points, without a licence"),
}
"""Keys beside them, of numbers of the model itself → field of `Doubts`, and its unit."""

WORTH = "worth"
MOMENT_KEYS = ("day", "week", "date")
MOST_ENTRIES = 100
"""Changes, shocks or goals in one file."""

WIDTH = 92
_PLAIN = r"(?i)(?!(?:true|false|yes|no|on|off|null|y|n)$)[A-Za-z][\w .,;()%/'’–-]*"
_FOLDABLE = r"[^\s]+( [^\s]+)*"


def dump(scenario: Scenario) -> str:
    """The file's text; reading it gives an equal scenario."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield from (HEAD, f"format: {FORMAT}", f"name: {_scalar(scenario.name)}")
    if scenario.description:
        yield from _description(scenario.description)
    yield f"start: {scenario.start or 'today'}"
    if scenario.member:
        yield f"member: {scenario.member}  # whom it is written for"
    if scenario.assumptions or scenario.doubts:
        yield from ("", "# Assumed in place of the member's or the journal's own.", "assumptions:")
        keys = {field: key for key, (field, _read) in RATES.items()}
        for field, stated in scenario.assumptions:
            rate = ("no", "yes")[stated] if isinstance(stated, bool) else percent_text(stated)
            yield f"  {keys[field]}: {rate}"
        yield from _doubts(scenario.doubts)
    yield from ("", "# One after the other; the pace of the last one goes on.", "phases:")
    for phase in scenario.phases:
        yield from _entry(_phase(phase))
    if scenario.changes:
        yield from ("", "# Lasting things; they are so from that day on.", "changes:")
        for on, changes in groupby(scenario.changes, key=lambda change: change.on):
            yield from _entry([_moment(on), *map(_fact_text, changes)])
    if scenario.shocks:
        yield from ("", "# LinkedIn changes its formula: all points times this.", "shocks:")
        for shock in scenario.shocks:
            yield from _entry([_moment(shock.on), f"factor: {number_text(shock.factor)}"])
    if scenario.goals:
        yield from ("", "goals:", *(f"  - {goal}" for goal in scenario.goals))


def _doubts(doubts: Doubts) -> Iterator[str]:
    for key, (field, unit) in DOUBTED.items():
        value = getattr(doubts, field)
        if value != getattr(NO_DOUBTS, field):
            yield f"  {key}: {number_text(value)}  # {unit}"
    if doubts.worth:
        yield f"  {WORTH}:  # times the model's own"
        for kind, times in doubts.worth:
            yield f"    {_scalar(kind)}: {number_text(times)}"


def _phase(phase: Phase) -> list[str]:
    lines = [f"name: {_scalar(phase.name)}"] if phase.name else []
    if phase.days:
        weeks, rest = divmod(phase.days, WEEK)
        lines.append(f"days: {phase.days}" if rest else f"weeks: {weeks}")
    others = str(Cadence.of_usual(phase.others))
    if not phase.do:
        return [*lines, f"do: {others}"]
    named = [f"  {_scalar(kind)}: {cadence}" for kind, cadence in phase.do]
    return [*lines, "do:", *named, f"others: {others}"]


def _fact_text(change: FactChange) -> str:
    in_words = percent_text if change.stock is Stock.PROFILE else number_text
    return f"{change.stock}: {in_words(change.value)}"


def _entry(lines: list[str]) -> list[str]:
    """An entry of a list, with its dash."""
    return [f"  {'  ' if place else '- '}{line}" for place, line in enumerate(lines)]


def _moment(moment: Moment) -> str:
    text = moment_text(moment)
    return text.replace(" ", ": ") if " " in text else f"date: {text}"


def _description(text: str) -> list[str]:
    """Folded over lines where folding gives the same text back, else in quotes."""
    if not re.fullmatch(_FOLDABLE, text):
        return [f"description: {_quoted(text)}"]
    lines = ["description: >-"]
    for word in text.split(" "):
        if len(lines) > 1 and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"  {word}")
    return lines


def _scalar(text: str) -> str:
    plain = re.fullmatch(_PLAIN, text) and text == text.strip()
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    from json import dumps  # a JSON string is a double-quoted YAML scalar

    return dumps(text, ensure_ascii=False)


UNOPENED: Mapping[type[Exception], str] = {
    FileNotFoundError: N_("there is no such file"),
    IsADirectoryError: N_("this is a folder; name a file in it"),
    PermissionError: N_("you have no permission to read this file"),
}


def shipped_folder() -> Path:
    """Of the scenarios that teach: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def load(path: Path, *, kinds: Sequence[str] = tuple(ActionKind)) -> Scenario:
    """The scenario in a file.  Raises ScenarioFileError with every fault that was found.

    `kinds` are the names of actions that the file may use.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = Problem(1, 1, "", UNOPENED.get(type(error), N_("this file can’t be read")))
        raise ScenarioFileError(str(path), (problem,)) from None
    return _build(data, str(path), kinds)


def loads(text: str, *, file: str = "text", kinds: Sequence[str] = tuple(ActionKind)) -> Scenario:
    """The scenario in a text; `file` is what an error calls it.  Raises ScenarioFileError."""
    return _build(text.encode("utf-8", "surrogatepass"), file, kinds)


def _build(data: bytes, file: str, kinds: Sequence[str]) -> Scenario:
    problems = Problems()
    scenario = None
    with suppress(ReadingStoppedError):
        root = parse(decode(data, problems), problems)
        if root is not None:
            scenario = _Reader(problems, kinds).scenario(root)
        elif not problems:
            problems.report(Position(1, 1), N_("empty; a scenario needs format, name and phases"))
    if scenario is None:
        raise ScenarioFileError(file, tuple(sorted(problems, key=lambda at: (at.line, at.column))))
    return scenario


T = TypeVar("T")
Read: TypeAlias = Callable[[Node, str], Any]
"""A node and its path → what it says; None where it says nothing valid, which is reported."""


class _Reader:
    """The nodes of one document to one scenario."""

    def __init__(self, problems: Problems, kinds: Sequence[str]) -> None:
        self.problems = problems
        self.kinds = kinds

    # ---- any file

    def mapping(
        self,
        node: Node,
        path: str,
        allowed: Collection[str],
        *,
        required: Iterable[str] = (),
        loose: Collection[str] = (),
    ) -> dict[str, Node]:
        """The values of a mapping by key; unknown, doubled and missing keys are reported.

        Keys among `loose` may also be written in the plural, with spaces or underscores.
        """
        if node.kind != "mapping":
            self.expected(node, path, N_("keys with values belong here, such as name: …"))
            return {}
        spellings = {phrases.squash(key): key for key in loose}
        values: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for written, value in node.pairs:
            at, text = written.at, written.text
            key = text if text in allowed else spellings.get(phrases.squash(text), "")
            if not key:
                self.problems.refuse(at, phrases.unknown(text, allowed), join(path, text))
            elif key in values:
                message = N_("{key} was given before, on line {line}")
                self.problems.report(at, message, path, key=key, line=lines[key])
            else:
                values[key], lines[key] = value, at.line
        for key in required:
            if key not in values:
                self.problems.report(node.at, N_("the key {key} is missing"), path, key=key)
        return values

    def values(self, at: dict[str, Node], path: str, readers: Mapping[str, Read]) -> dict[str, Any]:
        """What the keys that are there say, as far as it is valid."""
        said = {key: readers[key](at[key], join(path, key)) for key in readers if key in at}
        return {key: value for key, value in said.items() if value is not None}

    def each(self, read: Read, most: int = MOST_ENTRIES) -> Read:
        """A reader of a list's entries; those that aren't valid are left out."""

        def entries(node: Node, path: str) -> tuple[Any, ...]:
            if node.kind != "list":
                self.expected(node, path, N_("a list belongs here: lines that begin with -"))
            elif len(node.items) > most:
                self.problems.report(node.at, N_("more than {most} entries"), path, most=most)
            else:
                said = [read(item, f"{path}[{at}]") for at, item in enumerate(node.items)]
                return tuple(value for value in said if value is not None)
            return ()

        return entries

    def text(self, read: Callable[[str], T]) -> Callable[[Node, str], T | None]:
        """A reader of a single text that isn't empty."""

        def value(node: Node, path: str) -> T | None:
            if node.kind != "text":
                self.expected(node, path, N_("a single value belongs here"))
            elif not (text := node.text.strip()):
                self.problems.report(node.at, N_("there is no value here"), path)
            else:
                return self.attempt(node, path, lambda: read(text))
            return None

        return value

    def attempt(self, node: Node, path: str, make: Callable[[], T]) -> T | None:
        """A value that may refuse what it is made of; None when it did."""
        try:
            return make()
        except RefusedError as refused:
            self.problems.refuse(node.at, refused, path)
            return None

    def expected(self, node: Node, path: str, message: str) -> None:
        """Report a value of the wrong shape, unless something was reported for it before."""
        if node.kind != "broken":
            self.problems.report(node.at, message, path)

    # ---- this format

    def scenario(self, root: Node) -> Scenario | None:
        """The whole document; None when anything in it was reported."""
        stated = {key.text: value for key, value in root.pairs}.get("format")
        if stated and self.text(_format)(stated, "format") is None:
            return None  # another format may have other keys
        readers = {
            "name": self.text(phrases.title),
            "description": self.text(str),
            "start": self.text(_start),
            "member": self.text(_member),
            "assumptions": self.assumptions,
            "phases": self.each(self.phase, MOST_PHASES),
            "changes": self.changes,
            "shocks": self.each(self.shock),
            "goals": self.each(self.text(Goal.read)),
        }
        keys = ("format", *readers)
        at = self.mapping(root, "", keys, required=("format", "name", "phases"))
        values = self.values(at, "", readers)
        if self.problems:
            return None
        assumed = values.pop("assumptions", {})
        return self.attempt(at["phases"], "phases", lambda: Scenario(**values, **assumed))

    def phase(self, node: Node, path: str) -> Phase:
        """One phase."""
        readers = {
            "name": self.text(phrases.title),
            "weeks": self.text(_weeks),
            "days": self.text(_days),
            "do": self.do,
            "others": self.text(read_factor),
        }
        at = self.mapping(node, path, readers)
        values = self.values(at, path, readers)
        if "weeks" in at and "days" in at:
            message = N_("both weeks and days; give one of them")
            self.problems.report(at["days"].at, message, path)
        if "others" in at and "do" in at and at["do"].kind == "text":
            message = N_("others goes with a list of actions; here do is for everything")
            self.problems.report(at["others"].at, message, join(path, "others"))
        values["days"] = values.pop("weeks", None) or values.get("days")
        if isinstance(values.get("do"), float):
            values["others"] = values.pop("do")
        return Phase(**values)

    def do(self, node: Node, path: str) -> float | tuple[tuple[str, Cadence], ...] | None:
        """The factor for all actions, or the cadence of each that is named."""
        if node.kind == "text":
            return self.text(read_factor)(node, path)
        return tuple(self.of_kinds(node, path, self.text(Cadence.read)).items())

    def of_kinds(self, node: Node, path: str, read: Read) -> dict[str, Any]:
        """The same of each action that is named."""
        at = self.mapping(node, path, self.kinds, loose=self.kinds)
        return self.values(at, path, {str(kind): read for kind in at})

    def moment(self, at: dict[str, Node], node: Node, path: str) -> Moment:
        """The day, the first day of the week, or the date that an entry gives."""
        given = [key for key in MOMENT_KEYS if key in at]
        if at and len(given) != 1:
            message = N_("when? Give one of day, week (its first day) and date")
            self.problems.report(node.at, message, path)
            return 1
        readers = {
            "date": self.text(phrases.read_date),
            "week": self.text(lambda text: _weeks(text) - WEEK + 1),
            "day": self.text(_days),
        }
        on: Moment = next(iter(self.values(at, path, readers).values()), 1)
        return on

    def changes(self, node: Node, path: str) -> tuple[FactChange, ...]:
        """The facts that change, moment by moment."""
        changes = tuple(chain(*self.each(self.changes_at_once)(node, path)))
        self.attempt(node, path, lambda: check_changes(changes))
        return changes

    def changes_at_once(self, node: Node, path: str) -> tuple[FactChange, ...]:
        """The facts that change at one moment."""
        at = self.mapping(node, path, (*MOMENT_KEYS, *Stock), loose=tuple(Stock))
        on = self.moment(at, node, path)
        stocks = [Stock(key) for key in at if key not in MOMENT_KEYS]
        if not stocks and len(at) == len(node.pairs):
            message = N_("what changes? Allowed are: {allowed}")
            self.problems.report(node.at, message, path, allowed=", ".join(Stock))
        readers = {str(stock): self.text(partial(_fact, on, stock)) for stock in stocks}
        return tuple(self.values(at, path, readers).values())

    def shock(self, node: Node, path: str) -> FormulaShock | None:
        """One change of LinkedIn's formula."""
        at = self.mapping(node, path, (*MOMENT_KEYS, "factor"), required=("factor",))
        on = self.moment(at, node, path)
        shock = self.text(lambda text: FormulaShock(on=on, factor=phrases.decimal(text)))
        return shock(at["factor"], join(path, "factor")) if "factor" in at else None

    def assumptions(self, node: Node, path: str) -> dict[str, Any]:
        """What the file states of `Assumptions`, and the model's own numbers that it doubts."""
        allowed = (*RATES, *DOUBTED, WORTH)
        at = self.mapping(node, path, allowed, loose=allowed)
        rates = self.values(at, path, {key: self.text(RATES[key][1]) for key in at if key in RATES})
        numbers = self.values(at, path, {key: self.bounded(DOUBTED[key][0]) for key in DOUBTED})
        doubts = {DOUBTED[key][0]: value for key, value in numbers.items()}
        if WORTH in at:
            worth = self.of_kinds(at[WORTH], join(path, WORTH), self.bounded("worth"))
            doubts["worth"] = tuple(sorted(item for item in worth.items() if item[1] != 1))
        return {
            "assumptions": tuple((RATES[key][0], value) for key, value in rates.items()),
            "doubts": Doubts(**doubts),
        }

    def bounded(self, field: str) -> Callable[[Node, str], float | None]:
        """A reader of a number that `Doubts` takes there."""
        return self.text(lambda text: within(phrases.decimal(text), *BOUNDS[field]))


def join(path: str, key: str) -> str:
    """The path of a key; a long or strange key is shortened."""
    key = " ".join(key.split())
    key = key if len(key) <= 40 else key[:39] + "…"
    return f"{path}.{key}" if path else key


def _start(text: str) -> date | None:
    return None if text.casefold() == "today" else phrases.read_date(text)


def _member(text: str) -> Member:
    if text not in set(Member):
        raise phrases.unknown(text, tuple(Member))
    return Member(text)


def _weeks(text: str) -> int:
    """Days of so many weeks."""
    return within(phrases.whole(text), 1, MOST_DAYS // WEEK) * WEEK


def _days(text: str) -> int:
    return within(phrases.whole(text), 1, MOST_DAYS)


def _fact(on: Moment, stock: Stock, text: str) -> FactChange:
    value = phrases.part(text) if stock is Stock.PROFILE else phrases.decimal(text)
    return FactChange(on=on, stock=stock, value=value)


def _format(text: str) -> int:
    if text != str(FORMAT):
        message = N_("format {value} is none that this program reads; it reads format {known}")
        raise RefusedError(message, value=clip(text), known=FORMAT)
    return FORMAT
