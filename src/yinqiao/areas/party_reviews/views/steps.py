"""The steps of a review: noted, counted, confirmed by another, concluded, answered from above."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.party_reviews import errors, queries, services
from yinqiao.areas.party_reviews.forms import BackForm, CountForm, GradesForm, NotesForm, SeenForm
from yinqiao.areas.party_reviews.rules import DECIDERS, ORGANISERS, most_excellent
from yinqiao.areas.party_reviews.types import Noted
from yinqiao.areas.party_reviews.views.shared import LINES, answer_step, title_of, votes_words
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires

_PRESENCE = {True: "yes", False: "no", None: ""}


def _opened(request: HttpRequest, review_id: UUID) -> tuple[Any, list[Any]]:
    scope = actor_of(request).scope
    row = queries.get_review(scope=scope, review_id=review_id)
    return row, list(queries.list_parts(scope=scope, review_id=review_id))


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def notes(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """自评和到会."""
    actor, (row, parts) = actor_of(request), _opened(request, review_id)
    listed = [
        (one.member_id, one.member.name, Noted(one.assessed, _PRESENCE[one.is_present], one.unrated)) for one in parts
    ]
    form = NotesForm(
        request.POST or None, parts=listed, reasons=queries.reasons(timezone.localdate()), initial={"lock_version": row.lock_version}
    )  # fmt: skip
    page = ActPage(
        "自评和到会", "保存", "已保存。",
        "自评的内容不录入平台，只登记收到没有、以什么方式。行动不便的，可以上门听取自评。票数复核前可以改，改了要重新登记票数。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.note_parts(
            actor=actor, at=timezone.now(), review_id=review_id, lock_version=form.cleaned_data["lock_version"], noted=form.noted()
        ),
        row=row, template=LINES,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def count(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """登记票数."""
    actor, (row, parts) = actor_of(request), _opened(request, review_id)
    rated = [
        (one.member_id, one.member.name, votes)
        for one, votes in zip(parts, queries.votes_of(parts), strict=True)
        if not one.unrated
    ]
    came = queries.turnout_of(parts, timezone.localdate())
    counter, watcher = queries.tellers_of(row)
    initial = {
        "lock_version": row.lock_version, "held_on": row.held_on or timezone.localdate(), "returned": row.returned or came.present,
        "counter": counter, "watcher": watcher,
    }  # fmt: skip
    form = CountForm(request.POST or None, rated=rated, initial=initial)
    page = ActPage(
        "登记票数", "保存", "已保存，等待另一位同志复核。",
        f"到会的正式党员 {came.present} 人（至少 {came.needed} 人）。只登记每位党员各等次的票数合计，不登记谁投了什么票。四项合计少于有效票的，余下为弃权。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.count_votes(
            actor=actor, at=timezone.now(), review_id=review_id, lock_version=form.cleaned_data["lock_version"],
            ballots=form.ballots(), votes=form.votes(),
        ),
        row=row, template=LINES,
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def confirm(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """复核票数, after asking."""
    actor, (row, _) = actor_of(request), _opened(request, review_id)
    lock_version = _seen(request)
    question = Confirm(
        "复核票数", "请对照选票和计票单核对每位党员的票数。确认后票数不能再改。", "确认票数一致", back=row.get_absolute_url(),
        is_dangerous=False,
        facts=(("评议", title_of(row)), ("收回有效票", f"{row.returned} 张"), ("票数登记人", row.counted_name)),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.confirm_count(actor=actor, at=timezone.now(), review_id=review_id, lock_version=lock_version)
    messages.success(request, "已复核。请支部研究评定等次，再报上级党组织。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def conclude(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """评定等次、报上级."""
    actor, (row, parts) = actor_of(request), _opened(request, review_id)
    told = zip(parts, queries.votes_of(parts), queries.grades_of(parts), strict=True)
    rated = [
        (one.member_id, one.member.name, votes_words(votes, row.returned), grade)
        for one, votes, grade in told
        if not one.unrated
    ]
    initial = {"lock_version": row.lock_version, "words": queries.words_of(row)[0]}
    form = GradesForm(request.POST or None, rated=rated, initial=initial)
    most = most_excellent(len(rated), queries.rule_of("limits", timezone.localdate()))
    page = ActPage(
        "评定等次", "报上级党组织", "已报上级党组织，等待批准。",
        f"等次由支部研究确定，平台不作推算。参加评定 {len(rated)} 人，优秀最多 {most} 人。上级批准后告知本人，本人只看得到自己的等次。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.send_up(
            actor=actor, at=timezone.now(), review_id=review_id, lock_version=form.cleaned_data["lock_version"],
            grades=form.grades(), words=form.cleaned_data["words"],
        ),
        row=row, template=LINES,
    )  # fmt: skip


@require_POST
@requires(*DECIDERS)
def approve(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """批准, after asking."""
    actor, (row, parts) = actor_of(request), _opened(request, review_id)
    lock_version = _seen(request)
    question = Confirm(
        "批准评议结果", "批准后结果不能再改，每位党员在手机上看得到自己的等次。", "批准", back=row.get_absolute_url(), is_dangerous=False,
        facts=(("评议", title_of(row)), ("参加评议", f"{len(parts)} 人"), ("报送人", row.sent_name)),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.approve(actor=actor, at=timezone.now(), review_id=review_id, lock_version=lock_version)
    messages.success(request, "已批准，结果告知本人。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
@requires(*DECIDERS)
def send_back(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """退回."""
    actor, (row, _) = actor_of(request), _opened(request, review_id)
    form = BackForm(request.POST or None, initial={"lock_version": row.lock_version})
    page = ActPage("退回支部重新评定", "退回", "已退回。", "票数不变，由支部重新研究等次后再报。")
    return answer_step(
        request, page, form,
        lambda: services.send_back(
            actor=actor, at=timezone.now(), review_id=review_id, lock_version=form.cleaned_data["lock_version"],
            note=form.cleaned_data["note"],
        ),
        row=row,
    )  # fmt: skip


def _seen(request: HttpRequest) -> int:
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    seen: int = form.cleaned_data["lock_version"]
    return seen
