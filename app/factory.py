"""Puts the application together; the order here is the order in which it happens."""

from __future__ import annotations

from datetime import timedelta

from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli
from app.coordination.routes import bp as coordination
from app.core import (  # labels fill a registry
    assets,
    clock,
    compression,
    i18n,
    labels,  # noqa: F401 (fills the registry of labels)
    lean,
    mail,
    markdown,
    permissions,
    web,
)
from app.core.attachments import sending
from app.core.session import db
from app.engagements.routes import bp as engagements
from app.insight.routes import bp as insight
from app.introductions.routes import bp as introductions
from app.knowledge.routes import bp as knowledge
from app.organisations.routes import bp as organisations
from app.partnerships.routes import bp as partnerships
from app.proposals.routes import bp as proposals
from app.reviews.routes import bp as reviews
from app.strategy.routes import bp as strategy
from app.users import login
from app.users.routes import bp as users
from app.visits.routes import bp as visits
from config import ROOT, Settings

BLUEPRINTS = (
    users, organisations, strategy, partnerships, engagements, introductions,
    knowledge, proposals, visits, reviews, coordination, insight,
)  # fmt: skip


def mail_server(settings: Settings) -> mail.MailServer:
    """How mail leaves, if it does."""
    return mail.MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        sender=settings.mail_from,
    )


def build(settings: Settings) -> web.Kumppani:
    """The application, wired to its database, languages, sign-in and slices."""
    app = web.Kumppani(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(settings.flask_config())
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=12)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(lean.Unindented)
    clock.set_zone(settings.time_zone)
    db.init(settings.database_url)
    mail.use(mail_server(settings))
    i18n.init_app(app)
    sending.init_app(app, settings.max_file_kib * 1024)
    CSRFProtect(app)
    login.init_app(app)
    web.init_app(app)
    compression.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        asset=assets.asset, can=permissions.can, city=settings.city_name, today=clock.today
    )
    app.jinja_env.filters["markdown"] = markdown.render
    cli.init_app(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app
