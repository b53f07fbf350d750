"""Profiles: several people side by side, any name."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import (
    AmbiguousError,
    BadValueError,
    NotFoundError,
)
from ssi_tui.settings import is_folder_name, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.profiles import (
    Profile,
    create_profile,
    find_profile,
    folder_name,
    list_profiles,
    rename_profile,
)
from tests.store.disks import DAY


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Zoë van Dam", "zoe-van-dam"), ("../../etc", "etc"), ("  A  ", "a"), ("Søren 2", "sren-2")],
)
def test_a_folder_is_named_after_the_person(name: str, folder: str) -> None:
    assert folder_name(name) == folder


@given(st.text(max_size=80))
def test_any_name_gets_a_folder_that_every_file_system_takes(name: str) -> None:
    assert is_folder_name(folder_name(name))


def test_profiles_are_listed_by_the_names_that_people_gave_them() -> None:
    assert list_profiles() == ()
    for name in ("Юлия", "anna", "Zoë"):
        profile = create_profile(name)
        assert find_profile(name.upper()) == find_profile(profile.folder) == profile
    assert [each.name for each in list_profiles()] == ["anna", "Zoë", "Юлия"]


def test_names_that_look_alike_get_folders_of_their_own() -> None:
    folders = [create_profile(name).folder for name in ("Zoë", "Zoé", "Zoè")]
    assert folders == ["zoe", "zoe-2", "zoe-3"]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 61, "\ud800", "ANNA", "anna "])
def test_a_name_that_is_none_or_taken_is_refused(name: str) -> None:
    create_profile("Anna")
    with pytest.raises(BadValueError):
        create_profile(name)
    assert len(list_profiles()) == 1


def test_a_profile_that_nobody_has_named_goes_by_its_folder() -> None:
    Store(profile_folder("default")).log("post", DAY)
    assert find_profile("default").name == "default"


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    create_profile("Anna")
    with pytest.raises(NotFoundError) as missing:
        find_profile("Bob")
    assert missing.value.nearest == ("Anna",)


def test_a_name_that_two_folders_carry_is_answered_with_the_folders() -> None:
    for folder in ("one", "two"):
        Store(profile_folder(folder)).set_name("Anna")
    with pytest.raises(AmbiguousError) as several:
        find_profile("Anna")
    assert several.value.candidates == ("one", "two")


def test_a_new_name_leaves_everything_where_it_is() -> None:
    profile = create_profile("Anna")
    store = Store(profile_folder(profile.folder))
    store.log("post", DAY)
    assert rename_profile(profile, "ANNA").name == "ANNA"
    assert rename_profile(profile, "Änne").folder == "anna"
    assert store.name == "Änne"
    assert store.read().count("post", DAY) == 1


def test_a_damaged_profile_is_still_listed() -> None:
    create_profile("Anna")
    Path(profile_folder("anna"), "profile.json").write_bytes(b"")
    assert [each.name for each in list_profiles()] == ["anna"]


CREATE = "import sys; from ssi_tui.store.profiles import create_profile as c; c(*sys.argv[1:])"


def test_ten_at_once_who_want_one_name_get_it_once() -> None:
    create = [sys.executable, "-c", CREATE, "Anna"]
    children = [subprocess.Popen(create, stderr=subprocess.DEVNULL) for _ in range(10)]
    assert sorted(child.wait(60) for child in children) == [0] + [1] * 9
    assert list_profiles() == (Profile("anna", "Anna"),)


def test_names_that_share_a_folder_name_get_a_folder_each_at_once() -> None:
    names = [f"Ann{'!' * n}" for n in range(1, 7)]
    children = [subprocess.Popen([sys.executable, "-c", CREATE, name]) for name in names]
    assert [child.wait(60) for child in children] == [0] * 6
    assert sorted(each.name for each in list_profiles()) == names
