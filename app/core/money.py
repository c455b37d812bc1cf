"""Money keeps the original amount and currency beside the stated euro value and its date."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency

CURRENCIES = ("EUR", "USD", "DKK", "SEK", "NOK", "GBP", "CHF", "JPY", "CNY", "ISK", "PLN", "CZK")


def format_money(value: Decimal, currency: str, locale: str) -> str:
    """An amount as people write it in ``locale``; cents only when there are any."""
    whole = value == value.to_integral_value()
    pattern = "#,##0\xa0¤¤" if whole else "#,##0.00\xa0¤¤"
    return str(
        format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
    )
