"""Quarterly reviews: a round opens one review for each partnership in effect.

Owns: rounds, reviews, the comments between owner and manager, and the frozen snapshot that an
accepted review keeps for ever; case studies with their impact chains.
"""
