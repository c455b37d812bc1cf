"""List pages are data: columns, filters and a query; the query string holds all state.

Paging is by key (sort values, number), so that a deep page costs what the first one does; the count
is capped, because nobody reads the difference between 1,400 and 1,500.
"""

from app.core.lists.body import options_of, rows_of
from app.core.lists.declared import Column, Filter, ListPage
from app.core.lists.paging import Order
from app.core.lists.result import ListResult, exported, shown
from app.core.lists.running import everything, run

__all__ = [
    "Column",
    "Filter",
    "ListPage",
    "ListResult",
    "Order",
    "everything",
    "exported",
    "options_of",
    "rows_of",
    "run",
    "shown",
]
