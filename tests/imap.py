"""A real IMAP server for tests, on a port of its own, with a certificate of its own."""

from __future__ import annotations

import imaplib
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.mail import Mailbox
from tests.postgres import free_port

USER, PASSWORD = "city", "secret"
SECONDS = 20


@dataclass(frozen=True)
class ImapServer:
    """Where it listens, and how a program is told to read it."""

    port: int
    certificate: Path

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox(
            "localhost", self.port, "starttls", USER, PASSWORD, ca_file=str(self.certificate)
        )

    def receive(self, message: bytes) -> None:
        """A message arrives, unread."""
        with self.connection() as connection:
            connection.append("INBOX", "", "", message)

    def unread(self) -> int:
        with self.connection() as connection:
            connection.select("INBOX")
            return len(connection.search(None, "UNSEEN")[1][0].split())

    @contextmanager
    def connection(self) -> Iterator[imaplib.IMAP4]:
        connection = imaplib.IMAP4("localhost", self.port, timeout=SECONDS)
        connection.starttls(ssl.create_default_context(cafile=str(self.certificate)))
        connection.login(USER, PASSWORD)
        yield connection
        connection.logout()


@contextmanager
def imap_server(folder: Path) -> Iterator[ImapServer]:
    """The server with one empty mailbox, stopped at the end."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, which makes the certificate of the mail server.")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", key, "-out", certificate, "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    server = ImapServer(free_port(), certificate)
    command = [
        str(Path(sys.executable).with_name("pymap")), "--host", "localhost",
        "--port", str(server.port), "--cert", str(certificate), "--key", str(key),
        "dict", "--demo-user", USER, "--demo-password", PASSWORD,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(SECONDS)


def _wait(server: ImapServer, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error), server.connection():
            return
        time.sleep(0.1)
    raise RuntimeError("The mail server did not start.")
