"""Scenario files: what is right is read, what is wrong is told at its place, and no more."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioFileError
from sim.response.state import Doubts
from sim.scenario.cadence import Cadence, Rhythm
from sim.scenario.files import WIDTH, dump, load, loads
from sim.scenario.phrases import unprintable
from sim.scenario.scenario import FactChange, FormulaShock, Goal, Moment, Phase, Scenario
from sim.terms import ActionKind, Member, Pillar, Stock

HERE = Path(__file__).parent / "scenario_files"
VALID = sorted(HERE.glob("valid/*.yaml"))
INVALID = sorted(HERE.glob("invalid/*.yaml"))
SHORTEST = "format: 1\nname: Shortest\nphases:\n  - do: usual\n"


def told(file: Path, **options: object) -> str:
    """The errors of a file, which is called by its bare name."""
    with pytest.raises(ScenarioFileError) as caught:
        load(file, **options)  # type: ignore[arg-type]
    return str(caught.value).replace(str(file), file.name)


# ---- files that are right


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_file_reads_and_reads_the_same_after_writing(file: Path) -> None:
    scenario = load(file)
    assert loads(dump(scenario)) == scenario


def test_the_shortest_file_has_every_default() -> None:
    assert loads(SHORTEST) == Scenario(name="Shortest", phases=(Phase(),))


def test_everything_that_a_file_can_say_arrives() -> None:
    scenario = load(HERE / "valid" / "everything.yaml")
    assert scenario.name == "Everything: at once"
    assert scenario.description == "Two paragraphs.\n\nThe second one."
    assert scenario.start == date(2027, 1, 4)
    assert scenario.member is Member.INTENSIVE
    assert dict(scenario.assumptions) == {
        "acceptance": 0.333,
        "acceptance_with_note": 0.6,
        "inmail_reply": 0.125,
        "sales_navigator": False,
    }
    assert scenario.doubts == Doubts(
        half_life=60, half_pace=1.5, worth=(("comment", 0.5), ("post", 2)), ceiling=80
    )
    assert [phase.days for phase in scenario.phases] == [14, 10, 7, None]
    assert [phase.others for phase in scenario.phases] == [0, 0.5, 1, 1.5]
    assert scenario.changes == (
        FactChange(on=8, stock=Stock.PROFILE, value=1),
        FactChange(on=8, stock=Stock.ENDORSEMENTS, value=30),
        FactChange(on=20, stock=Stock.NETWORK, value=1200),
        FactChange(on=date(2027, 2, 1), stock=Stock.GROUPS, value=3),
    )
    assert scenario.shocks == (
        FormulaShock(on=date(2027, 2, 10), factor=0.93),
        FormulaShock(on=50, factor=1.05),
    )
    assert [str(goal) for goal in scenario.goals] == [
        "total >= 60 by week 12 with 80 %",
        "insights >= 12.5 by day 60 with 80 %",
        "brand >= 10 by 2027-05-01 with 50 %",
    ]


def test_scalars_stay_what_was_written() -> None:
    """`no`, `010` and `12:30` are no booleans, octals or minutes here."""
    for text in ("no", "010", "12:30", "2027-01-01", "~", "1_000", "on"):
        assert loads(SHORTEST.replace("Shortest", text)).name == text


def test_actions_may_be_plural_and_spelt_with_spaces_or_underscores() -> None:
    phase = load(HERE / "valid" / "spellings.yaml").phases[0]
    assert [kind for kind, _ in phase.do] == [
        "post",
        "profile-view",
        "request-with-note",
        "inmail",
    ]


@pytest.mark.parametrize("kind", ActionKind)
def test_every_action_is_understood_in_its_plural(kind: str) -> None:
    words = kind.replace("-", " ").title()
    plural = words.removesuffix("y") + "ies" if words.endswith("ly") else f"{words}s"
    text = SHORTEST.replace("usual", f"{{{plural}: daily}}")
    assert loads(text).phases[0].do[0][0] == kind


def test_own_actions_are_known_when_they_are_named() -> None:
    text = SHORTEST.replace("usual", "{podcast: weekly}")
    assert loads(text, kinds=("podcast",)).phases[0].do[0][0] == "podcast"
    with pytest.raises(ScenarioFileError):
        loads(text)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_endings_and_a_byte_order_mark_do_not_matter(
    tmp_path: Path, ending: str, mark: str
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes((mark + SHORTEST.replace("\n", ending)).encode())
    assert load(file) == loads(SHORTEST)
    file.write_bytes((mark + SHORTEST.replace("usual", "usal").replace("\n", ending)).encode())
    assert told(file) == "plan.yaml:4:9: phases[0].do: “usal” is no pace; did you mean usual?"


# ---- files that are wrong


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_file_is_refused_with_exactly_these_words(file: Path) -> None:
    assert told(file) + "\n" == file.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_the_words_are_the_same_without_libyaml(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert told(file) + "\n" == file.with_suffix(".expected").read_text(encoding="utf-8")


RUBBISH = {
    "nothing": (b"", "1:1: empty; a scenario needs format, name and phases"),
    "an empty document": (b"\n\n---\n...\n", "keys with values belong here"),
    "UTF-16": (b"\xff\xfef\x00o\x00", "1:1: not text in UTF-8; save the file as UTF-8"),
    "Latin-1": (b"name: caf\xe9\n", "1:10: not text in UTF-8"),
    "a NUL": (b"name: a\nkey: \x00\n", "2:6: a character that can’t be printed: U+0000"),
    "every byte": (bytes(range(256)), "2:118: not text in UTF-8"),
    "a program": (b"\x7fELF\x02\x01", "1:1: a character that can’t be printed: U+007F"),
    "a big file": (b"[" * 200_000, "1:1: larger than 64 kB"),
    "brackets": (b"[" * 60_000, "nested more than 8 levels deep"),
    "braces": (b"{a: " * 10_000, "nested more than 8 levels deep"),
    "keys of keys": (b"? " * 30_000, "nested more than 8 levels deep"),
    "many entries": (b"- \n" * 6_000, "more than 5000 values"),
    "a long text": (b"name: " + b"x" * 3_000, "1:7: longer than 2000 characters"),
    "a bomb": (b"a: &a [x, x]\nb: [*a, *a]\n", "anchors (&) and aliases (*) aren’t allowed"),
    "a tag": (b"a: !!python/object/apply:os.system [x]\n", "tags (!) aren’t allowed"),
    "a tab": (b"\tformat: 1\n", "1:1: a tab; indent with spaces"),
    "many slips": (b"".join(b"a%d: 1\n" % place for place in range(999)), "reading stopped here"),
}


@pytest.mark.parametrize(("data", "message"), RUBBISH.values(), ids=RUBBISH)
def test_rubbish_and_bombs_get_a_clear_line(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "rubbish.yaml"
    file.write_bytes(data)
    text = told(file)
    assert message in text
    assert len(text.splitlines()) <= 21
    assert not unprintable(text)


def test_a_folder_a_missing_file_and_a_locked_one_are_told_apart(tmp_path: Path) -> None:
    assert told(tmp_path).endswith(":1:1: this is a folder; name a file in it")
    assert told(tmp_path / "no.yaml") == "no.yaml:1:1: there is no such file"
    assert told(tmp_path / "a\0b").endswith(":1:1: this file can’t be read")
    locked = tmp_path / "locked.yaml"
    locked.write_text(SHORTEST)
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert told(locked) == "locked.yaml:1:1: you have no permission to read this file"


def test_a_problem_has_its_sentence_and_fields_apart_for_translators() -> None:
    with pytest.raises(ScenarioFileError) as caught:
        loads(SHORTEST.replace("1", "7"), file="plan.yaml")
    (problem,) = caught.value.problems
    assert caught.value.file == "plan.yaml"
    assert (problem.line, problem.column, problem.path) == (1, 9, "format")
    assert "7" not in problem.message
    assert dict(problem.fields) == {"value": "“7”", "known": "1"}


def test_a_number_just_out_of_bounds_is_told_as_it_was_written() -> None:
    with pytest.raises(ScenarioFileError, match=r"365\.0001 is out of bounds; it must be 3 to 365"):
        loads(SHORTEST + "assumptions: {half-life: 365.0001}\n")


# ---- any file


def outcome(text: str) -> Scenario | ScenarioFileError:
    """The one or the other, never anything else."""
    try:
        return loads(text)
    except ScenarioFileError as error:
        return error


def refused_or_read(text: str) -> None:
    """What is refused can be printed, and what is read can be written and read again."""
    result = outcome(text)
    if isinstance(result, Scenario):
        assert loads(dump(result)) == result
    else:
        assert result.problems
        assert not unprintable(str(result))


@given(text=st.text(max_size=400))
@example("\ud800")
@example("? : :")
@example("a:\r  b")
def test_any_text_is_read_or_refused(text: str) -> None:
    refused_or_read(text)


WORDS = r"""
format: 1|name: x|phases:|- do: usual|do:|post: mon, thu|weeks: 4|days: 9|others: none|changes:
- week: 2|profile: 100 %|goals:|- total >= 60 by week 12|shocks:|factor: 0.9|assumptions:|&a|*a
!!str|<<: *a|[|]|{|}|'|"|>-|,|? |: |# x|---|...|%YAML 1.1|"\a"
"""
PIECES = st.sampled_from([piece for line in WORDS.splitlines() for piece in line.split("|")])


@given(lines=st.lists(st.tuples(st.integers(0, 3), PIECES), max_size=25))
@settings(max_examples=300)
def test_any_shuffle_of_a_files_own_lines_is_read_or_refused(lines: list[tuple[int, str]]) -> None:
    refused_or_read("".join(f"{'  ' * depth}{words}\n" for depth, words in lines))


@given(data=st.data())
@settings(max_examples=300)
def test_any_slip_in_a_valid_file_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(VALID)).read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 12))
    refused_or_read(text[:at] + data.draw(st.text(max_size=6)) + text[at + cut :])


@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(data)
    assert told(file)


# ---- any scenario

letters = st.characters(blacklist_categories=("Cs", "Cc"))
names = (
    st.text(letters, min_size=1, max_size=80)
    .map(str.strip)
    .filter(lambda text: text and not unprintable(text))
)
prose = (
    st.lists(names, max_size=8).map(" ".join)
    | st.lists(names, max_size=4).map("\n".join)
    | st.lists(names, max_size=4).map("  ".join)
)
numbers = st.floats(0, 200, allow_subnormal=False) | st.integers(0, 200).map(float)
cadences = st.one_of(
    st.builds(Cadence.of_usual, st.sampled_from([0.0, 1.0]) | st.floats(0, 20)),
    st.builds(Cadence, rhythm=st.just(Rhythm.EVENLY), count=numbers, days=st.sampled_from([1, 7])),
    st.builds(Cadence, rhythm=st.just(Rhythm.EVERY), count=numbers, days=st.integers(1, 364)),
    st.builds(Cadence, rhythm=st.just(Rhythm.WEEKDAYS), count=numbers, weekdays=st.just((0, 3))),
    st.builds(Cadence, rhythm=st.just(Rhythm.ONCE), count=numbers),
)
moments: st.SearchStrategy[Moment] = st.integers(1, 3640) | st.dates(
    date(2000, 1, 1), date(2099, 12, 31)
)
lengths = st.integers(1, 400)


def phases(days: st.SearchStrategy[int | None]) -> st.SearchStrategy[Phase]:
    """Any phase that is so long."""
    return st.builds(
        Phase,
        name=st.just("") | names,
        days=days,
        do=st.dictionaries(st.sampled_from([str(kind) for kind in ActionKind]), cadences).map(
            lambda do: tuple(do.items())
        ),
        others=st.floats(0, 20),
    )


changes = st.lists(
    st.builds(FactChange, on=moments, stock=st.sampled_from(Stock), value=st.floats(0, 1)),
    max_size=6,
    unique_by=lambda change: (change.on, change.stock),
).map(tuple)
goals = st.builds(
    Goal,
    pillar=st.none() | st.sampled_from(Pillar),
    points=st.floats(0, 25, allow_subnormal=False).map(lambda points: round(points, 3)),
    by=moments,
    confidence=st.floats(0.001, 0.999),
)
factors = st.floats(0, 10).filter(lambda times: times != 1)  # who says 1 doubts nothing
worths = st.dictionaries(st.sampled_from(ActionKind).map(str), factors, max_size=3)
doubts = st.builds(
    Doubts,
    half_life=st.none() | st.floats(3, 365),
    half_pace=st.floats(0.1, 10),
    worth=worths.map(lambda worth: tuple(sorted(worth.items()))),
    ceiling=st.floats(30, 100),
)
scenarios = st.builds(
    Scenario,
    name=names,
    description=prose,
    start=st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    member=st.none() | st.sampled_from(Member),
    phases=st.tuples(st.lists(phases(lengths), max_size=3), phases(st.none() | lengths)).map(
        lambda both: (*both[0], both[1])
    ),
    changes=changes,
    assumptions=st.dictionaries(st.just("inmail_reply"), st.floats(0, 1)).map(
        lambda rates: tuple(rates.items())
    ),
    doubts=doubts,
    shocks=st.lists(st.builds(FormulaShock, on=moments, factor=st.floats(0.1, 2)), max_size=3).map(
        tuple
    ),
    goals=st.lists(goals, max_size=3).map(tuple),
)


@given(scenario=scenarios)
@settings(max_examples=200)
def test_any_scenario_reads_back_from_the_file_that_is_written_for_it(scenario: Scenario) -> None:
    assert loads(dump(scenario)) == scenario


@pytest.mark.parametrize("more", [0, 1])
def test_a_long_description_fills_its_lines_to_the_last_letter(more: int) -> None:
    """Two words that with their indent and the space between take a line, and one letter more."""
    text = f"{'a' * 40} {'b' * (WIDTH - 43 + more)}"
    file = dump(replace(loads(SHORTEST), description=text))
    assert (f"  {text}\n" in file) == (more == 0)
    assert loads(file).description == text
