"""What was computed from a journal, kept beside it: files that may go at any time.

The name of a fit and what is in a trial say what they were made from; what does not fit, or can't
be read, is as good as none.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from sim.catalogue.kinds import Catalogue
from sim.errors import SimError
from sim.forecasts.backtest import ORIGINS
from sim.inference.fit import FORMAT, Fit, packed, unpacked
from sim.inference.observations import HISTORY_DAYS, Evidence
from ssi_tui import __version__
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.model.entries import Reading

FOLDER = "cache"
"""Inside the profile's folder."""
MOST = 4
"""Fits that are kept: today's, that of the reading before, and those of yesterday."""
TRIAL = "trial.json"
LARGEST = 1e3
"""A stretch beyond it is none of ours."""


class Cache:
    """The kept files of one profile; nothing here ever fails for what the disk does."""

    def __init__(self, profile_folder: str | Path) -> None:
        self._folder = Path(profile_folder, FOLDER)

    def fit(self, key: str) -> Fit | None:
        """The fit that was kept under a key."""
        broken = (SimError, ValueError, TypeError, KeyError, OSError, EOFError, BadZipFile)
        with suppress(*broken), np.load(BytesIO(self._read(f"{key}.npz"))) as arrays:
            return unpacked(arrays)
        return None

    def keep_fit(self, key: str, fit: Fit) -> None:
        """Keep a fit, and let go of the oldest ones."""
        data = BytesIO()
        np.savez(data, **packed(fit))  # type: ignore[arg-type]
        self._write(f"{key}.npz", data.getvalue())
        with suppress(OSError):
            kept = sorted(self._folder.glob("*.npz"), key=lambda file: -file.stat().st_mtime_ns)
            for old in kept[MOST:]:
                old.unlink()

    def stretch(self, key: str) -> tuple[float, bool]:
        """What bands were last widened by, 1 or more, because of past errors, and whether those
        were found under this key: a new score changes little."""
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            kept = json.loads(self._read(TRIAL))
            stretch = float(kept["stretch"])
            if kept["format"] == FORMAT and 1 <= stretch < LARGEST:
                return stretch, bool(kept["key"] == key)
        return 1.0, False

    def keep_stretch(self, key: str, stretch: float) -> None:
        """Keep it in place of the one before."""
        content = {"format": FORMAT, "key": key, "stretch": stretch}
        self._write(TRIAL, json.dumps(content).encode())

    def _read(self, name: str) -> bytes:
        with suppress(OSError):
            return (self._folder / name).read_bytes()
        return b""

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all; what the disk refuses can be computed anew."""
        with suppress(OSError, NotSavedError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self._folder / name, data)


def key_of_fit(evidence: Evidence, catalogue: Catalogue, seed: int) -> str:
    """A name for everything that a fit is made from."""
    newest = min((ago for ago, _ in evidence.readings), default=0)
    seen = [
        (ago, one.total, None if one.pillars is None else [*one.pillars])
        for ago, one in evidence.readings
        if ago <= newest + HISTORY_DAYS
    ]
    told = (
        *(evidence.doses.shape, seen, sorted(evidence.stocks.items()), evidence.assumptions),
        *(evidence.member, _own(catalogue), seed),
    )
    return _key(repr(told).encode(), np.ascontiguousarray(evidence.doses).tobytes())


def key_of_trial(readings: Sequence[Reading], catalogue: Catalogue, seed: int) -> str:
    """A name for the scores that forecasts are made from and held against, oldest first; an older
    one, or one more entry, changes little."""
    seen = [
        (one.day.isoformat(), one.total, one.brand, one.people, one.insights, one.relationships)
        for one in readings[-ORIGINS - 1 :]
    ]
    return _key(repr((seen, seed, _own(catalogue))).encode())


def _own(catalogue: Catalogue) -> list[object]:
    """What tells one person's catalogue from another's."""
    return [(kind.kind, kind.effects) for kind in catalogue.kinds if kind.source == "own"]


def _key(*parts: bytes) -> str:
    digest = blake2b(f"{FORMAT} {__version__} {np.__version__}".encode(), digest_size=12)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
