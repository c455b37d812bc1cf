"""Commands for the administrator, run as ``.venv/bin/flask --app wsgi <command>``."""

from __future__ import annotations

import sqlite3

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, hooks, mail
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.search import rebuild
from app.core.session import Session, db
from app.engagements import services as engagements
from app.insight import making
from app.loading import load_network_members
from app.organisations import services as organisations
from app.partnerships import services as partnerships
from app.reviews import services as reviews
from app.users import queries, services
from app.users.models import UnitKind, User
from config import CITY_NAMES, Settings, kept_secret

SETTINGS = "kumppani_settings"
DEMO_FILE = "demo_password"


@click.command("seed")
@click.option("--city", type=click.Choice([c for c in CITY_NAMES if c != "none"]), required=True)
@with_appcontext
def seed(city: str) -> None:
    """Load the demonstration of a city into an empty database."""
    with db.transaction() as session:
        if queries.has_accounts(session):
            raise click.ClickException("The database is in use already; begin with an empty one.")
    settings: Settings = current_app.extensions[SETTINGS]
    if settings.is_production:
        raise click.ClickException("Demonstration data is not loaded in production.")
    # The demonstration is large, and no other command needs it.
    from app.demonstration import load_city

    password = settings.demo_password or kept_secret(settings.instance / DEMO_FILE)
    load_city(current_app._get_current_object(), city, password)  # type: ignore[attr-defined]
    click.echo(f"Loaded {CITY_NAMES[city]}.")


@click.command("bench-data")
@click.option("--scale", type=click.Choice(["S", "M", "L"]), required=True)
@click.option("--password", default="", help="Of the known accounts; else as the demonstration's.")
@with_appcontext
def bench_data(scale: str, password: str) -> None:
    """Fill an empty database with a large register, the same each time, to measure with."""
    settings: Settings = current_app.extensions[SETTINGS]
    if settings.is_production:
        raise click.ClickException("Data for measuring is not loaded in production.")
    import psycopg

    from app import bench_data as data

    password = password or settings.demo_password or kept_secret(settings.instance / DEMO_FILE)
    size = data.SCALES[scale]
    db.engine.dispose()
    try:
        with click.progressbar(length=data.steps(size), label=f"Loading {scale}") as bar:
            data.load(settings.database_url, size, password, bar.update)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except (KeyboardInterrupt, OSError, sqlite3.Error, psycopg.Error, SQLAlchemyError) as error:
        reason = str(error).strip() or "It was interrupted."
        raise click.ClickException(f"The database is as it was: {reason}") from error
    click.echo(
        f"Loaded {scale}: {size.organisations:,} organisations, {size.engagements:,} engagements."
    )


@click.command("find-duplicates")
@with_appcontext
def find_duplicates() -> None:
    """Compare all organisations and all contacts for pairs that may be one (for cron)."""
    with db.transaction() as session:
        for kind in ("organisation", "contact"):
            found = organisations.find_duplicates(session, kind)
            click.echo(f"{kind}: {found:,} pairs wait for somebody to look.")


@click.command("reindex")
@click.option("--check", is_flag=True, help="Only tell what differs; status 1 when anything does.")
@with_appcontext
def reindex(check: bool) -> None:
    """Bring the search index in line with the records."""
    with db.transaction() as session:
        if not check:
            click.echo(f"Documents written: {rebuild.rebuild(session)}")
            return
        wrong = rebuild.difference(session)
    for kind, number in wrong:
        click.echo(f"{kind} {number}")
    if wrong:
        raise click.ClickException("The index differs from the records; run flask reindex.")
    click.echo("The index agrees with the records.")


@click.command("rebuild-kept")
@with_appcontext
def rebuild_kept() -> None:
    """Compute the last-engaged dates of all records, and the counts of quarters, from the log."""
    with db.transaction() as session:
        click.echo(f"Dates corrected: {engagements.rebuild_kept(session)}")
        click.echo(f"Counts of quarters written: {engagements.rebuild_summaries(session)}")


@click.command("migrate")
@with_appcontext
def bring_up_to_date() -> None:
    """Bring the database up to the newest migration, without serving."""
    # What migrates is a tenth of the application's memory, and nobody else needs it.
    from app.core import migrate

    migrate.upgrade(current_app.extensions[SETTINGS].database_url)
    click.echo("The database is up to date.")


@click.command("check-rules")
@with_appcontext
def check_rules() -> None:
    """List stored records that break a rule; status 1 when there is any."""
    with db.transaction() as session:
        broken = [line for check in hooks.rule_checks for line in check(session)]
    for line in broken:
        click.echo(line)
    if broken:
        raise click.ClickException(f"Rules broken: {len(broken)}")
    click.echo("Every rule holds.")


@click.command("enforce-deadlines")
@with_appcontext
def enforce_deadlines() -> None:
    """Put under review what rests and was not justified anew in time (for cron, once a day)."""
    with db.transaction() as session:
        moved = partnerships.enforce_deadlines(session, actor=SYSTEM)
        for partnership in moved:
            click.echo(f"{partnership.reference} {partnership.name}")
    click.echo(f"Put under review: {len(moved)}")


@click.command("open-review-round")
@click.argument("quarter", required=False)
@with_appcontext
def open_review_round(quarter: str | None) -> None:
    """Open the review round of QUARTER, such as 2026-Q3 (else the one that ended last), or add the
    reviews that it lacks; doing it again changes nothing."""
    try:
        asked = Quarter.parse(quarter) if quarter else Quarter.of(clock.today()).previous
        with db.transaction() as session:
            opened, is_new, added = reviews.keep_round_open(session, asked, actor=SYSTEM)
            due = opened.due_on
    except (Refused, ValueError) as refused:
        raise click.ClickException(str(refused)) from refused
    told = "Opened" if is_new else "Was open already:"
    click.echo(f"{told} round {asked}, to be submitted by {due}; reviews added: {added}")


@click.command("remind-reviewers")
@with_appcontext
def remind_reviewers() -> None:
    """Write to whoever has reviews to write that are due, at most once a week (for cron, daily)."""
    settings: Settings = current_app.extensions[SETTINGS]
    with db.transaction() as session:
        pages = f"{settings.public_url}/reviews" if settings.public_url else ""
        reminded = reviews.remind_writers(session, city=settings.city_name, pages=pages)
        for user in reminded:
            click.echo(user.email)
    click.echo(f"Reminded: {len(reminded)}")


@click.command("create-administrator")
@click.argument("email")
@click.argument("name")
@click.option("--unit", default="International Affairs Unit", help="Found by its English name.")
@click.password_option()
@with_appcontext
def create_administrator(email: str, name: str, unit: str, password: str) -> None:
    """Make an account for an administrator, and the unit when there is none of that name."""
    try:
        with db.transaction() as session:
            if queries.find_user_by_email(session, email):
                raise click.ClickException("There is an account with this e-mail already.")
            home = queries.find_unit(session, unit) or services.create_unit(
                session, {"name_en": unit, "kind": UnitKind.UNIT}, actor=SYSTEM
            )
            values = {"email": email, "name": name, "password": password, "unit_id": home.id}
            services.create_user(session, {**values, "role": Role.ADMINISTRATOR}, actor=SYSTEM)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{name} can sign in as {email}.")


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send the mail that waits; status 1 while any could not be sent for good."""
    sent, failed = mail.send_waiting()
    click.echo(f"Sent: {sent}, to be tried again: {failed}")
    with db.transaction() as session:
        lost = [(each.id, each.subject, each.last_error) for each in mail.given_up(session)]
    for number, subject, error in lost:
        click.echo(f"given up: mail {number} ({subject}): {error}")
    if lost:
        raise click.ClickException(f"Mail given up: {len(lost)}")


@click.command("intake-mail")
@with_appcontext
def intake_mail() -> None:
    """Read what is new in the city's mailbox; each invitation or message becomes a draft."""
    settings: Settings = current_app.extensions[SETTINGS]
    if not settings.imap_host:
        raise click.ClickException("Set IMAP_HOST, IMAP_USER and IMAP_PASSWORD first.")
    mailbox = mail.Mailbox(
        settings.imap_host,
        settings.imap_port,
        settings.imap_security,
        settings.imap_user,
        settings.imap_password,
        settings.imap_folder,
        settings.imap_ca_file,
    )
    try:
        with mail.opened(mailbox) as folder:
            for uid in folder.unread():
                with db.transaction() as session:
                    results = engagements.take_in_message(session, folder.read(uid))
                # Read twice after a fault in between: the second time changes nothing.
                folder.mark_read(uid)
                for result in results:
                    told = result.outcome.taken if result.outcome else f"refused: {result.reason}"
                    click.echo(f"message {uid}: {told} {result.left_out}".rstrip())
    except mail.MailboxError as error:
        raise click.ClickException(f"The mailbox cannot be read: {error}") from error


@click.command("make-report")
@click.argument("order", type=int)
@with_appcontext
def make_report(order: int) -> None:
    """Make the report that somebody ordered (the server starts this by itself)."""
    making.make(order)


@click.command("deactivate-user")
@click.argument("email")
@click.option("--successor", help="E-mail of whoever takes over everything in this user's hands.")
@click.option("--note", default="", help="Promises, dates and contacts, for the successor.")
@with_appcontext
def deactivate_user(email: str, successor: str | None, note: str) -> None:
    """Close an account; what is in its hands must pass to a successor."""
    try:
        with db.transaction() as session:
            user = services.hold_to_leave(session, _account(session, email).id)
            given = None
            if successor:
                heir = services.Decision(_account(session, successor).id)
                given = services.Given(for_the_rest=heir, note=note)
            services.deactivate_user(session, user, actor=SYSTEM, given=given)
    except Refused as refused:
        lines = [str(refused), *(f"  {gap.label}" for gap in refused.gaps)]
        if refused.gaps:
            lines.append("Name a --successor for all of it, or decide in the program: Users.")
        raise click.ClickException("\n".join(lines)) from refused
    click.echo(f"{email} can no longer sign in.")


def _account(session: Session, email: str) -> User:
    user = queries.find_user_by_email(session, email)
    if user is None:
        raise click.ClickException(f"There is no account with the e-mail {email}.")
    return user


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the commands, and the settings that they need."""
    app.extensions[SETTINGS] = settings
    commands = (
        seed, bench_data, bring_up_to_date, find_duplicates, reindex, rebuild_kept, check_rules,
        create_administrator, send_mail, intake_mail,
        deactivate_user, enforce_deadlines, open_review_round, remind_reviewers,
        load_network_members,
        make_report,
    )  # fmt: skip
    for command in commands:
        app.cli.add_command(command)
