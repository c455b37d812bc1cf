"""What we have already that does something similar, and why it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.i18n import _


@dataclass(frozen=True)
class Overlap:
    """A partnership near to a proposal, with the reasons in words, the strongest first."""

    partnership: Any
    reasons: list[str]


def overlap_of(
    partnership: Any,
    *,
    is_same_organisation: bool,
    is_in_network: bool,
    has_member: bool,
    shares_country_and_area: bool,
    is_like_network: bool,
) -> Overlap:
    """Why this partnership is near: whom it is with, what they belong to, what it is about."""
    told = [
        (is_same_organisation, _("With the same organisation")),
        (is_in_network, _("A network to which the organisation belongs")),
        (has_member, _("With a member of the proposed network")),
        (shares_country_and_area, _("In the same country, on the same focus area")),
        (is_like_network, _("A network on the same focus area")),
    ]
    return Overlap(partnership, [reason for is_so, reason in told if is_so])
