"""Build hook: the README as a package index shows it, where links into this folder lead nowhere.

Pictures and pages get the address of the public copy that the package is built from: that which
the forge's own runs say, or ``SSI_TUI_SOURCE``, an address to which ``/docs/model.md`` is added.
Without one the pictures are left out and the links are plain words, instead of broken ones.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)")
"""Of Markdown, to a file of this folder; `!` before a picture."""


def source(environ: Mapping[str, str]) -> str:
    """Where this very state of the files can be read by anybody; empty where nobody says."""
    if environ.get("SSI_TUI_SOURCE"):
        return environ["SSI_TUI_SOURCE"].rstrip("/")
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, commit = (environ.get(name, "") for name in names)
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""


def for_an_index(text: str, address: str) -> str:
    """The same page with links that lead somewhere."""

    def link(found: re.Match[str]) -> str:
        picture, words, path = found.groups()
        if address:
            raw = "?raw=true" if picture else ""
            return f"{picture}[{words}]({address}/{path}{raw})"
        return "" if picture else words

    return LINK.sub(link, text)


class ReadmeHook(MetadataHookInterface):
    """Runs for every build."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the page in."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        shown = for_an_index(text, source(os.environ))
        metadata["readme"] = {"content-type": "text/markdown", "text": shown}
