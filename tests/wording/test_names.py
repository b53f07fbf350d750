"""What actions and pillars are called, and which action a person means."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.terms import ActionKind, Pillar
from ssi_tui import i18n
from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.wording.actions import (
    ALSO,
    action_hint,
    action_name,
    exact_action,
    match_action,
    pillar_long_name,
    pillar_name,
)

KINDS = tuple(ActionKind)


@pytest.mark.parametrize("kind", ActionKind)
def test_every_kind_has_a_name_for_one_and_for_many_and_a_short_hint(kind: ActionKind) -> None:
    assert action_name(kind)
    assert action_name(kind, 3)
    assert action_name(kind) != action_name(kind, 3)
    assert 5 < len(action_hint(kind)) <= 72


@pytest.mark.parametrize("kind", ActionKind)
def test_every_kind_is_found_by_all_its_spellings(kind: ActionKind) -> None:
    spellings = {kind, action_name(kind), action_name(kind, 2), kind + "s"}
    spellings |= {text.replace("-", "_").upper() for text in spellings}
    for text in spellings:
        assert match_action(text, KINDS) == kind


def test_no_two_kinds_share_a_name() -> None:
    assert len({action_name(kind, n) for kind in KINDS for n in (1, 2)}) == 2 * len(KINDS)


def test_a_users_own_kind_is_called_by_its_own_name() -> None:
    assert action_name("stand [up] 😀", 2) == "stand [up] 😀"
    assert action_hint("stand [up] 😀") == ""
    assert match_action("stand", (*KINDS, "stand [up] 😀")) == "stand [up] 😀"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("com", "comment"),
        ("art", "article"),
        ("request", "request"),
        ("note", "request-with-note"),
        ("réaction", "reaction"),
        ("inmail replies", "inmail-reply"),
        ("PROFILE  view", "profile-view"),
        ("pos", "post"),
    ],
)
def test_a_unique_beginning_or_part_is_enough(text: str, kind: str) -> None:
    assert match_action(text, KINDS) == kind


def test_what_fits_several_kinds_names_them() -> None:
    with pytest.raises(AmbiguousError) as refused:
        match_action("search", KINDS)
    assert refused.value.candidates == ("people-search", "lead-search")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("coment", "comment"), ("reaktin", "reaction"), ("mesage", "message")],
)
def test_what_fits_nothing_names_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        match_action(text, KINDS)
    assert refused.value.nearest[0] == nearest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Comments", "comment"),
        ("profile_views", "profile-view"),
        ("InMail replies", "inmail-reply"),
        ("com", None),
        ("note", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_heading_is_an_action_only_as_a_whole(text: str, kind: str | None) -> None:
    assert exact_action(text, KINDS) == kind


@pytest.mark.parametrize("text", ["", "  ", "-", "[]", "\x1b"])
def test_an_empty_name_is_no_action(text: str) -> None:
    with pytest.raises(NotFoundError):
        match_action(text, KINDS)


@given(st.text(max_size=30))
def test_any_text_is_a_kind_or_refused(text: str) -> None:
    with contextlib.suppress(AmbiguousError, NotFoundError):
        assert match_action(text, KINDS) in KINDS


def test_pillars_are_called_as_linkedin_calls_them() -> None:
    assert [pillar_name(pillar) for pillar in Pillar] == [
        *("Brand", "People", "Insights", "Relationships")
    ]
    assert pillar_long_name(Pillar.BRAND) == "Establish your professional brand"


@pytest.mark.parametrize("language", ["en", "de", "nl", "da"])
@pytest.mark.parametrize("kind", ALSO)
def test_other_words_for_an_action_are_understood_in_every_language(
    language: str, kind: str
) -> None:
    i18n.use(language)
    for word in ALSO[kind]:
        assert match_action(word, KINDS) == kind
        assert match_action(word.upper(), KINDS) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("like", "reaction"),
        ("likes", "reaction"),
        ("Gefällt mir", "reaction"),
        ("Interessant", "reaction"),
        ("synes godt om", "reaction"),
        ("dm", "message"),
        ("DMs", "message"),
        ("follow-up", "message"),
        ("share", "repost"),
        ("Teilen", "repost"),
        ("invite", "request"),
        ("invites", "request"),
        ("Vernetzen", "request"),
    ],
)
def test_the_words_people_use_are_understood(word: str, kind: str) -> None:
    assert match_action(word, KINDS) == kind


def test_a_slip_beside_an_action_of_ones_own_is_refused_as_any_other() -> None:
    with pytest.raises(NotFoundError):
        match_action("žluť", (*KINDS, "podcast"))


def test_a_name_of_ones_own_wins_over_another_word() -> None:
    assert match_action("coffee", (*KINDS, "coffee")) == "coffee"
    assert match_action("Coffees", (*KINDS, "coffee")) == "coffee"
