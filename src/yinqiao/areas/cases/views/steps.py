"""收到的交办: what the own office, enterprise or department was asked, and what it does with it; what whoever gave it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.cases import errors, queries, services
from yinqiao.areas.cases.forms import PlainForm, StepFilter, WordsForm
from yinqiao.areas.cases.rules import OF_GIVER, STEP_FLOW
from yinqiao.areas.cases.tables import STEP_TONES, StepTable
from yinqiao.areas.cases.types import ENTERPRISES, OFFICES, PLACES, StepAct, StepState
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import TimelineEntry

LIST = ListSpec(
    title="收到的交办", table=StepTable, filters=StepFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("收到的交办", "cases.steps_exported", is_personal=False),
    empty=Empty("没有交办给本单位的事项", "牵头单位请本单位协助的，列在这里。", picture="done"),
)  # fmt: skip
_PAGES = {
    StepAct.TAKE: ActPage("接收交办", "接收", "已接收。", "接收后由本单位在期限内答复。"),
    StepAct.RETURN: ActPage("退回交办", "退回", "已退回交办单位。", "确实不属于本单位职责的才退回；再次交办的不能再退。"),
    StepAct.ASK: ActPage("请牵头单位补充说明", "发出", "已请牵头单位补充。", "交办内容不清楚的，写明要补充什么。期限照算。"),
    StepAct.ANSWER: ActPage("答复办理结果", "答复", "已答复交办单位。", "写明做了什么、结果怎样。不写与交办无关的个人情况。"),
    StepAct.TELL: ActPage("补充说明", "发出", "已补充说明。", "不要写反映人的姓名、电话。"),
    StepAct.CANCEL: ActPage("取消交办", "取消交办", "已取消，对方可以看到原因。", "不再需要对方办理的才取消。", is_dangerous=True),
}  # fmt: skip
_LABELS = {
    StepAct.RETURN: "退回的理由", StepAct.ASK: "要补充什么", StepAct.ANSWER: "办理结果", StepAct.TELL: "补充的内容",
    StepAct.CANCEL: "取消的原因",
}  # fmt: skip
_EVERYBODY = (*PLACES, *ENTERPRISES, *OFFICES)


@require_http_methods(["GET", "POST"])
@requires(*_EVERYBODY)
def steps(request: HttpRequest) -> HttpResponseBase:
    """What the own office was given."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_steps(scope=scope, today=today, standing=chosen.get("standing") or "")

    return answer_list(request, LIST, load, template="cases/steps.html")


@require_GET
@requires(*_EVERYBODY)
def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """What is asked of the own office, and nothing of the case behind it."""
    actor = actor_of(request)
    row = queries.get_step(scope=actor.scope, step_id=step_id)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="cases.step_opened", purpose="办理交办事项")
    acts = [
        (reverse("cases:step_act", args=[row.pk, one.value]), _PAGES[one].title, "btn-primary" if one is StepAct.ANSWER else "")
        for one in STEP_FLOW[StepState(row.state)]
        if one not in OF_GIVER and not (one is StepAct.RETURN and row.is_designated)
    ]  # fmt: skip
    context = {
        "row": row, "kind": queries.kind_on(row.kind, row.given_on), "state": StepState(row.state).label,
        "tone": STEP_TONES[row.state], "today": timezone.localdate(), "words": queries.step_words(row), "acts": acts,
        "entries": [
            TimelineEntry(one.at, one.label, one.words, one.who, tone="accent")
            for one in queries.moments_of(row.passages.all())
        ],
        "crumbs": [("收到的交办", reverse("cases:steps")), (row.number, "")],
    }  # fmt: skip
    return render(request, "cases/step.html", context)


def _form(done: StepAct, data: Any) -> forms.Form:
    return WordsForm(data, label=_LABELS[done]) if done in _LABELS else PlainForm(data)


def posted(request: HttpRequest) -> Any:
    """What was sent, even where a button alone says all; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def _done(name: str) -> StepAct:
    found = next((one for one in _PAGES if one.value == name), None)
    if found is None:
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
@requires(*_EVERYBODY)
def act(request: HttpRequest, step_id: UUID, name: str) -> HttpResponse:
    """What the office that was asked does with its step."""
    actor, done = actor_of(request), _done(name)
    row = queries.get_step(scope=actor.scope, step_id=step_id)
    if request.method == "GET" and (done in OF_GIVER or done not in STEP_FLOW[StepState(row.state)]):
        raise errors.not_now()
    form, back = _form(done, posted(request)), reverse("cases:step", args=[step_id])
    crumbs = [("收到的交办", reverse("cases:steps")), (row.number, back), (_PAGES[done].title, "")]
    return answer_form(
        request, _PAGES[done], form,
        lambda: services.do_step(
            actor=actor, at=timezone.now(), step_id=step_id, done=done, words=form.cleaned_data.get("words", "")
        ),
        Shown("cases/form.html", {"back": back, "crumbs": crumbs, "about": row.number}, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def settle(request: HttpRequest, step_id: UUID, name: str) -> HttpResponse:
    """What whoever gave a step does with it: explains, takes it away, notes what came back on paper."""
    actor, done = actor_of(request), _done(name)
    row = queries.get_given(scope=actor.scope, step_id=step_id)
    form, back = _form(done, posted(request)), reverse("cases:case", args=[row.case_id])
    crumbs = [("联动对接", reverse("cases:cases")), (row.number, back), (_PAGES[done].title, "")]
    return answer_form(
        request, _PAGES[done], form,
        lambda: services.settle_step(
            actor=actor, at=timezone.now(), step_id=step_id, done=done, words=form.cleaned_data.get("words", "")
        ),
        Shown("cases/form.html", {"back": back, "crumbs": crumbs, "about": f"{row.number} · {row.unit}"}, back=lambda _: back),
    )  # fmt: skip
