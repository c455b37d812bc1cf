"""Whether the amounts of an EU project can be right together.

What cannot be true is refused. Where sources merely disagree, both are kept and the page says so:
public lists round, leave partners out, and are years apart. A blank is not a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.partnerships.models import PartnerRole

Amounts = Mapping[str, Decimal | None]
# part, the whole it cannot exceed, and what to tell at the part's field
_PARTS = (
    (
        "eu_contribution_eur",
        "total_cost_eur",
        _l("The EU cannot give more than the project costs."),
    ),
    (
        "our_eu_share_eur",
        "eu_contribution_eur",
        _l("Our share cannot be more than the whole contribution."),
    ),
    ("our_cost_eur", "total_cost_eur", _l("We cannot spend more than the project costs.")),
    ("our_eu_share_eur", "our_cost_eur", _l("The EU cannot give us more than we spend.")),
    ("own_funding_eur", "our_cost_eur", _l("We cannot fund more than we spend.")),
)
MONEY = frozenset({name for part, whole, _text in _PARTS for name in (part, whole)})


@dataclass(frozen=True)
class Doubt:
    """A disagreement worth a look; ``amounts`` fill the places of ``text``, in EUR."""

    code: str
    text: Any
    amounts: Mapping[str, Decimal]


def impossible(amounts: Amounts) -> list[Gap]:
    """What cannot be true of these amounts, each at the field of the smaller whole."""
    found = [
        Gap(part, text, part)
        for part, whole, text in _PARTS
        if _exceeds(amounts.get(part), amounts.get(whole))
    ]
    share, own = amounts.get("our_eu_share_eur"), amounts.get("own_funding_eur")
    together = None if share is None or own is None else share + own
    if not found and _exceeds(together, amounts.get("our_cost_eur")):
        text = _l("Our EU share and our own funding are more than our cost.")
        found.append(Gap("own_funding_eur", text, "own_funding_eur"))
    return found


def impossible_consortium(total_cost: Decimal | None, partners: Iterable[Any]) -> Gap | None:
    """The EU contributions of the partners together cannot exceed what the project costs."""
    rows = list(partners)
    together = _sum(partner.contribution_eur for partner in rows)
    # Each row may be rounded to a whole euro.
    if total_cost is None or together is None or together <= total_cost + len(rows):
        return None
    text = _l("The EU contributions of the partners are more than the project costs.")
    return Gap("total_cost_eur", text, "total_cost_eur")


def doubts(project: Any) -> list[Doubt]:
    """What disagrees in the amounts of a project with its partners loaded."""
    return [
        doubt
        for doubt in (
            _unfunded(project),
            _above_ceiling(project),
            *_against_consortium(project),
        )
        if doubt is not None
    ]


def _unfunded(project: Any) -> Doubt | None:
    cost, share, own = project.our_cost_eur, project.our_eu_share_eur, project.own_funding_eur
    if None in (cost, share, own) or share + own == cost:
        return None
    text = _l("%(rest)s of our cost is neither our EU share nor our own funding.")
    return Doubt("unfunded", text, {"rest": cost - share - own})


def _above_ceiling(project: Any) -> Doubt | None:
    if not _exceeds(project.our_cost_eur, project.bid_cost_ceiling_eur):
        return None
    text = _l("Our cost, %(cost)s, is above the approved ceiling of %(ceiling)s.")
    amounts = {"cost": project.our_cost_eur, "ceiling": project.bid_cost_ceiling_eur}
    return Doubt("ceiling", text, amounts)


def _against_consortium(project: Any) -> list[Doubt | None]:
    rows = project.partners
    return [
        _differs(
            "contributions",
            _l("The partners' EU contributions come to %(sum)s, the project's is %(whole)s."),
            [row.contribution_eur for row in rows],
            project.eu_contribution_eur,
        ),
        _differs(
            "costs",
            _l("The partners' costs come to %(sum)s, the project's total is %(whole)s."),
            [row.cost_eur for row in rows],
            project.total_cost_eur,
        ),
    ]


def _differs(
    code: str, text: Any, parts: list[Decimal | None], whole: Decimal | None
) -> Doubt | None:
    """Less than the whole says something only where every partner's amount is known."""
    together = _sum(parts)
    if whole is None or together is None:
        return None
    is_less = None not in parts and together < whole - len(parts)
    if not is_less and together <= whole + len(parts):
        return None
    return Doubt(code, text, {"sum": together, "whole": whole})


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None


def _exceeds(part: Decimal | None, whole: Decimal | None) -> bool:
    return part is not None and whole is not None and part > whole


def coordinators(partners: Iterable[Any]) -> int:
    """How many partners are said to coordinate; a consortium has one."""
    return sum(partner.role == PartnerRole.COORDINATOR for partner in partners)


def plain_grant_number(text: str) -> str:
    """A grant number as typed or pasted, without spaces and the words before it."""
    bare = re.sub(
        r"^(grant|agreement|no\.?|nr\.?|n°|number|ga|id|:|\s)+", "", text.strip(), flags=re.I
    )
    return re.sub(r"\s+", "", bare)


def looks_like_grant(number: str, programme: str) -> bool:
    """Whether the number has the form that the programme gives: six digits in the seventh
    framework programme and Horizon 2020, nine from 101 in late Horizon 2020 and Horizon Europe.

    Other programmes number as they like.
    """
    name = programme.casefold()
    if "horizon europe" in name:
        return bool(re.fullmatch(r"10[1-9]\d{6}", number))
    if any(word in name for word in ("horizon 2020", "h2020", "fp7")):
        return bool(re.fullmatch(r"\d{6}|10[1-9]\d{6}", number))
    return True
