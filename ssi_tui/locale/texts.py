"""Gathers every text that a person can see into `ssi-tui.pot`; run by `make texts`, not installed.

Line numbers, dates and addresses stay out, so that the file changes only when a text does.
"""

import ast
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "ssi-tui.pot"
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "pgettext": ((1, "c"), 2),
}
CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "required",
    "default: {default}",
    "Error: {message}",
    "Aborted!",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Option {name!r} does not take a value.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "Could not open file {filename!r}: {message}",
    "file",
    "path",
)
"""What click says by itself on the way through `ssi`: it looks in our catalogue (see i18n)."""
HEADER = """\
# The texts of ssi-tui.  Copy to <language>/LC_MESSAGES/ssi-tui.po; `make texts` renews yours.
# Names in {braces} are filled in by the program: keep them as they are, in any order.
msgid ""
msgstr ""
"Project-Id-Version: ssi-tui\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""

Text = tuple[str, str | tuple[str, ...], list[str], str | None]
"""Where it stands, the msgid (and its plural), comments for translators, the context."""


def of_python(root: Path) -> Iterator[Text]:
    """What the two packages pass through gettext."""
    for file in sorted((*root.glob("ssi_tui/**/*.py"), *root.glob("sim/**/*.py"))):
        if file.parent == root / "ssi_tui" / "locale":
            continue
        with file.open("rb") as source:
            for _line, message, comments, context in extract(
                "python", source, keywords=KEYWORDS, comment_tags=("For translators:",)
            ):
                yield file.relative_to(root).as_posix(), message, comments, context
        for message in _inside_f_strings(file):
            yield file.relative_to(root).as_posix(), message, [], None


def _inside_f_strings(file: Path) -> Iterator[str]:
    """Texts of `_` in the braces of an f-string, which Babel sees from Python 3.12 on only."""
    tree = ast.parse(file.read_bytes())
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "_":
                (text,) = call.args
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def of_scenarios(root: Path) -> Iterator[Text]:
    """What people read of the scenarios that come with the program: names and descriptions."""
    for file in sorted(root.glob("scenarios/*.yaml")):
        scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
        named = [*scenario.get("phases", []), *scenario.get("shocks", [])]
        for text in (
            scenario["name"],
            scenario.get("description"),
            *(part.get("name") for part in named),
        ):
            if text:
                yield file.relative_to(root).as_posix(), text, [], None


def of_click() -> Iterator[Text]:
    """Texts that stand in click's code."""
    for message in CLICK:
        yield "click", message, [], None


@cache
def gather(root: Path = ROOT) -> Catalog:
    """Every text, 2 s of work, done once for all tests of a process."""
    catalogue = Catalog(fuzzy=False)
    for place, message, comments, context in (*of_python(root), *of_scenarios(root), *of_click()):
        catalogue.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalogue


def template(catalogue: Catalog) -> str:
    """The catalogue as the text of a .pot file; one with a language as that of a .po file."""
    head = HEADER
    if catalogue.locale is not None:
        head += f'"Language: {catalogue.locale}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    file = BytesIO()
    write_po(
        file,
        catalogue,
        width=100,
        omit_header=True,
        include_lineno=False,
        ignore_obsolete=True,
        sort_output=True,
    )
    return f"{head}\n{file.getvalue().decode()}"


def translated(message: Message) -> bool:
    """Whether all its forms are there."""
    said = message.string
    return all(said) if isinstance(said, (list, tuple)) else bool(said)


def merged(written: Path, catalogue: Catalog) -> Catalog:
    """What a translator wrote, for the texts that there are now and in their order."""
    with written.open("rb") as source:
        mine = read_po(source, locale=written.parent.parent.name)
    mine.update(catalogue, no_fuzzy_matching=True, keep_user_comments=True)
    return mine


def main() -> None:
    """Write the template, and merge it into the catalogues of the translators."""
    catalogue = gather()
    TEMPLATE.write_text(template(catalogue), encoding="utf-8")
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(catalogue)} texts")
    for file in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        mine = merged(file, catalogue)
        file.write_text(template(mine), encoding="utf-8")
        missing = sum(1 for message in mine if message.id and not translated(message))
        print(f"{file.relative_to(ROOT)}: {missing} to translate")


if __name__ == "__main__":
    main()
