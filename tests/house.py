"""How the house is built, in one table: `python -m tests.house [FOLDER]`."""

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
FAMILY = 3
"""As many modules of one folder with one first word are a family that wants a folder of its own."""


def modules(root: Path = ROOT) -> list[Path]:
    """The files of both packages."""
    return sorted((*root.glob("ssi_tui/**/*.py"), *root.glob("sim/**/*.py")))


@cache
def tree_of(file: Path) -> ast.Module:
    """What a file says, read once."""
    return ast.parse(file.read_text(encoding="utf-8"))


def module_name(file: Path, root: Path) -> str:
    """How other files import it."""
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def bases(files: Sequence[Path], root: Path) -> dict[str, list[str]]:
    """Each class at the top of a module, as `package.module.Class` → its bases, as far as ours."""
    trees = {module_name(file, root): tree_of(file) for file in files}
    names: dict[str, dict[str, str]] = {}
    for module, tree in trees.items():
        names[module] = {
            node.name: f"{module}.{node.name}"
            for node in tree.body
            if isinstance(node, ast.ClassDef)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    names[module][alias.asname or alias.name] = f"{node.module}.{alias.name}"
    found = {
        names[module][node.name]: [meant(base, names[module]) for base in node.bases]
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    return {name: [base for base in of if base in found] for name, of in found.items()}


def meant(base: ast.expr, names: Mapping[str, str]) -> str:
    """What a base is in full: of `shell.Room[str]` the `Room` of that module."""
    if isinstance(base, ast.Subscript):
        return meant(base.value, names)
    if isinstance(base, ast.Attribute):
        return f"{meant(base.value, names)}.{base.attr}"
    return names.get(ast.unparse(base), "")


def chains(files: Sequence[Path], root: Path = ROOT) -> dict[str, list[str]]:
    """Class → the longest line of our own classes that begins with it, itself first."""
    known: dict[str, list[str]] = {}
    of = bases(files, root)

    def chain(name: str) -> list[str]:
        if name not in known:
            known[name] = [name, *max(map(chain, of[name]), key=len, default=[])]
        return known[name]

    return {name: chain(name) for name in of}


def doubled_classes(files: Sequence[Path]) -> dict[str, list[Path]]:
    """Public names that more than one class at the top of a module has → where."""
    places: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        for node in tree_of(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(file)
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def families(files: Sequence[Path]) -> dict[str, int]:
    """`folder/word` → how many modules of the folder begin with the word."""
    words = Counter(f"{file.parent}/{file.stem.split('_')[0]}" for file in files)
    return {word: count for word, count in sorted(words.items()) if count >= FAMILY}


def folders(files: Sequence[Path]) -> Counter[str]:
    """Folder → how many modules stand in it, without what only makes it a package."""
    return Counter(file.parent.as_posix() for file in files if file.name != "__init__.py")


def table(root: Path = ROOT) -> list[tuple[str, str]]:
    """The rows: what is counted, and how much it is."""
    files = modules(root)
    sizes = sorted(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
    largest, most = folders(files).most_common(1)[0]
    deepest = max(chains(files, root).values(), key=len)
    words = [name.split(".")[-1] for name in deepest]
    told = families(files)
    return [
        ("files", str(len(files))),
        ("median / largest, lines", f"{median(sizes):.0f} / {sizes[-1]}"),
        ("product lines", f"{sum(sizes)}"),
        ("modules in the largest folder", f"{most} ({Path(largest).relative_to(root)})"),
        ("deepest chain of own classes", f"{len(deepest)} ({' < '.join(words)})"),
        (
            "families told apart by prefix",
            f"{len(told)} ({', '.join(Path(word).name for word in told) or '-'})",
        ),
        ("class names defined twice", str(len(doubled_classes(files)))),
    ]


def main() -> None:
    """Print the table of the folder that is named, else of this tree."""
    rows = table(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


if __name__ == "__main__":
    main()
