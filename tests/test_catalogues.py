"""What the translators wrote: complete, in the form of the texts, and fitting where it is shown."""

import json
import os
import re
import shutil
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from click.testing import CliRunner
from rich.cells import cell_len

from sim.terms import ActionKind, Pillar
from ssi_tui import i18n, settings, tui
from ssi_tui.cli.main import _COMMANDS as COMMANDS
from ssi_tui.cli.main import ssi
from ssi_tui.locale import hatch_build, texts
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import KeyCommand, commands_of
from ssi_tui.wording.actions import (
    action_name,
    match_action,
    match_pillar,
    pillar_long_name,
    pillar_name,
)
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_number

LANGUAGES = tuple(code for code in settings.LANGUAGES if code != i18n.ENGLISH)
FOLDER = Path(texts.__file__).parent
KINDS = tuple(ActionKind)
SATURDAY = date(2026, 11, 21)
EACH = pytest.mark.parametrize("language", LANGUAGES)
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as they are written now, compiled."""
    target = copied(FOLDER, tmp_path_factory.mktemp("locale"))
    hatch_build.compile_catalogues(target)
    return target


def copied(folder: Path, target: Path) -> Path:
    """The translators' files in another folder; answers that one."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        copy = target / source.relative_to(folder)
        copy.parent.mkdir(parents=True)
        shutil.copy(source, copy)
    return target


@pytest.fixture
def speaking(language: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The whole program in the language of the test."""
    monkeypatch.setenv("SSI_LOCALE_DIR", str(folder))
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    assert i18n.use(language) == language
    return language


def file_of(language: str) -> Path:
    """Where the translator writes."""
    return FOLDER / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"


@cache
def catalogue(language: str) -> Catalog:
    """What the translator wrote."""
    with file_of(language).open("rb") as source:
        return read_po(source, locale=language)


def pairs(message: Message) -> Iterator[Pair]:
    """Each form in English and in the language."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string, strict=True)


def written(language: str) -> list[Pair]:
    """All forms of all texts that are translated."""
    there = (message for message in catalogue(language) if message.id and message.string)
    return [pair for message in there for pair in pairs(message) if pair[1]]


def lost(language: str, kept: re.Pattern[str]) -> list[Pair]:
    """Texts that have lost something that should stand as it is in English."""
    return [
        (english, said)
        for english, said in written(language)
        if Counter(kept.findall(english)) - Counter(kept.findall(said))
    ]


def fields(text: str) -> set[tuple[str, str | None]]:
    """Names in braces and how they are written, as `str.format` reads them."""
    return {(name, how) for _, name, _, how in string.Formatter().parse(text) if name is not None}


@EACH
def test_every_text_is_translated_and_no_guess(language: str) -> None:
    mine = catalogue(language)
    missing = []
    for message in texts.gather():
        there = mine.get(message.id if isinstance(message.id, str) else message.id[0],
                         message.context)  # fmt: skip
        if message.id and not (there and texts.translated(there) and not there.fuzzy):
            missing.append(message.id)
    assert not missing, f"{len(missing)} texts"


@EACH
def test_a_catalogue_is_as_make_texts_writes_it(language: str) -> None:
    now = texts.template(texts.merged(file_of(language), texts.gather()))
    assert file_of(language).read_text(encoding="utf-8") == now, "`make texts` puts it right"


@EACH
def test_nothing_is_translated_that_is_not_said_any_more(language: str) -> None:
    said = {message.id for message in texts.gather()}
    assert {message.id for message in catalogue(language) if message.id} <= said
    assert not catalogue(language).obsolete


@EACH
def test_the_fields_are_those_of_the_text(language: str) -> None:
    wrong = [pair for pair in written(language) if fields(pair[0]) != fields(pair[1])]
    assert not wrong


@EACH
def test_a_text_begins_and_ends_as_in_english(language: str) -> None:
    """Spaces that put columns under each other, and whether it is a sentence or a question."""
    wrong = []
    for english, said in written(language):
        indented = len(english) - len(english.lstrip()) == len(said) - len(said.lstrip())
        ends = [re.search(r"([.:?!,;…]|\.\.\.|)$", text.rstrip("”“)")) for text in (english, said)]
        if not indented or said.endswith(" ") or ends[0] is None or ends[1] is None or (
            ends[0].group() != ends[1].group() and english != "."
        ):  # fmt: skip
            wrong.append((english, said))
    assert not wrong


@EACH
@pytest.mark.parametrize(
    "kept",
    [
        r"(?<![\w-])--[a-z][\w-]*",
        rf"\bssi (?:{'|'.join(COMMANDS)})\b|\bSSI_\w+|\bssi-tui\b",
        r"\d+",
        r"\b[a-z/~_]+\.(?:yaml|json|csv|md|fish|com)\b",
        r"[←→↑↓▲▼✓✗×≥]|<=|>=",
    ],
)
def test_what_is_typed_or_a_number_stays(language: str, kept: str) -> None:
    assert lost(language, re.compile(kept)) == []


@EACH
def test_no_english_is_left_where_there_are_words(language: str) -> None:
    """A copied sentence of three words or more is one that nobody translated.

    But the Danish document leaves the names of the pillars in English, as LinkedIn does.
    """
    copies = [
        english
        for english, said in written(language)
        if english == said and len(re.findall(r"[A-Za-z]{3,}", re.sub(r"{.*?}", "", english))) > 2
    ]
    names = {pillar_long_name(pillar) for pillar in Pillar} if language == "da" else set()
    kept = [text for text in copies if "3/week" not in text and text.split(", 0-")[0] not in names]
    assert kept == []


@EACH
def test_names_of_months_and_days_are_complete_and_read_back(speaking: str) -> None:
    short = i18n._("Mon Tue Wed Thu Fri Sat Sun").split()
    long = i18n._("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
    for weekday in range(7):
        for name in (short[weekday], long[weekday]):
            assert parse_day(name, SATURDAY).weekday() == weekday, name
    assert len(i18n._("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()) == 12
    assert parse_day(i18n._("yesterday"), SATURDAY) == date(2026, 11, 20)
    assert parse_day(i18n._("today"), SATURDAY) == SATURDAY
    assert "20" in format_day(date(2026, 11, 20))
    assert format_number(1.5, 1) == "1,5"
    assert catalogue(speaking).num_plurals == 2


@EACH
@pytest.mark.usefixtures("speaking")
def test_actions_and_pillars_have_names_of_their_own_and_are_found_by_them() -> None:
    assert len({action_name(kind, 2) for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        for count in (1, 2):
            assert match_action(action_name(kind, count), KINDS) == kind
    for pillar in Pillar:
        assert match_pillar(pillar_name(pillar)) == pillar


@EACH
@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Kommentar", "comment"),
        ("beiträge", "post"),
        ("kontaktanfrage", "request"),
        ("Anfrage", "request"),
        ("nachricht", "message"),
        ("opslag", "post"),
        ("profilaufruf", "profile-view"),
        ("comment", "comment"),
    ],
)
def test_a_name_is_found_whatever_the_language_in_use(word: str, kind: str) -> None:
    assert match_action(word, KINDS) == kind
    i18n.use(i18n.ENGLISH)
    assert match_action(word, KINDS) == kind


def commands_in(module: ModuleType) -> Iterator[KeyCommand]:
    """All commands that methods of a module's classes are marked with."""
    for owner in vars(module).values():
        if isinstance(owner, type):
            yield from commands_of(owner)


def helps(group: click.Group, *words: str) -> Iterator[tuple[str, ...]]:
    """The command lines that print help."""
    yield (*words, "--help")
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from helps(command, *words, name)
        else:
            yield (*words, name, "--help")


@EACH
@pytest.mark.usefixtures("speaking")
def test_every_help_fits_80_columns() -> None:
    for line in helps(ssi):
        done = CliRunner().invoke(ssi, line, terminal_width=80)
        assert done.exit_code == 0, done.output
        assert max(map(cell_len, done.output.splitlines())) <= 80, line


@EACH
@pytest.mark.usefixtures("speaking")
def test_the_list_of_commands_has_a_line_for_each() -> None:
    room = 78 - len("  completion  ")
    too_long = [text for _module, text in COMMANDS.values() if cell_len(i18n._(text)) > room]
    assert not too_long


@EACH
@pytest.mark.usefixtures("speaking")
def test_the_tabs_have_room_at_100_columns() -> None:
    titles = [i18n._(tab.title) for tab in vars(frame).values() if isinstance(tab, frame.Tab)]
    assert len(" ssi ") + 1 + sum(cell_len(title) + len(" 1  ") for title in titles) <= 100


@EACH
@pytest.mark.usefixtures("speaking")
def test_the_words_beside_the_keys_are_short() -> None:
    """So that a row of 80 columns shows about as many of them as in English."""
    modules = [import_module(info.name) for info in walk_packages(tui.__path__, "ssi_tui.tui.")]
    words = {command.word for module in modules for command in commands_in(module)} - {""}
    assert len(words) > 30
    long = {word: i18n._(word) for word in words if cell_len(i18n._(word)) > 14}
    assert not long


LOADED = """
import json, sys
from ssi_tui.cli.main import ssi
try:
    ssi.main(["log", "comment"], prog_name="ssi")
finally:
    print(json.dumps(sorted(sys.modules)))
"""


def loaded(language: str, folder: Path, home: Path) -> tuple[str, set[str]]:
    """What `ssi log` says in a language, and the modules that it took."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={
            **os.environ,
            "LANG": f"{language}.UTF-8",
            "SSI_LOCALE_DIR": str(folder),
            "SSI_HOME": str(home / language),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    said, _, modules = done.stdout.strip().rpartition("\n")
    return said, set(json.loads(modules))


def test_another_language_costs_a_log_entry_no_large_module(folder: Path, tmp_path: Path) -> None:
    """`pathlib` and `locale`, which the standard way needs, cost 9 ms and the reading 5."""
    said, english = loaded("C", folder, tmp_path)
    assert said.startswith("Logged 1 comment")
    said, german = loaded("de", folder, tmp_path)
    assert said.startswith("Eingetragen für")
    assert german - english <= {"struct", "_struct", "copy"}
