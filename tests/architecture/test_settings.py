"""Rules of the settings: one reader, clear sentences, and a production that protects itself."""

from __future__ import annotations

import ast
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from config import CITY_NAMES, Settings, SettingsError, kept_secret, weakness

ROOT = Path(__file__).resolve().parents[2]
GOOD_SECRET = "Zx8-qL2vN5tR9wK4mB7yH3cD6fG1jP0s"
VARIABLE = re.compile(r"\bread\.(?:text|choice|integer|zone)\(\s*\"([A-Z_]+)\"")


def made(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_environment({"KUMPPANI_INSTANCE": str(tmp_path), **environ})


def production(tmp_path: Path, **environ: str) -> Settings:
    return made(tmp_path, KUMPPANI_ENV="production", SECRET_KEY=GOOD_SECRET, **environ)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("PORT", "http", "whole number from 1 to 65535"),
        ("PORT", "0", "whole number from 1 to 65535"),
        ("PORT", "65536", "whole number from 1 to 65535"),
        ("PORT", "0000000000065535999", "whole number from 1 to 65535"),
        ("PORT", "²", "whole number from 1 to 65535"),
        ("CITY", "oslo", "helsinki, espoo, none"),
        ("KUMPPANI_ENV", "prod", "development, production"),
        ("DATABASE_URL", "mysql://localhost/kumppani", "sqlite:// or postgresql://"),
        ("DATABASE_URL", "kumppani.db", "sqlite:// or postgresql://"),
        ("TIME_ZONE", "Helsinki", "Europe/Helsinki"),
        ("TIME_ZONE", "../../etc/passwd", "Europe/Helsinki"),
        ("DEFAULT_LOCALE", "de", "en, fi, sv"),
        ("HTTPS", "yes", "0, 1"),
        ("TRUSTED_PROXIES", "-1", "whole number from 0 to 10"),
        ("SERVER", "uwsgi", "waitress, gunicorn"),
        ("MAX_FORM_KIB", "1", "whole number from 16"),
        ("PUBLIC_URL", "kumppani.example.org", "like https://"),
    ],
)
def test_unusable_value_is_refused_in_one_sentence(
    tmp_path: Path, name: str, value: str, hint: str
) -> None:
    with pytest.raises(SettingsError, match=re.escape(hint)) as refusal:
        made(tmp_path, **{name: value})
    message = str(refusal.value)
    assert message.startswith(f"{name} must ")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_postgresql_address_means_psycopg(tmp_path: Path, scheme: str) -> None:
    settings = made(
        tmp_path, DATABASE_URL=f"{scheme}://kumppani:a@db.example/kumppani?sslmode=require"
    )
    wanted = "postgresql+psycopg://kumppani:a@db.example/kumppani?sslmode=require"
    assert settings.database_url == wanted


def test_defaults_are_a_development_city_on_sqlite(tmp_path: Path) -> None:
    settings = made(tmp_path, PORT="", CITY=" ")
    assert settings.database_url == f"sqlite:///{tmp_path / 'kumppani.db'}"
    assert (settings.host, settings.port, settings.city) == ("127.0.0.1", 8000, "helsinki")
    assert settings.city_name == CITY_NAMES["helsinki"]
    settings.check_production(has_demonstration_accounts=True)


def test_development_keeps_its_generated_secret_to_itself(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert first.secret_key == second.secret_key
    assert weakness(first.secret_key) is None
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_kept_secret_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "below" / "password"
    assert kept_secret(path, "given at first") == "given at first"
    assert kept_secret(path, "given later") == "given at first"
    assert [file.name for file in path.parent.iterdir()] == ["password"]


def test_production_never_generates_a_secret(tmp_path: Path) -> None:
    settings = made(tmp_path, KUMPPANI_ENV="production")
    assert settings.secret_key == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "is missing"),
        (GOOD_SECRET[:31], "has 31 characters"),
        ("a" * 64, "is easy to guess"),
        ("abcabcabc" * 8, "is easy to guess"),
        ("changeme-changeme-1234567890-xyzvwq", "is easy to guess"),
        ("My-Super-SECRET-key-for-production-2026", "is easy to guess"),
    ],
)
def test_production_refuses_a_missing_or_weak_secret(
    tmp_path: Path, secret: str, problem: str
) -> None:
    settings = replace(production(tmp_path), secret_key=secret)
    with pytest.raises(SettingsError, match=problem):
        settings.check_production()


def test_production_refuses_demonstration_accounts(tmp_path: Path) -> None:
    settings = production(tmp_path)
    settings.check_production(has_demonstration_accounts=False)
    with pytest.raises(SettingsError, match="demonstration accounts"):
        settings.check_production(has_demonstration_accounts=True)


def test_production_refuses_plain_http(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="HTTPS"):
        production(tmp_path, HTTPS="0").check_production()


def test_cookie_is_bound_to_the_host_under_https(tmp_path: Path) -> None:
    config = production(tmp_path).flask_config()
    assert config["SESSION_COOKIE_NAME"] == "__Host-kumppani"
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_HTTPONLY"] is True
    assert config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert made(tmp_path).cookie_name == "kumppani"
    assert made(tmp_path, HTTPS="1").cookie_name == "__Host-kumppani"


def test_secrets_do_not_show_in_a_traceback(tmp_path: Path) -> None:
    settings = production(tmp_path, KUMPPANI_DEMO_PASSWORD="walrus-and-carpenter")
    assert GOOD_SECRET not in repr(settings)
    assert "walrus-and-carpenter" not in repr(settings)


def test_every_setting_is_documented_in_the_readme() -> None:
    variables = set(VARIABLE.findall((ROOT / "config.py").read_text(encoding="utf-8")))
    assert len(variables) >= 15
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(variables) if f"| `{name}` |" not in readme] == []


def test_only_the_settings_read_the_environment() -> None:
    # The server's start passes the environment to the settings; it reads nothing from it.
    passes_it_on = {ROOT / "app" / "serve.py"}
    for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")]:
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        allowed = {"environ"} if path in passes_it_on else set()
        assert not (names & {"environ", "environb", "getenv"}) - allowed, path
