"""Saved views: the filters of a list under a name, their owner's alone, without anything typed freely."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict

from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.ui.models import SavedView
from yinqiao.platform.ui.saved import SavedBar, forget_view, keepable, save_view, saved_bar
from yinqiao.platform.ui.tests.people_list import request_of

AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
LIST = "ledger:people"
OFFICER = Actor(UUID(int=3), "community_officer", "李红霞", Scope.place(10, 20, "某社区"), "某社区")
OTHER = Actor(UUID(int=4), "community_officer", "谭芳", Scope.place(10, 20, "某社区"), "某社区")


class Filters(forms.Form):
    """A free text, a choice, a number, a day."""

    name = forms.CharField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", "全部"), ("managed", "在管")])
    place = forms.TypedChoiceField(required=False, choices=[(13, "望月社区")])
    since = forms.DateField(required=False)


def _bar(actor: Actor, query: str, kwargs: dict[str, str] | None = None) -> SavedBar:
    request = request_of(query, actor=actor)
    request.resolver_match = SimpleNamespace(view_name=LIST, kwargs=kwargs or {})
    with acting(actor):
        return saved_bar(request, Filters(request.GET))


def _save(actor: Actor, name: str, query: str, list_name: str = LIST) -> str:
    return save_view(actor=actor, at=AT, list_name=list_name, name=name, query=query)


@pytest.mark.fast
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("name=王桂英&status=managed&page=3&export=1", "status=managed"),
        ("place=13&status=&sort=-name", "place=13&sort=-name"),
        ("since=2026-03-01&size=100", "since=2026-03-01"),
        ("name=王桂英", ""),
        ("sort=name", ""),
        ("strange=1", ""),
    ],
)
def test_choices_and_days_may_be_kept_but_nothing_typed_and_no_page(query: str, kept: str) -> None:
    assert keepable(QueryDict(query), Filters()) == kept


@pytest.mark.db
@pytest.mark.django_db
def test_a_view_is_kept_leads_back_and_is_offered_to_nobody_else() -> None:
    assert _bar(OFFICER, "?status=managed").query == "status=managed"
    assert _save(OFFICER, " 在管 人员 ", "status=managed") == "/people/?status=managed"
    bar = _bar(OFFICER, "?status=managed")
    assert [(one.name, one.url, one.is_current) for one in bar.links] == [("在管 人员", "?status=managed", True)]
    assert bar.query == ""
    assert _bar(OFFICER, "?place=13").query == "place=13"
    assert _bar(OTHER, "").links == []
    with acting(OTHER):
        assert not SavedView.objects.exists()
    with acting(OFFICER):
        assert list(Entry.objects.filter(action="ui.save_view").values_list("detail", flat=True)) == [{"list": LIST}]


@pytest.mark.db
@pytest.mark.django_db
def test_the_same_name_takes_the_place_of_the_older_view() -> None:
    _save(OFFICER, "常看", "status=managed")
    _save(OFFICER, "常看", "place=13")
    assert [one.url for one in _bar(OFFICER, "").links] == ["?place=13"]


@pytest.mark.db
@pytest.mark.django_db
def test_a_view_is_forgotten_by_its_owner_alone() -> None:
    _save(OFFICER, "常看", "status=managed")
    (link,) = _bar(OFFICER, "").links
    with pytest.raises(NotFound):
        forget_view(actor=OTHER, at=AT, view_id=link.id)
    assert forget_view(actor=OFFICER, at=AT, view_id=link.id) == "/people/"
    assert _bar(OFFICER, "").links == []


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "query", "list_name", "code"),
    [
        (" ", "status=managed", LIST, "ui.view_invalid"),
        ("名" * 21, "status=managed", LIST, "ui.view_invalid"),
        ("常看", "", LIST, "ui.view_invalid"),
        ("常看", "a=" + "1" * 500, LIST, "ui.view_invalid"),
        ("常看", "status=managed", "retirees:nothing", "not_found"),
        ("常看", "status=managed", "shell:person", "not_found"),
    ],
)
def test_a_view_that_cannot_be_is_refused(name: str, query: str, list_name: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        _save(OFFICER, name, query, list_name)
    assert refused.value.code == code
    assert _bar(OFFICER, "").links == []


@pytest.mark.db
@pytest.mark.django_db
def test_the_thirteenth_view_of_a_list_is_refused() -> None:
    for number in range(12):
        _save(OFFICER, f"筛选{number}", f"place={number}")
    with pytest.raises(DomainError) as refused:
        _save(OFFICER, "再一个", "status=managed")
    assert refused.value.code == "ui.too_many_views"
    assert _bar(OFFICER, "?status=managed").query == ""


@pytest.mark.fast
def test_a_list_below_an_object_and_a_list_without_filters_keep_none() -> None:
    request = request_of("?status=managed", actor=OFFICER)
    request.resolver_match = SimpleNamespace(view_name=LIST, kwargs={"batch_id": "x"})
    assert saved_bar(request, Filters(request.GET)) == SavedBar()
    request.resolver_match = SimpleNamespace(view_name=LIST, kwargs={})
    assert saved_bar(request, None) == SavedBar()
