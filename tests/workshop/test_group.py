"""People as they are pasted: what is taken, what is left out, and that nothing falls silently."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError, DamagedError, NotFoundError
from ssi_tui.workshop.group import (
    SAMPLE,
    Participant,
    PeopleGroup,
    Reason,
    delete_group,
    group_file,
    list_groups,
    load_group,
    parse_people,
    rows_as_text,
    save_group,
)

FOUR = (12.0, 6.0, 3.0, 15.0)


@pytest.mark.parametrize(
    ("line", "name", "total", "pillars"),
    [
        ("Ann 46", "Ann", 46, ()),
        ("Ann: 46,5", "Ann", 46.5, ()),
        ("Ann,46", "Ann", 46, ()),
        ("Ann", "Ann", None, ()),
        ("Ann Lee 12 6 3 15", "Ann Lee", 36, FOUR),
        ("Ann, 12, 6, 3, 15", "Ann", 36, FOUR),
        ("Ann,12,6,3,15", "Ann", 36, FOUR),
        ("Ann 12,0 6,0 3,0 15,0", "Ann", 36, FOUR),
        ("Ann;12,0;6;3;15", "Ann", 36, FOUR),
        ("Ann\t12\t6\t3\t15", "Ann", 36, FOUR),
        ("van Dam, Zoë; 12; 6; 3; 15; 36", "van Dam, Zoë", 36, FOUR),
        ("Ann 36 12 6 3 15", "Ann", 36, FOUR),
    ],
)
def test_a_line_is_a_name_and_a_score_however_it_is_parted(
    line: str, name: str, total: float | None, pillars: tuple[float, ...]
) -> None:
    pasted = parse_people(line)
    assert pasted.left_out == ()
    assert [(p.name, p.total, p.pillars) for p in pasted.people] == [(name, total, pillars)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("46", Reason.NO_NAME),
        ("Ann 1 2", Reason.NUMBERS),
        ("Ann 30 1 1 1", Reason.BOUNDS),
        ("Ann 101", Reason.BOUNDS),
        ("Ann 0", Reason.BOUNDS),
        ("Ann 50 1 2 3 4", Reason.SUM),
    ],
)
def test_what_is_no_person_is_left_out_with_its_line_and_its_reason(
    line: str, reason: Reason
) -> None:
    pasted = parse_people(f"Bo 40\n\n{line}\n")
    assert [person.name for person in pasted.people] == ["Bo"]
    assert [(out.line, out.text, out.reason) for out in pasted.left_out] == [(3, line, reason)]


@pytest.mark.parametrize(
    ("line", "name", "total"),
    [
        ("Günther von der Höh; 33 von 100", "Günther von der Höh", 33),
        ("Ann 33/100", "Ann", 33),
        ("Ann\t33 out of 100", "Ann", 33),
        ("Ann; 12,5/25; 8/25; 3,2/25; 14/25", "Ann", 37.7),
        ('"Groß, Emil"; 11; 6; 1,5; 12', "Groß, Emil", 30.5),
        ('"Groß, Emil",41', "Groß, Emil", 41),
        ('"Groß, Emil"', "Groß, Emil", None),
    ],
)
def test_scores_out_of_a_hundred_and_names_in_quotes_are_read(
    line: str, name: str, total: float | None
) -> None:
    (person,) = parse_people(line).people
    assert person.name == name
    assert person.total == (None if total is None else pytest.approx(total))


@pytest.mark.parametrize("line", ["Ann; 12..5", "Ann; 4x; 5", "Ann\t33 points", '"A, B"; 3 min'])
def test_a_cell_with_a_number_is_no_part_of_a_name(line: str) -> None:
    (out,) = parse_people(line).left_out
    assert out.reason is Reason.WORD


def test_a_name_in_quotes_may_hold_what_parts_the_columns() -> None:
    (person,) = parse_people('Name,Total\n"Groß, Emil",41\n').people
    assert (person.name, person.total) == ("Groß, Emil", 41)
    assert parse_people(f"Name,Total\n{'x' * 140_000},1\n").left_out[0].reason is Reason.WORD


def test_columns_with_names_are_bound_by_name_in_any_order() -> None:
    text = "SSI;Name;Beziehungen;Marke;Personen;Einblicke;Minuten\n36;Zoë;15;12;6;3;60\n"
    (person,) = parse_people(text).people
    assert (person.name, person.pillars, person.minutes) == ("Zoë", FOUR, 60)


def test_a_cell_that_is_no_number_is_said_and_never_skipped() -> None:
    (left_out,) = parse_people("name,total\nAnn,n/a\n").left_out
    assert (left_out.line, left_out.reason) == (2, Reason.WORD)


def test_a_name_counts_once() -> None:
    pasted = parse_people("Ann 40\nann 41\n")
    assert [person.total for person in pasted.people] == [40]
    assert [out.reason for out in pasted.left_out] == [Reason.TWICE]


def test_rows_of_a_sheet_are_read_like_lines() -> None:
    rows = [("Name", "Total"), ("Ann", 46), (None, None), ("Bo", 12.5)]
    people = parse_people(rows_as_text(rows)).people
    assert [(person.name, person.total) for person in people] == [("Ann", 46), ("Bo", 12.5)]


@given(st.text(max_size=400))
def test_every_line_with_something_in_it_is_taken_or_left_out(text: str) -> None:
    pasted = parse_people(text)
    filled = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    assert len(pasted.people) + len(pasted.left_out) in (len(filled), len(filled) - 1)


names = st.text(st.characters(categories=("L", "Nd"), include_characters=" -'"), max_size=30)
people = st.builds(
    Participant,
    name=names.filter(lambda name: bool(name.strip())),
    total=st.none() | st.floats(0.5, 100),
    minutes=st.none() | st.integers(0, 3000),
)


@given(st.lists(people, max_size=8, unique_by=lambda person: person.name.casefold()))
def test_a_group_comes_back_as_it_was_saved(found: list[Participant]) -> None:
    group = PeopleGroup(name="Team Nord", people=tuple(found))
    save_group(group)
    assert load_group("team nord") == group


def test_a_group_is_deleted_for_good() -> None:
    save_group(PeopleGroup(name="Team", people=(Participant(name="Ann"),)))
    assert len(delete_group("Team").people) == 1
    assert list_groups() == ()
    with pytest.raises(NotFoundError):
        load_group("Team")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"schema": 2, "name": "x", "people": []}', b'{"schema": 1}', b"\xff\xfe"],
)
def test_a_damaged_file_is_said_and_left_as_it_is(content: bytes) -> None:
    file = group_file("Team")
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(DamagedError):
        load_group("Team")
    assert file.read_bytes() == content


def test_the_sample_is_twelve_invented_people_and_no_file() -> None:
    assert load_group("sample") is SAMPLE
    assert len(SAMPLE.people) == 12
    assert all(person.name.endswith("Example") for person in SAMPLE.people)
    with pytest.raises(BadValueError):
        delete_group("sample")


def test_hidden_names_are_numbers_and_nothing_of_the_names_is_left() -> None:
    text = json.dumps([person.name for person in SAMPLE.hidden().people])
    assert "Example" not in text
    assert [person.total for person in SAMPLE.hidden().people] == [p.total for p in SAMPLE.people]
