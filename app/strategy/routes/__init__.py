"""Pages of strategy."""

from app.strategy import labels
from app.strategy.routes import adoption, expertise, indicators, parts, strategies
from app.strategy.routes.blueprint import bp

__all__ = ["adoption", "bp", "expertise", "indicators", "labels", "parts", "strategies"]
