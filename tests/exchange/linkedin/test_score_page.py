"""The pasted score page: every form that was seen, and no text that fools it."""

import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.terms import Pillar
from ssi_tui.exchange.linkedin.score_page import Gap, PageParts, PageReading, read_page
from ssi_tui.model.entries import Reading
from tests.exchange.linkedin.score_pages import FORMS as FORMS_OF_PAGES
from tests.exchange.linkedin.score_pages import LANGUAGES, page
from tests.model.made import TODAY

DATA = (
    '{"activeSeat":false,"memberScore":{"overall":19.705751,"subScores":['
    '{"score":13.118002,"pillar":"PROFESSIONAL_BRAND"},{"score":3.68,"pillar":"FIND_RIGHT_PEOPLE"},'
    '{"score":0.29999998,"pillar":"INSIGHT_ENGAGEMENT"},'
    '{"score":2.6077502,"pillar":"STRONG_RELATIONSHIP"}]},"groupScore":['
    '{"groupType":"INDUSTRY","rank":75,"score":{"overall":30.99,"subScores":[]}},'
    '{"groupType":"TEAM","rank":3,"score":{"overall":50}},'
    '{"groupType":"NETWORK","rank":81,"score":{"overall":32.72,"subScores":[]}}]}'
)
LABELS = (
    "Establish your professional brand",
    "Find the right people",
    "Engage with insights",
    "Build relationships",
)
GERMAN = (
    "Ihre professionelle Marke aufbauen",
    "Gezielt die richtigen Personen finden",
    "Durch Einblicke Interesse wecken",
    "Beziehungen aufbauen",
)
PORTUGUESE = (
    "Estabelecer sua marca profissional",
    "Localizar as pessoas certas",
    "Interagir oferecendo insights",
    "Criar relacionamentos",
)
UNKNOWN = ("Opbyg dit brand", "Find folk", "Vis indsigt", "Skab relationer")
VALUES = ("12.275", "6.72", "1.33", "12.9")
OTHERS = ("11.8", "5.4", "2.1", "12.2")

ENGLISH_TOP = """Your Social Selling Index
Top 85% Industry SSI rank
Top 65% Network SSI rank
Current Social Selling Index
33 out of 100
"""
ENGLISH_END = """
People in your industry
Sales professionals in the Bakery industry have an average SSI of 31.
People in your network have an average SSI of 30.
No change since last week
"""
POINTS = {"brand": 12.275, "people": 6.72, "insights": 1.33, "relationships": 12.9}
BARE = PageReading(values={"total": 33, **POINTS})
READ = PageReading(
    values={
        **BARE.values,
        "industry_rank": 85,
        "industry_average": 31,
        "network_rank": 65,
        "network_average": 30,
    }
)
ORDERS = ((0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 0, 1))


def lined(values: tuple[str, ...], labels: tuple[str, ...], form: str) -> str:
    """Four values and labels, as one of the forms has them."""
    return (
        "\n".join(
            form.format(v=value, l=label) for value, label in zip(values, labels, strict=True)
        )
        + "\n"
    )


def test_the_pages_own_data_need_no_language() -> None:
    assert read_page(DATA) == PageReading(
        values={
            "total": 19.705751,
            "brand": 13.118,
            "people": 3.68,
            "insights": 0.3,
            "relationships": 2.608,
            "industry_rank": 75,
            "industry_average": 30.99,
            "network_rank": 81,
            "network_average": 32.72,
        }
    )
    assert read_page("data:\n" + DATA + "\n") == read_page(json.dumps({"data": [json.loads(DATA)]}))


FORMS = ["{v} | {l}", "{l}\t{v}", "{l} {v}", "{l}\n{v}", "{v}\n{l}", "{v}\n\n{l}\n"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("labels", [LABELS, GERMAN, PORTUGUESE, UNKNOWN])
@pytest.mark.parametrize("comma", [False, True])
def test_values_stand_before_or_after_labels_with_point_or_comma(
    form: str, labels: tuple[str, ...], comma: bool
) -> None:
    values = tuple(v.replace(".", ",") for v in VALUES) if comma else VALUES
    assert read_page(ENGLISH_TOP + lined(values, labels, form) + ENGLISH_END) == READ


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("own", [0, 1, 2])
def test_the_own_block_is_the_one_that_adds_up(form: str, own: int) -> None:
    blocks = [lined(OTHERS, LABELS, form), lined(("13.2", "4.4", "2.4", "16.3"), LABELS, form)]
    blocks.insert(own, lined(VALUES, LABELS, form))
    assert read_page(ENGLISH_TOP + "\n".join(blocks) + ENGLISH_END) == READ


@pytest.mark.parametrize(
    "ranks",
    [
        "Industry SSI rank\nTop 85%\nNetwork SSI rank\nTop 65%",
        "Industry SSI rank\n\nTop\n85%\n\nNetwork SSI rank\n\nTop\n65%",
        "Top 85%\nIndustry SSI rank\nTop 65%\nNetwork SSI rank",
        "Network SSI rank\nTop 65%\nIndustry SSI rank\nTop 85%",
        "Top 85 % Branchenrang\nTop 65 % Netzwerkrang",
        "Primeiros 85%\nPrimeiros 65%",
    ],
)
def test_ranks_are_told_apart_by_words_or_by_order(ranks: str) -> None:
    text = f"{ranks}\n33 von 100\n{lined(VALUES, GERMAN, '{v} | {l}')}"
    found = read_page(text)
    assert isinstance(found, PageReading)
    assert (found.values["industry_rank"], found.values["network_rank"]) == (85, 65)


@pytest.mark.parametrize(
    "total", ["33 von 100", "33\nout of 100", "33/100", "33 / 100", "33 de 100"]
)
def test_the_total_is_so_many_of_a_hundred(total: str) -> None:
    assert isinstance(read_page(f"{total}\n{lined(VALUES, LABELS, '{v} | {l}')}"), PageReading)


def test_what_does_not_add_up_is_shown_and_not_taken() -> None:
    found = read_page("46 out of 100\n" + lined(VALUES, LABELS, "{v} | {l}"))
    assert isinstance(found, PageParts)
    assert found.gap is Gap.SUM
    assert found.understood == {
        "total": 46, "brand": 12.275, "people": 6.72, "insights": 1.33, "relationships": 12.9,
    }  # fmt: skip


def test_what_is_missing_is_named() -> None:
    without_total = read_page(lined(VALUES, LABELS, "{v} | {l}"))
    assert isinstance(without_total, PageParts)
    assert (without_total.gap, without_total.missing) == (Gap.MISSING, ("total",))
    only_total = read_page("33 out of 100\nTop 85% Industry SSI rank")
    assert isinstance(only_total, PageParts)
    assert only_total.understood == {"total": 33, "industry_rank": 85}
    assert only_total.missing == tuple(Pillar)
    assert read_page("Good morning") == PageParts(
        gap=Gap.NOTHING, understood={}, missing=("total", *Pillar)
    )


def test_zeros_are_a_page_that_failed() -> None:
    text = read_page("0 out of 100\n" + lined(("0", "0", "0", "0"), LABELS, "{v} | {l}"))
    data = json.loads(DATA)
    data["memberScore"]["overall"] = 0
    for score in data["memberScore"]["subScores"]:
        score["score"] = 0
    for found in (text, read_page(json.dumps(data))):
        assert isinstance(found, PageParts)
        assert found.gap is Gap.ZEROS


def test_a_zero_beside_a_total_is_passed_over_and_alone_it_is_the_total() -> None:
    alone = read_page("0 out of 100\nTop 85% Industry SSI rank")
    assert isinstance(alone, PageParts)
    assert (alone.gap, alone.understood["total"]) == (Gap.ZEROS, 0)
    beside = read_page("0 out of 100\n46 out of 100\n" + lined(VALUES, LABELS, "{v} | {l}"))
    assert isinstance(beside, PageParts)
    assert (beside.gap, beside.understood["total"]) == (Gap.SUM, 46)


def test_two_sets_that_both_fit_are_asked_about() -> None:
    twice = lined(VALUES, LABELS, "{v} | {l}") + lined(VALUES[::-1], LABELS, "{v} | {l}")
    found = read_page("33 out of 100\n" + twice)
    assert isinstance(found, PageParts)
    assert found.gap is Gap.SEVERAL


@pytest.mark.parametrize("fault", [("overall", 40), ("overall", None), ("subScores", [])])
def test_data_that_do_not_fit_are_not_taken(fault: tuple[str, object]) -> None:
    data = json.loads(DATA)
    data["memberScore"][fault[0]] = fault[1]
    assert isinstance(read_page(json.dumps(data)), PageParts)


OWN = "Current Social Selling Index\n33 out of 100\n"
WHOLE = """My Network 3
Messaging 12
Your Social Selling Index
{ranks}
Current Social Selling Index
33
out of 100
Four components of your score
{pillars}
People in your industry
Sales professionals in the Bakery industry have an average SSI of 31.
You rank in the top 85%
Up 2% since last week
People in your network
People in your network have an average SSI of 30.
You rank in the top 65%
No change since last week
"""


def whole(
    pillars: str = "", ranks: str = "Top\n85\n%\nIndustry SSI rank\nTop 65%\nNetwork SSI rank"
) -> str:
    """The whole page as it is copied, with each rank said twice."""
    return WHOLE.format(pillars=pillars or lined(VALUES, LABELS, "{v} | {l}"), ranks=ranks)


@pytest.mark.parametrize(
    "ranks",
    [
        "Top\n85\n%\nIndustry SSI rank\nTop\n65\n%\nNetwork SSI rank",
        "Industry SSI rank\nTop 85%\nNetwork SSI rank\nTop 65%",
        "Network SSI rank\nTop 65%\nIndustry SSI rank\nTop 85%",
        "",
    ],
)
def test_ranks_that_are_said_twice_beside_a_change_of_the_week_are_kept(ranks: str) -> None:
    assert read_page(whole(ranks=ranks)) == READ


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_read_in_every_form_and_order(language: str, flat: bool) -> None:
    for form, order, all_of_it in product(FORMS_OF_PAGES, ORDERS, (False, True)):
        text = page(language, VALUES, order=order, form=form, flat=flat, whole=all_of_it)
        found = read_page(text)
        assert found == (READ if all_of_it else BARE), (form, order, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pillar_that_a_flat_page_lacks_is_never_made_up(language: str) -> None:
    for form, missing in product(FORMS_OF_PAGES, range(4)):
        order = tuple(n for n in range(4) if n != missing)
        found = read_page(page(language, VALUES, order=order, form=form, flat=True))
        assert isinstance(found, PageParts), (form, missing)
        for pillar, value in zip(Pillar, VALUES, strict=True):
            assert found.understood.get(pillar, float(value)) == float(value), (form, missing)


def test_a_page_that_lost_its_line_breaks_is_read() -> None:
    assert read_page(" ".join(whole().split())) == READ


@given(st.permutations(range(4)), st.sampled_from(FORMS), st.sampled_from([LABELS, GERMAN]))
def test_names_decide_in_whatever_order_the_pillars_stand(
    order: list[int], form: str, labels: tuple[str, ...]
) -> None:
    pillars = lined(tuple(VALUES[n] for n in order), tuple(labels[n] for n in order), form)
    assert read_page(whole(pillars)) == READ


@pytest.mark.parametrize("labels", [
    ("Opbyg dit professionelle brand", "Find de rigtige personer", "Engager med indsigt",
     "Opbyg relationer"),
    ("Establecer tu marca", "Encontrar a las personas adecuadas", "Interactuar con información",
     "Crear relaciones"),
    ("ブランドを築く", "適切な人物を見つける", "インサイトで交流する", "関係を築く"),
])  # fmt: skip
def test_labels_never_seen_are_known_by_the_word_they_cannot_do_without(
    labels: tuple[str, ...],
) -> None:
    backwards = lined(VALUES[::-1], labels[::-1], "{l}\n{v}")
    found = read_page("Social Selling Index\n33 / 100\n" + backwards)
    assert isinstance(found, PageReading)
    assert (found.values["brand"], found.values["relationships"]) == (12.275, 12.9)


@pytest.mark.parametrize("form", ["{l}\n{v} out of 25", "{l}\n{v} / 25", "{l}: {v} points"])
def test_points_may_be_told_out_of_twenty_five(form: str) -> None:
    assert isinstance(read_page(OWN + lined(VALUES, LABELS, form)), PageReading)


@pytest.mark.parametrize(
    "total",
    [
        "100 üzerinden 33",
        "100 puan üzerinden 33 puan",
        "100点中33点",
        "100점 만점에 33점",
        "100分中33分",
    ],
)
def test_the_hundred_may_stand_before_the_number(total: str) -> None:
    text = f"Social Selling Index\n{total}\n" + lined(VALUES, UNKNOWN, "{v} | {l}")
    assert isinstance(read_page(text), PageReading)


@pytest.mark.parametrize("missing", range(4))
@pytest.mark.parametrize("form", FORMS)
def test_a_missing_pillar_does_not_hide_the_three_that_were_read(missing: int, form: str) -> None:
    left = [n for n in range(4) if n != missing]
    found = read_page(
        OWN + lined(tuple(VALUES[n] for n in left), tuple(LABELS[n] for n in left), form)
    )
    assert isinstance(found, PageParts)
    assert found.gap is Gap.MISSING
    assert found.missing == (list(Pillar)[missing],)
    assert [found.understood[list(Pillar)[n]] for n in left] == [float(VALUES[n]) for n in left]


def test_two_different_pages_are_asked_about_and_one_page_twice_is_one() -> None:
    other = whole(lined(("14.275", *VALUES[1:]), LABELS, "{v} | {l}")).replace("33\nout", "35\nout")
    same_total = whole(lined(("12.0", "6.995", *VALUES[2:]), LABELS, "{v} | {l}"))
    for second in (other, same_total):
        found = read_page(whole() + second)
        assert isinstance(found, PageParts)
        assert found.gap is Gap.SEVERAL
    assert read_page(whole() + whole()) == READ


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("total", ["31 out of 100\n", ""])
def test_the_block_of_the_industry_is_never_taken_for_ones_own(first: bool, total: str) -> None:
    fits = ("11.8", "5.4", "2.1", "13.7") if not total else ("11.8", "5.4", "2.1", "11.7")
    industry = "People in your industry\n" + total + lined(fits, LABELS, "{v} | {l}")
    own = OWN + lined(VALUES, LABELS, "{v} | {l}")
    found = read_page(industry + own if first else own + industry)
    assert isinstance(found, PageReading)
    assert found.values["brand"] == 12.275


@pytest.mark.parametrize(
    "wrap",
    [
        lambda data: (
            "<code>" + data.replace('"', "&quot;") + "</code><code>{&quot;a&quot;:1}</code>"
        ),
        lambda data: "<script>window.data = " + data + "; other = {};</script>",
        lambda data: json.dumps({"log": {"entries": [{"text": data}]}}),
        lambda data: "{}\n" + data.replace('"', "\\u0022") + "}",
    ],
)
def test_the_data_are_found_in_the_source_of_the_page(wrap: Callable[[str], str]) -> None:
    assert read_page(wrap(DATA)) == read_page(DATA)


def test_data_name_the_pillars_and_tell_what_is_missing() -> None:
    data = json.loads(DATA)
    data["memberScore"]["subScores"].reverse()
    assert read_page(json.dumps(data)) == read_page(DATA)
    data["memberScore"]["subScores"].pop(0)
    found = read_page(json.dumps(data))
    assert isinstance(found, PageParts)
    assert (found.missing, found.understood["brand"]) == (("relationships",), 13.118)
    both = read_page(DATA + DATA.replace("19.705751", "19.7"))
    assert isinstance(both, PageParts)
    assert both.gap is Gap.SEVERAL


PIECES = st.sampled_from(
    [*LABELS, *GERMAN, *VALUES, *OTHERS, "\n", "\t", " | ", "33 out of 100", "Top 85%", "0", "25",
     "99", "100", "-3", "1e9", "industry", "network", ",", ".", "%", DATA, DATA[:200], "{", "}"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join) | st.text(max_size=300))
def test_no_text_fools_or_stops_it(text: str) -> None:
    found = read_page(text)
    if isinstance(found, PageReading):
        values: dict[str, Any] = {**found.values, "total": found.total}
        Reading(id=1, day=TODAY, **values)  # its own checks hold
        assert abs(found.total - found.values["total"]) <= 0.502
    else:
        assert set(found.missing).isdisjoint(found.understood)


NUMBER = st.floats(allow_nan=True, allow_infinity=True) | st.integers() | st.text(max_size=3)
TREE = st.recursive(
    NUMBER | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["memberScore", "overall", "subScores", "score", "pillar", "groupScore",
                         "groupType", "rank"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(TREE)
def test_no_data_fool_or_stop_it(tree: object) -> None:
    found = read_page(json.dumps({"memberScore": tree, "groupScore": tree}))
    assert isinstance(found, PageParts | PageReading)


@pytest.mark.parametrize("total", ["34 out of 100", "34 von 100"])
def test_a_second_page_below_the_groups_of_the_first_is_asked_about(total: str) -> None:
    first = page("de", VALUES)
    second = "\n".join([total, *(f"{v} | {n}" for v, n in zip(OTHERS, LABELS, strict=True))])
    second = second.replace("11.8", "14.3")
    both = read_page(f"{first}\n{second}\n")
    assert isinstance(read_page(first), PageReading)
    assert isinstance(both, PageParts)
    assert both.gap is Gap.SEVERAL


def test_data_and_a_text_of_another_day_are_asked_about() -> None:
    text = "\n".join(
        ["33 out of 100", *(f"{v} | {n}" for v, n in zip(VALUES, LABELS, strict=True))]
    )
    both = read_page(f"{DATA}\n{text}")
    assert isinstance(both, PageParts)
    assert both.gap is Gap.SEVERAL
    assert isinstance(read_page(DATA), PageReading)
