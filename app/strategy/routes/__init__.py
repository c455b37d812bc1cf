"""Pages of strategy."""

from app.strategy import labels
from app.strategy.routes import adoption, changes, expertise, indicators, parts, strategies
from app.strategy.routes.blueprint import bp

__all__ = ["adoption", "bp", "changes", "expertise", "indicators", "labels", "parts", "strategies"]
