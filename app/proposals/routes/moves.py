"""Moving a proposal on: each verb has a page with its form, what is missing and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, redirect, url_for
from flask_login import current_user

from app.core import mail, web
from app.core.errors import Gap, Refused
from app.core.forms import Begun
from app.core.i18n import _, choice
from app.core.permissions import Permission, current_viewer, requires
from app.core.session import db
from app.partnerships.models import PartnershipKind
from app.proposals import forms, queries, rules, services
from app.proposals.models import Proposal
from app.proposals.permissions import PROPOSAL_DECIDE, PROPOSAL_HANDLE
from app.proposals.routes.blueprint import bp, found, page_of
from app.proposals.routes.nearby import candidates_of
from app.proposals.services.moving import GONE_ON

Do = Callable[[Proposal, dict[str, Any]], Any]


@dataclass(frozen=True)
class _Page:
    """How a verb is asked for: its form, what the form begins with, and what is done."""

    form: Callable[[Proposal], type[Any]]
    begin: Callable[[Proposal], dict[str, Any]]
    do: Do


def _recommend_form(proposal: Proposal) -> type[Any]:
    is_membership = proposal.kind is PartnershipKind.NETWORK
    return forms.RecommendMembershipForm if is_membership else forms.RecommendForm


def _begin_triage(proposal: Proposal) -> dict[str, Any]:
    return {
        "handler_id": proposal.handler_id or current_user.id,
        "unit_id": proposal.unit_id or current_user.unit_id,
    }


def _begin_decision(proposal: Proposal) -> dict[str, Any]:
    return {"decision": proposal.decision or proposal.recommendation}


def _begin_partnership(proposal: Proposal) -> dict[str, Any]:
    return {"name": proposal.title, "owner_id": proposal.handler_id}


def _plain(verb: Callable[..., Any]) -> Do:
    return lambda proposal, values: verb(db.session, proposal, values, actor=current_user)


def _withdraw(proposal: Proposal, values: dict[str, Any]) -> None:
    services.withdraw(db.session, proposal, values["reason"], actor=current_user)


def _nothing(_proposal: Proposal) -> dict[str, Any]:
    return {}


PAGES: dict[str, _Page] = {
    "triage": _Page(lambda _p: forms.TriageForm, _begin_triage, _plain(services.triage)),
    "recommend": _Page(_recommend_form, _nothing, _plain(services.recommend)),
    "decide": _Page(lambda _p: forms.DecideForm, _begin_decision, _plain(services.decide)),
    "convert": _Page(lambda _p: forms.ConvertForm, _begin_partnership, _plain(services.convert)),
    "decline": _Page(lambda _p: forms.DeclineForm, _nothing, _plain(services.decline)),
    "withdraw": _Page(lambda _p: forms.WithdrawForm, _nothing, _withdraw),
}
NEEDED: dict[str, Permission] = {each.code: each for each in (PROPOSAL_HANDLE, PROPOSAL_DECIDE)}


def _page_for(move: rules.Move) -> Callable[[int], Any]:
    @requires(NEEDED[move.permission])
    def view(proposal_id: int) -> Any:
        return _moving(proposal_id, move, PAGES[move.verb])

    return view


for _verb, _move in rules.MOVES.items():
    bp.add_url_rule(
        f"/proposals/<int:proposal_id>/{_verb}",
        _verb,
        _page_for(_move),
        methods=["GET", "POST"],
    )


def _moving(proposal_id: int, move: rules.Move, page: _Page) -> Any:
    proposal = found(proposal_id)
    if proposal.state not in move.sources:
        raise Refused(GONE_ON)
    if move.verb == "recommend":
        g.leave_candidates = [
            (each.membership.partnership.id, each.membership.partnership.name)
            for each in candidates_of(proposal)
        ]
    begun = Begun(proposal, page.begin(proposal))
    form = page.form(proposal).for_record(begun)
    is_answer = "tells" in form
    if is_answer and not mail.is_on():
        del form.tells
    written: list[bool] = []

    def run() -> bool:
        page.do(proposal, form.values())
        if "tells" in form and form.tells.data:
            city = str(current_app.jinja_env.globals["city"])
            written.append(services.answer(db.session, proposal, city=city))
        return True

    conflict, is_saved = web.save_edit(form, begun, run)
    if is_saved:
        if is_answer:
            _tell_of_mail(written)
        return _onward(proposal, move)
    proposal = found(proposal_id) if form.errors else proposal
    return web.render_form(
        "proposals/move.html",
        form,
        conflict=conflict,
        proposal=proposal,
        move=move,
        demands=_unmet(proposal, move),
        is_without_mail=is_answer and not mail.is_on(),
    )


def _tell_of_mail(written: list[bool]) -> None:
    """Say that no mail went out where somebody might think that one did."""
    if not mail.is_on():
        web.warn(_("No e-mail went out: no mail server is set. Write to the proposer yourself."))
    elif written == [False]:
        web.warn(
            _("No e-mail went out: no address is known, or it was sent too many letters today. "
              "Answer in another way.")
        )  # fmt: skip


def _onward(proposal: Proposal, move: rules.Move) -> Any:
    """To the proposal, or to the partnership it became."""
    state = choice(move.target)
    web.done(_("%(name)s is now: %(state)s.", name=proposal.title, state=state))
    if move.verb == "convert":
        number = proposal.partnership_id
        return redirect(url_for("partnerships.show_partnership", partnership_id=number))
    return page_of(proposal.id)


def _unmet(proposal: Proposal, move: rules.Move) -> list[Gap]:
    """What stands in the way of acceptance, before it is recommended or carried out."""
    if move.verb not in ("recommend", "convert"):
        return []
    scores = queries.list_scores(db.session, proposal.id, current_viewer())
    return [gap for gap in rules.demands(proposal, scores) if not gap.is_met]
