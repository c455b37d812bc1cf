"""The form of an agreement with a city: the common part, and its own fields."""

from __future__ import annotations

from app.core.forms import EnumField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, area, day, line
from app.partnerships.models import AgreementLevel


class CityAgreementForm(PartnershipForm):
    """The level, the signatories, in writing why it is made, who keeps it alive, what follows."""

    level = EnumField(FIELDS["level"], AgreementLevel, missing=_l("Choose the kind of agreement."))
    our_signatories = area("our_signatories", rows=2)
    their_signatories = area("their_signatories", rows=2)
    strategic_goal_stated = area("strategic_goal_stated")
    common_operations = area("common_operations")
    civic_partners = area("civic_partners", rows=2)
    last_incoming_on = day("last_incoming_on")
    last_outgoing_on = day("last_outgoing_on")
    visits_source = line("visits_source", maximum=500)
    successor_decision = area("successor_decision", rows=2)
    successor_decided_by = line("successor_decided_by")
    successor_decided_on = day("successor_decided_on")
    successor_section = line("successor_section", maximum=100)
