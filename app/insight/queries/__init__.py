"""Selects of the pages that read over everything: the portfolio, and what needs attention."""

from app.insight.queries.atlas import count_by_country, first_partners
from app.insight.queries.attention import (
    handed_and_introduced,
    names_of_people,
    needing_attention,
    relations_of,
)
from app.insight.queries.benchmark import (
    described_lists,
    listed_memberships,
    our_networks,
    peer_cities,
)
from app.insight.queries.finding import (
    bearers,
    candidates,
    partnerships_with,
    projects_of,
    results_of,
    served_areas,
    tiers_of,
)
from app.insight.queries.portfolio import (
    decisions_asked,
    held_by_cell_of,
    list_lines,
    list_with_gate,
    partnerships_by_cell,
    reviews_asking,
)
from app.insight.queries.report import (
    PROJECT_SUMS,
    benchmark,
    count_blanks,
    late_promises,
    list_costs,
    papers_within,
    project_stages,
)
from app.insight.queries.rounds import (
    count_in_effect,
    recommended_in,
    recommended_moves,
    reviews_of_two,
)
from app.insight.queries.saved import get_saved_search, my_searches, searches_for
from app.insight.queries.search import (
    NAMED,
    advancing_sdg,
    describe,
    members_of,
    of_programme,
    serving_objective,
)

__all__ = [
    "NAMED",
    "PROJECT_SUMS",
    "advancing_sdg",
    "bearers",
    "benchmark",
    "candidates",
    "count_blanks",
    "count_by_country",
    "count_in_effect",
    "decisions_asked",
    "describe",
    "described_lists",
    "first_partners",
    "get_saved_search",
    "handed_and_introduced",
    "held_by_cell_of",
    "late_promises",
    "list_costs",
    "list_lines",
    "list_with_gate",
    "listed_memberships",
    "members_of",
    "my_searches",
    "names_of_people",
    "needing_attention",
    "of_programme",
    "our_networks",
    "papers_within",
    "partnerships_by_cell",
    "partnerships_with",
    "peer_cities",
    "project_stages",
    "projects_of",
    "recommended_in",
    "recommended_moves",
    "relations_of",
    "results_of",
    "reviews_asking",
    "reviews_of_two",
    "searches_for",
    "served_areas",
    "serving_objective",
    "tiers_of",
]
