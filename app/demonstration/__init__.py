"""The demonstration cities: two lived years of Helsinki or Espoo, written through the services."""

from app.demonstration.load import load_city

__all__ = ["load_city"]
