"""Parts that lose their owner leave their trace in the owner's history."""

from __future__ import annotations

from app.core.audit import SYSTEM, acting, history_of
from app.core.session import Session
from app.organisations.models import AliasKind
from tests.factories.organisations import make_organisation


def test_a_part_taken_from_its_owner_is_remembered(session: Session) -> None:
    city = make_organisation(session, aliases=[("Malmo", AliasKind.ALIAS)])
    with acting(session, SYSTEM, "organisation.update"):
        city.aliases.clear()
    last = history_of(session, "organisation", city.id)[0]
    assert last.part == "organisation_alias"
    assert last.fields["name"] == ["Malmo", None]
