"""The command line `ssi`: parse, call, print."""

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` would be a third of what `ssi status` loads
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Entry point of `ssi`: run one command and leave with its exit code."""
    # A command is over before a collection pays: importing click alone sets off several, 5 of 45 ms
    gc.disable()
    if sys.argv[1:2] == ["status"]:
        from ssi_tui.cli.everyday import status_line

        if status_line.answer(sys.argv[2:]):
            os._exit(0)
    code: int | None = 1
    try:
        from ssi_tui.cli.everyday import plain_calls
        from ssi_tui.cli.shared import terminal

        terminal.prepare()
        code = plain_calls.run(sys.argv[1:])
        if code is None:
            from ssi_tui.cli.main import ssi

            ssi.main(prog_name="ssi")
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except KeyboardInterrupt:
        code = 130
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:  # closed by whoever started us
                stream.flush()
        except BrokenPipeError:  # whoever read our output has seen enough
            pass
        except OSError as error:
            if stream is sys.stdout:  # of a full stderr nobody can be told
                code = code or 1
                from contextlib import suppress  # 1 ms, which `ssi status` does not have

                with suppress(OSError):
                    os.write(2, f"ssi: {error}\n".encode())
    # Everything is written and closed: taking the interpreter apart would cost 5 ms
    os._exit(code or 0)
