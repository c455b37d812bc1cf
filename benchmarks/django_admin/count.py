"""Counts the statements of the Django pages: {name: [path, form or null]} → {name: number}."""

import json
import os
import sys

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

APART = ('"auth_user"', "SAVEPOINT", "BEGIN", "COMMIT")


def main():
    django.setup()
    client = Client()
    password = os.environ["DJANGO_SUPERUSER_PASSWORD"]
    client.login(username=sys.argv[1], password=password)
    counted = {}
    for name, (path, form) in json.load(sys.stdin).items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.post(path, form) if form else client.get(path)
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        statements = [query["sql"] for query in captured.captured_queries]
        counted[name] = sum(not any(word in sql for word in APART) for sql in statements)
    print(json.dumps(counted))


if __name__ == "__main__":
    main()
