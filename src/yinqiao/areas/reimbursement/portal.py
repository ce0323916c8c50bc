"""票据 in 长辈版: asked for page by page without anything kept before it is whole; read back; taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.reimbursement import errors, queries
from yinqiao.areas.reimbursement.rules import wrong_of
from yinqiao.areas.reimbursement.services import Upload, add_own_invoice, remove_own_invoice
from yinqiao.areas.reimbursement.types import Care, Level, Typed
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.ui.gates import StaffRequest, requires_portal

# Each page: its fields, its question. What an electronic invoice says of itself nobody is asked.
_PAGES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "care": (("care",), "是门诊还是住院"), "level": (("level",), "是哪一级的医院"), "form": (("form",), "票据是什么样的"),
    "number": (("code", "number"), "票据上的代码和号码"), "amount": (("amount", "own"), "票据上的金额"),
    "hospital": (("hospital",), "是哪家医院"), "days": (("since", "until"), "哪一天看的病"), "file": (("file",), "交票据"),
}  # fmt: skip
_WORDS = ("code", "number", "amount", "own", "hospital")
_TYPED = ("number", "amount", "hospital", "days")
_FORMS = {"file": "电子票据（手机或电脑里的文件）", "paper": "纸的票据（拍照）"}


class AnswersForm(forms.Form):
    """Everything that is asked for; a page shows its own and carries the others along."""

    use_required_attribute = False
    care = forms.ChoiceField(label="门诊还是住院", choices=Care.choices(), widget=forms.RadioSelect)
    level = forms.ChoiceField(label="医院级别", choices=Level.choices(), widget=forms.RadioSelect)
    form = forms.ChoiceField(label="票据的样子", choices=[*_FORMS.items()], widget=forms.RadioSelect)
    code = forms.CharField(label="票据代码（20 位号码的没有代码，不填）", required=False, max_length=12)
    number = forms.CharField(label="票据号码", required=False, max_length=20)
    amount = forms.CharField(label="总金额（元），如 1256.80", required=False, max_length=16)
    own = forms.CharField(label="其中个人自费（元），没有的不填", required=False, max_length=16)
    hospital = forms.CharField(label="医院的名字", required=False, max_length=60)
    since = forms.DateField(label="从哪天", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(
        label="到哪天，只看一天的不填", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def typed(self) -> Typed:
        """What was typed so far."""
        given = self.cleaned_data
        code, number, amount, own, hospital = (given.get(name) or "" for name in _WORDS)
        care = member_of(Care, given.get("care") or Care.OUTPATIENT.value)
        level = member_of(Level, given.get("level") or Level.FIRST.value)
        return Typed(level, care, code, number, amount, own, hospital, given.get("since"), given.get("until"))


def part(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """What stands on the page of the own case; nothing beside another item."""
    try:
        row = queries.get_own_case(scope=actor.scope, case_id=case_id)
    except NotFound:
        return None
    invoices = queries.list_own_invoices(scope=actor.scope, case_id=case_id)
    found = queries.reckon(invoices, row.applied_on)
    return {
        "invoices": [(one, yuan(one.told.amount_fen)) for one in invoices], "case_id": case_id,
        "total": yuan(found.total_fen), "paid": yuan(found.paid_fen), "lines": found.lines,
        "is_open": queries.is_open_for_invoices(row),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters()
def add(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One question a page, the answers carried along in the page; with the file all of it is kept, or nothing."""
    row = queries.get_own_case(scope=request.actor.scope, case_id=case_id)
    if not queries.is_open_for_invoices(row):
        raise errors.closed_for_invoices()
    step = request.POST.get("step", "")
    form = AnswersForm(request.POST if step else None)
    if step not in _PAGES:
        return _page(request, row, "care", AnswersForm(), {})
    form.is_valid()
    steps = _steps(form)
    at = steps.index(step) if step in steps else 0
    if "back" in request.POST:
        return _page(request, row, steps[max(at - 1, 0)], form, {})
    if step == "file":
        return _sent(request, row, form)
    if wrong := _wrong(step, form):
        return _page(request, row, step, form, wrong)
    return _page(request, row, steps[at + 1], form, {})


def _steps(form: AnswersForm) -> list[str]:
    """The pages, as what was answered so far asks for them."""
    is_paper = form.cleaned_data.get("form") == "paper"
    return [one for one in _PAGES if is_paper or one not in _TYPED]


def _wrong(step: str, form: AnswersForm) -> dict[str, str]:
    """What is wrong with the answers of a page."""
    fields = _PAGES[step][0]
    if step in ("care", "level", "form"):
        return {} if form.cleaned_data.get(fields[0]) else {fields[0]: "请点选一个，再点“下一步”。"}
    if unread := [name for name in fields if name in form.errors]:
        return dict.fromkeys(unread, "请选择日期。" if step == "days" else "内容太长，请核对。")
    today = timezone.localdate()
    months = rulebook().get("reimbursement.latest", region=settings.REGION, day=today).parameters["months"]
    return wrong_of(form.typed(), fields, today, months)


def _sent(request: StaffRequest, row: Any, form: AnswersForm) -> HttpResponse:
    """The file came: kept and read back, or back to the page on which something is wrong."""
    scan: Any = request.FILES.get("file")
    if scan is None:
        return _page(request, row, "file", form, {"file": "请先拍照或者选文件，再点“交这张票据”。"})
    try:
        made = add_own_invoice(
            actor=request.actor,
            at=timezone.now(),
            case_id=row.pk,
            typed=form.typed(),
            upload=Upload(scan.file, scan.name),
        )
    except (Invalid, Conflict) as refusal:
        return _refused(request, row, form, refusal)
    return redirect("my_invoices:invoice", invoice_id=made)


def _refused(request: StaffRequest, row: Any, form: AnswersForm, refusal: DomainError) -> HttpResponse:
    """What the file did not say is asked for; what cannot be taken is told on the page that asks for it."""
    fields = dict(refusal.fields or {})
    step = next((name for name in _TYPED if set(_PAGES[name][0]) & set(fields)), "file")
    if step != "file" and form.cleaned_data.get("form") != "paper":
        form.data = {**form.data.dict(), "form": "paper"}  # type: ignore[attr-defined]
        return _page(
            request, row, step, form, {"": "这个文件里读不出来，请照着票据填，最后再选一次文件。"}, refusal.status
        )
    if step == "file":
        fields = {"file": f"{refusal.message}{refusal.next_step or ''}"}
    return _page(request, row, step, form, fields, refusal.status)


def _page(
    request: StaffRequest, row: Any, step: str, form: AnswersForm, wrong: Mapping[str, str], status: int = 0
) -> HttpResponse:
    """A page: its own fields to be filled in, all others hidden."""
    fields, title = _PAGES[step]
    shown = [form[name] for name in fields if name in form.fields]
    carried = [(name, form[name].value() or "") for name in form.fields if name not in fields]
    context = {
        "case_id": row.pk, "step": step, "title": title, "shown": [(one, wrong.get(one.name, "")) for one in shown],
        "carried": carried, "is_choice": step in ("care", "level", "form"), "told": wrong.get("") or wrong.get("file", ""),
        "is_first": step == "care",
    }  # fmt: skip
    return render(request, "reimbursement/own_add.html", context, status=status or (422 if wrong else 200))


@require_http_methods(["GET", "POST"])
@requires_portal
def invoice(request: StaffRequest, invoice_id: UUID) -> HttpResponse:
    """What was read or typed is read back. POST: it is wrong, out with it."""
    row, one = queries.get_own_invoice(scope=request.actor.scope, invoice_id=invoice_id)
    if request.method == "POST":
        remove_own_invoice(actor=request.actor, at=timezone.now(), invoice_id=invoice_id)
        messages.success(request, "这张票据已经取下。可以重新交。")
        return redirect(reverse("my:case", args=[row.pk]))
    context = {
        "case_id": row.pk, "one": one, "amount": yuan(one.told.amount_fen), "own": yuan(one.told.own_fen),
        "is_open": queries.is_open_for_invoices(row),
    }  # fmt: skip
    return render(request, "reimbursement/own_invoice.html", context)
