"""Declarative base, column types and mixins. Knows neither Flask nor any feature."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.core import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC moment in Python, a naive UTC timestamp in the database."""

    impl = sa.DateTime
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Folded(sa.types.TypeDecorator[str]):
    """Folded text compared byte by byte, so that both engines sort and search it alike."""

    impl = sa.Text
    cache_ok = True
    python_type = str

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.Text(collation="C"))
        return dialect.type_descriptor(sa.Text())


def str_enum(choices: type[enum.StrEnum], length: int = 40, name: str = "") -> sa.Enum:
    """A column type that stores the value of ``choices`` as a string guarded by a CHECK.

    The CHECK is named after the enumeration; a table that uses one twice gives each a ``name``.
    """
    return sa.Enum(
        choices,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=length,
        name=name or _snake(choices.__name__),
        values_callable=lambda members: [member.value for member in members],
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def only_compared(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column, but SQLite, which knows no statistics, does not choose an index by it.

    PostgreSQL sees through it and chooses as it would."""
    return sa.case((sa.true(), column))


def as_it_is(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column itself, where one chooses between this and `only_compared`."""
    return column


class Visibility(enum.StrEnum):
    """Who may see a record: anyone, the city's employees, or its unit and the coordinators."""

    PUBLIC = "public"
    CITY = "city"
    RESTRICTED = "restricted"


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime(), str: sa.Text()}  # noqa: RUF012 (SQLAlchemy's own contract)


class Stamped:
    """When a row was made and last changed, in UTC."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class Versioned:
    """A number that rises with every change; a stale save is refused (see ``forms.Conflict``)."""

    @declared_attr
    def version(cls) -> Mapped[int]:
        return mapped_column(sa.Integer, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Evidence:
    """Where a fact comes from, as of when, and whether somebody has checked it."""

    source: Mapped[str] = mapped_column(default="")
    evidence_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    verified_by_name: Mapped[str] = mapped_column(default="")
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None
