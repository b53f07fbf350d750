"""Which slide is in sight, told to the terminal with the speaker's notes by one small file."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.settings import data_home

FILE = "presenting.json"


class Place(NamedTuple):
    """Where the speaker is."""

    deck: str
    """The file."""
    slide: int
    """From 0."""
    began: datetime
    joined: int = 0
    guesses: int = 0


def place_file() -> Path:
    """Beside the profiles."""
    return Path(data_home(), FILE)


def tell(place: Place) -> None:
    """Say where the speaker is; where that can't be written, the slides go on without notes."""
    content = place._asdict() | {"began": place.began.isoformat()}
    file = place_file()
    with suppress(OSError, NotSavedError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, json.dumps(content).encode())


def hear() -> Place | None:
    """Where the speaker is; None while nobody presents."""
    try:
        content = json.loads(place_file().read_bytes())
        return Place(
            deck=str(content["deck"]),
            slide=int(content["slide"]),
            began=datetime.fromisoformat(content["began"]),
            joined=int(content["joined"]),
            guesses=int(content["guesses"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def end() -> None:
    """Nobody presents any more."""
    with suppress(OSError):
        place_file().unlink()
