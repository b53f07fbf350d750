"""A group: people with a score each, as typed, pasted or sent from phones, and its file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, DamagedError, NotFoundError, NotSavedError
from ssi_tui.model.entries import ROUNDING_SLACK
from ssi_tui.model.terms import check_text
from ssi_tui.settings import data_home
from ssi_tui.store.profiles import folder_name

NAME_MAX = 60
PEOPLE_MAX = 500
"""Of one group: more is a cohort, see `cohort`."""
MINUTES_MAX = 3_000
"""A week: more than a working week has."""
COMMITMENT_MAX = 200
ROLES = ("average", "marketing", "hr", "recruiter", "sales", "social-media")
"""Values of `sim.planning.rules.Role`, without loading it."""


def _check_name(field: str, name: str) -> None:
    check_text(field, name, NAME_MAX)
    if not name.strip() or not name.isprintable():
        raise BadValueError(field, name, "a name")


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """One of a group, and what is known of their score."""

    name: str
    """Their own or a pseudonym: whatever they wish to be called."""
    total: float | None = None
    """Points, 0 to 100; None where no score is known."""
    pillars: tuple[float, ...] = ()
    """Points in the order of `Pillar`, 0 to 25 each: all four or none."""
    role: str = ""
    """One of `ROLES`, or empty."""
    minutes: int | None = None
    """That they can give a week."""
    language: str = ""
    """That their hand-out is in; empty for the coach's."""
    commitment: str = ""
    """In their own words."""

    def __post_init__(self) -> None:
        _check_name("name", self.name)
        if self.pillars and len(self.pillars) != len(Pillar):
            raise BadValueError("pillars", len(self.pillars), "all four pillars or none")
        for pillar, points in zip(Pillar, self.pillars, strict=False):
            if not 0 <= points <= PILLAR_MAX:
                raise BadValueError(pillar.value, points, f"between 0 and {PILLAR_MAX:g}")
        if self.total is not None and not 0 < self.total <= TOTAL_MAX:
            raise BadValueError("total", self.total, f"more than 0, at most {TOTAL_MAX:g}")
        if self.pillars:
            whole = sum(self.pillars)
            if self.total is None or abs(whole - self.total) > ROUNDING_SLACK:
                raise BadValueError("total", self.total, f"the sum of the pillars, {whole:g}")
        if self.role not in ("", *ROLES):
            raise BadValueError("role", self.role, f"one of {', '.join(ROLES)}")
        if self.minutes is not None and not 0 <= self.minutes <= MINUTES_MAX:
            raise BadValueError("minutes", self.minutes, f"between 0 and {MINUTES_MAX}")
        check_text("commitment", self.commitment, COMMITMENT_MAX)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleGroup:
    """People in the order in which they came; no two of one name."""

    name: str
    people: tuple[Participant, ...] = ()

    def __post_init__(self) -> None:
        _check_name("group", self.name)
        if len(self.people) > PEOPLE_MAX:
            raise BadValueError("people", len(self.people), f"at most {PEOPLE_MAX}")
        names = [person.name.casefold() for person in self.people]
        for name in names:
            if names.count(name) > 1:
                raise BadValueError("name", name, "a name that nobody else in the group has")

    def hidden(self) -> PeopleGroup:
        """The same people as 1, 2, 3 …: what leaves the coach's screen unless asked otherwise."""
        numbered = enumerate(self.people, 1)
        people = tuple(replace(person, name=str(n), commitment="") for n, person in numbered)
        return replace(self, people=people)


class Reason(StrEnum):
    """Why a line of a paste was left out."""

    NO_NAME = "no-name"
    NUMBERS = "numbers"
    """Neither none, nor a total, nor four pillars, nor five numbers."""
    BOUNDS = "bounds"
    """A pillar above 25, a total above 100 or of nothing."""
    SUM = "sum"
    """Five numbers, none of which is the sum of the others."""
    TWICE = "twice"
    """The name stands in an earlier line."""
    WORD = "word"
    """A cell below a named column is no number, or names no role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """One line that could not be taken."""

    line: int
    """Counted from 1."""
    text: str
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Pasted:
    """What a paste came to: every line that holds something is in one of the two."""

    people: tuple[Participant, ...]
    left_out: tuple[LeftOut, ...]


COLUMNS = {
    "name": "name naam navn person participant teilnehmer deelnemer deltager",
    "brand": "brand marke merk",
    "people": "people personen personer",
    "insights": "insights einblicke inzichten indsigt inhalte content",
    "relationships": "relationships beziehungen relaties relationer network netzwerk netwerk",
    "total": "total ssi score gesamt totaal punkte point samlet",
    "role": "role rolle rol",
    "minutes": "minutes minuten minutter",
}
"""Field → first words of a column's name, in the four languages."""
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_PARTED, _DIGIT = re.compile(r"[\t;]"), re.compile(r"\d")
_OUT_OF = re.compile(
    r"(?<=\d)\s*(?:/|out of|of|von|van|ud af|af)\s*(?:100|25)(?![\d.,]*\d)", re.IGNORECASE
)
_QUOTED = re.compile(r'"([^"]+)"\s*[,;\t]?')
_FIELDS = {word: field for field, words in COLUMNS.items() for word in words.split()}


def parse_people(text: str) -> Pasted:
    """One person a line: a name, then a total, the four pillars in LinkedIn's order, or nothing.

    A first line that names columns binds them by name, in any order.  Cells are parted by tabs,
    semicolons, commas or blanks; decimals have a point or a comma.
    """
    numbered = enumerate(text.removeprefix("\ufeff").splitlines(), 1)
    filled = [(n, line.strip()) for n, line in numbered if line.strip()]
    header = _header(filled[0][1]) if filled else None
    people: list[Participant] = []
    left_out: list[LeftOut] = []
    names: set[str] = set()
    for n, line in filled[1:] if header else filled:
        person = _by_columns(line, *header) if header else _by_shape(line)
        if isinstance(person, Participant) and person.name.casefold() in names:
            person = Reason.TWICE
        if isinstance(person, Reason):
            left_out.append(LeftOut(line=n, text=line, reason=person))
        else:
            names.add(person.name.casefold())
            people.append(person)
    return Pasted(people=tuple(people), left_out=tuple(left_out))


def rows_as_text(rows: Iterable[Sequence[object]]) -> str:
    """The cells of a sheet as `parse_people` takes them."""
    cells = ([" ".join(str("" if cell is None else cell).split()) for cell in row] for row in rows)
    return "\n".join("\t".join(row) for row in cells if any(row))


def _header(line: str) -> tuple[tuple[str, ...], str] | None:
    """The fields of the columns ("" for one that is not known) and what parts them."""
    for mark in ("\t", ";", ","):
        cells = [cell.strip().strip('"').casefold() for cell in line.split(mark)]
        fields = tuple(
            next((_FIELDS[w] for w in cell.split() if w in _FIELDS), "") for cell in cells
        )
        named = [field for field in fields if field]
        if "name" in named and len(named) > 1 and len(set(named)) == len(named):
            return fields, mark
    return None


def _by_columns(line: str, fields: tuple[str, ...], mark: str) -> Participant | Reason:
    try:
        (row,) = csv.reader([line], delimiter=mark, skipinitialspace=True)
    except csv.Error:  # a cell of more than 131,072 letters
        return Reason.WORD
    cells = dict(zip(fields, (cell.strip() for cell in row), strict=False))
    if not cells.get("name"):
        return Reason.NO_NAME
    numbers: dict[str, float | None] = {}
    for field in ("total", *Pillar, "minutes"):
        cell = cells.get(str(field), "")
        if cell and not _NUMBER.fullmatch(cell):
            return Reason.WORD
        numbers[str(field)] = _value(cell) if cell else None
    role = cells.get("role", "").casefold().replace(" ", "-")
    if role not in ("", *ROLES):
        return Reason.WORD
    pillars = [numbers[pillar] for pillar in Pillar]
    known = [points for points in pillars if points is not None]
    if known and len(known) < len(Pillar):
        return Reason.NUMBERS
    minutes = numbers["minutes"]
    return _person(
        cells["name"],
        known,
        numbers["total"],
        role=role,
        minutes=None if minutes is None else int(minutes),
    )


def _by_shape(line: str) -> Participant | Reason:
    quoted = _QUOTED.match(line)
    cells = _cells(_OUT_OF.sub("", line[quoted.end() :] if quoted else line))
    numbers: list[float] = []
    while cells and _NUMBER.fullmatch(cells[-1]):
        numbers.insert(0, _value(cells.pop()))
    if _PARTED.search(line) and any(map(_DIGIT.search, cells if quoted else cells[1:])):
        return Reason.WORD
    name = " ".join([quoted[1], *cells] if quoted else cells).strip(" :,;")
    if not re.search(r"[^\W\d_]", name):
        return Reason.NO_NAME
    if len(numbers) not in (0, 1, 4, 5):
        return Reason.NUMBERS
    if len(numbers) == 5:
        first, last = numbers[0], numbers[-1]
        if abs(sum(numbers[1:]) - first) <= ROUNDING_SLACK:
            return _person(name, numbers[1:], first)
        if abs(sum(numbers[:-1]) - last) <= ROUNDING_SLACK:
            return _person(name, numbers[:-1], last)
        return Reason.SUM
    if len(numbers) == 1:
        return _person(name, [], numbers[0])
    return _person(name, numbers, None)


def _cells(line: str) -> list[str]:
    """The line's words; commas part them only where nothing else does."""
    if _PARTED.search(line):
        return [cell.strip() for cell in _PARTED.split(line) if cell.strip()]
    words = line.split()
    if any(word.count(",") > 1 for word in words) or re.search(r",\s", line):
        return [cell for cell in re.split(r"[,\s]+", line) if cell]
    if "," in line and sum(bool(_NUMBER.fullmatch(word)) for word in words) == 0:
        return [cell.strip() for cell in line.split(",") if cell.strip()]
    return words


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _person(
    name: str,
    pillars: Sequence[float],
    total: float | None,
    *,
    role: str = "",
    minutes: int | None = None,
) -> Participant | Reason:
    if pillars:
        if total is not None and abs(sum(pillars) - total) > ROUNDING_SLACK:
            return Reason.SUM
        total = sum(pillars)
    try:
        return Participant(
            name=name[:NAME_MAX], total=total, pillars=tuple(pillars), role=role, minutes=minutes
        )
    except BadValueError:
        return Reason.BOUNDS


SAMPLE = PeopleGroup(
    name="Example group",
    people=tuple(
        Participant(name=name, total=sum(pillars), pillars=pillars, role=role, minutes=minutes)
        for name, pillars, role, minutes in (
            ("Ada Example", (13.1, 3.7, 0.3, 2.6), "sales", 60),
            ("Ben Example", (11.8, 5.4, 2.1, 15.2), "average", 45),
            ("Caro Example", (18.2, 9.5, 6.4, 17.9), "marketing", 120),
            ("Dirk Example", (8.4, 2.2, 0.8, 9.6), "hr", 30),
            ("Els Example", (15.6, 11.3, 4.9, 21.0), "recruiter", 150),
            ("Finn Example", (20.3, 7.7, 12.4, 14.1), "social-media", 200),
            ("Gro Example", (9.9, 4.1, 1.5, 12.7), "sales", 90),
            ("Hans Example", (12.5, 6.0, 2.9, 16.4), "sales", 60),
            ("Ida Example", (14.0, 8.8, 3.3, 18.2), "hr", 75),
            ("Jens Example", (6.7, 1.9, 0.4, 5.1), "average", 20),
            ("Kim Example", (17.1, 13.6, 9.0, 19.5), "recruiter", 180),
            ("Lars Example", (10.6, 3.2, 5.7, 11.8), "marketing", 60),
        )
    ),
)
"""Twelve invented people to practise with."""
FOLDER = "groups"
SCHEMA = 1
SIZE_MAX = 4 << 20
"""Bytes: 500 people have about 100 kB."""
_OTHERWISE = (BadValueError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a file raises that says something else than a group."""
SAMPLE_WORD = "sample"
"""What the group of invented people is called; no file has it."""


def groups_folder() -> Path:
    """Where the groups lie."""
    return Path(data_home(), FOLDER)


def group_file(name: str) -> Path:
    """The file of the group of that name: one for names that differ in capitals alone."""
    check_text("group", name, NAME_MAX)
    return groups_folder() / f"{folder_name(name)}.json"


def list_groups() -> tuple[Path, ...]:
    """The files of all groups, by name."""
    return tuple(sorted(groups_folder().glob("*.json")))


def load_group(name: str) -> PeopleGroup:
    """The group of that name, or of that file's name: NotFoundError, DamagedError."""
    if name.casefold() == SAMPLE_WORD:
        return SAMPLE
    path = group_file(name)
    if not path.exists():
        from difflib import get_close_matches  # only for the answer to a mistake

        known = [SAMPLE_WORD, *(file.stem for file in list_groups())]
        nearest = get_close_matches(path.stem, known, n=3, cutoff=0.4)
        raise NotFoundError("group", name, tuple(nearest or known[:3]))
    return read_group(path)


def read_group(path: Path) -> PeopleGroup:
    """One file, strictly: DamagedError where it is not as `save_group` writes it."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
    except OSError as error:
        raise DamagedError(path, error.strerror or str(error)) from error
    if len(data) > SIZE_MAX:
        raise DamagedError(path, "too large")
    try:
        return _group(json.loads(data))
    except _OTHERWISE as error:
        raise DamagedError(path, f"not a group: {error}") from error


def save_group(group: PeopleGroup) -> Path:
    """Write the group, in one step or not at all: NotSavedError."""
    path = group_file(group.name)
    if path.stem == SAMPLE_WORD:
        raise BadValueError("group", group.name, "a name other than the sample's")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(path, error.strerror or str(error)) from error
    people = [
        {field: value for field, value in asdict(person).items() if value not in ("", None, ())}
        for person in group.people
    ]
    content = {"schema": SCHEMA, "name": group.name, "people": people}
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return path


def delete_group(name: str) -> PeopleGroup:
    """Remove the group's file for good; the answer is what it held."""
    group = load_group(name)
    if group is SAMPLE:
        raise BadValueError("group", name, "a group of yours")
    path = group_file(name)
    try:
        path.unlink()
    except OSError as error:
        raise NotSavedError(path, error.strerror or str(error)) from error
    return group


def _group(content: Mapping[str, Any]) -> PeopleGroup:
    if content["schema"] != SCHEMA:
        raise ValueError(f"schema {content['schema']!r}")
    people = []
    for row in content["people"]:
        fields = dict(row)
        fields["pillars"] = tuple(float(points) for points in fields.get("pillars", ()))
        people.append(Participant(**fields))
    return PeopleGroup(name=content["name"], people=tuple(people))
