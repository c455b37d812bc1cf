"""The public form: honest, bounded, and silent about what is in the register."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.proposals import queries
from app.proposals.models import Channel, Proposal
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.files import PDF
from tests.factories.organisations import make_organisation
from tests.factories.proposals import make_proposal, make_triaged
from tests.factories.strategy import make_focus_area
from tests.mailbox import Inbox
from tests.seeded import NOW

SENT: dict[str, Any] = {
    "title": "A Baltic ice forum",
    "kind": "network",
    "what": "Share what we know of winter.",
    "organisation_name": "Ice Cities",
    "country": "EE",
    "contact_name": "Ada Proposer",
    "contact_email": "ada@example.org",
    "understood": "y",
}


def proposals(session: Session) -> list[Proposal]:
    return list(session.scalars(queries.list_proposals(EVERYTHING)).unique())


def test_visitor_proposes_and_gets_a_number(client: AuditedClient, session: Session) -> None:
    area = make_focus_area(session, name_en="Winter")
    answer = client.submit("/propose", {**SENT, "focus_areas": str(area.id)})
    assert answer.location == "/propose/received"
    (made,) = proposals(session)
    assert (made.channel, made.language, made.submitted_by_id) == (Channel.PUBLIC, "en", None)
    page = client.page("/propose/received")
    assert made.reference in page.text
    assert "No e-mail is sent from here" in page.text
    assert queries.get_proposer(session, made.id).email == "ada@example.org"


def test_page_says_who_reads_it_by_when_and_on_what_ground(client: AuditedClient) -> None:
    text = client.page("/propose").text
    for told in ("within 60 days", "Two people assess it", "Article 6(1)(e)", "controller"):
        assert told in text


def test_page_is_whole_in_three_languages(client: AuditedClient) -> None:
    for language, word in (("fi", "Ehdota"), ("sv", "Föreslå"), ("en", "Propose")):
        client.post("/language", {"language": language, "next": "/propose"})
        assert client.page("/propose").heading.startswith(word)


def test_another_language_keeps_every_word_and_sends_nothing(
    client: AuditedClient, session: Session
) -> None:
    area = make_focus_area(session, name_en="Winter", name_fi="Talvi")
    typed = {**SENT, "contact_email": "half an addr", "focus_areas": str(area.id)}
    page = Page(client.submit("/propose", {**typed, "language": "fi"}))
    assert page.response.status_code == 200
    assert page.heading.startswith("Ehdota")
    assert page.errors() == {}
    assert page.soup.find(id="contact_email")["value"] == "half an addr"
    assert page.soup.find(id="what").get_text().strip() == SENT["what"]
    assert page.soup.find("option", value="network").has_attr("selected")
    assert page.soup.find("input", value=str(area.id), checked=True)
    assert proposals(session) == []
    assert client.page("/propose").heading.startswith("Ehdota")


def test_enter_in_the_form_does_not_choose_a_language(client: AuditedClient) -> None:
    form = client.page("/propose").soup.find("form", id="proposal")
    buttons = client.page("/propose").soup.find_all("button")
    first = next(b for b in buttons if b.get("form") == "proposal" or form in b.parents)
    assert not first.get("name")


def test_mistakes_keep_every_word(client: AuditedClient) -> None:
    answer = client.submit("/propose", {**SENT, "contact_email": "no address", "understood": None})
    page = Page(answer)
    assert answer.status_code == 422
    assert set(page.errors()) == {"contact_email", "understood"}
    for name in ("title", "organisation_name", "contact_name", "contact_email"):
        assert page.soup.find(id=name)["value"] == (
            "no address" if name == "contact_email" else SENT[name]
        )
    assert page.soup.find(id="what").get_text().strip() == SENT["what"]


def test_acknowledgement_comes_in_the_language_of_the_form(
    client: AuditedClient, session: Session, inbox: Inbox
) -> None:
    client.post("/language", {"language": "fi", "next": "/propose"})
    client.submit("/propose", SENT)
    (made,) = proposals(session)
    message = inbox.messages[0]
    assert message["To"] == "ada@example.org"
    assert made.reference in message["Subject"]
    assert "Kiitos" in message.get_content()
    assert SENT["title"] not in message.get_content()
    assert "sähköpostiisi" in client.page("/propose/received").text


def test_proposal_stays_although_the_mail_cannot_be_sent(
    client: AuditedClient, session: Session, inbox: Inbox, sign_in: SignIn
) -> None:
    inbox.answer = "451 later"
    assert client.submit("/propose", SENT).status_code == 302
    (made,) = proposals(session)
    sign_in("officer")
    assert "waits to be sent" in client.page(f"/proposals/{made.id}").text


def test_too_many_wait_and_lose_nothing(client: AuditedClient, session: Session) -> None:
    for number in range(5):
        values = {**SENT, "contact_email": f"ada{number}@example.org"}
        assert client.submit("/propose", values).status_code == 302
    answer = client.submit("/propose", {**SENT, "title": "The sixth"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert Page(answer).soup.find(id="title")["value"] == "The sixth"
    assert len(proposals(session)) == 5


def test_mailbox_of_somebody_else_is_not_filled(
    client: AuditedClient, session: Session, inbox: Inbox
) -> None:
    for number in range(6):
        with clock.frozen(NOW + timedelta(minutes=70 * number)):
            client.submit("/propose", SENT)
    assert len(inbox.messages) == 5
    assert len(proposals(session)) == 6
    assert "No e-mail is sent from here" in client.page("/propose/received").text


def test_document_comes_along(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    sent = {**SENT, "document": (io.BytesIO(PDF), "plan.pdf")}
    assert client.submit("/propose", sent).status_code == 302
    (made,) = proposals(session)
    sign_in("reader")
    page = client.page(f"/proposals/{made.id}")
    link = page.soup.find("a", href=lambda href: href and "/documents/" in href)
    assert client.get(link["href"]).get_data() == PDF
    assert made.title in client.page("/search?q=plan.pdf").text
    sign_in("officer")
    client.post(f"{link['href']}/remove")
    assert made.title not in client.page("/search?q=plan.pdf").text


def test_colleague_who_may_not_enter_one_carries_the_words_to_the_public_form(
    client: AuditedClient, sign_in: SignIn
) -> None:
    sign_in("reader")
    page = client.page("/search", query_string={"q": "Nouméa"})
    link = page.soup.select_one("main a[href^='/propose']")
    form = client.page(str(link["href"])).soup
    assert form.select_one("input[name=organisation_name]")["value"] == "Nouméa"


def test_file_that_is_no_document_is_refused_at_its_field(client: AuditedClient) -> None:
    sent = {**SENT, "document": (io.BytesIO(b"MZ\x90"), "plan.pdf")}
    answer = client.submit("/propose", sent)
    assert answer.status_code == 422
    assert "document" in Page(answer).errors()


def test_public_side_tells_nothing_of_the_register(client: AuditedClient, session: Session) -> None:
    make_organisation(session, "Secretariat of Quuxland")
    assert "Quux" not in client.page("/propose").text
    answer = client.submit("/propose", {**SENT, "organisation_name": "Secretariat of Quuxland"})
    assert answer.status_code == 302
    (made,) = proposals(session)
    assert made.organisation is None
    client.get(f"/proposals/{made.id}")
    assert client.get(f"/proposals/{made.id}").status_code == 302


def test_receipt_is_of_ones_own_proposal_only(client: AuditedClient, session: Session) -> None:
    assert client.get("/propose/received").location == "/propose"


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "x" * 201), ("what", "x" * 6001), ("contact_name", "a\u202eb"), ("kind", "moon")],
)
def test_what_is_too_long_or_hidden_is_refused_at_its_field(
    client: AuditedClient, name: str, value: str
) -> None:
    page = Page(client.submit("/propose", {**SENT, name: value}))
    assert set(page.errors()) == {name}


def test_answer_goes_out_in_the_language_of_the_proposal(
    client: AuditedClient, session: Session, inbox: Inbox, sign_in: SignIn
) -> None:
    proposal = make_triaged(session, title="Jäätalvi", language="fi")
    sign_in("manager")
    answer = {"decline_reason": "Emme löytäneet tavoitetta.", "alternative": "Kysykää Oulusta."}
    client.submit(f"/proposals/{proposal.id}/decline", answer)
    text = inbox.messages[0].get_content()
    assert "Kiitos" in text
    for told in ("Jäätalvi", *answer.values()):
        assert told in text
    assert inbox.messages[0]["To"] == "ada@example.org"


def test_answer_is_not_sent_where_the_box_is_not_ticked(
    client: AuditedClient, session: Session, inbox: Inbox, sign_in: SignIn
) -> None:
    proposal = make_triaged(session)
    sign_in("manager")
    values = {"decline_reason": "No goal.", "alternative": "", "tells": None}
    assert client.submit(f"/proposals/{proposal.id}/decline", values).status_code == 302
    assert inbox.messages == []


def test_handler_reads_that_no_mail_goes_out_without_a_server(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_triaged(session)
    sign_in("manager")
    page = client.page(f"/proposals/{proposal.id}/decline")
    assert page.soup.find(id="tells") is None
    assert "No e-mail goes out from here" in page.text
    answer = client.submit(f"/proposals/{proposal.id}/decline", {"decline_reason": "No goal."})
    shown = Page(client.get(answer.location)).text
    assert "No e-mail went out: no mail server is set." in shown
    assert "No e-mail has been sent" in shown


def test_handler_reads_that_there_is_nobody_to_write_to(
    client: AuditedClient, session: Session, inbox: Inbox, sign_in: SignIn
) -> None:
    proposal = make_triaged(session, contact_email="")
    sign_in("manager")
    answer = client.submit(f"/proposals/{proposal.id}/decline", {"decline_reason": "No goal."})
    assert "no address is known" in Page(client.get(answer.location)).text
    assert inbox.messages == []


def test_taking_back_is_confirmed_by_mail(
    client: AuditedClient, session: Session, inbox: Inbox, sign_in: SignIn
) -> None:
    proposal = make_proposal(session, title="Jäätalvi", language="sv")
    sign_in("officer")
    values = {"reason": "They rang: no money."}
    assert client.submit(f"/proposals/{proposal.id}/withdraw", values).status_code == 302
    text = inbox.messages[0].get_content()
    assert "dragits tillbaka" in text
    assert proposal.reference in text
    assert "no money" not in text
    assert "was sent by e-mail" in client.page(f"/proposals/{proposal.id}").text
