"""A real IMAP server for tests, on ports of its own, with a certificate of its own."""

from __future__ import annotations

import imaplib
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import trustme

from app.core.mail import Mailbox
from tests.postgres import free_port

USER, PASSWORD = "city", "secret"
SECONDS = 20


@dataclass(frozen=True)
class ImapServer:
    """Where it listens, and how a program is told to read it.

    ``port`` begins in the clear and goes on by STARTTLS; ``tls_port`` is encrypted from the first
    byte.
    """

    port: int
    tls_port: int
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


class Door(socketserver.ThreadingTCPServer):
    """Gives the server, which knows only STARTTLS, a port that is encrypted from the first byte."""

    daemon_threads = True

    def __init__(self, behind: int, authority: trustme.CA, issued: trustme.LeafCert) -> None:
        super().__init__(("localhost", 0), Passage)
        self.behind = behind
        self.inwards = ssl.create_default_context()
        authority.configure_trust(self.inwards)
        outwards = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(outwards)
        self.socket = outwards.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: object) -> None:
        """A client that does not trust us, or speaks in the clear, is no fault."""


class Passage(socketserver.BaseRequestHandler):
    """One connection, handed on as it comes."""

    server: Door

    def handle(self) -> None:
        plain = socket.create_connection(("localhost", self.server.behind), timeout=SECONDS)
        greeting = plain.recv(4096)
        plain.sendall(b"door STARTTLS\r\n")
        plain.recv(4096)
        with self.server.inwards.wrap_socket(plain, server_hostname="localhost") as inside:
            self.request.sendall(greeting)
            back = threading.Thread(target=_hand_on, args=(inside, self.request), daemon=True)
            back.start()
            _hand_on(self.request, inside)
            back.join(SECONDS)


def _hand_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def imap_server(folder: Path) -> Iterator[ImapServer]:
    """The server with one empty mailbox, stopped at the end."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(certificate)
    issued.private_key_and_cert_chain_pem.write_to_path(key)
    with Door(free_port(), authority, issued) as door, (folder / "log").open("wb") as log:
        server = ImapServer(door.behind, door.server_address[1], certificate)
        command = [
            str(Path(sys.executable).with_name("pymap")), "--host", "localhost",
            "--port", str(server.port), "--cert", str(key), "--key", str(key),
            "dict", "--demo-user", USER, "--demo-password", PASSWORD,
        ]  # fmt: skip
        process = subprocess.Popen(command, stdout=log, stderr=log)
        threading.Thread(target=door.serve_forever, daemon=True).start()
        try:
            _wait(server, process)
            yield server
        finally:
            door.shutdown()
            process.terminate()
            process.wait(SECONDS)


def _wait(server: ImapServer, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error), server.connection():
            return
        time.sleep(0.1)
    raise RuntimeError("The mail server did not start.")
