"""What a journey emits. Factors: UK Government greenhouse gas conversion factors for company
reporting, 2025 (Department for Energy Security and Net Zero), kilograms of CO2 equivalent.

Flights: "international, to/from non-UK", the average passenger, with radiative forcing. Trains:
national rail. Ferries: the average of all passengers. They are British averages: a Finnish train
emits less, a night ferry to Stockholm more. Cars are counted by vehicle, the rest by passenger.
"""

from __future__ import annotations

from decimal import Decimal

from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.models import TravelMeans

FACTOR_YEAR = 2025
FACTORS = {
    TravelMeans.FLIGHT: Decimal("0.14253"),
    TravelMeans.TRAIN: Decimal("0.03546"),
    TravelMeans.COACH: Decimal("0.02776"),
    TravelMeans.FERRY: Decimal("0.1127"),
    TravelMeans.CAR: Decimal("0.16725"),
    TravelMeans.ELECTRIC_CAR: Decimal("0.04047"),
}
"""Kilograms of CO2 equivalent for a kilometre of one passenger, or of one car."""

CARS = frozenset({TravelMeans.CAR, TravelMeans.ELECTRIC_CAR})
SEATS = 4
# Half around the world and back; the largest delegation that anybody remembers fills a bus.
FARTHEST, MOST = 50_000, 500


def emissions(means: TravelMeans, distance_km: int, travellers: int) -> Decimal:
    """Kilograms of CO2 equivalent of a journey, to a tenth; Refused when it cannot be one."""
    if not 0 < distance_km <= FARTHEST:
        raise Refused(_("Write the whole distance in kilometres."), field="distance_km")
    if not 0 < travellers <= MOST:
        raise Refused(_("Write how many of us travelled."), field="travellers")
    units = -(-travellers // SEATS) if means in CARS else travellers
    return (FACTORS[means] * distance_km * units).quantize(Decimal("0.1"))
