"""What the city knows from elsewhere, and what it has to give.

Owns: the solutions register (learned, assessed and adopted; offered and taken up) and the knowledge
notes (market analyses, benchmarks, country briefs) with their documents.
"""
