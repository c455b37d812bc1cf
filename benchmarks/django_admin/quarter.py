"""The portfolio of a quarter by aggregate queries over the raw tables, as a good engineer would.

It shows what our page shows, but for the changes of state, which Django's history does not know:
figures of every partnership for this quarter and the one before, the coverage matrix, exceptions,
dates ahead and the reviews.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.shortcuts import render

from benchmarks.django_admin import models

AUDIENCE = ("public", "city")
AHEAD = timedelta(days=183)
USUAL = 365


def report(request):
    """``round``: the number of the review round."""
    opened = models.ReviewRound.objects.get(pk=request.GET["round"])
    first, last = _days(opened.year, opened.quarter_number)
    before = _days(*_previous(opened.year, opened.quarter_number))
    partnerships = _partnerships(first, last)
    shown = {each.pk for each in partnerships}
    now, then = _held(first, last), _held(*before)
    results, promises = _results(first, last), _promises(first, last)
    _results(*before), _promises(*before)
    reviews = {r.partnership_id: r for r in _reviews(opened)}
    rows = [(each, now[each.pk], reviews.get(each.pk)) for each in partnerships]
    today = date.today()
    context = {
        "rows": rows,
        "kinds": _by_kind(partnerships),
        "held": sum(now[number]["held"] for number in shown),
        "before": sum(then[number]["held"] for number in shown),
        "results": results,
        "promises": promises,
        "matrix": _matrix(shown, first, last),
        "lists": _exceptions(partnerships, today),
        "gaps": [each for each in partnerships if _gaps(each)],
        "dates": _dates(partnerships, today),
        "asked": [r for r in reviews.values() if r.recommendation not in (None, "continue")],
    }
    return render(request, "register/quarter.html", context)


def _previous(year, number):
    return (year, number - 1) if number > 1 else (year - 1, 4)


def _days(year, number):
    first = date(year, 3 * number - 2, 1)
    following = date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _partnerships(first, last):
    """Those in effect during the quarter, with owner and with what the rules ask about."""
    goal = models.Alignment.objects.filter(
        partnership=OuterRef("pk"),
        lapsed_on__isnull=True,
        goal__strategy__state="in_force",
        goal__strategy__kind="city_strategy",
    )
    partner = models.PartnershipOrganisation.objects.filter(partnership=OuterRef("pk"))
    troubled = partner.exclude(organisation__standing="normal")
    found = models.Partnership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=first), in_effect_from__lte=last
    ).filter(visibility__in=AUDIENCE)
    found = found.select_related("owner").annotate(
        has_goal=Exists(goal), has_partner=Exists(partner), is_troubled=Exists(troubled)
    )
    found = found.only(
        "id", "name", "kind", "state", "owner__name", "owner__is_active", "decided_on", "ends_on",
        "decision_body", "next_review_on", "signed_on", "last_engaged_on", "cadence_days",
    )  # fmt: skip
    return list(found.order_by("name_folded", "id"))


def _within(first, last):
    return {"starts_on__range": (first, last), "visibility__in": AUDIENCE}


def _held(first, last):
    """Figures of each partnership, counted in one statement."""
    keys = ("partnership_id", "state", "type", "our_tier", "their_tier")
    found = models.Engagement.objects.filter(partnership__isnull=False, **_within(first, last))
    figures = defaultdict(lambda: {"held": 0, "cost": None, "types": Counter()})
    rows = found.order_by().values(*keys).annotate(number=Count("id"), cost=Sum("cost_eur"))
    for row in rows.values_list("partnership_id", "state", "type", "number", "cost"):
        number, state, kind, count, cost = row
        figure = figures[number]
        if state == "held":
            figure["held"] += count
            figure["types"][kind] += count
        if cost is not None:
            figure["cost"] = (figure["cost"] or 0) + cost
    return figures


def _results(first, last):
    within = {f"engagement__{key}": value for key, value in _within(first, last).items()}
    found = models.EngagementResult.objects.filter(engagement__state="held", **within)
    found = found.order_by().values("engagement__partnership_id", "kind").annotate(n=Count("id"))
    totals = Counter()
    for row in found:
        totals[row["kind"]] += row["n"]
    return dict(totals)


def _promises(first, last):
    existed = Q(engagement__starts_on__lte=last) | Q(
        engagement__isnull=True, created_at__date__lte=last
    )
    is_open = existed & (Q(closed_on__isnull=True) | Q(closed_on__gt=last))
    audience = Q(engagement__isnull=True) | Q(engagement__visibility__in=AUDIENCE)
    late = min(last, date.today() - timedelta(days=1))
    found = models.FollowUp.objects.filter(audience, partnership__isnull=False).order_by()
    counted = found.values("partnership_id").annotate(
        done=Count("id", filter=Q(state="done", closed_on__range=(first, last))),
        open=Count("id", filter=is_open),
        late=Count("id", filter=is_open & Q(due_on__lte=late)),
    )
    totals = Counter()
    for row in counted:
        totals.update({name: row[name] for name in ("done", "open", "late")})
    return dict(totals)


def _reviews(opened):
    found = models.Review.objects.filter(round=opened, partnership__visibility__in=AUDIENCE)
    return found.only("id", "partnership_id", "state", "progress", "recommendation")


def _by_kind(partnerships):
    return sorted(Counter((p.kind, p.state) for p in partnerships).items())


def _matrix(shown, first, last):
    """Objective → focus area → (partnerships, engagements), counted by the database."""
    served = Counter()
    pairs = models.PartnershipObjective.objects.filter(
        partnership__visibility__in=AUDIENCE, partnership__in_effect_from__lte=last
    ).filter(Q(partnership__ended_on__isnull=True) | Q(partnership__ended_on__gte=first))
    areas = models.PartnershipFocusArea.objects.filter(
        partnership_id__in=pairs.values("partnership_id")
    )
    by_partnership = defaultdict(list)
    for number, area in areas.values_list("partnership_id", "focus_area_id"):
        by_partnership[number].append(area)
    for number, objective in pairs.values_list("partnership_id", "objective_id"):
        served.update((objective, area) for area in by_partnership[number] if number in shown)
    met = models.Engagement.objects.filter(state="held", **_within(first, last))
    return _table(served, _cells(met))


def _cells(met):
    """Engagements by both: the two links are joined in the database."""
    objective = F("engagementobjective_set__objective_id")
    counted = (
        met.order_by()
        .values(objective_id=objective, area_id=F("engagementfocusarea_set__focus_area_id"))
        .annotate(n=Count("id"))
        .filter(objective_id__isnull=False, area_id__isnull=False)
    )
    return {(row["objective_id"], row["area_id"]): row["n"] for row in counted}


def _table(served, engaged):
    areas = list(models.FocusArea.objects.filter(strategy__state="in_force"))
    objectives = models.Objective.objects.filter(strategy__state="in_force")
    rows = [
        (one, [(served[one.pk, a.pk], engaged.get((one.pk, a.pk), 0)) for a in areas])
        for one in objectives
    ]
    return {"areas": areas, "rows": rows}


def _exceptions(partnerships, today):
    def quiet(each):
        limit = timedelta(days=each.cadence_days or USUAL)
        return each.last_engaged_on and today - each.last_engaged_on > limit

    return {
        "No accountable owner": [p for p in partnerships if p.owner_id is None],
        "Never engaged": [p for p in partnerships if p.last_engaged_on is None],
        "Quiet for longer than agreed": [p for p in partnerships if quiet(p)],
        "Dormant or suspended": [p for p in partnerships if p.state in ("dormant", "suspended")],
    }


def _gaps(each):
    return (
        each.owner_id is None
        or not each.has_goal
        or not each.has_partner
        or each.is_troubled
        or not each.decided_on
        or not each.decision_body
        or not each.next_review_on
    )


def _dates(partnerships, today):
    found = [
        (day, what, each)
        for each in partnerships
        for what, day in (("Term ends", each.ends_on), ("Review due", each.next_review_on))
        if day and today <= day <= today + AHEAD
    ]
    return sorted(found, key=lambda date: (date[0], date[2].pk))
