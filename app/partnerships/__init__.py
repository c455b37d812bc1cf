"""The partnership aggregate and its four kinds, tied to an owner and to the city's goals.

Owns: network memberships, city agreements, EU projects, other cooperation, their alignments to
goals, and the gate that an active partnership must pass.
"""
