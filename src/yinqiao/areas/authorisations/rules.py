"""How long an authorisation may last, how many may stand, who enters one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.retirees.types import ActRule, RetireeStatus
from yinqiao.kernel.phone import PhoneKind, parse_phone

WORKERS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
KEEP = ActRule("authorise", "授权代办", frozenset(WORKERS), frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED}))


def latest(day: date, parameters: Mapping[str, Any]) -> date:
    """The last day until which one may authorise on a day."""
    return day + timedelta(days=parameters["most_days"])


def lacking(
    new: NewAuthorisation, today: date, parameters: Mapping[str, Any], matters: Collection[str]
) -> dict[str, str]:
    """What is wrong with an authorisation, by field."""
    wrong: dict[str, str] = {}
    if not new.name.strip():
        wrong["name"] = "请填写代办人的姓名。"
    if not new.relation.strip():
        wrong["relation"] = "请填写代办人是您的什么人。"
    read = parse_phone(new.phone)
    if read.value is None or read.kind is not PhoneKind.MOBILE:
        wrong["phone"] = "手机号是 11 位数字，请核对后再填。"
    if not new.matters or set(new.matters) - set(matters):
        wrong["matters"] = "请选一选可以代办哪些事。"
    if not today <= new.until_on <= latest(today, parameters):
        wrong["until_on"] = f"有效期从今天算起，最晚到 {latest(today, parameters):%Y-%m-%d}。"
    if new.way is not Way.PORTAL and (new.consented_on is None or new.consented_on > today):
        wrong["consented_on"] = "请填写本人同意的日期，不晚于今天。"
    return wrong


def _latest(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return latest(given["granted_on"], parameters).isoformat()


FORMULAS = {"authorisations.limits": _latest}
