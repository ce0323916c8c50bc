"""Asking for materials of an archive, or for a certificate from its record, in the place of somebody who has no phone and agreed: on the person's page, at the door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.archive_certificates.queries import kinds_on, list_kept_of
from yinqiao.areas.archive_certificates.services import ask_for
from yinqiao.areas.archive_certificates.types import Kind, Wanted
from yinqiao.areas.archives.queries import list_held
from yinqiao.areas.digitised.services import ask_extract_for
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, actor_of, answer_act
from yinqiao.platform.ui.gates import requires

_AGREED = {"spoken": "当面口头同意", "signed": "签了委托书"}
PAGE = ActPage(
    "代为申请档案材料", "提交申请", "已提交给保管档案的单位，答复记入本人的时间线。",
    "材料只给本人看：本人可在长辈版查看，盖章的一份由保管单位打印。考核鉴定、政审、处分三类材料不对本人开放。",
)  # fmt: skip

CERTIFICATE = ActPage(
    "代为申请档案证明", "提交申请", "已提交给保管档案的单位，答复记入本人的时间线。",
    "社区不开这些证明，由保管档案的单位依据档案记载开具。证明只给本人：本人在长辈版下载，或由保管单位打印。",
)  # fmt: skip


class AskForForm(forms.Form):
    """Which archive, what of it and for what, how the person agreed."""

    use_required_attribute = False
    archive = forms.ChoiceField(
        label="哪一卷档案", widget=forms.RadioSelect, error_messages={"required": "请选择档案。"}
    )
    text = forms.CharField(
        label="要哪些材料，做什么用", max_length=300, error_messages={"required": "请写一写要哪些材料、做什么用。"},
        widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
        help_text="例如：招工表，办理工龄核对用。不填写身份证号、电话。",
    )  # fmt: skip
    agreed = forms.ChoiceField(
        label="本人怎样同意的", choices=[*_AGREED.items()], widget=forms.RadioSelect,
        error_messages={"required": "请选择本人怎样同意的；没有同意的不能代为申请。"},
    )  # fmt: skip

    def __init__(self, data: Any, archives: list[Any]) -> None:
        super().__init__(data, initial={"archive": archives[0].pk if len(archives) == 1 else None})
        self.fields["archive"].choices = [(str(one.pk), one.archive_no) for one in archives]  # type: ignore[attr-defined]


class CertificateForForm(AskForForm):
    """Which certificate, and for what."""

    kind = forms.ChoiceField(
        label="开哪种证明", widget=forms.RadioSelect, error_messages={"required": "请选择证明种类。"}
    )
    field_order = ("archive", "kind", "text", "agreed")

    def __init__(self, data: Any, archives: list[Any], kinds: list[Kind]) -> None:
        super().__init__(data, archives)
        self.fields["kind"].choices = [(one.code, f"{one.title}：{one.about}") for one in kinds]  # type: ignore[attr-defined]
        self.fields["text"].error_messages["required"] = "请写一写做什么用。"
        self.fields["text"].label, self.fields["text"].help_text = (
            "做什么用",
            "例如：办理工龄核对。不填写身份证号、电话。",
        )


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Where the archive is, and the way to ask for materials of it; nothing where there is none."""
    if actor.role not in CASEWORKERS:
        return None
    held = list_held(scope=actor.scope, retiree_ids=[retiree_id])
    if not held:
        return None
    names = ("ask_archive", "ask_certificate") if list_kept_of(scope=actor.scope, retiree_id=retiree_id) else ()
    return {"held": held, "urls": [reverse(f"shell:{one}", args=[retiree_id]) for one in names]}


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
@sensitive_post_parameters("text")
def ask_archive(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Ask the holder in the person's place."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = AskForForm(request.POST or None, list_kept_of(scope=actor.scope, retiree_id=retiree_id))
    return answer_act(
        request, PAGE, card, form,
        lambda: ask_extract_for(
            actor=actor, at=timezone.now(), archive_id=UUID(form.cleaned_data["archive"]), retiree_id=retiree_id,
            words=form.cleaned_data["text"], agreed=_AGREED[form.cleaned_data["agreed"]],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
@sensitive_post_parameters("text")
def ask_certificate(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Ask the keeper for a certificate in the person's place."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    volumes = list_kept_of(scope=actor.scope, retiree_id=retiree_id)
    form = CertificateForForm(request.POST or None, volumes, list(kinds_on(day=timezone.localdate()).values()))
    return answer_act(
        request, CERTIFICATE, card, form,
        lambda: ask_for(
            actor=actor, at=timezone.now(), archive_id=UUID(form.cleaned_data["archive"]), retiree_id=retiree_id,
            wanted=Wanted(form.cleaned_data["kind"], form.cleaned_data["text"]), agreed=_AGREED[form.cleaned_data["agreed"]],
        ),
    )  # fmt: skip
