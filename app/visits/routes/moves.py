"""Moving a visit on: each verb has a page with its form, what is missing and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g
from flask_login import current_user

from app.core import mail, web
from app.core.errors import Refused
from app.core.forms import Begun
from app.core.i18n import _, choice, show_date
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.visits import forms, queries, rules, services
from app.visits.models import Visit
from app.visits.permissions import VISIT_HANDLE
from app.visits.routes.blueprint import bp, changeable, page_of
from app.visits.routes.overview import checks_of
from app.visits.services.moving import GONE_ON

Do = Callable[[Visit, dict[str, Any]], Any]


@dataclass(frozen=True)
class _Page:
    """How a verb is asked for: its form, and what is done."""

    form: type[Any]
    do: Do


def _likely(visit: Visit) -> dict[str, Any]:
    return {
        "handler_id": current_user.id,
        "unit_id": current_user.unit_id,
        "summary": visit.title,
    }


def _plain(verb: Callable[..., Any]) -> Do:
    return lambda visit, values: verb(db.session, visit, values, actor=current_user)


def _programme(visit: Visit, _values: dict[str, Any]) -> None:
    services.complete_programme(db.session, visit, actor=current_user)


def _hold(visit: Visit, values: dict[str, Any]) -> None:
    services.hold(db.session, visit, values, actor=current_user, viewer=current_viewer())


PAGES: dict[str, _Page] = {
    "accept": _Page(forms.AcceptForm, _plain(services.accept)),
    "redirect": _Page(forms.RedirectForm, _plain(services.redirect)),
    "decline": _Page(forms.DeclineForm, _plain(services.decline)),
    "programme": _Page(forms.ProgrammeForm, _programme),
    "hold": _Page(forms.HoldForm, _hold),
    "report": _Page(forms.ReportForm, _plain(services.report)),
    "cancel": _Page(forms.CancelForm, _plain(services.cancel)),
}


def _page_for(move: rules.Move) -> Callable[[int], Any]:
    @requires(VISIT_HANDLE)
    def view(visit_id: int) -> Any:
        return _moving(visit_id, move, PAGES[move.verb])

    return view


for _verb, _move in rules.MOVES.items():
    bp.add_url_rule(
        f"/visits/<int:visit_id>/{_verb}", _verb, _page_for(_move), methods=["GET", "POST"]
    )


def _moving(visit_id: int, move: rules.Move, page: _Page) -> Any:
    visit = changeable(visit_id)
    if visit.state not in move.sources:
        raise Refused(GONE_ON)
    if move.verb == "hold":
        near = queries.logged_near(db.session, visit, current_viewer())
        g.logged_visits = [(each.id, f"{show_date(each.starts_on)} {each.summary}")
                           for each in near]  # fmt: skip
    begun = Begun(visit, _likely(visit))
    form = page.form.for_record(begun)
    is_answer = "tells" in form
    if is_answer and not mail.is_on():
        del form.tells
    written: list[bool] = []

    def run() -> bool:
        page.do(visit, form.values())
        if "tells" in form and form.tells.data:
            written.append(write(visit))
        return True

    conflict, is_saved = web.save_edit(form, begun, run)
    if is_saved:
        if is_answer:
            tell_of_mail(written)
        web.done(_("%(name)s is now: %(state)s.", name=visit.title, state=choice(move.target)))
        return page_of(visit_id)
    visit = changeable(visit_id) if form.errors else visit
    return web.render_form(
        "visits/move.html",
        form,
        conflict=conflict,
        visit=visit,
        move=move,
        days=rules.show_days(visit),
        demands=rules.demands(visit) if move.verb == "programme" else [],
        checks=checks_of(visit) if move.verb == "accept" else None,
        is_without_mail=is_answer and not mail.is_on(),
    )


def write(visit: Visit) -> bool:
    """Mail what whoever asked should know now; whether it is sent."""
    city = str(current_app.jinja_env.globals["city"])
    return services.answer(db.session, visit, city=city)


def tell_of_mail(written: list[bool]) -> None:
    """Say that no mail went out where somebody might think that one did."""
    if not mail.is_on():
        web.warn(_("No e-mail went out: no mail server is set. Write to the guests yourself."))
    elif written == [False]:
        web.warn(
            _("No e-mail went out: no address is known, or it was sent too many letters today. "
              "Answer in another way.")
        )  # fmt: skip
