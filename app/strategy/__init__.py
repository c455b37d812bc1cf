"""What the city wants: its strategy with goals, its international framework, the SDGs.

Owns: strategies, goals, objectives, focus areas, indicators, and which organisation is expert in
which focus area. One city strategy and one framework are in force at a time.
"""
