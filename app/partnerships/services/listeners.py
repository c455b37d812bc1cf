"""What partnerships answer when something they stand on changes outside of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Gap
from app.core.i18n import _
from app.partnerships import queries, rules
from app.partnerships.models import PartnershipState
from app.partnerships.services.settle import reindex
from app.partnerships.services.states import put_all_under_review
from app.strategy.models import StrategyKind

ACTIVE = PartnershipState.ACTIVE


def before_switch(session: Session) -> None:
    """Hold all that may have to be justified anew, so that nobody is half-way through the gate
    while the strategy behind it changes."""
    queries.lock_all_open(session)


def strategy_switched(session: Session, *, actor: Actor, on: date, kind: str) -> list[Any]:
    """What served the old one lapses; active partnerships left with nothing in force go under
    review in the same transaction, and are given back.
    """
    if kind == StrategyKind.FRAMEWORK:
        return _framework_switched(session, actor, on)
    reason = _("The city strategy has changed; its goals must be chosen anew.")
    with acting(session, actor, "partnership.lapse", reason):
        for alignment in queries.alignments_out_of_force(session):
            alignment.lapsed_on = on
        session.flush()
        moved = queries.active_without_goal(session)
        put_all_under_review(moved, reason)
    reindex(session, [partnership.id for partnership in moved])
    return moved


def _framework_switched(session: Session, actor: Actor, on: date) -> list[Any]:
    reason = _("The international framework has changed; choose anew what it works on.")
    with acting(session, actor, "partnership.lapse", reason):
        asked = queries.only_former_framework(session)
        moved = [partnership for partnership in asked if partnership.state == ACTIVE]
        put_all_under_review(moved, reason)
        for partnership in asked:
            partnership.framework_lapsed_on = on
    reindex(session, [partnership.id for partnership in moved])
    return moved


def standing_changed(session: Session, organisation_id: int, *, actor: Actor, reason: str) -> None:
    """A partner is under caution or suspended: active partnerships with it go under review."""
    text = _("A partner's standing has changed: %(reason)s", reason=reason)
    with acting(session, actor, "partnership.standing", text):
        moved = queries.active_with_partner_out_of_standing(session, organisation_id)
        put_all_under_review(moved, text)
    reindex(session, [partnership.id for partnership in moved])


def organisation_changed(session: Session, organisation_id: int) -> None:
    """Partnerships are found by their partners' names too."""
    reindex(session, queries.ids_with_partner(session, organisation_id))


def before_merge(session: Session, kind: str, kept_id: int, gone_id: int) -> Iterator[Gap]:
    """No agreement twice, and no row of a consortium lost that says something else."""
    if kind != "organisation":
        return
    for name, other in queries.twice_in_effect(session, kept_id, gone_id):
        text = _("“%(name)s” and “%(other)s” would be the same twice.", name=name, other=other)
        yield Gap("twice", text)
    for name in queries.differing_roles(session, kept_id, gone_id):
        text = _("Both take part in “%(name)s”, with different roles or amounts.", name=name)
        yield Gap("roles", text)


def after_merge(session: Session, kind: str, kept_id: int, gone_id: int) -> Iterator[Gap]:
    """Active partnerships with either pass the gate still."""
    if kind != "organisation":
        return
    touched = {n for one in (kept_id, gone_id) for n in queries.ids_with_partner(session, one)}
    for partnership in queries.active_partnerships(session, sorted(touched)):
        for gap in rules.activation_gaps(partnership, clock.today()):
            yield Gap(gap.code, f"{partnership.name}: {gap.label}")


def broken_rules(session: Session) -> Iterator[str]:
    """Active ones that do not pass the gate, owners whose days say otherwise, and ended ones whose
    project goes on; there are none.
    """
    for partnership in queries.active_partnerships(session):
        for gap in rules.activation_gaps(partnership, clock.today()):
            yield f"{partnership.reference} {partnership.name}: {gap.label}"
    for partnership in queries.owners_out_of_step(session):
        yield f"{partnership.reference} {partnership.name}: the owner and their days disagree"
    for project in queries.ended_unfinished(session):
        yield f"{project.reference} {project.name}: {rules.ending_gaps(project)[0].label}"


hooks.before_switch.append(before_switch)
hooks.before_standing.append(queries.lock_open_with)
hooks.before_leaving.append(queries.lock_open_held_by)
hooks.before_merge.append(before_merge)
hooks.after_merge.append(after_merge)
hooks.strategy_switched.append(strategy_switched)
hooks.standing_changed.append(standing_changed)
hooks.organisation_changed.append(organisation_changed)
hooks.rule_checks.append(broken_rules)
hooks.in_care.append(queries.partners_in_care)
