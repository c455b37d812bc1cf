"""The form of an agreement with a city: the common part, and its own fields."""

from __future__ import annotations

from app.core.forms import EnumField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, area
from app.partnerships.models import AgreementLevel


class CityAgreementForm(PartnershipForm):
    """The level, the signatories, and in writing why the agreement is made."""

    level = EnumField(FIELDS["level"], AgreementLevel, missing=_l("Choose the kind of agreement."))
    our_signatories = area("our_signatories", rows=2)
    their_signatories = area("their_signatories", rows=2)
    themes = area("themes", rows=2)
    strategic_goal_stated = area("strategic_goal_stated")
    common_operations = area("common_operations")
