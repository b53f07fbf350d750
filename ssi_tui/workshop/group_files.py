"""Groups on the coach's own disk: one JSON file each, beside the profiles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, DamagedError, NotFoundError, NotSavedError
from ssi_tui.settings import data_home
from ssi_tui.store.profiles import folder_name
from ssi_tui.workshop.group import SAMPLE, Participant, PeopleGroup

FOLDER = "groups"
SCHEMA = 1
SIZE_MAX = 4 << 20
"""Bytes: 500 people have about 100 kB."""
SAMPLE_WORD = "sample"
"""What the group of invented people is called; no file has it."""


def groups_folder(home: str | None = None) -> Path:
    """Where the groups lie."""
    return Path(home or data_home(), FOLDER)


def group_file(name: str, home: str | None = None) -> Path:
    """The file of the group of that name: one for names that differ in capitals alone."""
    return groups_folder(home) / f"{folder_name(name)}.json"


def list_groups(home: str | None = None) -> tuple[Path, ...]:
    """The files of all groups, by name."""
    return tuple(sorted(groups_folder(home).glob("*.json")))


def load_group(name: str, home: str | None = None) -> PeopleGroup:
    """The group of that name, or of that file's name: NotFoundError, DamagedError."""
    if name.casefold() == SAMPLE_WORD:
        return SAMPLE
    path = group_file(name, home)
    if not path.exists():
        from difflib import get_close_matches  # only for the answer to a mistake

        known = [SAMPLE_WORD, *(file.stem for file in list_groups(home))]
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
    except (
        BadValueError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise DamagedError(path, f"not a group: {error}") from error


def save_group(group: PeopleGroup, home: str | None = None) -> Path:
    """Write the group, in one step or not at all: NotSavedError."""
    path = group_file(group.name, home)
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


def delete_group(name: str, home: str | None = None) -> PeopleGroup:
    """Remove the group's file for good; the answer is what it held."""
    group = load_group(name, home)
    if group is SAMPLE:
        raise BadValueError("group", name, "a group of yours")
    path = group_file(name, home)
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
