"""What an invoice must say, and what the rule comes to: deductible, ratio and ceiling by level of the hospital."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from yinqiao.areas.applications.types import OfficeMove
from yinqiao.areas.intake.types import Item
from yinqiao.areas.outside_decisions.types import decision, fen_of, yuan
from yinqiao.areas.reimbursement.types import ITEM, Care, Estimate, Level, NewInvoice, Typed

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
_MOST_FEN = 10**10
# A fully digitalised invoice has twenty digits and no code.
_WHOLE = 20


def merge(typed: Typed, read: Mapping[str, str]) -> tuple[NewInvoice | None, dict[str, str]]:
    """What was typed and what the file says as one invoice, or what is wrong: a number and a sum are never overruled."""
    wrong: dict[str, str] = {}
    told = {name: getattr(typed, name).strip() or read.get(name, "") for name in ("code", "number", "amount", "own")}
    for name, words in (("number", "票据号码"), ("amount", "金额")):
        said, seen = (_plain(name, text) for text in (told[name], read.get(name, "")))
        if seen and said != seen:
            wrong[name] = f"与票据文件上的{words}不一致，请核对填写的内容和选择的文件。"
    sums = {name: fen_of(told[name] or "0") for name in ("amount", "own")}
    wrong |= {name: "请填写金额，如 1256.80。" for name, fen in sums.items() if fen is None and name not in wrong}
    issued = date.fromisoformat(read["issued_on"]) if read.get("issued_on") else None
    until = typed.until or typed.since or issued
    if until is None:
        wrong["until"] = "请填写就医日期。"
    if wrong or until is None:
        return None, wrong
    is_whole = len(told["number"]) == _WHOLE
    return NewInvoice(
        number=told["number"], amount_fen=sums["amount"] or 0, hospital=(typed.hospital.strip() or read.get("issuer", ""))[:60],
        level=typed.level, care=typed.care, since=typed.since or until, until=until, code="" if is_whole else told["code"],
        own_fen=sums["own"] or 0,
    ), {}  # fmt: skip


def _plain(name: str, text: str) -> str | int | None:
    return fen_of(text) if name == "amount" else text


def lacking(told: NewInvoice, today: date, latest_months: int) -> dict[str, str]:
    """What of an invoice cannot be taken, by field."""
    wrong: dict[str, str] = {}
    if not (told.number.isdigit() and 6 <= len(told.number) <= 20):
        wrong["number"] = "票据号码是 6 至 20 位数字，请照票据填写。"
    if not told.code and len(told.number) != _WHOLE:
        wrong["code"] = "请填写票据代码；只有 20 位号码的数电发票没有代码。"
    elif told.code and not (told.code.isdigit() and 6 <= len(told.code) <= 12):
        wrong["code"] = "票据代码是 6 至 12 位数字，请照票据填写。"
    if not 0 < told.amount_fen <= _MOST_FEN:
        wrong["amount"] = "金额应大于 0。"
    elif not 0 <= told.own_fen <= told.amount_fen:
        wrong["own"] = "自费部分不能超过票据金额。"
    if not told.hospital:
        wrong["hospital"] = "请填写医疗机构名称。"
    if told.until > today:
        wrong["until"] = "就医日期不能晚于今天。"
    elif told.since > told.until:
        wrong["until"] = "结束日期不能早于开始日期。"
    elif _months_after(told.until, latest_months) < today:
        wrong["until"] = f"就医结束已超过 {latest_months} 个月，过了申报期限。"
    return wrong


def wrong_of(typed: Typed, fields: Collection[str], today: date, latest_months: int) -> dict[str, str]:
    """What of these fields cannot be taken, whatever the others will say: an invoice that is asked for page by page."""
    given = {name: getattr(typed, name) for name in fields}
    whole = replace(
        Typed(
            typed.level, typed.care, code="000000", number="000000", amount="1", hospital="x", since=today, until=today
        ),
        **given,
    )
    told, wrong = merge(whole, {})
    if told is not None:
        wrong = lacking(told, today, latest_months)
    return {name: words for name, words in wrong.items() if name in fields}


def _months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def estimate(invoices: Sequence[NewInvoice], parameters: Mapping[str, Any]) -> Estimate:
    """Each stay by itself; what was paid at counters of one level together. Half a fen is rounded up, line by line."""
    lines: list[str] = []
    paid = 0
    stays = [[one] for one in invoices if one.care is Care.INPATIENT]
    counters = [[one for one in invoices if one.care is Care.OUTPATIENT and one.level is level] for level in Level]
    for group in (*stays, *filter(None, counters)):
        sum_fen, words = _line(group, parameters[group[0].care.value][group[0].level.value])
        paid += sum_fen
        lines.append(words)
    return Estimate(sum(one.amount_fen for one in invoices), paid, tuple(lines))


def _line(group: Sequence[NewInvoice], rule: Mapping[str, int]) -> tuple[int, str]:
    """What one stay, or the counters of one level, come to, and why."""
    whole, own = sum(one.amount_fen for one in group), sum(one.own_fen for one in group)
    above = max(0, whole - own - rule["deductible_fen"])
    share = int((Decimal(above) * rule["percent"] / 100).quantize(Decimal(1), ROUND_HALF_UP))
    paid = min(share, rule["ceiling_fen"])
    first = group[0]
    name = f"{first.care.label}，{first.level.label}" + (f"，{len(group)} 张" if len(group) > 1 else "")
    words = (
        f"{name}：费用 {yuan(whole)} 元，减去自费 {yuan(own)} 元、起付标准 {yuan(rule['deductible_fen'])} 元，余 {yuan(above)} 元，"
        f"按 {rule['percent']}% 为 {yuan(share)} 元"
    )
    return paid, f"{words}，超过封顶线，按 {yuan(paid)} 元。" if paid < share else f"{words}。"


def _estimate(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    invoices = [
        NewInvoice("000000", one["amount"], "x", Level(one["level"]), Care(one["care"]), date(2026, 1, 1), date(2026, 1, 1), own_fen=one.get("own", 0))
        for one in given["invoices"]
    ]  # fmt: skip
    return estimate(invoices, parameters).paid_fen


def _late(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    told = NewInvoice("000000", 1, "x", Level.FIRST, Care.OUTPATIENT, given["until"], given["until"])
    return "late" if "until" in lacking(told, given["today"], parameters["months"]) else "in_time"


def move_of(one: Item) -> OfficeMove:
    """How a decision moves the case."""
    return decision(one, item=ITEM, granted=f"核定报销 {one.data.amount} 元")


FORMULAS = {"reimbursement.estimate": _estimate, "reimbursement.latest": _late}
