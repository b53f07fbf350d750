"""`ssi` run inside the test's process, on a Saturday, with a home of its own."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ssi_tui.cli.main import ssi as command
from ssi_tui.cli.shared.session import Session
from ssi_tui.settings import profile_folder
from ssi_tui.store import Store

SATURDAY = datetime(2026, 11, 21, 12, 0)
Ssi = Callable[..., Result]


@pytest.fixture
def ssi() -> Ssi:
    """One call of `ssi`; ``code`` is the exit code that it must have; None: any."""

    def run(
        *arguments: str, code: int | None = 0, stdin: str | None = None, **fields: Any
    ) -> Result:
        session = Session(now=lambda: fields.get("now", SATURDAY))
        if "store" in fields:
            session.__dict__["store"] = fields["store"]
        done = CliRunner().invoke(command, arguments, obj=session, input=stdin)
        unforeseen = done.exception and not isinstance(done.exception, SystemExit)
        assert not unforeseen, done.exception
        assert code is None or done.exit_code == code, (done.exit_code, done.stdout, done.stderr)
        return done

    return run


@pytest.fixture
def store() -> Store:
    """The journal that `ssi` writes to."""
    return Store(profile_folder(), now=lambda: SATURDAY)


def answer(done: Result) -> Any:
    """The data of a `--json` answer, after a look at its envelope."""
    envelope = json.loads(done.stdout)
    assert list(envelope) == ["schema", "ok", "simulated", "data", "warnings"]
    assert (envelope["schema"], envelope["ok"]) == (1, True)
    return envelope["data"]


def refusal(done: Result) -> Any:
    """The error of a `--json` call that failed, after a look at its envelope."""
    assert done.stdout == ""
    envelope = json.loads(done.stderr)
    assert list(envelope) == ["schema", "ok", "simulated", "error", "warnings"]
    assert (envelope["schema"], envelope["ok"]) == (1, False)
    assert envelope["error"]["exit"] == done.exit_code
    return envelope["error"]
