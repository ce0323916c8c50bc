"""档案证明: what was asked of the keepers, what the record says, checked and sealed by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.archive_certificates import queries, services
from yinqiao.areas.archive_certificates.forms import AttestationFilter, DraftForm, IssueForm, LetterForm, WordsForm
from yinqiao.areas.archive_certificates.rules import CHECKERS, KEEPERS
from yinqiao.areas.archive_certificates.tables import TONES, AttestationTable
from yinqiao.areas.archive_certificates.types import Channel, Source, Stage
from yinqiao.areas.digitised.queries import get_kept
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="档案证明", table=AttestationTable, filters=AttestationFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("档案证明申请", "archive_certificates.exported", hint=UNNAMED),
    empty=Empty("没有档案证明申请", "本人在长辈版申请、社区代为申请的列在这里；单位来函的，在档案的页面登记。", "/digitised/", "去选档案"),
)  # fmt: skip


def _url(name: str, *args: Any) -> str:
    return reverse(f"archive_certificates:{name}", args=args)


def _crumbs(row: Any, title: str = "") -> list[tuple[str, str]]:
    before = [("档案证明", _url("attestations"))]
    here = (row.archive.archive_no, _url("attestation", row.pk) if title else "")
    return [*before, here, (title, "")] if title else [*before, here]


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def attestations(request: HttpRequest) -> HttpResponseBase:
    """What was asked of the scope's offices."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_attestations(scope=scope, state=chosen.get("state") or "", kind=chosen.get("kind") or "")

    return answer_list(request, LIST, load)


@require_GET
@requires(*KEEPERS)
def attestation(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """One: who asked for what, what was drafted, what may be done now."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_attestation(scope=actor.scope, attestation_id=attestation_id)
    kind, told = queries.kind_on(code=row.kind, day=today), queries.draft_of(row)
    record_read(
        actor, action="archive_certificates.opened", retiree_id=row.retiree_id, people=1, purpose="办理档案证明"
    )
    is_open = row.state in (Stage.ASKED, Stage.DRAFTED)
    is_in_force = queries.is_in_force(scope=actor.scope, row=row)
    context = {
        "row": row, "kind": kind, "words": queries.text_of(row), "said": queries.text_of(row, "answer_note"),
        "draft": told, "source": Source(told.source).label if told and told.source else "",
        "state": Stage(row.state).label, "tone": TONES[row.state], "channel": Channel(row.channel).label,
        "is_open": is_open, "is_drafted": row.state == Stage.DRAFTED, "is_in_force": is_in_force,
        "may_draft": is_open or (row.state == Stage.ISSUED and not is_in_force),
        "may_issue": row.state == Stage.DRAFTED and actor.role in CHECKERS and actor.id != row.drafted_id,
        "crumbs": _crumbs(row),
    }  # fmt: skip
    return render(request, "archive_certificates/attestation.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
@sensitive_post_parameters("text")
def by_letter(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """Register that an office asks by letter."""
    actor = actor_of(request)
    archive = get_kept(scope=actor.scope, archive_id=archive_id)
    form = LetterForm(request.POST or None, list(queries.kinds_on(day=timezone.localdate()).values()))
    back = reverse("digitised:archive", args=[archive_id])
    page = ActPage(
        "登记来函", "登记", "已登记，请起草。",
        "只为有权查询的单位办理：先核对来函和经办人证件。由本单位一人起草、另一人复核用印，本人在“我的证明”里也能看到。",
    )  # fmt: skip
    crumbs = [("档案数字化", reverse("digitised:archives")), (archive.archive_no, back), ("登记来函", "")]
    return answer_form(
        request, page, form,
        lambda: services.ask_by_letter(
            actor=actor, at=timezone.now(), archive_id=archive_id, kind=form.cleaned_data["kind"],
            words=form.cleaned_data["text"], letter=form.letter(),
        ),
        Shown("archive_certificates/form.html", {"back": back, "crumbs": crumbs}, back=lambda made: _url("attestation", made)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
@sensitive_post_parameters()
def draft(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """Write down what the record says."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_attestation(scope=actor.scope, attestation_id=attestation_id)
    kind = queries.kind_on(code=row.kind, day=today)
    found = queries.list_quotable(scope=actor.scope, archive_id=row.archive_id, kind=kind, day=today)
    materials = [(str(one.pk), queries.material_of(one)) for one in found]
    form, back = DraftForm(request.POST or None, materials, kind), _url("attestation", attestation_id)
    page = ActPage(
        f"起草{kind.title}", "保存，交复核", "已保存，等另一位经办人复核用印。",
        "照档案原文写，不归纳、不推断；每一条写明出自哪份材料、第几页。" if kind.classes else
        "这种证明由档案保管登记带出，不摘录内容。请先到库房核对档案确实在库。",
    )  # fmt: skip
    context = {
        "back": back,
        "crumbs": _crumbs(row, "起草"),
        "row": row,
        "has_materials": bool(found) or not kind.classes,
    }
    return answer_form(
        request, page, form,
        lambda: services.draft(
            actor=actor, at=timezone.now(), attestation_id=attestation_id, source=form.source_of(), lines=form.lines()
        ),
        Shown("archive_certificates/draft.html", context, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CHECKERS)
def issue(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """Check it against the archive and seal it."""
    actor = actor_of(request)
    row = queries.get_attestation(scope=actor.scope, attestation_id=attestation_id)
    kind = queries.kind_on(code=row.kind, day=timezone.localdate())
    form, back = IssueForm(request.POST or None, kind), _url("attestation", attestation_id)
    page = ActPage(
        "复核用印", "核对无误，用印", "已开具并记入用印登记，本人在“我的证明”下载。",
        "加盖电子印章；没有电子印章的，打印后盖章。开具后有误的只能撤销重开。",
    )  # fmt: skip
    context = {
        "back": back, "crumbs": _crumbs(row, "复核用印"), "row": row, "draft": queries.draft_of(row), "kind": kind,
    }  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.issue(
            actor=actor, at=timezone.now(), attestation_id=attestation_id,
            is_compared=bool(form.cleaned_data.get("is_compared")), address=request.build_absolute_uri(reverse("verify:ask")),
        ),
        Shown("archive_certificates/issue.html", context, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
@sensitive_post_parameters("text")
def send_back(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """Back to who drafted it."""
    page = ActPage("退回起草", "退回", "已退回起草。", "写明哪一条、哪里与档案不一致，由起草人改正后再交复核。")
    return _answered(request, attestation_id, page, services.send_back)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
@sensitive_post_parameters("text")
def refuse(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """Nothing is issued; the person reads why."""
    page = ActPage(
        "不开具", "不开具，答复本人", "已答复，本人可以看到。", "写明理由和可以怎么办，例如档案没有记载的，到哪里办理。"
    )
    return _answered(request, attestation_id, page, services.refuse)


def _answered(request: HttpRequest, attestation_id: UUID, page: ActPage, act: Any) -> HttpResponse:
    actor = actor_of(request)
    row = queries.get_attestation(scope=actor.scope, attestation_id=attestation_id)
    form, back = WordsForm(request.POST or None), _url("attestation", attestation_id)
    return answer_form(
        request, page, form,
        lambda: act(
            actor=actor, at=timezone.now(), attestation_id=attestation_id, words=form.cleaned_data["text"]
        ),
        Shown("archive_certificates/form.html", {"back": back, "crumbs": _crumbs(row, page.title)}, back=lambda _: back),
    )  # fmt: skip
