"""What our pages do inside: statements, and where their time goes, apart from the measurement.

``python -m benchmarks.inside URL`` reads {name: [path, e-mail, form or null]} as JSON and writes
{name: {statements, total, driver, templates}}: processor milliseconds of one request in this
process, least of several, and the parts of it within the driver's execution of statements and
within templates. The rest is ours: routing, session, the mapping of rows, rules. As in the tests,
the statements that every signed-in page costs (session, access log) stand apart.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, before_render_template, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.core.session import db
from benchmarks.accounts import PASSWORD
from config import Settings

APART = re.compile(
    r"\buser_session\b|\baccess_log\b|\A\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.I
)
TIMES = 8


@dataclass
class Watch:
    """Listens while one request runs."""

    statements: int = 0
    driver: float = 0.0
    templates: float = 0.0
    _began: dict[str, float] = field(default_factory=dict)

    def listen(self, application: Flask) -> None:
        event.listen(db.engine, "before_cursor_execute", self._before_statement)
        event.listen(db.engine, "after_cursor_execute", self._after_statement)
        before_render_template.connect(self._before_template, application)
        template_rendered.connect(self._after_template, application)

    def clear(self) -> None:
        self.statements, self.driver, self.templates = 0, 0.0, 0.0

    def _before_statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements += not APART.search(statement)
        self._began["statement"] = time.process_time()

    def _after_statement(self, *_: Any) -> None:
        self.driver += time.process_time() - self._began["statement"]

    def _before_template(self, *_: Any, **__: Any) -> None:
        self._began["template"] = time.process_time()

    def _after_template(self, *_: Any, **__: Any) -> None:
        self.templates += time.process_time() - self._began["template"]


def main(url: str) -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    application = create_app(Settings.from_environment({**os.environ, "DATABASE_URL": url}))
    application.config["WTF_CSRF_ENABLED"] = False
    watch = Watch()
    watch.listen(application)
    clients: dict[str, FlaskClient] = {}
    found = {}
    for name, (path, email, form) in asked.items():
        if email not in clients:
            clients[email] = application.test_client()
            clients[email].post("/sign-in", data={"email": email, "password": PASSWORD})
        # The first time fills what a process keeps; what writes or is long is asked once.
        times = 1 if form or "format=" in path else TIMES
        found[name] = min(
            (_once(clients[email], watch, path, form) for _ in range(times)),
            key=lambda one: one["total"],
        )
    print(json.dumps(found))


def _once(client: FlaskClient, watch: Watch, path: str, form: Any) -> dict[str, float]:
    watch.clear()
    began = time.process_time()
    answer = client.post(path, data=form) if form else client.get(path)
    answer.get_data()
    total = time.process_time() - began
    return {
        "statements": watch.statements,
        "total": total * 1000,
        "driver": watch.driver * 1000,
        "templates": watch.templates * 1000,
    }


if __name__ == "__main__":
    main(sys.argv[1])
