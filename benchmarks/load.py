"""The client: a process of its own that asks pages and measures how long each answer takes.

``python -m benchmarks.load`` reads one JSON command a line and answers with one JSON line:
port, headers, requests (each method, path, body), count, seconds, users → milliseconds of each
request, elapsed seconds, bytes received, and how often each status came. It stops at the count or
after the seconds, whichever comes first; every request ends in ``TIMEOUT`` seconds.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
TIMEOUT = 180


@dataclass
class Batch:
    """What one batch of requests gave."""

    milliseconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    received: int = 0
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        return sum(n for status, n in self.statuses.items() if not status.startswith(("2", "3")))


class Client:
    """The orchestrator's end of the client process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, **command: Any) -> Batch:
        """Ask and wait for the answer."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The client has no pipes.")
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("The client ended early.")
        return Batch(**json.loads(line))

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(TIMEOUT)


class _Work:
    """Requests handed out to users one by one until the count or the time is used up."""

    def __init__(self, command: dict[str, Any]) -> None:
        self.requests: list[dict[str, Any]] = command["requests"]
        self.count: int = command["count"]
        self.ends = time.perf_counter() + command["seconds"]
        self._given = 0
        self._lock = threading.Lock()

    def take(self) -> dict[str, Any] | None:
        with self._lock:
            # At least one request is made, however short the time.
            if self._given >= self.count or (self._given and time.perf_counter() > self.ends):
                return None
            self._given += 1
            return self.requests[(self._given - 1) % len(self.requests)]


def _user(port: int, headers: dict[str, str], work: _Work, batch: Batch) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    while (asked := work.take()) is not None:
        body = asked.get("body")
        sent = {**headers, "Content-Type": "application/x-www-form-urlencoded"} if body else headers
        began = time.perf_counter()
        try:
            connection.request(asked["method"], asked["path"], body=body, headers=sent)
            answer = connection.getresponse()
            size, status = len(answer.read()), str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            size, status = 0, type(error).__name__
        batch.milliseconds.append((time.perf_counter() - began) * 1000)
        batch.received += size
        batch.statuses[status] = batch.statuses.get(status, 0) + 1
    connection.close()


def perform(command: dict[str, Any]) -> Batch:
    """Run one command with as many users at once as it asks for."""
    work, batch = _Work(command), Batch()
    parts = [Batch() for _ in range(command["users"])]
    arguments = [(command["port"], command["headers"], work, part) for part in parts]
    began = time.perf_counter()
    if len(arguments) == 1:
        _user(*arguments[0])
    else:
        threads = [threading.Thread(target=_user, args=each) for each in arguments]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    batch.elapsed = time.perf_counter() - began
    for part in parts:
        batch.milliseconds += part.milliseconds
        batch.received += part.received
        for status, number in part.statuses.items():
            batch.statuses[status] = batch.statuses.get(status, 0) + number
    return batch


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(asdict(perform(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
