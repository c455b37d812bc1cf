"""Settings of one running Kumppani; the only module that reads the environment.

``Settings.from_environment(os.environ)`` reads, checks and freezes them. A value that cannot be
used raises ``SettingsError`` with one sentence that names the variable and what it accepts. Every
variable stands beside its field below and in the table of README.md; an empty one counts as unset.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent

# The shortest secret that production accepts, in characters: 32 of token_urlsafe are 192 bits.
MINIMUM_SECRET = 32
# Fewer different characters than this mean a repeated word or a row of one letter.
MINIMUM_VARIETY = 10
# Words of examples and tutorials; a secret that contains one was copied, not generated.
WEAK_WORDS = ("changeme", "change-me", "change_me", "secret", "password", "insecure", "example")

CITY_NAMES = {"helsinki": "Helsinki", "espoo": "Espoo", "none": "Our city"}
LOCALES = ("en", "fi", "sv")


class SettingsError(ValueError):
    """A setting is missing or unusable; the message is one sentence for whoever starts it."""


@dataclass(frozen=True)
class Settings:
    """What the environment says, checked. Each field: the variable, its default, its meaning."""

    # KUMPPANI_ENV, "development": "production" switches on the checks of `check_production`.
    environment: str
    # DATABASE_URL, SQLite in the instance folder: postgres:// and postgresql:// mean psycopg 3.
    database_url: str
    # SECRET_KEY, in development generated once into instance/secret_key: signs cookies and forms.
    secret_key: str = field(repr=False)
    # KUMPPANI_INSTANCE, "instance": the folder for the SQLite file and the generated secrets.
    instance: Path
    # HOST, 127.0.0.1: the address to listen on. 0.0.0.0 opens it to the network.
    host: str = "127.0.0.1"
    # PORT, 8000: the TCP port to listen on.
    port: int = 8000
    # CITY, "helsinki", in production "none": the demonstration that fills an empty database.
    city: str = "helsinki"
    # CITY_NAME, after CITY: the name of the city in the page header and on reports.
    city_name: str = "Helsinki"
    # KUMPPANI_DEMO_PASSWORD, generated into instance/demo_password: of every demonstration account.
    demo_password: str = field(default="", repr=False)
    # TIME_ZONE, Europe/Helsinki: the IANA name of the zone in which times are shown.
    time_zone: str = "Europe/Helsinki"
    # DEFAULT_LOCALE, "en": en, fi or sv for visitors whose browser asks for none of them.
    default_locale: str = "en"
    # HTTPS, on in production: __Host- cookie with Secure. Set HTTPS=1 to try it in development.
    https: bool = False
    # TRUSTED_PROXIES, 0: how many reverse proxies in front set X-Forwarded-For and -Proto.
    trusted_proxies: int = 0
    # SERVER, "waitress": waitress runs everywhere; gunicorn starts several processes (not Windows).
    server: str = "waitress"
    # WEB_WORKERS, 3: gunicorn's processes.
    web_workers: int = 3
    # THREADS, 4: waitress' threads; more make it slower, because Python runs one at a time.
    threads: int = 4
    # MAX_FORM_KIB, 1024: the largest request body without files, in kibibytes.
    max_form_kib: int = 1024
    # MAX_FILE_KIB, 10240: the largest file kept with a record, in kibibytes.
    max_file_kib: int = 10_240
    # SMTP_HOST, empty: the mail server; without one no mail is sent, and pages say so.
    smtp_host: str = ""
    # SMTP_PORT, 587: its TCP port.
    smtp_port: int = 587
    # SMTP_SECURITY, "starttls": tls from the first byte, starttls, or none.
    smtp_security: str = "starttls"
    # SMTP_USER, SMTP_PASSWORD, empty: for a server that asks for them.
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    # MAIL_FROM: the sender's address; needed with SMTP_HOST.
    mail_from: str = ""
    # PUBLIC_URL, empty: where readers of mail find the pages; without it mail holds no links.
    public_url: str = ""
    # IMAP_HOST, empty: the server of the mailbox that flask intake-mail reads.
    imap_host: str = ""
    # IMAP_PORT, 993: its TCP port.
    imap_port: int = 993
    # IMAP_SECURITY, "tls": from the first byte, or starttls; never without.
    imap_security: str = "tls"
    # IMAP_USER, IMAP_PASSWORD: needed with IMAP_HOST.
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    # IMAP_FOLDER, "INBOX": what is read in it.
    imap_folder: str = "INBOX"
    # IMAP_CA_FILE, empty: certificates to trust besides the system's.
    imap_ca_file: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read every variable once. Raises `SettingsError`; writes only the development secret."""
        read = _Reader(environ)
        environment = read.choice("KUMPPANI_ENV", "development", ("development", "production"))
        production = environment == "production"
        instance = Path(read.text("KUMPPANI_INSTANCE", str(ROOT / "instance"))).resolve()
        city = read.choice("CITY", "none" if production else "helsinki", tuple(CITY_NAMES))
        secret = read.text("SECRET_KEY", "")
        if not secret and not production:
            secret = kept_secret(instance / "secret_key")
        smtp_host, mail_from = read.text("SMTP_HOST", ""), read.text("MAIL_FROM", "")
        if smtp_host and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", mail_from):
            raise SettingsError("MAIL_FROM must be an e-mail address where SMTP_HOST is set.")
        return cls(
            environment=environment,
            database_url=_database_url(read.text("DATABASE_URL", ""), instance),
            secret_key=secret,
            instance=instance,
            host=read.text("HOST", "127.0.0.1"),
            port=read.integer("PORT", 8000, 1, 65535),
            city=city,
            city_name=read.text("CITY_NAME", CITY_NAMES[city]),
            demo_password=read.text("KUMPPANI_DEMO_PASSWORD", ""),
            time_zone=read.zone("TIME_ZONE", "Europe/Helsinki"),
            default_locale=read.choice("DEFAULT_LOCALE", "en", LOCALES),
            https=read.choice("HTTPS", "1" if production else "0", ("0", "1")) == "1",
            trusted_proxies=read.integer("TRUSTED_PROXIES", 0, 0, 10),
            server=read.choice("SERVER", "waitress", ("waitress", "gunicorn")),
            web_workers=read.integer("WEB_WORKERS", 3, 1, 64),
            threads=read.integer("THREADS", 4, 1, 64),
            max_form_kib=read.integer("MAX_FORM_KIB", 1024, 16, 102_400),
            max_file_kib=read.integer("MAX_FILE_KIB", 10_240, 16, 102_400),
            smtp_host=smtp_host,
            smtp_port=read.integer("SMTP_PORT", 587, 1, 65535),
            smtp_security=read.choice("SMTP_SECURITY", "starttls", ("tls", "starttls", "none")),
            smtp_user=read.text("SMTP_USER", ""),
            smtp_password=read.text("SMTP_PASSWORD", ""),
            mail_from=mail_from,
            public_url=read.address("PUBLIC_URL"),
            imap_host=read.text("IMAP_HOST", ""),
            imap_port=read.integer("IMAP_PORT", 993, 1, 65535),
            imap_security=read.choice("IMAP_SECURITY", "tls", ("tls", "starttls")),
            imap_user=read.text("IMAP_USER", ""),
            imap_password=read.text("IMAP_PASSWORD", ""),
            imap_folder=read.text("IMAP_FOLDER", "INBOX"),
            imap_ca_file=read.text("IMAP_CA_FILE", ""),
        )

    @property
    def is_production(self) -> bool:
        """Whether real people's data is behind this address."""
        return self.environment == "production"

    @property
    def cookie_name(self) -> str:
        """Browsers accept a name with the __Host- prefix only with Secure, Path=/ and no Domain."""
        return "__Host-kumppani" if self.https else "kumppani"

    def flask_config(self) -> dict[str, Any]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "SESSION_COOKIE_NAME": self.cookie_name,
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": self.max_form_kib * 1024,
            "MAX_FORM_MEMORY_SIZE": self.max_form_kib * 1024,
            "PREFERRED_URL_SCHEME": "https" if self.https else "http",
            "BABEL_DEFAULT_LOCALE": self.default_locale,
            "BABEL_DEFAULT_TIMEZONE": self.time_zone,
        }

    def check_production(self, has_demonstration_accounts: bool = False) -> None:
        """Raise `SettingsError` where production would run unprotected; development passes.

        `has_demonstration_accounts` says whether the database holds an active account whose
        password was printed on somebody's screen.
        """
        if not self.is_production:
            return
        if problem := weakness(self.secret_key):
            raise SettingsError(
                f"Production does not start: SECRET_KEY {problem}. Generate one with "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'."
            )
        if not self.https:
            raise SettingsError("Production does not start: HTTPS=0 would send cookies in clear.")
        if has_demonstration_accounts:
            raise SettingsError(
                "Production does not start: the database has active demonstration accounts "
                "(…@demo.example); deactivate them or begin with an empty database and CITY=none."
            )


@dataclass(frozen=True)
class _Reader:
    """Reads single variables and says in one sentence what is wrong with one."""

    environ: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def address(self, name: str) -> str:
        value = self.text(name, "").rstrip("/")
        if value and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value):
            raise SettingsError(f"{name} must be an address like https://kumppani.example.org.")
        return value

    def choice(self, name: str, default: str, accepted: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in accepted:
            raise SettingsError(f"{name} must be one of {', '.join(accepted)}, not {value!r}.")
        return value

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        digits = value.isascii() and value.isdigit() and len(value) < 10
        if not (digits and low <= int(value) <= high):
            raise SettingsError(
                f"{name} must be a whole number from {low} to {high}, not {value!r}."
            )
        return int(value)

    def zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise SettingsError(
                f"{name} must be the name of a time zone such as {default}, not {value!r}."
            ) from None
        return value


def weakness(secret: str) -> str | None:
    """What is wrong with a secret, as the end of a sentence, or None when nothing is."""
    if not secret:
        return "is missing"
    if len(secret) < MINIMUM_SECRET:
        return f"has {len(secret)} characters and needs at least {MINIMUM_SECRET}"
    if len(set(secret)) < MINIMUM_VARIETY or any(word in secret.lower() for word in WEAK_WORDS):
        return "is easy to guess"
    return None


def kept_secret(path: Path, value: str = "") -> str:
    """The secret in a file readable by its owner only; at first use `value` or a generated one."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        file.write((value or secrets.token_urlsafe(36)) + "\n")
    # The file appears whole or not at all, and when two processes race, both use the first one's.
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def _database_url(value: str, instance: Path) -> str:
    """SQLAlchemy's address. The driver is named, so that no other one is ever picked up."""
    if not value:
        return f"sqlite:///{instance / 'kumppani.db'}"
    scheme, separator, rest = value.partition("://")
    if separator and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite":
        return value
    raise SettingsError("DATABASE_URL must begin with sqlite:// or postgresql://.")
