"""What was held becomes an engagement, and is reported."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Gap, Refused
from app.core.i18n import _l
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import Values
from app.engagements import services as engagements
from app.engagements.models import EngagementState, EngagementType, OurRole
from app.visits import queries
from app.visits.models import Visit
from app.visits.services.moving import demand_source, moving


def hold(
    session: Session,
    visit: Visit,
    values: Values,
    *,
    actor: Actor,
    viewer: Viewer = EVERYTHING,
) -> None:
    """Accepted or programmed → held: ``engagement_id`` of what the log has already, else it is
    logged with organisation, guests, hosts, topics, partnership and visibility of the visit.

    Refused while it lies ahead, and for an engagement that is not a visit of the same body near
    these days.
    """
    demand_source(visit, "hold")
    number = values.get("engagement_id")
    if number is None:
        number = _log(session, visit, values.get("summary") or visit.title, actor)
    elif number not in {each.id for each in queries.logged_near(session, visit, viewer)}:
        raise Refused(_l("Choose a visit of the log that is near these days."),
                      field="engagement_id")  # fmt: skip
    with moving(session, visit, "hold", actor):
        visit.engagement_id = number


def _log(session: Session, visit: Visit, summary: str, actor: Actor) -> int:
    hosts = [stop.host_id for stop in visit.stops if stop.host_id is not None]
    people = dict.fromkeys(each for each in (visit.handler_id, *hosts) if each is not None)
    given: dict[str, Any] = {
        "type": EngagementType.INCOMING_VISIT,
        "state": EngagementState.HELD,
        "starts_on": visit.starts_on,
        "ends_on": visit.ends_on if visit.ends_on != visit.starts_on else None,
        "summary": summary,
        "place": next((stop.place for stop in visit.stops if stop.place), ""),
        "their_tier": visit.head_tier,
        "our_role": OurRole.HOST,
        "organisations": [visit.organisation_id],
        "people": list(people),
        "contacts": [contact.id for contact in visit.contacts],
        "partnership_id": visit.partnership_id,
        # What the visit is about; where nothing was said, what the partnership serves.
        "focus_areas": [area.id for area in visit.focus_areas] or None,
        "visibility": visit.visibility,
        "caution_reason": visit.caution_reason,
        "is_demonstration": visit.is_demonstration,
    }
    return engagements.log_engagement(session, given, actor=actor, viewer=EVERYTHING).id


def report(session: Session, visit: Visit, values: Values, *, actor: Actor) -> None:
    """Held → reported: ``report`` says what came of it, ``thanked_on`` when we thanked.

    Refused where no follow-up stands with the engagement, unless ``nothing_promised``.
    """
    demand_source(visit, "report")
    if gaps := _lacks(session, visit, values):
        raise Refused(_l("The report is not complete. This is missing:"), gaps)
    with moving(session, visit, "report", actor):
        visit.report, visit.thanked_on = values["report"].strip(), values["thanked_on"]
        visit.nothing_promised = bool(values.get("nothing_promised"))


def _lacks(session: Session, visit: Visit, values: Values) -> list[Gap]:
    found = []
    thanked = values.get("thanked_on")
    if not (values.get("report") or "").strip():
        found.append(Gap("report", _l("Write what came of it."), "report"))
    if thanked is None:
        found.append(Gap("thanks", _l("Enter the day on which we thanked."), "thanked_on"))
    elif thanked > clock.today():
        found.append(Gap("thanks", _l("This date lies ahead."), "thanked_on"))
    if not values.get("nothing_promised"):
        number = visit.engagement_id or 0
        if not queries.promises_after(session, number, EVERYTHING):
            label = _l("Add the follow-ups to the engagement first, or say that there are none.")
            found.append(Gap("promises", label, "nothing_promised"))
    return found
