"""Every select over visits; each applies the viewer's visibility."""

from app.visits.queries.around import (
    earlier_visits,
    logged_near,
    other_visits,
    promises_after,
)
from app.visits.queries.capacity import booked_days, find_capacity, list_capacities
from app.visits.queries.duties import (
    handled_by,
    hosted_by,
    lock_stops,
    lock_visits,
    waiting_for,
)
from app.visits.queries.visits import (
    all_for_search,
    by_focus_area,
    first_turned_away,
    for_index,
    get_requester,
    get_requester_and_letters,
    get_stop,
    get_visit,
    list_public,
    list_visits,
    turned_away,
    turned_away_between,
    visible,
    with_organisations,
)

__all__ = [
    "all_for_search",
    "booked_days",
    "by_focus_area",
    "earlier_visits",
    "find_capacity",
    "first_turned_away",
    "for_index",
    "get_requester",
    "get_requester_and_letters",
    "get_stop",
    "get_visit",
    "handled_by",
    "hosted_by",
    "list_capacities",
    "list_public",
    "list_visits",
    "lock_stops",
    "lock_visits",
    "logged_near",
    "other_visits",
    "promises_after",
    "turned_away",
    "turned_away_between",
    "visible",
    "waiting_for",
    "with_organisations",
]
