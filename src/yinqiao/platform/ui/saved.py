"""Saved views of lists: which filters may be kept, the links of a list's bar, the acts that keep and forget one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models.functions import Now
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse

from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.ui.models import SavedView

MOST_VIEWS = 12
LONGEST_NAME, LONGEST_QUERY = 20, 500


@dataclass(frozen=True, slots=True)
class SavedLink:
    """One saved view of the list on the screen."""

    id: UUID
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SavedBar:
    """What a list's bar shows: the views of its reader, and the query that could be kept now (empty: nothing new)."""

    list_name: str = ""
    links: Sequence[SavedLink] = ()
    query: str = ""


def saved_bar(request: HttpRequest, form: forms.Form | None) -> SavedBar:
    """The saved views of the list that a request asked for; nothing for a list without filters or below an object."""
    match = request.resolver_match
    actor: Actor | None = getattr(request, "actor", None)
    if form is None or match is None or match.kwargs or actor is None or actor.id is None:
        return SavedBar()
    query = keepable(request.GET, form)
    links = [
        SavedLink(one.pk, one.name, f"?{one.query}", one.query == query)
        for one in SavedView.objects.filter(owner_id=actor.id, list_name=match.view_name).order_by("name")
    ]
    is_new = query and not any(one.is_current for one in links) and len(links) < MOST_VIEWS
    return SavedBar(match.view_name, links, query if is_new and len(query) <= LONGEST_QUERY else "")


def keepable(query: QueryDict, form: forms.Form) -> str:
    """The chosen filters that may be kept, with the sort: never what was typed freely, which may name a person."""
    kept = QueryDict(mutable=True)
    for name in sorted(query):
        if name == "sort" or (name in form.fields and not _is_free_text(form.fields[name])):
            kept.setlist(name, [value for value in query.getlist(name) if value])
    chosen = {name: values for name, values in kept.lists() if values}
    return "" if set(chosen) <= {"sort"} else _encoded(chosen)


def _encoded(chosen: dict[str, list[Any]]) -> str:
    made = QueryDict(mutable=True)
    for name, values in chosen.items():
        made.setlist(name, values)
    return made.urlencode()


def _is_free_text(field: forms.Field) -> bool:
    return type(field) is forms.CharField


def save_view(*, actor: Actor, at: datetime, list_name: str, name: str, query: str) -> str:
    """Keep filters under a name, in the place of an older view of that name; returns the address of the list with them.

    NotFound for a list that is not there; Invalid without a name or with a query too long; Refused beyond
    `MOST_VIEWS` of one list.
    """
    address = _address_of(list_name)
    name, query = " ".join(name.split()), QueryDict(query).urlencode()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise _invalid("name", f"请填写名称，最多 {LONGEST_NAME} 个字。")
    if not 1 <= len(query) <= LONGEST_QUERY:
        raise _invalid("query", "筛选条件过多，请去掉一些条件后再保存。")
    with perform(actor=actor, action="ui.save_view", at=at) as act:
        own = SavedView.objects.filter(owner_id=_owner(actor), list_name=list_name)
        if not own.filter(name=name).exists() and own.count() >= MOST_VIEWS:
            raise Refused(
                "ui.too_many_views",
                f"这个列表已有 {MOST_VIEWS} 个常用筛选。",
                next_step="请先删去不再使用的常用筛选。",
            )
        SavedView.objects.update_or_create(
            owner_id=_owner(actor), list_name=list_name, name=name, defaults={"query": query, "saved_at": Now()}
        )
        act.note(list=list_name)
    return f"{address}?{query}"


def forget_view(*, actor: Actor, at: datetime, view_id: UUID) -> str:
    """Remove a view of the actor's own; returns the address of its list. NotFound for another's."""
    with perform(actor=actor, action="ui.forget_view", at=at) as act:
        found = SavedView.objects.filter(owner_id=_owner(actor), pk=view_id).first()
        if found is None:
            raise NotFound
        found.delete()
        act.note(list=found.list_name)
    return _address_of(found.list_name)


def _owner(actor: Actor) -> UUID:
    """Who signed in; a process of ours keeps no views."""
    if actor.id is None:
        raise NotFound
    return actor.id


def _address_of(list_name: str) -> str:
    try:
        return reverse(list_name)
    except NoReverseMatch:
        raise NotFound from None


def _invalid(field: str, message: str) -> Invalid:
    return Invalid("ui.view_invalid", message, fields={field: message}, next_step="请返回列表重新保存。")
