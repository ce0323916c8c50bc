"""Tells addresses outside a city by how they begin: another province, another city or county, another country."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from yinqiao.kernel.divisions import all_historical_divisions

_PROVINCE_ENDING = re.compile(r"(?:省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区)$")
_SEATS = ("市", "州", "盟", "地区", "县", "旗")
_ABROAD = frozenset(
    {"美国", "加拿大", "澳大利亚", "新西兰", "英国", "法国", "德国", "意大利", "西班牙", "日本", "韩国", "新加坡"}
    | {"马来西亚", "泰国", "俄罗斯", "香港", "澳门", "台湾", "国外", "境外", "海外"}
)
_STREETLIKE = r"^.{2,3}(?:[东西南北中]|[一二三四五])?(?:路|街|大道|巷|里|村|新村|小区|社区|花园|大厦|商业|酒店|广场|城)"
"""北京路, 河南新村, 深圳大厦: named after a place elsewhere, but here."""


@dataclass(frozen=True, slots=True)
class OutsideNames:
    """`full` names at the head of an address say “elsewhere” by themselves, `short` ones unless a road is called so.

    `own_province` and `own_city` match the head of an address within; after the own province, `siblings` are other
    cities of it in short form.
    """

    full: frozenset[str]
    short: frozenset[str]
    siblings: frozenset[str]
    own_province: str
    own_city: str

    def is_outside(self, address: pl.Expr) -> pl.Expr:
        """Whether the address begins outside the city; null and unrecognised heads are not outside."""
        head = address.str.replace(r"^(?:中华人民共和国|中国)", "").str.replace(r"^\s+", "")
        tail = head.str.replace(f"^(?:{self.own_province})", "")
        is_own = tail.str.contains(f"^(?:{self.own_city})")
        is_after_province = tail.str.len_bytes() != head.str.len_bytes()
        elsewhere = _begins_with(tail, self.full)
        elsewhere |= _begins_with(head, self.short) & head.str.contains(_STREETLIKE).not_()
        elsewhere |= is_after_province & _begins_with(tail, self.siblings)
        return (elsewhere & is_own.not_()).fill_null(False)


def outside_names(city_code: str, city_name: str, own_names: frozenset[str]) -> OutsideNames:
    """The names outside a city, from all divisions that ever were (GB/T 2260).

    `city_code` are the first four digits of the city, `own_names` the names within it that must not count.
    """
    entries = all_historical_divisions()
    provinces = {entry.code: entry.name for entry in entries if entry.code.endswith("0000")}
    own_province = provinces.pop(city_code[:2] + "0000", "")
    others = {
        entry.code: entry.name for entry in entries if entry.code[:4] != city_code and not entry.code.endswith("0000")
    }
    seats = {name for name in others.values() if len(name) > 2 and name.endswith(_SEATS)}
    siblings = {name for code, name in others.items() if code[:2] == city_code[:2] and code.endswith("00")}
    short_provinces = {_PROVINCE_ENDING.sub("", name) for name in provinces.values()}
    banned = own_names | {city_name, city_name.removesuffix("市"), own_province}
    return OutsideNames(
        full=frozenset((set(provinces.values()) | seats) - banned),
        short=frozenset((short_provinces | _ABROAD) - banned),
        siblings=frozenset({_short(name) for name in siblings} - banned - {""}),
        own_province=_optional_ending(own_province, "省"),
        own_city=_optional_ending(city_name, "市"),
    )


def _short(name: str) -> str:
    stem = re.sub(r"(?:市|地区|.{2,6}族自治州|自治州|州|盟)$", "", name)
    return stem if len(stem) > 1 else ""


def _optional_ending(name: str, ending: str) -> str:
    stem = _PROVINCE_ENDING.sub("", name)
    return f"{re.escape(stem)}(?:{re.escape(name[len(stem) :])})?" if stem != name else re.escape(name or ending)


def _begins_with(text: pl.Expr, names: Iterable[str]) -> pl.Expr:
    """Whether the text begins with one of many names: a set per length, which beats an alternation of thousands."""
    by_length: dict[int, list[str]] = {}
    for name in names:
        by_length.setdefault(len(name), []).append(name)
    found = pl.lit(False)
    for length, group in sorted(by_length.items()):
        found |= text.str.slice(0, length).is_in(sorted(group))
    return found
