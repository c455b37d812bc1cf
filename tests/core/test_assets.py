"""Static files are built from packages, hashed, and never point to another host."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

import assets as builder
from app.core import assets, static


@pytest.fixture
def fresh_manifest() -> Iterator[None]:
    assets._manifest.cache_clear()
    yield
    assets._manifest.cache_clear()


@pytest.mark.usefixtures("fresh_manifest")
def test_asset_without_a_build_keeps_its_plain_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "none.json")
    assert assets.asset("app.css") == "/static/app.css"


@pytest.mark.usefixtures("fresh_manifest")
def test_asset_of_a_build_has_its_hashed_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"app.css": "app.0123456789.css"}), encoding="utf-8")
    monkeypatch.setattr(assets, "MANIFEST", manifest)
    assert assets.asset("app.css") == "/static/app.0123456789.css"


@pytest.mark.parametrize(
    "sheet",
    [
        "a{background:url(https://example.org/a.png)}",
        "a{background:url( '//example.org/a.png')}",
        '@import "http://example.org/a.css";',
    ],
)
def test_sheet_that_points_to_another_host_stops_the_build(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(SystemExit, match="points to another host"):
        builder.Builder(tmp_path / "static").css("bad.css", sheet)


def test_sheet_with_embedded_picture_is_built_with_a_gzip_twin(tmp_path: Path) -> None:
    target = tmp_path / "static"
    made = builder.Builder(target)
    made.css("good.css", "a{background:url(\"data:image/svg+xml,%3Csvg xmlns='http://x'/%3E\")}")
    built = made.manifest["good.css"]
    assert (target / built).is_file()
    assert (target / f"{built}.gz").is_file()
    assert built != "good.css"


def test_names_change_with_the_content(tmp_path: Path) -> None:
    made = builder.Builder(tmp_path / "static")
    assert made.write("a.css", b"one") != made.write("a.css", b"two")


def test_own_sources_name_no_other_host() -> None:
    for file in [*builder.SOURCE.rglob("*.css"), *builder.SOURCE.rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert "http://" not in text, file
        assert "https://" not in text, file


def test_every_own_style_and_script_is_built() -> None:
    assert {file.stem for file in (builder.SOURCE / "css").iterdir()} == set(builder.STYLES)
    assert {file.stem for file in (builder.SOURCE / "js").iterdir()} == set(builder.SCRIPTS)


@pytest.mark.parametrize(("name", "is_kept"), [("app.0123456789.css", True), ("app.css", False)])
def test_browsers_keep_what_bears_its_content_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_kept: bool
) -> None:
    (tmp_path / name).write_text("body{}" * 100)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"body{}" * 100))
    monkeypatch.setattr(static, "FOLDER", tmp_path)
    client = Client(static.with_static_files(None))
    with client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}) as answer:
        pass
    assert answer.headers["Content-Encoding"] == "gzip"
    assert ("immutable" in answer.headers["Cache-Control"]) == is_kept
