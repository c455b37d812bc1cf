"""A register so small that it is loaded in a second, but with some of everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.bench_data import load
from app.bench_data.scales import Scale
from app.core.db import Base
from app.core.session import Database

TINY = Scale(
    organisations=90,
    contacts=150,
    partnerships=30,
    engagements=200,
    users=14,
    units=14,
    busy=20,
)
PASSWORD = "seven herons at the icy quay"


@pytest.fixture(scope="module")
def loaded(app: Flask, make_database: Callable[[], str]) -> str:
    """The address of a database with the tiny register, for tests that only look at it."""
    url = make_database()
    with app.app_context():
        load(url, TINY, PASSWORD, lambda _steps: None)
    return url


def opened(url: str) -> Database:
    database = Database()
    database.init(url)
    return database


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of its key, as the driver gives it."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = {}
        for table in Base.metadata.sorted_tables:
            keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {keys}')
            found[table.name] = [tuple(map(str, row)) for row in rows]
    engine.dispose()
    return found
