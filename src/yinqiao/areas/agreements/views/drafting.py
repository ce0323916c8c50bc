"""Drafts: a new agreement, another version of one, a supplement."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.agreements import queries, services
from yinqiao.areas.agreements.forms import DraftForm, VersionForm
from yinqiao.areas.agreements.rules import PARTIES, RECEIVERS
from yinqiao.areas.agreements.types import AgreementKind, Step, Terms
from yinqiao.areas.agreements.views.shared import actor_of, answer_step, initial_of, page_of
from yinqiao.areas.organisations.queries import places, standing_names
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage
from yinqiao.platform.ui.gates import requires


def _parties(scope: Scope) -> dict[str, list[tuple[int, str]]]:
    """Whom one may draft with: the own side as the scope holds it, the other side whole."""
    tree = places()
    rows = tree.rows if scope.is_enterprise else tree.within(scope)
    names = standing_names(scope.enterprises or None)
    return {
        "enterprises": sorted(names.items(), key=lambda one: one[1]),
        "places": [(row.place_no, tree.label(row.place_no)) for row in rows if row.kind in RECEIVERS],
    }


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def draft(request: HttpRequest) -> HttpResponse:
    """起草移交协议."""
    actor = actor_of(request)
    form = DraftForm(request.POST or None, **_parties(actor.scope))
    text = "起草的内容在提请答复之前只有本方看得到。数量可以先估计，签署前都能修改。"
    page = ActPage("起草移交协议", "保存草稿", "已保存草稿。核对后请提请对方答复。", text)
    return answer_step(
        request, page, None, form,
        lambda: services.draft_agreement(
            actor=actor, at=timezone.now(), parties=form.parties(), wording=form.wording()
        ),
    )  # fmt: skip


def _filled(row: Any, terms: Terms) -> dict[str, Any]:
    plain = asdict(terms)
    return {
        **initial_of(row),
        **plain.pop("numbers"),
        **plain,
        "instalments": terms.instalments,
        "benefits": terms.benefits,
    }


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def save(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """修改协议内容: the next version, filled with the one before."""
    actor = actor_of(request)
    row = page_of(request, agreement_id, Step.SAVE)
    latest = queries.list_versions(scope=actor.scope, agreement_id=agreement_id)[0]
    is_difference = row.kind == AgreementKind.SUPPLEMENTARY
    form = VersionForm(request.POST or None, initial=_filled(row, latest.terms), is_difference=is_difference)
    text = "保存后生成新的一版，原有各版保留，可以对比。"

    def act() -> None:
        services.save_version(actor=actor, at=timezone.now(), seen=form.seen(agreement_id), wording=form.wording())

    return answer_step(request, ActPage("修改协议内容", "保存新版本", "已保存新版本。", text), row, form, act)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def supplement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """起草补充协议."""
    row = page_of(request, agreement_id, Step.SUPPLEMENT)
    form = VersionForm(request.POST or None, initial=initial_of(row), is_difference=True)
    text = "补充协议写明与主协议相比增减的数量，同样经双方议定、签署、备案后生效。"
    page = ActPage("起草补充协议", "保存草稿", "已保存草稿。核对后请提请对方答复。", text)
    return answer_step(
        request, page, row, form,
        lambda: services.draft_supplement(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id), wording=form.wording()
        ),
    )  # fmt: skip
