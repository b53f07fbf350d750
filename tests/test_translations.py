"""Every text that a person sees passes through gettext, and a catalogue reaches all of them."""

import ast
import gettext
import re
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ssi_tui import i18n
from ssi_tui.locale import hatch_build, texts
from ssi_tui.wording.errors import FIELDS

ROOT = Path(__file__).parents[1]
HEARD = {ROOT / f"ssi_tui/wording/{name}.py" for name in ("actions", "errors", "written_goals")}
"""Hold tables of what people type and what systems say, too."""
SHOWN = sorted(
    (
        *ROOT.glob("ssi_tui/cli/**/*.py"),
        *ROOT.glob("ssi_tui/tui/**/*.py"),
        *(set(ROOT.glob("ssi_tui/wording/*.py")) - HEARD),
        *ROOT.glob("ssi_tui/chart/[!_]*.py"),
        *ROOT.glob("ssi_tui/forecasting/*.py"),
    )
)
MARKS = {"_", "N_", "ngettext", "NN_", "pgettext"}


@pytest.fixture
def localedir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the catalogues of a translator."""
    monkeypatch.setenv("SSI_LOCALE_DIR", str(tmp_path))
    return tmp_path


def catalogue(folder: Path, language: str, made: Catalog) -> Path:
    """Compile a catalogue where gettext looks for it below the folder; answers the folder."""
    file = folder / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        write_mo(target, made)
    return folder


def test_the_template_for_translators_is_up_to_date() -> None:
    assert texts.TEMPLATE.read_text(encoding="utf-8") == texts.template(texts.gather()), (
        "`make texts` brings it up to date"
    )


def test_the_template_names_no_date_and_no_line() -> None:
    text = texts.TEMPLATE.read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in text
    assert not re.findall(r"^#: .*:\d", text, re.MULTILINE)


def test_an_apostrophe_is_not_typed_as_a_straight_quote() -> None:
    for language in ("de", "nl", "da"):
        with (texts.FOLDER / language / "LC_MESSAGES" / "ssi-tui.po").open("rb") as file:
            said = [str(text) for message in read_po(file) for text in (message.id, message.string)]
        assert not [text for text in said if re.search(r"\w'\w|s' \w", text)]


def test_translators_get_the_scenarios_too() -> None:
    ids = {message.id for message in texts.gather()}
    shipped = sorted(ROOT.glob("scenarios/*.yaml"))
    named = {text for _place, text, _comments, _context in texts.of_scenarios(ROOT)}
    assert named <= ids
    for file in shipped:
        plan = yaml.safe_load(file.read_text(encoding="utf-8"))
        phases = {phase["name"] for phase in plan["phases"] if "name" in phase}
        assert {plan["name"], plan["description"], *phases} <= named


def fields(text: str) -> set[str]:
    """Names in braces, as `str.format` reads them: ValueError where it can't."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_has_named_fields_and_both_forms_the_same() -> None:
    for message in texts.gather():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        named = [fields(form) for form in forms]
        assert all(name.isidentifier() for form in named for name in form), forms
        assert not any("%s" in form or "%d" in form for form in forms), forms
        assert all(
            "click" in place or named[-1] >= form
            for place, _ in message.locations
            for form in named
        ), forms


def test_a_text_names_what_a_line_takes_as_the_usage_does() -> None:
    for language in ("de", "nl", "da"):
        texts_of = {
            message.id: message.string
            for message in _read(language)
            if isinstance(message.id, str) and message.string
        }
        taken = {name.strip("[]."): said.strip("[].") for name, said in texts_of.items()
                 if re.fullmatch(r"\[?[A-Z]{3,}(?:\.{3})?\]?", name)}  # fmt: skip
        taken.pop("PATH")  # the variable of that name
        for text, said in texts_of.items():
            for name in set(re.findall(r"\b[A-Z]{3,}\b", text)) & taken.keys():
                assert taken[name] == name or not re.search(rf"\b{name}\b", said), said


@pytest.mark.parametrize(
    ("language", "marks", "others"),
    [("de", "„“", "”»«"), ("nl", "“”", "„»«"), ("da", "»«", "„“”")],
)
def test_a_language_quotes_in_one_way(language: str, marks: str, others: str) -> None:
    for message in _read(language):
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            assert not set(said) & set(others), said
            assert said.count(marks[0]) == said.count(marks[1]), said


def _read(language: str) -> Catalog:
    with (ROOT / f"ssi_tui/locale/{language}/LC_MESSAGES/ssi-tui.po").open("rb") as file:
        return read_po(file)


def test_whatever_an_error_names_has_a_word_in_every_language() -> None:
    pattern = re.compile(r"(?:NotFound|Ambiguous|BadValue)Error\(\s*\"([a-z_]+)\"")
    named = {
        name
        for file in ROOT.glob("ssi_tui/**/*.py")
        for name in pattern.findall(file.read_text(encoding="utf-8"))
    }
    known = {
        name
        for message in _read("de")
        for name in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    assert {name for name in named if FIELDS.get(name, name) not in known} == set()


def test_click_has_the_words_that_we_lend_it() -> None:
    folder = Path(click.__file__).parent
    known = {message for _file, _line, message, _comments, _context in extract_from_dir(folder)}
    assert '_(extra["required"])' in (folder / "core.py").read_text("utf-8")  # a name of its own
    assert set(texts.CLICK) - {"required"} <= known


@pytest.mark.usefixtures("localedir")
def test_without_a_catalogue_it_is_english() -> None:
    for language in ("", "C", "C.UTF-8", "en_GB.UTF-8", "de", "../.."):
        assert i18n.use(language) == "en"
        assert i18n._("Print the version.") == "Print the version."
    assert i18n.ngettext("{n} post", "{n} posts", 1) == "{n} post"
    assert i18n.ngettext("{n} post", "{n} posts", 0) == "{n} posts"
    assert i18n.pgettext("month", "May") == "May"
    assert i18n.available() == ("en",)


def test_a_catalogue_speaks_until_english_is_back(localedir: Path) -> None:
    made = Catalog(locale="de")
    made.add("Usage:", "Aufruf:")
    made.add(("{n} post", "{n} posts"), ("{n} Beitrag", "{n} Beiträge"))
    made.add("May", "Mai", context="month")
    catalogue(localedir, "de", made)

    assert i18n.available() == ("en", "de")
    assert i18n.use("de_AT.UTF-8") == "de_AT"
    assert i18n._("Usage:") == "Aufruf:"
    assert i18n.ngettext("{n} post", "{n} posts", 2) == "{n} Beiträge"
    assert i18n.pgettext("month", "May") == "Mai"
    assert i18n._("nobody translated this") == "nobody translated this"
    assert i18n._("") == ""
    said = click.Command("log").get_usage(click.Context(click.Command("log")))
    assert said.startswith("Aufruf:")

    assert i18n.use("en") == "en"
    assert i18n._("Usage:") == "Usage:"
    said = click.Command("log").get_usage(click.Context(click.Command("log")))
    assert said.startswith("Usage:")


def test_a_catalogue_of_a_country_is_preferred_and_a_broken_one_is_none(localedir: Path) -> None:
    for code, word in (("de", "Aufruf:"), ("de_CH", "Ufruef:")):
        made = Catalog(locale=code)
        made.add("Usage:", word)
        catalogue(localedir, code, made)
    assert i18n.use("de_CH.UTF-8") == "de_CH"
    assert i18n._("Usage:") == "Ufruef:"
    i18n.use("de_AT")
    assert i18n._("Usage:") == "Aufruf:"
    (localedir / "de" / "LC_MESSAGES" / "ssi-tui.mo").write_bytes(b"no catalogue")
    assert i18n.use("de") == "en"


def test_a_language_with_three_forms_has_them(localedir: Path) -> None:
    made = Catalog(locale="pl")
    made.add(("{n} post", "{n} posts"), ("{n} post", "{n} posty", "{n} postów"))
    catalogue(localedir, "pl", made)
    i18n.use("pl")
    forms = [i18n.ngettext("{n} post", "{n} posts", n) for n in (1, 3, 5, 22)]
    assert forms == ["{n} post", "{n} posty", "{n} postów", "{n} posty"]


@pytest.mark.parametrize("language", ["de", "nl", "da"])
def test_a_text_is_found_as_the_standard_library_finds_it(language: str, localedir: Path) -> None:
    source = i18n._file(str(texts.TEMPLATE.parent), language).removesuffix(".mo") + ".po"
    with Path(source).open("rb") as file:
        made = read_po(file, locale=language)
    singulars = [message.id for message in made if message.id]
    plurals = [message.id[1] for message in made if isinstance(message.id, tuple)]
    made.add("alone", "allein")
    made.add(("a pair", "alone with another"), ("ein Paar", "Paare"))
    made.add(("the other", "alone"), ("das andere", "nicht das"))
    catalogue(localedir, language, made)
    i18n.use(language)
    with Path(i18n._file(str(localedir), language)).open("rb") as file:
        standard = gettext.GNUTranslations(file)
    for text in (*singulars, *plurals, "alone", "alon", "nothing of the kind", "n"):
        if isinstance(text, tuple):
            for count in (0, 1, 2):
                assert i18n.ngettext(*text, count) == standard.ngettext(*text, count)
        else:
            assert i18n._(text) == standard.gettext(text)
    for message in made:
        if message.context:
            assert i18n.pgettext(message.context, message.id) == message.string


def test_the_build_compiles_what_translators_wrote(localedir: Path) -> None:
    file = localedir / "nl" / "LC_MESSAGES" / "ssi-tui.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Commands"\nmsgstr "Opdrachten"\n', encoding="utf-8")
    assert hatch_build.compile_catalogues(localedir) == [file.with_suffix(".mo")]
    i18n.use("nl")
    assert i18n._("Commands") == "Opdrachten"


FOR_MACHINES = ("CSS", "_STYLE", "SANS", "MONO", "_MORE", "_YAML")
"""How names end of what browsers, terminals and YAML read: sheets of style, fonts, fields."""
EXAMPLES = {"yesterday, mon, -3, "}
SHOWING = {"echo", "secho", "confirm", "notify", "warn", "section", "write_text", "write_usage"}
WIDGETS = {"Static", "Label", "Button", "Content", "Text"}
NAMED = {"help", "short_help", "epilog", "metavar", "title", "tooltip", "word", "prompt"}


def bare(code: str) -> Iterator[str]:
    """String literals for people that pass through no mark.

    Any that has two words in a row, and single words where they are given to what shows them.
    """
    tree = ast.parse(code)
    quiet: set[ast.AST] = set()
    given: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):  # docstrings
                quiet.add(node.value)
            case ast.Assign(targets=[ast.Name(id=name)]) if name.endswith(FOR_MACHINES):
                quiet |= set(ast.walk(node))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in MARKS or name.endswith("Error"):
                    quiet |= set(ast.walk(node))
                if name in SHOWING | WIDGETS:
                    given |= {part for part in node.args if isinstance(part, ast.Constant)}
                given |= {part.value for part in node.keywords if part.arg in NAMED}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in quiet:
            bared = [word.strip("“”(),.;:!?") for word in node.value.split()]
            words = [len(word) > 1 and word.isalpha() for word in bared]
            said = (node in given and any(words)) or (True, True) in pairwise(words)
            if said and not node.value.startswith("ssi ") and node.value not in EXAMPLES:
                yield node.value


@pytest.mark.parametrize("file", SHOWN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_words_for_people_are_marked(file: Path) -> None:
    assert not list(bare(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    [
        'click.echo("Saved")',
        'click.echo(f"{count} left to do")',
        'option("-x", help="Faster.")',
        'self.notify("Saved")',
        'yield Static("Done for today")',
        'ROWS = {"a": "two words"}',
        'said = "nothing " "here"',
    ],
)
def test_words_for_people_that_are_not_marked_are_seen(line: str) -> None:
    assert list(bare(line))
