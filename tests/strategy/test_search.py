"""Strategies and their parts in the search: found by any of their names, as they are now."""

from __future__ import annotations

from datetime import date

from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING
from app.core.search.query import search
from app.core.search.rebuild import difference
from app.core.session import Session
from app.strategy import services
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_goal,
    make_objective,
    put_in_force,
)


def found(session: Session, text: str) -> list[tuple[str, int, str]]:
    hits = search(session, text, EVERYTHING, kinds=["strategy", "goal", "objective", "focus_area"])
    return [(hit.kind, hit.entity_id, hit.state) for hit in hits.hits]


def test_a_part_is_found_by_its_name_in_any_language(session: Session) -> None:
    goal = make_goal(session, name_en="Vitality", name_fi="Elinvoima", name_sv="Livskraft")
    for text in ("vitality", "elinvoima", "livskraft"):
        assert found(session, text) == [("goal", goal.id, "in_force")]


def test_the_index_follows_every_verb(session: Session) -> None:
    make_goal(session, name_en="The old one")
    make_objective(session)
    make_focus_area(session)
    draft = make_draft(session, vision_en="Proud", title_en="Harbour city")
    goal, other = make_goal(session, draft, name_en="Quays"), make_goal(session, draft)
    assert difference(session) == []
    services.update_part(session, goal, {"name_en": "Piers"}, actor=SYSTEM)
    services.update_strategy(session, draft, {"title_en": "City of piers"}, actor=SYSTEM)
    services.remove_part(session, other, actor=SYSTEM)
    assert difference(session) == []
    put_in_force(session, draft, date(2026, 10, 1))
    assert difference(session) == []
    assert found(session, "piers")[0][2] == "in_force"
    services.remove_strategy(session, make_draft(session), actor=SYSTEM)
    assert difference(session) == []


def test_a_result_leads_to_the_goal_and_says_nothing_of_engagements(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session, name_en="Zest for harbours")
    sign_in("reader")
    page = client.page("/search?q=zest")
    assert page.soup.select_one(".results a")["href"] == f"/strategy/goals/{goal.id}"
    assert "No engagement yet" not in page.soup.select_one(".results").get_text()
    assert "Zest" not in str(client.get("/search/suggest?q=zest").get_json()["groups"])
