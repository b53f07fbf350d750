"""Power cuts and refusing disks, every one of them, and proof that the proofs see what is wrong."""

from pathlib import Path

import pytest

from tests.store import scenes
from tests.store.mutants import MUTANTS, caught, prove


@pytest.mark.parametrize("name", scenes.SCENES)
def test_a_power_cut_at_any_moment_leaves_the_old_journal_or_the_new_one(name: str) -> None:
    assert scenes.cut(name) > 20


@pytest.mark.parametrize("name", scenes.SCENES)
def test_any_call_refused_is_said_and_loses_nothing(name: str) -> None:
    assert scenes.faults(name) > 20


@pytest.mark.parametrize("name", ["log", "target", "move"])
def test_a_reader_never_sees_what_is_not_on_the_disk(name: str) -> None:
    assert scenes.watched(name) > 3


def test_a_writer_in_the_middle_of_another_waits_or_is_told(tmp_path: Path) -> None:
    scenes.interleaved(tmp_path)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_store_that_forgets_one_thing_is_caught(name: str, tmp_path: Path) -> None:
    assert caught(name, tmp_path)


def test_the_store_itself_passes_what_the_mutants_must(tmp_path: Path) -> None:
    prove(tmp_path)
