"""A visit on its way from the request to the report, and what hosts can take."""

from app.visits.models.capacity import HostCapacity
from app.visits.models.choices import AHEAD, BOOKED, OPEN, TURNED_AWAY, VisitState
from app.visits.models.programme import VisitStop
from app.visits.models.visit import Visit, VisitCounter, VisitRequester, visit_focus_area

__all__ = [
    "AHEAD",
    "BOOKED",
    "OPEN",
    "TURNED_AWAY",
    "HostCapacity",
    "Visit",
    "VisitCounter",
    "VisitRequester",
    "VisitState",
    "VisitStop",
    "visit_focus_area",
]
