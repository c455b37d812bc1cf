"""How people of the demonstration travel: rounded ways from the capital region, there and back."""

from __future__ import annotations

from typing import Any

from app.demonstration.world import World
from app.engagements.models import TravelMeans

M = TravelMeans
# Country of the host → how one goes there, and the kilometres of the whole way. Flights are great
# circles to its main city, rounded to ten; the sea to Tallinn and the rails within Finland.
WAYS: dict[str, tuple[TravelMeans, int]] = {
    "EE": (M.FERRY, 170), "FI": (M.TRAIN, 370), "SE": (M.FLIGHT, 800), "NO": (M.FLIGHT, 1580),
    "DK": (M.FLIGHT, 1770), "LV": (M.FLIGHT, 730), "LT": (M.FLIGHT, 1230), "PL": (M.FLIGHT, 1830),
    "DE": (M.FLIGHT, 2210), "NL": (M.FLIGHT, 3010), "BE": (M.FLIGHT, 3300), "FR": (M.FLIGHT, 3820),
    "GB": (M.FLIGHT, 3650), "AT": (M.FLIGHT, 2880), "ES": (M.FLIGHT, 5280), "IT": (M.FLIGHT, 4420),
    "PT": (M.FLIGHT, 6740), "CH": (M.FLIGHT, 3570), "US": (M.FLIGHT, 13_230),
    "CN": (M.FLIGHT, 12_650), "JP": (M.FLIGHT, 15_660), "KR": (M.FLIGHT, 14_110),
    "SG": (M.FLIGHT, 18_540),
}  # fmt: skip


def journeys(world: World, organisation: str, travellers: int) -> list[dict[str, Any]]:
    """The journey to a host, where the way is known and it is not at home."""
    host = world.organisations[organisation]
    way = WAYS.get(host.country or "")
    if way is None or host.city == world.organisations[world.city].city:
        return []
    return [{"means": way[0], "distance_km": way[1], "travellers": travellers}]
