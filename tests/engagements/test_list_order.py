"""The list of engagements by partnership: each one's by day, those of none at the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core import lists
from app.core.db import Visibility
from app.core.permissions import Role, viewer_of
from app.core.session import Session
from app.engagements.lists import ENGAGEMENTS
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_user
from tests.paging import numbers, pages, pages_back

DAY = date(2026, 10, 1)
# Two share a name, as records in a register do.
NAMES = ("Zürich", "aachen", "Östersund", "aachen", None)


@pytest.fixture
def log(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.lists.declared.PAGE", 4)
    organisation, person = make_organisation(session), make_user(session)
    partnerships = [make_partnership(session, name=name) if name else None for name in NAMES]
    for step in range(15):
        make_engagement(
            session,
            partnership=partnerships[step % 5],
            starts_on=DAY + timedelta(days=step // 2),
            organisations=[organisation],
            people=[person],
        )


def wanted(rows: list[lists.ListResult], sort: str) -> list[int]:
    every = [row for page in rows for row in page.rows]
    known = [row for row in every if row.partnership_id]
    rest = [row for row in every if not row.partnership_id]
    backwards = sort.startswith("-")
    known.sort(
        key=lambda r: (r.name_folded, r.partnership_id, r.starts_on, r.id), reverse=backwards
    )
    rest.sort(key=lambda r: (r.starts_on, r.id), reverse=backwards)
    return [row.id for row in known + rest]


@pytest.mark.parametrize("sort", ["partnership", "-partnership"])
def test_every_engagement_stands_once_in_its_place_and_the_way_back_is_the_same(
    session: Session, log: None, sort: str
) -> None:
    found = pages(ENGAGEMENTS, session, sort)
    shown = numbers(found)
    assert [len(page) for page in shown] == [4, 4, 4, 3]
    assert [number for page in shown for number in page] == wanted(found, sort)
    assert found[0].rows[0].partnership_name == ("Zürich" if sort == "-partnership" else "aachen")
    assert not any(row.partnership_name for row in found[-1].rows)
    assert numbers(pages_back(session, found[-1])) == shown


def test_a_partnership_that_may_not_be_seen_gives_its_engagements_no_place(
    session: Session, log: None
) -> None:
    secret = make_partnership(session, name="Aaa", visibility=Visibility.RESTRICTED)
    hidden = make_engagement(session, partnership=secret)
    reader = viewer_of(make_user(session, Role.READER))
    rows = [row for page in pages(ENGAGEMENTS, session, "partnership", reader) for row in page.rows]
    assert [row.partnership_name for row in rows if row.id == hidden.id] == [None]
    assert rows[-1].id == hidden.id
    everybody = pages(ENGAGEMENTS, session, "partnership")
    assert everybody[0].rows[0].id == hidden.id
