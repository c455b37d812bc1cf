"""What stands in the records of a search's result, to show why one was found.

The index holds folded words; people are shown the text as it was written. A text is read only of
a record that the viewer may see, and only what the index holds of it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.core.attachments import Attachment
from app.engagements.models import Engagement, EngagementDocument
from app.knowledge.models import KnowledgeNote, Solution
from app.organisations.models import Affiliation, Contact, Organisation, OrganisationAlias
from app.partnerships.models import EuProject, Partnership
from app.proposals.models import Proposal, ProposalDocument
from app.users.models import User
from app.visits.models import Visit

LINE: sa.ColumnElement[str] = sa.literal_column("'\n'")
NOTHING: sa.ColumnElement[str] = sa.literal_column("''")
NONE_FOUND: sa.ColumnElement[int] = sa.literal_column("0")


def facet_row(facet: str, value: Any, en: Any, fi: Any, sv: Any, found: Any) -> sa.Select[Any]:
    """One way in which a result is described; all of them are read together."""
    return sa.select(
        sa.literal_column(f"'{facet}'").label("facet"),
        sa.cast(value, sa.Text).label("value"),
        en.label("name_en"),
        fi.label("name_fi"),
        sv.label("name_sv"),
        found.label("found"),
    )


def among(column: Any, name: str) -> Any:
    """Whether it is one of the numbers that are given by this name when the statement is asked."""
    return column.in_(sa.bindparam(name, expanding=True))


def _text(kind: str, key: Any, *columns: Any) -> sa.Select[Any]:
    text = columns[0]
    for column in columns[1:]:
        text = text + LINE + column
    row = facet_row(f"text_{kind}", key, text, NOTHING, NOTHING, NONE_FOUND)
    return row.where(among(key, f"text_{kind}"))


def _known(column: Any) -> Any:
    return sa.func.coalesce(column, "")


def _organisation() -> tuple[sa.Select[Any], ...]:
    of = Organisation
    names = (of.name, of.name_en, of.name_fi, of.name_sv, of.acronym)
    numbers = map(_known, (of.pic, of.vat, of.ror, of.wikidata))
    aliases = _text("organisation", OrganisationAlias.organisation_id, OrganisationAlias.name)
    return _text("organisation", of.id, *names, of.website, of.description, *numbers), aliases


def _contact() -> tuple[sa.Select[Any], ...]:
    of = Affiliation
    held = _text("contact", of.contact_id, of.role, of.unit, Organisation.name)
    held = held.join(Organisation, Organisation.id == of.organisation_id)
    return _text("contact", Contact.id, Contact.title), held


def _partnership() -> tuple[sa.Select[Any], ...]:
    of, project = Partnership, EuProject.__table__.c
    names = (of.name_fi, of.name_sv, of.acronym, of.former_names)
    texts = (of.reference, of.case_number, of.summary, of.themes, of.paper_titles)
    call = (project.programme, project.call, project.topic, _known(project.grant_agreement))
    return _text("partnership", of.id, *names, *texts), _text("partnership", project.id, *call)


def _engagement() -> tuple[sa.Select[Any], ...]:
    """Notes that fewer people may read than the record are not in the index, and not here."""
    of, document = Engagement, EngagementDocument
    is_open = sa.or_(of.notes_visibility.is_(None), of.notes_visibility == of.visibility)
    notes = sa.case((is_open, of.notes), else_="")
    files = _text("engagement", document.engagement_id, Attachment.filename)
    files = files.join(Attachment, Attachment.id == document.attachment_id)
    return _text("engagement", of.id, of.learned, of.place, of.forum, notes), files


def _proposal() -> tuple[sa.Select[Any], ...]:
    of, document = Proposal, ProposalDocument
    texts = (of.organisation_name, of.reference, of.case_number, of.what)
    answers = (of.decline_reason, of.alternative)
    files = _text("proposal", document.proposal_id, Attachment.filename)
    files = files.join(Attachment, Attachment.id == document.attachment_id)
    return _text("proposal", of.id, *texts, *answers), files


# By kind of record the texts that the index holds beside its title.
TEXTS = {
    "organisation": _organisation(),
    "contact": _contact(),
    "partnership": _partnership(),
    "engagement": _engagement(),
    "proposal": _proposal(),
    "solution": (
        _text("solution", Solution.id, Solution.body, Solution.assessment, Solution.aside_reason),
    ),
    "knowledge_note": (
        _text("knowledge_note", KnowledgeNote.id, KnowledgeNote.body, KnowledgeNote.source),
    ),
    "visit": (
        _text(
            "visit", Visit.id, Visit.organisation_name, Visit.reference, Visit.purpose,
            Visit.state_reason, Visit.redirected_to, Visit.report,
        ),
    ),
    "user": (_text("user", User.id, User.title),),
}  # fmt: skip
