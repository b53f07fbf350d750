"""A file of the person's own, replaced as a whole or left as it was."""

import os
from contextlib import suppress
from pathlib import Path

from ssi_tui.errors import NotSavedError


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, or leave it as it was: NotSavedError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            path.write_bytes(data)
            return
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise NotSavedError(path, error.strerror or str(error)) from error
