"""Fifty small faults planted at random, one at a time: which of them does no test notice?

    make mutants                  fifty, by today's seed
    make mutants ARGS="--seed 3 --count 10 --only sim/planning"

Each is planted in a copy of this tree, and the tests that concern its file are run there until one
fails.  Some faults change nothing that could be seen; whoever reads the list of survivors judges.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.house import ROOT, modules

SECONDS = 900
"""For the tests of one fault; a fault that makes them hang is noticed too."""
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
CONCERNED = (
    ("sim/", ("tests/sim", "tests/forecasting")),
    ("ssi_tui/model/", ("tests/model", "tests/cli", "tests/store")),
    ("ssi_tui/wording/", ("tests/wording", "tests/cli", "tests/tui")),
    ("ssi_tui/store/", ("tests/store", "tests/cli")),
    ("ssi_tui/exchange/", ("tests/exchange", "tests/cli")),
    ("ssi_tui/chart/", ("tests/chart", "tests/tui", "tests/cli")),
    ("ssi_tui/forecasting/", ("tests/forecasting", "tests/cli", "tests/tui")),
    ("ssi_tui/cli/", ("tests/cli",)),
    ("ssi_tui/tui/", ("tests/tui",)),
    ("ssi_tui/", ("tests",)),
)
"""Beginning of a file's path → the tests that concern it, those that know most of it first."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One place, and what may be put there."""

    file: Path
    line: int
    before: str
    after: str
    source: str
    """The whole module with the fault."""


def faults(file: Path) -> Iterator[Callable[[], Fault]]:
    """What can be broken in a file, each made when it is called for."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    quiet = {
        id(inner) for node in ast.walk(tree) for part in silent(node) for inner in ast.walk(part)
    }
    for place, node in enumerate(ast.walk(tree)):
        if id(node) not in quiet:
            for number in range(len(broken(node))):
                yield lambda place=place, number=number: plant(file, tree, place, number)


def silent(node: ast.AST) -> list[ast.AST]:
    """Parts in which a fault is none: annotations, formats, what only type checkers read."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.returns] if node.returns else []
    if isinstance(node, ast.arg | ast.AnnAssign):
        return [node.annotation] if node.annotation else []
    typing = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    return [node] if typing or isinstance(node, ast.JoinedStr) else []


def broken(node: ast.AST) -> list[ast.AST]:
    """The node with one thing in it that is otherwise."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = COMPARED.get(type(node.ops[0]))
        return [ast.Compare(node.left, [other()], node.comparators)] if other else []
    if isinstance(node, ast.BinOp):
        instead = COMPUTED.get(type(node.op))
        texts = any(
            isinstance(end, ast.Constant | ast.JoinedStr)
            and not isinstance(getattr(end, "value", ""), int | float)
            for end in (node.left, node.right)
        )
        return [ast.BinOp(node.left, instead(), node.right)] if instead and not texts else []
    if isinstance(node, ast.BoolOp):
        turned: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return [ast.BoolOp(turned, node.values)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return [ast.Constant(not node.value)]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return [ast.Constant(node.value + 1)]
    if isinstance(node, ast.IfExp):
        return [ast.IfExp(node.test, node.orelse, node.body)]
    return []


def plant(file: Path, tree: ast.Module, place: int, number: int) -> Fault:
    """The fault at a place of the walk through the tree."""
    copy = deepcopy(tree)
    old = list(ast.walk(copy))[place]
    new = broken(old)[number]
    before, after = ast.unparse(old), ast.unparse(ast.fix_missing_locations(new))
    line = getattr(old, "lineno", 0)

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else super().generic_visit(node)

    source = ast.unparse(ast.fix_missing_locations(Swap().visit(copy)))
    return Fault(file=file, line=line, before=before, after=after, source=source)


def concerned(file: Path) -> list[str]:
    """The tests to run, the nearest first: of one room or step before all of its package."""
    path = file.relative_to(ROOT).as_posix()
    folders = next(folders for start, folders in CONCERNED if path.startswith(start))
    words = {file.stem, file.parent.name} - {"ssi_tui", "tui", "sim", "__init__"}
    near = sorted(
        test.relative_to(ROOT).as_posix()
        for folder in folders
        for test in (ROOT / folder).rglob("test_*.py")
        if any(word in test.as_posix() for word in words)
    )
    return [*dict.fromkeys([*near, *(folder for folder in folders if (ROOT / folder).exists())])]


def noticed(fault: Fault, copy: Path) -> str:
    """The test that fails for it, or nothing."""
    target = copy / fault.file.relative_to(ROOT)
    whole, broken = target.read_bytes(), fault.source.encode()
    try:
        for tests in concerned(fault.file):
            passed_over: list[str] = []  # they fail by themselves, now and then or here
            target.write_bytes(broken)
            while failed := failing(copy, tests, passed_over):
                target.write_bytes(whole)
                if not failing(copy, failed):
                    return failed
                passed_over.append(failed)
                target.write_bytes(broken)
    except subprocess.TimeoutExpired:
        return "a test that does not end"
    finally:
        target.write_bytes(whole)
    return ""


def failing(copy: Path, tests: str, passed_over: Sequence[str] = ()) -> str:
    """The first of these tests that fails, as pytest calls it."""
    call = [sys.executable, "-m", "pytest", "-p", "no:benchmark", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*call, "-x", "-q", "--no-header", *(f"--deselect={name}" for name in passed_over), tests],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode in (0, 5):  # 5: no tests there
        return ""
    rows = done.stdout.splitlines()
    said = [row.split()[1] for row in rows if row.startswith(("FAILED ", "ERROR "))]
    return (said or [tests])[0]


def main() -> None:
    """Plant them, and print who survives."""
    parser = ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=date.today().toordinal())
    parser.add_argument("--only", default="", help="files whose paths hold this")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    files = [file for file in modules() if asked.only in file.relative_to(ROOT).as_posix()]
    makers = [maker for file in files for maker in faults(file)]
    planted = [maker() for maker in chance.sample(makers, min(asked.count, len(makers)))]
    survivors = []
    with TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "tree"
        left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "build")
        shutil.copytree(ROOT, copy, ignore=left_out, symlinks=True)
        for number, fault in enumerate(planted, 1):
            place = f"{fault.file.relative_to(ROOT)}:{fault.line}: {fault.before} -> {fault.after}"
            how = noticed(fault, copy)
            print(
                f"{number:3} {'caught  ' if how else 'SURVIVED'} {place}\n      {how}", flush=True
            )
            if not how:
                survivors.append(place)
    caught = len(planted) - len(survivors)
    print(f"seed {asked.seed}: {caught} of {len(planted)} caught", *survivors, sep="\n  survived: ")


if __name__ == "__main__":
    main()
