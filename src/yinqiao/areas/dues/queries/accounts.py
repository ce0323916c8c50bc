"""Accounts of members and how they stand; one account line by line. Scope is a required argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from yinqiao.areas.dues.models import Account, Charge, Decision, Entry, Order, Standard
from yinqiao.areas.dues.queries.reach import here, of_account
from yinqiao.areas.dues.rules import explain, month_words
from yinqiao.areas.dues.types import Book, EntryKind, Line, RulingState, Why
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.periods import month_of
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

# Behind every entry of its day.
_LAST = 2**63
# How accounts are listed and counted: today's entries and the lists they open use the same.
NO_BASE = "no_base"
ENDED = "ended"


def months_rule(today: date) -> Mapping[str, Any]:
    """How many months may be made up or paid ahead, and from how many on somebody is reminded."""
    return rulebook().get("dues.months", region=settings.REGION, day=today).parameters


def account_filters(today: date) -> Mapping[str, Q]:
    """Conditions by how a member stands."""
    rule = months_rule(today)
    owed, late, remind = "standing__owed_months", rule["most_late"], rule["remind_from"]
    return {
        "": Q(),
        "even": Q(**{owed: 0}, has_base=True),
        "owing": Q(**{f"{owed}__gt": 0}),
        "remind": Q(**{f"{owed}__gte": remind, f"{owed}__lte": late}),
        "over": Q(**{f"{owed}__gt": late}),
        NO_BASE: Q(has_base=False, last_month__isnull=True),
        ENDED: Q(last_month__isnull=False),
    }


def list_accounts(*, scope: Scope, today: date, wanted: str = "") -> QuerySet[Any]:
    """The accounts of the scope with this month's charge and how they stand, by branch and name; none for overseers."""
    charges = Charge.objects.filter(account_id=OuterRef("pk"), month=month_of(today), is_standing=True)
    bases = Standard.objects.filter(account_id=OuterRef("pk"), is_standing=True)
    found = Account.objects.filter(here(scope)).annotate(
        has_base=Exists(bases), name=F("member__name"), month_fen=Subquery(charges.values("fen")[:1]),
        month_why=Subquery(charges.values("why")[:1]), owed_months=F("standing__owed_months"),
        owed_fen=F("standing__charged") - F("standing__paid"), unpaid_from=F("standing__unpaid_from"),
    )  # fmt: skip
    return found.filter(account_filters(today)[wanted]).order_by("place_no", "name", "pk")


def count_accounts(*, scope: Scope, today: date) -> dict[str, int]:
    """How many accounts of the scope stand each way; the counts equal the lists they open."""
    filters = account_filters(today)
    bases = Standard.objects.filter(account_id=OuterRef("pk"), is_standing=True)
    found = Account.objects.filter(here(scope)).annotate(has_base=Exists(bases)).order_by()
    counted = found.aggregate(
        **{f"n_{name}": Count("pk", filter=one) for name, one in filters.items() if name}, n_=Count("pk")
    )
    return {name: counted[f"n_{name}"] for name in filters}


def get_account(*, scope: Scope, account_id: UUID, today: date) -> Any:
    """One account as a list shows it; NotFound when absent or out of scope."""
    found = list_accounts(scope=scope, today=today).filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def list_standards(*, scope: Scope, account_id: UUID) -> list[Standard]:
    """The bases of an account in scope, the newest year first; replaced ones behind those that stand."""
    found = Standard.objects.filter(of_account(scope), account_id=account_id)
    return list(found.order_by("-year", "-is_standing", "-id"))


def list_decisions(*, scope: Scope, state: str = "") -> QuerySet[Decision]:
    """The decisions on members of the scope, the newest first."""
    found = Decision.objects.filter(here(scope)).select_related("account__member").order_by("-proposed_on", "-id")
    return found.filter(state=state) if state else found


def list_to_answer(*, scope: Scope) -> QuerySet[Decision]:
    """What branches below this office wait for."""
    return list_decisions(scope=scope, state=RulingState.PROPOSED).filter(place_no__gt=scope.place_from)


def get_decision(*, scope: Scope, decision_id: UUID) -> Decision:
    """One decision; NotFound when absent or out of scope."""
    found = list_decisions(scope=scope).filter(pk=decision_id).first()
    if found is None:
        raise NotFound
    return found


def account_lines(*, scope: Scope, account_id: UUID) -> list[Line]:
    """An account in scope line by line, the oldest first: each month with why this sum, each payment, what was undone."""
    charges = (
        Charge.objects.filter(of_account(scope), account_id=account_id)
        .select_related("standard")
        .order_by("month", "no")
    )
    entries = Entry.objects.exclude(kind=EntryKind.CHARGE, reverses_id__isnull=True)
    entries = entries.filter(of_account(scope), account_id=account_id).select_related("payment", "refund")
    # The ledger's own order; what cost nothing has no entry and stands with its month.
    steps = [
        (one.entry_id or _LAST, one.charged_on, _charged(one)) for one in charges if one.entry_id or one.is_standing
    ]
    steps += [(one.pk, one.booked_on, _booked(one)) for one in entries]
    lines, balance = [], 0
    for _, _, line in sorted(steps, key=lambda one: (one[1], one[0])):
        balance += line.fen
        lines.append(replace(line, balance=balance))
    return lines


def _charged(one: Charge) -> Line:
    return Line(one.charged_on, f"{month_words(one.month)}党费", one.fen, 0, explain_charge(one))


def _booked(one: Entry) -> Line:
    fen = one.fen if one.debit == Book.RECEIVABLE else -one.fen
    if one.kind == EntryKind.CHARGE:
        title = f"{month_words(one.month)}党费（冲正）"
        return Line(one.booked_on, title, fen, 0, "核定或减免有变化，原来计收的冲回。")
    if one.refund:
        return Line(one.booked_on, "退款：原路退回", fen, 0, one.refund.reason)
    number = one.payment.receipt_no if one.payment else ""
    if one.reverses_id:
        return Line(one.booked_on, "交纳（冲正）", fen, 0, one.payment.reason if one.payment else "", number)
    method = one.payment.get_method_display() if one.payment else ""
    return Line(one.booked_on, f"交纳：{method}", fen, 0, "", number)


def explain_charge(charge: Charge) -> str:
    """Why this sum: the rule of the month, of which year the base is, what the former enterprise had taken."""
    rule = rulebook().get("dues.rate", region=settings.REGION, day=charge.month).parameters
    standard = charge.standard
    words = explain(member_of(Why, charge.why), standard.base_fen, charge.fen, rule)
    if standard.year != charge.month.year:
        words += f"沿用 {standard.year} 年登记的基数。"
    if standard.former_fen is not None and standard.former_fen != charge.fen:
        words += f"原企业每月收 {standard.former_fen / 100:.2f} 元；移交后按上述规定计算，所以不同。"
    return words


def find_account_of(*, scope: Scope, retiree_id: UUID) -> UUID | None:
    """The account of a person in scope; None for who has none here."""
    found = Account.objects.filter(here(scope), retiree_id=retiree_id).order_by("-first_month")
    return found.values_list("pk", flat=True).first()


def find_own(*, scope: Scope) -> Any:
    """The own account of who is signed in to the portal; None for who is no member here."""
    if scope.person is None:
        return None
    found = Account.objects.filter(retiree_id=scope.person).order_by("-first_month")
    return found.annotate(
        owed_months=F("standing__owed_months"), owed_fen=F("standing__charged") - F("standing__paid"),
        unpaid_from=F("standing__unpaid_from"),
    ).first()  # fmt: skip


def get_own_order(*, scope: Scope, order_id: UUID) -> Order:
    """One order of who is signed in to the portal; NotFound for every other."""
    found = Order.objects.filter(pk=order_id, account__retiree_id=scope.person).select_related("payment").first()
    if scope.person is None or found is None:
        raise NotFound
    return found
