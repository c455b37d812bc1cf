"""Settings of the Django side: production-like, on the database named in the environment.

Sessions live in signed cookies and templates are cached, so that it asks the database for nothing
but its user and the page. The database is used as ours is: connections are kept, and SQLite has the
same settings for safety.
"""

import os
from urllib.parse import urlsplit

DEBUG = False
SECRET_KEY = os.environ["BENCH_SECRET"]
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "benchmarks.django_admin.urls"
INSTALLED_APPS = [
    "benchmarks.django_admin.apps.RegisterConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
STATIC_URL = "/static/"
LANGUAGE_CODE = "en"
USE_TZ = False
TIME_ZONE = "UTC"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]


def _database(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    common = {"CONN_MAX_AGE": 3600, "ATOMIC_REQUESTS": False}
    if parts.scheme == "sqlite":
        # As ours: safe, and with as much room for pages.
        pragmas = ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "cache_size=-8000")
        start = "; ".join(f"PRAGMA {pragma}" for pragma in pragmas)
        options = {"init_command": start, "transaction_mode": "IMMEDIATE", "timeout": 5}
        return {
            **common,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:],
            "OPTIONS": options,
        }
    return {
        **common,
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": parts.port,
        # As ours: plans that neither compile nor start processes.
        "OPTIONS": {"options": "-c jit=off -c max_parallel_workers_per_gather=0"},
    }


DATABASES = {"default": _database(os.environ["BENCH_DATABASE"])}
