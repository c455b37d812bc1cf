"""The list of partnerships by owner: each one's by name, those of nobody at the end."""

from __future__ import annotations

import pytest

from app.core.session import Session
from app.partnerships.lists import PARTNERSHIPS
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_unit, make_user
from tests.paging import numbers, pages, pages_back

# Two share a name, as people in a city do.
OWNERS = ("Öhman", "Aalto", "aalto", "Aalto", None)


@pytest.fixture
def owned(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.lists.declared.PAGE", 4)
    unit, partner = make_unit(session), make_organisation(session)
    owners = [make_user(session, name=name, unit=unit).id if name else None for name in OWNERS]
    for step in range(15):
        make_partnership(
            session,
            name=f"Network {'cab'[step // 5]}",
            owner_id=owners[step % 5],
            partners=[partner.id],
        )


@pytest.mark.parametrize("sort", ["owner", "-owner"])
def test_every_partnership_stands_once_in_its_place_and_the_way_back_is_the_same(
    session: Session, owned: None, sort: str
) -> None:
    found = pages(PARTNERSHIPS, session, sort)
    rows = [row for page in found for row in page.rows]
    known, rest = rows[:12], rows[12:]
    backwards = sort == "-owner"
    assert [len(page.rows) for page in found] == [4, 4, 4, 3]
    assert len({row.id for row in rows}) == 15
    assert known == sorted(
        known,
        key=lambda row: (row.owner_name, row.owner_id, row.name_folded, row.id),
        reverse=backwards,
    )
    assert rest == sorted(rest, key=lambda row: (row.name_folded, row.id), reverse=backwards)
    assert [row.owner_id for row in rest] == [None] * 3
    assert numbers(pages_back(session, found[-1])) == numbers(found)
