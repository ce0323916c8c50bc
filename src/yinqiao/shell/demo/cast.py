"""Fifteen fixed people, four enterprises and the users who sign in: the same in every test and in the demo.

The people stand for what goes wrong elsewhere: rare characters, long names, namesakes, the dead, those who moved away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from yinqiao.shell.demo.enterprises import DEMO_MARK
from yinqiao.shell.demo.identity import credit_code

NEAR = "430104002001"  # the community of the cast's officer
BESIDE = "430104002009"  # another community of the same street
FAR = "430105012007"  # a community of another district
STREET = "430104002000"
DISTRICT = "430104000000"
CITY = "430100000000"
AGENCY_DESK = "430100000D01"
_SERIES = "MC"


@dataclass(frozen=True, slots=True)
class CastEnterprise:
    """`group` is the key of the group, empty for one that stands alone; `weight` its relative number of retirees."""

    key: str
    name: str
    short_name: str
    source: str
    weight: int
    group: str = ""


CAST_ENTERPRISES = (
    CastEnterprise("builder", f"中湘第三建设集团有限公司{DEMO_MARK}", "中湘第三建设", "central", 2400),
    CastEnterprise("fitter", f"中湘第三建设安装分公司{DEMO_MARK}", "中湘三建安装", "central", 300, "builder"),
    CastEnterprise("tools", f"湘曜第二机床集团有限责任公司{DEMO_MARK}", "湘曜二机床", "provincial", 900),
    CastEnterprise("mill", f"星垣第一纺织总公司{DEMO_MARK}", "星垣一纺", "municipal", 500),
)


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person with fixed facts; `facts` overrides columns of the people frame, all else is drawn once and for all."""

    key: str
    name: str
    sex: int
    born_on: date
    community_code: str
    enterprise: str
    retired_on: date
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def _facts(**facts: Any) -> Mapping[str, Any]:
    return MappingProxyType(facts)


_MEMBER = {"political_status": "01"}

CAST: tuple[CastMember, ...] = (
    CastMember("wang_guiying", "王桂英", 2, date(1948, 3, 8), NEAR, "builder", date(1998, 3, 1)),
    CastMember(
        "ouyang_jianguo", "欧阳建国", 1, date(1955, 10, 1), NEAR, "builder", date(2015, 10, 1),
        _facts(**_MEMBER, party_branch="中湘第三建设离退休第一党支部", party_member_no="DY9900002"),
    ),
    CastMember(
        "ayigul", "阿依古丽·买买提", 2, date(1962, 5, 12), BESIDE, "tools", date(2012, 5, 1), _facts(ethnic_group="05")
    ),
    CastMember("wang_yan", "王䶮", 1, date(1957, 12, 3), NEAR, "fitter", date(2017, 12, 1)),
    CastMember("long_hong", "龙𬭎", 1, date(1960, 8, 20), BESIDE, "tools", date(2020, 8, 1), _facts(ethnic_group="12")),
    CastMember("shan_xiulan", "单秀兰", 2, date(1951, 1, 17), FAR, "mill", date(2001, 1, 1)),
    CastMember(
        "nur_ahmat", "努尔艾合买提江·阿卜杜热依木江", 1, date(1954, 9, 9), NEAR, "builder", date(2014, 9, 1),
        _facts(ethnic_group="05"),
    ),
    CastMember("wang_guiying_far", "王桂英", 2, date(1948, 3, 9), FAR, "tools", date(1998, 3, 1)),
    CastMember(
        "liu_jianjun", "刘建军", 1, date(1961, 2, 11), "", "builder", date(2021, 2, 1),
        _facts(is_away=True, address="广东省深圳市南山区科技路18号1203室", away_address="广东省深圳市南山区科技路18号1203室"),
    ),
    CastMember(
        "li_shuzhen", "李淑珍", 2, date(1931, 11, 30), NEAR, "mill", date(1981, 11, 1),
        _facts(phone=None, lives_alone=True, special_groups="八十岁以上高龄、孤寡老人", contact1_phone=None),
    ),
    CastMember(
        "zeng_guoqiang", "曾国强", 1, date(1950, 6, 6), NEAR, "builder", date(2010, 6, 1),
        _facts(died_on=date(2026, 8, 15)),
    ),
    CastMember("yuchi_min", "尉迟敏", 2, date(1975, 6, 18), BESIDE, "fitter", date(2025, 9, 1)),
    CastMember(
        "qin_ailian", "覃爱莲", 2, date(1953, 4, 4), FAR, "tools", date(2003, 4, 1),
        _facts(ethnic_group="08", has_15_digit_id=True, is_lost_contact=True),
    ),
    CastMember(
        "zhang_wei", "张伟", 1, date(1963, 4, 25), BESIDE, "mill", date(2018, 4, 1),
        _facts(retirement_type="特殊工种退休", special_groups="特殊工种"),
    ),
    CastMember(
        "peng_fu", "彭𫖯", 1, date(1945, 7, 1), FAR, "builder", date(2005, 7, 1),
        _facts(
            **_MEMBER, party_branch="中湘第三建设离退休第二党支部", party_member_no="DY9900015", is_seriously_ill=True,
            health="重病", special_groups="八十岁以上高龄、重病", archive_is_elsewhere=True, archive_place="原企业档案室",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CastUser:
    """Who signs in: a role over a division (code), an enterprise (key) or a department (code of its source), or none.

    A division and an enterprise: seconded by the one to the other.
    """

    username: str
    name: str
    role: str
    division: str = ""
    enterprise: str = ""
    office: str = ""


CAST_USERS: tuple[CastUser, ...] = (
    CastUser("qiye.chen", "陈敏", "enterprise_officer", enterprise="builder"),
    CastUser("qiye.luo", "罗静", "enterprise_officer", enterprise="tools"),
    CastUser("qiye.admin", "周勇", "enterprise_admin", enterprise="builder"),
    # Of the builder, seconded to its key community; the transition ends in three weeks.
    CastUser("xuanpai.shen", "沈丽", "seconded_officer", NEAR, enterprise="builder"),
    CastUser("shequ.li", "李红霞", "community_officer", NEAR),
    CastUser("shequ.tan", "谭芳", "community_officer", BESIDE),
    CastUser("shequ.he", "何平", "community_officer", FAR),
    CastUser("jiedao.peng", "彭辉", "street_officer", STREET),
    CastUser("qu.xiao", "肖丽", "district_manager", DISTRICT),
    CastUser("shi.huang", "黄志强", "city_manager", CITY),
    # The second of the two who decide an opening load.
    CastUser("shi.mo", "莫晓岚", "city_manager", CITY),
    # Two look into an archive, a third lets them.
    CastUser("shi.yuan", "袁军", "city_manager", CITY),
    CastUser("shebao.deng", "邓琳", "agency_officer", AGENCY_DESK),
    # Each department tells by hand what its programme does not.
    CastUser("gongan.long", "龙卫国", "department_officer", office="shi-gongan"),
    CastUser("minzheng.bai", "白雪梅", "department_officer", office="shi-minzheng"),
    CastUser("yibao.fang", "方海燕", "department_officer", office="shi-yibao"),
    CastUser("renshe.xie", "谢志明", "department_officer", office="shi-renshe"),
    CastUser("zuzhi.yan", "颜文斌", "department_officer", office="shi-zuzhi"),
    CastUser("jiedao.admin", "吴健", "unit_admin", STREET),
    CastUser("gongan.admin", "石建军", "unit_admin", office="shi-gongan"),
    CastUser("xitong.admin", "曹亮", "system_admin"),
    CastUser("anquan.admin", "贺波", "security_admin"),
    # Of the province: sees what cities tell it, and nobody of this one.
    CastUser("sheng.liang", "梁静", "province_officer"),
    CastUser("shenji.zeng", "曾莉", "auditor", CITY),
    CastUser("geren.tang", "唐洁", "data_protection_officer", CITY),
)


def cast_credit_code(key: str) -> str:
    """The credit code of a cast enterprise; StopIteration for an unknown key."""
    return next(credit_code(index + 1, _SERIES) for index, one in enumerate(CAST_ENTERPRISES) if one.key == key)
