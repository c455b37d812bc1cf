"""The portfolio in pictures: each a drawing, and the same in a table beneath it."""

from app.insight.pictures.chain import impact_chain
from app.insight.pictures.coverage import coverage
from app.insight.pictures.frame import Picture, asked, quarters, svg
from app.insight.pictures.money import cost
from app.insight.pictures.paper import all_on_paper, figure
from app.insight.pictures.priority import priority
from app.insight.pictures.rounds import trend_pictures
from app.insight.pictures.time import timeline

BUILDERS = {"coverage": coverage, "priority": priority, "cost": cost, "timeline": timeline}

__all__ = [
    "BUILDERS",
    "Picture",
    "all_on_paper",
    "asked",
    "figure",
    "impact_chain",
    "quarters",
    "svg",
    "trend_pictures",
]
