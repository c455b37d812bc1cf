"""Files are known by their content, bear safe names, and are sent as downloads only."""

from __future__ import annotations

import hashlib
import io
import zipfile
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from app import serve
from app.core import attachments, hooks
from app.core.attachments import ACCEPTED, Attachment, Upload, examine, sending
from app.core.attachments.names import safe_name
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.forms import Form, LineField, UploadField
from config import Settings
from tests.factories import files
from tests.factories.users import make_user


@pytest.fixture(autouse=True)
def _language(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Agreement.PDF", files.PDF, "application/pdf"),
        ("with a mark before it.pdf", b"\xef\xbb\xbf\n" + files.PDF, "application/pdf"),
        ("letter.docx", files.docx(), files.WORD.removesuffix(".main+xml")),
        (
            "fees.xlsx",
            files.xlsx(),
            files.SHEET.removesuffix(".main+xml"),
        ),
        ("memo.odt", files.odt(), "application/vnd.oasis.opendocument.text"),
        ("seal.png", files.png(), "image/png"),
        ("page.jpeg", files.JPEG, "image/jpeg"),
        ("answer.eml", files.MAIL, "message/rfc822"),
        ("pöytäkirja.md", "# Kokous\n\nPäätettiin…\n".encode(), "text/markdown"),
        ("notes.txt", "\ufeffhyvä\r\n".encode(), "text/plain"),
    ],
)
def test_content_and_name_that_agree_are_accepted(name, content, media_type):
    assert examine(Upload(name, content)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("script.pdf", b"<html><script>alert(1)</script>"),
        ("agreement.pdf", files.docx()),
        ("agreement.docx", files.PDF),
        ("fees.xlsx", files.docx()),
        ("picture.png", files.JPEG),
        ("picture.png", b"\x89PNG\r\n\x1a\nnot a picture"),
        ("notes.txt", "hyvä".encode("latin-1")),
        ("notes.txt", b"MZ\x90\x00\x03"),
        ("mail.eml", b"Dear all,\n\nhello\n"),
        ("macro.docx", files.docx(**{"word/vbaProject__bin": b"Sub AutoOpen"})),
        ("macro.docx", files.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("empty archive.docx", files.archive()),
        ("cut.docx", files.docx()[:60]),
        ("wrong first part.odt", files.archive(mimetype="text/html")),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(name, content):
    with pytest.raises(Refused, match="does not hold what its name says"):
        examine(Upload(name, content))


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (Upload("empty.pdf", b""), "is empty"),
        (Upload("run.exe", b"MZ"), "Accepted are pdf"),
        (Upload("invoice.pdf.exe", files.PDF), "Accepted are pdf"),
        (Upload("no extension", files.PDF), "Accepted are pdf"),
        (Upload("pdf", files.PDF), "Accepted are pdf"),
        (Upload("old.doc", b"\xd0\xcf\x11\xe0"), "as PDF, DOCX"),
    ],
)
def test_refusal_says_what_to_do(upload, message):
    with pytest.raises(Refused, match=message):
        examine(upload)


def test_archive_that_would_fill_the_memory_is_refused_unread():
    bomb = files.docx(**{"word/media/zeros__bin": bytes(30_000_000)})
    assert len(bomb) < 50_000
    with pytest.raises(Refused, match="does not hold"):
        examine(Upload("bomb.docx", bomb))


def test_locked_archive_is_refused():
    content = bytearray(files.odt())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    with pytest.raises(Refused, match="is locked"):
        examine(Upload("locked.odt", bytes(content)))


def test_broken_compression_is_a_refusal_and_no_fault():
    content = bytearray(files.docx())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        first = archive.infolist()[0]
    start = first.header_offset + 30 + len(first.filename)
    content[start : start + first.compress_size] = b"\xff" * first.compress_size
    with pytest.raises(Refused, match="does not hold"):
        examine(Upload("broken.docx", bytes(content)))


def test_file_over_the_limit_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setattr("app.core.attachments.examining._largest", 100_000)
    with pytest.raises(Refused, match="larger than 100 kB"):
        examine(Upload("long.txt", b"a" * 100_001))
    assert examine(Upload("just.txt", b"a" * 100_000))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Sopimus.pdf", "Sopimus.pdf"),
        ("contract\u202efdp.exe", "contractfdp.exe"),
        ("line\r\nSet-Cookie: a=b.pdf", "lineSet-Cookie_ a=b.pdf"),
        ("\x00hidden\u200b.pdf", "hidden.pdf"),
        ("  spaced   name .pdf ", "spaced name.pdf"),
        ('a<b>c"d|e?f*.pdf', "a_b_c_d_e_f_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("..pdf", "pdf"),
        ("", ""),
        ("A\u0308lvsborg.pdf", "Älvsborg.pdf"),
        ("协议.pdf", "协议.pdf"),
    ],
)
def test_name_is_made_safe(given, safe):
    assert safe_name(given) == safe


def test_long_name_keeps_its_extension():
    name = safe_name("very long " * 40 + ".docx")
    assert len(name) <= 120
    assert name.endswith(".docx")


def test_stored_file_says_who_what_and_how_large(session):
    user = make_user(session, name="Aino Virta")
    kept = attachments.store(session, files.pdf("folder/MoU.pdf"), actor=user)
    session.expire(kept)
    assert (kept.filename, kept.media_type, kept.size) == (
        "MoU.pdf",
        "application/pdf",
        len(files.PDF),
    )
    assert kept.sha256 == hashlib.sha256(files.PDF).hexdigest()
    assert (kept.uploaded_by_id, kept.uploaded_by_name) == (user.id, "Aino Virta")
    assert attachments.content_of(session, kept) == files.PDF


def test_store_refuses_what_the_form_would(session):
    with pytest.raises(Refused):
        attachments.store(session, Upload("script.pdf", b"<script>"), actor=SYSTEM)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 0


def test_content_is_never_read_by_accident(session):
    attachments.store(session, files.pdf(), actor=SYSTEM)
    session.expire_all()
    found = session.scalars(sa.select(Attachment)).one()
    with pytest.raises(sa.exc.InvalidRequestError):
        _ = found.content


def test_file_that_nothing_holds_is_named_by_the_sweep_and_can_go(session):
    kept = attachments.store(session, files.pdf("lost.pdf"), actor=SYSTEM)
    lines = [line for check in hooks.rule_checks for line in check(session)]
    assert [line for line in lines if "lost.pdf" in line]
    attachments.remove(session, kept)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 0


def test_download_never_shows_in_place(app: Flask, session):
    kept = attachments.store(session, files.pdf("Sopimus Älvsborg.pdf"), actor=SYSTEM)
    with app.test_request_context():
        response = sending.send(kept)
        response.direct_passthrough = False
        assert response.get_data() == files.PDF
    headers = response.headers
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''Sopimus%20%C3%84lvsborg.pdf" in headers["Content-Disposition"]
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers["Cache-Control"] == "private, no-cache"


def test_file_that_the_browser_has_is_not_sent_again(app: Flask, session):
    kept = attachments.store(session, files.pdf(), actor=SYSTEM)
    for tag in (f'"{kept.sha256}"', f'W/"{kept.sha256}"'):
        with app.test_request_context(headers={"If-None-Match": tag}):
            response = sending.send(kept)
        assert response.status_code == 304
        assert response.get_data() == b""
        assert response.headers["ETag"] == f'"{kept.sha256}"'


class _WithFile(Form):
    title = LineField("Title", missing="Write the title.")
    document = UploadField("Document", missing="Choose the file.")


def _sent(app: Flask, **data):
    with app.test_request_context(method="POST", data=data):
        form = _WithFile(meta={"csrf": False})
        return (
            form,
            form.wants_to_save(),
            str(app.jinja_env.from_string(TEMPLATE).render(form=form)),
        )


TEMPLATE = (
    '{% from "components/forms.html" import field %}'
    "{{ field(form.title) }}{{ field(form.document) }}"
)


def test_form_reads_the_file(app):
    form, is_good, _html = _sent(app, title="MoU", document=(io.BytesIO(files.PDF), "MoU.pdf"))
    assert is_good
    assert form.document.data == Upload("MoU.pdf", files.PDF)


def test_refused_file_keeps_the_other_fields_and_says_why(app):
    form, is_good, html = _sent(app, title="MoU", document=(io.BytesIO(b"MZ"), "MoU.pdf"))
    assert not is_good
    assert 'value="MoU"' in html
    assert "does not hold what its name says" in html
    assert 'aria-describedby="document-hint document-error"' in html
    assert form.title.errors == []


def test_good_file_beside_another_mistake_must_be_chosen_again_and_is_told_so(app):
    _form, is_good, html = _sent(app, title="", document=(io.BytesIO(files.PDF), "MoU.pdf"))
    assert not is_good
    assert "Choose the file once more" in html


def test_missing_file_and_a_text_in_its_place_are_asked_for(app):
    for sent in ({}, {"document": "no file"}, {"document": (io.BytesIO(b""), "")}):
        form, is_good, _html = _sent(app, title="MoU", **sent)
        assert not is_good
        assert form.document.errors == ["Choose the file."]


def test_form_reads_no_more_of_a_file_than_it_may_keep(app, monkeypatch):
    monkeypatch.setattr("app.core.attachments.examining._largest", 1000)
    stream = io.BytesIO(b"a" * 5000)
    field = _WithFile(meta={"csrf": False}, formdata=MultiDict()).document
    field.process_formdata([FileStorage(stream, filename="long.txt")])
    assert len(field.data.content) == 1001


def test_only_routes_that_take_files_accept_large_requests(app):
    view = sending.takes_files(lambda: "")
    large = 2 * app.config["MAX_CONTENT_LENGTH"]
    app.view_functions["users.sign_in"], kept = view, app.view_functions["users.sign_in"]
    try:
        with app.test_request_context("/sign-in", method="POST") as context:
            sending._widen()
            assert context.request.max_content_length > large
    finally:
        app.view_functions["users.sign_in"] = kept
    with app.test_request_context("/sign-in", method="POST") as context:
        sending._widen()
        assert context.request.max_content_length < large


def test_the_server_lets_through_whatever_a_form_with_files_may_hold(app, monkeypatch, tmp_path):
    given = {}
    server = SimpleNamespace(run=lambda: None)
    monkeypatch.setattr(serve.waitress, "create_server", lambda _a, **k: given.update(k) or server)
    monkeypatch.setattr(serve.signal, "signal", lambda *_args: None)
    monkeypatch.setattr(serve, "_announce", lambda *_args: None)
    settings = Settings.from_environment({"KUMPPANI_INSTANCE": str(tmp_path)})
    serve._serve_with_waitress(app, settings)
    together = settings.max_form_kib + settings.max_file_kib
    assert given["max_request_body_size"] > together * 1024


def test_every_accepted_kind_is_offered_by_the_field(app):
    field = _WithFile(meta={"csrf": False}, formdata=MultiDict()).document
    assert set(field.render_kw["accept"].split(",")) == {f".{extension}" for extension in ACCEPTED}
