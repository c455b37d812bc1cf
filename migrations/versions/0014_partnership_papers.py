"""What hangs on a partnership: instruments, files, obligations; on a network, fees and seats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = ("agreement", "memorandum", "letter_of_intent", "action_plan", "statutes", "decision")
TERMS = ("fixed", "auto_renewing", "evergreen", "unknown")
RECURRENCES = ("none", "monthly", "quarterly", "half_yearly", "yearly")


def choice(name: str, check: str, values: tuple[str, ...]) -> sa.Column[str]:
    """A column that holds one of these words."""
    kind = sa.Enum(*values, name=check, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def days(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade() -> None:
    _instruments()
    _obligations()
    _memberships()
    _documents()


def _instruments() -> None:
    op.create_table(
        "instrument",
        number("id"),
        number("partnership_id"),
        choice("kind", "instrument_kind", KINDS),
        *text("title", "our_signatories", "their_signatories", "languages", "term_as_written"),
        *text("notes"),
        choice("binding", "binding", ("binding", "not_binding", "unknown")),
        choice("term", "term", TERMS),
        *days("signed_on", "starts_on", "ends_on"),
        number("renewal_months", nullable=True),
        number("notice_months", nullable=True),
        number("version"),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_instrument_term_order"),
        ),
        key("instrument", "partnership_id", "partnership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
    )
    op.create_index("ix_instrument_partnership", "instrument", ["partnership_id", "id"])


def _obligations() -> None:
    op.create_table(
        "obligation",
        number("id"),
        number("partnership_id"),
        *text("what", "evidence", "evidence_url"),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        choice("recurrence", "recurrence", RECURRENCES),
        number("responsible_id", nullable=True),
        *days("fulfilled_on"),
        number("version"),
        sa.CheckConstraint("due_on >= first_due_on", name=op.f("ck_obligation_due_order")),
        key("obligation", "partnership_id", "partnership"),
        key("obligation", "responsible_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index("ix_obligation_partnership", "obligation", ["partnership_id", "due_on"])
    op.create_index(
        "ix_obligation_open", "obligation", ["responsible_id", "fulfilled_on", "due_on"]
    )


def _memberships() -> None:
    op.create_table(
        "membership_fee",
        number("id"),
        number("membership_id"),
        number("year"),
        sa.Column("amount", sa.Numeric(14, 2), nullable=True),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("eur", sa.Numeric(14, 2), nullable=True),
        *days("eur_on", "due_on", "paid_on"),
        *text("budget_line", "note"),
        number("version"),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_membership_fee_amount")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name=op.f("ck_membership_fee_year")),
        key("membership_fee", "membership_id", "network_membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_fee")),
        sa.UniqueConstraint(
            "membership_id", "year", name=op.f("uq_membership_fee_membership_id_year")
        ),
    )
    op.create_table(
        "network_seat",
        number("id"),
        number("membership_id"),
        *text("body", "role", "holder_name", "note"),
        number("places"),
        number("holder_id", nullable=True),
        *days("from_on", "to_on"),
        number("version"),
        sa.CheckConstraint(
            "(holder_id IS NULL) <> (holder_name = '')", name=op.f("ck_network_seat_one_holder")
        ),
        sa.CheckConstraint("places >= 1", name=op.f("ck_network_seat_places")),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on IS NULL OR to_on >= from_on",
            name=op.f("ck_network_seat_term_order"),
        ),
        key("network_seat", "membership_id", "network_membership"),
        key("network_seat", "holder_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_seat")),
    )
    op.create_index("ix_network_seat_membership", "network_seat", ["membership_id", "id"])
    op.create_index("ix_network_seat_holder", "network_seat", ["holder_id", "to_on"])


def _documents() -> None:
    table = "partnership_document"
    op.create_table(
        table,
        number("id"),
        number("partnership_id"),
        number("instrument_id", nullable=True),
        number("obligation_id", nullable=True),
        number("attachment_id"),
        *text("title"),
        sa.CheckConstraint(
            "instrument_id IS NULL OR obligation_id IS NULL", name=op.f(f"ck_{table}_one_place")
        ),
        key(table, "partnership_id", "partnership"),
        key(table, "instrument_id", "instrument"),
        key(table, "obligation_id", "obligation"),
        key(table, "attachment_id", "attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_partnership", table, ["partnership_id", "id"])
    for column in ("instrument_id", "obligation_id", "attachment_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table in (
        "partnership_document", "network_seat", "membership_fee", "obligation", "instrument",
    ):  # fmt: skip
        op.drop_table(table)
