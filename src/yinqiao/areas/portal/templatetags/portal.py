"""Tags of the portal's pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from yinqiao.areas.portal.views.cookies import TYPE_SIZES, type_size

register = template.Library()


@register.simple_tag(takes_context=True)
def type_now(context: dict[str, Any]) -> str:
    """The type of this browser, in pixels."""
    return type_size(context.get("request"))


@register.simple_tag(takes_context=True)
def type_beside(context: dict[str, Any], step: int) -> str:
    """The next larger (1) or smaller (-1) type; empty where there is none."""
    sizes = list(TYPE_SIZES)
    at = sizes.index(type_size(context.get("request"))) + step
    return sizes[at] if 0 <= at < len(sizes) else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as it is read aloud: 2026年3月5日."""
    if value is None:
        return ""
    told = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{told.year}年{told.month}月{told.day}日"


@register.filter
def spaced(phone: str) -> str:
    """A phone in groups that an eye can follow: 138 1234 5678."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 and phone.isdigit() else phone
