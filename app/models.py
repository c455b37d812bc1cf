"""Every model, imported for its side effect on the metadata (migrations, tests)."""

from app.coordination import models as coordination
from app.core import access_log, audit
from app.core.attachments import models as attachments
from app.core.mail import models as mail
from app.core.search import models as search
from app.engagements import models as engagements
from app.insight import models as insight
from app.introductions import models as introductions
from app.knowledge import models as knowledge
from app.organisations import models as organisations
from app.partnerships import models as partnerships
from app.proposals import models as proposals
from app.reviews import models as reviews
from app.strategy import models as strategy
from app.users import models as users
from app.visits import models as visits

__all__ = [
    "access_log",
    "attachments",
    "audit",
    "coordination",
    "engagements",
    "insight",
    "introductions",
    "knowledge",
    "mail",
    "organisations",
    "partnerships",
    "proposals",
    "reviews",
    "search",
    "strategy",
    "users",
    "visits",
]
