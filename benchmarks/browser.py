"""A small browser for what is not measured: signing in on either side, reading a page once."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.load import HOST, TIMEOUT

# What the proxy in front would send; Django's side receives the same.
PROXY = {"X-Forwarded-For": HOST, "X-Forwarded-Proto": "https", "Accept-Language": "en"}


@dataclass
class Answer:
    status: int
    body: bytes
    location: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Browser:
    """Keeps cookies for one server on this machine. ``token`` names its hidden form field."""

    port: int
    token: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        """What each request of this visitor carries."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        # Both sides check where a form comes from when the proxy says that the way was encrypted.
        return {**PROXY, "Cookie": cookies, "Referer": f"https://{HOST}:{self.port}/"}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, values: dict[str, str | list[str]]) -> Answer:
        """Send a form; a token is read from the same address first."""
        return self._ask("POST", path, self.form(path, values))

    def form(self, path: str, values: dict[str, str | list[str]]) -> str:
        """The body of a form of this address, with its token."""
        page = self.get(path).text
        pattern = rf'name="{self.token}"[^>]*value="([^"]+)"'
        found = re.search(pattern, page)
        if found is None:
            raise RuntimeError(f"{path} has no form with {self.token}.")
        return urlencode({self.token: found.group(1), **values}, doseq=True)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=body, headers=headers)
        got = connection.getresponse()
        answer = Answer(got.status, got.read(), got.headers.get("Location", ""))
        for cookie in got.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        connection.close()
        return answer
