"""Build hook: compiles the catalogues (.po) to what gettext reads (.mo), and has man pages made.

As a script it does the same in the working copy, for `make`.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(folder: Path) -> list[Path]:
    """Write the .mo beside each .po below the folder, and answer the files written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """Runs for wheels and for installs from a working copy; a source archive keeps the .po only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compile_catalogues(root / "ssi_tui" / "locale")
        if version != "editable":
            folder = root / "build" / "man"
            script = root / ".ci" / "man.py"
            subprocess.run([sys.executable, str(script), str(folder)], check=True)
            build_data["shared_data"].update(
                {str(page): f"share/man/man1/{page.name}" for page in sorted(folder.glob("*.1"))}
            )


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
