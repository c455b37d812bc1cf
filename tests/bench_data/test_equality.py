"""What is loaded in bulk is what the services leave behind, row by row."""

from __future__ import annotations

import pytest

from app.bench_data.rows import Row
from app.core.db import Base
from app.engagements.models import KEY, kept_quarter
from tests.bench_data import by_services
from tests.bench_data.conftest import PASSWORD, TINY, contents, opened

# The number of a request is random in the application; here each act counts as one.
# What was counted and taken away again leaves a row of zeros, which rebuilding does not.
NOT_COMPARED = {"change": {"request_id"}}


@pytest.fixture(scope="module")
def lived(app, make_database) -> str:
    """The address of a database into which the services wrote the same."""
    url = make_database()
    database = opened(url)
    with database.transaction() as session:
        by_services.fill(session, TINY, PASSWORD)
    database.engine.dispose()
    return url


def test_bulk_loading_equals_the_services(loaded, lived):
    bulk, services = contents(loaded), contents(lived)
    for table in Base.metadata.sorted_tables:
        apart = NOT_COMPARED.get(table.name, set())
        places = [at for at, column in enumerate(table.columns) if column.name not in apart]

        def compared(rows: list[Row], places: list[int] = places) -> list[Row]:
            return [tuple(row[at] for at in places) for row in rows]

        ours, theirs = bulk[table.name], services[table.name]
        if table is kept_quarter:
            theirs = [row for row in theirs if set(row[len(KEY) :]) != {"0"}]
        assert compared(ours) == compared(theirs), table.name
