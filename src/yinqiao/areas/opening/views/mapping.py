"""What old enterprises and communities are called here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.forms import MappingFilter, MappingForm
from yinqiao.areas.opening.tables import MappingTable
from yinqiao.areas.opening.types import CITY_ROLES, Side
from yinqiao.areas.opening.views.shared import with_names
from yinqiao.areas.organisations.queries import list_enterprises, places, unique_names
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="新旧对应", table=MappingTable, filters=MappingFilter, unit="个", page_size=50,
    export=TableExport("新旧对应表", "opening.mappings_exported", is_personal=False),
    empty=Empty("没有符合条件的名称", "上传旧系统数据并演练后，其中的企业和社区名称列在这里；自动认出的不需要办理。", picture="done"),
)  # fmt: skip
# Where people of the old system may stand: a community, or the desk of a street or of the agency.
_LASTING = (DivisionKind.COMMUNITY, DivisionKind.STREET, DivisionKind.DESK)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def mappings(request: HttpRequest) -> HttpResponseBase:
    """Every old name, with what it means here."""
    scope = actor_of(request).scope
    with_names(request)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_mappings(scope=scope, side=chosen.get("side") or "", state=chosen.get("state") or "")
        text = (chosen.get("text") or "").strip()
        return found.filter(old_name__contains=text) if text else found

    return answer_list(request, LIST, load, template="opening/mappings.html")


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def mapping(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Say what one old name means here, or that its people stay out."""
    actor = actor_of(request)
    found = queries.get_mapping(scope=actor.scope, mapping_id=mapping_id)
    is_place = found.side == Side.PLACE
    choices = _places(actor.scope) if is_place else _enterprises()
    names = {target: name for name, target in choices.items()}
    form = MappingForm(
        request.POST or None, label="对应的社区" if is_place else "对应的企业", choices=choices,
        initial={"target": names.get(found.to_place or found.enterprise_id or 0, ""), "words": found.words},
    )  # fmt: skip
    page = ActPage(
        "新旧对应", "保存", "对应已保存，重新演练后生效。", "对应关系会保留，以后各次演练和每日比对都按它办理。"
    )
    context = {
        "about": f"旧系统中的{found.get_side_display()}：{found.old_name}（{found.rows:,} 人）",
        "back": reverse("opening:mappings"),
    }
    shown = Shown("opening/act.html", context, back=lambda _: f"{reverse('opening:mappings')}?state=unknown")

    def act() -> None:
        told, now = form.cleaned_data, timezone.now()
        if told["target"]:
            services.map_old_name(actor=actor, at=now, mapping_id=mapping_id, target=told["target"])
        else:
            services.exclude_old_name(actor=actor, at=now, mapping_id=mapping_id, words=told["words"])

    return answer_form(request, page, form, act, shown)


def _places(scope: Scope) -> dict[str, int]:
    tree = places()
    return tree.named(row for row in tree.within(scope) if row.kind in _LASTING)


def _enterprises() -> dict[str, int]:
    return unique_names((one.name, one.uscc, one.id) for one in list_enterprises())
