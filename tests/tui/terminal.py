"""A program in a pseudo terminal, with the moments at which it wrote what."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType


class Terminal:
    """Start a program, type keys, wait for a text, as a terminal of a fixed size would."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
        )
        os.close(slave)
        self.written = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def read(self, seconds: float) -> bytes:
        """What the program writes within so many seconds, at most one chunk."""
        ready, _, _ = select.select([self.master], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            chunk = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            return b""
        self.written += chunk
        return chunk

    def wait_for(self, *texts: str, seconds: float = 15) -> float:
        """Seconds from now until all texts have been written since the last call."""
        began = time.perf_counter()
        wanted = [text.encode() for text in texts]
        while not all(text in self.written for text in wanted):
            left = began + seconds - time.perf_counter()
            if left <= 0:
                raise TimeoutError(f"{texts} never came; last: {self.written[-2000:]!r}")
            self.read(left)
        self.written = b""
        return time.perf_counter() - began

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing has been written for a while."""
        while self.read(quiet):
            pass
        self.written = b""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def finish(self, seconds: float = 10) -> int:
        """The exit status."""
        until = time.perf_counter() + seconds
        while self.process.poll() is None and time.perf_counter() < until:
            self.read(0.02)
        return self.process.wait(timeout=1)
