"""What colleagues are written about requests for introductions, each in their own language."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import mail
from app.core.i18n import _, show_date
from app.core.translations import speaking
from app.introductions.models import Introduction, IntroductionState
from app.users.models import User

ABOUT = "introduction"


def asked(session: Session, request: Introduction, city: str) -> None:
    """Tell whoever is asked; what International Affairs may take stands on their home page only."""
    if request.handler is None:
        return
    with speaking(request.handler.locale):
        name = request.organisation.name
        parts = [
            _("%(asker)s asks you for an introduction to %(name)s:",
              asker=request.asker.name, name=name),
            request.purpose,
        ]  # fmt: skip
        if request.wanted_by is not None:
            parts.append(_("Wanted by %(day)s.", day=show_date(request.wanted_by)))
        parts.append(
            _("It waits on your home page of the partnerships of the City of %(city)s. You can "
              "accept it, decline it with a reason, or pass it on.", city=city)
        )  # fmt: skip
        _write(session, request, request.handler, _("Introduction to %(name)s", name=name), parts)


def answered(session: Session, request: Introduction, city: str) -> None:
    """Tell whoever asked what the answer is."""
    with speaking(request.asker.locale):
        name = request.organisation.name
        if request.state is IntroductionState.ACCEPTED:
            told = _("Your request for an introduction to %(name)s was accepted: a meeting is "
                     "planned and stands in your engagements.", name=name)  # fmt: skip
        else:
            told = _("Your request for an introduction to %(name)s was declined:", name=name)
        parts = [told, *([request.answer] if request.answer else []), _city(city)]
        _write(session, request, request.asker, _("Introduction to %(name)s", name=name), parts)


def redirected(session: Session, request: Introduction, city: str) -> None:
    """Tell whoever asked that a colleague is asked now."""
    if request.handler is None:
        return
    with speaking(request.asker.locale):
        name = request.organisation.name
        told = _("Your request for an introduction to %(name)s was passed on to %(who)s.",
                 name=name, who=request.handler.name)  # fmt: skip
        parts = [told, *([request.answer] if request.answer else []), _city(city)]
        _write(session, request, request.asker, _("Introduction to %(name)s", name=name), parts)


def _city(city: str) -> str:
    return _("City of %(city)s, international partnerships", city=city)


def _write(
    session: Session, request: Introduction, to: User, subject: str, parts: list[str]
) -> None:
    body = "\n\n".join(parts) + "\n"
    mail.queue(session, to.email, subject, body, about=(ABOUT, request.id))
