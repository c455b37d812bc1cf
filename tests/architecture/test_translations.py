"""The interface is whole in Finnish and Swedish."""

from __future__ import annotations

import re

import pytest

from tests.catalogues import LANGUAGES, extracted, stored

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def parts(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [str(part) for part in text or ()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    catalogue = stored(language)
    missing = []
    for message in extracted():
        found = catalogue.get(message.id) if message.id else None
        if message.id and (found is None or not all(parts(found.string))):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_left_over(language: str) -> None:
    wanted = {message.id for message in extracted()}
    assert [message.id for message in stored(language) if message.id not in wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_to_fill_are_kept(language: str) -> None:
    for message in stored(language):
        if message.id:
            wanted = {place for part in parts(message.id) for place in PLACE.findall(part)}
            found = {place for part in parts(message.string) for place in PLACE.findall(part)}
            assert found == wanted, message.id
