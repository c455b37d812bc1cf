"""Pages are compressed for their own readers and for nobody else."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from tests.client import AuditedClient
from tests.conftest import SignIn

ACCEPTS = {"Accept-Encoding": "gzip, deflate, br"}


def headers(site: str | None) -> dict[str, str]:
    return ACCEPTS if site is None else ACCEPTS | {"Sec-Fetch-Site": site}


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_asked_for_by_its_reader_is_compressed(
    client: AuditedClient, sign_in: SignIn, site: str
) -> None:
    sign_in("officer")
    # Not by the auditing way, which reads plain pages.
    answer = FlaskClient.open(client, "/", headers=headers(site))
    page = gzip.decompress(answer.get_data())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"Good day" in page
    assert len(answer.get_data()) < len(page) / 2
    assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    assert {"Accept-Encoding", "Sec-Fetch-Site"} <= set(answer.vary)


@pytest.mark.parametrize("site", ["cross-site", "same-site", None, "", "None"])
def test_size_tells_nothing_to_another_site(
    client: AuditedClient, sign_in: SignIn, site: str | None
) -> None:
    sign_in("officer")
    answer = client.open("/search?q=guess", headers=headers(site))
    assert "Content-Encoding" not in answer.headers
    assert b"guess" in answer.get_data()
    assert "sec-fetch-site" in {name.lower() for name in answer.vary}


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_nothing_is_compressed_for_who_cannot_read_it(
    client: AuditedClient, sign_in: SignIn, accepted: str
) -> None:
    sign_in("officer")
    sent = {"Accept-Encoding": accepted, "Sec-Fetch-Site": "none"}
    assert "Content-Encoding" not in client.open("/", headers=sent).headers


def test_exports_and_short_answers_stay_as_they_are(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    for path in ("/engagements?format=csv", "/search/suggest?q=zz"):
        assert "Content-Encoding" not in client.open(path, headers=headers("none")).headers
