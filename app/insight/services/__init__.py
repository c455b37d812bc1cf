"""What people keep of what they read: searches, and long reports that are made for them."""

from app.insight.services.orders import fail_order, finish_order, move_order, order_report
from app.insight.services.saved import remove_search, save_search

__all__ = [
    "fail_order",
    "finish_order",
    "move_order",
    "order_report",
    "remove_search",
    "save_search",
]
