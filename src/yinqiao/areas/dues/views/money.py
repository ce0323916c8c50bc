"""The book of a branch: what it holds, what it moved into its account and up to the superior committee."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.dues import errors, queries, services
from yinqiao.areas.dues.forms import MoveForm, ReasonForm
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.tables import TransferTable
from yinqiao.areas.dues.types import Book, Move, yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

BOOK = ListSpec(
    title="党费账本", table=TransferTable, unit="笔", page_size=50,
    export=TableExport("党费划转", "dues.moves_exported", is_personal=False),
    empty=Empty("还没有划转", "现金存入党费专户、上缴上级党组织后，点“登记划转”。"),
)  # fmt: skip
_SHOWN = (Book.CASH, Book.CLEARING, Book.BANK, Book.HANDED_UP)


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def book(request: HttpRequest) -> HttpResponseBase:
    """What the branches of the scope hold, and what they moved on."""
    scope = actor_of(request).scope
    purse = queries.get_purse(scope=scope)
    figures = [(one.label, f"{yuan(purse.of(one)):,.2f}") for one in _SHOWN]
    return answer_list(
        request,
        BOOK,
        lambda _: queries.list_transfers(scope=scope),
        template="dues/book.html",
        context={"figures": figures},
    )


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def move(request: HttpRequest) -> HttpResponse:
    """登记划转 of the own branch."""
    actor, today = actor_of(request), timezone.localdate()
    place_no = actor.scope.place_from
    form = MoveForm(request.POST or None, initial={"move": Move.DEPOSIT.value, "moved_on": today})
    page = ActPage("登记划转", "登记", "已登记。", "登记的是本单位党支部自己的钱。登记错了可以冲正，两笔都会留在账上。")
    back = reverse("dues:book")
    context: dict[str, Any] = {"sub": places().label(place_no), "back": back, "facts": ()}
    return answer_form(
        request, page, form,
        lambda: services.move_money(actor=actor, at=timezone.now(), place_no=place_no, moved=form.moved()),
        Shown("ui/step.html", context, lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def unmove(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """冲正 of a transfer."""
    actor = actor_of(request)
    row = queries.get_transfer(scope=actor.scope, transfer_id=transfer_id)
    if row.is_reversed:
        raise errors.reversed_already()
    form, back = ReasonForm(request.POST or None), reverse("dues:book")
    page = ActPage("冲正划转", "冲正", "已冲正，账上两笔都在。", "登记错的划转在这里冲正。", is_dangerous=True)
    facts = (("划转", row.get_move_display()), ("金额", f"{yuan(row.fen):,.2f} 元"), ("凭证号", row.voucher_no))
    context = {"sub": places().label(row.place_no), "back": back, "facts": facts}
    return answer_form(
        request, page, form,
        lambda: services.reverse_move(
            actor=actor, at=timezone.now(), transfer_id=transfer_id, reason=form.cleaned_data["reason"]
        ),
        Shown("ui/step.html", context, lambda _: back),
    )  # fmt: skip
