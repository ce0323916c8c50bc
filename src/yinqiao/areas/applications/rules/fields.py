"""What was filled in, field by field: normal form, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.types import Applicant, Application, Field, Item
from yinqiao.kernel.id_number import check_digit
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.text import normalise_text

# What a community that somebody names may be, each with the places above it.
Communities = Callable[[str], Sequence[str]]


def read_answers(item: Item, given: Mapping[str, str], communities: Communities) -> dict[str, str]:
    """The answers in their normal form, in the order of the form; blank ones left out.

    Invalid with every field that is wrong; fields that the item has not are refused.
    """
    wrong: dict[str, str] = {}
    read: dict[str, str] = {}
    known = {one.code for one in item.field}
    if set(given) - known:
        raise errors.unknown_field()
    for one in item.field:
        text = normalise_text(given.get(one.code, "")).value
        if not text:
            if one.required:
                wrong[one.code] = f"请填写{one.label}。"
            continue
        value, problem = read_answer(one, text, communities)
        if problem:
            wrong[one.code] = problem
        else:
            read[one.code] = value
    if wrong:
        raise errors.wrong_answers(wrong)
    return read


def read_answer(field: Field, text: str, communities: Communities) -> tuple[str, str]:
    """One answer in its normal form, or what is wrong with it."""
    if field.kind == "phone":
        found = parse_phone(text)
        return (found.value or "", "") if found.is_valid else ("", "电话格式不对，请填 11 位手机号或带区号的固定电话。")
    if field.kind == "id_no":
        number = text.upper()
        is_number = re.fullmatch(r"[0-9]{17}[0-9X]", number) and check_digit(number[:17]) == number[17]
        return (number, "") if is_number else ("", "身份证号不对，请照身份证核对 18 位号码。")
    if field.kind == "account":
        digits = re.sub(r"[ -]", "", text)
        return (
            (digits, "")
            if re.fullmatch(r"[0-9]{12,30}", digits)
            else ("", "银行账号是 12 至 30 位数字，请照存折或银行卡填写。")
        )
    if field.kind == "community":
        return _community(communities(text))
    if field.kind == "day":
        try:
            return date.fromisoformat(text).isoformat(), ""
        except ValueError:
            return "", "请填写日期，如 2026-03-02。"
    if field.kind == "choice":
        return (text, "") if text in field.choices else ("", "没有这个选项，请从列表中选择。")
    if field.kind == "number":
        is_number = text.isascii() and text.isdigit() and len(text) <= 9
        within = is_number and field.least <= int(text) <= field.most
        return (str(int(text)), "") if within else ("", f"请填写 {field.least} 至 {field.most} 的整数。")
    return (text, "") if len(text) <= field.most else ("", f"内容过长，最多 {field.most} 个字。")


def _community(found: Sequence[str]) -> tuple[str, str]:
    if len(found) == 1:
        return found[0], ""
    if found:
        return "", f"有 {len(found)} 个社区叫这个名字，请带上街道名，例如“{found[0]}”。"
    return "", "本市没有这个名字的社区，请照社区居委会的牌子填写，可以带上街道名。"


def lacking_of_proxy(application: Application, today: date) -> dict[str, str]:
    """What is missing where somebody acts for the person: how and when the person agreed, who a relative is.

    A relative of who has died says who that is and how to be reached; the dead consent to nothing.
    """
    if application.applicant is Applicant.SELF:
        return {}
    if application.applicant is Applicant.RELATIVE:
        asked = {"name": "请填写申请人姓名。", "relation": "请填写与逝者的关系。", "phone": "请填写申请人电话。"}
        return {f"proxy_{name}": words for name, words in asked.items() if not getattr(application, name).strip()}
    lacking = {} if application.consent else {"consent": "请选择本人同意的方式。"}
    if application.consented_on is None or application.consented_on > today:
        lacking["consented_on"] = "请填写本人同意的日期，不晚于今天。"
    if application.applicant is Applicant.FAMILY:
        told = {"name": "请填写代办人姓名。", "relation": "请填写与本人的关系。"}
        lacking |= {f"proxy_{name}": words for name, words in told.items() if not getattr(application, name).strip()}
    return lacking
