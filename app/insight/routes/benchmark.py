"""Networks by cities, on a page and as a file."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.core.i18n import _, choice
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.core.web import send_rows
from app.insight import benchmark as matrix
from app.insight.forms import CitiesForm
from app.insight.permissions import SEARCH
from app.insight.routes.blueprint import bp


@bp.get("/benchmark")
@requires(SEARCH)
def benchmark() -> Any:
    """Which networks our peers are in and we are not; the address says which cities."""
    form = CitiesForm(formdata=request.args)
    given = request.args.get("show", "")
    show = matrix.Show(given) if given in set(matrix.Show) else matrix.Show.ALL
    asked = [] if form.city.errors else form.city.ids
    found = matrix.benchmark(db.session, asked, show, current_viewer())
    kind = request.args.get("format", "")
    if kind in ("csv", "xlsx"):
        return send_rows(
            "benchmark", _("Networks and cities"), matrix.columns(found), found.networks, kind
        )
    if not form.city.ids:
        # So that one can be taken out of the usual ones.
        form.city.process_data([city.id for city in found.cities])
    return render_template(
        "insight/benchmark.html",
        picker_form=form,
        found=found,
        show=show,
        shows=[(each, choice(each), found.counts[each]) for each in matrix.Show],
        chosen=[city.id for city in found.cities],
        names=[matrix.city_name(city) for city in found.cities],
        most=matrix.MOST_CITIES,
    )
