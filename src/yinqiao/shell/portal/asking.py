"""“我要……”: a request of the person in the own words, which the office of the place answers."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.datarights.services import ask_own_data
from yinqiao.areas.datarights.types import DataRequestKind
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.kernel.phone import parse_phone
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree
from yinqiao.shell.portal.views import officers_of, own_card


@dataclass(frozen=True, slots=True)
class What:
    """One thing to ask for: the words of its page, the label of its one field, how it is told to the office."""

    kind: DataRequestKind
    title: str
    lead: str
    label: str
    told: str = "{}"
    example: str = ""
    is_long: bool = True


WHATS = {
    "phone": What(
        DataRequestKind.CORRECT, "换手机号", "填上新号码。社区核对以后更改，改好以前还用老号码。", "新的手机号",
        "手机号要改为：{}", is_long=False,
    ),
    "address": What(
        DataRequestKind.CORRECT, "换住址", "填上新住址。社区核对以后更改；搬到别的社区的，社区会帮您转过去。",
        "新的住址，写到门牌号", "现住址要改为：{}",
    ),
    "correct": What(
        DataRequestKind.CORRECT, "资料有错", "写一写哪里不对，应该是什么。社区核对以后更改。", "哪里不对",
        example="例如：参加工作时间应该是 1968 年 3 月",
    ),
    "copy": What(
        DataRequestKind.COPY, "要一份我的资料", "社区会把登记的全部资料打印给您。请写一写您想怎么拿。", "怎么拿给您",
        "请提供本人资料副本。{}", "例如：我自己去社区拿",
    ),
    "delete": What(
        DataRequestKind.DELETE, "删除资料", "法律规定要留的不能删，社区会告诉您为什么。请写一写要删哪一项。", "要删哪一项",
    ),
}  # fmt: skip


class AskForm(forms.Form):
    """One field."""

    text = forms.CharField(max_length=500, error_messages={"required": "请填一填再提交。"})

    def __init__(self, what: What, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["text"].label = what.label
        self.is_phone = not what.is_long
        if what.is_long:
            self.fields["text"].widget = forms.Textarea({"rows": 4, "maxlength": "500"})
        else:
            self.fields["text"].widget = forms.TextInput({"inputmode": "tel", "maxlength": "30"})

    def clean_text(self) -> str:
        """A phone in normal form; other words as they are."""
        text: str = self.cleaned_data["text"]
        if not self.is_phone:
            return text
        read = parse_phone(text)
        if read.value is None:
            raise forms.ValidationError("这个号码不对，请核对后再填。手机号是 11 位数字。")
        return read.value


@require_http_methods(["GET", "POST"])
@requires_retiree
@sensitive_post_parameters("text")
def ask(request: StaffRequest, what: str) -> HttpResponse:
    """GET: what will happen, and one field. POST: asked; then to the own requests, where its state stands."""
    if what not in WHATS:
        raise NotFound
    wanted = WHATS[what]
    form, status = AskForm(wanted, request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = wanted.told.format(form.cleaned_data["text"])
            try:
                ask_own_data(actor=request.actor, at=timezone.now(), kind=wanted.kind, text=told)
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "已经提交给社区。办到哪一步，看下面。")
                return redirect("my:requests")
    officers = officers_of(own_card(request.actor))[:1]
    return render(request, "my/ask.html", {"form": form, "what": wanted, "officers": officers}, status=status)
