"""Counts the statements of our pages, in a process of its own and not while they are measured.

``python -m benchmarks.statements URL`` reads {name: [path, e-mail, form or null]} as JSON and
writes {name: number}. As in the tests, what every signed-in page costs (session, access log)
stands apart.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

from sqlalchemy import event

from app import create_app
from app.core.session import db
from benchmarks.accounts import PASSWORD
from config import Settings

APART = re.compile(
    r"\buser_session\b|\baccess_log\b|\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.I
)


def main(url: str) -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    application = create_app(Settings.from_environment({**os.environ, "DATABASE_URL": url}))
    application.config["WTF_CSRF_ENABLED"] = False
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not APART.match(statement) and not APART.search(statement):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    counted, clients = {}, {}
    for name, (path, email, form) in asked.items():
        if email not in clients:
            clients[email] = application.test_client()
            clients[email].post("/sign-in", data={"email": email, "password": PASSWORD})
        for _ in range(1 if form or "format=" in path else 2):
            # The second time shows what a page costs once the process has its lists of choices.
            seen.clear()
            client = clients[email]
            answer = client.post(path, data=form) if form else client.get(path)
            answer.get_data()
        counted[name] = len(seen)
    print(json.dumps(counted))


if __name__ == "__main__":
    main(sys.argv[1])
