"""The organisations and people the city deals with.

Owns: organisations with their names and aliases, contacts with dated affiliations, and which
organisation is a member of which network.
"""
