"""What an accepted review is worth: the hash over all it says."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from app.core.audit import plain
from app.reviews.models import Review

TEXT = (
    "progress",
    "achievements",
    "challenges",
    "way_forward",
    "lessons",
    "recommendation",
    "recommendation_reason",
)
# What came with the second form of the figures; the first is hashed as it always was.
LATER = ("decision_asked", "decision_body", "decision_due_on", "correction_reason")
WITH_LATER = 2
# What is frozen today; no older form is written anew (docs/adr/0018-forms-of-frozen-figures.md).
FORM = 3


def content_hash(review: Review, figures: dict[str, Any]) -> str:
    """SHA-256 over text, scores, figures and the people's numbers, in one canonical form.

    Names are left out, so that erasing a person keeps the hash. The scores must be loaded.
    """
    content = {name: getattr(review, name) or "" for name in TEXT} | {
        "round": review.round_id,
        "partnership": review.partnership_id,
        "owner": review.owner_id,
        "submitted_by": review.submitted_by_id,
        "on_behalf_of": review.on_behalf_of_id,
        "accepted_by": review.accepted_by_id,
        "figures": figures,
    }
    if figures.get("form", 1) >= WITH_LATER:
        content |= {name: plain(getattr(review, name)) or "" for name in LATER}
        content |= {
            "corrects": review.corrects_id,
            "working_days": _days(review.working_days),
            "scores": sorted(
                [one.criterion.value, one.score, one.reason, one.evidence] for one in review.scores
            ),
        }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _days(value: Decimal | None) -> str | None:
    """One decimal, whatever the database gives back; blank stays blank."""
    return None if value is None else f"{value:.1f}"
