"""Accounts, roles, the city's units, sign-in and server-side sessions.

Owns: units, users, their sessions, the throttle that slows guessing.
Everything that is owned by a person points here.
"""
