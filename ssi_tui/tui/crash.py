"""What is kept of an unexpected error: where it happened, and nothing that a person typed."""

import platform
from datetime import datetime
from pathlib import Path
from traceback import walk_tb

from ssi_tui import __version__


def report(error: BaseException, at: datetime) -> str:
    """Program, system, and a line for each call; no message, no values: they may hold notes."""
    lines = [
        f"ssi-tui {__version__} · Python {platform.python_version()} · {platform.system()}",
        at.isoformat(timespec="seconds"),
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame, line in walk_tb(cause.__traceback__):
            code = frame.f_code
            lines.append(f"  {'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write_report(folder: Path, error: BaseException, at: datetime) -> Path | None:
    """Keep the report in the profile's folder, readable for its owner; None where that fails."""
    file = folder / f"crash-{at:%Y-%m-%d-%H%M%S}.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(report(error, at), encoding="utf-8")
    except OSError:
        return None
    return file
