"""List pages: filters whose state is the address, chips, sort by head, page size, bulk bar, export with purpose.

A room describes its list once and answers with one call. Worked example (`areas/handover/views.py`):

    class WaitingTable(tables.Table):
        pick = PickColumn(accessor="id")
        name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("id")}))
        due_on = DayColumn(verbose_name="接收期限", left_from=timezone.localdate)

    class WaitingFilter(forms.Form):                       # or a django_filters.FilterSet over a QuerySet
        enterprise = forms.ChoiceField(label="原企业", required=False, choices=enterprise_choices)

    WAITING = ListSpec(
        title="待接收人员", table=WaitingTable, filters=WaitingFilter,
        bulk=(BulkAction("接收", "handover:accept", is_main=True), BulkAction("退回", "handover:return")),
        export=Export("待接收人员", COLUMNS, row=waiting_values, action="handover.waiting_exported"),
        empty=Empty("没有等待接收的人员", "企业提交名册后，会分送到这里。", picture="done"),
    )

    @requires("community_officer")
    def waiting(request):
        def load(chosen):                                  # `chosen`: the cleaned values of the filter form
            return queries.list_waiting(scope=request.actor.scope, **chosen)
        return answer_list(request, WAITING, load)

    @requires("community_officer")
    @require_POST
    def accept(request):
        ids = chosen_ids(request, WAITING, load)           # picked boxes, or all rows that match

`load` answers with a QuerySet or a sequence; with a FilterSet it answers with the QuerySet to be filtered. Numbers of
identity papers and phones are no filters: an address is kept in histories and logs. Those go through the search box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partialmethod
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.ui.dressed import DressedRows
from yinqiao.platform.ui.exports import Export, TableExport, answer_export
from yinqiao.platform.ui.filterwords import Chip, chips_of
from yinqiao.platform.ui.saved import SavedBar, saved_bar

PAGE_SIZES = (25, 50, 100, 200)
_NOT_FILTERS = {"page", "size", "sort", "export"}

Rows = QuerySet[Any] | DressedRows | Sequence[Any]
Load = Callable[[Mapping[str, Any]], Rows]


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says and offers. `picture` is `tray`, `done` or `search`."""

    title: str
    text: str = ""
    url: str = ""
    button: str = ""
    picture: str = "tray"


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A button of the bulk bar: posts the picked rows to `url_name` (reversed without arguments)."""

    label: str
    url_name: str
    is_main: bool = False
    is_dangerous: bool = False


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list as its room describes it. `unit` counts its rows (`共 312 人`), `is_wide` gives it a scroll box."""

    title: str
    table: type[tables.Table]
    filters: type[forms.Form] | type[django_filters.FilterSet] | None = None
    bulk: tuple[BulkAction, ...] = ()
    export: Export | TableExport | None = None
    empty: Empty = field(default_factory=lambda: Empty("这里还没有内容"))
    unit: str = "人"
    page_size: int = PAGE_SIZES[0]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number of the pager; `url` is empty for the gap and the page we are on."""

    text: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list ready to draw: what `{% list_page page %}` takes."""

    spec: ListSpec
    table: tables.Table
    form: forms.Form | None
    chips: list[Chip]
    total: int
    size: int
    sizes: tuple[int, ...]
    pages: list[PageLink]
    before_url: str
    after_url: str
    export_url: str
    kept: list[tuple[str, str]]
    kept_for_size: list[tuple[str, str]]
    query: str
    clear_url: str
    saved: SavedBar


def answer_list(
    request: HttpRequest,
    spec: ListSpec,
    load: Load,
    *,
    template: str = "ui/list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse | FileResponse:
    """The page of a list, or its export when the address asks for one (`?export=1`; allow GET and POST there).

    `template` extends `shell/base.html` and draws `{% list_page page %}`; `context` is added to it.
    """
    form, rows = _chosen(request.GET, spec, load)
    chips = chips_of(form, request.GET)
    if spec.export is not None and "export" in request.GET:
        conditions = [f"{chip.label}：{chip.words}" for chip in chips]
        export = spec.export
        if isinstance(export, TableExport):
            table = spec.table(rows)
            table.request = request
            export = export.of(table)
        return answer_export(request, export, rows, count=_count(rows), conditions=conditions)
    page = _page(request, spec, form, rows, chips)
    return render(request, template, {**(context or {}), "page": page})


def with_choices(form: type[forms.Form], **choices: Any) -> type[forms.Form]:
    """A form whose choices are those of one scope, as a list page takes it."""
    return type(form.__name__, (form,), {"__init__": partialmethod(form.__init__, **choices)})


def chosen_ids(request: HttpRequest, spec: ListSpec, load: Load) -> list[str]:
    """The ids that a bulk form posted: the picked boxes, or every row that matches its filters when `all` was ticked.

    Refuses an empty choice as Invalid `lists.nothing_chosen`. The ids are what the browser sent: the act behind
    checks each against the scope.
    """
    if request.POST.get("all") == "1":
        _, rows = _chosen(QueryDict(request.POST.get("query", "")), spec, load)
        if isinstance(rows, QuerySet | DressedRows):
            ids = [str(key) for key in rows.values_list("pk", flat=True)]
        else:
            ids = [str(row["id"] if isinstance(row, Mapping) else row.id) for row in rows]
    else:
        ids = request.POST.getlist("ids")
    if not ids:
        raise Invalid("lists.nothing_chosen", "您还没有选择任何一行。", next_step="请返回列表，勾选后再操作。")
    return ids


def chosen_uuids(request: HttpRequest, spec: ListSpec, load: Load) -> list[UUID]:
    """`chosen_ids` of a list whose rows have UUIDs; what cannot be read as one is Invalid `lists.bad_choice`."""
    try:
        return [UUID(one) for one in chosen_ids(request, spec, load)]
    except ValueError:
        raise Invalid(
            "lists.bad_choice", "所选内容无法读取，没有任何改动。", next_step="请刷新名单后重新选择。"
        ) from None


def _chosen(query: QueryDict, spec: ListSpec, load: Load) -> tuple[forms.Form | None, Rows]:
    """The filter form bound to an address, and the rows it leaves. A filter that cannot be read leaves all rows in."""
    if spec.filters is None:
        return None, load({})
    if issubclass(spec.filters, django_filters.FilterSet):
        filter_set: Any = spec.filters
        chosen = filter_set(query, queryset=load({}))
        return chosen.form, chosen.qs
    form = spec.filters(query)
    form.is_valid()
    return form, load(form.cleaned_data)


def _count(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _page(request: HttpRequest, spec: ListSpec, form: forms.Form | None, rows: Rows, chips: list[Chip]) -> ListPage:
    asked = request.GET.get("size", "")
    size = int(asked) if asked in map(str, PAGE_SIZES) else spec.page_size
    table = spec.table(rows)  # without the request: with it the table would read a page of its own first
    tables.RequestConfig(request, paginate={"per_page": size}).configure(table)
    shown = table.page
    kept = [(name, request.GET[name]) for name in ("size", "sort") if name in request.GET]
    for_size = [(name, value) for name, value in _pairs(request.GET) if name not in {"size", "page"}]
    return ListPage(
        spec=spec, table=table, form=form, chips=chips, total=table.paginator.count, size=size, sizes=PAGE_SIZES,
        pages=_page_links(request, table), before_url=_page_url(request, shown.number - 1) if shown.has_previous() else "",
        after_url=_page_url(request, shown.number + 1) if shown.has_next() else "",
        export_url=_with(request.GET, export="1") if spec.export else "", kept=kept, kept_for_size=for_size,
        query=request.GET.urlencode(), clear_url=_cleared(request.GET),
        saved=saved_bar(request, form),
    )  # fmt: skip


def _page_links(request: HttpRequest, table: tables.Table) -> list[PageLink]:
    """The numbers of the pager with gaps; nothing when there is one page."""
    paginator, number = table.paginator, table.page.number
    if paginator.num_pages < 2:
        return []
    links = []
    for one in paginator.get_elided_page_range(number, on_each_side=2, on_ends=1):
        if one == paginator.ELLIPSIS:
            links.append(PageLink("…"))
        else:
            links.append(PageLink(str(one), "" if one == number else _page_url(request, int(one)), one == number))
    return links


def _page_url(request: HttpRequest, number: int) -> str:
    return _with(request.GET, page=str(number))


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


def _cleared(query: QueryDict) -> str:
    """The address without any filter, sort and size kept."""
    kept = query.copy()
    for name in list(kept):
        if name not in _NOT_FILTERS - {"page", "export"}:
            del kept[name]
    return f"?{kept.urlencode()}"
