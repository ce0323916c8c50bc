"""Who came, what was said, signed by another, added to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.party_life import errors, queries, services
from yinqiao.areas.party_life.forms import MinutesForm, RollForm, SeenForm, WordsForm
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import meeting_words
from yinqiao.areas.party_life.views.meetings import when_words
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def roll(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """登记到会: a line for each who is to come, made for a phone."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    listed = [
        (one.member_id, one.member.name, one.mark, one.reason)
        for one in queries.list_roll(scope=actor.scope, meeting_id=meeting_id)
    ]
    form = RollForm(
        request.POST or None, roll=listed, excuses=queries.excuses(timezone.localdate()), initial={"lock_version": row.lock_version}
    )  # fmt: skip
    page = ActPage(
        "登记到会", "保存", "已保存到会情况。", "没有到的，有事先请假的选“请假”并选原因，没有请假的选“缺席”。"
    )
    context = {"sub": f"{meeting_words(row)}，{when_words(row)}", "back": row.get_absolute_url(), "row": row}
    return answer_form(
        request, page, form,
        lambda: services.mark_roll(
            actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"],
            said=form.said(),
        ),
        Shown("party_life/roll.html", context, lambda _: row.get_absolute_url()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """会议记录: written, or written anew until it is signed."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    told = queries.minutes_of(row)
    initial = {
        "lock_version": row.lock_version,
        "held_on": timezone.localdate(row.starts_at),
        "venue": row.venue,
        "topics": row.topic,
    }
    if told:
        initial |= {
            name: getattr(told, name) for name in ("held_on", "venue", "host", "recorder", "topics", "decisions")
        }
    form = MinutesForm(request.POST or None, initial=initial)
    page = ActPage(
        "会议记录", "保存", "已保存，等待另一位同志审签。",
        "记录加密保存，只有本支部所在单位和上级党组织看得到。审签前可以修改；审签后不能改，只能补充。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.write_minutes(
            actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"],
            minutes=form.minutes(),
        ),
        sub=f"{row.branch.name}，{meeting_words(row)}", back=row.get_absolute_url(),
        facts=(("应到", f"{row.due} 人"), ("到会", f"{row.present} 人")),
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def check(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """审签, after asking: from then on the minutes stay."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm(
        "审签会议记录", "由党支部书记或者上级党组织的同志审签。审签后记录和到会情况都不能再改，只能补充。", "审签",
        back=row.get_absolute_url(), is_dangerous=False,
        facts=(("会议", meeting_words(row)), ("到会 / 应到", f"{row.present} / {row.due}"), ("记录登记人", row.written_name)),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.check_minutes(
        actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"]
    )
    messages.success(request, "已审签，会议记录归档。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def add_words(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """补充: beside signed minutes."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    form = WordsForm(request.POST or None)
    page = ActPage("补充会议记录", "补充", "已补充。", "原记录不变，补充的内容、补充人和日期列在后面，不能删除。")
    return answer_step(
        request, page, form,
        lambda: services.add_words(
            actor=actor, at=timezone.now(), meeting_id=meeting_id, words=form.cleaned_data["words"]
        ),
        sub=f"{row.branch.name}，{meeting_words(row)}", back=row.get_absolute_url(),
    )  # fmt: skip
