"""An example of every verb over visits, under the partnership and by its owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.audit import SYSTEM
from app.core.session import Session
from app.visits import services
from app.visits.services import holdings
from tests.factories import visits
from tests.factories.users import make_user
from tests.seeded import NOW

Example = Callable[[Session, Any], Any]
TOLD = {"state_reason": "x", "redirected_to": "y"}
REPORT = {"report": "x", "thanked_on": NOW.date(), "nothing_promised": True}


def _of(s: Session, p: Any, make: Callable[..., Any]) -> Any:
    partner = p.partners[0].organisation_id
    return make(s, p.owner, organisation_id=partner, partnership_id=p.id)


def _programmed(s: Session, p: Any) -> Any:
    return _of(s, p, visits.make_programmed)


def _on_item(do: Callable[[Session, Any, Any], Any]) -> Example:
    """Two items, so that one may go."""

    def example(s: Session, p: Any) -> Any:
        visit = _programmed(s, p)
        services.add_stop(s, visit, visits.stop_values(visit), actor=SYSTEM)
        visit = visits.read_again(s, visit)
        return do(s, visit, visit.stops[0])

    return example


VISITS: dict[str, Example] = {
    "receive": lambda s, p: visits.make_visit(s, partnership_id=p.id),
    "update_visit": lambda s, p: services.update_visit(
        s, _programmed(s, p), {"partnership_id": None}, actor=SYSTEM
    ),
    "accept": lambda s, p: _of(s, p, visits.make_accepted),
    "redirect": lambda s, _p: services.redirect(s, visits.make_visit(s), TOLD, actor=SYSTEM),
    "decline": lambda s, _p: services.decline(s, visits.make_visit(s), TOLD, actor=SYSTEM),
    "cancel": lambda s, p: services.cancel(s, _programmed(s, p), TOLD, actor=SYSTEM),
    "add_stop": lambda s, p: _programmed(s, p),
    "complete_programme": lambda s, p: _programmed(s, p),
    "update_stop": _on_item(
        lambda s, v, stop: services.update_stop(
            s, v, stop, visits.stop_values(v, what="Tea"), actor=SYSTEM
        )
    ),
    "remove_stop": _on_item(lambda s, v, stop: services.remove_stop(s, v, stop, actor=SYSTEM)),
    "hold": lambda s, p: _of(s, p, visits.make_held),
    "report": lambda s, p: services.report(s, _of(s, p, visits.make_held), REPORT, actor=SYSTEM),
    "set_capacity": lambda s, p: services.set_capacity(s, p.unit_id, NOW.date(), 3, actor=SYSTEM),
    "hand_over_handled": lambda s, p: holdings.hand_over_handled(
        s, [_programmed(s, p).id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="x"
    ),
    "hand_over_hosted": lambda s, p: holdings.hand_over_hosted(
        s, [_programmed(s, p).stops[0].id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="x"
    ),
}
