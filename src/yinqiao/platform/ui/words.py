"""Ages, days left and addresses in the words that screens use."""

from __future__ import annotations

from datetime import date

from django.urls import NoReverseMatch, reverse


def age_words(born_on: date | None, today: date) -> str:
    """Full years in words: `87 岁`. Empty when the birth date is not known or lies ahead.

    Whoever is born on 29 February turns a year older on 1 March in common years.
    """
    if born_on is None or born_on > today:
        return ""
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return f"{years} 岁"


def days_words(days: int) -> str:
    """Days left (positive) or passed (negative): `还有 3 天`, `今天`, `已超 5 天`."""
    if days > 0:
        return f"还有 {days} 天"
    return "今天" if days == 0 else f"已超 {-days} 天"


def address_of(url_name: str) -> str:
    """The address of a page, or an empty string where the page does not exist in this installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
