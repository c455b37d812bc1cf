"""Proposals: somebody asks the city to join, sign or do something, and the city answers.

Owns: proposals with their triage, two independent assessments, recommendation, decision and
answer; the public form. A proposal that is accepted becomes a partnership.
"""
