"""Refused calls, strange files and clocks: a part of what `make torture` goes through."""

import errno
from pathlib import Path

import pytest

from tests.store import faults
from tests.store.mutants import GUARDS, guarded


@pytest.mark.parametrize("name", faults.OPERATIONS)
def test_a_refused_call_loses_nothing_and_is_said(tmp_path: Path, name: str) -> None:
    fault = faults.refused_calls(tmp_path, name, step=7, errors=(errno.EIO,))
    assert fault == (fault.name, fault.tried, 0, 0, 0)
    assert fault.tried > 1


@pytest.mark.parametrize("name", faults.STRANGE)
def test_strange_files_are_noticed_and_mended(tmp_path: Path, name: str) -> None:
    fault = faults.strange_files(tmp_path, name)
    assert fault == (fault.name, fault.tried, 0, 0, 0)
    assert fault.tried > 5


def test_no_clock_changes_what_undo_takes_back(tmp_path: Path) -> None:
    fault = faults.clocks(tmp_path, 12)
    assert fault == (fault.name, fault.tried, 0, 0, 0)


@pytest.mark.parametrize("name", GUARDS)
def test_without_a_guard_something_is_lost_unnoticed_or_broken(tmp_path: Path, name: str) -> None:
    assert guarded(name, tmp_path)
