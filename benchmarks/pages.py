"""The pages that are measured, each as we have it and as the Django admin has it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from urllib.parse import quote_plus

from benchmarks.facts import Facts

REGISTER = "/admin/register"


@dataclass(frozen=True)
class Page:
    """One page: ``goal`` names its group of goals; ``same`` how both sides' rows are compared.

    "order": the same records in the same order; "found": ours finds what theirs finds; "":
    nothing to compare.
    ``record`` is the kind of record whose links are rows. ``as_role`` signs in with us.
    ``bare`` names the statement of `bare.py`.
    """

    name: str
    goal: str
    ours: str
    theirs: str
    same: str = ""
    record: str = ""
    as_role: str = "manager"
    bare: str = ""
    post: bool = False
    heavy: bool = False


def pages(facts: Facts) -> list[Page]:
    """All pages for one database, in the order of the report."""
    return [
        *_lists(facts),
        *_searches(facts),
        *_suggestions(facts),
        *_details(facts),
        *_homes(),
        *_reports(facts),
        Page(
            "create an engagement",
            "create",
            "/engagements/new",
            f"{REGISTER}/engagement/add/",
            as_role="officer",
            bare="create",
            post=True,
        ),
    ]


def _list(name: str, goal: str, kind: str, ours: str, theirs: str, bare: str = "") -> Page:
    return Page(
        name,
        goal,
        f"/{kind}s?{ours}",
        f"{REGISTER}/{kind}/?{theirs}",
        same="order",
        record=kind,
        bare=bare or name,
    )


def _lists(facts: Facts) -> list[Page]:
    day, number = facts.far
    after = base64.urlsafe_b64encode(json.dumps([1, day, number]).encode()).decode().rstrip("=")
    return [
        _list(
            "organisations, filter and sort", "list", "organisation",
            "kind=city&sort=-last_engaged_on", "kind__exact=city&o=-5",
        ),
        _list(
            "partnerships, filter and sort", "list", "partnership",
            "state=active&sort=-engaged", "state__exact=active&o=-4",
        ),
        _list(
            "engagements, filter and sort", "list", "engagement",
            "type=meeting&sort=-date", "type__exact=meeting&o=-1",
        ),
        _list("engagements, first page", "list", "engagement", "", ""),
        _list(
            "engagements, deep page", "deep", "engagement", f"after={after}", f"p={facts.far_page}"
        ),
        _list("engagements by partnership", "joined", "engagement", "sort=-partnership", "o=-4"),
        _list("partnerships by owner", "joined", "partnership", "sort=-owner", "o=-3"),
    ]  # fmt: skip


def _searches(facts: Facts) -> list[Page]:
    asked = {
        "one word": facts.word,
        "two words": f"{facts.word} {facts.second}",
        "a rare word": facts.rare,
        "a very common word": facts.common,
    }
    boxes = [
        Page(
            f"search, {name}", "search", f"/search?q={quote_plus(text)}",
            f"{REGISTER}/engagement/?q={quote_plus(text)}",
            record="engagement", bare=f"search, {name}",
        )
        for name, text in asked.items()
    ]  # fmt: skip
    facet = Page(
        "search, one word and a facet", "facet", f"/search?q={quote_plus(facts.word)}&type=meeting",
        f"{REGISTER}/engagement/?q={quote_plus(facts.word)}&type__exact=meeting",
        record="engagement",
    )  # fmt: skip
    lists = [
        Page(
            f"engagements, search {name}", "search", f"/engagements?q={quote_plus(text)}",
            f"{REGISTER}/engagement/?q={quote_plus(text)}",
            same="found" if name == "a rare word" else "", record="engagement",
            bare=f"search, {name}",
        )
        for name, text in asked.items()
        if name in ("one word", "a rare word")
    ]  # fmt: skip
    return [*boxes, facet, *lists]


def _suggestions(facts: Facts) -> list[Page]:
    asked = {"two letters": facts.name[:2], "four letters": facts.name[:4]}
    there = (
        "/admin/autocomplete/?app_label=register&model_name=organisation&field_name=parent&term="
    )
    kinds = {"search box": "/search/suggest?q=", "picker": "/pick/organisations?q="}
    return [
        Page(
            f"{kind}, {name}",
            "suggest",
            ours + quote_plus(text),
            there + quote_plus(text),
            bare="suggest, " + name,
        )
        for kind, ours in kinds.items()
        for name, text in asked.items()
    ]


def _details(facts: Facts) -> list[Page]:
    busy = (("organisation", facts.organisation), ("partnership", facts.partnership))
    return [
        Page(
            f"{kind} with most engagements", "detail", f"/{kind}s/{number}",
            f"{REGISTER}/{kind}/{number}/change/", bare=f"{kind} detail",
        )
        for kind, number in busy
    ]  # fmt: skip


def _homes() -> list[Page]:
    roles = ("reader", "contributor", "officer", "manager", "administrator")
    return [Page(f"home, {role}", "home", "/", "/admin/", as_role=role) for role in roles]


def _reports(facts: Facts) -> list[Page]:
    opened = f"/reviews/rounds/{facts.round}"
    return [
        Page(
            "review round", "review", opened, f"{REGISTER}/review/?round__id__exact={facts.round}"
        ),
        Page(
            "review page", "review", f"/reviews/{facts.review}",
            f"{REGISTER}/review/{facts.review}/change/",
        ),
        Page(
            "whole portfolio report", "report", f"{opened}/report",
            f"/admin/quarter/?round={facts.round}",
        ),
        Page(
            "quarter figures and coverage", "quarter",
            f"{opened}/portfolio", f"/admin/quarter/?round={facts.round}",
            bare="quarter",
        ),
        Page(
            f"CSV, {facts.csv_rows:,} rows", "csv",
            f"/engagements?format=csv&from={facts.csv_from}",
            f"/admin/engagements.csv?from={facts.csv_from}", bare="csv", heavy=True,
        ),
        Page(
            f"XLSX, {facts.xlsx_rows:,} rows", "xlsx",
            f"/engagements?format=xlsx&from={facts.xlsx_from}",
            f"/admin/engagements.xlsx?from={facts.xlsx_from}", bare="xlsx", heavy=True,
        ),
    ]  # fmt: skip
