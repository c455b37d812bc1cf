"""The seventeen Sustainable Development Goals, by their official names in three languages.

Going down keeps those that a goal or a partnership is tied to, so that nothing tied is lost; going
up again adds what is missing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SDGS = (
    (1, "No Poverty", "Ei köyhyyttä", "Ingen fattigdom"),
    (2, "Zero Hunger", "Ei nälkää", "Ingen hunger"),
    (3, "Good Health and Well-being", "Terveyttä ja hyvinvointia", "God hälsa och välbefinnande"),
    (4, "Quality Education", "Hyvä koulutus", "God utbildning för alla"),
    (5, "Gender Equality", "Sukupuolten tasa-arvo", "Jämställdhet"),
    (
        6,
        "Clean Water and Sanitation",
        "Puhdas vesi ja sanitaatio",
        "Rent vatten och sanitet för alla",
    ),
    (7, "Affordable and Clean Energy", "Edullista ja puhdasta energiaa", "Hållbar energi för alla"),
    (
        8,
        "Decent Work and Economic Growth",
        "Ihmisarvoista työtä ja talouskasvua",
        "Anständiga arbetsvillkor och ekonomisk tillväxt",
    ),
    (
        9,
        "Industry, Innovation and Infrastructure",
        "Kestävää teollisuutta, innovaatioita ja infrastruktuureja",
        "Hållbar industri, innovationer och infrastruktur",
    ),
    (10, "Reduced Inequalities", "Eriarvoisuuden vähentäminen", "Minskad ojämlikhet"),
    (
        11,
        "Sustainable Cities and Communities",
        "Kestävät kaupungit ja yhteisöt",
        "Hållbara städer och samhällen",
    ),
    (
        12,
        "Responsible Consumption and Production",
        "Vastuullista kuluttamista",
        "Hållbar konsumtion och produktion",
    ),
    (13, "Climate Action", "Ilmastotekoja", "Bekämpa klimatförändringarna"),
    (14, "Life Below Water", "Vedenalainen elämä", "Hav och marina resurser"),
    (15, "Life on Land", "Maanpäällinen elämä", "Ekosystem och biologisk mångfald"),
    (
        16,
        "Peace, Justice and Strong Institutions",
        "Rauha, oikeudenmukaisuus ja hyvä hallinto",
        "Fredliga och inkluderande samhällen",
    ),
    (
        17,
        "Partnerships for the Goals",
        "Yhteistyö ja kumppanuus",
        "Genomförande och globalt partnerskap",
    ),
)

sdg = sa.table(
    "sdg",
    sa.column("number", sa.Integer),
    sa.column("name_en", sa.Text),
    sa.column("name_fi", sa.Text),
    sa.column("name_sv", sa.Text),
)


def upgrade() -> None:
    present = set(op.get_bind().scalars(sa.select(sdg.c.number)))
    columns = ("number", "name_en", "name_fi", "name_sv")
    missing = [dict(zip(columns, row, strict=True)) for row in SDGS if row[0] not in present]
    if missing:
        op.bulk_insert(sdg, missing)


def downgrade() -> None:
    tied = [
        sa.select(sa.column("sdg_number")).select_from(sa.table(link))
        for link in ("goal_sdg", "partnership_sdg")
    ]
    op.execute(sa.delete(sdg).where(*(sdg.c.number.not_in(numbers) for numbers in tied)))
