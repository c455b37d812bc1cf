"""The mixed list of partnerships, and one list for each kind with its own columns."""

from __future__ import annotations

from app.core.i18n import _l, choice, show_money
from app.core.lists import Column, Filter, ListPage
from app.partnerships.lists.parts import (
    COUNTRY,
    ENGAGED,
    FEE,
    FILTERS,
    KIND_COLUMN,
    NAME,
    OWNER,
    PARTNERS,
    REVIEW,
    STATE,
    day_column,
    enum_filter,
    offered,
    stage_options,
    word_column,
)
from app.partnerships.models import (
    AgreementLevel,
    CityAgreement,
    CooperationForm,
    EuProject,
    MembershipCategory,
    NetworkMembership,
    OtherCooperation,
    Partnership,
    PartnershipKind,
    SupportPart,
)
from app.partnerships.permissions import PARTNERSHIP_VIEW
from app.partnerships.queries import lists as narrow
from app.partnerships.search import KIND

PARTNERSHIPS = ListPage(
    key="partnerships",
    title=_l("Partnerships"),
    permission=PARTNERSHIP_VIEW,
    model=Partnership,
    query=narrow.listing(Partnership),
    columns=(NAME, KIND_COLUMN, STATE, OWNER, ENGAGED, REVIEW, FEE),
    filters=(enum_filter("kind", _l("Kind"), Partnership.kind, PartnershipKind), *FILTERS),
    default_sort="name",
    search_kind=KIND,
    empty_text=_l("No partnership is recorded yet."),
)

NETWORKS = ListPage(
    key="networks",
    title=_l("Networks"),
    permission=PARTNERSHIP_VIEW,
    model=NetworkMembership,
    query=narrow.listing(NetworkMembership, "category", "participation"),
    columns=(
        NAME,
        STATE,
        word_column("category", _l("Category"), "category"),
        word_column("participation", _l("Participation"), "participation"),
        OWNER,
        ENGAGED,
        REVIEW,
        FEE,
    ),
    filters=(
        enum_filter("category", _l("Category"), NetworkMembership.category, MembershipCategory),
        *FILTERS,
    ),
    default_sort="name",
    search_kind=KIND,
    empty_text=_l("No network membership is recorded yet."),
)

SISTER_CITIES = ListPage(
    key="sister-cities",
    title=_l("Sister cities and other city agreements"),
    permission=PARTNERSHIP_VIEW,
    model=CityAgreement,
    query=narrow.listing(CityAgreement, "level", "signed_on"),
    gather={"partners": narrow.partners_of},
    columns=(
        NAME,
        STATE,
        word_column("level", _l("Kind of agreement"), "level"),
        COUNTRY,
        OWNER,
        day_column("signed", _l("Signed"), "signed_on", Partnership.signed_on),
        ENGAGED,
        REVIEW,
    ),
    filters=(
        enum_filter("level", _l("Kind of agreement"), CityAgreement.level, AgreementLevel),
        *FILTERS,
    ),
    default_sort="name",
    search_kind=KIND,
    empty_text=_l("No city agreement is recorded yet."),
)

EU_PROJECTS = ListPage(
    key="eu-projects",
    title=_l("EU projects"),
    permission=PARTNERSHIP_VIEW,
    model=EuProject,
    query=narrow.listing(
        EuProject, "stage", "stage_since", "programme", "current_end_on", "our_eu_share_eur"
    ),
    columns=(
        NAME,
        STATE,
        Column("stage", _l("Stage"), lambda p: choice(p.stage), sort=EuProject.stage),
        day_column("since", _l("Since"), "stage_since", EuProject.stage_since),
        Column("programme", _l("Programme"), lambda p: p.programme, sort=EuProject.programme),
        OWNER,
        day_column("end", _l("Ends"), "current_end_on", EuProject.current_end_on),
        Column(
            "share",
            _l("Our EU share"),
            lambda p: p.our_eu_share_eur,
            "money",
            EuProject.our_eu_share_eur,
            text=lambda p: show_money(p.our_eu_share_eur) if p.our_eu_share_eur else "",
        ),
        REVIEW,
    ),
    filters=(
        Filter("stage", _l("Stage"), narrow.by_stage, stage_options),
        Filter(
            "programme",
            _l("Programme"),
            narrow.by_column(EuProject.programme),
            offered("programme"),
        ),
        *FILTERS,
    ),
    default_sort="name",
    search_kind=KIND,
    empty_text=_l("No EU project is recorded yet."),
)

COOPERATION = ListPage(
    key="cooperation",
    title=_l("Other cooperation"),
    permission=PARTNERSHIP_VIEW,
    model=OtherCooperation,
    query=narrow.listing(OtherCooperation, "form"),
    gather={"partners": narrow.partners_of},
    columns=(
        NAME,
        STATE,
        Column("form", _l("Form"), lambda p: choice(p.form), sort=OtherCooperation.form),
        PARTNERS,
        OWNER,
        ENGAGED,
        REVIEW,
        FEE,
    ),
    filters=(
        enum_filter("form", _l("Form"), OtherCooperation.form, CooperationForm),
        enum_filter("support", _l("What the city is"), OtherCooperation.support_part, SupportPart),
        *FILTERS,
    ),
    default_sort="name",
    search_kind=KIND,
    empty_text=_l("No other cooperation is recorded yet."),
)
