"""What every slice stands on: database, session, audit, permissions, lists, forms, search.

Nothing in here knows a feature; slices register what core must reach (see ``hooks``).
"""
