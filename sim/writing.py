"""A scenario as the text of its file: what a person would have written, with a few remarks."""

import re
from collections.abc import Iterator
from itertools import groupby

from sim.cadence import WEEK, Cadence
from sim.moments import Moment, moment_text
from sim.phrases import number_text, percent_text
from sim.scenario import Phase, Scenario
from sim.terms import Stock

HEAD = "# yaml-language-server: $schema=scenario.schema.json"
ASSUMPTIONS = {
    "acceptance": "requests-accepted",
    "acceptance_with_note": "requests-with-note-accepted",
    "inmail_reply": "inmails-answered",
    "sales_navigator": "sales-navigator",
}
"""Field of `Assumptions` → key in the file."""
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
        yield f"member: {scenario.member}  # for use without a journal"
    if scenario.assumptions:
        yield from ("", "# Assumed in place of the member's or the journal's own.", "assumptions:")
        for field, stated in scenario.assumptions:
            rate = ("no", "yes")[stated] if isinstance(stated, bool) else percent_text(stated)
            yield f"  {ASSUMPTIONS[field]}: {rate}"
    yield from ("", "# One after the other; the pace of the last one goes on.", "phases:")
    for phase in scenario.phases:
        yield from _entry(_phase(phase))
    if scenario.changes:
        yield from ("", "# Lasting things; they are so from that day on.", "changes:")
        for on, changes in groupby(scenario.changes, key=lambda change: change.on):
            facts = [_moment(on)]
            for change in changes:
                full = change.stock is Stock.PROFILE
                value = percent_text(change.value) if full else number_text(change.value)
                facts.append(f"{change.stock}: {value}")
            yield from _entry(facts)
    if scenario.shocks:
        yield from ("", "# LinkedIn changes its formula: all points times this.", "shocks:")
        for shock in scenario.shocks:
            yield from _entry([_moment(shock.on), f"factor: {number_text(shock.factor)}"])
    if scenario.goals:
        yield from ("", "goals:", *(f"  - {goal}" for goal in scenario.goals))


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
