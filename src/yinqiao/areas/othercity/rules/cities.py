"""The cities of the country, and the city in which an address lies."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from yinqiao.areas.othercity.types import City
from yinqiao.kernel.codes import EthnicGroup

_SPACE = re.compile(r"[\s·,，]+")
_PEOPLES = "|".join(sorted((one.label.removesuffix("族") for one in EthnicGroup), key=len, reverse=True))
# What may be left out at the end of a name, which keeps two characters at least: 深圳, 湘西, 内蒙古, 广西.
_ENDS = re.compile(rf"(?<=..)(?:(?:(?:{_PEOPLES})族?)*自治[州区]|地区|省|市|盟)$")


@cache
def cities() -> Mapping[str, City]:
    """Code → city, for every city at prefecture level."""
    text = resources.files("yinqiao.areas.othercity").joinpath("rulebook/cities.csv").read_text(encoding="utf-8")
    return {row["code"]: City(row["code"], row["name"], row["province"]) for row in csv.DictReader(text.splitlines())}


def city_label(code: str) -> str:
    """The name of a city with its province; the code itself where no such city is known, empty for none."""
    known = cities().get(code)
    return known.label if known else code


def find_city(address: str) -> str:
    """The four digits of the city in which an address lies, empty where its beginning names none or several.

    广东省深圳市南山区 → 4403; 深圳南山 → 4403; 义乌市稠城街道 → empty: no city at prefecture level is named.
    """
    text = _SPACE.sub("", address)
    for province, within in _by_province().items():
        is_full = text.startswith(province)
        if not is_full and not text.startswith(_short(province)):
            continue
        rest = text[len(province) :] if is_full else text[len(_short(province)) :]
        found = within[0].code if _is_municipality(within) else _starting(rest, within)
        # 吉林 may be the province or the city: 吉林市船营区 names the city by its full name.
        return found if found or is_full else _starting(text, tuple(cities().values()), by_short=False)
    return _starting(text, tuple(cities().values()))


@cache
def _by_province() -> Mapping[str, tuple[City, ...]]:
    names = dict.fromkeys(one.province for one in cities().values())
    return {name: tuple(one for one in cities().values() if one.province == name) for name in names}


def _is_municipality(within: tuple[City, ...]) -> bool:
    return len(within) == 1 and within[0].name == within[0].province


def _starting(text: str, among: tuple[City, ...], *, by_short: bool = True) -> str:
    """The one city whose full name, or else whose short name, the text begins with."""
    for names in ([(one.name, one.code) for one in among], [(_short(one.name), one.code) for one in among]):
        found = {code for name, code in names if text.startswith(name)}
        if len(found) == 1:
            return found.pop()
        if not by_short:
            break
    return ""


@cache
def _short(name: str) -> str:
    return _ENDS.sub("", name)
