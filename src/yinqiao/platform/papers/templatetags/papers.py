"""`{% paper_links "catalogue" row.id %}`: what the reader may print about a thing, each a way to its print page."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yinqiao.platform.papers.kinds import papers
from yinqiao.platform.ui.templatetags.ui import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_links(context: dict[str, Any], subject: str, subject_id: object) -> SafeString:
    """The buttons; nothing for a role that prints none of them."""
    role = context["request"].actor.role
    found = [
        (reverse("papers:print", args=[one.code, str(subject_id)]), icon("printer"), one.short)
        for one in papers.about(subject, role)
    ]
    return format_html("{}", format_html_join(" ", '<a class="btn" href="{}">{} 打印{}</a>', found))
