"""Whether support from or to the city was looked at before it is taken or given.

The gate of an active partnership is the product description's, and it names no ethics check; so a
missing one is a warning, and what it leads to is for people to decide.
"""

from __future__ import annotations

from typing import Any

from app.core.i18n import _l
from app.partnerships.models import CooperationForm, EthicsResult


def needs_ethics_check(cooperation: Any) -> bool:
    """Whether somebody gives the other something: philanthropy, sponsoring, a donation."""
    return cooperation.support_part is not None or cooperation.form == CooperationForm.PHILANTHROPY


def support_warnings(cooperation: Any) -> list[Any]:
    """What to look at before going on with support, in words."""
    if not needs_ethics_check(cooperation):
        return []
    found = []
    if cooperation.ethics_checked_on is None:
        found.append(_l("Nobody has recorded an ethics check of this support."))
    if cooperation.ethics_result == EthicsResult.NOT_CLEARED:
        found.append(_l("The ethics check did not clear this support."))
    if not cooperation.exclusivity.strip():
        found.append(_l("Whether it rules out other partners is not recorded."))
    return found
