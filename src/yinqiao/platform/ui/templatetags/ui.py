"""`{% load ui %}`: the components of the workbench. The page /gallery/ shows each of them in every state."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2 import Table

from yinqiao.platform.ui import words
from yinqiao.platform.ui.appearance import appearance_of
from yinqiao.platform.ui.lists import ListPage
from yinqiao.platform.ui.parts import Comparison, Progress, TimelineEntry
from yinqiao.platform.ui.rows import rows_of

register = template.Library()

_LEVEL_ICONS = {
    "success": "circle-check",
    "info": "info-circle",
    "warning": "alert-triangle",
    "error": "alert-octagon",
    "danger": "alert-octagon",
}

register.filter("age_words", words.age_words)
register.filter("days_words", words.days_words)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Tabler icon by its name without prefix; with `label` it is read aloud, without it is decoration."""
    if label:
        return format_html('<i class="ti ti-{}" role="img" aria-label="{}"></i>', name, label)
    return _decoration(name)


@lru_cache(maxsize=512)
def _decoration(name: str) -> SafeString:
    """Dozens of the same stand on a page."""
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def icon_for_level(level: str) -> SafeString:
    """The icon of a message level."""
    return icon(_LEVEL_ICONS.get(level, "info-circle"))


@register.simple_tag
def chip(text: object, tone: str = "neutral", symbol: str = "") -> SafeString:
    """A state in one word. Colour is never the only signal: the word says it too."""
    sign = icon(symbol) if symbol else ""
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, sign, text)


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> SafeString:
    """The attributes of `<html>` for the type size and colours that this browser chose."""
    request: HttpRequest | None = context.get("request")
    look = appearance_of(request)
    return format_html('data-theme="{}" data-type="{}"', look.theme, look.type_size)


@register.inclusion_tag("ui/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", button: str = "", picture: str = "tray") -> dict[str, str]:
    """Nothing here: said, drawn, and what to do now. `picture` is `tray`, `done` or `search`."""
    return {"title": title, "text": text, "url": url, "button": button, "picture": picture}


@register.inclusion_tag("ui/stat.html")
def stat(
    label: str, value: object, unit: str = "", hint: str = "", url: str = "", tone: str = "neutral"
) -> dict[str, object]:
    """A figure with its unit, the comparison beside it (`hint`) and the way to its people (`url`)."""
    return {"label": label, "value": value, "unit": unit, "hint": hint, "url": url, "tone": tone}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: list[TimelineEntry]) -> dict[str, Any]:
    """What happened, newest first as given."""
    return {"entries": entries}


@register.inclusion_tag("ui/compare.html")
def compare(comparison: Comparison) -> dict[str, Any]:
    """Two claims in two columns, differing parts marked, the score explained."""
    return {"comparison": comparison}


@register.inclusion_tag("ui/progress.html")
def progress(work: Progress) -> dict[str, Any]:
    """Long work: steps, bar, counts. The view at `poll_url` answers with this same part (`ui/progress.html`)."""
    return {"work": work}


@register.inclusion_tag("ui/list.html", takes_context=True)
def list_page(context: Context, page: ListPage) -> dict[str, Any]:
    """A whole list: filter bar, chips, table, bulk bar, pager (see `platform.ui.lists`)."""
    return {"page": page, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: Table) -> SafeString:
    """The rows of the page that a table shows."""
    return rows_of(table, context)


@register.inclusion_tag("ui/masked.html", takes_context=True)
def masked(
    context: Context, value: str, url: str = "", label: str = "", value_id: str = "", is_opened: bool = False
) -> dict[str, Any]:
    """A masked value with its eye. `url` answers GET with the same part asking for the purpose, POST with the value.

    Leave `url` empty where this role may not open it. `value_id` must be unique on the page.
    """
    return {
        "value": value, "url": url, "label": label, "value_id": value_id, "is_opened": is_opened,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_tag
def field(bound: BoundField, source: str = "") -> SafeString:
    """One form field: label above, what it is for, `source` of what is filled in, and its error, all tied together."""
    widget = bound.field.widget
    kind = "box" if isinstance(widget, CheckboxInput) else "line"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        kind = "choices"
    name = bound.auto_id or bound.html_name
    described = [f"{name}-hint"] if bound.help_text else []
    described += [f"{name}-source"] if source else []
    described += [f"{name}-error"] if bound.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    control = bound.as_widget(attrs={**widget.attrs, **attributes})
    return render_to_string(
        "ui/field.html", {"bound": bound, "control": control, "kind": kind, "source": source, "name": name}
    )


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The errors of a form summed up at its top, each a link to its field."""
    return {"form": form, "fields": [bound for bound in form if bound.errors]}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The summary of errors and all visible fields in order, one column."""
    return {"form": form}


@register.simple_tag
def today_words(day: date, today: date) -> str:
    """A date with the days left or passed in words beside it."""
    return f"{day:%Y-%m-%d}（{words.days_words((day - today).days)}）"


@register.simple_tag(takes_context=True)
def panel_body(context: Context, panel: Any) -> SafeString:
    """The template of a person panel with its own context, beside actor and today of the page."""
    request: HttpRequest | None = context.get("request")
    shared = {"actor": context.get("actor"), "person": context.get("person"), "today": context.get("today")}
    return render_to_string(panel.template, {**shared, **panel.context}, request)


class _CardNode(Node):
    """`{% card "标题" %} … {% endcard %}`."""

    def __init__(self, title: template.base.FilterExpression, body: NodeList) -> None:
        self.title = title
        self.nodelist = body

    def render(self, context: Context) -> SafeString:
        body = self.nodelist.render(context)
        return render_to_string("ui/card.html", {"title": self.title.resolve(context), "body": SafeString(body)})


@register.tag
def card(parser: Parser, token: Token) -> _CardNode:
    """A titled box around what stands between `{% card title %}` and `{% endcard %}`."""
    parts = token.split_contents()
    if len(parts) != 2:
        raise template.TemplateSyntaxError("{% card title %} takes exactly one title")
    title = parser.compile_filter(parts[1])
    body = parser.parse(("endcard",))
    parser.delete_first_token()
    return _CardNode(title, body)
