"""Scenario files, format 1: a strict YAML text becomes a `Scenario`, or all its faults at once."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from sim.catalogue.types import N_
from sim.errors import RefusedError, ScenarioFileError
from sim.response.doubts import NO_DOUBTS, Doubts
from sim.scenario import phrases
from sim.scenario.cadence import WEEK, Cadence, read_factor
from sim.scenario.phrases import clip
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
    Fields,
    Node,
    Problems,
    ReadingStoppedError,
    decode,
    join,
    parse,
)
from sim.terms import ActionKind, Member, Stock

HEAD = "# yaml-language-server: $schema=scenario.schema.json"
ASSUMPTIONS = {
    "acceptance": "requests-accepted",
    "acceptance_with_note": "requests-with-note-accepted",
    "inmail_reply": "inmails-answered",
    "sales_navigator": "sales-navigator",
}
"""Field of `Assumptions` → key in the file."""

HALF_LIFE, HALF_PACE, WORTH, CEILING = "half-life", "half-pace", "worth", "ceiling"
DOUBTED = (HALF_LIFE, HALF_PACE, WORTH, CEILING)
"""Keys beside them: numbers of the model itself."""

WIDTH = 92
_PLAIN = r"(?i)(?!(?:true|false|yes|no|on|off|null|y|n)$)[A-Za-z][\w .,;()%/'’–-]*"
_FOLDABLE = r"[^\s]+( [^\s]+)*"


def dump(scenario: Scenario) -> str:
    """The file's text; reading it gives an equal scenario."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield from (HEAD, "format: 1", f"name: {_scalar(scenario.name)}")
    if scenario.description:
        yield from _description(scenario.description)
    yield f"start: {scenario.start or 'today'}"
    if scenario.member:
        yield f"member: {scenario.member}  # whom it is written for"
    if scenario.assumptions or scenario.doubts:
        yield from ("", "# Assumed in place of the member's or the journal's own.", "assumptions:")
        for field, stated in scenario.assumptions:
            rate = (
                ("no", "yes")[stated] if isinstance(stated, bool) else phrases.percent_text(stated)
            )
            yield f"  {ASSUMPTIONS[field]}: {rate}"
        yield from _doubts(scenario.doubts)
    yield from ("", "# One after the other; the pace of the last one goes on.", "phases:")
    for phase in scenario.phases:
        yield from _entry(_phase(phase))
    if scenario.changes:
        yield from ("", "# Lasting things; they are so from that day on.", "changes:")
        for on, changes in groupby(scenario.changes, key=lambda change: change.on):
            facts = [_moment(on)]
            for change in changes:
                full = change.stock is Stock.PROFILE
                value = (
                    phrases.percent_text(change.value)
                    if full
                    else phrases.number_text(change.value)
                )
                facts.append(f"{change.stock}: {value}")
            yield from _entry(facts)
    if scenario.shocks:
        yield from ("", "# LinkedIn changes its formula: all points times this.", "shocks:")
        for shock in scenario.shocks:
            yield from _entry([_moment(shock.on), f"factor: {phrases.number_text(shock.factor)}"])
    if scenario.goals:
        yield from ("", "goals:", *(f"  - {goal}" for goal in scenario.goals))


def _doubts(doubts: Doubts) -> Iterator[str]:
    if doubts.half_life is not None:
        yield f"  {HALF_LIFE}: {phrases.number_text(doubts.half_life)}  # days"
    if doubts.half_pace != NO_DOUBTS.half_pace:
        yield f"  {HALF_PACE}: {phrases.number_text(doubts.half_pace)}  # times the model's own"
    if doubts.ceiling != NO_DOUBTS.ceiling:
        yield f"  {CEILING}: {phrases.number_text(doubts.ceiling)}  # points, without a licence"
    if doubts.worth:
        yield f"  {WORTH}:  # times the model's own"
        yield from (
            f"    {_scalar(kind)}: {phrases.number_text(times)}" for kind, times in doubts.worth
        )


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


FORMAT = 1
KEYS = ("format", "name", "description", "start", "member", "assumptions", "phases", "changes",
        "shocks", "goals")  # fmt: skip

PHASE_KEYS = ("name", "weeks", "days", "do", "others")
MOMENT_KEYS = ("day", "week", "date")
CALLED = {
    "like": "reaction", "share": "repost", "reshare": "repost", "connect": "request",
    "connection": "request", "invite": "request", "invitation": "invitation-accepted",
    "search": "people-search", "login": "active-day", "dm": "message", "chat": "message",
    "duration": "weeks", "length": "weeks", "month": "weeks", "pace": "do", "rest": "others",
}  # fmt: skip
"""Other words for an action or a key, for the question "did you mean"."""

MOST_ENTRIES = 100
"""Changes, shocks or goals in one file."""

T = TypeVar("T")


def load(path: Path, *, kinds: Sequence[str] = tuple(ActionKind)) -> Scenario:
    """The scenario in a file.  Raises ScenarioFileError with every fault that was found.

    `kinds` are the names of actions that the file may use.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        problems = Problems()
        problems.report((1, 1), _unopened(error))
        raise ScenarioFileError(str(path), tuple(problems)) from None
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
            problems.report((1, 1), N_("empty; a scenario needs format, name and phases"))
    if problems or scenario is None:
        raise ScenarioFileError(file, tuple(sorted(problems, key=lambda at: (at.line, at.column))))
    return scenario


def _unopened(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return N_("there is no such file")
    if isinstance(error, IsADirectoryError):
        return N_("this is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return N_("you have no permission to read this file")
    return N_("this file can't be read")


class _Reader(Fields):
    """The nodes of one document to one scenario."""

    def __init__(self, problems: Problems, kinds: Sequence[str]) -> None:
        super().__init__(problems)
        self.kinds = kinds

    def scenario(self, root: Node) -> Scenario | None:
        """The whole document; None when anything in it was reported."""
        stated = {key.text: value for key, value in root.pairs}.get("format")
        if stated and self.take(stated, "format", _format) is None:
            return None  # another format may have other keys
        at = self.mapping(root, "", KEYS, required=("format", "name", "phases"), called=CALLED)
        name = self.optional(at, "name", phrases.title)
        description = self.optional(at, "description", str)
        start = self.optional(at, "start", _start)
        member = self.member(at["member"]) if "member" in at else None
        assumptions, doubts = (
            self.assumptions(at["assumptions"]) if "assumptions" in at else ((), NO_DOUBTS)
        )
        phases = self.each(at, "phases", MOST_PHASES, self.phase)
        together = self.each(at, "changes", MOST_ENTRIES, self.changes)
        changes = tuple(change for at_once in together for change in at_once)
        self.attempt(at.get("changes", root), "changes", lambda: check_changes(changes))
        shocks = self.each(at, "shocks", MOST_ENTRIES, self.shock)
        goals = self.each(
            at, "goals", MOST_ENTRIES, lambda node, path: self.take(node, path, Goal.read)
        )
        if self.problems or name is None:
            return None
        return self.attempt(
            at["phases"],
            "phases",
            lambda: Scenario(
                name=name,
                description=description or "",
                start=start,
                member=member,
                assumptions=assumptions,
                doubts=doubts or NO_DOUBTS,
                phases=phases,
                changes=changes,
                shocks=shocks,
                goals=goals,
            ),
        )

    def optional(
        self, at: dict[str, Node], key: str, read: Callable[[str], T], path: str = ""
    ) -> T | None:
        """The value of a key; None when it isn't there or isn't valid."""
        return self.take(at[key], join(path, key), read) if key in at else None

    def each(
        self, at: dict[str, Node], key: str, most: int, read: Callable[[Node, str], T | None]
    ) -> tuple[T, ...]:
        """The values of a list of entries; those that aren't valid are left out."""
        items = self.items(at[key], key, most) if key in at else []
        values = [read(node, path) for node, path in items]
        return tuple(value for value in values if value is not None)

    def member(self, node: Node) -> Member | None:
        """The member whose start to take."""
        text = self.text(node, "member")
        if text is not None and text not in set(Member):
            self.unknown(node, "member", text, tuple(Member), {})
            return None
        return None if text is None else Member(text)

    def phase(self, node: Node, path: str) -> Phase | None:
        """One phase."""
        at = self.mapping(node, path, PHASE_KEYS, called=CALLED)
        name = self.optional(at, "name", phrases.title, path)
        weeks = self.optional(at, "weeks", _weeks, path)
        days = self.optional(at, "days", _days, path)
        if "weeks" in at and "days" in at:
            self.problems.report(at["days"], N_("both weeks and days; give one of them"), path)
        do: tuple[tuple[str, Cadence], ...] = ()
        others = self.optional(at, "others", read_factor, path)
        if "do" in at and at["do"].kind == "text":
            if "others" in at:
                message = N_("others goes with a list of actions; here do is for everything")
                self.problems.report(at["others"], message, f"{path}.others")
            others = self.optional(at, "do", read_factor, path)
        elif "do" in at:
            do = self.do(at["do"], f"{path}.do")
        others = 1.0 if others is None else others
        return Phase(name=name or "", days=weeks or days, do=do, others=others)

    def do(self, node: Node, path: str) -> tuple[tuple[str, Cadence], ...]:
        """The cadence of each action that is named."""
        at = self.mapping(node, path, self.kinds, loose=self.kinds, called=CALLED)
        read = {kind: self.take(at[kind], f"{path}.{kind}", Cadence.read) for kind in at}
        return tuple((str(kind), cadence) for kind, cadence in read.items() if cadence is not None)

    def moment(self, at: dict[str, Node], node: Node, path: str) -> Moment | None:
        """The day, the first day of the week, or the date that an entry gives."""
        given = [key for key in MOMENT_KEYS if key in at]
        if len(given) != 1:
            message = N_("when? Give one of day, week (its first day) and date")
            self.problems.report(node, message, path)
            return None
        if "date" in at:
            return self.optional(at, "date", phrases.read_date, path)
        week = self.optional(at, "week", _weeks, path)
        return self.optional(at, "day", _days, path) if week is None else week - WEEK + 1

    def changes(self, node: Node, path: str) -> tuple[FactChange, ...]:
        """The facts that change at one moment."""
        at = self.mapping(node, path, (*MOMENT_KEYS, *Stock), loose=tuple(Stock), called=CALLED)
        on = (self.moment(at, node, path) if at else None) or 1
        stocks = [Stock(key) for key in at if key not in MOMENT_KEYS]
        if not stocks and len(at) == len(node.pairs):
            message = N_("what changes? Allowed are: {allowed}")
            self.problems.report(node, message, path, allowed=", ".join(Stock))
        changes = [self.optional(at, stock, partial(_fact, on, stock), path) for stock in stocks]
        return tuple(change for change in changes if change is not None)

    def shock(self, node: Node, path: str) -> FormulaShock | None:
        """One change of LinkedIn's formula."""
        at = self.mapping(node, path, (*MOMENT_KEYS, "factor"), required=("factor",))
        on = (self.moment(at, node, path) if at else None) or 1
        return self.optional(
            at, "factor", lambda text: FormulaShock(on=on, factor=phrases.decimal(text)), path
        )

    def assumptions(self, node: Node) -> tuple[tuple[tuple[str, float | bool], ...], Doubts]:
        """The fields of `Assumptions` that the file states, and the model's own that it doubts."""
        keys = {key: field for field, key in ASSUMPTIONS.items()}
        allowed = (*keys, *DOUBTED)
        at = self.mapping(node, "assumptions", allowed, loose=allowed)
        stated: list[tuple[str, float | bool]] = []
        for key, value in at.items():
            if key in DOUBTED:
                continue
            read = phrases.yes if keys[key] == "sales_navigator" else phrases.part
            rate = self.take(value, f"assumptions.{key}", read)
            if rate is not None:
                stated.append((keys[key], rate))
        return tuple(stated), self.doubts(at)

    def doubts(self, at: dict[str, Node]) -> Doubts:
        """The numbers of the model that the file replaces."""
        doubts = NO_DOUBTS
        for key, field in ((HALF_LIFE, "half_life"), (HALF_PACE, "half_pace"), (CEILING, CEILING)):
            if key in at:
                take = partial(_doubted, doubts, field)
                doubts = self.take(at[key], f"assumptions.{key}", take) or doubts
        if WORTH in at:
            path = f"assumptions.{WORTH}"
            worth = self.mapping(at[WORTH], path, self.kinds, loose=self.kinds, called=CALLED)
            for kind, node in worth.items():
                take = partial(_worth, doubts, str(kind))
                doubts = self.take(node, f"{path}.{kind}", take) or doubts
        return doubts


def _doubted(doubts: Doubts, field: str, text: str) -> Doubts:
    number = phrases.decimal(text)
    return replace(doubts, **{field: number})  # type: ignore[arg-type]


def _worth(doubts: Doubts, kind: str, text: str) -> Doubts:
    return doubts.with_worth(kind, phrases.decimal(text))


def _start(text: str) -> date | None:
    return None if text.casefold() == "today" else phrases.read_date(text)


def _weeks(text: str) -> int:
    """Days of so many weeks."""
    return phrases.within(phrases.whole(text), 1, MOST_DAYS // WEEK) * WEEK


def _days(text: str) -> int:
    return phrases.within(phrases.whole(text), 1, MOST_DAYS)


def _fact(on: Moment, stock: Stock, text: str) -> FactChange:
    value = phrases.part(text) if stock is Stock.PROFILE else phrases.decimal(text)
    return FactChange(on=on, stock=stock, value=value)


def _format(text: str) -> int:
    if text != str(FORMAT):
        message = N_("format {value} is none that this program reads; it reads format {known}")
        raise RefusedError(message, value=clip(text), known=FORMAT)
    return FORMAT
