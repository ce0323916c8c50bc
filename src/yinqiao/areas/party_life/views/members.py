"""Members of branches: listed, put into one, given a post; the record of one; who is in no branch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.forms import MemberFilter, PlaceForm, PostForm
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import MARK_TONES, MemberTable, UnplacedTable, meeting_words
from yinqiao.areas.party_life.types import Mark
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.areas.retirees.queries import people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids

MEMBERS = ListSpec(
    title="支部党员", table=MemberTable, filters=MemberFilter, page_size=50,
    bulk=(BulkAction("登记慰问", "party_life:console"), BulkAction("调到其他党支部", "party_life:place", is_main=True)),
    export=TableExport("支部党员名单", "party_life.members_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的党员", "在“未编入的党员”中勾选，编入党支部。"),
)  # fmt: skip
UNPLACED = ListSpec(
    title="未编入党支部的党员", table=UnplacedTable, page_size=50,
    bulk=(BulkAction("编入党支部", "party_life:place_new", is_main=True),),
    export=TableExport("未编入党支部的党员", "party_life.unplaced_exported", hint=UNNAMED),
    empty=Empty("没有未编入的党员", "组织关系已由本单位接收的党员都编入了党支部。", picture="done"),
)  # fmt: skip


def load_members(scope: Scope) -> Load:
    """The members of the branches of a scope under the filters of the list."""

    def load(chosen: Any) -> Any:
        found, text = queries.list_members(scope=scope), (chosen.get("name") or "").strip()
        found = found.filter(member__name__contains=text) if text else found
        return found.filter(post=chosen["post"]) if chosen.get("post") else found

    return load


def load_unplaced(scope: Scope) -> Load:
    """The members of a scope who are in no branch."""
    return lambda _: queries.list_unplaced(scope=scope)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def members(request: HttpRequest) -> HttpResponseBase:
    """The members of the branches of the scope."""
    return answer_list(request, MEMBERS, load_members(actor_of(request).scope), template="party_life/members.html")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def unplaced(request: HttpRequest) -> HttpResponseBase:
    """The members whom a place of the scope has received and that are in no branch."""
    return answer_list(request, UNPLACED, load_unplaced(actor_of(request).scope), template="party_life/members.html")


@require_POST
@requires(*ORGANISERS)
def place(request: HttpRequest) -> HttpResponse:
    """调到其他党支部: members ticked in the list of members."""
    return _place(request, MEMBERS, load_members(actor_of(request).scope), reverse("party_life:members"))


@require_POST
@requires(*ORGANISERS)
def place_new(request: HttpRequest) -> HttpResponse:
    """编入党支部: members ticked in the list of those who are in none."""
    return _place(request, UNPLACED, load_unplaced(actor_of(request).scope), reverse("party_life:unplaced"))


def _place(request: HttpRequest, spec: ListSpec, load: Load, back: str) -> HttpResponse:
    actor = actor_of(request)
    ids = chosen_uuids(request, spec, load)
    if load({}).filter(pk__in=ids).count() != len(set(ids)):  # type: ignore[union-attr]
        raise NotFound
    listed = [
        (str(one.pk), f"{one.name}（{places().label(one.place_no)}）")
        for one in queries.list_branches(scope=actor.scope)
    ]
    is_sent = request.POST.get("sent") == "1"
    form = PlaceForm(request.POST if is_sent else None, branches=listed)
    page = ActPage(
        "编入党支部", "编入", f"已编入 {len(ids)} 人。",
        "只能编入组织关系所在单位的党支部。调到其他党支部后，原来的支部职务和党小组不再保留，会议记录不变。",
    )  # fmt: skip
    context = {"sub": f"已选 {len(ids)} 人", "back": back, "ids": [str(one) for one in ids]}
    if not is_sent:
        return render(request, "ui/step.html", {"page": page, "form": form, **context})
    return answer_form(
        request, page, form,
        lambda: services.place_members(
            actor=actor, at=timezone.now(), branch_id=form.cleaned_data["branch"], member_ids=ids
        ),
        Shown(
            "ui/step.html", context,
            lambda _: reverse("party_life:branch", args=[form.cleaned_data["branch"]]),
        ),
    )  # fmt: skip


@require_GET
@requires(*ORGANISERS)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member in the branch: post, group, the meetings one was to come to."""
    scope = actor_of(request).scope
    row = queries.get_member(scope=scope, member_id=member_id)
    reasons = queries.excuses(timezone.localdate())
    came = [
        (one.meeting, meeting_words(one.meeting), one.get_mark_display(), MARK_TONES.get(one.mark, "neutral"),
         reasons.get(one.reason, ""))
        for one in queries.list_attended(scope=scope, member_id=member_id)[:60]
    ]  # fmt: skip
    context = {
        "row": row, "whereabouts": queries.whereabouts_of(row), "errands": queries.list_errands(scope=scope, member_id=member_id),
        "honours": queries.list_honours_of(scope=scope, member_id=member_id), "came": came,
        "present": sum(1 for one in came if one[2] == Mark.PRESENT.label),
        "has_person": people_within(scope=scope).filter(pk__in=[row.retiree_id] if row.retiree_id else []).exists(),
    }  # fmt: skip
    return render(request, "party_life/member.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def post(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """登记职务和党小组."""
    actor = actor_of(request)
    row = queries.get_member(scope=actor.scope, member_id=member_id)
    initial = {"post": row.post, "group_no": row.group_no, "lock_version": row.lock_version}
    form = PostForm(request.POST or None, initial=initial)
    page = ActPage("职务和党小组", "保存", "已保存。", "书记、委员由党员大会选举或者上级党组织任命，平台只作登记。")
    return answer_step(
        request, page, form,
        lambda: services.change_post(
            actor=actor, at=timezone.now(), member_id=member_id, lock_version=form.cleaned_data["lock_version"],
            given=form.given(),
        ),
        sub=f"{row.member.name}，{row.branch.name}", back=reverse("party_life:member", args=[member_id]),
    )  # fmt: skip
