"""A city's register of any size, always the same: the data that benchmarks measure.

Numbered specifications (`organisations.py`, `engagements.py` …) say what the services would be
asked for; `loading.py` writes them past the services in bulk, and a test shows both to be equal.
"""

from app.bench_data.loading import load, steps
from app.bench_data.scales import SCALES

__all__ = ["SCALES", "load", "steps"]
