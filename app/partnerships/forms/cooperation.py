"""The form of other cooperation: the common part, and its own fields."""

from __future__ import annotations

from app.core.forms import EnumField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, area
from app.partnerships.models import CooperationForm


class OtherCooperationForm(PartnershipForm):
    """The form of cooperation, its aims, and what a donor or sponsor gives."""

    form = EnumField(FIELDS["form"], CooperationForm, missing=_l("Choose the form."))
    common_aims = area("common_aims")
    support = area("support")
