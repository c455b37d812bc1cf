"""A client that examines every page it receives, and fills in forms as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape as html_unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from html5lib import HTMLParser
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app.core.session import Session
from app.users import services
from app.users.models import User

TICKED = ("checkbox", "radio")
UNSUBMITTED = ("submit", "button", "reset", "image", "file")

Data = Mapping[str, Any]


class PageFault(AssertionError):
    """A page breaks a rule that holds for every page."""


# What differs between two renderings of one page and breaks no rule: tokens and ways back.
_CHANGING = re.compile(r'(?<=value=")[^"]*(?="[^>]*>)|(?<="X-CSRFToken": ")[^"]*')


def audit_page(html: str, *, is_fragment: bool = False) -> None:
    """Raise `PageFault` with everything that is wrong with a page."""
    lasting = _CHANGING.sub("same", html)
    known = hash(lasting)
    if known not in _faultless:
        # Parsing strictly is slow; what has no faults reads the same with a quick parser.
        well_formed = _is_well_formed(_skeleton(lasting), is_fragment)
        faults = [] if well_formed else _markup_faults(html, is_fragment)
        faults += _faults(read_html(html), is_fragment)
        if faults:
            raise PageFault("\n".join(faults))
        _faultless.add(known)


_faultless: set[int] = set()
_LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"?#]*)')
# Addresses, with 1 for every number, that were found to be there.
_leading: set[str] = set()


@lru_cache(maxsize=8)
def read_html(html: str) -> BeautifulSoup:
    """A page to look at, not to change: it is examined, and then asked what stands on it."""
    return _Soup(html, "html.parser")


# What ends a cell, a row or an option that has no end tag.
_ENDED_BY = {
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "option": ("option",),
}


class _Soup(BeautifulSoup):
    """Reads the ends that HTML lets one leave out in tables and selects."""

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        while self.currentTag is not None and self.currentTag.name in _ENDED_BY.get(name, ()):
            self.handle_endtag(self.currentTag.name)
        return super().handle_starttag(name, *args, **kwargs)


def _faults(soup: BeautifulSoup, is_fragment: bool) -> Iterable[str]:
    yield from _inline_faults(soup)
    yield from _id_faults(soup)
    yield from _summary_faults(soup)
    yield from _form_faults(soup)
    yield from _content_faults(soup)
    yield from _table_faults(soup)
    if not is_fragment:
        yield from _document_faults(soup)


# Words and values in which nothing can be wrong, whatever they say.
_WORDS = re.compile(r">[^<>&\x00-\x08\x0b-\x1f]*[^<>&\s\x00-\x1f][^<>&\x00-\x08\x0b-\x1f]*(?=<)")
_VALUES = re.compile(r'(?<! type)=(?:"[^"<>&`\x00-\x1f]*"|[\w.-]+(?=[ >]))')
_ESCAPED = re.compile("&(?:amp|lt|gt|quot|#34|#39);")
# A row, an entry or an option after its like, with an end tag or without.
_AGAIN = re.compile(
    r"(<(tr|option)\b(?:(?!</?\2\b).)*(?:</\2>\s*)?)\1+|(<li\b(?:(?!</?li\b).)*</li>\s*)\3+",
    re.DOTALL,
)


def _skeleton(html: str) -> str:
    """The page without its words: what the faults of its markup depend on."""
    return _AGAIN.sub(r"\1\3", _VALUES.sub('="-"', _WORDS.sub(">-", _ESCAPED.sub("-", html))))


@lru_cache(maxsize=2000)
def _is_well_formed(skeleton: str, is_fragment: bool) -> bool:
    return not _markup_faults(skeleton, is_fragment)


def _markup_faults(html: str, is_fragment: bool) -> list[str]:
    parser = HTMLParser(namespaceHTMLElements=False)
    (parser.parseFragment if is_fragment else parser.parse)(html)
    return [f"line {line}: {code} {values}" for (line, _column), code, values in parser.errors]


def _document_faults(soup: BeautifulSoup) -> Iterable[str]:
    headings = [" ".join(h.get_text().split()) for h in soup.find_all("h1")]
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    if len(headings) != 1 or not headings[0]:
        yield f"one h1 expected, found {headings}"
    elif not re.sub(r"^(Error|Virhe|Fel): ", "", title).startswith(headings[0]):
        yield f"the title {title!r} does not start with the h1 {headings[0]!r}"
    if soup.html is None or not soup.html.get("lang"):
        yield "the page does not name its language"
    if soup.find("main") is None:
        yield "the page has no main part"


def _inline_faults(soup: BeautifulSoup) -> Iterable[str]:
    for tag in soup.find_all(True):
        if tag.name == "style" or (tag.name == "script" and not tag.get("src")):
            yield f"inline {tag.name}"
        for name in tag.attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"<{tag.name}> has the attribute {name}"
        if str(tag.get("href", "")).strip().lower().startswith("javascript:"):
            yield f"a link runs a script: {tag['href']}"


def _id_faults(soup: BeautifulSoup) -> Iterable[str]:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"the id {name!r} stands twice"
    for tag in soup.find_all(True):
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for name in str(tag.get(attribute, "")).split():
                if name not in ids:
                    yield f"{attribute} of <{tag.name}> points at {name!r}, which is not there"


def _form_faults(soup: BeautifulSoup) -> Iterable[str]:
    labelled = {str(label.get("for")) for label in soup.find_all("label")}
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.name == "input" and control.get("type") in ("hidden", "submit", "button"):
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        if (
            not named
            and str(control.get("id")) not in labelled
            and not control.find_parent("label")
        ):
            yield f"the field {control.get('name')!r} has no label"
    for button in soup.find_all("button"):
        if not _has_name(button):
            yield f"a button has no name: {button}"
    for form in soup.find_all("form"):
        is_post = str(form.get("method", "get")).lower() == "post"
        if is_post and not form.find("input", attrs={"name": "csrf_token", "value": True}):
            yield f"the form {form.get('action')!r} has no CSRF token"
        is_multipart = form.get("enctype") == "multipart/form-data"
        if form.find("input", attrs={"type": "file"}) and not (is_post and is_multipart):
            yield f"the form {form.get('action')!r} would not send its file"


def _summary_faults(soup: BeautifulSoup) -> Iterable[str]:
    """The mistakes are listed from the top of the page to its end, as one mends them."""
    summary = soup.find(id="error-summary")
    if summary is None:
        return
    places = {tag["id"]: place for place, tag in enumerate(soup.find_all(id=True))}
    named = [str(a["href"])[1:] for a in summary.select('a[href^="#"]')]
    order = [places[name] for name in named if name in places]
    if order != sorted(order):
        yield f"mistakes are not listed in the order of the page: {named}"


def _content_faults(soup: BeautifulSoup) -> Iterable[str]:
    for image in soup.find_all("img"):
        if image.get("alt") is None:
            yield f"the picture {image.get('src')!r} has no alternative text"
    for link in soup.find_all("a"):
        if not link.get("href"):
            yield f"a link leads nowhere: {link}"
        elif not _has_name(link):
            yield f"a link has no name: {link}"
    for value in soup.find_all(string=re.compile(r"\{\{|%\}|%\(\w+\)[sd]")):
        yield f"unfilled text: {value.strip()[:80]!r}"


def _table_faults(soup: BeautifulSoup) -> Iterable[str]:
    for table in soup.find_all("table"):
        if not (table.caption or table.get("aria-label") or table.get("aria-labelledby")):
            yield "a table has no caption"
        for head in table.find_all("th"):
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"a heading of a table has no scope: {head}"


def _has_name(tag: Tag) -> bool:
    if tag.get("aria-label") or tag.get("title") or tag.get("aria-labelledby"):
        return True
    return bool(tag.get_text().strip()) or any(i.get("alt") for i in tag.find_all("img"))


class Page:
    """A received page, for asking what stands on it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.soup = read_html(response.get_data(as_text=True))

    @property
    def text(self) -> str:
        """The words of the page, single-spaced."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return " ".join(found.get_text().split()) if found else ""

    def forms(self) -> list[Tag]:
        """The forms of the page's main part that are sent by POST, in order."""
        scope = self.soup.find("main") or self.soup
        found = [f for f in scope.find_all("form") if str(f.get("method")).lower() == "post"]
        return [form for form in found if isinstance(form, Tag)]

    def errors(self) -> dict[str, str]:
        """The message at each field, by the id of the field."""
        found = self.soup.find_all(id=re.compile("-error$"))
        return {str(t["id"]).removesuffix("-error"): " ".join(t.get_text().split()) for t in found}


def form_values(form: Tag) -> dict[str, list[str]]:
    """What a browser would send for the form as it stands, without its buttons."""
    values: dict[str, list[str]] = {}
    for control in form.find_all(["input", "select", "textarea"]):
        name, kind = control.get("name"), str(control.get("type", "text")).lower()
        if not name or control.has_attr("disabled"):
            continue
        if control.name == "select":
            sent = _selected(control)
        elif control.name == "textarea":
            sent = [control.get_text().removeprefix("\n")]
        elif kind in UNSUBMITTED or (kind in TICKED and not control.has_attr("checked")):
            continue
        else:
            sent = [str(control.get("value", "on" if kind in TICKED else ""))]
        values.setdefault(str(name), []).extend(sent)
    return values


def _selected(control: Tag) -> list[str]:
    options = control.find_all("option")
    chosen = [option for option in options if option.has_attr("selected")]
    if not chosen and options and not control.has_attr("multiple"):
        chosen = options[:1]
    return [str(option.get("value", option.get_text())) for option in chosen]


class AuditedClient(FlaskClient):
    """Every HTML answer is examined; POST gets a CSRF token unless ``csrf=False``."""

    # Off where a test asks hundreds of pages for their status alone.
    is_examining = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # Read to the end and closed at once, as a server does; files and contexts end with it.
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        is_redirect = 300 <= response.status_code < 400
        if self.is_examining and response.mimetype == "text/html" and not is_redirect:
            html = response.get_data(as_text=True)
            audit_page(html, is_fragment="<html" not in html)
            self._audit_links(html)
        return response

    def _audit_links(self, html: str) -> None:
        """Raise `PageFault` for a link to an address that does not exist or answers to no GET."""
        addresses = {re.sub(r"[0-9]+", "1", html_unescape(path)) for path in _LINK.findall(html)}
        for path in addresses - _leading:
            try:
                self.application.url_map.bind("localhost").match(path, "GET")
            except HTTPException as problem:
                raise PageFault(f"a link leads to {path}: {problem.name}") from None
            _leading.add(path)

    def post(self, path: str, data: Data | None = None, **kwargs: Any) -> TestResponse:
        """Send a form; ``data`` may map a name to a list; ``csrf=False`` leaves the token out."""
        values = dict(data or {})
        if kwargs.pop("csrf", True) and "json" not in kwargs:
            values = {"csrf_token": self.csrf_token(), **values}
        return super().post(path, data=values, **kwargs)

    def page(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """GET a page that must answer with ``status``."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, f"{path}: {response.status}"
        return Page(response)

    def csrf_token(self) -> str:
        """A token that fits this client's session."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", "only-for-tests")
        with self.application.test_request_context():
            from flask import session

            session["csrf_token"] = raw
            return str(generate_csrf())

    def submit(
        self,
        path: str,
        data: Data | None = None,
        *,
        button: str | tuple[str, str] | None = None,
        form: int | str = 0,
    ) -> TestResponse:
        """Open ``path``, fill in one of its POST forms and send it.

        ``form`` is its place among those of the main part, or the end of its address; ``button``
        is the text of the button pressed, or its (name, value). A field set to None is not sent.
        """
        page = self.page(path)
        chosen = _choose(page.forms(), form)
        values: dict[str, Any] = {**form_values(chosen), **(data or {})}
        if isinstance(button, tuple):
            values[button[0]] = button[1]
        elif button is not None:
            pressed = _button(chosen, button)
            if pressed.get("name"):
                values[str(pressed["name"])] = str(pressed.get("value", ""))
        target = urljoin(path, str(chosen.get("action") or path))
        sent = {name: value for name, value in values.items() if value is not None}
        return super().post(_local(target), data=sent)

    def sign_in(self, session: Session, user: User) -> None:
        """Begin a session for ``user`` without the page; `session` is the test's own."""
        token = services.start_session(session, user, address="127.0.0.1", browser="test")
        with self.session_transaction() as cookie:
            cookie.clear()
            cookie.update({"_user_id": token, "_fresh": True})


def _local(target: str) -> str:
    parts = urlsplit(target)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _choose(forms: list[Tag], form: int | str) -> Tag:
    if isinstance(form, int):
        assert len(forms) > form, f"the page has {len(forms)} forms"
        return forms[form]
    found = [f for f in forms if str(f.get("action", "")).split("?")[0].endswith(form)]
    assert len(found) == 1, f"{len(found)} forms lead to {form}"
    return found[0]


def _button(form: Tag, text: str) -> Tag:
    found = [b for b in form.find_all("button") if " ".join(b.get_text().split()) == text]
    assert found, f"the form has no button {text!r}"
    return found[0]
