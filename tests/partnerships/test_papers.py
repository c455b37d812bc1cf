"""The verbs of instruments, files, fees, seats and obligations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import hooks
from app.core.attachments import Attachment, Upload, content_of
from app.core.audit import SYSTEM, history_of
from app.core.errors import Refused
from app.core.permissions import EVERYTHING
from app.core.search import rebuild
from app.core.search.query import search
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import EndKind, PartnershipKind, Recurrence, Term
from app.users import services as users
from tests.factories import files
from tests.factories.papers import make_fee, make_instrument, make_obligation, make_seat
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.users import make_user

TODAY = date(2026, 11, 2)


def actions(session: Session, partnership: Any) -> list[str]:
    return [c.action for c in history_of(session, "partnership", partnership.id)]


def attachments(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Attachment)) or 0


def found(session: Session, words: str) -> list[int]:
    return [hit.entity_id for hit in search(session, words, EVERYTHING).hits]


def test_instrument_with_its_file_is_kept_and_found_by_both_names(session: Session) -> None:
    partnership = make_partnership(session, PartnershipKind.CITY_AGREEMENT)
    upload = files.pdf("Yhteisymmärryspöytäkirja.pdf")
    instrument = make_instrument(session, partnership, upload, title="Shanghai memorandum")
    papers = queries.papers_of(session, partnership.id)
    assert [one.title for one in papers.instruments] == ["Shanghai memorandum"]
    [document] = papers.documents_of(instrument)
    assert content_of(session, document.attachment) == files.PDF
    assert partnership.id in found(session, "shanghai memorandum")
    assert partnership.id in found(session, "yhteisymmarryspoytakirja")
    assert rebuild.difference(session) == []
    assert actions(session, partnership)[0] == "partnership.instrument_add"


def test_removed_instrument_takes_its_file_along_and_leaves_its_history(session: Session) -> None:
    partnership = make_partnership(session)
    instrument = make_instrument(session, partnership, files.pdf(), title="Old action plan")
    services.remove_instrument(session, partnership, instrument, "Entered twice", actor=SYSTEM)
    assert attachments(session) == 0
    assert queries.papers_of(session, partnership.id).instruments == []
    assert partnership.id not in found(session, "old action plan")
    last = history_of(session, "partnership", partnership.id)[0]
    assert (last.action, last.reason) == ("partnership.instrument_remove", "Entered twice")


def test_file_that_another_partnership_holds_too_stays(session: Session) -> None:
    one, other = make_partnership(session), make_partnership(session)
    document = services.add_document(session, one, files.pdf(), "Report", actor=SYSTEM)
    services.adopt_documents(session, other, [document.attachment], actor=SYSTEM)
    services.remove_document(session, one, document, "Moved", actor=SYSTEM)
    assert attachments(session) == 1
    [kept] = queries.papers_of(session, other.id).documents
    services.remove_document(session, other, kept, "Not needed", actor=SYSTEM)
    assert attachments(session) == 0


def test_refused_file_leaves_no_instrument_behind(session: Session) -> None:
    partnership = make_partnership(session)
    with pytest.raises(Refused, match="does not hold"):
        make_instrument(session, partnership, Upload("x.pdf", b"<script>"))
    assert queries.papers_of(session, partnership.id).instruments == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"term": Term.FIXED}, "ends_on"),
        ({"term": Term.AUTO_RENEWING, "ends_on": TODAY}, "renewal_months"),
    ],
)
def test_term_that_contradicts_itself_is_refused(
    session: Session, values: dict[str, Any], field: str
) -> None:
    partnership = make_partnership(session)
    with pytest.raises(Refused) as refusal:
        make_instrument(session, partnership, **values)
    assert refusal.value.field == field


def test_newest_year_is_the_fee_of_the_membership(session: Session) -> None:
    network = make_partnership(session, fee_amount=Decimal(10), fee_currency="EUR")
    older = make_fee(
        session, network, 2025, amount=Decimal(6000), currency="USD", eur=Decimal(5600)
    )
    newer = make_fee(session, network, 2026, amount=Decimal(75000), currency="DKK")
    assert (network.fee_amount, network.fee_currency, network.fee_eur) == (75000, "DKK", None)
    services.remove_fee(session, network, newer, "Not decided", actor=SYSTEM)
    assert (network.fee_amount, network.fee_eur) == (Decimal(6000), Decimal(5600))
    changed = {"amount": Decimal(0), "currency": "EUR"}
    services.update_fee(session, network, older, changed, actor=SYSTEM)
    assert (network.fee_amount, network.fee_eur) == (Decimal(0), Decimal(0))
    services.remove_fee(session, network, older, "Entered twice", actor=SYSTEM)
    assert (network.fee_amount, network.fee_eur) == (None, None)


def test_fee_by_year_is_changed_where_it_stands(session: Session) -> None:
    network = make_partnership(session)
    make_fee(session, network)
    with pytest.raises(Refused) as refusal:
        services.update_partnership(session, network, {"fee_amount": Decimal(1)}, actor=SYSTEM)
    assert refusal.value.field == "fee_amount"
    same = {"fee_amount": Decimal(2000), "name": "Another name"}
    services.update_partnership(session, network, same, actor=SYSTEM)
    assert network.name == "Another name"


def test_seat_is_held_by_one_person_at_a_time(session: Session) -> None:
    network = make_partnership(session)
    seat = make_seat(session, network, to_on=date(2026, 6, 30))
    with pytest.raises(Refused) as refusal:
        make_seat(session, network, holder_name="Olli Ranta", from_on=date(2026, 6, 30))
    assert refusal.value.field == "from_on"
    make_seat(session, network, holder_name="Olli Ranta", from_on=date(2026, 7, 1))
    with pytest.raises(Refused):
        services.update_seat(session, network, seat, {"to_on": None}, actor=SYSTEM)
    session.refresh(seat)
    assert seat.to_on == date(2026, 6, 30)
    services.update_seat(session, network, seat, {"to_on": None, "places": 2}, actor=SYSTEM)


@pytest.mark.parametrize("both", [False, True])
def test_seat_has_one_kind_of_holder(session: Session, both: bool) -> None:
    network = make_partnership(session)
    holder = make_user(session).id if both else None
    with pytest.raises(Refused) as refusal:
        make_seat(session, network, holder_name="Aino" if both else "", holder_id=holder)
    assert refusal.value.field == "holder_id"


def test_fulfilled_obligation_opens_the_next_one(session: Session) -> None:
    partnership = make_partnership(session)
    user = make_user(session)
    first = make_obligation(
        session,
        partnership,
        due_on=date(2026, 8, 31),
        recurrence=Recurrence.QUARTERLY,
        responsible_id=user.id,
    )
    done = {"fulfilled_on": TODAY, "evidence": "Sent by mail", "evidence_url": ""}
    following = services.fulfil_obligation(
        session, partnership, first, done, files.pdf("report.pdf"), actor=user
    )
    assert following is not None
    assert (following.due_on, following.responsible_id) == (date(2026, 11, 30), user.id)
    assert following.fulfilled_on is None
    papers = queries.papers_of(session, partnership.id)
    assert papers.obligations == [following, first]
    assert [one.attachment.filename for one in papers.documents_of(first)] == ["report.pdf"]
    with pytest.raises(Refused, match="already"):
        services.fulfil_obligation(session, partnership, first, done, actor=user)


def test_obligation_that_is_owed_once_opens_nothing(session: Session) -> None:
    partnership = make_partnership(session)
    one = make_obligation(session, partnership)
    assert (
        services.fulfil_obligation(session, partnership, one, {"fulfilled_on": TODAY}, actor=SYSTEM)
        is None
    )
    assert len(queries.papers_of(session, partnership.id).obligations) == 1


def test_obligation_is_not_fulfilled_ahead_of_time(session: Session) -> None:
    partnership = make_partnership(session)
    one = make_obligation(session, partnership)
    with pytest.raises(Refused) as refusal:
        services.fulfil_obligation(
            session, partnership, one, {"fulfilled_on": date(2026, 11, 3)}, actor=SYSTEM
        )
    assert refusal.value.field == "fulfilled_on"


def test_another_day_begins_a_new_count(session: Session) -> None:
    partnership = make_partnership(session)
    one = make_obligation(
        session, partnership, due_on=date(2026, 1, 31), recurrence=Recurrence.MONTHLY
    )
    values = {"due_on": date(2026, 2, 15), "responsible_id": None}
    services.update_obligation(session, partnership, one, values, actor=SYSTEM)
    following = services.fulfil_obligation(
        session, partnership, one, {"fulfilled_on": TODAY}, actor=SYSTEM
    )
    assert following is not None
    assert following.due_on == date(2026, 3, 15)


def test_somebody_who_has_left_is_not_made_responsible(session: Session) -> None:
    partnership = make_partnership(session)
    gone = make_user(session)
    users.deactivate_user(session, gone, actor=SYSTEM)
    with pytest.raises(Refused) as refusal:
        make_obligation(session, partnership, responsible_id=gone.id)
    assert refusal.value.field == "responsible_id"


def test_what_is_owed_keeps_a_partnership_from_ending(session: Session) -> None:
    partnership = make_active_partnership(session)
    one = make_obligation(session, partnership)
    assert [each.entity_id for each in hooks.open_ends(session, partnership.id)] == [one.id]
    services.remove_obligation(session, partnership, one, "We leave", actor=SYSTEM)
    assert hooks.open_ends(session, partnership.id) == []


def test_what_is_owed_is_settled_with_the_end_and_comes_round_no_more(session: Session) -> None:
    partnership, other = make_active_partnership(session), make_partnership(session)
    done, dropped, moved = (
        make_obligation(session, partnership, what=what, recurrence=Recurrence.YEARLY)
        for what in ("Survey", "Hosting", "Report")
    )
    settled = {
        done.id: hooks.Settlement(hooks.Fate.DONE, "Sent"),
        dropped.id: hooks.Settlement(hooks.Fate.DROPPED, " "),
        moved.id: hooks.Settlement(hooks.Fate.MOVED, "", other.id),
    }
    values: dict[str, Any] = {"end_kind": EndKind.TERMINATED, "outcome": "x", "reason": "x"}
    values["open_ends"] = {("obligation", number): each for number, each in settled.items()}
    with pytest.raises(Refused) as refusal:
        services.end(session, partnership, values, actor=SYSTEM)
    assert refusal.value.field == hooks.fate_field("obligation", dropped.id)
    partnership = queries.reload(session, partnership.id)
    settlement = hooks.Settlement(hooks.Fate.DROPPED, "We leave")
    values["open_ends"]["obligation", dropped.id] = settlement
    services.end(session, partnership, values, actor=SYSTEM)
    [kept] = queries.papers_of(session, partnership.id).obligations
    assert (kept.what, kept.evidence, kept.fulfilled_on is not None) == ("Survey", "Sent", True)
    [owed] = queries.papers_of(session, other.id).obligations
    assert (owed.what, owed.recurrence, owed.fulfilled_on) == ("Report", Recurrence.YEARLY, None)


def _hand_over(session: Session, kind: str, ids: list[int], giver: int, heir: int | None) -> None:
    hooks.ownership_of(kind).hand_over(session, ids, giver, heir, actor=SYSTEM, reason="Leaves")
    session.expire_all()


def test_open_obligations_are_handed_over_and_fulfilled_ones_stay(session: Session) -> None:
    partnership, giver, heir = make_partnership(session), make_user(session), make_user(session)
    done, still = (make_obligation(session, partnership, responsible_id=giver.id) for _ in range(2))
    services.fulfil_obligation(session, partnership, done, {"fulfilled_on": TODAY}, actor=giver)
    held = hooks.ownership_of("obligation").find(session, giver.id)
    assert [each.entity_id for each in held] == [still.id]
    _hand_over(session, "obligation", [done.id, still.id], giver.id, heir.id)
    assert (done.responsible_id, still.responsible_id) == (giver.id, heir.id)
    assert actions(session, partnership)[0] == "partnership.obligation_hand_over"


def test_seats_pass_from_one_day_to_the_next(session: Session) -> None:
    network, giver, heir = make_partnership(session), make_user(session), make_user(session)
    held = {"holder_name": "", "holder_id": giver.id}
    now = make_seat(session, network, **held, to_on=date(2027, 12, 31))
    past = make_seat(session, network, **held, body="Forum", to_on=date(2026, 1, 1))
    later = make_seat(session, network, **held, body="Council", from_on=date(2027, 1, 1))
    ids = [each.entity_id for each in hooks.ownership_of("network_seat").find(session, giver.id)]
    assert sorted(ids) == sorted([now.id, later.id])
    _hand_over(session, "network_seat", [*ids, past.id], giver.id, heir.id)
    shown = {
        (seat.body, seat.holder_id, seat.from_on, seat.to_on)
        for seat in queries.seats_of(session, network.id)
    }
    assert shown == {
        ("Board", giver.id, date(2025, 1, 1), TODAY),
        ("Board", heir.id, date(2026, 11, 3), date(2027, 12, 31)),
        ("Forum", giver.id, date(2025, 1, 1), date(2026, 1, 1)),
        ("Council", heir.id, date(2027, 1, 1), None),
    }
    assert hooks.ownership_of("network_seat").find(session, giver.id) == []


def test_seat_may_be_left_vacant(session: Session) -> None:
    network, giver = make_partnership(session), make_user(session)
    seat = make_seat(session, network, holder_name="", holder_id=giver.id)
    _hand_over(session, "network_seat", [seat.id], giver.id, None)
    [left] = queries.seats_of(session, network.id)
    assert left.to_on == TODAY


def test_all_that_hangs_on_it_is_read_in_one_statement(
    session: Session, count_statements: Any
) -> None:
    network = make_partnership(session)
    membership_id, costs = network.id, []
    for number in (1, 4):
        for place in range(number):
            make_instrument(session, network, files.pdf(f"{number}-{place}.pdf"))
            make_obligation(session, network, responsible_id=make_user(session).id)
            make_seat(session, network, body=f"Body {number}-{place}")
            make_fee(session, network, 2000 + 10 * number + place)
        session.expire_all()
        with count_statements() as statements:
            papers = queries.papers_of(session, membership_id)
        costs.append(len(statements))
    assert costs == [1, 1]
    kinds = ("instruments", "documents", "fees", "seats", "obligations")
    assert [len(getattr(papers, kind)) for kind in kinds] == [5] * 5
