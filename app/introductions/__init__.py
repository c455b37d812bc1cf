"""Asking the owner of a relation for an introduction.

Owns: the requests, from the question with its purpose to the meeting that is planned, the reason
why not, or the colleague who knows better.
"""
