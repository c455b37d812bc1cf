"""Money keeps the original amount and currency beside the stated euro value and its date."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency

CURRENCIES = ("EUR", "USD", "DKK", "SEK", "NOK", "GBP", "CHF", "JPY", "CNY", "ISK", "PLN", "CZK")


# The same fees fill many rows of many pages.
@lru_cache(maxsize=2048)
def format_money(value: Decimal, currency: str, locale: str) -> str:
    """An amount as people write it in ``locale``; cents only when there are any."""
    whole = value == value.to_integral_value()
    pattern = "#,##0\xa0¤¤" if whole else "#,##0.00\xa0¤¤"
    return str(
        format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
    )
