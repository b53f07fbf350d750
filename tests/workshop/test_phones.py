"""Phones in the room: what they may do, and that nothing leaks and nothing stops."""

import asyncio
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from ssi_tui.workshop.group import Participant
from ssi_tui.workshop.pages import PhoneRefusal
from ssi_tui.workshop.phones import (
    BODY_MAX,
    RATE,
    NotListeningError,
    PhoneRefusedError,
    PhoneRoom,
    Phones,
    listen,
)

ANN = {"do": "join", "name": "Ann", "brand": "12,5", "people": "6", "insights": "3"}
ANN |= {"relationships": "15", "minutes": "60", "role": "sales"}


@pytest_asyncio.fixture
async def phones() -> AsyncIterator[Phones]:
    """A room that is open on this machine alone."""
    server = await listen(PhoneRoom(visitors_max=12, clock=lambda: 0.0))
    yield server
    await server.close()


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """One phone, with its own cookies."""
    async with _phone() as session:
        yield session


def _phone() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def text_of(response: aiohttp.ClientResponse) -> str:
    async with response:
        return await response.text()


async def test_a_visitor_joins_guesses_and_commits(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    phones.room.ask("Where will it be?")
    async with await browser.post(phones.address, data=ANN) as response:
        assert response.status == 200
        assert "Where will it be?" in await response.text()
    await browser.post(phones.address, data={"do": "guess", "guess": "44,5"})
    await browser.post(phones.address, data={"do": "commit", "commitment": "Two comments a day"})
    (person,) = phones.room.people
    assert (person.total, person.role, person.minutes) == (36.5, "sales", 60)
    assert person.commitment == "Two comments a day"
    assert phones.room.guesses == {"Ann": 44.5}


async def test_a_page_with_a_field_never_reloads_by_itself_and_one_without_looks_for_news(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    phones.room.ask("Where will it be?")
    pages = [
        await text_of(await browser.get(phones.address)),
        await text_of(await browser.post(phones.address, data=ANN)),
        await text_of(await browser.post(phones.address, data={"do": "guess", "guess": "44"})),
        *[
            await text_of(await browser.get(f"{phones.address}?show={shown}"))
            for shown in ("guess", "commit", "change", "nonsense")
        ],
    ]
    assert [("<input" in page, "refresh" in page) for page in pages] == [
        *[(True, False)] * 2,
        (False, True),
        *[(True, False)] * 3,
        (False, True),
    ]


async def test_a_new_question_forgets_the_guesses_of_the_last(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    phones.room.ask("One?")
    await browser.post(phones.address, data=ANN)
    await browser.post(phones.address, data={"do": "guess", "guess": "44"})
    phones.room.ask("Two?")
    assert phones.room.guesses == {}


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"name": "a\x1b[31m"},
        {"brand": "26"},
        {"brand": ""},
        {"total": "90"},
        {"brand": "nan"},
        {"brand": "1e9"},
        {"minutes": "-5"},
        {"role": "king"},
        {"do": "leave"},
        {"do": ""},
    ],
)
async def test_impossible_values_are_answered_and_change_nothing(
    phones: Phones, browser: aiohttp.ClientSession, change: dict[str, str]
) -> None:
    async with await browser.post(phones.address, data=ANN | change) as response:
        assert response.status == 422
        assert "Traceback" not in await response.text()
    assert phones.room.people == ()


async def test_nobody_sees_another(phones: Phones, browser: aiohttp.ClientSession) -> None:
    await browser.post(phones.address, data=ANN)
    async with _phone() as other:
        pages = [await text_of(await other.get(phones.address))]
        pages.append(
            await text_of(await other.post(phones.address, data={"do": "join", "name": "Bo"}))
        )
        pages.append(await text_of(await other.get(phones.address + "?show=change")))
    assert not [page for page in pages if "Ann" in page or "12.5" in page]


async def test_without_the_token_or_with_a_wrong_one_all_answers_are_alike(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    root = phones.address.rpartition("/")[0]
    answers = set()
    for path in ("/", "/x", "/" + phones.room.token[:-1], "/a/b/c", "/%00", "/..%2f..%2fetc"):
        response = await browser.get(root + path)
        answers.add((response.status, await text_of(response)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


async def test_markup_and_escapes_in_names_stay_text(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    name = "<script>alert(1)</script>\"'&"
    page = await text_of(await browser.post(phones.address, data=ANN | {"name": name}))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert phones.room.people[0].name == name


async def test_a_page_asks_for_nothing_and_runs_nothing(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    async with await browser.get(phones.address) as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
        page = await response.text()
    assert not re.search(r"<script|\bsrc=|https?://|@import|url\(", page)


async def test_the_page_speaks_the_visitors_language(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    pages = {
        code: await text_of(await browser.get(phones.address, headers={"Accept-Language": code}))
        for code in ("en", "de-AT,de;q=0.9", "nl", "da", "xx")
    }
    assert pages["xx"] == pages["en"]
    assert len(set(pages.values())) == 4
    assert 'lang="de"' in pages["de-AT,de;q=0.9"]


async def test_a_body_of_a_megabyte_is_refused(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    for size in (BODY_MAX + 1, (1 << 20) - 1000):
        async with await browser.post(phones.address, data=ANN | {"name": "x" * size}) as response:
            assert response.status == 413
    assert phones.room.people == ()


async def test_ten_thousand_requests_stop_nothing(phones: Phones) -> None:
    async with _phone() as joined, _phone() as loud:
        await joined.post(phones.address, data=ANN)
        statuses = []
        for _batch in range(100):
            responses = await asyncio.gather(*(loud.get(phones.address) for _ in range(100)))
            statuses += [response.status for response in responses]
            for response in responses:
                response.release()
        assert set(statuses) == {200, 429}
        assert statuses.count(200) <= RATE
    assert [person.name for person in phones.room.people] == ["Ann"]


async def test_a_full_room_says_so(phones: Phones) -> None:
    for number in range(12):
        phones.room.join(Participant(name=f"Person {number}"))
    async with _phone() as late, await late.post(phones.address, data=ANN) as response:
        assert response.status == 503
    assert len(phones.room.people) == 12


async def test_a_name_is_taken_once_and_can_be_changed_by_its_owner(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    await browser.post(phones.address, data=ANN)
    async with _phone() as other, await other.post(phones.address, data=ANN) as response:
        assert response.status == 422
    await browser.post(phones.address, data=ANN | {"minutes": "90"})
    assert [person.minutes for person in phones.room.people] == [90]


async def test_the_coachs_phone_steps_and_a_visitors_cannot(
    phones: Phones, browser: aiohttp.ClientSession
) -> None:
    steps: list[int] = []
    phones.room.on_remote = steps.append
    phones.room.notes = "Say <hello>"
    page = await text_of(await browser.get(phones.remote_address))
    assert "Say &lt;hello&gt;" in page
    await browser.post(phones.remote_address, data={"step": "1"})
    await browser.post(phones.remote_address, data={"step": "99"})
    await browser.post(phones.address, data={"step": "1"})
    assert steps == [1]


async def test_at_the_end_everything_is_forgotten(browser: aiohttp.ClientSession) -> None:
    room = PhoneRoom()
    server = await listen(room)
    await browser.post(server.address, data=ANN)
    token = room.token
    assert [person.name for person in room.as_group("Team").people] == ["Ann"]
    await server.close()
    assert room.people == ()
    assert not room.is_token(token)
    with pytest.raises(aiohttp.ClientError):
        await browser.get(f"http://127.0.0.1:{server.port}/{token}")


async def test_it_listens_on_this_machine_alone_unless_told_otherwise(phones: Phones) -> None:
    assert phones.host == "127.0.0.1"
    with pytest.raises(NotListeningError):
        await listen(PhoneRoom(), "192.0.2.1")


def test_a_guess_without_a_question_is_refused() -> None:
    room = PhoneRoom()
    visitor = room.join(Participant(name="Ann"))
    with pytest.raises(PhoneRefusedError) as refused:
        room.guess(visitor, 40)
    assert refused.value.refusal is PhoneRefusal.NO_QUESTION
