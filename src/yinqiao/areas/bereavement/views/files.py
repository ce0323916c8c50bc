"""丧葬悼念: what is to be done after each death of the scope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.bereavement import queries
from yinqiao.areas.bereavement.forms import FileFilter
from yinqiao.areas.bereavement.tables import FileTable
from yinqiao.areas.bereavement.types import FileState
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="丧葬悼念", table=FileTable, filters=FileFilter, page_size=50, is_wide=True,
    export=TableExport("丧葬悼念清单", "bereavement.files_exported", hint=UNNAMED),
    empty=Empty(
        "没有在办的身后事项",
        "登记死亡的同时在这里立项，列出家属、社区、原企业、经办机构各要办的事和期限；撤销死亡登记的随之撤销。",
        picture="done",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
def files(request: HttpRequest) -> HttpResponseBase:
    """One line for each death, the newest first."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found: Any = queries.list_files(scope=scope, today=today)
        state = chosen.get("state") or FileState.OPEN.value
        if state == "overdue":
            found = found.filter(state=FileState.OPEN, overdue__gt=0)
        elif state != "all":
            found = found.filter(state=state)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    return answer_list(request, LIST, load, template="bereavement/files.html")
