"""What keeps the code the work of one careful person: read by a program, so that nobody must."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from ssi_tui import __version__
from tests.house import ROOT, chains, doubled_classes, families, modules, tree_of

MODULES = modules()
TEXTS = sorted(
    file
    for pattern in (
        ".ci/*",
        ".github/**/*",
        "*",
        "docs/**/*",
        "scenarios/*",
        "sim/**/*",
        "ssi_tui/**/*",
        "tests/**/*",
    )
    for file in ROOT.glob(pattern)
    if file.is_file()
    and file.name not in (".git", "snapshot_report.html")  # they say where they lie
    and file.suffix not in (".pyc", ".mo", ".png", ".svg")
)
MODULE_LINES = 600
FOLDER_MODULES = 24
CHAIN = 4
"""Of our own classes, each below the next."""
BOUNDS = ((ast.ClassDef, 300), ((ast.FunctionDef, ast.AsyncFunctionDef), 60))
"""Lines of a class and of a function."""
PLACES = {
    "a path of one machine": r"(?<![\w.~>{}])/(?:work|farm|root|home|Users|opt|tmp)/\w",
    "a package host": r"https?://[^ /]*(?:thon[h]osted|reg[i]stry\.|py[p]i)",
}
UNFINISHED = r"\b(?:TO[D]O|FIX[M]E|X[X]X|not implemente[d]|coming soo[n]|st[u]bs?)\b"


def named(file: Path) -> str:
    """How a test's name shows a file."""
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_module_says_in_a_sentence_what_it_is_and_stays_in_bounds(file: Path) -> None:
    """The bounds stop excess; they are no aim, and no reason to cut a thought in two."""
    text = file.read_text(encoding="utf-8")
    tree = tree_of(file)
    first = (ast.get_docstring(tree) or "").split("\n\n")[0]
    assert first.endswith((".", ":")), "no sentence on top"
    assert len(text.splitlines()) <= MODULE_LINES
    for node in ast.walk(tree):
        bound = next((lines for kinds, lines in BOUNDS if isinstance(node, kinds)), None)
        if bound is not None:
            length = node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]
            assert length <= bound, f"{node.name} has {length} lines"  # type: ignore[attr-defined]


def test_no_folder_holds_more_than_can_be_overlooked() -> None:
    folders = Counter(named(file.parent) for file in MODULES if file.name != "__init__.py")
    assert {folder: count for folder, count in folders.items() if count > FOLDER_MODULES} == {}


def test_no_class_inherits_through_more_than_can_be_followed() -> None:
    """Parts, not slices: a class has what it is made of."""
    longer = {name: chain for name, chain in chains(MODULES).items() if len(chain) > CHAIN}
    assert longer == {}


def test_a_class_has_a_name_of_its_own() -> None:
    """Two of one name are read for each other, by people and in tracebacks."""
    assert doubled_classes(MODULES) == {}


def test_no_folder_tells_its_parts_apart_by_prefix() -> None:
    assert families(MODULES) == {}


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_values_never_change(file: Path) -> None:
    """Dataclasses are frozen."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                word = ast.unparse(decorator)
                if word.startswith("dataclass"):
                    assert "frozen=True" in word, node.name


def test_no_handler_of_ours_stands_over_another_of_ours() -> None:
    """Textual calls the handlers of all classes: what looks replaced is done twice."""
    twice = []
    for file in ROOT.glob("ssi_tui/tui/**/*.py"):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for one in vars(import_module(name.removesuffix(".__init__"))).values():
            if isinstance(one, type) and one.__module__ == name:
                ours = [base for base in one.__mro__[1:] if base.__module__.startswith("ssi_tui")]
                handlers = {each for each in vars(one) if each.startswith("on_")}
                twice += [(one.__name__, handlers & vars(base).keys()) for base in ours]
    assert [found for found in twice if found[1]] == []


def test_a_class_of_the_app_has_parts_and_no_long_line_of_forebears() -> None:
    """At most four of our own, itself among them."""
    long = []
    for file in ROOT.glob("ssi_tui/tui/**/*.py"):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for one in vars(import_module(name)).values():
            if isinstance(one, type) and one.__module__ == name:
                ours = [base for base in one.__mro__ if base.__module__.startswith("ssi_tui")]
                long += [one.__name__] * (len(ours) > 4)
    assert long == []


def test_nothing_names_a_machine_or_is_left_unfinished() -> None:
    faults = [
        f"{named(file)}: {what}: {found.group()}"
        for file in TEXTS
        for what, pattern in {**PLACES, "unfinished": UNFINISHED}.items()
        if (found := re.search(pattern, file.read_text(encoding="utf-8"), re.IGNORECASE))
    ]
    assert not faults


def test_month_and_weekday_names_come_from_the_catalogues() -> None:
    """`%b` and the like speak the language of the system, not the one chosen."""
    for file in MODULES:
        code = file.read_text(encoding="utf-8")
        assert not re.search(r"""strftime\(["'][^"']*%[aAbBcxXp]|:[^{}"']*%[aAbBcxXp]""", code), (
            file
        )


def test_the_changes_of_this_version_are_told() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__}" in changes


def test_every_package_installed_is_pinned_and_nothing_else_is_said_of_it() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+]+", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.match(r"[\w-]+", line)[0].lower() for line in wanted} - {"ssi-tui"}  # type: ignore[index]
    assert names <= {pin.split("==")[0].lower() for pin in pins}


def test_every_chore_is_in_the_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    chores = set(re.findall(r"^\.PHONY: (\w+)$", text, re.MULTILINE)) - {"FORCE"}
    said = set(re.findall(r"^(\w+):.*  ## .+$", text, re.MULTILINE))
    assert chores == said
    assert {"demo", "test", "check", "bench", "facts", "texts", "format", "clean"} <= said


def test_what_is_installed_has_what_it_needs_and_no_more(tmp_path: Path) -> None:
    """Built, unpacked and used somewhere else."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        said = archive.read(entry_points).decode()
    assert {f"sim/scenarios/{file.name}" for file in ROOT.glob("scenarios/*.yaml")} <= set(names)
    assert {"ssi_tui/py.typed", "sim/py.typed", "ssi_tui/i18n.py"} <= set(names)
    packed = {name for name in names if name.endswith(".py")}
    modules = {named(file) for file in MODULES if file.parent != ROOT / "ssi_tui" / "locale"}
    assert packed == modules
    assert not [name for name in names if name.endswith((".po", ".pot"))]
    assert any(name.endswith("data/share/man/man1/ssi-log.1") for name in names)
    assert "ssi = ssi_tui.cli:main" in said
    assert "ssi-tui = ssi_tui.tui:main" in said
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        "from sim import __file__ as f; from ssi_tui.forecasting import load, shipped;"
        "print(f, *(load(path).name for path in shipped()), sep='\\n')"
    )
    run = [sys.executable, "-c", code]
    place = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(run, cwd=tmp_path, env=place, check=True, capture_output=True, text=True)
    first, *scenarios = done.stdout.splitlines()
    assert Path(first).is_relative_to(tmp_path)
    assert len(scenarios) == len([*ROOT.glob("scenarios/*.yaml")])
