"""Every select over engagements, follow-ups and drafts, each with its loader options."""

from app.engagements.queries.choices import filter_choices
from app.engagements.queries.engagements import (
    all_for_search,
    engagements_with,
    find_engagement,
    get_engagement,
    organisation_names,
    possible_duplicates,
    recent,
    select_rows,
    serves,
    taken_part,
    with_kind,
)
from app.engagements.queries.entry import (
    contacts_with_affiliations,
    find_partnerships,
    frame_of,
    organisations_of_partnership,
)
from app.engagements.queries.follow_ups import (
    find_draft,
    find_partnership_of,
    follow_up_board,
    follow_up_partnership,
    follow_ups_due,
    follow_ups_to_change,
    get_draft,
    get_follow_up,
    list_follow_ups,
    lock_follow_ups,
    my_drafts,
    of_partnerships,
    open_follow_ups_for_partnership,
    open_follow_ups_of_user,
)
from app.engagements.queries.intake import Recognised, find_intake, find_logged, recognise
from app.engagements.queries.kept import kept_differences
from app.engagements.queries.named import Named, find_named
from app.engagements.queries.recent_use import recently_used
from app.engagements.queries.timelines import timeline
from app.engagements.queries.travel import Travelled, emitted_in, travel_in
from app.engagements.queries.visibility import (
    may_read_notes,
    may_see_contact,
    may_see_engagement,
    may_see_partnership,
    seen,
)
from app.engagements.queries.visits import LastVisits, last_visits

__all__ = [
    "LastVisits",
    "Named",
    "Recognised",
    "Travelled",
    "all_for_search",
    "contacts_with_affiliations",
    "emitted_in",
    "engagements_with",
    "filter_choices",
    "find_draft",
    "find_engagement",
    "find_intake",
    "find_logged",
    "find_named",
    "find_partnership_of",
    "find_partnerships",
    "follow_up_board",
    "follow_up_partnership",
    "follow_ups_due",
    "follow_ups_to_change",
    "frame_of",
    "get_draft",
    "get_engagement",
    "get_follow_up",
    "kept_differences",
    "last_visits",
    "list_follow_ups",
    "lock_follow_ups",
    "may_read_notes",
    "may_see_contact",
    "may_see_engagement",
    "may_see_partnership",
    "my_drafts",
    "of_partnerships",
    "open_follow_ups_for_partnership",
    "open_follow_ups_of_user",
    "organisation_names",
    "organisations_of_partnership",
    "possible_duplicates",
    "recent",
    "recently_used",
    "recognise",
    "seen",
    "select_rows",
    "serves",
    "taken_part",
    "timeline",
    "travel_in",
    "with_kind",
]
