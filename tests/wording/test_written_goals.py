"""Goals as people write them in four languages."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui import i18n
from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import Target
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.written_goals import FORMS, parse_target

LANGUAGES = ("en", "de", "nl", "da")


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("7", "7/week"),
        ("7/week", "7/week"),
        ("7/Woche", "7/week"),
        ("7 pro Woche", "7/week"),
        ("7x pro Woche", "7/week"),
        ("7 per week", "7/week"),
        ("7 om ugen", "7/week"),
        ("7 pr. uge", "7/week"),
        ("3 a week", "3/week"),
        ("3 times a week", "3/week"),
        ("2/day", "2/day"),
        ("2/Tag", "2/day"),
        ("2 per dag", "2/day"),
        ("2 om dagen", "2/day"),
        ("daily", "daily"),
        ("täglich", "daily"),
        ("dagelijks", "daily"),
        ("dagligt", "daily"),
        ("every day", "daily"),
        ("jeden Tag", "daily"),
        ("hver dag", "daily"),
        ("elke dag", "daily"),
        ("wöchentlich", "1/week"),
        ("every week", "1/week"),
        ("4/month", "4/30d"),
        ("4 im Monat", "4/30d"),
        ("4 pro Monat", "4/30d"),
        ("4/maand", "4/30d"),
        ("4 om måneden", "4/30d"),
        ("monthly", "1/30d"),
        ("every 3 days", "1/3d"),
        ("alle 3 Tage", "1/3d"),
        ("om de 3 dagen", "1/3d"),
        ("hver 3. dag", "1/3d"),
        ("every 2 weeks", "1/14d"),
        ("alle zwei Wochen", "1/14d"),
        ("every other day", "1/2d"),
        ("3/7d", "3/7d"),
        ("3 in 7 Tagen", "3/7d"),
        ("mon,wed,fri", "mon,wed,fri"),
        ("Mo, Mi, Fr", "mon,wed,fri"),
        ("ma wo vr", "mon,wed,fri"),
        ("mandag, onsdag", "mon,wed"),
        ("weekdays", "mon,tue,wed,thu,fri"),
        ("werktags", "mon,tue,wed,thu,fri"),
        ("<=2/day", "<=2/day"),
        ("max. 2 pro Tag", "<=2/day"),
        ("at most 2 a day", "<=2/day"),
        ("højst 2 om dagen", "<=2/day"),
        ("hoogstens 5 per week", "<=5/week"),
        ("0", None),
        ("-3", None),
        ("3/", None),
        ("3/year", None),
        ("often", None),
        ("3.5/week", None),
        ("", None),
    ],
)
def test_a_goal_is_read_as_people_write_it(text: str, spec: str | None) -> None:
    if spec is None:
        with pytest.raises(BadValueError) as refused:
            parse_target("comment", text)
        assert FORMS in refused.value.allowed
        return
    assert parse_target("comment", text) == Target.parse("comment", spec)


@pytest.mark.parametrize("text", ["none", "None", "kein", "keins", "geen", "ingen"])
def test_no_goal_can_be_said_in_every_language(text: str) -> None:
    assert parse_target("comment", text) is None


def test_the_forms_that_a_refusal_lists_are_read() -> None:
    for form in FORMS.replace("mon,wed,fri", "mon wed fri").split(", "):
        parse_target("comment", form)


SPECS = st.builds(
    lambda amount, days, most: f"{'<=' if most else ''}{amount}/{days}",
    st.integers(1, 1000),
    st.sampled_from(["day", "week", "2d", "7d", "30d", "366d"]),
    st.booleans(),
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(spec=SPECS | st.sampled_from(["daily", "mon,wed,fri", "sun"]))
def test_a_goal_is_read_as_the_program_itself_writes_it(language: str, spec: str) -> None:
    i18n.use(language)
    target = Target.parse("comment", spec)
    assert parse_target("comment", target_in_words(target)) == target
    assert parse_target("comment", str(target)) == target
    i18n.use("en")


@given(st.text(max_size=20))
def test_any_text_is_a_goal_or_refused(text: str) -> None:
    with suppress(BadValueError):
        target = parse_target("comment", text)
        assert target is None or parse_target("comment", str(target)) == target


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        *(("twice a week", "2/week"), ("einmal im Monat", "1/30d"), ("to gange om ugen", "2/week")),
        *(("twee keer per week", "2/week"), ("3x die Woche", "3/week"), ("2 am Tag", "2/day")),
        *(("no more than 3/week", "<=3/week"), ("höchstens 2 am Tag", "<=2/day")),
        *(("om de dag", "1/2d"), ("om de 3 dagen", "1/3d"), ("every two days", "1/2d")),
        *(("mon, wed and fri", "mon,wed,fri"), ("man, ons og fre", "mon,wed,fri")),
        *(("montags", "mon"), ("every monday", "mon"), ("Mo+Mi", "mon,wed")),
    ],
)
def test_a_goal_is_read_as_people_say_it(text: str, spec: str) -> None:
    assert str(parse_target("post", text)) == spec


@pytest.mark.parametrize("text", ["off", "aus", "uit", "fra"])
def test_no_goal_has_more_words_than_none(text: str) -> None:
    assert parse_target("post", text) is None
