"""The edge: one commit per request, headers, error pages, lists and saving forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import werkzeug
from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    render_template,
    request,
    send_file,
)
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.exceptions import NotFound as PageNotFound
from werkzeug.routing import IntegerConverter, Map

from app.core import access_log, audit, export, lists, mail, navigation
from app.core.errors import Gap, NotFound, Refused
from app.core.forms import Conflict, EditForm, Form
from app.core.i18n import _, _l
from app.core.permissions import Viewer, current_viewer
from app.core.session import db
from app.core.text import showable
from app.core.timeline import Timeline
from app.core.urls import url_for

T = TypeVar("T")

SAVED_FIRST = _l("Somebody saved this record first. Open it again.")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'"
)


class Kumppani(Flask):
    """Flask that commits once, at the edge, before it answers that all went well."""

    def dispatch_request(self) -> werkzeug.Response:
        response = self.make_response(super().dispatch_request())
        if response.status_code < 400:
            queued = db.session.info.pop("queued_mail", []) if "db_session" in g else []
            db.commit()
            if queued:
                # What cannot be sent now waits in the outbox; the answer is true all the same.
                mail.send_waiting(queued)
            for action in g.pop("afterwards", []):
                action()
        return response


def afterwards(action: Callable[[], object]) -> None:
    """Do it once what this request wrote is committed, and never if it is not."""
    g.setdefault("afterwards", []).append(action)


def is_fragment() -> bool:
    """Whether htmx asks for a part of the page (and not for the page back from history)."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def render_list(
    page: lists.ListPage, template: str = "components/list.html", **context: Any
) -> Any:
    """The page, its fragment, or its export, by the query string."""
    arguments = {k: showable(v[:500], "") for k, v in request.args.items()}
    kind = arguments.pop("format", "")
    if kind in ("csv", "xlsx"):
        return _export(page, kind, arguments)
    result = lists.run(page, db.session, current_viewer(), request.path, arguments)
    if is_fragment():
        return render_template("components/_list.html", result=result, **context)
    return render_template(template, result=result, **context)


def render_timeline(timeline: Timeline) -> str:
    """The part of a timeline that htmx asked for: another choice, or those before what is there."""
    return render_template("components/_timeline.html", timeline=timeline)


def _export(page: lists.ListPage, kind: str, arguments: dict[str, str]) -> Response:
    rows = lists.everything(page, db.session, current_viewer(), arguments)
    return send_rows(page.key, str(page.title), page.columns, rows, kind)


def send_rows(
    key: str, title: str, columns: Sequence[lists.Column], rows: Iterable[Any], kind: str
) -> Response:
    """Rows as a file (``csv`` or ``xlsx``) named ``key``; that they were taken out is logged."""
    viewer: Viewer = current_viewer()
    if not access_log.record(viewer.user_id, "export", key, 0, request.query_string.decode()):
        raise Refused(_("The export could not be logged, so it was not made. Try again later."))
    name = f"{key}.{kind}"
    if kind == "xlsx":
        return send_file(
            export.xlsx_file(title, columns, rows),
            mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            as_attachment=True,
            download_name=name,
        )
    return send_file(
        export.csv_file(columns, rows),
        mimetype="text/csv",
        as_attachment=True,
        download_name=name,
    )


def save(form: Form, action: Callable[[], T]) -> T | None:
    """Run a service; a refusal or a broken constraint shows on the form, nothing stays behind."""
    try:
        with db.session.begin_nested():
            return action()
    except Refused as refused:
        form.refuse(refused)
    except IntegrityError as error:
        form.broken(error)
    return None


def stale(form: EditForm, record: Any, **kwargs: Any) -> Conflict | None:
    """The conflict to show when somebody saved ``record`` after this form was opened."""
    last = None
    if form.version.data != str(record.version):
        last = audit.last_change(db.session, *record.audit_subject())
    return form.conflict_with(
        record, last.actor_name if last else "–", last.at if last else None, **kwargs
    )


def render_form(template: str, form: Form, **context: Any) -> Any:
    """A form's page: 409 in a conflict, 422 with mistakes, else 200."""
    status = 200
    if context.get("conflict") is not None:
        status = 409
    elif form.errors:
        status = 422
    return render_template(template, form=form, **context), status


def done(message: Any) -> None:
    """Tell the user, on the next page, what was done."""
    flash(str(message), "success")


def warn(message: Any) -> None:
    """Tell the user, on the next page, what is left for them to do."""
    flash(str(message), "warning")


def refused(message: Any, gaps: Sequence[Gap] = ()) -> None:
    """Tell the user, on the next page, what was refused, why, and what is missing."""
    missing = " · ".join(str(gap.label) for gap in gaps if not gap.is_met)
    flash(f"{message} {missing}".strip(), "error")


def attempt(action: Callable[[], object], told: str) -> None:
    """Do it and say so on the next page, or say there why not."""
    try:
        with db.session.begin_nested():
            action()
    except Refused as refusal:
        refused(refusal.message, refusal.gaps)
    else:
        done(told)


def save_edit(
    form: EditForm, record: Any, action: Callable[[], object], **given: Any
) -> tuple[Conflict | None, bool]:
    """(the conflict when somebody saved ``record`` first, whether this change was saved).

    ``given`` are the values that the form shows beside the record's own.
    """
    if not form.wants_to_save():
        return None, False
    conflict = stale(form, record, **given)
    if conflict is not None:
        return conflict, False
    return None, save(form, action) is not None


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers.setdefault("Cache-Control", "no-store")
    headers.add("Vary", "HX-Request")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response


def _page(code: int, **context: Any) -> tuple[str, int]:
    _begin_again(is_asking=code < 500)
    known = code if code in (400, 403, 404, 405, 409, 413, 429, 500, 503) else 400
    return render_template(f"errors/{known}.html", **context), code


def _begin_again(is_asking: bool) -> None:
    """A new session for the error page; who looks is read again, because the old one is void.

    A page about a fault of ours asks nobody: reading may be the very thing that fails.
    """
    db.close()
    g.pop("_login_user", None)
    if not is_asking:
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]


def _on_http(error: HTTPException) -> Any:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    body, status = _page(error.code, error=error)
    response = Response(body, status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _on_csrf(error: CSRFError) -> Any:
    rule = request.url_rule
    back = request.path if rule is not None and "GET" in (rule.methods or ()) else None
    return _page(400, error=error, form_expired=True, back=back)


def _on_refused(error: Refused) -> Any:
    return _page(409, error=error, message=error.message, gaps=error.gaps)


def _on_missing(_error: NotFound) -> Any:
    return _page(404, error=PageNotFound())


def _on_stale(_error: StaleDataError) -> Any:
    return _page(409, error=None, message=SAVED_FIRST)


def _on_database(error: OperationalError) -> Any:
    current_app.logger.error("database unavailable: %s", error.orig)
    _begin_again(is_asking=False)
    return Response(render_template("errors/503.html"), 503, {"Retry-After": "10"})


def _on_data(error: DataError) -> Any:
    current_app.logger.warning("refused by the database: %s", error.orig)
    return _page(400, error=None)


class RecordNumber(IntegerConverter):
    """A record's number in an address; what no column can hold is simply not there (404)."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=2**31 - 1)


def init_app(app: Flask) -> None:
    """Addresses, headers, error pages and the session's end."""
    app.url_map.converters["int"] = RecordNumber
    app.jinja_env.globals.update(
        url_for=url_for,
        options_of=lists.options_of,
        rows_of=lists.rows_of,
        navigation=navigation.navigation,
    )
    app.after_request(_headers)
    app.teardown_appcontext(db.close)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(Refused, _on_refused)
    app.register_error_handler(NotFound, _on_missing)
    app.register_error_handler(StaleDataError, _on_stale)
    app.register_error_handler(OperationalError, _on_database)
    app.register_error_handler(DataError, _on_data)
