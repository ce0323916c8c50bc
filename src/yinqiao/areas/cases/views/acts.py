"""What an office does with a case: one page for each act, offered by where the case stands and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.cases import errors, queries, services
from yinqiao.areas.cases.forms import (
    AssignForm,
    CallBackForm,
    CloseForm,
    ExtensionForm,
    GiveForm,
    PlainForm,
    ReviewForm,
    WordsForm,
)
from yinqiao.areas.cases.types import PLACES, Act
from yinqiao.areas.cases.views.steps import posted
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

PAGES = {
    Act.ACCEPT: ActPage("接收", "接收，由本单位牵头", "已接收。", "接收后由本单位牵头办理，可以同时交办几个协助单位。"),
    Act.RETURN: ActPage("退回", "退回", "已退回，由市级指定牵头单位。", "确实不属于本单位职责的才退回。退回后又被指定的，不能再退。"),
    Act.ASSIGN: ActPage("指定牵头单位", "指定", "已指定。", "退回过的单位被再次指定的，不能再退回。被反映的单位不能牵头。"),
    Act.HAND_UP: ActPage("提级办理", "提级", "已交上一级办理。", "由上一级单位接收牵头，期限不变。"),
    Act.GIVE: ActPage("交办协助单位", "交办", "已交办，对方可以看到。", "几个单位可以同时交办，各有各的期限。只能选一个单位，再交办别的单位请再填一次。"),
    Act.ASK_EXTENSION: ActPage("申请延期", "申请", "已申请，等上级答复。", "只能申请一次，上级同意以后才延长。"),
    Act.EXTEND: ActPage("同意延期", "同意", "已同意延期。", "期限按申请的天数延长，牵头单位要告知本人。"),
    Act.KEEP_LIMIT: ActPage("不同意延期", "不同意", "已答复，期限不变。", "牵头单位仍按原期限办结。", is_dangerous=True),
    Act.CLOSE: ActPage("办结", "办结", "已办结，请把结果告知本人并回访。", "写明结果和原因：结果办结以后告知本人，同类问题从原因上解决。"),
    Act.CALL_BACK: ActPage("登记回访", "保存", "已登记回访。", "由没有办结这个事项的人回访。本人不满意的，事项随即重新办理。"),
    Act.ASK_REVIEW: ActPage(
        "登记复查（复核）请求", "登记", "已登记，由上一级单位办理。",
        "由答复单位的上一级单位牵头，自登记之日起30日内答复；复查、复核各一次。在规定期限内提出的才登记。",
    ),
    Act.REOPEN: ActPage("重新办理", "重新办理", "已重新办理，期限重新计算。", "本人反映没有解决的，重新办理。"),
}  # fmt: skip
_WORDS = {
    Act.RETURN: "退回的理由", Act.HAND_UP: "提级的理由", Act.KEEP_LIMIT: "不同意的理由", Act.REOPEN: "哪里没有解决",
}  # fmt: skip


def _form(done: Act, row: Any, data: Any) -> forms.Form:
    tree = places()
    if done in _WORDS or done is Act.EXTEND:
        return WordsForm(data, label=_WORDS.get(done, "说明"), required=done in _WORDS)
    if done is Act.ASSIGN:
        return AssignForm(data, named=tree.named(tree.rows))
    if done is Act.GIVE:
        named, firms, offices = queries.units_to_ask()
        return GiveForm(data, places=named, firms=firms, offices=offices)
    if done is Act.ASK_EXTENSION:
        kind = queries.kind_on(row.kind, row.opened_on)
        return ExtensionForm(data, most=kind.extension_days, unit="个工作日" if row.is_working else "日")
    if done is Act.ASK_REVIEW:
        return ReviewForm(data, initial={"told_on": row.closed_on})
    return {Act.CLOSE: CloseForm, Act.CALL_BACK: CallBackForm}.get(done, PlainForm)(data)


def _run(done: Act, form: Any, given: dict[str, Any]) -> Callable[[], object]:
    """The act, with what the form says."""
    told = getattr(form, "cleaned_data", {})
    words = {"words": told.get("words", "")}
    if done is Act.GIVE:
        return lambda: services.give(new=form.new(), **given)
    if done is Act.CLOSE:
        return lambda: services.close(outcome=form.outcome_told(), **given)
    if done is Act.CALL_BACK:
        return lambda: services.call_back(grade=form.grade_told(), **words, **given)
    if done is Act.ASSIGN:
        return lambda: services.assign(place_no=told["place"], **words, **given)
    if done is Act.ASK_EXTENSION:
        return lambda: services.ask_extension(days=told["days"], **words, **given)
    if done in (Act.EXTEND, Act.KEEP_LIMIT):
        return lambda: services.decide_extension(is_agreed=done is Act.EXTEND, **words, **given)
    if done is Act.ASK_REVIEW:
        return lambda: services.ask_review(new=form.new(), **given)
    if done is Act.ACCEPT:
        return lambda: services.accept(**given)
    plain = {Act.RETURN: services.send_back, Act.HAND_UP: services.hand_up, Act.REOPEN: services.reopen}[done]
    return lambda: plain(**words, **given)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def act(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The form of one act; a refusal comes back beside the field, what was typed is kept."""
    actor = actor_of(request)
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    done = next((one for one in PAGES if one.value == name), None)
    if done is None:
        raise NotFound
    if request.method == "GET" and done not in queries.may_now(row, actor.scope):
        raise errors.not_now()
    form, back = _form(done, row, posted(request)), reverse("cases:case", args=[case_id])
    crumbs = [("联动对接", reverse("cases:cases")), (row.number, back), (PAGES[done].title, "")]
    about = f"{row.number} · {queries.kind_on(row.kind, row.opened_on).title}"
    return answer_form(
        request, PAGES[done], form,
        lambda: _run(done, form, {"actor": actor, "at": timezone.now(), "case_id": case_id})(),
        Shown("cases/form.html", {"back": back, "crumbs": crumbs, "about": about}, back=lambda _: back),
    )  # fmt: skip
