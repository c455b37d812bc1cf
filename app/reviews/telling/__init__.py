"""What the log says of a partnership, told in the sections of a case study and its impact chain.

Everything is told for an audience: engagements that it may not know are neither counted nor named,
and what owners wrote in reviews is for the city's own people, so the public is told none of it.
Blank stays blank: what the log does not know is left to whoever writes.
"""

from app.reviews.telling.chain import chain
from app.reviews.telling.sections import sections
from app.reviews.telling.sources import Sources, gather

__all__ = ["Sources", "chain", "gather", "sections"]
