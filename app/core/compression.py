"""Makes pages smaller on their way to their own readers (docs/adr/0012-compressing-pages.md)."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "application/json"})
# The size of a compressed page tells what repeats in it. Somebody who makes a browser ask for our
# pages, watches their sizes and chooses words that they repeat could so guess what else stands in
# them. Only another site could do that, and browsers say who asked: such answers stay as they are.
OWN_SITE = frozenset({"same-origin", "none"})
# Bytes below which a page fits into one packet anyhow.
LEAST = 1024
LEVEL = 5


def init_app(app: Flask) -> None:
    """Compress what the application itself answers; files of /static/ have twins on disk."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES or response.is_streamed:
        return response
    response.vary.update(("Accept-Encoding", "Sec-Fetch-Site"))
    is_own = request.headers.get("Sec-Fetch-Site") in OWN_SITE
    if not is_own or not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    page = response.get_data()
    if len(page) >= LEAST:
        response.set_data(gzip.compress(page, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
