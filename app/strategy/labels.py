"""What kinds, states, verbs and fields of strategies are called."""

from app.core.i18n import _, _l, actions, fields, label
from app.strategy.models import ChangeKind, ChangeState, FocusAreaGroup, StrategyKind, StrategyState
from app.strategy.rules import Basis, Suggestion

label(
    {
        StrategyKind.CITY_STRATEGY: _l("City strategy"),
        StrategyKind.FRAMEWORK: _l("International framework"),
    },
    {
        StrategyState.DRAFT: _l("Draft"),
        StrategyState.IN_FORCE: _l("In force"),
        StrategyState.SUPERSEDED: _l("Superseded"),
    },
    {
        ChangeKind.CHANGE: _l("Change it"),
        ChangeKind.ADD: _l("Add a new one"),
        ChangeKind.DROP: _l("Drop it"),
    },
    {
        ChangeState.PROPOSED: _l("Proposed"),
        ChangeState.ACCEPTED: _l("Accepted into a draft"),
        ChangeState.DECLINED: _l("Declined"),
    },
    {
        FocusAreaGroup.MEGATREND: _l("Megatrend"),
        FocusAreaGroup.STRENGTH: _l("Strength-based focus area"),
    },
)


def reason_of(suggestion: Suggestion) -> str:
    """Why a new part is suggested for an old one, in a sentence."""
    if suggestion.basis is Basis.DRAFTED:
        return _("The new document says so.")
    shared = []
    if suggestion.words:
        shared.append(_("words: %(words)s", words=", ".join(suggestion.words)))
    if suggestion.sdgs:
        shared.append(_("SDGs: %(numbers)s", numbers=", ".join(map(str, suggestion.sdgs))))
    if suggestion.objectives:
        shared.append(_("objectives: %(codes)s", codes=", ".join(suggestion.objectives)))
    return _("Only alike: %(shared)s.", shared="; ".join(shared))


STATE_TONES = {
    StrategyState.DRAFT: "info",
    StrategyState.IN_FORCE: "success",
    StrategyState.SUPERSEDED: "neutral",
}

CHANGE_TONES = {
    ChangeState.PROPOSED: "info",
    ChangeState.ACCEPTED: "success",
    ChangeState.DECLINED: "neutral",
}

actions(
    {
        "goal_change.propose": _l("Change proposed"),
        "goal_change.accept": _l("Accepted into a draft"),
        "goal_change.decline": _l("Declined"),
        "strategy.create": _l("Drafted"),
        "strategy.update": _l("Edited"),
        "strategy.verify": _l("Verified against the source"),
        "strategy.adopt": _l("Put in force"),
        "strategy.supersede": _l("Superseded"),
        "strategy.remove": _l("Draft removed"),
        "goal.create": _l("Goal added"),
        "goal.update": _l("Goal edited"),
        "goal.remove": _l("Goal removed"),
        "goal.move": _l("Goal moved"),
        "objective.create": _l("Objective added"),
        "objective.update": _l("Objective edited"),
        "objective.remove": _l("Objective removed"),
        "objective.move": _l("Objective moved"),
        "focus_area.create": _l("Focus area added"),
        "focus_area.update": _l("Focus area edited"),
        "focus_area.remove": _l("Focus area removed"),
        "focus_area.move": _l("Focus area moved"),
        "indicator.create": _l("Indicator added"),
        "indicator.update": _l("Indicator edited"),
        "indicator.remove": _l("Indicator removed"),
        "actual.create": _l("Measured value recorded"),
        "actual.update": _l("Measured value corrected"),
        "actual.remove": _l("Measured value removed"),
        "organisation.expertise": _l("Focus areas of expertise changed"),
    }
)

_NAMES = {
    "name_en": _l("Name in English"),
    "name_fi": _l("Name in Finnish"),
    "name_sv": _l("Name in Swedish"),
    "code": _l("Code"),
    "position": _l("Order"),
    "description": _l("Description"),
    "strategy_id": _l("Strategy"),
    "predecessors": _l("Carries on from the one before"),
}

fields(
    "strategy",
    {
        "kind": _l("Kind"),
        "state": _l("State"),
        "title_en": _l("Title in English"),
        "title_fi": _l("Title in Finnish"),
        "title_sv": _l("Title in Swedish"),
        "vision_en": _l("Vision in English"),
        "vision_fi": _l("Vision in Finnish"),
        "vision_sv": _l("Vision in Swedish"),
        "summary": _l("Summary"),
        "period_from": _l("First year"),
        "period_to": _l("Last year"),
        "adopted_by": _l("Adopted by"),
        "decided_on": _l("Decided on"),
        "case_number": _l("Case number"),
        "section": _l("Section (§)"),
        "in_force_from": _l("In force from"),
        "in_force_to": _l("In force until"),
        "supersedes_id": _l("Supersedes"),
        "rejustify_by": _l("To be justified anew by"),
        "source": _l("Source"),
        "evidence_on": _l("Date of the source"),
        "verified_on": _l("Verified on"),
        "verified_by_name": _l("Verified by"),
        "is_demonstration": _l("Demonstration data"),
    },
)
fields("goal", {**_NAMES, "objectives": _l("Objectives it serves"), "sdgs": _l("SDGs")})
fields("objective", {**_NAMES, "key_bodies": _l("Key bodies"), "goals": _l("Goals")})
fields("focus_area", {**_NAMES, "group": _l("Group")})
fields(
    "indicator",
    {
        "name_en": _l("Name in English"),
        "name_fi": _l("Name in Finnish"),
        "name_sv": _l("Name in Swedish"),
        "goal_id": _l("Goal"),
        "objective_id": _l("Objective"),
        "unit": _l("Unit of measurement"),
        "baseline": _l("Baseline"),
        "baseline_year": _l("Year of the baseline"),
        "target": _l("Target"),
        "target_year": _l("Year of the target"),
        "means_of_verification": _l("Means of verification"),
    },
)
fields(
    "indicator_actual",
    {
        "indicator_id": _l("Indicator"),
        "period": _l("Period"),
        "value": _l("Value"),
        "note": _l("Note"),
    },
)
fields(
    "goal_change",
    {
        "kind": _l("What is proposed"),
        "state": _l("State"),
        "document": _l("Document"),
        "goal_id": _l("Goal"),
        "objective_id": _l("Objective"),
        "name_en": _l("New name in English"),
        "name_fi": _l("New name in Finnish"),
        "name_sv": _l("New name in Swedish"),
        "reason": _l("Reason"),
        "partnership_id": _l("Partnership"),
        "review_id": _l("Review"),
        "proposed_on": _l("Proposed on"),
        "proposed_by_name": _l("Proposed by"),
        "strategy_id": _l("Draft"),
        "answered_on": _l("Answered on"),
        "answered_by_name": _l("Answered by"),
        "answer": _l("Answer"),
    },
)
fields("organisation_expertise", {"focus_area_id": _l("Focus area")})
