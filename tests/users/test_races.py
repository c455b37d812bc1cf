"""Rules that must hold although several people, or one with many hands, act at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa

from app.core.errors import Refused
from app.core.session import Database
from app.users import services
from app.users.models import UnitKind, User
from tests.factories.users import PASSWORD


def at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(act, range(number)))


def test_many_guesses_at_once_are_no_way_round_the_delay(database: Database):
    def guess(_number: int) -> bool:
        with database.transaction() as session:
            return services.count_attempt(session, "a@example.org", "192.0.2.1") is None

    assert sum(at_once(12, guess)) == 5


def test_only_one_of_two_founders_becomes_the_administrator(database: Database):
    def found(number: int) -> bool:
        values = {
            "unit_name": f"Unit {number}",
            "unit_kind": UnitKind.UNIT,
            "email": f"founder{number}@example.org",
            "name": f"Founder {number}",
            "password": PASSWORD,
            "locale": "en",
        }
        try:
            with database.transaction() as session:
                services.found_installation(session, values)
        except Refused:
            return False
        return True

    assert sum(at_once(4, found)) == 1
    with database.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(User)) == 1
