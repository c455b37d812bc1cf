"""The form of a network membership: the common part, and its own fields."""

from __future__ import annotations

from app.core.forms import EnumField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, day, line
from app.partnerships.models import Leadership, MembershipCategory


class NetworkForm(PartnershipForm):
    """What we are in the network, and how its fee is set."""

    category = EnumField(
        FIELDS["category"], MembershipCategory, missing=_l("Choose the membership category.")
    )
    leadership = EnumField(FIELDS["leadership"], Leadership, missing=_l("Choose who leads it."))
    our_role = line("our_role")
    joined_on = day("joined_on")
    fee_basis = line("fee_basis")
