"""The words of accounts and units: choices, verbs and fields as people read them."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.users.models import HandOverState, Occasion, UnitKind

i18n.label(
    {
        UnitKind.POLITICAL_BODY: _l("Political body"),
        UnitKind.CENTRAL_ADMINISTRATION: _l("Central administration"),
        UnitKind.DIVISION: _l("Division"),
        UnitKind.DEPARTMENT: _l("Department"),
        UnitKind.UNIT: _l("Unit"),
        UnitKind.SERVICE: _l("Service"),
        UnitKind.ENTERPRISE: _l("Municipal enterprise"),
        UnitKind.SUBSIDIARY: _l("Subsidiary"),
        UnitKind.REPRESENTATION: _l("Representation abroad"),
    },
    {
        Occasion.LEAVING: _l("Leaves"),
        Occasion.UNIT_MOVE: _l("Moves to another unit"),
        Occasion.SHARING: _l("Work is shared anew"),
    },
    {
        HandOverState.PENDING: _l("Not accepted yet"),
        HandOverState.ACCEPTED: _l("Accepted"),
        HandOverState.DECLINED: _l("Declined"),
        HandOverState.WITHDRAWN: _l("Taken back"),
        HandOverState.OVERTAKEN: _l("Overtaken"),
    },
)

i18n.actions(
    {
        "user.create": _l("Account created"),
        "user.update": _l("Account edited"),
        "user.profile": _l("Own profile edited"),
        "user.password": _l("Password changed"),
        "user.deactivate": _l("Account deactivated"),
        "user.reactivate": _l("Account reactivated"),
        "hand_over.give": _l("Handed over"),
        "hand_over.accept": _l("Hand-over accepted"),
        "hand_over.decline": _l("Hand-over declined"),
        "hand_over.withdraw": _l("Hand-over taken back"),
        "hand_over.overtake": _l("Hand-over overtaken"),
        "unit.create": _l("Unit created"),
        "unit.update": _l("Unit edited"),
    }
)

i18n.fields(
    "user",
    {
        "email": _l("E-mail"),
        "email_folded": _l("Key of the account"),
        "name": _l("Name"),
        "title": _l("Job title"),
        "role": _l("Role"),
        "unit_id": _l("Unit"),
        "locale": _l("Language"),
        "shortcut_key": _l("Shortcut key"),
        "password_changed_at": _l("Password changed"),
        "password_is_temporary": _l("Temporary password"),
        "is_active": _l("Active"),
        "deactivated_at": _l("Deactivated"),
    },
)
i18n.fields(
    "unit",
    {
        "name_en": _l("Name in English"),
        "name_fi": _l("Name in Finnish"),
        "name_sv": _l("Name in Swedish"),
        "kind": _l("Kind"),
        "parent_id": _l("Belongs to"),
        "is_active": _l("Active"),
    },
)

i18n.fields(
    "hand_over_item",
    {
        "successor_id": _l("Successor"),
        "note": _l("Note"),
        "state": _l("Hand-over"),
        "answer": _l("Answer"),
    },
)

# The resources of the permission matrix, by the first part of a permission's code.
RESOURCES = {
    "organisation": _l("Organisations"),
    "contact": _l("Contacts"),
    "strategy": _l("City strategy and international framework"),
    "partnership": _l("Partnerships"),
    "engagement": _l("Engagements"),
    "draft": _l("Drafts"),
    "follow-up": _l("Follow-ups"),
    "review": _l("Quarterly reviews"),
    "round": _l("Review rounds"),
    "portfolio": _l("Portfolio report"),
    "coordination": _l("Coordination group"),
    "search": _l("Search"),
    "home": _l("Home page"),
    "unit": _l("Units"),
    "user": _l("Users"),
    "introduction": _l("Introductions"),
    "records": _l("Duplicates"),
    "visit": _l("Visits"),
    "case_study": _l("Case studies"),
    "colleague": _l("Colleagues and units"),
    "hand-over": _l("Hand-overs"),
    "knowledge": _l("Solutions and knowledge notes"),
    "proposal": _l("Proposals"),
    "profile": _l("Own profile"),
    "permission": _l("Permissions"),
}
