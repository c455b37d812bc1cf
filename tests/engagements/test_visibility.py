"""A restricted engagement shows to coordinators, its unit, its author and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.permissions import Role, viewer_of
from app.core.search.query import matching_ids, search, suggest
from app.core.session import Session
from app.engagements import queries
from app.engagements.models import Engagement
from app.engagements.queries.figures import counted_in
from app.organisations.models import Contact, Organisation
from app.users.models import Unit, User
from tests.client import AuditedClient
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_unit, make_user

TODAY = date(2026, 11, 2)
SECRET = "Zephyr negotiations"


@dataclass
class Scene:
    unit: Unit
    author: User
    participant: User
    organisation: Organisation
    contact: Contact
    partnership_id: int
    engagement: Engagement


@pytest.fixture
def scene(session: Session) -> Scene:
    unit = make_unit(session)
    author = make_user(session, Role.CONTRIBUTOR, unit)
    participant = make_user(session, Role.READER)
    organisation, contact = make_organisation(session), make_contact(session)
    partnership = make_partnership(session)
    engagement = make_engagement(
        session,
        summary=SECRET,
        notes="Quokka",
        visibility=Visibility.RESTRICTED,
        people=[author, participant],
        organisations=[organisation],
        contacts=[contact],
        partnership=partnership,
    )
    return Scene(unit, author, participant, organisation, contact, partnership.id, engagement)


def knows(session: Session, scene: Scene, user: User) -> set[bool]:
    """Every way to learn of it; all must give the same answer."""
    viewer, wanted = viewer_of(user), scene.engagement.id
    lines = [
        *(
            queries.timeline(session, subject, number, viewer).records
            for subject, number in (
                ("organisation", scene.organisation.id),
                ("contact", scene.contact.id),
                ("partnership", scene.partnership_id),
                ("user", scene.author.id),
                ("unit", scene.unit.id),
            )
        ),
        queries.recent(session, viewer),
        list(session.execute(queries.select_rows(viewer))),
        queries.possible_duplicates(
            session, viewer, TODAY, [scene.organisation.id], [scene.author.id]
        ),
    ]
    answers = {wanted in [engagement.id for engagement in line] for line in lines}
    return answers | {queries.find_engagement(session, wanted, viewer) is not None}


def test_everybody_concerned_sees_it_everywhere(session: Session, scene: Scene) -> None:
    colleague = make_user(session, Role.READER, scene.unit)
    officer = make_user(session, Role.OFFICER)
    for user in (scene.author, scene.participant, colleague, officer):
        assert knows(session, scene, user) == {True}


def test_others_learn_of_it_nowhere(session: Session, scene: Scene) -> None:
    for role in (Role.READER, Role.CONTRIBUTOR):
        stranger = make_user(session, role)
        assert knows(session, scene, stranger) == {False}
        viewer = viewer_of(stranger)
        assert matching_ids(session, "quokka", viewer, kind="engagement") == []
        assert search(session, "zephyr", viewer).total == 0
        assert suggest(session, "zephyr", viewer) == []


def test_no_page_count_or_export_tells_strangers(
    client: AuditedClient, session: Session, scene: Scene
) -> None:
    stranger = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, stranger)
    number = scene.engagement.id
    assert client.get(f"/engagements/{number}").status_code == 404
    for end in ("edit", "history", "cancel", "reschedule", "media"):
        assert client.get(f"/engagements/{number}/{end}").status_code == 404
    assert client.post(f"/engagements/{number}/follow-ups", {"what": "x"}).status_code == 404
    page = client.page("/engagements")
    assert "Found: 0" in page.text
    assert SECRET not in client.page(f"/engagements/new?copy={number}").text
    exported = client.get("/engagements?format=csv").get_data(as_text=True)
    assert len(exported.splitlines()) == 1
    client.sign_in(session, scene.author)
    assert SECRET in client.get("/engagements?format=csv").get_data(as_text=True)


def test_kept_date_does_not_betray_it(session: Session, scene: Scene) -> None:
    session.refresh(scene.organisation)
    assert scene.organisation.last_engaged_on is None


def test_figures_for_the_city_leave_it_out(session: Session, scene: Scene) -> None:
    quarter = Quarter(2026, 4)
    for widest, held in ((Visibility.CITY, 0), (Visibility.RESTRICTED, 1)):
        counted = counted_in(session, [scene.partnership_id], [quarter], widest)
        assert counted[quarter].held == held
