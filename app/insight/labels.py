"""The words of the partner finder."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.insight.rules import Action, Signal

i18n.label(
    {
        Action.EU_BID: _l("Bid for an EU project"),
        Action.STUDY_VISIT: _l("Study visit"),
        Action.BENCHMARK: _l("Benchmark"),
        Action.JOINT_PILOT: _l("Joint pilot"),
        Action.ADVOCACY: _l("Advocacy"),
    }
)
i18n.label(
    {
        Signal.FOCUS: _l("Focus areas"),
        Signal.WORDS: _l("Keywords"),
        Signal.PROJECTS: _l("EU projects together"),
        Signal.RESULTS: _l("Results so far"),
        Signal.RELATION: _l("Relationship"),
        Signal.NETWORKS: _l("Networks we share"),
    }
)
