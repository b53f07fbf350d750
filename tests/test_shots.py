"""The pictures of README and docs/: small, alone, and with nothing of a machine in them."""

import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.shots import FOLDER
from tests.test_docs import ALL, links, named
from tests.test_house import PLACES

PICTURES = sorted(FOLDER.glob("*"))
MOST = 150_000
"""Bytes of a picture."""


@pytest.mark.parametrize("picture", PICTURES, ids=named)
def test_a_picture_is_small_and_stands_alone(picture: Path) -> None:
    svg = picture.read_text(encoding="utf-8")
    assert len(svg.encode()) < MOST
    assert Xml.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title")
    assert set(re.findall(r"https?://[^\"']+", svg)) == {"http://www.w3.org/2000/svg"}
    assert not [what for what, pattern in PLACES.items() if re.search(pattern, svg)]


def test_pages_show_pictures_that_there_are() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in ALL
        for link in links(page)
        if link.endswith((".svg", ".png"))
    }
    assert shown
    assert shown <= set(PICTURES)
