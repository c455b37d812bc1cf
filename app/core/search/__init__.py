"""One search over everything, the same on both databases.

Slices hand in documents (``documents.py``) and ask for results (``query.py``); text is folded
in Python (``fold.py``), so that neither database needs an extension.
"""
