"""The joint coordination group for international affairs.

Owns: its dated seats and who sat in them when, so that the composition on any date is known.
"""
