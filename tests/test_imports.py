"""Who may import whom: three guards, because each sees what the others miss.

Contracts see the direction of every import, also inside functions; ruff sees weight at module
level; a process of its own sees what is really loaded by the time it matters.  Each is also shown
a copy of the code with a fault planted in it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"numpy", "scipy", "yaml"}
"""Top-level packages that nobody waits for before they see something."""
SLOW = {"difflib", "importlib.metadata", "logging", "random", "tempfile"}
"""Standard library beyond what click needs: 2 to 9 ms each, on the way to one log entry."""

EXTRAS = {
    *("aiohttp", "aiohttp_jinja2", "dask", "distributed", "icalendar", "jinja2", "openpyxl"),
    *("segno", "textual_serve"),
}
"""What only some commands need, and nobody else is to wait for, or to have installed."""

PLANTS = [
    # module that gets the import, the import, the contract that must name it
    ("ssi_tui/model/__init__.py", "ssi_tui.store", "ssi_tui: one direction"),
    ("ssi_tui/chart/__init__.py", "ssi_tui.forecasting", "ssi_tui: one direction"),
    ("ssi_tui/tui/__init__.py", "ssi_tui.cli", "ssi_tui: one direction"),
    ("ssi_tui/stray.py", "ssi_tui.errors", "ssi_tui: one direction"),
    ("sim/response/curves.py", "sim.planning.plan", "sim: one direction"),
    ("sim/stray.py", "sim.terms", "sim: one direction"),
    ("sim/terms.py", "ssi_tui.errors", "sim stands alone"),
    ("sim/errors.py", "click", "sim stands alone"),
    ("ssi_tui/wording/__init__.py", "sim.catalogue.kinds", "one door to the simulation"),
    ("ssi_tui/model/__init__.py", "sim.errors", "one door to the simulation"),
    ("ssi_tui/exchange/__init__.py", "tinydb", "TinyDB only in the store"),
    ("ssi_tui/chart/__init__.py", "rich.text", "Textual and Rich only in the app"),
    ("ssi_tui/cli/__init__.py", "textual", "Textual and Rich only in the app"),
    ("ssi_tui/errors.py", "click", "click only in the command line"),
    ("ssi_tui/model/__init__.py", "json", "what is logged needs no toolkit, no disk and no clock"),
]


def run(*command: str | Path, folder: Path = ROOT, **environment: str) -> tuple[int, str]:
    """Exit code and everything that was said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "ignore", "COLUMNS": "500", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code as it stands, to plant faults in."""
    for package in ("ssi_tui", "sim"):
        shutil.copytree(ROOT / package, tmp_path / package)
    for name in ("scenarios", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def plant(copy: Path, module: str, line: str) -> None:
    """Put a line below what a module imports from the future."""
    file = copy / module
    text = file.read_text(encoding="utf-8") if file.exists() else '"""Planted."""\n'
    future = "from __future__ import annotations\n"
    at = text.find(future) + len(future) if future in text else 0
    if not at:
        at = re.match(r'""".*?"""\n', text, re.DOTALL).end()  # type: ignore[union-attr]
    file.write_text(text[:at] + line + "\n" + text[at:], encoding="utf-8")


def contracts(folder: Path) -> tuple[int, dict[str, str]]:
    """Exit code of import-linter, and what it says below the name of each broken contract."""
    # By way of -c: the copy, not what is installed, comes first on the path
    code, said = run(
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])",
        folder=folder,
    )
    parts = re.split(r"^(.+)\n-{3,}\n", said.partition("Broken contracts")[2], flags=re.MULTILINE)
    return code, dict(zip(parts[1::2], parts[2::2], strict=False)) or {"": said}


def test_the_contracts_hold() -> None:
    code, broken = contracts(ROOT)
    assert code == 0, broken


def test_the_contracts_see_every_planted_import(copy: Path) -> None:
    for module, imported, _ in PLANTS:
        plant(copy, module, f"import {imported}")
    code, broken = contracts(copy)
    assert code == 1
    for module, imported, contract in PLANTS:
        name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        # only the top of a foreign package is in the graph
        target = imported if imported.startswith(("ssi_tui", "sim")) else imported.split(".")[0]
        said = broken.get(contract, "")
        assert name in said, (contract, module)
        if not module.endswith("stray.py"):
            assert re.search(rf"{re.escape(name)} -> {re.escape(target)}\b", said), (name, target)


def test_heavy_packages_stay_inside_functions(copy: Path) -> None:
    """Ruff guards what is imported with a module (TID253)."""
    ruff = (sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID253", ".")
    assert run(*ruff, folder=copy)[0] == 0
    allowed = ("sim/terms.py", "ssi_tui/forecasting/__init__.py", "ssi_tui/tui/__init__.py")
    deep = next(path for path in copy.glob("ssi_tui/tui/*/*.py")).relative_to(copy)
    for module in (*allowed, str(deep)):
        plant(copy, module, "import numpy, scipy.stats, yaml, textual, rich")
    plant(copy, "ssi_tui/wording/__init__.py", "def later(): import numpy")
    assert run(*ruff, folder=copy)[0] == 0
    refused = ("numpy", "scipy.stats", "yaml", "textual.app", "rich.text")
    plant(copy, "ssi_tui/chart/__init__.py", "\n".join(f"import {name}" for name in refused))
    plant(copy, "ssi_tui/store/__init__.py", "from numpy import array")
    code, said = run(*ruff, folder=copy)
    assert code == 1
    assert said.count("TID253") == len(refused) + 1


BARE = "import json, os, sys; print(json.dumps(list(sys.modules)))"

# `ssi` leaves by os._exit: what it has loaded is told in the last line of stderr.
SSI = """
import json, os, sys
leave = os._exit
def tell(code):
    os.write(2, ("\\n" + json.dumps([code, sorted(sys.modules)])).encode())
    leave(code)
os._exit = tell
from ssi_tui.cli import main
main()
"""


def loaded(code: str, *arguments: str, path: Path = ROOT) -> set[str]:
    """The modules that a process has loaded by its end."""
    home = Path(os.environ["HOME"])
    _, said = run(sys.executable, "-c", code, *arguments, folder=home, PYTHONPATH=str(path))
    status, modules = json.loads(said.splitlines()[-1])
    assert status == 0, said
    return set(modules)


def found(modules: set[str], unwanted: set[str]) -> set[str]:
    """Those of the unwanted that are among the modules, themselves or by a part."""
    return {name for name in unwanted if any(f"{m}.".startswith(f"{name}.") for m in modules)}


@pytest.mark.parametrize("line", ["--help", "log --help", "log post 2", "today", "undo", "path"])
def test_ssi_loads_nothing_heavy_for(line: str) -> None:
    modules = loaded(SSI, *line.split())
    assert not found(
        modules, HEAVY | SLOW | {"textual", "rich", "sim.response.curves", "sim.catalogue.kinds"}
    )


@pytest.mark.parametrize(
    "line", ["log post 2", "log post 2 -m note", "today", "profile due", "--sample sim quiet_month"]
)
def test_the_calls_of_every_day_import_none_of_the_extras(line: str) -> None:
    assert not found(loaded(SSI, *line.split()), EXTRAS)


def test_the_app_and_its_demo_start_without_any_of_the_extras() -> None:
    assert not found(loaded(APP), EXTRAS)
    assert not found(loaded(DEMO), EXTRAS)


def test_the_call_of_every_day_needs_no_click_and_one_that_says_more_has_it() -> None:
    for line in ("log post 120", "week", "month", "year"):
        assert not {"click", "inspect"} & loaded(SSI, *line.split()), line
    assert "click" in loaded(SSI, "log", "post", "2", "-m", "a note")


def test_an_entry_makes_no_readings_of_the_scores_that_the_journal_has() -> None:
    """Their class loads `inspect`: a sixth of what the call takes."""
    assert "inspect" in loaded(SSI, "reading", "61")
    assert not {"click", "inspect", "sim.terms"} & loaded(SSI, "log", "post")


def test_a_prompt_waits_for_nothing_that_it_does_not_need() -> None:
    loaded(SSI, "log", "post")
    bare = set(json.loads(run(sys.executable, "-c", BARE)[1]))
    own = {
        "ssi_tui",
        "ssi_tui.cli",
        "ssi_tui.cli.everyday",
        "ssi_tui.cli.everyday.status_line",
        "ssi_tui.places",
        "gc",
        "time",
    }
    more = {"__future__", "encodings.ascii", "encodings.latin_1"}
    assert loaded(SSI, "status") - bare - {"json.scanner"} <= own | more


def test_what_is_loaded_deep_down_is_seen(copy: Path) -> None:
    plant(copy, "ssi_tui/settings.py", "import yaml; import importlib.metadata")
    modules = loaded(SSI, "path", path=copy)
    assert found(modules, HEAVY | SLOW) >= {"yaml", "importlib.metadata"}


# The app until Today is painted: what comes later (What-if, the model) may weigh what it likes.
APP = """
import asyncio, json, sys
from datetime import datetime
from pathlib import Path
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp

async def look():
    app = SsiApp(Store(Path("journal")), now=lambda: datetime(2026, 11, 20, 9, 30))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    print(json.dumps([0, sorted(sys.modules)]))

asyncio.run(look())
"""


DEMO = """
import json, sys, threading
from ssi_tui.tui.app import SsiApp

# `make demo` is `ssi-tui --sample`: all of it but the terminal
async def shown(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

def run(app):
    import asyncio
    asyncio.run(shown(app))

SsiApp.run = run
sys.stdin = sys.stdout = type("Terminal", (), {
    "isatty": lambda _self: True, "write": lambda _self, _text: 0, "flush": lambda _self: None,
    "encoding": "utf-8", "fileno": sys.__stdout__.fileno,
})()
from ssi_tui.tui import launch
code = launch.launch(["--sample"])
sys.__stdout__.write(json.dumps([code, sorted(sys.modules)]))
sys.__stdout__.flush()
"""


def test_the_app_paints_today_before_it_loads_the_model() -> None:
    modules = loaded(APP)
    assert "ssi_tui.tui.today.room" in modules
    assert not found(
        modules, HEAVY | {"sim.response.model", "click", "pydantic", "textual.widgets.TextArea"}
    )


def test_what_the_app_loads_too_early_is_seen(copy: Path) -> None:
    plant(copy, "ssi_tui/tui/journal/notices.py", "import sim.response.model")
    assert found(loaded(APP, path=copy), HEAVY) == {"numpy"}
